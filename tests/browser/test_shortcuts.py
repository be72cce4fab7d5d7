"""The theme's single-key shortcuts do nothing while focus is in a quiz; typed in an answer they are text."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Sites
from .reader import SHORTCUTS, check, choose, question

CAPITAL, DRINK, MORNING = "capital of Peru", "espresso", "Put the morning"


@pytest.fixture
def types(page: Page, sites: Sites) -> Page:
    page.goto(f"{sites.cases}types/")
    choose(question(page, CAPITAL), "Cusco")
    check(question(page, CAPITAL))
    return page


def places(page: Page) -> dict[str, Locator]:
    """Give one of each kind of thing in a quiz that can have the focus."""
    capital = question(page, CAPITAL)
    return {
        "radio": capital.get_by_label("Cusco"),
        "checkbox": question(page, "prime").get_by_role("checkbox").first,
        "list": question(page, MORNING).get_by_role("combobox").first,
        "check": capital.get_by_role("button", name="Check"),
        "show": capital.get_by_role("button", name="Show the answer"),
        "summary": capital.get_by_text("Hint", exact=True),
        "link": capital.get_by_role("link", name="Read again"),
        "status": capital.get_by_role("status"),
        "print": page.get_by_role("button", name="Print the questions"),
    }


@pytest.mark.parametrize("name", ["radio", "checkbox", "list", "check", "show", "summary", "link", "status", "print"])
def test_no_shortcut_leaves_the_quiz(types: Page, name: str) -> None:
    place, address = places(types)[name], types.url
    types.evaluate("() => { window.reached = []; addEventListener('keydown', (event) => reached.push(event.key)) }")
    before = types.locator("form.question").first.evaluate("form => new FormData(form).get('answer')")
    for key in SHORTCUTS:
        place.focus()
        types.keyboard.press(key)
        types.keyboard.press("Escape")
    assert set(types.evaluate("reached")) <= {"Escape"}
    assert types.url == address
    assert types.locator("form.question").first.evaluate("form => new FormData(form).get('answer')") == before


def test_shortcuts_typed_in_an_answer_are_text(types: Page) -> None:
    box = question(types, DRINK).get_by_role("textbox")
    box.focus()
    for key in SHORTCUTS:
        types.keyboard.press(key)
    expect(box).to_have_value("".join(SHORTCUTS))


def test_the_theme_itself_hears_no_shortcut_from_a_quiz(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.course}decide/roles/")
    address = page.url
    page.locator("course-quiz").get_by_role("radio").first.focus()
    for key in SHORTCUTS:
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.url == address
    expect(page.get_by_role("textbox", name="Search")).not_to_be_focused()


def test_outside_a_quiz_the_shortcuts_still_work(page: Page, sites: Sites) -> None:
    """Without this, the tests above could pass because there are no shortcuts at all."""
    page.goto(f"{sites.course}decide/roles/")
    with page.expect_navigation():
        page.keyboard.press("n")
