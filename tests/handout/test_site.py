"""The site: what students get, what demos print and draw, and no answer."""

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

pytest.importorskip("sphinx")

from course.cells import mark_of
from course.checks import addition_rnn as checks
from course.cli import main
from course.errors import CourseError
from course.files import labs_in
from course.handout.site import build, docstrings, exercises, labs, mathml, texts
from course.start import labs as start_labs
from tests import needs
from tests.course_labs import OWN_RULES
from tests.handout.leaks import leaks

ROOT = Path(__file__).resolve().parents[2]
LABS = [path.stem for path in labs_in(ROOT / "labs")]


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """What Sphinx makes pages of."""
    folder = tmp_path_factory.mktemp("sources")
    texts.write(ROOT, folder)
    for name in ["00_start", *LABS]:
        labs.page(name, ROOT, folder)
    return folder


def test_no_line_of_an_answer_is_in_it(sources):
    assert leaks(sources) == set()


@pytest.mark.parametrize("name", LABS)
def test_demos_have_their_outputs_and_exercises_none(sources, name):
    page = nbformat.read(sources / "labs" / f"{name}.ipynb", as_version=4)
    code = [cell for cell in page.cells if cell.cell_type == "code"]
    of_students = [
        cell for cell in code if mark_of(cell).get("solution") or mark_of(cell).get("grade")
    ]
    is_long = name in OWN_RULES
    assert len(of_students) >= (8 if is_long else 2)
    assert not any(cell.outputs for cell in of_students)
    shown = [output for cell in code for output in cell.outputs]
    assert len(shown) > (10 if is_long else 0)
    assert not any("image/png" in output.get("data", {}) for output in shown)
    pictures = re.findall(
        r'<img src="\.\./([^"]+)" alt="([^"]*)"', nbformat.writes(page).replace('\\"', '"')
    )
    assert len(pictures) >= (5 if is_long else 1)
    for path, words in pictures:
        assert (sources / path).read_bytes().startswith(b"\x89PNG") and len(words) > 20


def test_the_start_page_has_the_map_of_today_and_nobody_s_points(sources):
    page = nbformat.read(sources / "labs" / "00_start.ipynb", as_version=4)
    (shown,) = [output for cell in page.cells for output in cell.get("outputs", ())]
    html = shown["data"]["text/html"]
    for lab in start_labs.labs():
        assert f'href="{lab.name}.html"' in html and escape(lab.time) in html


def test_every_notebook_can_be_downloaded_as_it_is_handed_out(sources):
    for name in ["00_start", *LABS]:
        download = sources / labs.DOWNLOADS / f"{name}.ipynb"
        assert download.read_bytes() == (ROOT / "labs" / download.name).read_bytes()


def test_the_first_page_leads_everywhere_and_its_pictures_have_words(sources):
    front = (sources / "index.md").read_text(encoding="utf-8")
    assert 'alt=""' not in front
    for name in [*LABS, "00_start", "CLAIMS", "INSTRUCTORS", "CONTRIBUTING", "exercises", "api"]:
        assert name in front


def test_formulas_become_mathml(sources):
    count = 0
    for name in LABS:
        for cell in nbformat.read(sources / "labs" / f"{name}.ipynb", as_version=4).cells:
            if cell.cell_type == "markdown":
                for formula in re.findall(
                    r"\$\$(.+?)\$\$|(?<![\\$`])\$([^$\n]+?)\$(?!\d)", cell.source, re.DOTALL
                ):
                    made = mathml.convert(next(filter(None, formula)))
                    count += 1
                    assert made.startswith("<math") and "\\" not in re.sub(r"<[^>]*>", "", made), (
                        formula
                    )
    assert count > 200


@pytest.mark.parametrize(
    "lines, marked",
    [
        (["a * b", "", "c"], ["a \\* b", "", "c"]),
        (
            ["Thus:", "", "    y = a * b", "", "and * more"],
            ["Thus::", "", "    y = a * b", "", "and \\* more"],
        ),
        (["Args:", "    x: |x|."], ["Args:", "    x: \\|x\\|."]),
        (["Ends in a colon:"], ["Ends in a colon:"]),
    ],
)
def test_docstrings_in_restructuredtext(lines, marked):
    assert docstrings.marked(lines) == marked


@pytest.mark.parametrize("taken", ["file", "folder with something"])
def test_nothing_is_overwritten(tmp_path, taken, capsys):
    place = tmp_path / "mine"
    if taken == "file":
        place.write_text("mine")
    else:
        place.mkdir()
        (place / "mine").write_text("mine")
    assert main(["site", str(place)]) == 2
    assert "is no site" in capsys.readouterr().err
    assert not place.is_dir() or (place / "mine").read_text() == "mine"


class Page(HTMLParser):
    """The links, the ids and all that a page loads."""

    def __init__(self, path):
        super().__init__()
        self.links, self.ids, self.loads, self.silent = [], set(), [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if attributes.get("id"):
            self.ids.add(attributes["id"])
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        if tag in ("script", "img", "source", "audio", "iframe") and attributes.get("src"):
            self.loads.append(attributes["src"])
        if tag == "link" and attributes.get("rel") in (
            "stylesheet",
            "preload",
            "icon",
            "shortcut icon",
        ):
            self.loads.append(attributes["href"])
        if tag == "img" and not attributes.get("alt"):
            self.silent.append(attributes.get("src"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "site"
    first = build.build(ROOT, folder, url="https://github.com/ada/labs")
    assert first == folder / "index.html" and first.exists()
    return folder


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


@pytest.mark.slow
@pytest.mark.nightly  # Sphinx takes 45 s; what it is given is tested above
class TestBuilt:
    def test_no_line_of_an_answer_is_in_the_site(self, site):
        assert leaks(site) == set()
        index = (site / "searchindex.js").read_text(encoding="utf-8")
        assert "addition" in index

    def test_links_and_anchors_lead_somewhere(self, pages):
        broken = []
        for path, page in pages.items():
            for link in page.links + page.loads:
                parts = urlsplit(link)
                if parts.scheme or parts.netloc:
                    continue
                target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                if not target.exists():
                    broken.append((path.name, link))
                elif parts.fragment and target.suffix == ".html":
                    if unquote(parts.fragment) not in pages[target].ids:
                        broken.append((path.name, link))
        assert broken == []

    def test_each_lab_opens_in_the_browser(self, pages):
        for path, page in pages.items():
            if path.stem in LABS:
                found = [link for link in page.links if f"labs/{path.stem}.ipynb" in link]
                services = {urlsplit(link).netloc for link in found if urlsplit(link).netloc}
                assert services == {"colab.research.google.com", "mybinder.org"}, path.name
                assert any(link.startswith("https://codespaces.new/") for link in page.links)

    def test_nothing_is_loaded_from_elsewhere(self, site, pages):
        loads = {load for page in pages.values() for load in page.loads}
        assert not [load for load in loads if urlsplit(load).netloc]
        for sheet in site.rglob("*.css"):
            assert not re.findall(r"url\(['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8"))

    def test_every_picture_has_words(self, pages):
        assert {path.name: page.silent for path, page in pages.items() if page.silent} == {}

    @pytest.mark.needs("browser")
    def test_a_browser_shows_every_page_without_a_request_or_an_error(self, site, pages):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = needs.CHROMIUM
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--proxy-server=127.0.0.1:9",
        ):  # no network
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        with webdriver.Chrome(options=options, service=Service(needs.CHROMEDRIVER)) as browser:
            for path in pages:
                browser.get(path.as_uri())
                errors = [
                    one["message"] for one in browser.get_log("browser") if one["level"] == "SEVERE"
                ]
                asked = re.findall(r'"url":"(https?://[^"]+)"', str(browser.get_log("performance")))
                assert (errors, asked) == ([], []), path.name
            browser.get((site / "search.html").as_uri() + "?q=peephole")
            browser.implicitly_wait(20)
            assert "03_lstm_gru" in browser.find_element("css selector", "ul.search").get_attribute(
                "innerHTML"
            )


def test_a_fault_of_a_page_is_told(tmp_path):
    (tmp_path / "index.md").write_text("# Title\n\n[gone](gone.md)\n")
    with pytest.raises(CourseError, match="index.md:3"):
        build._sphinx(tmp_path, tmp_path / "out")


@pytest.mark.slow
def test_a_page_says_what_each_exercise_asks_and_which_mistakes_it_knows():
    (lab,) = [lab for lab in start_labs.labs() if lab.name == "04_addition_rnn"]
    found = exercises.entries(ROOT / "labs" / f"{lab.name}.ipynb", lab)
    assert [(entry.title, entry.points) for entry in found] == [
        (exercise.title, exercise.points) for exercise in lab.exercises
    ]
    check = checks.encode
    entry = found[0]
    assert entry.call == "encode(text, alphabet, length)" and "one-hot" in entry.asks
    assert entry.corners == tuple(check.corners) and set(check.mistakes) <= set(entry.hints)
    assert found[-1].hints is None  # a network is trained, and tried
    section = exercises._section(entry._replace(corners=("a * b",), hints=("x < y", "a_b_c")))
    assert "a \\* b" in section and "<li>x &lt; y</li><li>a_b_c</li>" in section
