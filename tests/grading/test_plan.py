"""What becomes of the grades that are kept when another download, or the same one again, is graded."""

import csv
import html
import shutil

import pytest

from course import cli
from course.errors import CourseError
from course.grading.grade import grade_class
from course.grading.judge.labs import load_labs
from course.grading.records.store import Store
from course.grading.request import GradingRequest
from course.grading.results.writing import write_results
from tests.grading.submissions.handed_in import ADD, MOODLE, STATE, pack, write

pytestmark = pytest.mark.usefixtures("by_heart")


def download(lab, first, *students):
    """What Moodle gives out of an assignment whose numbers begin at `first`."""
    return {
        f"{student}_{first + place}_{MOODLE}/{lab}.ipynb": lab
        for place, student in enumerate(students)
    }


@pytest.fixture
def out(tmp_path):
    return tmp_path / "grades"


@pytest.fixture
def grade(tmp_path, out, capsys):
    """Grade {name: lab or bytes} as a folder; gives (exit code, what was said on the terminal)."""

    def grade(files, *options, name="download"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
        folder = write(tmp_path / name, files) if isinstance(files, dict) else files
        capsys.readouterr()
        code = cli.main(["grade", str(folder), "--out", str(out), *map(str, options)])
        told = capsys.readouterr()
        return code, told.err + told.out

    return grade


def problems(out):
    with Store(out) as store:
        return " | ".join(f"{path} {sentence}" for path, sentence in store.problems())


def table(out, name="grades.csv"):
    with (out / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# one download after the other


def test_a_download_of_another_lab_leaves_the_first_one_as_it_is(grade, out, kept):
    assert grade(download(ADD, 100, "Ada", "Bob"), name="first")[0] == 0
    code, told = grade(download(STATE, 200, "Ada", "Cid"), name="second")
    assert code == 0 and "--forget" not in told
    assert kept(out).keys() == {("Ada", ADD), ("Bob", ADD), ("Ada", STATE), ("Cid", STATE)}
    assert {row["student"]: row[ADD] for row in table(out)} == {"Ada": "0", "Bob": "0", "Cid": ""}
    assert [row["Identifier"][-3:] for row in table(out, f"moodle/{ADD}.csv")] == ["100", "101"]


@pytest.mark.parametrize(
    "second",
    [
        download(ADD, 100, "Ada"),  # the same one again
        {f"Ada/{ADD}/{ADD}.ipynb": ADD},  # sorted by hand
        {f"Ada_{ADD}.ipynb": ADD},
        {f"class/Ada/{ADD}/{ADD}.ipynb": ADD, f"class/Ada/{STATE}/{STATE}.ipynb": STATE},
        download(ADD, 100, "Ada", "Eve"),
    ],
)
def test_who_is_not_in_a_later_download_of_a_lab_is_named_and_kept(grade, out, kept, second):
    grade(download(ADD, 100, "Ada", "Bob"), name="first")
    code, told = grade(second, name="second")
    assert code == 0 and "any more: Bob" in told and "--forget" in told and "of first" in told
    assert ("Bob", ADD) in kept(out)
    with Store(out) as store:
        assert store.absent() == {("Bob", ADD)}
    assert "any more: Bob" in problems(out) and "any more: Bob" in (out / "report.html").read_text()
    _, told = grade(second, "--forget", "--lab", ADD, name="second")
    assert "any more: Bob" in told and "forgotten" in told
    assert ("Bob", ADD) not in kept(out) and ("Ada", ADD) in kept(out)
    assert "Bob" not in problems(out)
    assert "Bob" not in {row["student"] for row in table(out)}


def test_a_zip_and_its_folder_are_the_same_to_it(grade, out, kept, tmp_path):
    files = download(ADD, 100, "Ada", "Bob")
    grade(pack(tmp_path / "first.zip", files))
    code, told = grade(files)
    assert code == 0 and "2 unchanged" in told and "Bob" not in told
    assert "any more: Bob" in grade(pack(tmp_path / "first (1).zip", download(ADD, 100, "Ada")))[1]
    assert ("Bob", ADD) in kept(out)


def test_one_lab_of_a_class_folder_says_nothing_of_the_others(grade, out, kept):
    both = {f"{who}/{lab}/{lab}.ipynb": lab for who in ("ada", "bob") for lab in (ADD, STATE)}
    grade(both)
    del both[f"bob/{STATE}/{STATE}.ipynb"]
    _, told = grade(both, "--lab", ADD, "--forget")
    assert "bob" not in told and ("bob", STATE) in kept(out)
    assert "any more: bob" in grade(both)[1]


def test_forgetting_is_refused_where_it_would_drop_most_of_a_lab(grade, out, kept):
    """Such as when somebody handed in an earlier lab once more, among the others of this week."""
    grade(download(ADD, 100, "Ada", "Bob", "Cid"), name="first")
    stray = {f"Ada/{ADD}/{ADD}.ipynb": ADD, f"Ada/{STATE}/{STATE}.ipynb": STATE}
    code, told = grade(stray, "--forget", name="second")
    assert code == 2 and "2 students" in told and f"--lab {ADD}" in told
    assert len(kept(out)) == 3
    assert grade(stray, "--forget", "--lab", ADD, name="second")[0] == 0
    assert kept(out).keys() == {("Ada", ADD)}


def test_downloads_of_two_groups_do_not_miss_each_others_students(grade, out, kept):
    first, second = (
        (100, "Ada", "Bob", "Cid"),
        (200, "Eve", "Li", "Max", "Zoe"),
    )
    grade(download(ADD, *first), name="group a")
    for name in ("group b", "group b (1)"):
        _, told = grade(download(ADD, *second), "--forget", name=name)
        assert "nobody of group a is in" in told and "its 3 grades stay" in told
        assert "any more" not in told and len(kept(out)) == 7 and problems(out) == ""
    _, told = grade(download(ADD, *first[:-1]), name="group a (1)")
    assert "any more: Cid;" in told and "nobody of group b (1)" in told
    with Store(out) as store:
        assert store.absent() == {("Cid", ADD)}
    _, told = grade(
        download(ADD, *second), name="group b"
    )  # who was missed is not forgotten by that
    assert "any more: Cid;" in told and "its 2 grades stay" in told
    grade(download(ADD, *second), "--forget", "--lab", ADD, name="group b")
    assert len(kept(out)) == 4  # asked for the whole lab


@pytest.mark.parametrize(
    "files, options, said",
    [
        ({"notes.txt": b"x"}, (), "there are no notebooks"),
        ({f"Ada/{ADD}/notes.txt": b"x"}, (), "unreadable"),
        ({f"Ada/{STATE}/{STATE}.ipynb": STATE}, ("--lab", ADD), f"nothing of {ADD} was handed in"),
        ({f"Ada/{STATE}/{STATE}.ipynb": STATE}, ("--lab", "99"), "there is no lab 99"),
    ],
)
def test_an_empty_folder_or_a_misspelt_lab_forgets_nothing(grade, out, kept, files, options, said):
    grade(download(ADD, 100, "Ada", "Bob"), name="first")
    before = kept(out).keys()
    _, told = grade(files, *options, "--forget", name="second")
    assert said in told
    assert kept(out).keys() >= before - {("Bob", ADD)} and ("Ada", ADD) in kept(out)


def test_a_call_that_fails_half_way_forgets_nothing(grade, out, kept, monkeypatch):
    grade(download(ADD, 100, "Ada", "Bob"), name="first")

    def full(*_, **__):
        raise CourseError("the disk is full")

    monkeypatch.setattr("tests.grading.conftest.ByHeart.finish", full)
    code, told = grade(download(ADD, 100, "Cid", "Dan"), "--forget", name="second")
    assert code == 2 and "the disk is full" in told
    assert {("Ada", ADD), ("Bob", ADD)} <= kept(out).keys()


def test_a_lab_that_is_not_there_any_more_is_named_and_kept(grade, out, kept):
    grade(download(ADD, 100, "Ada", "Bob"), name="first")
    with Store(out) as store:
        store.base.execute("pragma foreign_keys = off")
        store.base.execute("update labs set lab = '04_adding'")
        store.base.execute("update exercises set lab = '04_adding'")
        rows = store.base.execute("select submission from labs").fetchall()
        for (text,) in rows:
            changed = text.replace(f'"lab": "{ADD}"', '"lab": "04_adding"')
            store.base.execute(
                "update labs set submission = ? where submission = ?", (changed, text)
            )
    _, told = grade(download(ADD, 100, "Ada", "Bob"), name="second")
    assert "04_adding: not a lab any more: Ada, Bob" in told
    assert ("Ada", "04_adding") in kept(out)
    grade(download(ADD, 100, "Ada", "Bob"), "--forget", name="second")
    assert kept(out).keys() == {("Ada", ADD), ("Bob", ADD)}


# what belongs to nobody


def test_problems_are_of_one_download(grade, out):
    stray = {"stray.ipynb": b"{}"}
    grade(download(ADD, 100, "Ada", "Bob", "Cid") | stray, name="first")
    assert "stray.ipynb" in problems(out)
    grade(download(STATE, 200, "Ada"), name="second")
    assert "stray.ipynb" in problems(out)  # another download says nothing of it
    grade(download(ADD, 100, "Ada", "Bob", "Cid"), name="first")
    assert "stray.ipynb" not in problems(out)  # the same one, put right


def test_problems_of_a_download_go_when_all_of_it_was_handed_in_again(grade, out):
    grade(download(ADD, 100, "Ada", "Bob", "Cid") | {"stray.ipynb": b"{}"}, name="first")
    grade(download(ADD, 100, "Ada", "Bob"), name="second")
    assert "stray.ipynb" in problems(out)  # Cid's is still of the first one
    grade(download(ADD, 100, "Ada", "Bob", "Cid"), name="second")
    assert "stray.ipynb" not in problems(out)


# tables that are of nothing any more


def test_tables_of_nothing_are_removed_and_only_our_own(grade, out):
    grade(download(ADD, 100, "Ada"), name="first")
    (out / "moodle" / "mine.csv").write_text("mine")
    (out / "feedback" / "mine.html").write_text("mine")
    pages = len(list((out / "feedback").iterdir()))
    plain = {f"Eve/{ADD}/{ADD}.ipynb": ADD}
    _, told = grade(plain, name="second")
    assert (out / f"moodle/{ADD}.csv").exists() and "removed" not in told
    _, told = grade(plain, "--forget", "--lab", ADD, name="second")
    assert f"moodle/{ADD}.csv was removed" in told
    assert not (out / f"moodle/{ADD}.csv").exists()
    assert (out / "moodle" / "mine.csv").exists() and (out / "feedback" / "mine.html").exists()
    assert len(list((out / "feedback").iterdir())) == pages


def test_a_stale_table_of_the_version_before_is_removed(grade, out):
    grade({f"Eve/{ADD}/{ADD}.ipynb": ADD})
    (out / "moodle").mkdir()
    (out / f"moodle/{STATE}.csv").write_text("stale")
    (out / "moodle/mine.csv").write_text("mine")
    with Store(out) as store:
        store.base.execute("delete from facts where name = 'files'")
        write_results(store, out, load_labs())
    assert [path.name for path in (out / "moodle").iterdir()] == ["mine.csv"]


# who is who


def roster(tmp_path, text):
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    return "--students", tmp_path / "roster.csv"


TWO = "First name,Last name,ID number,Email address\nAnna,Li,s1,a1@x\nAnna,Li,s2,a2@x\nBob,Ray,s3,b@x\n"


def sheet(tmp_path, first, *rows):
    lines = ["Identifier,Full name,Email address,Grade,Maximum grade"]
    lines += [
        f"Participant {first + place},{name},{mail},,10.00"
        for place, (name, mail) in enumerate(rows)
    ]
    path = tmp_path / f"sheet{first}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "--worksheet", path


def test_two_of_one_name_are_two_students_in_three_assignments(grade, out, kept, tmp_path):
    """Moodle's numbers differ each time, and so does their order; the address is the same."""
    asked = roster(tmp_path, TWO)
    one, two = ("Anna Li", "a1@x"), ("Anna Li", "a2@x")
    weeks = (100, ADD, (one, two)), (200, STATE, (two, one)), (300, "07_word2vec", (one, two))
    for first, lab, order in weeks:
        files = download(lab, first, "Anna Li", "Anna Li")
        code, told = grade(files, *asked, *sheet(tmp_path, first, *order), name=lab)
        asked = ()  # it is remembered
        assert code == 0 and "is the name" not in told
    assert {student for student, _ in kept(out)} == {"Anna Li (s1)", "Anna Li (s2)"}
    assert len(kept(out)) == 6
    assert problems(out) == ""


def test_worksheets_alone_tell_namesakes_apart(grade, out, kept, tmp_path):
    one, two = ("Anna Li", "a1@x"), ("Anna Li", "a2@x")
    for first, lab, order in ((100, ADD, (one, two)), (200, STATE, (two, one))):
        files = download(lab, first, "Anna Li", "Anna Li", "Bob Ray")
        _, told = grade(files, *sheet(tmp_path, first, *order, ("Bob Ray", "b@x")), name=lab)
        assert "roster" not in told and "several" not in told
    students = {"Anna Li (a1@x)", "Anna Li (a2@x)", "Bob Ray"}
    assert kept(out).keys() == {(who, lab) for who in students for lab in (ADD, STATE)}


def test_once_decided_nobody_says_that_a_number_tells_namesakes_apart(grade, out, tmp_path):
    """No student's page ever tells of a namesake; the report has one row, and it is true."""
    files = download(ADD, 100, "Anna Li", "Anna Li", "Bob Ray")
    told_apart = (
        "Anna Li is the name of several students; worksheet, roster or --same tell them apart"
    )

    def pages():
        return "".join(page.read_text() for page in (out / "feedback").glob("Anna*.html"))

    grade(files)
    assert "Moodle's number" in html.unescape((out / "report.html").read_text())
    assert pages().count("<h1>") == 2 and "several students" not in pages()
    asked = sheet(tmp_path, 100, ("Anna Li", "a1@x"), ("Anna Li", "a2@x"), ("Bob Ray", "b@x"))
    for words in ([*asked, "--dry-run"], asked):
        _, told = grade(files, *words)
        assert "Moodle's number" not in told
        assert told.count(told_apart) == 2 * ("--dry-run" in words)
    report = html.unescape((out / "report.html").read_text())
    assert report.count(told_apart) == 1 and "Moodle's number" not in report
    assert pages().count("<h1>") == 2 and "several students" not in pages()


def test_without_worksheets_nobody_guesses(grade, out, kept, tmp_path):
    _, told = grade(download(ADD, 100, "Anna Li", "Anna Li", "Bob Ray"), *roster(tmp_path, TWO))
    assert "Anna Li_100, Anna Li_101: Anna Li is the name of 2 people on the roster" in told
    assert {student for student, _ in kept(out)} == {"Anna Li_100", "Anna Li_101", "Bob Ray"}
    assert "Anna Li" in problems(out)


def test_one_of_two_namesakes_alone_is_no_guess_either(grade, out, kept, tmp_path):
    _, told = grade(download(ADD, 100, "Anna Li", "Bob Ray"), *roster(tmp_path, TWO))
    assert "Anna Li is the name of 2 people" in told and ("Anna Li_100", ADD) in kept(out)


def test_a_namesake_in_another_section_is_named(grade, out, kept, tmp_path):
    grade(download(ADD, 100, "Kim Lee", "Bob Ray"), name="section 1")
    _, told = grade(download(ADD, 100, "Kim Lee", "Bob Ray"), name="section 1 (1)")
    assert "another number" not in told
    _, told = grade(download(ADD, 300, "Kim Lee", "Eve Fox"), name="section 2")
    assert f"Kim Lee, {ADD}: handed in before with another number" in told
    one = roster(tmp_path, "First name,Last name\nKim,Lee\n")
    _, told = grade(download(ADD, 100, "Kim Lee", "Bob Ray"), *one, name="section 1")
    assert "another number" not in told  # there is but one of that name


def test_without_a_roster_same_joins_them_for_good(grade, out, kept):
    grade(download(ADD, 100, "Anna Li", "Anna Li"), name="first")
    files = download(STATE, 200, "Anna Li", "Anna Li")
    _, told = grade(files, name="second")
    assert "Anna Li: the name of several students" in told and len(kept(out)) == 4
    pairs = [("Anna Li_100", "Anna Li_201"), ("Anna Li_101", "Anna Li_200")]
    _, told = grade(files, *(word for pair in pairs for word in ("--same", *pair)), name="second")
    assert "several students" not in told
    assert {student for student, _ in kept(out)} == {"Anna Li_100", "Anna Li_101"}
    assert "2 unchanged" in grade(files, name="second")[1]
    assert len(kept(out)) == 4 and problems(out) == ""


def test_who_was_told_from_whom_with_same_is_no_problem_any_more(grade, out, kept, tmp_path):
    """Namesakes, and a name with a part more than the roster's, settled one by one."""
    rows = TWO + "Max,Po,s4,m@x\n"
    files = download(ADD, 100, "Anna Li", "Anna Li", "Max Po", "Max Maria Po")
    _, told = grade(files, *roster(tmp_path, rows))
    assert "Anna Li_100, Anna Li_101: Anna Li is the name of 2" in told and "perhaps Max Po" in told
    _, told = grade(files, "--same", "Anna Li (s2)", "Anna Li_100")
    assert "course: Anna Li_101: Anna Li is the name of 2" in told
    _, told = grade(
        files, "--same", "Anna Li_101", "Anna Li (s1)", "--same", "Max Po", "Max Maria Po"
    )
    assert "is the name of" not in told and "perhaps" not in told
    _, told = grade(download(STATE, 200, "Anna Li"), name="second")
    assert "course: Anna Li_200: Anna Li is the name of 2" in told
    assert ("Anna Li (s2)", ADD) in kept(out) and ("Anna Li_200", STATE) in kept(out)


@pytest.mark.parametrize(
    "pair, said",
    [
        (("Anna Li_100", "Anna Lee"), "no student 'Anna Lee' here; near it: Anna Li"),
        (("nobody", "Bob Ray"), "no student 'nobody'"),
        (("Bob Ray", "bob ray"), "no student 'bob ray' here; near it: Bob Ray"),
        (("Anna Li (s1)", "Anna Li (s2)"), "two people on the roster"),
    ],
)
def test_same_refuses_what_cannot_be(grade, out, tmp_path, pair, said):
    files = download(ADD, 100, "Anna Li", "Anna Li", "Bob Ray")
    code, told = grade(files, *roster(tmp_path, TWO), "--same", *pair)
    assert code == 2 and said in told and not out.exists()


def test_same_of_two_who_handed_in_one_lab_stays_two_and_is_named(grade, out, kept):
    files = download(ADD, 100, "Ada", "Bob")
    code, told = grade(files, "--same", "Ada", "Bob")
    assert code == 0 and "under two names, Ada and Bob" in told
    assert kept(out).keys() == {("Ada", ADD), ("Bob", ADD)}


def test_a_roster_that_comes_later_joins_what_is_kept_with_its_corrections(
    grade, out, kept, tmp_path
):
    grade({f"mueller_anna_{ADD}.ipynb": ADD}, name="first")
    words = ["override", "mueller_anna", ADD, "encode", "1", "--reason", "seen", "--out", str(out)]
    assert cli.main(words) == 0
    files = download(STATE, 200, "Anna Müller")
    grade(
        files,
        *roster(tmp_path, "Vorname;Nachname;E-Mail-Adresse\nAnna;Müller;am@x\n"),
        name="second",
    )
    assert kept(out) == {("Anna Müller", ADD): 1, ("Anna Müller", STATE): 0}
    assert [row["student"] for row in table(out)] == ["Anna Müller"]
    _, told = grade({f"mueller_anna_{ADD}.ipynb": ADD}, name="first")
    assert "1 unchanged" in told and "under two names" not in told and "before as" not in told
    again = {f"Müller, Anna_201_{MOODLE}/{ADD}.ipynb": ADD, **download(STATE, 200, "ANNA  MUELLER")}
    grade(again, name="third")
    assert kept(out) == {("Anna Müller", ADD): 1, ("Anna Müller", STATE): 0}


NAMES = "First name,Last name,ID number,Email address\n{},s1,{}\nBob,Ray,s2,b@x\n"


@pytest.mark.parametrize(
    "before, after",
    [
        ("Anna,Schmidt", "Anna,Weber"),  # a marriage
        ("Anna,Schmidt", "Anna,Weber-Schmidt"),
        ("Max,Li", "Mia,Li"),
        ("X,Y", "Xenia,Yilmaz"),
    ],
)
@pytest.mark.parametrize("mails", [("a@x", "a@x"), ("a@x", "new@x")])
def test_who_has_another_name_on_a_newer_roster_is_one_student(
    grade, out, kept, tmp_path, before, after, mails
):
    old, new = before.replace(",", " "), after.replace(",", " ")
    first = download(ADD, 100, old, "Bob Ray")
    grade(first, *roster(tmp_path, NAMES.format(before, mails[0])), name="first")
    files, newer = download(STATE, 200, new, "Bob Ray"), NAMES.format(after, mails[1])
    for _ in range(2):
        grade(files, *roster(tmp_path, newer), name="second")
        assert kept(out).keys() == {(who, lab) for who in (new, "Bob Ray") for lab in (ADD, STATE)}
    _, told = grade(first, name="first")
    assert "2 unchanged" in told and "roster" not in told and problems(out) == ""


def test_two_whose_numbers_were_exchanged_keep_their_own_names(grade, out, kept, tmp_path):
    rows = "First name,Last name,ID number\nAnna,Li,{}\nBob,Ray,{}\n"
    grade(download(ADD, 100, "Anna Li"), *roster(tmp_path, rows.format("s1", "s2")))
    grade(download(STATE, 200, "Bob Ray"), *roster(tmp_path, rows.format("s2", "s1")))
    assert kept(out).keys() == {("Anna Li", ADD), ("Bob Ray", STATE)} and problems(out) == ""


def test_few_who_match_are_said_with_the_nearest(grade, tmp_path):
    files = download(ADD, 100, "Anne Mueler", "Bob Ray", "Zoe")
    _, told = grade(files, *roster(tmp_path, "First name,Last name\nAnna,Mueller\nCid,Dee\n"))
    assert "3 of 3 who handed in are not on the roster" in told
    assert "Anne Mueler (near: Anna Mueller)" in told and "is it the roster of this class?" in told
    _, told = grade(files, *roster(tmp_path, "First name,Last name\nAnne,Mueler\nBob,Ray\nZoe,\n"))
    assert "roster" not in told


def test_who_is_missing_is_remembered_and_a_correction_does_not_lose_it(grade, out, tmp_path):
    grade(download(ADD, 100, "Bob Ray"), *roster(tmp_path, TWO), name="first")
    for _ in range(2):
        assert "Anna Li (s2)" in (out / "report.html").read_text()
        words = ["override", "Bob Ray", ADD, "encode", "1", "--reason", "x", "--out", str(out)]
        assert cli.main(words) == 0
    grade(download(STATE, 200, "Bob Ray"), name="second")
    assert "Anna Li (s1)" in (out / "report.html").read_text()


def test_canvas_names_become_people(grade, out, kept, tmp_path):
    canvas = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Lab 04 (777),Essay (778)\n"
        "    Points Possible,,,,,10,5\n"
        '"Lovelace, Ada",501,s1,ada,A,,\n"Student, Test",999,,,A,,\n'
    )
    files = {f"lovelaceada_501_9001_{ADD}.ipynb": ADD, f"raybob_502_9002_{ADD}.ipynb": ADD}
    _, told = grade(files, *roster(tmp_path, canvas))
    assert "1 of 2 who handed in are not on the roster: 502" in told
    assert kept(out).keys() == {("501", ADD), ("502", ADD)}
    rows = table(out, "canvas.csv")
    assert "Lab 04 (777)" in rows[0] and [row["ID"] for row in rows] == ["", "501", "502"]
    assert rows[1]["Student"] == "Ada Lovelace"
    assert "Test" not in (out / "report.html").read_text()


@pytest.mark.parametrize("points, said", [("10.00", 0), ("10,00", 0), ("10", 0), ("100,00", 1)])
def test_what_canvas_gives_is_compared_however_it_writes_numbers(grade, tmp_path, points, said):
    canvas = f'Student,ID,SIS Login ID,Section,Lab 04 (777)\n    Points Possible,,,,"{points}"\nRay,501,r,A,\n'
    files = {f"ray_501_9001_{ADD}.ipynb": ADD}
    _, told = grade(files, *roster(tmp_path, canvas))
    assert ("points in Canvas" in told) is bool(said)


# worksheets


def test_a_worksheet_is_filled_in_beside_the_original_and_again_after_a_correction(
    grade, out, tmp_path
):
    option, path = sheet(tmp_path, 100, ("Ada", "a@x"), ("Bob", "b@x"))
    before = path.read_bytes()
    _, told = grade(download(ADD, 100, "Ada"), option, path)
    assert "1 of 2 rows are filled in" in told and "no grade for Bob" in told
    assert path.read_bytes() == before
    assert [row["Grade"] for row in table(out, "moodle/sheet100.csv")] == ["0", ""]
    assert not (out / f"moodle/{ADD}.csv").exists()
    words = ["override", "ada", "4", "encode", "1", "--reason", "x", "--out", str(out)]
    assert cli.main(words) == 0
    assert [row["Grade"] for row in table(out, "moodle/sheet100.csv")] == ["1", ""]


def test_a_worksheet_that_may_be_of_two_labs_needs_the_name(grade, out, tmp_path):
    both = {f"ada/{lab}/{lab}.ipynb": lab for lab in (ADD, STATE)}
    option = sheet(tmp_path, 100, ("ada", "a@x"))
    code, told = grade(both, *option)
    assert code == 2 and "--lab" in told and not out.exists()
    assert grade(both, *option, "--lab", "05")[0] == 0
    assert [row["Grade"] for row in table(out, "moodle/sheet100.csv")] == ["0"]


def test_a_worksheet_of_another_assignment_takes_no_grades_by_name(grade, out, tmp_path):
    option = sheet(tmp_path, 100, ("Ada", "a@x"), ("Bob", "b@x"))
    files = download(STATE, 200, "Ada", "Bob")
    code, told = grade(files, *option)
    assert code == 2 and "has the number of nobody who handed in" in told and not out.exists()
    assert grade(files, *option, "--lab", "05")[0] == 0  # such as one that was handed in twice
    assert [row["Grade"] for row in table(out, "moodle/sheet100.csv")] == ["0", "0"]


def test_a_worksheet_is_not_called_like_another_lab_s_table(grade, out, tmp_path):
    _, path = sheet(tmp_path, 100, ("Ada", "a@x"))
    for lab, code in ((STATE, 2), (ADD, 0)):
        named = path.rename(tmp_path / f"{lab}.csv")
        assert grade(download(ADD, 100, "Ada"), "--worksheet", named)[0] == code
        path = named
    assert [row["Grade"] for row in table(out, f"moodle/{ADD}.csv")] == ["0"]
    assert "Email address" in table(out, f"moodle/{ADD}.csv")[0]


def test_a_worksheet_is_not_called_like_that_of_another_lab(grade, out, tmp_path):
    for first, lab, code in ((100, ADD, 0), (200, STATE, 2)):
        _, path = sheet(tmp_path, first, ("Ada", "a@x"))
        path = path.rename(tmp_path / "worksheet.csv")
        got, told = grade(download(lab, first, "Ada"), "--worksheet", path, name=lab)
        assert got == code
    assert "rename it" in told
    assert [row["Identifier"] for row in table(out, "moodle/worksheet.csv")] == ["Participant 100"]


def test_a_worksheet_downloaded_again_takes_the_place_of_the_one_before(grade, out, tmp_path):
    one, two, late = ("Ada", "a@x"), ("Bob", "b@x"), ("Cid", "c@x")
    for name, rows, who in (
        ("sheet (1).csv", (one, two), ("Ada", "Bob")),
        ("sheet (2).csv", (one, two, late), ("Ada", "Bob", "Cid")),
        ("sheet of a group.csv", (one,), ("Ada", "Bob", "Cid")),
    ):
        path = sheet(tmp_path, 100, *rows)[1].rename(tmp_path / name)
        _, told = grade(download(ADD, 100, *who), "--worksheet", path)
        assert "Cid" not in told or "group" in name
    written = sorted(path.name for path in (out / "moodle").glob("*.csv"))
    assert written == ["sheet (2).csv", "sheet of a group.csv"]


def test_numbers_of_another_moodle_s_worksheet_give_nobody_the_work_of_others(
    grade, out, kept, tmp_path
):
    rows = ("Bob Ray", "b@x"), ("Ada King", "a@x"), ("Li Weber", "l@x")
    files = download(ADD, 100, "Ada King", "Bob Ray", "Li Schmidt")
    files[f"Ada King_100_{MOODLE}/{ADD}.ipynb"] = b"{}"
    _, told = grade(files, *sheet(tmp_path, 100, *rows))
    with Store(out) as store:
        states = {g.submission.student: (g.submission.number, g.state) for g in store.grades()}
    assert states["Ada King"] == ("100", "unreadable") and states["Bob Ray"] == ("101", "graded")
    assert "another name's" in told and "Bob Ray (Ada King), Ada King (Bob Ray)" in told
    assert "no row" not in told and "no grade for" not in told
    filled = {row["Full name"]: row["Grade"] for row in table(out, "moodle/sheet100.csv")}
    assert filled == {"Bob Ray": "", "Ada King": "", "Li Weber": "0"}  # she has married


def test_a_worksheet_goes_to_the_lab_whose_numbers_it_has(grade, out, tmp_path):
    files = {f"Lab 04/{name}": lab for name, lab in download(ADD, 100, "Ada", "Bob").items()}
    files |= {f"Lab 05/{name}": lab for name, lab in download(STATE, 200, "Ada", "Bob").items()}
    options = sheet(tmp_path, 100, ("Ada", "a@x")) + sheet(
        tmp_path, 200, ("Ada", "a@x"), ("Bob", "b@x")
    )
    _, told = grade(files, *options)
    assert f"1 of 1 rows are filled in for {ADD}" in told
    assert f"2 of 2 rows are filled in for {STATE}" in told


def test_the_plan_is_made_without_writing_anything(tmp_path):
    folder = write(tmp_path / "in", download(ADD, 100, "Ada"))
    from course.grading.plan import make_plan

    plan = make_plan(GradingRequest(folder, tmp_path / "out"), load_labs())
    assert [(entry.student, entry.lab) for entry in plan.found] == [("Ada", ADD)]
    assert not (tmp_path / "out").exists()
    counts = grade_class(GradingRequest(folder, tmp_path / "out"), plan)
    assert counts["graded"] == counts["untouched"] == 1
