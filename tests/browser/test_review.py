"""Review: which questions come, what counts, what is said at the end, the reminder; and how sure one is."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import answer_all, check, choose, question, question_ids
from .test_access import LOOKS, faults
from .test_progress import asked, begin, checks_of, do_lesson, put, put_checks

PAGE = "my-course/review/"


@pytest.fixture
def due(page: Page, sites: Sites) -> Page:
    """Four lessons done eight days ago; two answers of the first were wrong."""
    begin(page, sites)
    do_lesson(page, sites, "roles", 8, wrong=2)
    for name in ("skills", "first-role", "how-long"):
        do_lesson(page, sites, name, 8)
    page.goto(sites.course + PAGE)
    expect(forms(page).first).to_be_visible()
    return page


def forms(page: Page) -> Locator:
    return page.locator("course-review form.question")


def ids(page: Page) -> list[str]:
    return question_ids(forms(page))


def said(page: Page) -> Locator:
    return page.locator("course-review > .tool__status")


def test_twelve_questions_of_at_least_three_lessons_come_the_wrong_ones_first(due: Page, sites: Sites) -> None:
    found = ids(due)
    assert len(found) == 12
    assert len({each.split("/")[0] for each in found}) == 4
    assert set(asked(sites, "roles")[:2]) <= set(found)
    assert found[0] == asked(sites, "roles")[0]
    expect(due.get_by_text("Questions: 12, from lessons: 4.")).to_be_visible()
    expect(forms(due).first.locator(".question__place")).to_have_text("Question 1 of 12 · What AI jobs are")


def test_questions_come_fresh_though_the_lesson_was_answered(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.course}decide/roles/")
    answer_all(page, "article")
    for question_id in asked(sites, "roles"):
        put_checks(page, question_id, (2, True, "lesson"))
    page.goto(sites.course + PAGE)
    expect(forms(page)).to_have_count(4)
    expect(forms(page).first.get_by_role("button", name="Check")).to_be_visible()
    answer_all(page, "course-review", first=1)
    page.goto(f"{sites.course}decide/roles/")
    expect(page.locator("#quiz-roles form").first.get_by_role("status")).to_contain_text("Right.")


def test_links_of_a_question_lead_to_its_lesson(due: Page, sites: Sites) -> None:
    answer_all(due, "course-review", first=1)
    forms(due).first.get_by_role("link", name=re.compile("Read again")).click()
    assert due.url.startswith(f"{sites.course}decide/roles/#")


def test_each_answer_counts_once_and_at_the_end_the_result_is_said(due: Page) -> None:
    first = ids(due)[0]
    answer_all(due, "course-review", wrong=1)
    asked_first = forms(due).first
    expect(asked_first.get_by_role("status")).to_contain_text("Not right yet")
    expect(said(due)).to_have_text("11 of 12 right at the first try.")
    asked_first.get_by_role("button", name="Show the answer").click()
    asked_first.get_by_role("button", name="Try again").click()
    answer_all(due, "course-review", first=1)
    mixed = [each for each in checks_of(due, first) if each["in"] == "review"]
    assert [each["right"] for each in mixed] == [False]
    expect(due.get_by_text("The next review is on")).to_be_visible()


def test_after_twelve_the_day_is_done(due: Page) -> None:
    answer_all(due, "course-review")
    due.reload()
    expect(due.locator(".review__next")).to_be_visible()
    expect(forms(due)).to_have_count(0)


def test_a_review_left_in_the_middle_goes_on_with_the_rest(due: Page) -> None:
    before = ids(due)
    answer_all(due, "course-review", first=5)
    due.reload()
    expect(forms(due).first).to_be_visible()
    after = ids(due)
    assert len(after) == 7
    assert not set(before[:5]) & set(after)


def test_after_a_year_away_twelve_are_offered_and_no_backlog(page: Page, sites: Sites) -> None:
    begin(page, sites)
    for name in ("roles", "skills", "first-role", "how-long", "what-to-learn", "how-to-learn", "projects", "cv"):
        do_lesson(page, sites, name, 400)
    page.goto(sites.course + PAGE)
    expect(forms(page)).to_have_count(12)
    assert not re.search(r"\b(?:64|overdue|behind|missed)\b", page.locator("course-review").inner_text())


def test_before_any_lesson_it_says_where_to_begin(page: Page, sites: Sites) -> None:
    page.goto(sites.course + PAGE)
    expect(page.get_by_text("There is nothing to review yet.")).to_be_visible()
    page.get_by_role("link", name="Back to My course").first.click()
    expect(page.get_by_role("heading", level=1, name="My course")).to_be_visible()


def test_a_question_that_was_removed_is_passed_over(page: Page, sites: Sites) -> None:
    begin(page, sites)
    do_lesson(page, sites, "roles", 3)
    put_checks(page, "roles/long-gone", (3, False, "lesson"))
    put_checks(page, "gone/away", (3, False, "lesson"))
    page.goto(sites.course + PAGE)
    expect(forms(page)).to_have_count(4)
    assert "roles/long-gone" not in ids(page)


def test_the_reminder_is_a_calendar_file_that_moves_the_one_before(due: Page, sites: Sites, tmp_path: Path) -> None:
    answer_all(due, "course-review")
    events: list[Any] = []
    for name in ("one.ics", "two.ics"):
        with due.expect_download() as download:
            due.get_by_role("button", name="Remind me in my calendar").click()
        download.value.save_as(tmp_path / name)
        [event] = Calendar.from_ical((tmp_path / name).read_bytes()).walk("VEVENT")
        events.append(event)
    first, second = events
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] >= first["SEQUENCE"] < 2**31
    assert first["SUMMARY"] == "Footbridge: review, about ten minutes"
    assert first["URL"] == sites.course + PAGE
    expect(said(due)).to_contain_text("In your downloads: a calendar entry for")


def test_a_part_that_does_not_load_is_told(browse: Browse, sites: Sites) -> None:
    page = browse(allow="Failed to")
    page.route("**/assets/questions/*.json", lambda route: route.abort())
    begin(page, sites)
    do_lesson(page, sites, "roles", 3)
    page.goto(sites.course + PAGE)
    expect(said(page)).to_contain_text("This did not work.")


def test_without_scripts_a_paper_to_print_is_offered(browse: Browse, sites: Sites) -> None:
    page = browse(java_script_enabled=False)
    page.goto(sites.course + PAGE)
    page.get_by_role("link", name="A mixed paper").first.click()
    expect(page.locator("form.question")).to_have_count(30)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_during_a_review_and_after(browse: Browse, sites: Sites, look: str) -> None:
    page = browse(**LOOKS[look])
    begin(page, sites)
    put(page, "footbridge:settings", {"v": 1, "sure": True, "shortcuts": True, "spacing": "usual", "changed": 1})
    do_lesson(page, sites, "roles", 3)
    page.goto(sites.course + PAGE)
    answer_all(page, "course-review", first=2, wrong=1)
    assert faults(page) == []
    forms(page).first.get_by_role("button", name="Show the answer").click()
    answer_all(page, "course-review")
    assert faults(page) == []


def sure(page: Page, words: str) -> Locator:
    return question(page, words).get_by_role("combobox", name="How sure are you?")


@pytest.fixture
def asking(page: Page, sites: Sites) -> Page:
    """A quiz with the setting on."""
    begin(page, sites)
    put(page, "footbridge:settings", {"v": 1, "sure": True, "shortcuts": True, "spacing": "usual", "changed": 1})
    page.goto(f"{sites.cases}types/")
    expect(sure(page, "capital of Peru")).to_be_visible()
    return page


def test_how_sure_is_not_asked_at_first(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/", wait_until="networkidle")
    expect(sure(page, "capital of Peru")).to_have_count(0)


def test_sure_and_wrong_is_said_and_written_down(asking: Page) -> None:
    capital = question(asking, "capital of Peru")
    choose(capital, "Cusco")
    sure(asking, "capital of Peru").select_option("sure")
    check(capital)
    expect(capital.get_by_role("status")).to_contain_text("You were sure; here is the difference.")
    [found] = checks_of(asking, "types/capital")
    assert (found["right"], found["sure"]) == (False, "sure")
    expect(sure(asking, "capital of Peru")).to_be_hidden()


@pytest.mark.parametrize(("value", "wanted"), [("", None), ("guess", "guess"), ("fairly", "fairly")], ids=str)
def test_how_sure_can_be_left_out_and_never_changes_the_verdict(asking: Page, value: str, wanted: str | None) -> None:
    capital = question(asking, "capital of Peru")
    choose(capital, "Lima")
    sure(asking, "capital of Peru").select_option(value)
    check(capital)
    expect(capital.get_by_role("status")).to_have_text("Right.")
    assert checks_of(asking, "types/capital")[0].get("sure") == wanted


def test_how_sure_is_reached_and_set_by_keyboard_and_is_no_part_of_the_answer(asking: Page) -> None:
    capital = question(asking, "capital of Peru")
    choose(capital, "Cusco")
    asking.keyboard.press("Tab")
    expect(sure(asking, "capital of Peru")).to_be_focused()
    asking.keyboard.press("ArrowDown")
    expect(sure(asking, "capital of Peru")).to_have_value("guess")
    expect(capital.get_by_role("status")).to_have_text("")
    check(capital)
    stored = json.loads(asking.evaluate("localStorage.getItem('footbridge:answer:types/capital')"))
    assert stored["choice"] == {"cusco": "on"}


def test_a_sure_and_wrong_question_comes_before_the_others_the_next_day(page: Page, sites: Sites) -> None:
    begin(page, sites)
    do_lesson(page, sites, "roles", 2)
    missed = asked(sites, "roles")[5]
    put(page, f"footbridge:checks:{missed}", {"v": 1, "checks": [_check(3, right=False), _check(2, right=True)]})
    page.goto(sites.course + PAGE)
    expect(forms(page).first).to_have_attribute("data-question", missed)


def _check(days: int, *, right: bool) -> dict[str, Any]:
    at = int(time.time() * 1000) - days * 86_400_000
    return {"at": at, "right": right, "in": "lesson", "of": 8} | ({} if right else {"sure": "sure"})
