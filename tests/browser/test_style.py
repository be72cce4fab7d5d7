"""Style: forced colours, narrow screens, paper, and what the keyboard reaches where the menu is a drawer."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import question

PRIMES, RIVER, MORNING, SOUNDS = "prime", "river", "Put the morning", "Who says what"
LESSON = "decide/roles/"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"


@pytest.fixture
def narrow(browse: Browse, sites: Sites) -> Page:
    page = browse(viewport={"width": 320, "height": 640})
    page.goto(f"{sites.cases}types/")
    return page


def colours(element: Locator, part: str = "") -> list[str]:
    """Give the ground of an element, and the colour of its words or of the sign drawn in it."""
    found: list[str] = element.evaluate(
        "(element, part) => [getComputedStyle(element).backgroundColor, getComputedStyle(element, part).color]", part
    )
    return found


def width(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return box["width"]


def test_forced_colours_keep_the_tick_and_the_words_of_the_button_apart_from_their_ground(
    browse: Browse, sites: Sites
) -> None:
    page = browse(forced_colors="active")
    page.goto(f"{sites.cases}types/")
    asked = question(page, PRIMES)
    asked.get_by_label("2", exact=True).check()
    ground, tick = colours(asked.get_by_label("2", exact=True), "::before")
    assert tick != ground
    assert ground != colours(asked.get_by_label("7", exact=True))[0]
    ground, words = colours(asked.locator(".button--turn"))
    assert words != ground


def test_a_box_does_not_move_when_it_is_ticked(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/")
    box = question(page, PRIMES).get_by_label("2", exact=True)
    place = "box => box.getBoundingClientRect().top - box.closest('.option').getBoundingClientRect().top"
    before = box.evaluate(place)
    box.check()
    assert box.evaluate(place) == pytest.approx(before, abs=0.1)


def test_long_words_stay_inside_their_option_and_question(narrow: Page) -> None:
    narrow.locator(".option label > span, .question__ask").evaluate_all(
        "(all, word) => all.forEach(each => each.append(` ${word}`))", LONG
    )
    outside = narrow.locator(".option label > span, .question__ask").evaluate_all(
        """all => all.filter(each => {
          const words = document.createRange();
          words.selectNodeContents(each);
          const box = each.closest(".option, .question__body").getBoundingClientRect();
          return words.getBoundingClientRect().right > box.right + 0.5;
        }).map(each => each.textContent)"""
    )
    assert outside == []
    assert narrow.evaluate("document.documentElement.scrollWidth") == 320


def test_a_place_and_a_unit_stand_beside_what_they_belong_to(narrow: Page) -> None:
    option = question(narrow, MORNING).locator(".option").first
    line = question(narrow, RIVER).locator(".question__line")
    for one, other in (
        (option.locator("select"), option.locator("span")),
        (line.locator("input"), line.locator("span")),
    ):
        left, right = one.bounding_box(), other.bounding_box()
        assert left is not None
        assert right is not None
        assert left["y"] < right["y"] + right["height"] / 2 < left["y"] + left["height"]


def test_paper_has_room_to_write_in(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/")
    page.emulate_media(media="print")
    for words in (RIVER, MORNING, SOUNDS):
        for field in question(page, words).locator("input, select").all():
            assert width(field) > 40
    page.goto(sites.course + LESSON)
    low = page.locator("tbody td:empty").evaluate_all(
        "cells => cells.filter(cell => cell.checkVisibility() && cell.clientHeight < 36).length"
    )
    assert low == 0


def test_a_picture_table_keeps_its_last_column_on_paper(page: Page, sites: Sites) -> None:
    page.goto(sites.course + LESSON)
    page.locator(".picture__table > summary").first.click()
    page.set_viewport_size({"width": 640, "height": 900})
    page.emulate_media(media="print")
    hidden = page.locator(".picture__table .table").evaluate_all(
        "all => all.filter(each => getComputedStyle(each).overflowX !== 'visible').length"
    )
    assert hidden == 0


@pytest.fixture
def phone(browse: Browse, sites: Sites) -> Page:
    page = browse(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.goto(sites.course + LESSON)
    return page


# Fields of the theme that lie invisible under a label, which then shows the focus.
BEHIND_A_LABEL = ".md-option, .md-search *"


def unseen(page: Page) -> str:
    """Give what has the focus if one cannot see it."""
    text: str = page.evaluate(
        """behind => {
          const at = document.activeElement;
          const { left, top, bottom } = at.getBoundingClientRect();
          const seen = at.checkVisibility({ visibilityProperty: true }) && left >= -1 && left < innerWidth
            && bottom > 0 && top < innerHeight;
          return seen || at.matches(behind) ? "" : at.outerHTML.slice(0, 100);
        }""",
        BEHIND_A_LABEL,
    )
    return text


def test_with_the_menu_closed_every_stop_of_the_keyboard_can_be_seen(phone: Page) -> None:
    phone.locator(".md-skip").focus()
    stops = []
    for _ in range(30):
        phone.keyboard.press("Tab")
        stops.append(unseen(phone))
    assert [stop for stop in stops if stop] == []


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_and_closes_by_keyboard(phone: Page, key: str) -> None:
    menu = phone.get_by_role("button", name="Menu")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    phone.keyboard.press(key)
    expect(menu).to_have_attribute("aria-expanded", "true")
    for _ in range(4):
        assert phone.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
        phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="What you already bring").first).to_be_in_viewport()
    phone.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


def test_a_part_of_the_menu_closes_by_keyboard_and_another_opens(phone: Page) -> None:
    phone.get_by_role("button", name="Menu").press("Enter")
    phone.keyboard.press("Enter")  # the first thing in an open part leads back
    expect(phone.get_by_role("button", name="Decide")).to_be_focused()
    reference = phone.get_by_role("button", name="Reference")
    reference.press("Enter")
    expect(phone.get_by_role("link", name="Glossary").first).to_be_in_viewport()


def test_beside_the_page_the_list_of_lessons_has_no_buttons(page: Page, sites: Sites) -> None:
    page.goto(sites.course + LESSON)
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".md-sidebar--primary [role=button]")).to_have_count(0)


def test_focus_moving_backwards_does_not_hide_under_the_header(phone: Page) -> None:
    header = phone.locator(".md-header").bounding_box()
    assert header is not None
    phone.locator(".lesson-sources a").last.focus()
    for _ in range(25):
        phone.keyboard.press("Shift+Tab")
        top = phone.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert top > header["height"]


def test_the_link_of_a_heading_says_what_it_is_for(page: Page, sites: Sites) -> None:
    page.goto(sites.course + LESSON)
    heading = page.get_by_role("heading", name="Three pairs that get mixed up")
    expect(heading.get_by_role("link", name="Link to this heading", exact=True)).to_have_count(1)
