"""Access of worksheets: axe in every state, small screens, targets, names, forced colours, right to left, motion."""

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Browse, Sites
from .reader import box, expect_sheet_said, open_sheet, part, press, row, unfold
from .test_access import LOOKS, faults

LONG = "https://example.org/" + "a" * 120
PARTS: dict[str, Any] = {
    "frame": {
        "name": "Round the lake",
        "way": "rail",
        "why": "Rest",
        "site": LONG,
        "mood": "keen",
        "why@": [["2026-01-01", "Work " * 30], ["2026-01-02", LONG]],
    },
    "stops": {
        "order": ["a", "b", "c"],
        "rows": {
            "a": {
                "town": LONG,
                "host": "Ada",
                "state": "idea",
                "state@": [["2026-01-01", "asked"], ["2026-01-02", "idea"]],
            },
            "b": {"town": "Lima", "state": "booked", "day": "2027-03-31", "note": LONG},
            "c": {"town": "Quito", "state": "booked"},
        },
    },
}


def open_all(page: Page, sites: Sites) -> None:
    """Open a filled sheet with its rows, results, tables and status unfolded."""
    open_sheet(page, sites, PARTS)
    expect(page.locator("[data-result='']")).to_contain_text("Towns: 3")
    unfold_all(page)
    page.get_by_role("button", name="Add “Lima”").click()
    expect_sheet_said(page, "“Lima” is added below.")


def unfold_all(page: Page) -> None:
    page.locator("course-worksheet details").evaluate_all("all => all.forEach((each) => { each.open = true })")
    expect(page.locator(".row .row__body").first).to_be_visible()
    page.wait_for_timeout(200)


def open_offer(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, PARTS, "other/")
    expect(page.get_by_text("You wrote this in other sheets:")).to_be_visible()
    unfold_all(page)


def open_import(page: Page) -> None:
    text = f"Town,{LONG},Day\nLima,{LONG},soon\n".encode()
    file = page.get_by_label("Bring in a table (CSV)")
    file.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": text})
    expect(page.get_by_role("dialog", name="What is in each column?")).to_be_visible()


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_a_worksheet_in_any_state(browse: Browse, sites: Sites, look: str) -> None:
    page, found = browse(**LOOKS[look]), {}
    open_sheet(page, sites)
    found["untouched"] = faults(page)
    open_all(page, sites)
    found["filled"] = faults(page)
    press(page, "Take away as a table (CSV)")
    expect(page.get_by_role("dialog", name="This sheet names other people")).to_be_visible()
    found["asked about people"] = faults(page)
    page.keyboard.press("Escape")
    open_import(page)
    found["bringing in"] = faults(page)
    page.keyboard.press("Escape")
    open_offer(page, sites)
    found["offered"] = faults(page)
    assert {state: lines for state, lines in found.items() if lines} == {}


def test_axe_finds_nothing_where_nothing_is_kept(browse: Browse, sites: Sites) -> None:
    page = browse()
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    open_sheet(page, sites)
    box(part(page, "The trip"), "Name of the trip").fill("Lake")
    expect(page.get_by_text("This browser keeps nothing here")).to_be_visible()
    assert faults(page) == []


def test_no_worksheet_scrolls_sideways_at_320_pixels(browse: Browse, sites: Sites) -> None:
    page, wide = browse(viewport={"width": 320, "height": 640}), {}
    open_sheet(page, sites)
    wide["untouched"] = overflow(page)
    open_all(page, sites)
    wide["filled"] = overflow(page)
    open_import(page)
    wide["bringing in"] = overflow(page)
    dialog = page.get_by_role("dialog", name="What is in each column?")
    wide["window"] = dialog.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth")
    page.keyboard.press("Escape")
    open_offer(page, sites)
    wide["offered"] = overflow(page)
    assert {state: width for state, width in wide.items() if width > 0} == {}


def test_nothing_sticks_out_of_a_worksheet_at_320_pixels(browse: Browse, sites: Sites) -> None:
    page = browse(viewport={"width": 320, "height": 640})
    open_all(page, sites)
    out = page.locator("course-worksheet *").evaluate_all(
        """all => all.filter((each) => each.checkVisibility() && !each.closest(".table, .worksheet__file input, select")
             && each.getBoundingClientRect().right > innerWidth + 0.5).map((each) => each.outerHTML.slice(0, 90))"""
    )
    assert out == []


TARGETS = (
    "button, input:not([type=checkbox], [type=radio], [type=file]), select, textarea, summary, .worksheet__file, "
    ".field--check > label, .field--scale > label, .worksheet__foot > p:not([class]) a"
)


def test_every_target_is_44_pixels_high(browse: Browse, sites: Sites) -> None:
    page, low = browse(viewport={"width": 390, "height": 844}), []
    open_all(page, sites)
    low += low_targets(page)
    open_import(page)
    low += low_targets(page)
    page.keyboard.press("Escape")
    open_offer(page, sites)
    low += low_targets(page)
    assert sorted(set(low)) == []


def low_targets(page: Page) -> list[str]:
    found: list[str] = page.locator(f"course-worksheet :is({TARGETS})").evaluate_all(
        "all => all.filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 43.9)"
        ".map(each => each.outerHTML.slice(0, 100))"
    )
    return found


def test_every_field_has_one_name(page: Page, sites: Sites) -> None:
    open_all(page, sites)
    odd = page.locator("course-worksheet :is(input, select, textarea, output):not([type=hidden])").evaluate_all(
        """all => all.filter((each) => {
          const labels = [...each.labels].map(({ textContent }) => textContent.trim()).filter(Boolean);
          const named = labels.length + (each.ariaLabel ? 1 : 0) + (each.getAttribute("aria-labelledby") ? 1 : 0);
          return named !== 1;
        }).map((each) => each.outerHTML.slice(0, 100))"""
    )
    assert odd == []
    for scale in page.locator("course-worksheet fieldset").all():
        assert scale.locator("> legend").inner_text().strip()


def test_what_is_calculated_is_named(page: Page, sites: Sites) -> None:
    open_all(page, sites)
    expect(part(page, "The trip").get_by_role("status", name="Towns in all")).to_have_text(re.compile(r"\d"))


def test_help_belongs_to_its_field(page: Page, sites: Sites) -> None:
    open_sheet(page, sites)
    expect(box(part(page, "The trip"), "Name of the trip")).to_have_accessible_description("Short is fine.")


def test_ids_are_unique_and_found_after_rows_are_unfolded(page: Page, sites: Sites) -> None:
    open_all(page, sites)
    press(part(page, "Stops"), "Add: Stop")
    ids = page.locator("[id]").evaluate_all("all => all.map(({ id }) => id)")
    assert len(ids) == len(set(ids))
    lost = page.locator("course-worksheet :is([aria-describedby], [aria-labelledby])").evaluate_all(
        """all => all.flatMap((each) => ["aria-describedby", "aria-labelledby"].flatMap((name) =>
             (each.getAttribute(name) ?? "").split(" ").filter((id) => id && !document.getElementById(id))))"""
    )
    assert lost == []


def test_headings_go_down_one_level_at_a_time(page: Page, sites: Sites) -> None:
    for address in ("sheet/", "other/"):
        open_sheet(page, sites, PARTS, address)
        levels = page.locator("article :is(h1, h2, h3, h4, h5, h6)").evaluate_all(
            "all => all.map((each) => +each.tagName[1])"
        )
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_rows_are_read_out_by_their_names(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, PARTS)
    for name in ("Lima Booked", "Quito Booked"):
        expect(part(page, "Stops").get_by_role("group").filter(has_text=name)).to_be_visible()
    unfold(row(page, 2))
    expect(box(row(page, 2), "Town")).to_be_visible()


def test_forced_colours_show_bars_and_what_is_chosen(browse: Browse, sites: Sites) -> None:
    page = browse(forced_colors="active")
    open_all(page, sites)
    assert faults(page) == []
    bar = page.locator(".bar__part").first
    assert bar.evaluate("bar => getComputedStyle(bar).backgroundColor") != page.evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )
    for name in ("radio", "checkbox"):
        field = page.locator(f"course-worksheet [type={name}]").first
        assert field.evaluate("field => getComputedStyle(field).appearance") == "auto"


def test_right_to_left_mirrors_the_sheet(browse: Browse, sites: Sites) -> None:
    for width in (320, 1280):
        page = browse(viewport={"width": width, "height": 800})
        open_all(page, sites)
        page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
        first = page.locator(".part").first
        widths = first.evaluate(
            "part => [getComputedStyle(part).borderRightWidth, getComputedStyle(part).borderLeftWidth]"
        )
        assert widths == ["4px", "1px"]
        sheet = page.locator("course-worksheet").bounding_box()
        assert sheet is not None
        for each in page.locator(".part").all():
            inner = each.bounding_box()
            assert inner is not None
            assert inner["x"] >= sheet["x"] - 0.5
            assert inner["x"] + inner["width"] <= sheet["x"] + sheet["width"] + 0.5
        assert overflow(page) <= 0


def test_text_of_another_direction_keeps_its_own(page: Page, sites: Sites) -> None:
    open_sheet(page, sites)
    name = box(part(page, "The trip"), "Name of the trip")
    name.fill("العربية")
    assert name.evaluate("field => getComputedStyle(field).direction") == "rtl"
    assert box(part(page, "The trip"), "Address").evaluate("field => getComputedStyle(field).direction") == "ltr"


def test_nothing_moves_for_readers_who_want_no_motion(browse: Browse, sites: Sites) -> None:
    page = browse(reduced_motion="reduce")
    open_all(page, sites)
    page.locator("course-worksheet summary").first.click()
    page.locator("course-worksheet summary").first.click()
    assert page.evaluate("document.querySelector('course-worksheet').getAnimations({ subtree: true }).length") == 0


def test_a_window_keeps_the_focus_and_gives_it_back(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, PARTS)
    button = page.get_by_role("button", name="Take away as a table (CSV)")
    button.press("Enter")
    dialog = page.get_by_role("dialog", name="This sheet names other people")
    expect(dialog.get_by_role("button", name="Leave them out")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_everything_that_happens_is_said_to_screen_readers(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, PARTS)
    assert page.locator(".worksheet__status").get_attribute("role") == "status"
    page.get_by_text("Choose from: Towns").click()
    expect(part(page, "Stops").get_by_role("status").filter(has_text="3 of 3 shown")).to_be_visible()
