"""Paper: clean questions whatever was chosen; answers when asked for; and the page without scripts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import check, choose, give_up, place, question, type_answer

CAPITAL, PRIMES, DRINK, MORNING, SOUNDS = "capital of Peru", "prime", "espresso", "Put the morning", "Who says what"
REASON = "It was the capital of the Inca state, long before there was a Peru."
BUTTONS = ("Check", "Show the answer", "Print the questions", "Print with answers", "Start over")


@pytest.fixture
def used(page: Page, sites: Sites) -> Page:
    """Give a page on which a reader has answered some questions and not others."""
    page.add_init_script(
        "window.print = () => { window.printed = document.querySelector('[data-print]').dataset.print }"
    )
    page.goto(f"{sites.cases}types/")
    choose(question(page, CAPITAL), "Cusco")
    choose(question(page, PRIMES), "2", "9")
    type_answer(question(page, DRINK), "cafe")
    place(question(page, MORNING), Wake_up="3", Wash="2", Eat="1")
    for words in (CAPITAL, PRIMES, DRINK, MORNING):
        check(question(page, words))
    give_up(question(page, PRIMES))
    return page


def expect_clean(page: Page) -> None:
    for name in BUTTONS:
        for button in page.get_by_role("button", name=name, include_hidden=True).all():
            expect(button).to_be_hidden()
    for asked in page.locator("form.question").all():
        expect(asked.locator("[role=status]")).to_be_hidden()
        expect(asked.get_by_text("Hint", exact=True).locator("visible=true")).to_have_count(0)
        expect(asked.locator(".option__note:visible")).to_have_count(0)
        expect(asked.get_by_text("Report this question")).to_be_hidden()


def drawn(field: Locator) -> object:
    """Say how a field looks: its lines, ground, size of letters, and the sign in it."""
    return field.evaluate(
        """field => {
          const { borderWidth, borderColor, backgroundColor, backgroundImage, fontSize } = getComputedStyle(field);
          const { content } = getComputedStyle(field, "::before");
          return [borderWidth, borderColor, backgroundColor, backgroundImage, fontSize, content];
        }"""
    )


def test_paper_is_clean_whatever_was_chosen(used: Page) -> None:
    used.emulate_media(media="print")
    expect_clean(used)
    for asked in used.locator("form.question").all():
        expect(asked.locator("fieldset")).to_be_visible()
        expect(asked.locator(".answer")).to_be_hidden()


def test_chosen_and_other_options_look_the_same_on_paper(used: Page) -> None:
    used.emulate_media(media="print")
    for words, on, off in ((CAPITAL, "Cusco", "Lima"), (PRIMES, "2", "7")):
        asked = question(used, words)
        assert drawn(asked.get_by_label(on, exact=True)) == drawn(asked.get_by_label(off, exact=True))
        rows = asked.locator(".option").evaluate_all(
            "rows => rows.map(row => getComputedStyle(row)).map(style => style.border + style.backgroundColor)"
        )
        assert len(set(rows)) == 1


def test_what_was_typed_or_placed_does_not_print(used: Page) -> None:
    used.emulate_media(media="print")
    for field in used.locator("form.question").locator("select, [type=text]").all():
        assert field.evaluate("field => getComputedStyle(field).fontSize") == "0px"


def test_partners_to_choose_stand_on_paper_and_not_on_screen(used: Page) -> None:
    partners = question(used, SOUNDS).get_by_role("list").filter(has_text="Moo")
    expect(partners).to_be_hidden()
    used.emulate_media(media="print")
    expect(partners).to_be_visible()


def test_print_the_questions_prints_the_quiz_alone(used: Page) -> None:
    used.get_by_role("button", name="Print the questions").click()
    assert used.evaluate("printed") == "print"
    used.emulate_media(media="print")
    expect(used.get_by_text("What answers the questions.")).to_be_hidden()
    expect_clean(used)
    expect(question(used, CAPITAL).locator(".answer")).to_be_hidden()


def test_print_with_answers_prints_every_reason(used: Page) -> None:
    used.get_by_role("button", name="Print with answers").click()
    used.emulate_media(media="print")
    expect_clean(used)
    for words in (CAPITAL, PRIMES, MORNING, SOUNDS):
        asked = question(used, words)
        expect(asked.locator(".answer__key")).to_be_visible()
        for reason in asked.locator(".answer .answer__why").all():
            height = reason.evaluate("reason => reason.getBoundingClientRect().height")
            assert height > 0
    expect(used.get_by_text("became the word for the house")).to_be_visible()


def test_the_state_after_printing_is_as_before(used: Page) -> None:
    def look() -> object:
        return used.locator("course-quiz").evaluate(
            """quiz => [
              quiz.outerHTML,
              ...[...quiz.querySelectorAll("input, select")].map(({ value, checked }) => `${value} ${checked}`),
            ]"""
        )

    before = look()
    for name in ("Print the questions", "Print with answers"):
        used.get_by_role("button", name=name).click()
        used.evaluate("dispatchEvent(new Event('beforeprint')), dispatchEvent(new Event('afterprint'))")
        used.emulate_media(media="print")
        used.emulate_media(media="screen")
    assert look() == before


def test_a_paper_of_the_page_itself_carries_the_lesson_too(used: Page) -> None:
    used.emulate_media(media="print")
    expect(used.get_by_text("What answers the questions.")).to_be_visible()


def test_a_printed_file_is_made(used: Page) -> None:
    assert used.pdf().startswith(b"%PDF")


@pytest.fixture
def scriptless(browse: Browse, sites: Sites) -> Page:
    page = browse(java_script_enabled=False)
    page.goto(f"{sites.cases}types/")
    return page


def test_without_scripts_question_options_and_folded_answer_are_there(scriptless: Page) -> None:
    for asked in scriptless.locator("form.question").all():
        expect(asked.locator("fieldset")).to_be_visible()
        expect(asked.get_by_role("button")).to_have_count(0)
        expect(asked.get_by_text("Answer and reasons")).to_be_visible()
        expect(asked.get_by_role("link", name="Read again")).to_be_visible()
    expect(scriptless.get_by_text(REASON)).to_be_hidden()
    expect(scriptless.get_by_role("button", name="Print the questions")).to_have_count(0)
    expect(scriptless.get_by_text("Your result")).to_be_hidden()


def test_without_scripts_the_answer_unfolds_with_every_reason(scriptless: Page) -> None:
    asked = question(scriptless, CAPITAL)
    asked.get_by_text("Answer and reasons").click()
    expect(asked.get_by_text("Answer: Lima")).to_be_visible()
    expect(asked.get_by_text(REASON)).to_be_visible()
    asked.get_by_text("Hint", exact=True).click()
    expect(asked.get_by_text("It lies on the coast.")).to_be_visible()


def test_without_scripts_enter_in_a_field_stays_on_the_page(scriptless: Page) -> None:
    address = scriptless.url
    question(scriptless, DRINK).get_by_role("textbox").press("Enter")
    scriptless.wait_for_timeout(200)
    assert scriptless.url == address


def test_without_scripts_an_answer_left_open_prints_open_and_a_closed_one_not_at_all(scriptless: Page) -> None:
    question(scriptless, CAPITAL).get_by_text("Answer and reasons").click()
    scriptless.emulate_media(media="print")
    expect(scriptless.get_by_text(REASON)).to_be_visible()
    expect(question(scriptless, DRINK).get_by_text("Answer and reasons")).to_be_hidden()
