"""Answers kept in the browser: over reloads, in two tabs, with hostile storage."""

import json

import pytest
from playwright.sync_api import Page, expect

from .conftest import Browse, Sites
from .reader import check, choose, expect_said, give_up, note, place, question, status, store, stored, type_answer

CAPITAL, DRINK, MORNING = "capital of Peru", "espresso", "Put the morning"
HINTED = "Not right yet. A hint stands below."
NOT_KEPT = "This browser keeps no answers here; they last until you leave the page."
RECORD = {"v": 1, "choice": {"cusco": "on"}, "state": "open", "firstRight": False, "tries": 1, "changed": 5}


@pytest.fixture
def types(page: Page, sites: Sites) -> Page:
    page.goto(f"{sites.cases}types/")
    return page


def test_a_record_holds_choice_state_and_tries(types: Page) -> None:
    asked = question(types, CAPITAL)
    for option in ("Cusco", "Lima"):
        choose(asked, option)
        check(asked)
    record = json.loads(stored(types, "types/capital") or "")
    assert record.pop("changed") > 1_700_000_000_000
    assert record == {"v": 1, "choice": {"lima": "on"}, "state": "right", "firstRight": False, "tries": 2}


def test_right_open_and_shown_questions_come_back_after_a_reload(types: Page) -> None:
    choose(question(types, CAPITAL), "Cusco")
    type_answer(question(types, DRINK), "cafe")
    place(question(types, MORNING), Wake_up="2", Wash="1", Eat="3")
    for words in (CAPITAL, DRINK, MORNING):
        check(question(types, words))
    give_up(question(types, MORNING))
    types.reload()
    expect_said(question(types, CAPITAL), HINTED)
    expect(question(types, CAPITAL).get_by_label("Cusco")).to_be_checked()
    expect(note(question(types, CAPITAL), "Cusco")).to_contain_text("Inca state")
    expect(question(types, CAPITAL).get_by_role("button", name="Show the answer")).to_be_visible()
    expect_said(question(types, DRINK), "Right.")
    expect(question(types, DRINK).get_by_role("textbox")).to_have_value("cafe")
    expect_said(question(types, MORNING), "This is the answer.")
    expect(question(types, MORNING).get_by_role("combobox").first).not_to_have_value("")


def test_the_first_try_counts_even_after_a_reload(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    types.reload()
    choose(asked, "Lima")
    check(asked)
    assert json.loads(stored(types, "types/capital") or "")["firstRight"] is False


def test_two_tabs_agree(types: Page, sites: Sites) -> None:
    other = types.context.new_page()
    other.goto(f"{sites.cases}types/")
    choose(question(types, CAPITAL), "Lima")
    check(question(types, CAPITAL))
    expect_said(question(other, CAPITAL), "Right.")
    expect(question(other, CAPITAL).get_by_label("Lima")).to_be_checked()
    types.evaluate("localStorage.clear()")
    expect(status(question(other, CAPITAL))).to_have_text("")
    expect(question(other, CAPITAL).get_by_label("Lima")).not_to_be_checked()
    other.close()


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "{",
        "null",
        "[]",
        '{"v": 1}',
        json.dumps(RECORD | {"v": 2}),
        json.dumps(RECORD | {"choice": "cusco"}),
        json.dumps(RECORD | {"choice": {"cusco": {"toString": 1}}}),
        json.dumps(RECORD | {"choice": {"atlantis": "on"}}),
        json.dumps(RECORD | {"choice": {"__proto__": "on", "constructor": "on"}}),
    ],
)
def test_damaged_foreign_and_outdated_records_count_as_none_until_the_next_check(types: Page, garbage: str) -> None:
    store(types, "types/capital", garbage)
    types.reload()
    asked = question(types, CAPITAL)
    expect(asked.get_by_role("button", name="Check")).to_be_visible()
    expect(status(asked)).to_have_text("")
    check(asked)
    assert stored(types, "types/capital") == garbage
    choose(asked, "Lima")
    check(asked)
    expect_said(asked, "Right.")
    assert json.loads(stored(types, "types/capital") or "")["state"] == "right"


def test_a_record_of_another_type_breaks_nothing(types: Page) -> None:
    for key in ("primes", "drink", "width", "morning", "sounds"):
        store(types, f"types/{key}", json.dumps(RECORD | {"state": "right"}))
    types.reload()
    for words in ("prime", DRINK, "wide is the river", MORNING, "Who says what"):
        expect(status(question(types, words))).to_have_text("")
        expect(question(types, words).get_by_role("button", name="Check")).to_be_visible()


def test_a_right_answer_that_todays_key_refuses_is_not_called_right(types: Page) -> None:
    store(types, "types/capital", json.dumps(RECORD | {"state": "right"}))
    types.reload()
    expect_said(question(types, CAPITAL), HINTED)


def test_a_storage_that_keeps_answers_needs_no_words(types: Page) -> None:
    choose(question(types, CAPITAL), "Cusco")
    check(question(types, CAPITAL))
    expect(types.get_by_text(NOT_KEPT)).to_be_hidden()


def test_a_full_storage_is_said_below_the_questions_and_the_page_goes_on(browse: Browse, sites: Sites) -> None:
    page = browse()
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    page.goto(f"{sites.cases}types/")
    asked = question(page, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    expect_said(asked, HINTED)
    expect(page.get_by_text(NOT_KEPT)).to_be_visible()
    choose(asked, "Lima")
    check(asked)
    expect_said(asked, "Right.")
    expect(page.get_by_text(NOT_KEPT)).to_be_visible()


def test_a_blocked_storage_is_said_below_the_questions_and_the_page_goes_on(browse: Browse, sites: Sites) -> None:
    page = browse(allow="blocked by the test")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked by the test') } })"
    )
    page.goto(f"{sites.cases}short/")
    first, second = question(page, "Which is first"), question(page, "Which is second")
    choose(first, "Beta")
    check(first)
    expect_said(first, "Not right yet.")
    expect(page.get_by_text(NOT_KEPT)).to_be_visible()
    give_up(first)
    choose(second, "Two")
    check(second)
    expect_said(second, "Right. 1 of 2 right at the first try.")
    expect(page.locator(".quiz__score")).to_have_text("1 of 2 right at the first try.")
    page.get_by_role("button", name="Start over").click()
    expect(status(first)).to_have_text("")


def test_another_address_of_the_page_finds_the_same_answers(types: Page, sites: Sites) -> None:
    choose(question(types, CAPITAL), "Lima")
    check(question(types, CAPITAL))
    types.goto(f"{sites.cases}types/index.html?from=elsewhere")
    expect_said(question(types, CAPITAL), "Right.")
