"""The pages of grading: nothing that a student wrote gets out of its place."""

import re

import pytest

from course.grading.results import feedback, rendering
from course.grading.results.cohort import cohort_of
from tests.grading.results.made_up import (
    HOSTILE,
    TITLES,
    Page,
    graded,
    hostile_grades,
    hostile_report,
    hostile_student,
    page_of,
    report_of,
    wrong,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_adds_no_tag(text):
    example = {"details", "summary", "pre", "code"}  # it is there or not, as the text parses
    example |= {"wbr"}  # after each / and _
    for make in (hostile_report, hostile_student):
        page, expected = Page(make(text)), Page(make("?" * len(text)))
        more = page.counts() - expected.counts() + (expected.counts() - page.counts())
        assert more.keys() <= example
        assert page.attributes() - expected.attributes() <= {("details", "class")}
        links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
        assert all(link.startswith(("#", "./")) for link in links)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_is_hidden_in_a_page(text, tmp_path):
    for source in (hostile_report(text), hostile_student(text, TITLES)):
        (tmp_path / "page.html").write_text(source, encoding="utf-8")  # no half of a pair is left
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", source
        )
        assert "\u0336" * 5 not in source
    feedback.write_pages(tmp_path, cohort_of(hostile_grades(text), TITLES))


def test_what_would_be_hidden_is_shown_by_its_number():
    assert rendering.visible("a\u202eb\ud800\x00c\r\nd\te") == "a[U+202E]b[U+D800][U+0000]c\nd\te"
    assert rendering.visible("Ünïcödé 日本 👩‍🔬 עברית") == "Ünïcödé 日本 👩‍🔬 עברית"
    assert rendering.visible("a" * 30_000).endswith("[10,000 more characters are not shown]")


@pytest.mark.parametrize(
    "text, source",
    [
        ("a/b_c.ipynb", "a/<wbr>b_<wbr>c.ipynb"),
        ("__a//b", "__<wbr>a//<wbr>b"),
        ("<b>/<i>", "&lt;b&gt;/<wbr>&lt;i&gt;"),
        ("<wbr>_&amp;", "&lt;wbr&gt;_<wbr>&amp;amp;"),
        ("a\u202e/b", "a[U+202E]/<wbr>b"),
        ("", ""),
    ],
)
def test_a_line_may_end_between_the_parts_of_a_path(text, source):
    assert rendering.breakable(text) == source


def test_templates_never_trust_a_value():
    for path in rendering.FOLDER.glob("*.html"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|style=|\son\w+=", source), path.name


def test_a_page_allows_its_own_style_and_script_only():
    grade = graded(wrong())
    for source in (page_of(grade), report_of([grade])):
        page = Page(source)
        (policy,) = [tag["content"] for name, tag in page.tags if "http-equiv" in tag]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        assert not [tag for _, tag in page.tags if "src" in tag or "style" in tag]
        assert page.counts()["link"] == 1  # the empty icon
    source = page_of(grade)
    assert "script-src &#39;none&#39;" in source and "<script" not in source
