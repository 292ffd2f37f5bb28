"""The pages of grading: nothing a student wrote gets out of its place, and the numbers add up."""

import collections
import re
import statistics
import tempfile
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from course.errors import CourseError
from course.grading import feedback, report, templates
from course.grading.grades import ExerciseGrade, LabGrade, Override, Submission
from tests import needs

TITLES = {"01_first": "Lab 01: the first", "02_second": "Lab 02: the second"}
HOSTILE = [
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "</pre></code></style></title></textarea><svg onload=window.pwned=1>",
    "' onmouseover='window.pwned=1' autofocus onfocus='window.pwned=1",
    "javascript:window.pwned=1",
    "{{ 7 * 7 }}{% include 'base.html' %}",
    "left\u202eright\u2066\u200b\ufeff\u2028",
    "half \ud800 of a pair \udfff",
    "null \x00 bell \x07 escape \x1b[31m return \r end",
    "W" * 5000,
    "Z" + "\u0336" * 400,
    "<!-- ]]> --!> &lt;b&gt; &#x3c;b&#x3e;",
]


def submission(student="s1", lab="01_first", **fields):
    return Submission(student, lab, f"in/{student}/{lab}.ipynb", **fields)


def graded(*exercises, student="s1", lab="01_first", name="", **fields):
    return LabGrade(submission(student, lab, name=name), exercises=exercises, **fields)


def wrong(hint="transpose it", answer="def f(x):\n    return x.T", **fields):
    return ExerciseGrade("encode", 2, 0, state="wrong", hint=hint, answer=answer, **fields)


def a_class(students, labs, rng, exercises=5):
    """LabGrades of a made-up class in which everything happens."""
    states = ["right"] * 12 + ["partly right", "wrong"] * 3
    states += ["not attempted", "missing", "crashed", "timeout", "memory"]
    grades = []
    for number in range(students):
        for lab in labs:
            kind = rng.choice(["graded"] * 30 + ["unreadable", "fault", "nothing"])
            if kind != "nothing":
                entries = [
                    an_exercise(f"exercise-{n}", str(rng.choice(states)), rng)
                    for n in range(exercises)
                ]
                if kind != "graded":
                    entries = [ExerciseGrade(entry.exercise, entry.of) for entry in entries]
                grades.append(
                    LabGrade(
                        submission(f"s{number:04}", lab, name=f"Anna Smith-{number}"),
                        str(kind),
                        "" if kind == "graded" else "It is no notebook.",
                        exercises=tuple(entries),
                        seconds=float(rng.random()),
                    )
                )
    return grades


def an_exercise(name, state, rng):
    share = {"right": 1.0, "partly right": 0.5}.get(state, 0.0)
    hint = f"mistake {rng.integers(9)}" if state in ("partly right", "wrong") else ""
    if rng.random() < 0.2:
        hint = ""
    override = Override(1.5, "a fair reading", "today") if rng.random() < 0.02 else None
    lines = (
        ("✓", "encode('1+1', 12)"),
        ("✗", "encode('2', 3) should give rows. Instead: columns."),
    )
    lines += (("→", f"Hint: {hint}."),) if hint else ()
    answer = f"def encode(text):\n    total = {rng.integers(99)}\n    return text + str(total)\n"
    return ExerciseGrade(
        name, 2, 2 * share, 2 * share, state, "", lines, hint, (1, 2), (3, 5), answer, override
    )


class Page(HTMLParser):
    """What a browser sees of a page: its tags, its text, the texts of its details."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in ("td", "th", "dt", "dd"):
            self.text += " "

    def handle_data(self, data):
        self.text += data

    def counts(self):
        return collections.Counter(tag for tag, _ in self.tags)

    def attributes(self):
        return {(tag, name) for tag, attributes in self.tags for name in attributes}


def words(source):
    """The text of a page in one line, without its style and script."""
    source = re.sub(r"<(style|script)>.*?</\1>", "", source, flags=re.S)
    return " ".join(Page(source).text.split())


# what others wrote stays text


def hostile_grades(text):
    exercises = (
        wrong(text, text, lines=(("✗", text), ("→", text), (text[:9], text))),
        ExerciseGrade(text, 1, state="crashed", reason=text, answer=text),
        replace(wrong(), override=Override(1, text, text)),
    )
    return [
        LabGrade(
            submission(text, "01_first", name=text, notes=(text,)),
            notes=(text + "!",),
            exercises=exercises,
        ),
        LabGrade(Submission(text, text, text, text, text), "unreadable", text),
        LabGrade(submission(text, "02_second"), "fault", text),
    ]


def hostile_report(text):
    return report.page(
        hostile_grades(text),
        [(text, text)],
        titles=TITLES | {text: text},
        expected_students=[text + "?"],
        links={text: text},
        made_at=text,
        facts=[(text, text)],
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_adds_no_tag(text):
    example = {"details", "summary", "pre", "code"}  # it is there or not, as the text parses
    for make in (hostile_report, lambda text: feedback.page(hostile_grades(text), {text: text})):
        page, expected = Page(make(text)), Page(make("?" * len(text)))
        more = page.counts() - expected.counts() + (expected.counts() - page.counts())
        assert more.keys() <= example
        assert page.attributes() - expected.attributes() <= {("details", "class")}
        links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
        assert all(link.startswith(("#", "./")) for link in links)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_is_hidden_in_a_page(text, tmp_path):
    for source in (hostile_report(text), feedback.page(hostile_grades(text), TITLES)):
        (tmp_path / "page.html").write_text(source, encoding="utf-8")  # no half of a pair is left
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", source
        )
        assert "\u0336" * 5 not in source
    feedback.write(tmp_path, hostile_grades(text), TITLES)


def test_what_would_be_hidden_is_shown_by_its_number():
    assert templates.visible("a\u202eb\ud800\x00c\r\nd\te") == "a[U+202E]b[U+D800][U+0000]c\nd\te"
    assert templates.visible("Ünïcödé 日本 👩‍🔬 עברית") == "Ünïcödé 日本 👩‍🔬 עברית"
    assert templates.visible("a" * 30_000).endswith("[10,000 more characters are not shown]")


def test_templates_never_trust_a_value():
    for path in templates.FOLDER.glob("*.html"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|style=|\son\w+=", source), path.name


def test_a_page_allows_its_own_style_and_script_only():
    grade = graded(wrong())
    for source in (feedback.page([grade], TITLES), report.page([grade], [], titles=TITLES)):
        page = Page(source)
        (policy,) = [tag["content"] for name, tag in page.tags if "http-equiv" in tag]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        assert not [tag for _, tag in page.tags if "src" in tag or "style" in tag]
        assert page.counts()["link"] == 1  # the empty icon
    source = feedback.page([grade], TITLES)
    assert "script-src &#39;none&#39;" in source and "<script" not in source


# a student's page


def test_feedback_says_everything_that_a_student_needs():
    lines = (("✓", "encode('a')"), ("✗", "encode('b') should give rows. Instead: <b>."))
    exercises = (
        replace(wrong(hidden=(3, 5)), lines=lines),
        ExerciseGrade("decode", 1, 0.5, 1, "partly right", hidden=(1, 2), answer="def decode(): 1"),
        replace(wrong(), exercise="count", override=Override(1.5, "The text was unclear", "now")),
    )
    text = words(feedback.page([graded(*exercises, name="Ann Bee", notes=("Two files.",))], TITLES))
    for said in (
        "Feedback for Ann Bee",
        "2 of 5 points in 1 of 2 labs",
        "Lab 01: the first",
        "0 of 2 points",
        "✗ wrong",
        "encode('b') should give rows. Instead: <b>.",
        "Hint: transpose it.",
        "Passed 3 of 5 further cases that are not shown.",
        "return x.T",
        "0.5 of 1 point",
        "The lower of the two results counts: the cases shown here alone would give 1 of 1.",
        "Corrected by hand from 0 to 1.5 points: The text was unclear",
        "Two files.",
        "graded from 01_first.ipynb",
        "Lab 02: the second – Not handed in.",
    ):
        assert said in text, said
    assert "in/s1" not in text  # the instructor's folders are nobody's business


def test_a_hint_is_said_once():
    lines = (("✗", "f(1): the same"), ("→", "Hint: transpose it."))
    assert words(feedback.page([graded(wrong(lines=lines))], TITLES)).count("Hint:") == 1


@pytest.mark.parametrize("state", ["missing", "crashed", "timeout", "memory"])
def test_what_could_not_be_judged_gets_a_next_step(state):
    grade = graded(ExerciseGrade("encode", 2, state=state, reason="this is why", hidden=(0, 5)))
    text = words(feedback.page([grade], TITLES))
    assert "This is why." in text and f"What to do next. {feedback.NEXT[state]}" in text
    assert ("Passed 0 of 5 further cases" in text) == (state != "missing")


@pytest.mark.parametrize("state", ["unreadable", "fault"])
def test_what_could_not_be_read_gets_a_next_step(state):
    grade = replace(graded(ExerciseGrade("encode", 2)), state=state, problem="this is why")
    text = words(feedback.page([grade], TITLES))
    assert "This is why." in text and feedback.NEXT_LAB[state] in text
    assert ("0 of 2 points" in text) == (state == "unreadable")


def test_every_state_has_words():
    from course.grading.grades import JUDGED, STATES

    assert feedback.STATES.keys() == set(STATES)
    assert feedback.NEXT.keys() == set(STATES) - set(JUDGED)
    assert report.KINDS[:-1] == JUDGED


def test_a_page_is_for_one_student():
    with pytest.raises(ValueError, match="grades of 0"):
        feedback.page([], TITLES)
    with pytest.raises(ValueError, match="grades of 2"):
        feedback.page([graded(student="a"), graded(student="b")], TITLES)


def test_a_feedback_page_is_small():
    grades = [graded(wrong(), lab=lab) for lab in TITLES]
    assert len((templates.FOLDER / "style.css").read_bytes()) < 3000
    assert len(feedback.page(grades, TITLES).encode()) < 8000


# files


def test_only_what_changed_is_written_again(tmp_path):
    grades = [graded(wrong(), student="a"), graded(wrong(), student="b")]
    (tmp_path / "notes.txt").write_text("mine")
    names = feedback.write(tmp_path, grades, TITLES)
    assert names == {"a": "a.html", "b": "b.html"}
    before = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    grades[1] = replace(grades[1], notes=("New.",))
    assert feedback.write(tmp_path, grades[::-1], TITLES) == names
    after = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    assert {name for name in after if after[name] != before.get(name)} == {"b.html"}
    assert before.keys() == after.keys()
    feedback.write(tmp_path, [grades[1]], TITLES)
    assert (tmp_path / "a.html").exists() and (tmp_path / "notes.txt").read_text() == "mine"


def test_labs_that_nobody_handed_in_are_not_held_against_anyone(tmp_path):
    grades = [graded(wrong(), student="a"), graded(wrong(), student="b", lab="02_second")]
    feedback.write(tmp_path, grades, TITLES | {"03_third": "Lab 03"})
    text = words((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert "Lab 02: the second – Not handed in." in text and "Lab 03" not in text


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CourseError, match="cannot write"):
        feedback.write(tmp_path / "taken", [graded(wrong())], TITLES)


IDS = [
    "s123",
    "anna.mueller",
    "a@b.de",
    "Anna",
    "anna",
    "ANNA",
    "Anna Müller",
    "Anna Mueller",
    "müller",
]
IDS += [
    "mu\u0308ller",
    "../../etc/passwd",
    "..",
    ".",
    "",
    " ",
    "a/b",
    "a\\b",
    "a:b",
    "a\nb",
    "\x00",
    "con",
]
IDS += ["CON", "nul.x", "com1", "lpt9.tar.gz", "com¹", "index", "-rf", "~", "a.", "a ", "x" * 300]
IDS += [
    "X" * 300,
    "日本",
    "日木",
    "\ud800",
    "\ud801",
    "a%20b",
    "a?b",
    "anna-0123456789",
    "conin$",
    "ı",
    "I",
]


def test_file_names_are_safe_and_unique():
    ids = [*IDS, *[name.removesuffix(".html") for name in map(feedback.file_name, IDS)]]
    ids = list(dict.fromkeys(ids))
    names = [feedback.file_name(student) for student in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+@-]*\.html", name) or name.startswith("_")
        assert len(name) <= 80
        assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d|index)\.", name)
    assert feedback.file_name("s123") == "s123.html"
    assert feedback.file_name("Anna Müller").startswith("Anna-Muller-")


def test_a_page_is_written_for_every_id(tmp_path):
    names = feedback.write(tmp_path / "new", [graded(wrong(), student=one) for one in IDS], TITLES)
    assert names.keys() == set(IDS)
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(names.values())


# examples without names


@pytest.mark.parametrize(
    "answer, shown",
    [
        ("def f(x):\n    # by Anna\n    return x.T", "def f(x):\n    return x.T"),
        (
            '"""Anna"""\ndef f(x):\n    """By Anna."""\n    return 1  # Anna',
            "def f(x):\n    return 1",
        ),
        ("def f():\n    'Anna'", "def f():\n    pass"),
        ("class A:\n    f'Anna'\nelse_ = 1", "class A:\n    pass\nelse_ = 1"),
        ("if 1:\n    f()\nelse:\n    'Anna'", "if 1:\n    f()"),
        ("'Anna'", ""),
        ("def f(x):\n    return 'ANNA'", ""),
        ("anna_smith = 1", ""),
        ("def f(x):\n    return 's99'", ""),
        ("def f(x) return x  # does not parse", ""),
        ("x = 1" + " + 1" * 2000, ""),
        ("x = '\x00'", ""),
        ("x = '\ud800'", ""),
        ("-" * 1999 + "1", ""),
        ("(" * 1000 + ")" * 1000, ""),
        ("x = 0x" + "f" * 1900, ""),
        (r"x = '\d'", r"x = '\\d'"),
        ("", ""),
    ],
)
def test_an_example_is_anonymous(answer, shown, recwarn):
    code = report.anonymous(answer, ("s99", "Anna Smith"))
    assert code == shown or (shown == "" and "nna" not in code)
    assert not recwarn


def test_names_with_umlauts_are_found_as_people_type_them():
    for written in ("Jürgen", "juergen", "JURGEN", "by_jürgen_w"):
        assert report.anonymous(f"x = {written!r}", ("s1", "Jürgen W.")) == ""


def test_the_shortest_answer_that_names_nobody_is_the_example():
    def handed_in(student, answer):
        return graded(wrong(answer=answer), student=student, name=f"{student} Smith")

    grades = [
        handed_in("anna", "anna=1"),
        handed_in("berta", "return return"),
        handed_in("carla", "def f(x):\n    return x.T  # carla"),
        handed_in("dora", "def longer(x):\n    return x.T.T.T"),
    ]
    page = Page(report.page(grades, [], titles=TITLES))
    assert "4 of 4: transpose it" in " ".join(page.text.split())
    assert "def f(x):\n    return x.T" in page.text
    assert "return return" not in page.text and "# carla" not in page.text


# numbers


@pytest.fixture(scope="module")
def made_up():
    return a_class(80, list(TITLES), np.random.default_rng(1))


def test_the_numbers_of_a_class_add_up(made_up):
    group = report.group_of(made_up, TITLES, ["nobody"])
    waiting = {one.submission.student for one in made_up if one.state == "fault"}
    totals = collections.defaultdict(float)
    for one in made_up:
        if one.submission.student not in waiting:
            for entry in one.exercises:
                totals[one.submission.student] += entry.final
    assert report.complete_totals(group) == pytest.approx(totals)
    text = words(report.page(made_up, [], titles=TITLES, expected_students=["nobody", "s0001"]))
    students = {one.submission.student for one in made_up}
    assert f"Students {len(students)} 1 of 2 expected" in text
    assert f"Notebooks {len(made_up)}" in text
    assert f"Mean {statistics.fmean(totals.values()):.1f} of 20 points" in text
    assert f"Median {statistics.median(totals.values()):.1f} of 20 points" in text
    for state, title in (("fault", "Faults of ours"), ("unreadable", "Could not be read")):
        assert f"{title}: {sum(one.state == state for one in made_up)}" in text
    missing = (len(students) + 1) * len(TITLES) - len(made_up)
    assert text.count(" – ") >= missing
    corrected = [entry for one in made_up for entry in one.exercises if entry.override]
    assert f"Corrections by hand: {len(corrected)}" in text


def test_histograms_count_everyone_once():
    rng = np.random.default_rng(2)
    points = [float(number) for number in rng.integers(0, 21, 300) / 2]
    data = report.histogram("Lab", points, 10)
    edges = [sum(n <= p < n + 1 for p in points) for n in range(9)]
    assert data.counts == (*edges, sum(9 <= p for p in points))
    assert sum(data.counts) == data.students == 300
    assert data.full == points.count(10.0)
    assert report.histogram("Lab", [0.3, 0.6, 0.7], 1).counts == (0, 0, 0, 1, 0, 0, 1, 1, 0, 0)
    assert sum(report.histogram("Lab", [12.0, -1.0], 10).counts) == 2
    assert sum(report.histogram("Lab", [0.0], 0).counts) == 1


def test_difficulty_and_mistakes_add_up(made_up):
    group = report.group_of(made_up, TITLES)
    for (lab, exercise), entries in group.exercises.items():
        theirs = [
            entry
            for one in made_up
            if one.state == "graded" and one.submission.lab == lab
            for entry in one.exercises
            if entry.exercise == exercise
        ]
        assert [entry for _, entry in entries] == theirs
        data = report.difficulty(exercise, theirs)
        states = collections.Counter(entry.state for entry in theirs)
        assert data.counts[:4] == tuple(states[kind] for kind in report.KINDS[:4])
        assert sum(data.counts) == len(theirs)
        assert data.share == pytest.approx(sum(entry.final for entry in theirs) / 2 / len(theirs))
        found = report.mistakes_of(group, lab, exercise, entries)
        assert found.attempted == len(theirs) - states["not attempted"] - states["missing"]
        hints = collections.Counter(entry.hint for entry in theirs if entry.hint)
        assert [one.count for one in found.mistakes] == sorted(hints.values())[::-1][:5]
        assert all(hints[one.hint] == one.count for one in found.mistakes)
        shown = sum(one.count for one in found.mistakes)
        assert shown + found.others == sum(hints.values())
        assert shown + found.others + found.unknown == states["wrong"] + states["partly right"]


def test_durations_are_for_people():
    said = [report.duration(seconds) for seconds in (0, 8.26, 59.9, 119.7, 3600, 7384)]
    assert said == ["0.0 s", "8.3 s", "59.9 s", "2 min 0 s", "1 h 0 min", "2 h 3 min"]


def test_a_report_names_who_and_what():
    grades = [
        graded(ExerciseGrade("encode", 2, state="crashed", reason="Exit code 3."), student="a"),
        graded(ExerciseGrade("encode", 2, state="crashed", reason="Exit code 3."), student="b"),
        replace(graded(student="c"), state="unreadable", problem="Not JSON."),
        replace(graded(student="d", lab="02_second"), state="fault", problem="Worker died."),
    ]
    page = report.page(
        grades,
        [("in/x.docx", "No notebook.")],
        titles=TITLES | {"03": "Lab 03"},
        expected_students=["a", "e"],
        links={"a": "feedback/a b#%.html"},
        made_at="on Monday",
        facts=[("Keras", "3.15")],
    )
    text = words(page)
    for said in (
        "Made on Monday",
        "Crashes, timeouts, memory, missing cells: 2",
        "01 encode crash Exit code 3. 2: a; b",
        "c 01 Not JSON. in/c/01_first.ipynb",
        "– – No notebook. in/x.docx",
        "d 02 Worker died.",
        "Nobody handed in: Lab 03.",
        "e – – Missing in all 2 4",
        "Handed in without being expected: b; c; d.",
        "Keras 3.15",
    ):
        assert said in text, said
    assert 'href="./feedback/a%20b%23%25.html"' in page


@pytest.mark.parametrize("students, expected", [(0, []), (0, ["a"]), (1, []), (1, ["s0000"])])
def test_small_classes(students, expected):
    grades = a_class(students, ["01_first"], np.random.default_rng(0))
    page = report.page(grades, [], titles=TITLES, expected_students=expected)
    who = {*expected, *(one.submission.student for one in grades)}
    assert f"Table of {len(who)} student" in words(page)


def test_a_class_where_nothing_could_be_graded():
    for state in ("unreadable", "fault"):
        grade = LabGrade(submission(), state, "No.")
        assert "No." in words(report.page([grade], [], titles={}))


def test_a_thousand_students_with_fourteen_labs_stay_usable():
    labs = [f"{number:02}_lab" for number in range(1, 15)]
    grades = a_class(1000, labs, np.random.default_rng(3))
    links = {one.submission.student: f"feedback/{one.submission.student}.html" for one in grades}
    page = report.page(grades, [], titles={}, links=links)
    assert len(page.encode()) < 3_000_000
    assert page.count("./feedback/s") == 1000


def test_long_lists_are_cut_with_a_word():
    grades = [
        graded(
            ExerciseGrade("encode", 2, state="crashed", reason=f"Number {number}."),
            student=f"s{number}",
        )
        for number in range(400)
    ]
    text = words(report.page(grades, [], titles=TITLES))
    assert "Crashes, timeouts, memory, missing cells: 400; the first 300 rows of 400" in text
    grades = [replace(one, exercises=(ExerciseGrade("f", 1, state="memory"),)) for one in grades]
    assert "400: s0; s1; " in (text := words(report.page(grades, [], titles=TITLES)))
    assert "and 380 more" in text


# in a browser

in_chromium = pytest.mark.needs("browser")


@pytest.fixture(scope="module")
def chromium():
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = needs.CHROMIUM
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (
            "headless=new",
            "no-sandbox",
            "disable-gpu",
            "disable-quic",
            "no-first-run",
            "disable-background-networking",
            "disable-component-update",
            "disable-sync",
            f"user-data-dir={profile}",
        ):
            options.add_argument(f"--{flag}")
        driver = webdriver.Chrome(options=options, service=Service(needs.CHROMEDRIVER))
        yield driver
        driver.quit()


@pytest.fixture
def browser(chromium):
    """Chromium as it is on a phone, or as `emulate` says."""

    def emulate(width=360, scheme="light", script=True):
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})

    chromium.emulate = emulate
    emulate()
    chromium.get_log("browser")
    yield chromium
    emulate()
    assert chromium.get_log("browser") == []


@pytest.fixture(scope="module")
def pages(tmp_path_factory, made_up):
    """{name: address} of a report, a student's page, and both full of hostile text."""
    folder = tmp_path_factory.mktemp("pages")
    some = [replace(one, notes=("A note.",)) for one in made_up]
    text = "".join(HOSTILE)
    sources = {
        "report": report.page(
            some,
            [("in/x", "No notebook.")],
            titles=TITLES,
            expected_students=["nobody"],
            links={"s0001": "feedback/s0001.html"},
        ),
        "student": feedback.page(
            [one for one in some if one.submission.student == "s0003"], TITLES
        ),
        "hostile report": hostile_report(text),
        "hostile student": feedback.page(hostile_grades(text), {text: text}),
    }
    addresses = {}
    for name, source in sources.items():
        path = folder / f"{name.replace(' ', '-')}.html"
        path.write_text(source, encoding="utf-8")
        addresses[name] = path.as_uri()
    return addresses


NAMES_OF_PAGES = ["report", "student", "hostile report", "hostile student"]
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"


@in_chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES_OF_PAGES)
def test_a_page_is_as_wide_as_a_phone(browser, pages, name):
    browser.get(pages[name])
    for _ in ("folded", "unfolded"):
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
        browser.execute_script(OPEN_ALL)
    assert browser.execute_script("return window.pwned") is None


# The visible text of a page with its contrast: of each element that has text of its own.
CONTRASTS = """
const light = ([r, g, b]) => [r, g, b]
  .map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
const behind = (element) => {
  for (; element; element = element.parentElement) {
    const colour = numbers(getComputedStyle(element).backgroundColor);
    if (colour.length === 3 || colour[3] > 0) return colour;
  }
  throw Error("nothing is behind it");
};
const found = {};
for (const element of document.body.querySelectorAll("*:not(script)")) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (own && element.getClientRects().length) {
    const style = getComputedStyle(element);
    const front = numbers(element instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(front), light(behind(element))].sort((x, y) => y - x);
    found[element.tagName + "." + (element.getAttribute("class") || "")] = (a + 0.05) / (b + 0.05);
  }
}
return found;
"""


@in_chromium
@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["report", "student"])
def test_text_has_contrast(browser, pages, name, scheme):
    browser.emulate(1200, scheme)
    browser.get(pages[name])
    browser.execute_script(OPEN_ALL)
    found = browser.execute_script(CONTRASTS)
    assert len(found) > 8
    assert {what: ratio for what, ratio in found.items() if ratio < 4.5} == {}


@in_chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", ["report", "student"])
def test_tab_reaches_everything_in_reading_order(browser, pages, name):
    from selenium.webdriver.common.keys import Keys

    browser.get(pages[name])
    expected = browser.execute_script(
        "window.stops = [...document.querySelectorAll('a, summary, button, input, [tabindex=\"0\"]')]"
        ".filter((one) => one.checkVisibility()); return window.stops.length"
    )
    reached = []
    for _ in range(expected):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        place, seen = browser.execute_script(
            "const one = document.activeElement, style = getComputedStyle(one);"
            "return [window.stops.indexOf(one), style.outlineStyle !== 'none']"
        )
        assert seen, "the focus is not visible"
        reached.append(place)
    assert reached == list(range(expected))
    assert expected > (10 if name == "report" else 2)


@in_chromium
@pytest.mark.slow
def test_the_skip_link_leads_past_the_navigation(browser, pages):
    from selenium.webdriver.common.keys import Keys

    browser.get(pages["report"])
    browser.switch_to.active_element.send_keys(Keys.TAB)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "main"


def rows_of(browser, column):
    return browser.execute_script(
        "return [...document.querySelectorAll('#all-students tbody tr')]"
        ".filter((row) => !row.hidden).map((row) => row.cells[arguments[0]].textContent)",
        column,
    )


@in_chromium
@pytest.mark.slow
def test_the_table_is_sorted_by_enter_and_by_click(browser, pages):
    from selenium.webdriver.common.keys import Keys

    browser.get(pages["report"])
    browser.execute_script(OPEN_ALL)
    buttons = browser.find_elements("css selector", "#all-students thead button")
    heads = browser.find_elements("css selector", "#all-students thead th")
    assert [button.text for button in buttons] == ["Student", "Id", "Total", "01", "02"]
    before = collections.Counter(rows_of(browser, 1))

    def number(text):
        found = re.match(r"[\d.]+", text)
        return float(found[0]) if found else -1.0

    buttons[2].send_keys(Keys.ENTER)
    numbers = [number(text) for text in rows_of(browser, 2)]
    assert numbers == sorted(numbers) and numbers[0] < numbers[-1]
    assert heads[2].get_attribute("aria-sort") == "ascending"
    buttons[2].send_keys(Keys.ENTER)
    assert [number(text) for text in rows_of(browser, 2)] == sorted(numbers, reverse=True)
    assert heads[2].get_attribute("aria-sort") == "descending"
    buttons[1].click()
    assert rows_of(browser, 1) == sorted(rows_of(browser, 1))
    assert heads[2].get_attribute("aria-sort") is None
    assert collections.Counter(rows_of(browser, 1)) == before


@in_chromium
@pytest.mark.slow
def test_the_filter_leaves_those_who_are_meant(browser, pages):
    browser.get(pages["report"])
    browser.execute_script(OPEN_ALL)
    field = browser.find_element("id", "filter")
    field.send_keys("SMITH-7")
    shown = rows_of(browser, 0)
    assert shown and all("Smith-7" in name for name in shown)
    assert browser.find_element("id", "found").text == f"{len(shown)} of 81 students"
    field.clear()
    field.send_keys("nobody")
    assert rows_of(browser, 1) == ["nobody"]


@in_chromium
@pytest.mark.slow
def test_the_report_is_complete_without_javascript(browser, pages):
    browser.emulate(script=False)
    browser.get(pages["report"])
    summary = browser.find_element("css selector", "#students ~ details > summary")
    summary.click()
    table = browser.find_element("id", "all-students")
    assert table.is_displayed() and table.text.count("Smith-") > 70
    assert not table.find_elements("css selector", "button")
    assert not browser.find_element("id", "filter").is_displayed()


@in_chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES_OF_PAGES)
def test_a_page_has_landmarks_and_headings_in_order(browser, pages, name):
    browser.get(pages[name])
    levels, tables = browser.execute_script(
        "return [[...document.querySelectorAll('h1, h2, h3, h4')].map((one) => +one.tagName[1]),"
        "[...document.querySelectorAll('table')].map((one) => !!one.caption"
        " && [...one.querySelectorAll('th')].every((head) => head.scope))]"
    )
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(next_ <= level + 1 for level, next_ in zip(levels, levels[1:], strict=False))
    assert tables and all(tables)
    for landmark in ("main", "header"):
        assert len(browser.find_elements("css selector", landmark)) == 1
    ids = browser.execute_script(
        "return [...document.querySelectorAll('[id]')].map((one) => one.id)"
    )
    assert len(ids) == len(set(ids))
    labelled = browser.execute_script(
        "return [...document.querySelectorAll('[aria-labelledby], a[href^=\"#\"]')]"
        ".map((one) => one.getAttribute('aria-labelledby') || one.hash.slice(1))"
    )
    assert set(labelled) <= set(ids)
