"""What pages load: the files of quizzes and worksheets only where there is one, nothing from elsewhere, and little."""

import gzip
import re

import pytest
from playwright.sync_api import Page

from macros import learner
from tests.benchmarks.run import closure, tools, weight

from .conftest import ROOT, Sites

ASSETS = ROOT / "docs" / "assets"


def loaded(page: Page, address: str) -> list[str]:
    """Give the names of the files that a page loads; the page fixture itself refuses other origins."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rsplit("/", 1)[-1]))
    page.goto(address, wait_until="networkidle")
    return names


def test_a_page_without_a_quiz_loads_no_part_of_it(page: Page, sites: Sites) -> None:
    names = loaded(page, f"{sites.cases}plain/")
    assert not {"course-quiz.js", "grade.js", "store.js", "quiz.css"} & set(names)


@pytest.mark.parametrize("name", ["types", "inline"])
def test_a_page_with_a_question_loads_each_part_once(page: Page, sites: Sites, name: str) -> None:
    names = loaded(page, f"{sites.cases}{name}/")
    for part in ("course-quiz.js", "grade.js", "store.js", "quiz.css"):
        assert names.count(part) == 1, part


def test_the_scripts_and_styles_of_a_quiz_stay_small() -> None:
    scripts = [(ASSETS / "js" / f"{name}.js").read_bytes() for name in PARTS]
    assert sum(len(gzip.compress(each, 9)) for each in scripts) <= 5 * 1024
    assert len(gzip.compress((ASSETS / "css" / "quiz.css").read_bytes(), 9)) <= 3 * 1024


# A server compresses each by itself.
PARTS = ("course-quiz", "grade", "store")


def test_no_colour_and_no_words_stand_in_the_quiz_files() -> None:
    styles = (ASSETS / "css" / "quiz.css").read_text("utf-8")
    for sign in ("#", "rgb", "hsl", "oklch"):
        assert f": {sign}" not in styles
        assert f" {sign}(" not in styles


def test_removed_quizzes_stop_listening(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/")
    page.evaluate(
        """() => {
          const quiz = document.querySelector("course-quiz");
          quiz.remove();
          quiz.questions[0].restore = () => { throw new Error("still listening") };
          dispatchEvent(new StorageEvent("storage", { key: null }));
        }"""
    )


def test_a_quiz_that_is_moved_goes_on(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/")
    page.evaluate("() => document.querySelector('article').append(document.querySelector('course-quiz'))")
    page.get_by_label("Cusco", exact=True).check()
    page.get_by_role("button", name="Check").first.click()
    assert page.locator(".option__note").count() == 1


def test_a_page_without_a_worksheet_loads_no_part_of_it(page: Page, sites: Sites) -> None:
    names = loaded(page, f"{sites.cases}types/")
    assert not {"course-worksheet.js", "record.js", "worksheet.css"} & set(names)


def test_a_page_with_an_untouched_worksheet_loads_what_every_sheet_needs_once(page: Page, sites: Sites) -> None:
    names = loaded(page, f"{sites.cases}other/")
    for path in closure(ASSETS / "js" / "course-worksheet.js"):
        assert names.count(path.name) == 1, path.name
    assert not {"export.js", "import.js", "history.js", "offers.js", "calculation.js"} & set(names)


def test_the_script_that_every_worksheet_loads_stays_small() -> None:
    assert weight(*closure(ASSETS / "js" / "course-worksheet.js")) <= 8 * 1024


def test_no_colour_stands_in_the_style_of_worksheets() -> None:
    style = (ASSETS / "css" / "worksheet.css").read_text("utf-8")
    assert re.findall(r": (?:#|rgb|hsl|oklch)", style) == []


@pytest.mark.parametrize("name", learner.tools())
def test_what_a_page_of_the_learner_adds_stays_small(name: str) -> None:
    assert weight(*tools(ASSETS / "js")[name]) <= 10 * 1024


def test_no_colour_stands_in_the_style_of_the_learners_pages() -> None:
    style = (ASSETS / "css" / "tools.css").read_text("utf-8")
    assert re.findall(r": (?:#|rgb|hsl|oklch)", style) == []


def test_no_words_stand_in_the_scripts() -> None:
    """What a reader sees comes from strings.yml or the sheet: no script sets a text in quotation marks."""
    for path in (ASSETS / "js").rglob("*.js"):
        text = path.read_text("utf-8")
        assert re.findall(r'(?:textContent|ariaLabel|note|title|button): "[^"]', text) == [], path.name
