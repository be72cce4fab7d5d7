"""Worksheets on paper and without scripts: what was written, or an empty sheet worth printing."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import box, choice, open_sheet, part, press, row, unfold

LONG = "\n".join(f"Line {at}: {'word ' * 12}" for at in range(60)) + "\n\n" + "x" * 300
PARTS: dict[str, Any] = {
    "frame": {
        "name": "Round the lake",
        "why": LONG,
        "days": "4",
        "start": "2027-03-31",
        "mood": "keen",
        "way": "rail",
        "booked": "yes",
    },
    "stops": {
        "order": ["a", "b"],
        "rows": {"a": {"town": "Cusco", "state": "asked", "note": "By the river"}, "b": {"town": "Lima"}},
    },
    "checks": {"order": [], "rows": {"keys": {"done": "yes"}}},
}
PRINT = "window.print = () => dispatchEvent(new Event('beforeprint'))"


def paper(page: Page) -> Locator:
    return page.locator(".worksheet__paper")


def form(page: Page) -> Locator:
    return page.locator(".worksheet__form")


@pytest.fixture
def filled(page: Page, sites: Sites) -> Page:
    page.add_init_script(PRINT)
    open_sheet(page, sites, PARTS)
    return page


@pytest.fixture
def untouched(page: Page, sites: Sites) -> Page:
    page.add_init_script(PRINT)
    open_sheet(page, sites)
    return page


def expect_blank(page: Page) -> None:
    expect(paper(page)).to_be_hidden()
    expect(form(page)).to_be_visible()
    for label in ("Name of the trip", "Why", "First day"):
        expect(box(part(page, "The trip"), label)).to_be_visible()
        assert shown_colour(box(part(page, "The trip"), label)) == "rgba(0, 0, 0, 0)"
    expect(part(page, "The trip").get_by_text("By rail · On foot")).to_be_visible()
    expect(part(page, "Stops").get_by_role("columnheader", name="State (An idea / Asked / Booked)")).to_be_visible()
    assert part(page, "Stops").locator(".blank tbody tr:visible").count() == 3
    expect(part(page, "Stops").locator(".part__rows")).to_be_hidden()
    for button in page.locator("course-worksheet button").all():
        expect(button).to_be_hidden()


def shown_colour(field: Locator) -> str:
    return str(field.evaluate("field => getComputedStyle(field).color"))


def expect_filled(page: Page) -> None:
    expect(paper(page)).to_be_visible()
    for words in ("The trip", "Round the lake", "4 days", "Mar 31, 2027", "By rail", "Keen", "Cusco", "Asked"):
        expect(paper(page).get_by_text(words, exact=True).first).to_be_visible()
    for place in (form(page), page.locator(".worksheet__foot"), page.locator(".worksheet__example")):
        expect(place).to_be_hidden()


# With what was written


def test_print_shows_what_was_written_and_not_the_form(filled: Page) -> None:
    press(filled, "Print")
    filled.emulate_media(media="print")
    expect_filled(filled)
    expect(filled.get_by_role("heading", name="A worksheet")).to_be_visible()
    expect(filled.get_by_text("Above the sheet.")).to_be_hidden()
    expect(paper(filled)).not_to_contain_text("Buy tickets")
    expect(paper(filled)).to_contain_text("Leave the keys")


def test_a_long_text_of_many_lines_prints_whole_within_the_page(filled: Page) -> None:
    press(filled, "Print")
    filled.emulate_media(media="print")
    text = paper(filled).locator("dd").filter(has_text="Line 0:")
    assert text.inner_text().split("\n")[:60] == [line.rstrip() for line in LONG.split("\n")[:60]]
    size = text.evaluate("dd => [dd.getBoundingClientRect().height, dd.scrollWidth - dd.clientWidth]")
    assert size[0] > 60 * 12
    assert size[1] <= 0
    assert filled.pdf().startswith(b"%PDF")


def test_printing_from_the_browsers_menu_shows_what_was_written(filled: Page) -> None:
    filled.wait_for_timeout(300)
    filled.evaluate("dispatchEvent(new Event('beforeprint'))")
    filled.emulate_media(media="print")
    expect_filled(filled)


def test_what_was_typed_last_is_on_paper(filled: Page) -> None:
    box(part(filled, "The trip"), "Name of the trip").fill("Just now")
    press(filled, "Print")
    expect(paper(filled)).to_contain_text("Just now")


def test_the_first_words_of_a_sheet_are_on_paper(untouched: Page) -> None:
    box(part(untouched, "The trip"), "Name of the trip").fill("First words")
    press(untouched, "Print")
    untouched.emulate_media(media="print")
    expect(paper(untouched).get_by_text("First words")).to_be_visible()
    expect(form(untouched)).to_be_hidden()


def test_what_a_calculation_found_prints_once(filled: Page) -> None:
    expect(filled.locator("[data-result='']")).to_contain_text("Towns: 2")
    press(filled, "Print")
    filled.emulate_media(media="print")
    expect(filled.locator("[data-result='']")).to_be_visible()


def test_a_sheet_that_takes_from_another_prints_its_own_words_alone(page: Page, sites: Sites) -> None:
    page.add_init_script(PRINT)
    open_sheet(page, sites, PARTS, "other/")
    expect(page.locator(".worksheet__offer")).to_be_visible()
    page.get_by_label("Which trip").fill("Mine")
    press(page, "Print")
    page.emulate_media(media="print")
    expect(page.locator(".worksheet__offer")).to_be_hidden()
    expect(paper(page)).to_contain_text("Mine")
    expect(paper(page)).not_to_contain_text("Round the lake")


# Empty


def test_an_untouched_sheet_prints_the_blank_form(untouched: Page) -> None:
    press(untouched, "Print")
    untouched.emulate_media(media="print")
    expect_blank(untouched)


def test_an_untouched_page_prints_the_blank_form_from_the_browsers_menu(untouched: Page) -> None:
    untouched.evaluate("dispatchEvent(new Event('beforeprint'))")
    untouched.emulate_media(media="print")
    expect_blank(untouched)
    expect(untouched.get_by_text("Above the sheet.")).to_be_visible()


def test_an_empty_one_prints_nothing_that_was_written(filled: Page) -> None:
    unfold(row(filled, 1))
    press(filled, "Print an empty one")
    filled.emulate_media(media="print")
    expect_blank(filled)
    for result in filled.locator(".part__result, .row__result").all():
        expect(result).to_be_hidden()
    frame = part(filled, "The trip")
    expect(choice(frame, "Way")).to_be_hidden()
    look = "field => { const { backgroundColor, borderColor, boxShadow } = getComputedStyle(field); "
    look += "return [backgroundColor, borderColor, boxShadow] }"
    assert frame.get_by_label("Keen").evaluate(look) == frame.get_by_label("Calm").evaluate(look)
    labels = frame.locator(".field--scale > label")
    assert len(set(labels.evaluate_all(f"all => all.map(({look})).map(String)"))) == 1
    done = part(filled, "Before you go").get_by_label("Done")
    assert done.nth(0).evaluate(look) == done.nth(1).evaluate(look)
    assert frame.locator("output").evaluate("each => getComputedStyle(each).color") == "rgba(0, 0, 0, 0)" or (
        frame.locator("output").is_hidden()
    )


def test_an_empty_text_field_on_paper_has_room_of_its_own_whatever_was_written(filled: Page) -> None:
    press(filled, "Print an empty one")
    filled.emulate_media(media="print")
    height = box(part(filled, "The trip"), "Why").evaluate("field => field.getBoundingClientRect().height")
    assert 40 < height < 200


# Afterwards


def test_after_printing_the_page_is_as_before(filled: Page) -> None:
    expect(filled.locator("[data-result='']")).to_contain_text("Towns: 2")
    unfold(row(filled, 1))
    filled.wait_for_timeout(300)

    def look() -> Any:
        return filled.locator("course-worksheet").evaluate(
            """sheet => [
              sheet.innerText, JSON.stringify(sheet.dataset), sheet.querySelector(".worksheet__paper").innerHTML,
              ...[...sheet.querySelectorAll("details")].map(({ open }) => open),
              ...[...sheet.querySelectorAll("input, select, textarea")]
                .filter((each) => each.checkVisibility()).map(({ value, checked }) => `${value} ${checked}`),
            ]"""
        )

    before = look()
    for name, how in {"Print": "filled", "Print an empty one": "blank"}.items():
        press(filled, name)
        expect(filled.locator("course-worksheet")).to_have_attribute("data-print", how)
        filled.emulate_media(media="print")
        filled.evaluate("dispatchEvent(new Event('afterprint'))")
        filled.emulate_media(media="screen")
        assert look() == before
    expect(form(filled)).to_be_visible()


# Without scripts


@pytest.fixture
def scriptless(browse: Browse, sites: Sites) -> Page:
    page = browse(java_script_enabled=False)
    open_sheet(page, sites)
    return page


def test_without_scripts_the_example_stands_open(scriptless: Page) -> None:
    example = scriptless.locator(".worksheet__example")
    expect(example.get_by_text("Illustration: how Ada, a traveller, filled it in")).to_be_visible()
    for words in ("Round the lake", "31 March 2027", "By rail", "Cusco", "By the river"):
        expect(example.get_by_text(words)).to_be_visible()


def test_without_scripts_every_field_is_labelled(scriptless: Page) -> None:
    frame = part(scriptless, "The trip")
    for label in ("Name of the trip", "Why", "First day", "Address"):
        expect(box(frame, label)).to_be_visible()
    for label in ("Calm", "Keen", "Booked"):
        expect(frame.get_by_label(label)).to_be_visible()
    expect(choice(frame, "Way")).to_be_visible()
    expect(box(part(scriptless, "Before you go"), "Remark").first).to_be_visible()


def test_without_scripts_rows_are_an_empty_table(scriptless: Page) -> None:
    stops = part(scriptless, "Stops")
    table = stops.locator("table.blank")
    assert table.get_by_role("columnheader").all_inner_texts() == ["Town", "State (An idea / Asked / Booked)", "Day"]
    assert table.locator("tbody tr:visible").count() == 3
    expect(stops.get_by_role("link", name="Empty table as a file (CSV)")).to_be_visible()


def test_without_scripts_the_table_to_choose_from_can_be_read(scriptless: Page) -> None:
    stops = part(scriptless, "Stops")
    stops.get_by_text("Choose from: Towns").click()
    expect(stops.get_by_role("rowheader", name="Lima")).to_be_visible()
    expect(stops.get_by_role("cell", name="River").first).to_be_visible()
    expect(stops.get_by_text("As of 2026.")).to_be_visible()


def test_without_scripts_that_is_said_and_nothing_is_loading(scriptless: Page) -> None:
    expect(scriptless.get_by_text("Your browser runs no scripts here, so it keeps nothing you type.")).to_be_visible()
    assert "loading" not in scriptless.locator("course-worksheet").inner_text().lower()


def test_without_scripts_there_is_no_control_that_does_nothing(scriptless: Page) -> None:
    sheet = scriptless.locator("course-worksheet")
    assert sheet.locator("button:visible, input[type=file]:visible, dialog:visible").count() == 0


def test_with_scripts_nothing_says_that_there_are_none(untouched: Page) -> None:
    expect(untouched.get_by_text("Your browser runs no scripts here")).to_be_hidden()
    expect(untouched.get_by_role("link", name="Empty table as a file (CSV)")).to_be_hidden()
    expect(part(untouched, "Stops").locator(".part__blank")).to_be_hidden()


def test_without_scripts_the_blank_form_prints(scriptless: Page) -> None:
    scriptless.emulate_media(media="print")
    expect_blank(scriptless)
    expect(scriptless.get_by_text("Your browser runs no scripts here")).to_be_hidden()


def test_without_scripts_enter_in_a_field_stays_on_the_page(scriptless: Page) -> None:
    address = scriptless.url
    box(part(scriptless, "The trip"), "Name of the trip").press("Enter")
    scriptless.wait_for_timeout(200)
    assert scriptless.url == address
