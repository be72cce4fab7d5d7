"""The final: papers by code, feedback, the result by lesson, a second try, the record, and what goes wrong."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import ANSWER, FULL, answer_all, focus_is_on, press, question_ids
from .test_access import LOOKS, faults
from .test_progress import begin, checks_of, contents, put

PAGE = "my-course/final/"


def forms(page: Page) -> Locator:
    return page.locator("course-final form.question")


def ids(page: Page) -> list[str]:
    return question_ids(forms(page))


def said(page: Page) -> Locator:
    return page.locator("course-final > .tool__status")


def begin_paper(page: Page, sites: Sites, code: str = "") -> None:
    page.goto(sites.course + PAGE)
    if code:
        page.get_by_text("I have a code").click()
        page.get_by_label("Code").fill(code)
    press(page, "Begin a new paper")
    expect(forms(page)).to_have_count(30)


def code_of(page: Page) -> str:
    found = re.search(r"Code (\S+)\.", page.locator(".final__code").inner_text())
    assert found
    return found[1]


def test_a_paper_has_two_questions_of_each_lesson_held_back_until_now(page: Page, sites: Sites) -> None:
    begin_paper(page, sites)
    held = {question for topic in contents(sites) for question in topic["held"]}
    assert set(ids(page)) <= held
    for topic in contents(sites):
        assert sum(each.startswith(f"{topic['name']}/") for each in ids(page)) == 2
    expect(page.locator(".final__left")).to_have_text("0 of 30 answered.")
    assert focus_is_on(page, page.get_by_role("heading", name="Your paper"))


def test_the_same_code_gives_the_same_paper_on_another_device(page: Page, browse: Browse, sites: Sites) -> None:
    begin_paper(page, sites)
    other = browse()
    begin_paper(other, sites, code_of(page).lower())
    assert ids(other) == ids(page)


def test_answers_stay_over_a_reload_and_apart_from_those_of_lessons(page: Page, sites: Sites) -> None:
    begin_paper(page, sites, "K7Q2-1")
    answer_all(page, "course-final", first=3)
    first = ids(page)[0]
    assert page.evaluate("id => localStorage.getItem(`footbridge:answer:${id}`)", first) is None
    page.reload()
    expect(page.locator(".final__papers")).to_contain_text("3 of 30 answered")
    press(page, "Go on: K7Q2-1")
    expect(forms(page).nth(3).locator("input, select").first).to_be_focused()
    expect(forms(page).first.get_by_role("status")).to_contain_text("Right.")
    expect(page.locator(".final__left")).to_have_text("3 of 30 answered.")
    assert [each["in"] for each in checks_of(page, first)] == ["final"]


def finish(page: Page, wrong: int = 0) -> None:
    answer_all(page, "course-final", wrong=wrong)
    for form in forms(page).all()[:wrong]:
        form.get_by_role("button", name="Show the answer").click()


def test_the_result_stands_by_lesson_with_passages_to_read_again(page: Page, sites: Sites) -> None:
    begin_paper(page, sites, "K7Q2-1")
    expect(page.locator(".final__result")).to_be_hidden()
    finish(page, wrong=2)
    expect(page.locator(".final__score")).to_have_text("28 of 30 right at the first try.")
    expect(page.locator(".final__lessons > li")).to_have_count(15)
    links = page.locator(".final__reread a")
    expect(links).to_have_count(2)
    links.first.click()
    assert re.match(f"{sites.course}[a-z-]+/[a-z-]+/#", page.url)


def test_a_paper_with_wrong_answers_left_open_is_done_and_stays_so(page: Page, sites: Sites) -> None:
    begin_paper(page, sites, "K7Q2-1")
    answer_all(page, "course-final", first=29, wrong=3)
    expect(page.locator(".final__open a")).to_have_text(["30"])
    forms(page).last.evaluate(ANSWER, False)
    expect(page.locator(".final__score")).to_have_text("27 of 30 right at the first try.")
    forms(page).first.get_by_role("button", name="Show the answer").click()
    forms(page).first.get_by_role("button", name="Try again").click()
    answer_all(page, "course-final", first=1)
    expect(page.locator(".final__score")).to_have_text("27 of 30 right at the first try.")
    assert [each["right"] for each in checks_of(page, ids(page)[0])] == [False]


def test_after_the_last_answer_the_result_is_one_link_away(page: Page, sites: Sites) -> None:
    begin_paper(page, sites, "K7Q2-1")
    finish(page)
    forms(page).last.get_by_role("link", name="See the result").click()
    expect(page.get_by_role("heading", name="Your result")).to_be_in_viewport()


def test_trying_again_after_a_reload_counts_no_second_time(page: Page, sites: Sites) -> None:
    begin_paper(page, sites, "K7Q2-1")
    answer_all(page, "course-final", first=1)
    first = ids(page)[0]
    page.reload()
    press(page, "Go on: K7Q2-1")
    forms(page).first.get_by_role("button", name="Try again").click()
    answer_all(page, "course-final", first=1)
    assert len(checks_of(page, first)) == 1


def test_no_paper_is_kept_whose_questions_never_came(browse: Browse, sites: Sites) -> None:
    page = browse(allow="Failed to")
    page.route("**/questions/final/all.json", lambda route: route.abort())
    page.goto(sites.course + PAGE)
    press(page, "Begin a new paper")
    expect(said(page)).to_contain_text("This did not work.")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('footbridge:final'))") == []


def test_a_paper_goes_on_where_it_was_erased_in_another_tab(page: Page, sites: Sites) -> None:
    begin_paper(page, sites, "K7Q2-1")
    page.evaluate("localStorage.clear()")
    answer_all(page, "course-final", first=1)
    page.reload()
    expect(page.locator(".final__papers")).to_contain_text("1 of 30 answered")


def test_a_second_paper_asks_what_the_first_did_not(page: Page, sites: Sites) -> None:
    begin_paper(page, sites)
    first, code = ids(page), code_of(page)
    finish(page)
    press(page, "Stop here, go on later")
    expect(page.locator(".final__papers")).to_contain_text("30 of 30 right at the first try")
    press(page, "Begin a new paper")
    expect(forms(page)).to_have_count(30)
    assert not set(first) & set(ids(page))
    assert code_of(page) == code.replace("-1", "-2")


def test_a_third_paper_asks_what_the_lessons_ask(page: Page, sites: Sites) -> None:
    begin_paper(page, sites, "K7Q2-3")
    known = {question for topic in contents(sites) for question in topic["asked"]}
    assert set(ids(page)) <= known


def test_the_record_says_what_it_is_and_names_each_lesson(page: Page, sites: Sites, tmp_path: Path) -> None:
    begin_paper(page, sites, "K7Q2-1")
    finish(page, wrong=1)
    with page.expect_download() as download:
        press(page, "Take away as text (Markdown)")
    assert download.value.suggested_filename == "final-K7Q2-1.md"
    download.value.save_as(tmp_path / "record.md")
    text = (tmp_path / "record.md").read_text("utf-8")
    assert text.startswith("# Footbridge, final: my result\n\n29 of 30 right at the first try.\n")
    assert "Made by the learner on this device; not a certificate." in text
    assert text.count("2 of 2 |") == 14
    assert text.count("1 of 2 |") == 1
    assert "K7Q2-1" in text
    assert re.search(rf"Worth another look:\n\n- \[Read again: .+\]\({sites.course}[a-z-]+/[a-z-]+/#", text)


def test_the_record_prints_without_the_questions(page: Page, sites: Sites) -> None:
    begin_paper(page, sites, "K7Q2-1")
    finish(page)
    page.evaluate("window.print = () => (window.printed = document.querySelector('course-final').dataset.print), 0")
    press(page, "Print the result")
    assert page.evaluate("window.printed") == "record"
    page.emulate_media(media="print")
    expect(page.locator(".final__made")).to_contain_text("not a certificate")
    expect(page.locator(".final__quiz")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".final__quiz")).to_be_visible()


@pytest.mark.parametrize("code", ["K7", "K7Q2-0", "<b>x</b>", "K7Q2-1234"])
def test_a_code_that_is_none_is_told_and_nothing_begins(page: Page, sites: Sites, code: str) -> None:
    page.goto(sites.course + PAGE)
    page.get_by_text("I have a code").click()
    page.get_by_label("Code").fill(code)
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("This is not a code.")
    expect(page.get_by_label("Code")).to_be_focused()
    expect(forms(page)).to_have_count(0)


def test_questions_removed_since_are_left_out_and_told(page: Page, sites: Sites) -> None:
    begin(page, sites)
    held = list(contents(sites)[0]["held"])
    put(page, "footbridge:final:K7Q2-1", {"v": 1, "at": 1_790_000_000_000, "questions": [*held, "roles/gone", "x/y"]})
    page.goto(sites.course + PAGE)
    press(page, "Go on: K7Q2-1")
    expect(forms(page)).to_have_count(4)
    expect(said(page)).to_have_text("Questions that are no longer in the course and were left out: 2.")


UNREADABLE = [
    "{",
    "[]",
    "null",
    '{"v":2,"at":1,"questions":[]}',
    '{"v":1,"at":1,"questions":[5]}',
    '{"v":1,"questions":["a/b"]}',
    '{"v":1,"at":1,"questions":[]}',
    '{"v":1,"at":9000000000000000,"questions":["a/b"]}',
    '{"v":1,"at":1,"questions":["constructor"]}',
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_paper_that_cannot_be_read_is_passed_over_and_stays(page: Page, sites: Sites, text: str) -> None:
    begin(page, sites)
    put(page, "footbridge:final:K7Q2-1", text)
    page.goto(sites.course + PAGE)
    expect(page.get_by_role("button", name="Begin a new paper")).to_be_visible()
    expect(page.locator(".final__papers li")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('footbridge:final:K7Q2-1')") == text


def test_where_nothing_is_kept_the_paper_lasts_as_long_as_the_page(browse: Browse, sites: Sites) -> None:
    page = browse()
    page.goto(sites.course + PAGE)
    page.evaluate(FULL)
    press(page, "Begin a new paper")
    expect(forms(page)).to_have_count(30)
    expect(said(page)).to_contain_text("the paper lasts until you leave the page.")
    finish(page, wrong=1)
    expect(page.locator(".final__score")).to_have_text("29 of 30 right at the first try.")


def test_two_tabs_with_one_paper_agree(page: Page, sites: Sites) -> None:
    begin_paper(page, sites, "K7Q2-1")
    other = page.context.new_page()
    other.goto(sites.course + PAGE)
    press(other, "Go on: K7Q2-1")
    expect(forms(other)).to_have_count(30)
    answer_all(page, "course-final", first=1)
    expect(forms(other).first.get_by_role("status")).to_contain_text("Right.")
    expect(other.locator(".final__left")).to_have_text("1 of 30 answered.")
    other.close()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_on_a_finished_paper(browse: Browse, sites: Sites, look: str) -> None:
    page = browse(**LOOKS[look])
    begin_paper(page, sites, "K7Q2-1")
    finish(page, wrong=3)
    assert faults(page) == []
    press(page, "Stop here, go on later")
    assert faults(page) == []
    assert json.loads(page.evaluate("localStorage.getItem('footbridge:final:K7Q2-1')"))["v"] == 1
