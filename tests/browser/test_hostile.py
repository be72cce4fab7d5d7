"""Hostile strings in every field of every type are text: nothing runs, and everything shows."""

import json

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sites
from .hostile import CORPUS
from .reader import check, expect_said, question, store, type_answer

WATCH = "window.hacked = () => { window.wasHacked = true }; window.alert = window.hacked"
PAYLOAD = "<img src=x onerror=hacked()>"
# Markdown takes these for marks of its own, so that their source is not what a reader sees.
MARKED = ("![", "{", "$", "]]>", "<!--")


@pytest.fixture
def hostile(page: Page, sites: Sites) -> Page:
    page.add_init_script(WATCH)
    page.goto(f"{sites.cases}hostile/")
    return page


def smuggled(page: Page) -> list[str]:
    """Give what no field may bring into a page: scripts, frames, handlers. Markdown's own images may stand."""
    found: list[str] = page.locator("course-quiz *").evaluate_all(
        """all => all.filter((each) => each.matches("script, svg, iframe, style, a[href^=javascript]")
             || [...each.attributes].some(({ name }) => name.startsWith("on"))).map((each) => each.outerHTML)"""
    )
    return found


def test_every_question_stands_whole(hostile: Page) -> None:
    assert hostile.locator("form.question").count() == 6 * len(CORPUS)
    assert hostile.locator("course-quiz form fieldset legend").count() == 6 * len(CORPUS)
    assert smuggled(hostile) == []


def test_nothing_runs_while_every_question_is_checked_and_shown(hostile: Page) -> None:
    hostile.evaluate(
        """async () => {
          for (const form of document.querySelectorAll("form.question")) {
            for (const field of form.querySelectorAll("[type=text]")) field.value = "12345";
            for (const field of form.querySelectorAll("[type=radio], [type=checkbox]")) field.checked = true;
            form.querySelectorAll("select").forEach((field, at) => { field.selectedIndex = at + 1 });
            form.querySelector("[data-do=check]").click();
            form.querySelector("[data-do=show]").click();
            for (const place of form.querySelectorAll("*")) place.dispatchEvent(new MouseEvent("mouseover"));
          }
        }"""
    )
    hostile.wait_for_timeout(200)
    assert hostile.locator("form.question:not([data-state=right], [data-state=shown])").count() == 0
    assert smuggled(hostile) == []
    assert hostile.evaluate("window.wasHacked") is None


def test_the_strings_show_as_written(hostile: Page) -> None:
    shown = " ".join(hostile.locator("course-quiz").inner_text().split())
    for text in CORPUS:
        if not text.startswith(MARKED):
            assert text in shown, text


def test_hostile_typed_text_is_text(page: Page, sites: Sites) -> None:
    page.add_init_script(WATCH)
    page.goto(f"{sites.cases}types/")
    asked = question(page, "espresso")
    type_answer(asked, PAYLOAD)
    check(asked)
    page.reload()
    expect(asked.get_by_role("textbox")).to_have_value(PAYLOAD)
    expect_said(asked, "Not right yet. A hint stands below.")
    assert page.evaluate("window.wasHacked") is None


def test_hostile_kept_choices_are_text(page: Page, sites: Sites) -> None:
    page.add_init_script(WATCH)
    page.goto(f"{sites.cases}types/")
    record = {"v": 1, "choice": {"typed": PAYLOAD, PAYLOAD: "on"}, "state": "shown", "firstRight": True, "tries": 1}
    for key in ("capital", "primes", "drink", "width", "morning", "sounds"):
        store(page, f"types/{key}", json.dumps(record))
    page.reload()
    expect_said(question(page, "espresso"), "The answer: Café.")
    assert page.locator("course-quiz img").count() == 0
    assert page.evaluate("window.wasHacked") is None
