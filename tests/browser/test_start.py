"""Start here: twelve questions that are kept and never scored, where they lead, and what the profile offers."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from macros import outline
from macros.course import load
from macros.model import Single

from .conftest import ROOT, Browse, Sites
from .reader import SHORTCUTS, choice, focus_is_on, keep, press, until
from .test_access import LOOKS, faults, press_to

PAGE = "my-course/start/"
KEY = "footbridge:start"
COURSE = load(ROOT)
LESSONS = [lesson.matter.title for lesson in outline.lessons(COURSE)]
ASKED = {
    f"{file.name}/{key}": each
    for lesson in outline.lessons(COURSE)
    for file in COURSE.by_lesson[lesson.page.path]
    for key, each in file.quiz.questions.items()
    if each.start and isinstance(each, Single)
}
KEYS = {question: each.answer for question, each in ASKED.items()}
FIRST, SECOND = list(KEYS)[:2]
UNKNOWN = "I do not know"
SHOW = "Show where to begin"


def link(number: int) -> str:
    return f"Lesson {number}: {LESSONS[number - 1]}"


def links(*numbers: int) -> list[str]:
    return [link(number) for number in numbers]


def stored(page: Page) -> Any:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "null")


def put(page: Page, sites: Sites, text: str) -> None:
    """Keep a text before the page is opened."""
    page.goto(f"{sites.cases}plain/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def put_answers(page: Page, sites: Sites, answers: dict[str, str]) -> None:
    put(page, sites, json.dumps({"v": 1, "answers": answers, "changed": 5}))


def field(page: Page, question: str, option: str) -> Locator:
    return page.locator(f"form[data-question='{question}'] .option[data-option='{option}'] input")


def checked(page: Page) -> dict[str, str]:
    """Give what the page shows as chosen."""
    found: dict[str, str] = page.locator("course-start form :checked").evaluate_all(
        """all => Object.fromEntries(all.map((each) => [each.form.dataset.question,
             each.closest(".option").dataset.option]))"""
    )
    return found


@pytest.fixture
def start(page: Page, sites: Sites) -> Page:
    page.add_init_script(
        "window.print = () => { window.printed = document.querySelector('[data-print]').dataset.print }"
    )
    page.goto(sites.course + PAGE)
    expect(page.get_by_role("button", name=SHOW)).to_be_visible()
    return page


def begin(page: Page) -> Locator:
    return page.locator(".start__begin")


def listed(page: Page, place: str) -> list[str]:
    return page.locator(f".start__{place} li:visible").all_inner_texts()


# The questions


def test_each_of_the_first_twelve_lessons_has_one_question_here() -> None:
    lessons = outline.lessons(COURSE)
    assert [question.split("/")[0] for question in KEYS] == [
        file.name for lesson in lessons[:12] for file in COURSE.by_lesson[lesson.page.path]
    ]


def test_the_twelve_questions_stand_in_the_order_of_the_lessons_and_hide_their_key(start: Page) -> None:
    forms = start.locator("course-start form.question")
    assert forms.evaluate_all("all => all.map((each) => each.dataset.question)") == list(KEYS)
    expect(forms.nth(2)).to_contain_text("Question 3 of 12")
    expect(start.locator(".paper__answers")).to_be_hidden()
    expect(start.locator("course-start").get_by_text("Answer:").locator("visible=true")).to_have_count(0)
    expect(start.locator(".tool__plain")).to_be_hidden()


def test_a_choice_is_kept_at_once_and_comes_back_after_a_reload(start: Page) -> None:
    field(start, FIRST, KEYS[FIRST]).check()
    start.locator(f"form[data-question='{SECOND}']").get_by_label(UNKNOWN).check()
    record = stored(start)
    assert record.pop("changed") > 1_700_000_000_000
    assert record == {"v": 1, "answers": {FIRST: KEYS[FIRST], SECOND: ""}}
    start.reload()
    expect(field(start, FIRST, KEYS[FIRST])).to_be_checked()
    assert checked(start) == {FIRST: KEYS[FIRST], SECOND: ""}


def test_no_answer_here_counts_as_a_check(start: Page) -> None:
    field(start, FIRST, KEYS[FIRST]).check()
    press(start, SHOW)
    expect(begin(start)).to_be_visible()
    kept = start.evaluate("Object.keys(localStorage).filter((key) => /:(checks|answer):/.test(key))")
    assert kept == []


def test_not_knowing_takes_an_answer_back(start: Page) -> None:
    field(start, FIRST, KEYS[FIRST]).check()
    start.locator(f"form[data-question='{FIRST}']").get_by_label(UNKNOWN).check()
    assert checked(start) == stored(start)["answers"] == {FIRST: ""}


def test_what_another_tab_chooses_and_forgets_appears_here(start: Page, sites: Sites) -> None:
    other = start.context.new_page()
    other.goto(sites.course + PAGE)
    field(start, FIRST, KEYS[FIRST]).check()
    expect(field(other, FIRST, KEYS[FIRST])).to_be_checked()
    field(other, SECOND, KEYS[SECOND]).check()
    expect(field(start, SECOND, KEYS[SECOND])).to_be_checked()
    assert stored(start)["answers"] == {FIRST: KEYS[FIRST], SECOND: KEYS[SECOND]}
    press(other, "Forget my answers")
    until(start, lambda: checked(start), {})
    other.close()


def test_answers_to_questions_and_options_that_are_gone_are_ignored_and_left_alone(page: Page, sites: Sites) -> None:
    gone = {"roles/gone": "one", "gone/question": "two", FIRST: "no-such-option"}
    put_answers(page, sites, gone)
    page.goto(sites.course + PAGE)
    field(page, SECOND, KEYS[SECOND]).check()
    assert checked(page) == {SECOND: KEYS[SECOND]}
    assert stored(page)["answers"] == {**gone, SECOND: KEYS[SECOND]}
    press(page, SHOW)
    expect(begin(page)).to_have_text(link(1))
    assert listed(page, "skim") == links(2)


HOSTILE = {
    "no record": "",
    "half a record": '{"v": 1, "answers": {',
    "null": "null",
    "a list": "[]",
    "a newer version": json.dumps({"v": 2, "answers": {FIRST: KEYS[FIRST]}}),
    "no answers": '{"v": 1}',
    "answers as null": '{"v": 1, "answers": null}',
    "answers as a list": '{"v": 1, "answers": ["roles"]}',
    "answers as text": '{"v": 1, "answers": "roles"}',
    "answers as a number": '{"v": 1, "answers": 12}',
    "a choice that is no text": json.dumps({"v": 1, "answers": {FIRST: KEYS[FIRST], SECOND: ["x"]}}),
    "a choice that is no id": json.dumps({"v": 1, "answers": {FIRST: KEYS[FIRST], SECOND: "<img src=x>"}}),
    "a question that is no id": json.dumps({"v": 1, "answers": {FIRST: KEYS[FIRST], "../x": "y"}}),
    "a prototype": '{"v": 1, "answers": {"__proto__": {"roles/choose-and-watch": "ai-engineer"}}}',
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_read_counts_as_none_and_is_not_overwritten_by_reading(
    page: Page, sites: Sites, what: str
) -> None:
    put(page, sites, HOSTILE[what])
    page.goto(sites.course + PAGE)
    press(page, SHOW)
    expect(begin(page)).to_have_text(link(1))
    assert checked(page) == {}
    assert listed(page, "skim") == []
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == HOSTILE[what]


@pytest.mark.parametrize("how", ["full", "blocked"])
def test_a_storage_that_refuses_is_said_and_the_suggestion_comes_all_the_same(
    browse: Browse, sites: Sites, how: str
) -> None:
    page = browse(allow="the test")
    full = "Storage.prototype.setItem = () => { throw new DOMException('full by the test', 'QuotaExceededError') }"
    blocked = "get() { throw new DOMException('blocked by the test') }"
    script = full if how == "full" else f"Object.defineProperty(window, 'localStorage', {{ {blocked} }})"
    page.add_init_script(script)
    page.goto(sites.course + PAGE)
    field(page, FIRST, KEYS[FIRST]).check()
    field(page, SECOND, KEYS[SECOND]).check()
    status = page.locator("course-start .tool__status")
    expect(status).to_have_text("This browser keeps no answers here; they last until you leave the page.")
    choice(page.locator(".part"), "Where you are now").select_option("deciding")
    press(page, SHOW)
    expect(begin(page)).to_have_text(link(3))
    assert checked(page) == {FIRST: KEYS[FIRST], SECOND: KEYS[SECOND]}
    press(page, "Forget my answers")
    assert checked(page) == {}


# The suggestion


def test_nothing_answered_leads_to_the_first_lesson_of_what_one_is_doing(start: Page) -> None:
    press(start, SHOW)
    expect(begin(start)).to_have_text(link(1))
    expect(start.locator(".start__why")).to_contain_text("If you say above where you are now")
    assert listed(start, "read") == links(*range(2, 16))
    for aim, first in (("building", 4), ("applying", 10), ("deciding", 1)):
        choice(start.locator(".part"), "Where you are now").select_option(aim)
        press(start, SHOW)
        expect(begin(start)).to_have_text(link(first))
        expect(start.locator(".start__why")).to_contain_text(f"You chose “{aim.title()}: ")
        assert listed(start, "read") == links(*range(first + 1, 16), *range(1, first))


def test_what_fits_is_to_skim_and_the_rest_to_read_in_order_with_links_that_lead_there(start: Page) -> None:
    choice(start.locator(".part"), "Where you are now").select_option("building")
    for question in [*KEYS][1:6:2]:  # lessons 2, 4 and 6
        field(start, question, KEYS[question]).check()
    wrong = next(option for option in ASKED[FIRST].options if option != KEYS[FIRST])
    field(start, FIRST, wrong).check()
    press(start, SHOW)
    expect(begin(start)).to_have_text(link(5))
    assert listed(start, "skim") == links(4, 6, 2)
    assert listed(start, "read") == links(*range(7, 16), 1, 3)
    begin(start).click()
    expect(start.get_by_role("heading", level=1)).to_have_text(re.compile(LESSONS[4]))


def test_the_suggestion_passes_no_verdict(start: Page) -> None:
    for question, key in [*KEYS.items()][:5]:
        field(start, question, key).check()
    press(start, SHOW)
    said = start.locator("course-start .start__result").inner_text()
    assert not re.search(
        r"\b(right|wrong|correct|score|points?|of 12|5|five|passed|failed)\b", re.sub(r"Lesson \d+", "", said)
    )
    assert start.locator("course-start :is([data-mark], [data-tone], .option__note)").count() == 0


@pytest.mark.parametrize(
    ("aim", "words", "address"),
    [
        ("deciding", "Your own sheet: ", "decide/roles/#worksheet-roles"),
        ("building", "Your own sheet: ", "plan/how-long/#worksheet-timeline"),
        ("applying", link(13), "get-hired/apply/"),
        ("", link(13), "get-hired/apply/"),
    ],
)
def test_when_all_fits_one_begins_with_a_sheet_or_with_what_was_not_asked(
    page: Page, sites: Sites, aim: str, words: str, address: str
) -> None:
    put_answers(page, sites, KEYS)
    keep(page, {"v": 1, "parts": {"about": {"aim": aim}}}, "profile")
    page.goto(sites.course + PAGE)
    press(page, SHOW)
    expect(begin(page)).to_contain_text(words)
    assert begin(page).evaluate("link => link.href") == sites.course + address
    assert len(listed(page, "skim")) == 12
    assert page.get_by_text("{", exact=False).locator("visible=true").count() == 0


def test_the_focus_goes_to_the_suggestion_which_goes_when_an_answer_changes(start: Page) -> None:
    press(start, SHOW)
    heading = start.get_by_role("heading", name="Where to begin")
    expect(heading).to_be_focused()
    field(start, FIRST, KEYS[FIRST]).check()
    expect(heading).to_be_hidden()
    press(start, SHOW)
    assert listed(start, "skim") == links(1)


def test_without_the_list_of_lessons_the_page_says_so_and_keeps_the_answers(browse: Browse, sites: Sites) -> None:
    page = browse(allow="500")
    page.route("**/assets/course.json", lambda route: route.fulfill(status=500))
    page.goto(sites.course + PAGE)
    field(page, FIRST, KEYS[FIRST]).check()
    press(page, SHOW)
    expect(page.locator("course-start .tool__status")).to_contain_text("This did not work")
    assert checked(page) == {FIRST: KEYS[FIRST]}


def test_answers_are_forgotten_and_brought_back_without_losing_the_focus(start: Page) -> None:
    field(start, FIRST, KEYS[FIRST]).check()
    choice(start.locator(".part"), "Where you are now").select_option("building")
    until(start, lambda: start.evaluate("localStorage.getItem('footbridge:worksheet:profile') !== null"), True)
    press(start, "Forget my answers")
    status = start.locator("course-start .tool__status")
    expect(status).to_contain_text("forgotten")
    assert focus_is_on(start, status)
    assert stored(start) is None
    assert checked(start) == {}
    expect(choice(start.locator(".part"), "Where you are now")).to_have_value("building")
    start.keyboard.press("Tab")
    start.keyboard.press("Enter")
    expect(status).to_have_text("Taken back.")
    assert focus_is_on(start, status)
    assert checked(start) == stored(start)["answers"] == {FIRST: KEYS[FIRST]}


# Keyboard, paper, looks


def test_the_page_can_be_done_by_keyboard_alone(start: Page) -> None:
    first = start.locator("course-start form").first
    first.get_by_role("radio").first.focus()
    start.keyboard.press("Space")
    start.keyboard.press("ArrowDown")
    expect(first.get_by_role("radio").nth(1)).to_be_checked()
    start.keyboard.press("Tab")
    assert focus_is_on(start, start.locator("course-start form").nth(1).get_by_role("radio").first)
    press_to(start, start.get_by_role("button", name=SHOW))
    start.keyboard.press("Enter")
    expect(start.get_by_role("heading", name="Where to begin")).to_be_focused()
    start.keyboard.press("Tab")
    assert focus_is_on(start, begin(start))


def test_no_one_letter_shortcut_of_the_theme_is_heard_in_the_questions(start: Page) -> None:
    start.evaluate("() => { window.reached = []; addEventListener('keydown', (event) => reached.push(event.key)) }")
    address = start.url
    for place in (start.locator("course-start form input").first, start.get_by_role("button", name=SHOW)):
        place.focus()
        for key in SHORTCUTS:
            start.keyboard.press(key)
    assert start.evaluate("reached") == []
    assert start.url == address


def test_a_button_prints_the_questions_alone_and_clean(start: Page) -> None:
    field(start, FIRST, KEYS[FIRST]).check()
    press(start, SHOW)
    press(start, "Print the questions")
    assert start.evaluate("printed") == "print"
    start.emulate_media(media="print")
    expect(start.locator("course-start form").last).to_be_visible()
    for hidden in (".worksheet", ".start__result", ".paper__answers", "course-start .tool__live"):
        expect(start.locator(hidden)).to_be_hidden()
    looks = start.locator(f"form[data-question='{FIRST}'] .option").evaluate_all(
        """all => all.map((each) => getComputedStyle(each).backgroundColor
             + getComputedStyle(each.querySelector("input")).borderWidth)"""
    )
    assert len(set(looks)) == 1
    start.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(start.locator(".worksheet")).to_be_visible()


def test_without_scripts_the_page_is_a_paper_with_the_key_at_its_end(browse: Browse, sites: Sites) -> None:
    page = browse(java_script_enabled=False)
    page.goto(sites.course + PAGE)
    expect(page.get_by_text("the answers stand at the end")).to_be_visible()
    expect(page.get_by_role("link", name="skip this and begin with lesson 1")).to_be_visible()
    for name in ("Where you come from", "Years in that work", "Hours a week", "Place", "Where you are now"):
        expect(page.locator(".part").get_by_text(name).first).to_be_visible()
    expect(page.locator("course-start form:visible")).to_have_count(12)
    expect(page.locator(".paper__answers li .answer__key:visible")).to_have_count(12)
    assert page.locator("course-start").get_by_role("button").count() == 0
    boxes = [page.locator(each).last.bounding_box() for each in ("course-start form", ".paper__answers")]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] < boxes[1]["y"]
    page.emulate_media(media="print")
    expect(page.locator(".paper__answers")).to_be_visible()
    assert page.locator(".paper__answers").evaluate("each => getComputedStyle(each).breakBefore") == "page"


def test_the_way_past_the_page_leads_to_the_first_lesson(start: Page) -> None:
    start.get_by_role("link", name="skip this and begin with lesson 1").click()
    expect(start.get_by_role("heading", level=1)).to_have_text(re.compile(LESSONS[0]))


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_with_answers_suggestion_and_what_was_forgotten(
    browse: Browse, sites: Sites, look: str
) -> None:
    page = browse(**LOOKS[look])
    page.goto(sites.course + PAGE)
    field(page, FIRST, KEYS[FIRST]).check()
    press(page, SHOW)
    expect(begin(page)).to_be_visible()
    assert faults(page) == []
    press(page, "Forget my answers")
    assert faults(page) == []


def test_the_page_holds_at_320_pixels_and_its_targets_are_44_high(browse: Browse, sites: Sites) -> None:
    page = browse(viewport={"width": 320, "height": 640})
    page.goto(sites.course + PAGE)
    field(page, FIRST, KEYS[FIRST]).check()
    press(page, SHOW)
    expect(begin(page)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    low = page.locator("course-start :is(button, .option label, .start__result a)").evaluate_all(
        "all => all.filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.9)"
        ".map((each) => each.outerHTML.slice(0, 80))"
    )
    assert low == []


# What the profile offers


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (
            "decide/first-role/",
            ["Where you come from: Teaching", "Years in that work: 7 years", "Place: Leeds or remote"],
        ),
        ("decide/skills/", ["Where you come from: Teaching"]),
        ("plan/how-long/", ["Where you come from: Teaching", "Hours a week: 6 hours"]),
        (
            "plan/how-to-learn/",
            ["Hours a week: 6 hours", "Money you can spare for learning: Nothing or nearly nothing"],
        ),
        ("get-hired/first-job/", ["Hours in an ordinary week: 6 hours"]),
    ],
)
def test_other_sheets_offer_what_was_said_here(page: Page, sites: Sites, address: str, lines: list[str]) -> None:
    about = {"background": "teaching", "years": "7", "hours": "6", "money": "none", "place": "Leeds or remote"}
    page.goto(f"{sites.cases}plain/")
    keep(page, {"v": 1, "parts": {"about": {**about, "aim": "deciding"}}}, "profile")
    page.goto(sites.course + address)
    offer = page.locator(".worksheet__offer")
    expect(offer).to_be_visible()
    assert offer.locator("li").all_inner_texts() == [f"{line} (About you)" for line in lines]


def test_what_was_typed_here_is_used_in_the_timeline(start: Page, sites: Sites) -> None:
    about = start.locator(".part")
    choice(about, "Where you come from").select_option("health")
    about.get_by_role("textbox", name=re.compile("^Hours a week")).fill("8")
    until(
        start, lambda: "health" in (start.evaluate("localStorage.getItem('footbridge:worksheet:profile')") or ""), True
    )
    start.goto(f"{sites.course}plan/how-long/")
    press(start, "Use it here")
    expect(start.locator(".part [data-field=hours]")).to_have_value("8")
    expect(choice(start.locator(".part"), "Where you come from")).to_have_value("health")


# record/suggest.js

UNITS = {"a": "decide", "b": "plan", "c": "build", "d": "tell", "e": "get-hired"}
TOPICS = [{"name": name, "unit": unit} for name, unit in UNITS.items()]
SMALL_KEYS = {"a/q": "x", "b/q": "x", "c/q": "x", "d/q": "x"}
SUGGEST = """async ([module, ...given]) => {
  const { suggest } = await import(module);
  const names = (topics) => topics.map(({ name }) => name).join("");
  const { begin, sheet, skim, read } = suggest(...given);
  return [begin.name, sheet, names(skim), names(read)];
}"""


@pytest.mark.parametrize(
    ("known", "aim", "expected"),
    [
        ("", None, ["a", False, "", "bcde"]),
        ("", "building", ["b", False, "", "cdea"]),
        ("a", None, ["b", False, "a", "cde"]),
        ("b", "building", ["c", False, "b", "dea"]),
        ("a", "deciding", ["a", True, "a", "bcde"]),
        ("bc", "building", ["b", True, "bc", "dea"]),
        ("d", "applying", ["e", False, "d", "abc"]),
        ("abcd", None, ["e", False, "abcd", ""]),
        ("abcd", "building", ["b", True, "bcda", "e"]),
        ("a", "constructor", ["b", False, "a", "cde"]),
    ],
)
def test_a_suggestion_follows_from_answers_and_aim(
    bare: Page, sites: Sites, known: str, aim: str | None, expected: list[Any]
) -> None:
    module = f"{sites.cases}assets/js/record/suggest.js"
    answers = {question: "x" if question[0] in known else "y" for question in SMALL_KEYS}
    assert bare.evaluate(SUGGEST, [module, TOPICS, answers, SMALL_KEYS, aim]) == expected
    unanswered = {question: choice for question, choice in answers.items() if choice == "x"}
    assert bare.evaluate(SUGGEST, [module, TOPICS, unanswered, SMALL_KEYS, aim]) == expected


def test_an_aim_whose_units_a_course_lacks_means_the_whole_course(bare: Page, sites: Sites) -> None:
    module = f"{sites.cases}assets/js/record/suggest.js"
    topics = [{"name": "a", "unit": "one"}, {"name": "b", "unit": "two"}]
    assert bare.evaluate(SUGGEST, [module, topics, {}, {"a/q": "x"}, "building"]) == ["a", False, "", "b"]
