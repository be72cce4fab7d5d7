"""A question answered: each type right, wrong and incomplete; hints, retries, and what is told to the page."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import Browse, Sites
from .reader import check, choose, expect_said, focus_is_on, give_up, note, place, question, status, stored, type_answer

CAPITAL, PRIMES, DRINK, WIDTH = "capital of Peru", "prime", "espresso", "wide is the river"
MORNING, SOUNDS = "Put the morning", "Who says what"
WRONG, HINTED = "Not right yet.", "Not right yet. A hint stands below."
ALL = (CAPITAL, PRIMES, DRINK, WIDTH, MORNING, SOUNDS)
REASONS = {"Cusco": "Inca state", "Lima": "largest port", "Quito": "neighbour to the north"}


@pytest.fixture
def types(page: Page, sites: Sites) -> Page:
    page.goto(f"{sites.cases}types/")
    return page


def answer_right(page: Page) -> None:
    """Answer one question of each type as its key says, checking each."""
    choose(question(page, CAPITAL), "Lima")
    choose(question(page, PRIMES), "2", "7")
    type_answer(question(page, DRINK), "  CAFE ")
    type_answer(question(page, WIDTH), "1,250.4 metres")
    place(question(page, MORNING), Wake_up="1", Wash="2", Eat="3")
    place(question(page, SOUNDS), Dog="Bark", Cat="Mew")
    for words in ALL:
        check(question(page, words))


@pytest.mark.parametrize("words", ALL)
def test_a_right_answer_is_called_right_with_the_key_and_the_passage(types: Page, words: str) -> None:
    answer_right(types)
    asked = question(types, words)
    expect(status(asked)).to_contain_text("Right.")
    expect(asked.get_by_text("Answer:")).to_be_visible()
    expect(asked.get_by_role("link", name="Read again: The passage")).to_be_visible()
    expect(asked.get_by_role("button", name="Check")).to_be_hidden()


def test_a_right_single_choice_brings_every_reason_and_restates_the_key(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Lima")
    check(asked)
    for option, reason in REASONS.items():
        expect(note(asked, option)).to_contain_text(reason)
    expect(note(asked, "Lima")).to_contain_text("Right")
    expect(asked.locator(".answer__key")).to_have_text("Answer: Lima")
    expect(asked.get_by_label("Lima")).to_be_checked()


def test_a_wrong_single_choice_brings_its_own_reason_and_no_other(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    expect_said(asked, HINTED)
    expect(note(asked, "Cusco")).to_contain_text("Not right")
    expect(note(asked, "Cusco")).to_contain_text(REASONS["Cusco"])
    expect(note(asked, "Lima")).to_have_count(0)
    expect(asked.get_by_text("Answer:")).to_be_hidden()
    expect(asked.get_by_text("It lies on the coast.")).to_be_visible()
    expect(asked.get_by_role("link", name="Read again")).to_be_visible()


def test_the_reason_describes_its_option_for_screen_readers(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    expect(asked.get_by_label("Cusco")).to_have_accessible_description(f"Not right {reason_of_cusco()}")


def reason_of_cusco() -> str:
    return "It was the capital of the Inca state, long before there was a Peru."


def test_a_wrong_set_marks_what_was_chosen_and_hides_what_was_missed(types: Page) -> None:
    asked = question(types, PRIMES)
    choose(asked, "2", "9")
    check(asked)
    expect_said(asked, WRONG)
    expect(note(asked, "2")).to_contain_text("Right")
    expect(note(asked, "9")).to_contain_text("Not right")
    expect(note(asked, "7")).to_have_count(0)
    give_up(asked)
    expect(note(asked, "7")).to_contain_text("Belongs to the answer")


def test_a_part_of_the_right_set_is_not_right(types: Page) -> None:
    asked = question(types, PRIMES)
    choose(asked, "2")
    check(asked)
    expect_said(asked, WRONG)


@pytest.mark.parametrize("typed", ["Bistro", "Car", "<b>Café</b>"])
def test_a_wrong_word_is_not_right_and_its_answer_waits(types: Page, typed: str) -> None:
    asked = question(types, DRINK)
    type_answer(asked, typed)
    check(asked)
    expect_said(asked, HINTED)
    expect(asked.get_by_text("the word for the house")).to_be_hidden()
    give_up(asked)
    expect(asked.get_by_text("became the word for the house")).to_be_visible()
    expect(asked.get_by_role("textbox")).to_have_value(typed)


def test_a_wrong_number_is_not_right(types: Page) -> None:
    asked = question(types, WIDTH)
    type_answer(asked, "1249")
    check(asked)
    expect_said(asked, WRONG)


def test_a_wrong_order_says_how_many_are_in_place_and_keeps_the_others_reasons(types: Page) -> None:
    asked = question(types, MORNING)
    place(asked, Wake_up="1", Wash="3", Eat="2")
    check(asked)
    expect_said(asked, "Not right yet: 1 of 3 are in place. A hint stands below.")
    expect(note(asked, "Wake up")).to_contain_text("open eyes")
    expect(note(asked, "Wash")).to_have_text("Not right")
    give_up(asked)
    expect(note(asked, "Wash")).to_contain_text("Second")
    expect(asked.locator(".answer__key li")).to_have_text(["Wake up", "Wash", "Eat"])


def test_a_wrong_match_with_nothing_in_place_is_just_not_right(types: Page) -> None:
    asked = question(types, SOUNDS)
    place(asked, Dog="Mew", Cat="Moo")
    check(asked)
    expect_said(asked, WRONG)
    expect(note(asked, "Dog")).to_have_text("Not right")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (CAPITAL, "Nothing is chosen yet, so nothing was checked."),
        (PRIMES, "Nothing is chosen yet, so nothing was checked."),
        (DRINK, "Nothing is typed yet, so nothing was checked."),
        (WIDTH, "Nothing is typed yet, so nothing was checked."),
        (MORNING, "Nothing is chosen yet, so nothing was checked."),
        (SOUNDS, "Nothing is chosen yet, so nothing was checked."),
    ],
)
def test_an_empty_answer_is_no_try(types: Page, words: str, said: str) -> None:
    asked = question(types, words)
    check(asked)
    expect_said(asked, said)
    assert types.evaluate("Object.keys(localStorage).filter(key => key.startsWith('footbridge:')).length") == 0
    expect(asked.get_by_role("button", name="Show the answer")).to_be_hidden()


def test_partly_set_lists_are_no_try(types: Page) -> None:
    place(question(types, MORNING), Wash="2")
    place(question(types, SOUNDS), Dog="Bark")
    for words in (MORNING, SOUNDS):
        check(question(types, words))
        expect_said(question(types, words), "Some lines have no choice yet, so nothing was checked.")


def test_two_steps_in_one_place_are_no_try(types: Page) -> None:
    asked = question(types, MORNING)
    place(asked, Wake_up="1", Wash="2", Eat="2")
    check(asked)
    expect_said(asked, "Two steps have the same place. Give each its own.")
    assert stored(types, "types/morning") is None


def test_words_are_no_number_and_no_try(types: Page) -> None:
    asked = question(types, WIDTH)
    type_answer(asked, "wide")
    check(asked)
    expect_said(asked, "That is not a number. Write digits, such as 12 or 0.5.")
    assert stored(types, "types/width") is None


def test_arrow_keys_choose_and_never_grade(types: Page) -> None:
    asked = question(types, CAPITAL)
    asked.get_by_role("radio").first.focus()
    for _ in range(3):
        types.keyboard.press("ArrowDown")
    expect(asked.get_by_role("radio", checked=True)).to_have_count(1)
    expect(status(asked)).to_have_text("")
    assert stored(types, "types/capital") is None


def test_choosing_by_pointer_never_grades(types: Page) -> None:
    asked = question(types, CAPITAL)
    for option in REASONS:
        choose(asked, option)
    expect(status(asked)).to_have_text("")
    assert stored(types, "types/capital") is None


def test_enter_checks_once(types: Page) -> None:
    types.evaluate("() => { window.told = []; addEventListener('course:checked', event => told.push(event.detail)) }")
    asked = question(types, DRINK)
    type_answer(asked, "Bistro")
    types.keyboard.press("Enter")
    expect_said(asked, HINTED)
    [told] = types.evaluate("told")
    assert told.items() >= {"id": "types/drink", "state": "open", "firstRight": False, "tries": 1}.items()


def test_each_check_tells_the_page_where_the_question_stands(types: Page) -> None:
    types.evaluate("() => { window.told = []; addEventListener('course:checked', event => told.push(event.detail)) }")
    asked = question(types, CAPITAL)
    check(asked)
    for option in ("Cusco", "Quito", "Lima"):
        choose(asked, option)
        check(asked)
    assert types.evaluate("told.map(({ state, tries, firstRight }) => [state, tries, firstRight])") == [
        ["open", 1, False],
        ["open", 2, False],
        ["right", 3, False],
    ]


def test_trying_again_keeps_order_and_choice(types: Page) -> None:
    asked = question(types, CAPITAL)
    before = asked.locator(".option label").all_inner_texts()
    choose(asked, "Quito")
    check(asked)
    assert asked.locator(".option label").all_inner_texts() == before
    expect(asked.get_by_label("Quito")).to_be_checked()
    choose(asked, "Lima")
    check(asked)
    expect_said(asked, "Right.")
    assert asked.locator(".option label").all_inner_texts() == before


def test_the_answer_can_be_shown_only_after_a_try(types: Page) -> None:
    asked = question(types, CAPITAL)
    expect(asked.get_by_role("button", name="Show the answer")).to_be_hidden()
    choose(asked, "Cusco")
    check(asked)
    give_up(asked)
    expect_said(asked, "This is the answer.")
    expect(note(asked, "Cusco")).to_contain_text("Not right")
    expect(note(asked, "Lima")).to_contain_text("Belongs to the answer")
    expect(note(asked, "Quito")).to_have_text("This is the capital of Ecuador, the neighbour to the north of Peru.")


def test_answer_and_hint_are_out_of_sight_until_they_are_due(types: Page) -> None:
    asked = question(types, CAPITAL)
    expect(asked.get_by_text("Hint")).to_be_hidden()
    expect(asked.get_by_text("Answer and reasons")).to_be_hidden()
    choose(asked, "Lima")
    check(asked)
    expect(asked.get_by_text("Hint", exact=True)).to_be_hidden()
    expect(asked.get_by_text("Answer and reasons")).to_be_hidden()
    expect(asked.get_by_text("Answer: Lima")).to_be_visible()


def test_focus_stays_on_check_after_a_wrong_try(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    assert focus_is_on(types, asked.get_by_role("button", name="Check"))


def test_focus_moves_to_the_result_where_its_button_vanishes(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Lima")
    check(asked)
    assert focus_is_on(types, status(asked))


def test_focus_moves_to_the_result_after_enter_in_a_field(types: Page) -> None:
    asked = question(types, DRINK)
    type_answer(asked, "café")
    types.keyboard.press("Enter")
    assert focus_is_on(types, status(asked))


def test_focus_moves_to_the_result_after_the_answer_is_shown(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    give_up(asked)
    assert focus_is_on(types, status(asked))


def test_the_status_stands_in_the_page_before_it_speaks(types: Page) -> None:
    for words in ALL:
        expect(status(question(types, words))).to_be_attached()
        expect(status(question(types, words))).to_have_text("")


def test_a_question_in_the_text_has_no_result_and_no_print_buttons(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}inline/")
    asked = question(page, "asked in the text")
    choose(asked, "It is")
    check(asked)
    expect_said(asked, "Right.")
    expect(page.get_by_role("heading", name="Your result")).to_have_count(0)
    expect(page.get_by_role("button", name="Print the questions")).to_have_count(0)


def test_the_report_link_is_quiet_and_last(types: Page) -> None:
    asked = question(types, CAPITAL)
    link = asked.get_by_role("link").last
    expect(link).to_have_text("Report this question")
    expect(link).to_have_attribute(
        "href", "https://example.org/issues/new?template=wrong-answer.yml&title=types/capital"
    )


def test_a_choice_made_before_the_script_comes_is_kept(browse: Browse, sites: Sites) -> None:
    page, held = browse(), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/course-quiz.js", hold)
    with page.expect_request("**/course-quiz.js"):
        page.goto(f"{sites.cases}types/", wait_until="commit")
    page.get_by_label("Quito", exact=True).check()
    held[0].continue_()
    expect(page.get_by_role("button", name="Check").first).to_be_visible()
    expect(page.get_by_label("Quito", exact=True)).to_be_checked()


def tell(page: Page) -> None:
    page.evaluate("() => { window.told = []; addEventListener('course:checked', event => told.push(event.detail)) }")


@pytest.mark.parametrize("gives_up", [False, True], ids=["right", "shown"])
def test_a_question_in_the_text_can_be_tried_again(page: Page, sites: Sites, gives_up: bool) -> None:
    page.goto(f"{sites.cases}inline/")
    asked = question(page, "asked in the text")
    again = asked.get_by_role("button", name="Try again")
    expect(again).to_be_hidden()
    choose(asked, "At the end" if gives_up else "It is")
    check(asked)
    if gives_up:
        expect(again).to_be_hidden()
        give_up(asked)
    again.click()
    expect(again).to_be_hidden()
    expect(status(asked)).to_have_text("")
    expect(asked.get_by_role("radio", checked=True)).to_have_count(0)
    expect(asked.locator(".option__note")).to_have_count(0)
    assert focus_is_on(page, asked.get_by_role("radio").first)
    choose(asked, "It is")
    check(asked)
    expect_said(asked, "Right.")
    assert json.loads(stored(page, "inline/one") or "")["firstRight"] is not gives_up


def test_one_question_of_a_quiz_can_be_tried_again_before_the_others(types: Page) -> None:
    answered, asked = question(types, DRINK), question(types, MORNING)
    type_answer(answered, "Café")
    check(answered)
    place(asked, Wake_up="1", Wash="3", Eat="2")
    check(asked)
    give_up(asked)
    asked.get_by_role("button", name="Try again").click()
    assert focus_is_on(types, asked.get_by_role("combobox").first)
    expect(asked.get_by_role("combobox").first).to_have_value("")
    expect_said(answered, "Right.")
    types.reload()
    expect(status(asked)).to_have_text("")
    expect(asked.get_by_role("button", name="Check")).to_be_visible()


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [(DRINK, "Bistro", "The answer: Café."), (WIDTH, "1249", "The answer: 1,250.5 metres.")],
)
def test_the_answer_to_a_typed_question_is_said_in_full(types: Page, words: str, typed: str, said: str) -> None:
    asked = question(types, words)
    type_answer(asked, typed)
    check(asked)
    line = asked.locator(".question__line")
    expect(line).to_have_attribute("data-mark", "wrong")
    give_up(asked)
    expect_said(asked, said)
    expect(line).to_have_attribute("data-mark", "wrong")


@pytest.mark.parametrize(
    ("words", "description"),
    [
        (PRIMES, "numbers = [2, 7, 9] Choose all that apply."),
        (SOUNDS, "Choose a partner for each line."),
        (CAPITAL, ""),
    ],
)
def test_what_to_do_and_code_describe_the_group(types: Page, words: str, description: str) -> None:
    expect(question(types, words).get_by_role("group", name=words)).to_have_accessible_description(description)


def test_choosing_anew_clears_the_old_verdict(types: Page) -> None:
    asked, typed = question(types, MORNING), question(types, WIDTH)
    place(asked, Wake_up="1", Wash="3", Eat="2")
    check(asked)
    place(asked, Wash="2")
    expect(status(asked)).to_have_text("")
    expect(note(asked, "Wash")).to_have_count(0)
    expect(note(asked, "Wake up")).to_contain_text("Right")
    expect(asked.get_by_role("button", name="Show the answer")).to_be_visible()
    type_answer(typed, "1249")
    check(typed)
    type_answer(typed, "1250")
    expect(status(typed)).to_have_text("")
    expect(typed.locator(".question__line")).to_have_attribute("data-mark", "")


def test_showing_the_answer_keeps_the_present_choice(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    choose(asked, "Quito")
    give_up(asked)
    expect(asked.get_by_label("Quito")).to_be_checked()
    expect(note(asked, "Quito")).to_contain_text("Not right")


def test_the_same_choice_checked_twice_is_one_try(types: Page) -> None:
    tell(types)
    asked = question(types, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    check(asked)
    choose(asked, "Quito")
    choose(asked, "Cusco")
    check(asked)
    expect_said(asked, HINTED)
    assert types.evaluate("told.map(({ tries }) => tries)") == [1]
    assert json.loads(stored(types, "types/capital") or "")["tries"] == 1


def test_what_a_page_comes_with_is_not_announced(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    types.reload()
    expect_said(asked, HINTED)
    expect(status(asked)).to_have_attribute("aria-live", "off")
    choose(asked, "Quito")
    expect(status(asked)).to_have_attribute("aria-live", "polite")


def test_a_status_is_written_only_where_its_words_change(types: Page) -> None:
    asked = question(types, CAPITAL)
    choose(asked, "Cusco")
    check(asked)
    types.evaluate(
        """() => {
          window.print = () => {};
          window.writes = 0;
          const watch = { childList: true, characterData: true, subtree: true };
          for (const each of document.querySelectorAll("[role=status]"))
            new MutationObserver((list) => (writes += list.length)).observe(each, watch);
        }"""
    )
    types.get_by_role("button", name="Print the questions").click()
    types.evaluate("dispatchEvent(new StorageEvent('storage', { key: null }))")
    assert types.evaluate("new Promise(done => setTimeout(() => done(writes)))") == 0
