"""Access: axe on every page, small screens, forced colours, right to left, targets, one lesson by keyboard alone."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import check, choose, give_up, place, question

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LOOKS: dict[str, Any] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}
LESSON = "decide/roles/"


def pages(sites: Sites) -> Iterator[str]:
    """Give the address of every page of the real course."""
    for path in sorted((sites.folder / "course").rglob("*.html")):
        yield path.relative_to(sites.folder / "course").as_posix().removesuffix("index.html")


def faults(page: Page) -> list[str]:
    """Give what axe finds, one line for each place."""
    found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {' '.join(node['target'])}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(browse: Browse, sites: Sites, look: str) -> None:
    page = browse(**LOOKS[look])
    found = {}
    for address in pages(sites):
        page.goto(sites.course + address)
        found[address] = faults(page)
    assert {address: lines for address, lines in found.items() if lines} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_questions_in_every_state(browse: Browse, sites: Sites, look: str) -> None:
    page = browse(**LOOKS[look])
    page.goto(f"{sites.cases}types/")
    use(page)
    quiz = Axe().run(page, context="course-quiz", options={"runOnly": TAGS}).response["violations"]
    assert [each["id"] for each in quiz] == []


def use(page: Page) -> None:
    """Leave questions empty, wrong, shown and right."""
    capital, primes, morning, sounds = (
        question(page, words) for words in ("capital of Peru", "prime", "Put the morning", "Who says what")
    )
    choose(capital, "Cusco")
    check(capital)
    choose(primes, "2", "9")
    check(primes)
    give_up(primes)
    place(morning, Wake_up="1", Wash="2", Eat="3")
    check(morning)
    place(sounds, Dog="Mew", Cat="Moo")
    check(sounds)
    check(question(page, "espresso"))


def test_no_page_scrolls_sideways_at_320_pixels(browse: Browse, sites: Sites) -> None:
    page = browse(viewport={"width": 320, "height": 640})
    wide = {}
    for address in pages(sites):
        page.goto(sites.course + address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    page.goto(f"{sites.cases}types/")
    use(page)
    wide["questions in every state"] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in wide.items() if width > 320} == {}


def test_every_target_is_44_pixels_high(browse: Browse, sites: Sites) -> None:
    page = browse(viewport={"width": 390, "height": 844})
    page.goto(f"{sites.cases}types/")
    use(page)
    targets = page.locator("course-quiz :is(button, .option label, select, [type=text], summary)")
    low = targets.evaluate_all(
        "all => all.filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 43.9)"
        ".map(each => each.outerHTML.slice(0, 80))"
    )
    assert low == []


def test_the_whole_row_is_the_label(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/")
    row = question(page, "capital of Peru").locator(".option").filter(has_text="Lima")
    box = row.bounding_box()
    assert box is not None
    row.click(position={"x": box["width"] - 6, "y": box["height"] / 2})
    expect(row.get_by_role("radio")).to_be_checked()


def test_right_and_wrong_differ_in_words_sign_and_line(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/")
    use(page)
    right, wrong = (
        page.locator(f".option[data-mark={mark}]").first.evaluate(
            """option => {
              const mark = option.querySelector("b");
              const sign = getComputedStyle(mark, "::before").content;
              return [mark.textContent, sign, getComputedStyle(option).borderColor];
            }"""
        )
        for mark in ("right", "wrong")
    )
    assert all(one != other for one, other in zip(right, wrong, strict=True))


def test_forced_colours_show_what_is_chosen_and_marked(browse: Browse, sites: Sites) -> None:
    page = browse(forced_colors="active")
    page.goto(f"{sites.cases}types/")
    use(page)
    asked = question(page, "capital of Peru")
    borders = [
        asked.locator(".option").filter(has_text=text).evaluate("option => getComputedStyle(option).border")
        for text in ("Cusco", "Lima")
    ]
    assert borders[0] != borders[1]
    assert faults(page) == []


def test_right_to_left_mirrors_the_questions(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/")
    page.evaluate("document.body.dir = 'rtl'")
    asked = question(page, "capital of Peru")
    option = asked.locator(".option").first
    field, text = option.get_by_role("radio").bounding_box(), option.locator("span").bounding_box()
    assert field is not None
    assert text is not None
    assert field["x"] > text["x"] + text["width"]
    assert asked.evaluate("form => getComputedStyle(form).borderRightWidth") == "4px"


def test_nothing_moves_for_readers_who_want_no_motion(browse: Browse, sites: Sites) -> None:
    page = browse(reduced_motion="reduce")
    page.goto(f"{sites.cases}types/")
    use(page)
    assert page.evaluate("document.querySelector('course-quiz').getAnimations({ subtree: true }).length") == 0


def press_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(40):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def answer_by_keyboard(page: Page, form: Locator) -> None:
    """Answer a question as its key says, with the keyboard alone."""
    kind, key = form.get_attribute("data-type"), json.loads(form.get_attribute("data-key") or "")
    options = form.locator(".option")
    wanted = {"order": {each: str(at) for at, each in enumerate(key, start=1)} if kind == "order" else {}}.get(
        kind or "", key
    )
    if kind in ("text", "number"):
        press_to(page, form.get_by_role("textbox"))
        page.keyboard.type(str(key["value"] if kind == "number" else key["accept"][0]))
    for option in options.all():
        name = option.get_attribute("data-option") or ""
        field = option.locator("input, select")
        if kind == "single" and name == key:
            press_to(page, options.first.get_by_role("radio"))
            for _ in range(options.count()):
                if not field.is_checked():
                    page.keyboard.press("ArrowDown")
        elif kind == "multiple" and name in key:
            press_to(page, field)
            page.keyboard.press("Space")
        elif kind in ("order", "match"):
            press_to(page, field)
            while field.input_value() != wanted[name]:
                page.keyboard.press("ArrowDown")
    press_to(page, form.get_by_role("button", name="Check"))
    page.keyboard.press("Enter")


def test_one_lesson_can_be_done_by_keyboard_alone(page: Page, sites: Sites) -> None:
    page.goto(sites.course + LESSON)
    forms = page.locator("#quiz-roles form.question").all()
    assert len(forms) == 6
    forms[0].locator("input, select").first.focus()
    for form in forms:
        answer_by_keyboard(page, form)
        expect(form.get_by_role("status")).to_contain_text("Right.")
    expect(page.locator(".quiz__score")).to_have_text("6 of 6 right at the first try.")
    press_to(page, page.get_by_role("button", name="Start over"))
    page.keyboard.press("Enter")
    expect(forms[0].get_by_role("status")).to_have_text("")
