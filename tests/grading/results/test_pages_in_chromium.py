"""The pages in a browser: on a phone, by keyboard, in dark colours, without JavaScript."""

import collections
import re
import tempfile
from dataclasses import replace
from datetime import datetime, timezone

import numpy as np
import pytest

from course.grading.results import feedback
from course.grading.results.cohort import cohort_of
from course.grading.results.term import compare
from course.grading.results.term import page as term
from course.grading.scheme.rules import Amount, LabRule, LateRule, Scheme
from tests import needs
from tests.grading.results.made_up import (
    HOSTILE,
    TITLES,
    a_class,
    attempts_of,
    hostile_grades,
    hostile_report,
    hostile_student,
    report_of,
)


@pytest.fixture(scope="module")
def made_up():
    return a_class(80, list(TITLES), np.random.default_rng(1))


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


def as_handed_in(number, grade):
    """A grade with a note, some of them late, of a group, or wrong in hidden cases alone."""
    late, group = "late" * (number % 5 == 0), "Team 1" * (number % 7 == 0)
    first = [
        replace(entry, shown=(2, 2), shown_points=2, points=0) for entry in grade.exercises[:1]
    ]
    return replace(
        grade,
        submission=grade.submission._replace(late=late, group=group),
        notes=("A note.", "the answer of exercise-1 is joined from cells 3 and 4"),
        exercises=(*(first if number % 3 else grade.exercises[:1]), *grade.exercises[1:]),
    )


RULES = Scheme(
    {
        "01_first": LabRule(due=datetime(2026, 11, 3, 23, 59, tzinfo=timezone.utc), weight=2),
        "02_second": LabRule(weight=2, required=Amount(40, True), extra=frozenset({"exercise-1"})),
    },
    late=LateRule(per_day=Amount(10, True)),
    best=1,
    pass_mark=Amount(50, True),
    grades=(("1.0", Amount(90, True)), ("5.0", Amount(0, True))),
    zone=timezone.utc,
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory, made_up):
    """{name: address} of a report, a student's page, both by rules, and both full of hostile text."""
    folder = tmp_path_factory.mktemp("pages")
    some = [as_handed_in(*numbered) for numbered in enumerate(made_up)]
    cohort = cohort_of(some, TITLES)
    text = "".join(HOSTILE)
    sources = {
        "report": report_of(
            some,
            [("in/x", "No notebook.")],
            expected={"nobody": "No Body"},
            absent={(some[5].submission.student, some[5].submission.lab)},
            links={"s0001": "feedback/s0001.html"},
        ),
        "student": feedback.page("s0003", cohort),
        "term": term.page(cohort, attempts_of(some), since="2026-11-03T08:05:12", made_at="then"),
        "hostile term": term.page(
            cohort_of(hostile_grades(text), {text: text}),
            attempts_of(hostile_grades(text)),
            since=text,
        ),
        "comparison": compare.page(
            *[(cohort, attempts_of(some))] * 2, ("2025", "2026"), same_seed=False, made_at="then"
        ),
        "ruled report": report_of(some, expected={"nobody": "No Body"}, scheme=RULES),
        "ruled student": feedback.page("s0003", cohort_of(some, TITLES, scheme=RULES)),
        "hostile report": hostile_report(text),
        "hostile student": hostile_student(text),
    }
    addresses = {}
    for name, source in sources.items():
        path = folder / f"{name.replace(' ', '-')}.html"
        path.write_text(source, encoding="utf-8")
        addresses[name] = path.as_uri()
    return addresses


OF_A_CLASS = ["report", "student", "term"]
RULED = ["ruled report", "ruled student"]
NAMES_OF_PAGES = [*OF_A_CLASS, *RULED, "comparison", *(f"hostile {name}" for name in OF_A_CLASS)]
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
@pytest.mark.parametrize("name", [*OF_A_CLASS, *RULED])
def test_text_has_contrast(browser, pages, name, scheme):
    browser.emulate(1200, scheme)
    browser.get(pages[name])
    browser.execute_script(OPEN_ALL)
    found = browser.execute_script(CONTRASTS)
    assert len(found) > 8
    assert {what: ratio for what, ratio in found.items() if ratio < 4.5} == {}


@in_chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", OF_A_CLASS)
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
    assert expected > (2 if name == "student" else 10)


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
    buttons = browser.find_elements("css selector", "#all-students thead button")
    heads = browser.find_elements("css selector", "#all-students thead th")
    assert [button.text for button in buttons] == [
        "Student",
        "Total\nof 20",
        "01\nof 10",
        "02\nof 10",
    ]
    before = collections.Counter(rows_of(browser, 0))

    def number(text):
        found = re.match(r"[\d.]+", text)
        return float(found[0]) if found else -1.0

    buttons[1].send_keys(Keys.ENTER)
    numbers = [number(text) for text in rows_of(browser, 1)]
    assert numbers == sorted(numbers) and numbers[0] < numbers[-1]
    assert heads[1].get_attribute("aria-sort") == "ascending"
    buttons[1].send_keys(Keys.ENTER)
    assert [number(text) for text in rows_of(browser, 1)] == sorted(numbers, reverse=True)
    assert heads[1].get_attribute("aria-sort") == "descending"
    buttons[0].click()
    people = [int(re.search(r"Smith-(\d+)", text)[1]) for text in rows_of(browser, 0)[:-1]]
    assert people == sorted(people) and rows_of(browser, 0)[-1].startswith("No Body")
    assert heads[1].get_attribute("aria-sort") is None
    assert collections.Counter(rows_of(browser, 0)) == before


@in_chromium
@pytest.mark.slow
def test_the_filter_leaves_those_who_are_meant(browser, pages):
    browser.get(pages["report"])
    field = browser.find_element("id", "filter")
    field.send_keys("SMITH-7")
    shown = rows_of(browser, 0)
    assert shown and all("Smith-7" in name for name in shown)
    assert browser.find_element("id", "found").text == f"{len(shown)} of 81"
    field.clear()
    field.send_keys("nobody")  # the id, which says more than the name
    assert rows_of(browser, 0) == ["No Body nobody"]


@in_chromium
@pytest.mark.slow
def test_the_report_is_complete_without_javascript(browser, pages):
    browser.emulate(script=False)
    browser.get(pages["report"])
    table = browser.find_element("id", "all-students")
    assert table.is_displayed() and table.text.count("Smith-") > 70
    assert not table.find_elements("css selector", "button")
    assert not browser.find_element("id", "filter").is_displayed()


@in_chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", [*OF_A_CLASS, *RULED])
def test_nothing_is_cut_off_in_print(browser, pages, name):
    """On paper nobody scrolls or unfolds: every cell and every answer is there."""
    browser.get(pages[name])
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        cut, folded = browser.execute_script(
            "return [[...document.querySelectorAll('.scroll')]"
            ".filter((one) => one.clientHeight + 1 < one.scrollHeight).length,"
            "[...document.querySelectorAll('details td, details pre')]"
            ".filter((one) => !one.checkVisibility({contentVisibilityAuto: true}))"
            ".map((one) => one.textContent)]"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert cut == 0 and folded == []


@in_chromium
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1200])
def test_the_students_table_keeps_its_head_in_sight(browser, pages, width):
    browser.emulate(width)
    browser.get(pages["report"])
    top, head, column, left = browser.execute_script(
        "const box = document.querySelector('.tall');"
        "box.scrollTop = 900; box.scrollLeft = 80;"
        "const head = box.querySelector('thead th'), name = box.querySelector('tbody tr:nth-child(25) th');"
        "const start = box.getBoundingClientRect();"
        "return [start.top, head.getBoundingClientRect().top,"
        " name.getBoundingClientRect().left, start.left]"
    )
    assert abs(head - top) < 3 and abs(column - left) < 12


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
