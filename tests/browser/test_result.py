"""The result at a lesson's end: the score, what to read again, and trying again."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Sites
from .reader import check, choose, expect_said, focus_is_on, give_up, question, status, stored

FIRST, SECOND = "Which is first", "Which is second"


@pytest.fixture
def short(page: Page, sites: Sites) -> Page:
    page.goto(f"{sites.cases}short/")
    return page


def score(page: Page) -> Locator:
    return page.locator(".quiz__score")


def answer(page: Page, words: str, *options: str) -> None:
    for option in options:
        choose(question(page, words), option)
        check(question(page, words))


def test_the_result_waits_for_the_last_question(short: Page) -> None:
    answer(short, FIRST, "Alpha")
    expect(short.get_by_role("heading", name="Your result")).to_be_hidden()
    expect(short.get_by_role("button", name="Start over")).to_be_hidden()
    answer(short, SECOND, "Three")
    expect(short.get_by_role("heading", name="Your result")).to_be_hidden()


def test_all_right_at_once_leaves_nothing_to_reread(short: Page) -> None:
    answer(short, FIRST, "Alpha")
    answer(short, SECOND, "Two")
    expect(short.get_by_role("heading", name="Your result")).to_be_visible()
    expect(score(short)).to_have_text("2 of 2 right at the first try.")
    expect(short.get_by_text("Nothing to reread here.")).to_be_visible()
    expect(short.get_by_role("button", name="Try the missed ones again")).to_be_hidden()
    expect(short.get_by_role("button", name="Start over")).to_be_visible()


def test_missed_questions_lead_to_their_passages(short: Page) -> None:
    answer(short, FIRST, "Beta", "Alpha")
    answer(short, SECOND, "Two")
    expect(score(short)).to_have_text("1 of 2 right at the first try, 2 by now.")
    line = short.get_by_role("listitem").filter(has_text="Question 1 of 2")
    expect(line.get_by_role("link", name="Read again: The passage")).to_have_attribute("href", "#passage")
    expect(short.get_by_text("Nothing to reread here.")).to_be_hidden()


def test_following_a_missed_question_leads_to_its_passage(short: Page) -> None:
    answer(short, FIRST, "Beta", "Alpha")
    answer(short, SECOND, "Two")
    short.get_by_role("listitem").get_by_role("link", name="Read again: The passage").click()
    assert short.url.endswith("/short/#passage")


def test_trying_the_missed_ones_again_clears_those_alone(short: Page) -> None:
    answer(short, FIRST, "Alpha")
    answer(short, SECOND, "Three")
    give_up(question(short, SECOND))
    short.get_by_role("button", name="Try the missed ones again").click()
    expect(status(question(short, SECOND))).to_have_text("")
    expect(question(short, SECOND).get_by_role("radio", checked=True)).to_have_count(0)
    assert focus_is_on(short, question(short, SECOND).get_by_role("radio").first)
    expect_said(question(short, FIRST), "Right.")
    expect(short.get_by_role("heading", name="Your result")).to_be_hidden()
    answer(short, SECOND, "Two")
    expect(score(short)).to_have_text("1 of 2 right at the first try, 2 by now.")
    expect(short.get_by_text("Nothing to reread here.")).to_be_visible()
    expect(short.get_by_role("button", name="Try the missed ones again")).to_be_hidden()


def test_only_starting_over_forgets_the_first_try(short: Page) -> None:
    answer(short, FIRST, "Beta", "Alpha")
    answer(short, SECOND, "Two")
    for _ in range(2):
        question(short, FIRST).get_by_role("button", name="Try again").click()
        short.reload()
        answer(short, FIRST, "Alpha")
        expect(score(short)).to_have_text("1 of 2 right at the first try, 2 by now.")
    short.get_by_role("button", name="Start over").click()
    answer(short, FIRST, "Alpha")
    answer(short, SECOND, "Two")
    expect(score(short)).to_have_text("2 of 2 right at the first try.")


def test_the_last_answer_says_the_result_too(short: Page) -> None:
    answer(short, FIRST, "Alpha")
    expect_said(question(short, FIRST), "Right.")
    answer(short, SECOND, "Three")
    give_up(question(short, SECOND))
    expect_said(question(short, SECOND), "This is the answer. 1 of 2 right at the first try.")


def test_starting_over_clears_the_quiz_and_nothing_else(short: Page) -> None:
    short.evaluate("localStorage.setItem('footbridge:answer:other/one', 'kept')")
    answer(short, FIRST, "Alpha")
    answer(short, SECOND, "Two")
    short.get_by_role("button", name="Start over").click()
    for words in (FIRST, SECOND):
        expect(status(question(short, words))).to_have_text("")
    assert focus_is_on(short, question(short, FIRST).get_by_role("radio").first)
    assert [stored(short, key) for key in ("short/first", "short/second", "other/one")] == [None, None, "kept"]


def test_the_result_comes_back_after_a_reload(short: Page) -> None:
    answer(short, FIRST, "Alpha")
    answer(short, SECOND, "Three", "Two")
    short.reload()
    expect(score(short)).to_have_text("1 of 2 right at the first try, 2 by now.")


def test_a_question_that_is_tried_again_is_asked_from_its_beginning(short: Page) -> None:
    """Nothing of the sticky header may cover the question that has the focus."""
    answer(short, FIRST, "Beta", "Alpha")
    answer(short, SECOND, "Two")
    short.get_by_role("button", name="Try the missed ones again").click()
    header = short.get_by_role("banner").bounding_box()
    legend = question(short, FIRST).get_by_text("Question 1 of 2").bounding_box()
    assert header is not None
    assert legend is not None
    assert legend["y"] >= header["y"] + header["height"]
