"""All questions and the mixed paper: what the filter shows, what is printed, and both pages without scripts."""

import json
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import check, expect_said, focus_is_on, store, stored
from .test_access import TAGS

ALL, PAPER, LESSON = "my-course/questions/", "my-course/paper/", "decide/roles/"
PRINT = "window.print = () => { window.printed = (window.printed ?? 0) + 1 }"
RECORD = {"v": 1, "choice": {}, "state": "open", "firstRight": False, "tries": 1, "changed": 1}


@pytest.fixture
def questions(page: Page, sites: Sites) -> Page:
    page.add_init_script(PRINT)
    page.goto(sites.course + ALL)
    expect(lesson_list(page)).to_be_visible()
    return page


@pytest.fixture
def scriptless(browse: Browse) -> Page:
    return browse(java_script_enabled=False)


def lesson_list(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Lesson", exact=True)


def state_list(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Questions", exact=True)


def said(page: Page) -> Locator:
    return page.locator("course-questions [role=status]")


def lesson(page: Page, quiz: str = "roles") -> Locator:
    return page.locator(f"#questions-{quiz}")


def singles(page: Page, quiz: str = "roles") -> Locator:
    """Find the questions of a lesson, not those held back, in which one of several options is right."""
    return lesson(page, quiz).locator(".all-questions__objective form[data-type=single]")


def answer(asked: Locator, *, right: bool) -> None:
    """Choose and check an option of a question; a right one, or the first of the others."""
    key = json.loads(asked.get_attribute("data-key") or "")
    options = asked.locator(".option")
    names = [option.get_attribute("data-option") for option in options.all()]
    at = next(at for at, name in enumerate(names) if (name == key) is right)
    options.nth(at).get_by_role("radio").check()
    check(asked)


def shown(page: Page) -> list[str]:
    """Give the questions that a reader meets, those in a fold included."""
    return [
        str(each)
        for each in page.locator(".all-questions form.question").evaluate_all(
            "all => all.filter(form => !form.closest('[hidden]')).map(form => form.dataset.question)"
        )
    ]


# The filter


def test_a_page_just_opened_shows_every_question_and_says_nothing(questions: Page) -> None:
    assert len(shown(questions)) == 180
    expect(said(questions)).to_have_text("")
    expect(questions.locator("course-questions .tool__plain")).to_be_hidden()


def test_a_lesson_chosen_shows_its_questions_alone_and_says_how_many(questions: Page) -> None:
    lesson_list(questions).select_option(label="How long it takes")
    assert {each.split("/")[0] for each in shown(questions)} == {"how-long"}
    expect(said(questions)).to_have_text("Questions below: 12 of 180. Held back for the final, and folded: 4.")
    expect(lesson(questions, "how-long")).to_be_visible()
    expect(lesson(questions, "roles")).to_be_hidden()


def test_the_filter_is_set_by_keyboard_and_keeps_the_focus(questions: Page) -> None:
    lesson_list(questions).focus()
    questions.keyboard.press("ArrowDown")
    expect(said(questions)).to_contain_text("Questions below: 12 of 180.")
    assert focus_is_on(questions, lesson_list(questions))


def test_the_contents_list_what_the_filter_shows_under_its_own_number(questions: Page) -> None:
    lesson_list(questions).select_option(label="How long it takes")
    [entry] = questions.locator(".all-questions__contents li:visible").all()
    expect(entry).to_have_text("How long it takes")
    assert entry.get_attribute("value") == "4"


def test_all_lessons_brings_every_question_back(questions: Page) -> None:
    lesson_list(questions).select_option(label="How long it takes")
    lesson_list(questions).select_option(label="All lessons")
    assert len(shown(questions)) == 180
    expect(said(questions)).to_have_text("Questions below: 180 of 180. Held back for the final, and folded: 60.")


def test_tried_and_untried_questions_can_be_told_apart(questions: Page) -> None:
    right, wrong = singles(questions).nth(0), singles(questions).nth(1)
    answer(right, right=True)
    answer(wrong, right=False)
    ids = {name: form.get_attribute("data-question") for name, form in (("right", right), ("wrong", wrong))}
    state_list(questions).select_option(label="Tried, not right yet")
    assert shown(questions) == [ids["wrong"]]
    expect(said(questions)).to_have_text("Questions below: 1 of 180.")
    state_list(questions).select_option(label="Not tried yet")
    assert len(shown(questions)) == 178
    assert not set(ids.values()) & set(shown(questions))


def test_topics_and_folds_without_a_question_to_show_go_too(questions: Page) -> None:
    wrong = singles(questions).first
    answer(wrong, right=False)
    state_list(questions).select_option(label="Tried, not right yet")
    assert questions.locator(".all-questions h3:visible").count() == 1
    expect(lesson(questions).locator(".all-questions__held")).to_be_hidden()
    assert questions.locator(".all-questions__lesson:visible").count() == 1


def test_lesson_and_state_narrow_together(questions: Page) -> None:
    for quiz in ("roles", "skills"):
        answer(singles(questions, quiz).first, right=False)
    state_list(questions).select_option(label="Tried, not right yet")
    assert len(shown(questions)) == 2
    lesson_list(questions).select_option(label="What you already bring")
    assert [each.split("/")[0] for each in shown(questions)] == ["skills"]


def test_a_choice_that_fits_nothing_says_so(questions: Page) -> None:
    state_list(questions).select_option(label="Tried, not right yet")
    assert shown(questions) == []
    expect(said(questions)).to_have_text("No question fits this choice.")


def test_a_question_answered_under_a_filter_stays_where_it_is(questions: Page) -> None:
    state_list(questions).select_option(label="Not tried yet")
    asked = singles(questions).first
    answer(asked, right=True)
    expect(asked).to_be_visible()
    expect(asked.get_by_role("status")).to_contain_text("Right.")


def test_a_question_asked_anew_counts_as_tried(page: Page, sites: Sites) -> None:
    page.goto(sites.course + ALL)
    name = singles(page).first.get_attribute("data-question") or ""
    store(page, name, json.dumps(RECORD))
    page.reload()
    state_list(page).select_option(label="Tried, not right yet")
    assert shown(page) == [name]


def test_a_page_opened_again_shows_every_question(questions: Page) -> None:
    lesson_list(questions).select_option(label="How long it takes")
    questions.reload()
    expect(lesson_list(questions)).to_have_value("")
    assert len(shown(questions)) == 180


# The same answers as in the lessons


def test_an_answer_given_here_stands_in_the_lesson_and_the_other_way_round(questions: Page, sites: Sites) -> None:
    first, second = (singles(questions).nth(at).get_attribute("data-question") or "" for at in range(2))
    answer(singles(questions).first, right=True)
    assert json.loads(stored(questions, first) or "")["state"] == "right"
    questions.goto(sites.course + LESSON)
    expect_said(questions.locator(f"form[data-question='{first}']"), "Right.")
    answer(questions.locator(f"form[data-question='{second}']"), right=True)
    questions.goto(sites.course + ALL)
    expect_said(singles(questions).nth(1), "Right.")


def test_what_is_held_back_can_be_opened_and_answered(questions: Page) -> None:
    fold = lesson(questions).locator(".all-questions__held")
    asked = fold.locator("form[data-type=single]").first
    expect(asked).to_be_hidden()
    fold.get_by_text("Held back for the final").click()
    answer(asked, right=True)
    expect(asked.get_by_role("status")).to_contain_text("Right.")


# On paper


@pytest.fixture
def opened(questions: Page) -> Page:
    """Give the page narrowed to one lesson, a question of which is answered."""
    lesson_list(questions).select_option(label="What AI jobs are")
    answer(singles(questions).first, right=False)
    return questions


def on_paper(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    assert page.evaluate("printed") == 1
    page.emulate_media(media="print")


def test_the_questions_print_clean_and_without_what_is_for_the_screen(opened: Page) -> None:
    on_paper(opened, "Print the questions")
    forms = lesson(opened).locator(".all-questions__objective form")
    assert forms.count() == 8
    for form in forms.all():
        expect(form.locator("fieldset")).to_be_visible()
    for part in (".answer", ".question__status", ".option__note", ".question__actions"):
        expect(lesson(opened).locator(f"{part}:visible")).to_have_count(0)
    expect(opened.locator("course-questions")).to_be_hidden()
    expect(opened.locator(".all-questions__contents")).to_be_hidden()
    expect(opened.locator(".all-questions h3:visible")).not_to_have_count(0)


def test_what_the_filter_hides_does_not_print(opened: Page) -> None:
    on_paper(opened, "Print the questions")
    expect(lesson(opened, "skills")).to_be_hidden()


def test_with_answers_every_reason_prints(opened: Page) -> None:
    on_paper(opened, "Print with answers")
    reasons = lesson(opened).locator(".all-questions__objective .answer .answer__why")
    assert reasons.count() > 20
    heights = reasons.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert min(heights) > 0


def test_every_lesson_prints_where_nothing_is_hidden(questions: Page) -> None:
    on_paper(questions, "Print with answers")
    assert questions.locator("course-quiz[data-print=print-answers]").count() == 15
    expect(questions.locator(".all-questions__lesson:visible")).to_have_count(15)


def test_what_is_held_back_prints_only_where_it_is_open(questions: Page) -> None:
    fold = lesson(questions).locator(".all-questions__held")
    fold.get_by_text("Held back for the final").click()
    on_paper(questions, "Print the questions")
    expect(fold.locator("form").first).to_be_visible()
    expect(lesson(questions, "skills").locator(".all-questions__held")).to_be_hidden()


def test_after_printing_the_page_is_as_before(questions: Page) -> None:
    questions.get_by_role("button", name="Print with answers").click()
    questions.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(questions.locator("[data-print]")).to_have_count(0)


# Without scripts


def test_without_scripts_all_questions_stand_there_with_folded_answers(scriptless: Page, sites: Sites) -> None:
    scriptless.goto(sites.course + ALL)
    expect(scriptless.get_by_text("Each answer unfolds below its question.")).to_be_visible()
    expect(scriptless.locator("course-questions").get_by_role("combobox")).to_have_count(0)
    expect(scriptless.get_by_role("button", name=re.compile("^Print"))).to_have_count(0)
    asked = singles(scriptless).first
    expect(asked.locator("fieldset")).to_be_visible()
    expect(asked.locator(".answer__key")).to_be_hidden()
    asked.get_by_text("Answer and reasons").click()
    expect(asked.locator(".answer__key")).to_be_visible()


def test_without_scripts_all_questions_print_without_their_answers(scriptless: Page, sites: Sites) -> None:
    scriptless.goto(sites.course + ALL)
    scriptless.emulate_media(media="print")
    expect(singles(scriptless).first.locator("fieldset")).to_be_visible()
    expect(scriptless.locator(".answer:visible")).to_have_count(0)
    expect(scriptless.get_by_text("Each answer unfolds below its question.")).to_be_hidden()


# The mixed paper


def test_the_mixed_paper_is_whole_without_scripts(scriptless: Page, sites: Sites) -> None:
    scriptless.goto(sites.course + PAPER)
    expect(scriptless.locator(".paper__questions form:visible")).to_have_count(30)
    expect(scriptless.locator(".paper__answers > ol > li:visible")).to_have_count(30)
    expect(scriptless.get_by_text("print this page from your browser's menu")).to_be_visible()
    expect(scriptless.get_by_role("button", name="Print this paper")).to_have_count(0)


def test_a_button_prints_the_mixed_paper(page: Page, sites: Sites) -> None:
    page.add_init_script(PRINT)
    page.goto(sites.course + PAPER)
    page.get_by_role("button", name="Print this paper").click()
    assert page.evaluate("printed") == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".paper__questions form:visible")).to_have_count(30)


def test_the_answers_of_the_paper_begin_on_a_sheet_of_their_own(page: Page, sites: Sites) -> None:
    page.goto(sites.course + PAPER)
    page.emulate_media(media="print")
    answers = page.locator(".paper__answers")
    assert answers.evaluate("part => getComputedStyle(part).breakBefore") == "page"
    expect(answers.get_by_role("heading", name="Answers")).to_be_visible()
    expect(page.locator(".paper__questions .answer__key")).to_have_count(0)


def test_the_paper_says_to_take_the_final_first(page: Page, sites: Sites) -> None:
    page.goto(sites.course + PAPER)
    page.get_by_role("article").get_by_role("link", name="final", exact=True).click()
    expect(page).to_have_url(f"{sites.course}my-course/final/")


# Access


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest, browse: Browse) -> Iterator[Page]:
    yield browse(color_scheme=request.param, viewport={"width": 320, "height": 700})


def faults(page: Page) -> list[str]:
    """Give what axe finds above the questions and in one lesson; the whole page is looked at elsewhere, untouched."""
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = Axe().run(page, context={"include": [["course-questions"], ["#questions-roles"]]}, options=options)
    return [each["id"] for each in found.response["violations"]]


def test_axe_finds_nothing_and_nothing_scrolls_sideways_in_any_state(look: Page, sites: Sites) -> None:
    look.goto(sites.course + ALL)
    lesson_list(look).select_option(label="What AI jobs are")
    answer(singles(look).nth(0), right=True)
    answer(singles(look).nth(1), right=False)
    lesson(look).get_by_text("Held back for the final").click()
    assert faults(look) == []
    assert look.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_target_of_the_filter_is_44_pixels_high(look: Page, sites: Sites) -> None:
    look.goto(sites.course + ALL)
    targets = look.locator(
        "course-questions :is(button, select), .all-questions__contents a, .all-questions__held > summary"
    )
    low = targets.evaluate_all("all => all.filter(each => each.getBoundingClientRect().height < 43.9).length")
    assert targets.count() > 30
    assert low == 0
