"""Worksheets: what is typed is kept at once and comes back; history; odd records; storages that refuse."""

import json
import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .hostile import CORPUS
from .reader import (
    SHORTCUTS,
    box,
    choice,
    expect_sheet_said,
    focus_is_lost,
    focus_is_on,
    keep,
    kept,
    kept_form,
    kept_rows,
    kept_text,
    open_sheet,
    part,
    press,
    row,
    sheet_status,
    unfold,
    until,
)

NOT_KEPT = "This browser keeps nothing here: its storage is full or blocked."
NEWER = "A newer version of this course wrote what is kept here."
UNREADABLE = "What was kept here could not be read."
TODAY = date.today().isoformat()
FRAME = {
    "name": "Round the lake",
    "why": "First line\n  second: ünï 🚂",
    "days": "4",
    "start": "2027-03-31",
    "month": "2027-04",
    "site": "https://example.org/?a=b&c",
    "mood": "keen",
    "way": "foot",
    "booked": "yes",
}
WATCH = "window.hacked = () => { window.wasHacked = true }; window.alert = window.hacked"


@pytest.fixture
def trip(page: Page, sites: Sites) -> Page:
    open_sheet(page, sites)
    return page


def frame(page: Page) -> Locator:
    return part(page, "The trip")


def days(page: Page) -> Locator:
    return frame(page).get_by_role("textbox", name=re.compile("^Days"))


def fill_frame(page: Page) -> None:
    place = frame(page)
    box(place, "Name of the trip").fill(FRAME["name"])
    box(place, "Why").fill(FRAME["why"])
    days(page).fill(FRAME["days"])
    box(place, "First day").fill(FRAME["start"])
    place.get_by_label("Month", exact=True).fill(FRAME["month"])
    box(place, "Address").fill(FRAME["site"])
    place.get_by_label("Keen").check()
    choice(place, "Way").select_option(label="On foot")
    place.get_by_label("Booked").check()


def history(place: Page | Locator) -> Locator:
    return place.locator(".field__history:visible li")


def leave_field(page: Page) -> None:
    page.keyboard.press("Tab")


# Saving


def test_what_is_typed_is_saved_after_a_pause_and_that_is_said(trip: Page) -> None:
    assert kept_text(trip) is None
    box(frame(trip), "Name of the trip").press_sequentially("Lake")
    expect(trip.get_by_text("Saved on this device")).to_be_visible()
    assert kept_form(trip) == {"name": "Lake"}


def test_a_look_at_the_page_keeps_nothing(trip: Page) -> None:
    box(frame(trip), "Name of the trip").focus()
    press(part(trip, "Stops"), "Add: Stop")
    trip.reload()
    assert kept_text(trip) is None


def test_a_record_holds_ids_and_not_labels_under_its_version(trip: Page) -> None:
    fill_frame(trip)
    box(row(trip, 1), "Town").fill("Lima")
    choice(row(trip, 1), "Size").select_option(label="Large")
    part(trip, "Before you go").get_by_label("Done").first.check()
    why = {"why@": [[TODAY, FRAME["why"]]]}
    until(trip, lambda: kept_form(trip), FRAME | why | {"total": "1"})
    record = kept(trip)
    [stop] = record["parts"]["stops"]["order"]
    assert record["v"] == 1
    assert record["changed"] > 1_700_000_000_000
    assert record["parts"]["stops"]["rows"] == {stop: {"town": "Lima", "size": "large"}}
    assert record["parts"]["checks"]["rows"] == {"tickets": {"done": "yes"}}


def test_every_kind_of_field_survives_a_reload(trip: Page) -> None:
    fill_frame(trip)
    box(row(trip, 1), "Town").fill("Lima")
    checks = part(trip, "Before you go")
    checks.get_by_label("Done").nth(1).check()
    box(checks, "Remark").first.fill("At the station")
    trip.reload()
    place = frame(trip)
    for label, key in {"Name of the trip": "name", "Why": "why", "First day": "start", "Address": "site"}.items():
        expect(box(place, label)).to_have_value(FRAME[key])
    expect(days(trip)).to_have_value("4")
    expect(place.get_by_label("Month", exact=True)).to_have_value("2027-04")
    expect(place.get_by_label("Keen")).to_be_checked()
    expect(choice(place, "Way")).to_have_value("foot")
    expect(place.get_by_label("Booked")).to_be_checked()
    expect(place.locator("output")).to_have_text("1")
    expect(checks.get_by_label("Done").nth(1)).to_be_checked()
    expect(checks.get_by_label("Done").first).not_to_be_checked()
    expect(box(checks, "Remark").first).to_have_value("At the station")
    unfold(row(trip, 1))
    expect(box(row(trip, 1), "Town")).to_have_value("Lima")


def test_a_field_that_is_emptied_stays_empty(trip: Page) -> None:
    fill_frame(trip)
    box(frame(trip), "Name of the trip").fill("")
    frame(trip).get_by_label("Booked").uncheck()
    choice(frame(trip), "Way").select_option(label="Choose")
    trip.reload()
    expect(box(frame(trip), "Name of the trip")).to_have_value("")
    expect(frame(trip).get_by_label("Booked")).not_to_be_checked()
    expect(choice(frame(trip), "Way")).to_have_value("")


def test_typing_right_before_leaving_is_kept(trip: Page, sites: Sites) -> None:
    box(frame(trip), "Name of the trip").fill("Just now")
    trip.goto(f"{sites.cases}plain/")
    assert kept_form(trip) == {"name": "Just now"}


def test_a_choice_right_before_leaving_is_kept_with_its_history(trip: Page, sites: Sites) -> None:
    choice(row(trip, 1), "State").select_option(label="Asked")
    trip.goto(f"{sites.cases}plain/")
    assert kept_rows(trip) == [{"state": "asked", "state@": [[TODAY, "asked"]]}]


def test_what_an_older_or_newer_sheet_asked_is_kept_through_changes(page: Page, sites: Sites) -> None:
    open_sheet(page, sites)
    record: dict[str, Any] = {
        "v": 1,
        "parts": {
            "frame": {"name": "Lake", "gone": "x", "way": "boat"},
            "old": {"order": ["a"], "rows": {"a": {"b": "c"}}},
            "stops": {"order": ["r1"], "rows": {"r1": {"town": "Lima", "gone": "y"}, "r2": {"town": "Out"}}},
            "checks": {"order": [], "rows": {"dog": {"done": "yes"}}},
        },
        "later": {"a": [1]},
    }
    keep(page, record)
    page.reload()
    box(frame(page), "Name of the trip").fill("River")
    unfold(row(page, 1))
    box(row(page, 1), "Note").fill("New")
    part(page, "Before you go").get_by_label("Done").first.check()
    until(page, lambda: kept_form(page)["name"], "River")
    until(page, lambda: kept_form(page).get("total"), "1")
    page.reload()
    found = kept(page)
    assert found["later"] == record["later"]
    assert found["parts"]["old"] == record["parts"]["old"]
    assert kept_form(page) == {"name": "River", "gone": "x", "way": "boat", "total": "1"}
    assert kept_rows(page) == [{"town": "Lima", "gone": "y", "note": "New"}]
    assert found["parts"]["stops"]["rows"]["r2"] == {"town": "Out"}
    assert found["parts"]["checks"]["rows"] == {"dog": {"done": "yes"}, "tickets": {"done": "yes"}}


def test_the_example_stands_open_until_something_is_written(trip: Page) -> None:
    example = trip.get_by_text("Round the lake")
    expect(example).to_be_visible()
    box(frame(trip), "Name of the trip").fill("Mine")
    trip.reload()
    expect(example).to_be_hidden()


def test_what_was_typed_is_kept_as_soon_as_the_page_is_hidden(trip: Page) -> None:
    found = trip.evaluate(
        """() => {
          const name = document.querySelector("[data-field=name]");
          name.value = "Just now";
          name.dispatchEvent(new Event("input", { bubbles: true }));
          document.dispatchEvent(new Event("visibilitychange"));
          return JSON.parse(localStorage.getItem("footbridge:worksheet:trip")).parts.frame.name;
        }"""
    )
    assert found == "Just now"


def test_saving_leaves_the_caret_where_it_is(trip: Page) -> None:
    name = box(frame(trip), "Name of the trip")
    name.fill("Round lake")
    for _ in "lake":
        name.press("ArrowLeft")
    expect(trip.get_by_text("Saved on this device")).to_be_visible()
    trip.keyboard.type("the ")
    until(trip, lambda: kept_form(trip), {"name": "Round the lake"})
    assert focus_is_on(trip, name)


def test_a_sheet_that_is_moved_goes_on(trip: Page) -> None:
    box(frame(trip), "Name of the trip").fill("Lake")
    trip.evaluate("() => document.querySelector('article').append(document.querySelector('course-worksheet'))")
    expect(box(frame(trip), "Name of the trip")).to_have_value("Lake")
    box(trip.locator(".part").first, "Name of the trip").fill("River")
    until(trip, lambda: kept_form(trip), {"name": "River"})
    assert trip.locator("details.row").count() == 1


def test_a_removed_sheet_stops_listening(trip: Page) -> None:
    box(frame(trip), "Name of the trip").fill("Lake")
    trip.evaluate(
        """() => {
          const sheet = document.querySelector("course-worksheet");
          sheet.remove();
          sheet.draw = sheet.save = () => { throw new Error("still listening") };
          dispatchEvent(new StorageEvent("storage", { key: null }));
          dispatchEvent(new Event("pagehide"));
        }"""
    )
    assert kept_form(trip) == {"name": "Lake"}


# History


def test_another_choice_on_the_same_day_takes_the_place_of_the_one_before(trip: Page) -> None:
    state = choice(row(trip, 1), "State")
    state.select_option(label="An idea")
    state.select_option(label="Asked")
    until(trip, lambda: kept_rows(trip), [{"state": "asked", "state@": [[TODAY, "asked"]]}])


def with_history(page: Page, sites: Sites) -> None:
    entries = [["2026-01-05", "idea"], ["2026-02-06", "asked"]]
    stops = {"order": ["r1"], "rows": {"r1": {"town": "Lima", "state": "asked", "state@": entries}}}
    why = {"why": "Rest", "why@": [["2026-01-01", "Work"], ["2026-01-02", "Rest"]]}
    open_sheet(page, sites, {"frame": why, "stops": stops})
    unfold(row(page, 1))


def states(page: Page) -> Any:
    return kept_rows(page)[0]["state@"]


def test_earlier_values_are_listed_by_their_labels_and_days(page: Page, sites: Sites) -> None:
    with_history(page, sites)
    expect(history(row(page, 1))).to_have_count(2)
    expect(row(page, 1).get_by_label("Day of “An idea”")).to_have_value("2026-01-05")
    expect(frame(page).get_by_label("Day of “Work”")).to_have_value("2026-01-01")


def test_a_choice_on_another_day_is_added_to_the_history(page: Page, sites: Sites) -> None:
    with_history(page, sites)
    choice(row(page, 1), "State").select_option(label="Booked")
    until(page, lambda: states(page), [["2026-01-05", "idea"], ["2026-02-06", "asked"], [TODAY, "booked"]])
    expect(row(page, 1).get_by_label("Day of “Booked”")).to_have_value(TODAY)


def test_a_text_with_history_is_noted_when_one_leaves_the_field(page: Page, sites: Sites) -> None:
    with_history(page, sites)
    box(frame(page), "Why").fill("Both")
    leave_field(page)
    until(page, lambda: kept_form(page)["why@"], [["2026-01-01", "Work"], ["2026-01-02", "Rest"], [TODAY, "Both"]])


def test_the_day_of_an_earlier_value_can_be_corrected(page: Page, sites: Sites) -> None:
    with_history(page, sites)
    row(page, 1).get_by_label("Day of “An idea”").fill("2026-01-07")
    leave_field(page)
    until(page, lambda: states(page), [["2026-01-07", "idea"], ["2026-02-06", "asked"]])
    page.reload()
    unfold(row(page, 1))
    expect(row(page, 1).get_by_label("Day of “An idea”")).to_have_value("2026-01-07")


def test_an_earlier_value_can_be_removed_and_the_removal_undone(page: Page, sites: Sites) -> None:
    with_history(page, sites)
    press(row(page, 1), "Remove “An idea” from the history")
    until(page, lambda: states(page), [["2026-02-06", "asked"]])
    expect_sheet_said(page, "Removed from the history.")
    press(page, "Undo")
    until(page, lambda: states(page), [["2026-01-05", "idea"], ["2026-02-06", "asked"]])
    expect(history(row(page, 1))).to_have_count(2)


def test_removing_an_earlier_value_by_keyboard_does_not_lose_the_focus(page: Page, sites: Sites) -> None:
    with_history(page, sites)
    row(page, 1).get_by_role("button", name="Remove “An idea” from the history").press("Enter")
    expect_sheet_said(page, "Removed from the history.")
    assert not focus_is_lost(page)


def test_the_day_of_an_earlier_value_that_does_not_exist_breaks_nothing(page: Page, sites: Sites) -> None:
    with_history(page, sites)
    day = row(page, 1).get_by_label("Day of “An idea”")
    day.focus()
    page.keyboard.type("02312027")
    assert day.evaluate("field => field.validity.badInput")
    box(frame(page), "Address").focus()
    page.wait_for_timeout(600)
    assert all(day for day, _ in states(page))
    expect_sheet_said(page, "this is not a day of the calendar")


def test_another_text_on_the_same_day_takes_the_place_of_the_one_before(trip: Page) -> None:
    for text in ("Work", "Rest"):
        box(frame(trip), "Why").fill(text)
        leave_field(trip)
    until(trip, lambda: kept_form(trip), {"why": "Rest", "why@": [[TODAY, "Rest"]]})


def test_an_emptied_answer_is_no_entry_of_the_history(page: Page, sites: Sites) -> None:
    with_history(page, sites)
    choice(row(page, 1), "State").select_option(label="Choose")
    until(page, lambda: kept_rows(page)[0].get("state"), None)
    assert states(page) == [["2026-01-05", "idea"], ["2026-02-06", "asked"]]


def test_nothing_moves_at_the_moment_of_a_change_and_the_history_shows_with_the_save(page: Page, sites: Sites) -> None:
    with_history(page, sites)
    seen = page.evaluate(
        """async () => {
          const state = document.querySelector("[data-row=r1] [data-field=state]");
          const below = document.querySelector("[data-row=r1] [data-field=note]");
          const before = below.getBoundingClientRect().top;
          state.value = "booked";
          for (const type of ["input", "change"]) state.dispatchEvent(new Event(type, { bubbles: true }));
          await new Promise((resolve) => setTimeout(resolve, 150));
          return [state.closest("details").querySelectorAll("li").length, below.getBoundingClientRect().top - before];
        }"""
    )
    assert seen == [2, 0]
    expect(history(row(page, 1))).to_have_count(3)


def test_a_history_is_no_longer_than_thirty_values_and_shows_long_ones_in_short(page: Page, sites: Sites) -> None:
    entries = [[f"2026-01-{day:02}", f"{day} {'x' * 500}"] for day in range(1, 31)]
    open_sheet(page, sites, {"frame": {"why": entries[-1][1], "why@": entries}})
    expect(history(frame(page))).to_have_count(30)
    assert max(map(len, frame(page).locator(".field__was").all_inner_texts())) == 200
    box(frame(page), "Why").fill("Short")
    leave_field(page)
    until(page, lambda: kept_form(page)["why@"], [*entries[1:], [TODAY, "Short"]])


# What does not fit its field


def test_a_date_that_does_not_exist_is_said_and_keeps_nothing(trip: Page) -> None:
    start = box(frame(trip), "First day")
    start.focus()
    trip.keyboard.type("02312027")
    assert start.evaluate("field => field.validity.badInput")
    box(frame(trip), "Address").focus()
    expect_sheet_said(trip, "First day: this is not a day of the calendar")
    assert kept_form(trip) == {}


def test_a_month_that_does_not_exist_is_said(trip: Page) -> None:
    """Browsers without a field for months show a line to type in."""
    month = frame(trip).get_by_label("Month", exact=True)
    month.evaluate("field => { field.type = 'text' }")
    for text in ("2027-13", "3/2027", "March"):
        month.fill(text)
        leave_field(trip)
        expect_sheet_said(trip, "Month: write year and month, such as 2027-03.")
    month.fill("2027-03")
    leave_field(trip)
    expect(sheet_status(trip)).to_have_text("")


def test_half_a_month_is_said_in_words_about_months(trip: Page) -> None:
    frame(trip).get_by_label("Month", exact=True).focus()
    trip.keyboard.type("M")
    box(frame(trip), "Address").focus()
    expect_sheet_said(trip, "Month: write year and month")


def type_days(page: Page, text: str) -> None:
    days(page).fill(text)
    leave_field(page)


def test_a_number_that_is_none_is_said_and_kept_as_typed(trip: Page) -> None:
    for text in ("many", "4 5x", "1e3", "--4", "١٢", "4,5,6"):
        type_days(trip, text)
        expect_sheet_said(trip, "Days: this is not a number.")
        until(trip, lambda: kept_form(trip), {"days": text})


def test_a_number_out_of_range_is_said_and_kept(trip: Page) -> None:
    for text in ("0", "31", "-4", "30,5"):
        type_days(trip, text)
        expect_sheet_said(trip, "Days: a number from 1 to 30 makes sense here.")
        until(trip, lambda: kept_form(trip), {"days": text})


def test_nothing_is_said_about_a_sound_number(trip: Page) -> None:
    for text in ("1", "30", "4,5", "4.5", " 12 ", "+3", ""):
        type_days(trip, "many")
        expect_sheet_said(trip, "Days:")
        type_days(trip, text)
        expect(sheet_status(trip)).to_have_text("")


def test_a_megabyte_pasted_is_kept_and_said(trip: Page) -> None:
    text = "word " * 209_716
    box(frame(trip), "Why").fill(text, timeout=30_000)
    leave_field(trip)
    expect_sheet_said(trip, f"Why: this text has {len(text)} letters.")
    until(trip, lambda: kept_form(trip).get("why") == text, True)
    trip.reload(timeout=30_000)
    assert box(frame(trip), "Why").input_value() == text


# Records that are not as they should


def test_the_record_of_a_newer_version_is_untouched_and_that_is_said(page: Page, sites: Sites) -> None:
    text = json.dumps({"v": 2, "parts": {"frame": {"name": {"new": "form"}}}})
    open_sheet(page, sites)
    keep(page, text)
    page.reload()
    expect(page.get_by_text(NEWER)).to_be_visible()
    box(frame(page), "Name of the trip").fill("Typed")
    press(part(page, "Stops"), "Add: Stop")
    box(row(page, 2), "Town").fill("Lima")
    page.wait_for_timeout(600)
    expect(page.get_by_text(NEWER)).to_be_visible()
    expect(page.get_by_text("Saved on this device")).to_have_count(0)
    expect(box(frame(page), "Name of the trip")).to_have_value("Typed")
    page.reload()
    assert kept_text(page) == text


def test_a_newer_record_that_another_tab_writes_is_untouched(trip: Page) -> None:
    other = trip.context.new_page()
    other.goto(trip.url)
    text = json.dumps({"v": 2, "parts": {}})
    keep(other, text)
    expect(trip.get_by_text(NEWER)).to_be_visible()
    box(frame(trip), "Name of the trip").fill("Typed")
    trip.reload()
    other.close()
    assert kept_text(trip) == text


GARBAGE = (
    "{",
    "null",
    "[]",
    "7",
    '{"v": 1}',
    '{"v": "1", "parts": {}}',
    '{"v": 0, "parts": {}}',
    '{"v": 1, "parts": []}',
    '{"v": 1, "parts": {"frame": "text"}}',
    '{"v": 1, "parts": {"frame": {"name": {"toString": 1}}}}',
    '{"v": 1, "parts": {"frame": {"why@": [["2026-01-01", 1]]}}}',
    '{"v": 1, "parts": {"__proto__": {"name": "x"}}}',
    '{"v": 1, "parts": {"stops": {"order": ["a"], "rows": {}}}}',
    '{"v": 1, "parts": {"stops": {"order": ["toString"], "rows": {}}}}',
    '{"v": 1, "parts": {"stops": {"order": ["a", "a"], "rows": {"a": {}}}}}',
    '{"v": 1, "parts": {"stops": {"order": ["<img>"], "rows": {"<img>": {}}}}}',
    "\x00\x01\ufffd",
)


def test_an_unreadable_record_is_put_aside_and_that_is_said(page: Page, sites: Sites) -> None:
    open_sheet(page, sites)
    keep(page, "{")
    page.reload()
    expect(page.get_by_text(UNREADABLE)).to_be_visible()
    assert kept_text(page) == "{"
    box(frame(page), "Name of the trip").fill("Anew")
    until(page, lambda: kept_text(page) != "{", True)
    assert kept_form(page) == {"name": "Anew"}
    expect(page.get_by_text(UNREADABLE)).to_be_visible()
    page.reload()
    expect(page.get_by_text(UNREADABLE)).to_have_count(0)
    assert aside(page) == ["{"]


def test_garbage_of_every_kind_counts_as_unreadable(bare: Page, sites: Sites) -> None:
    faults = bare.evaluate(
        """async ([module, texts]) => {
          const { parse } = await import(module);
          return texts.map((text) => parse(text)).map(({ fault, record }) => [fault, JSON.stringify(record)]);
        }""",
        [f"{sites.cases}assets/js/worksheet/record.js", GARBAGE],
    )
    assert faults == [["unreadable", '{"v":1,"parts":{}}']] * len(GARBAGE)


def aside(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """Object.entries(localStorage)
          .filter(([key]) => key.startsWith("footbridge:worksheet:trip:unreadable-")).map(([, text]) => text)"""
    )
    return found


def test_an_unreadable_record_is_put_aside_once_even_where_the_storage_is_full(browse: Browse, sites: Sites) -> None:
    page = browse()
    open_sheet(page, sites)
    keep(page, "{")
    page.add_init_script(
        """const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, text) {
          if (key.endsWith(":trip")) throw new DOMException("full", "QuotaExceededError");
          set.call(this, key, text);
        }"""
    )
    page.reload()
    for text in ("a", "ab", "abc"):
        box(frame(page), "Name of the trip").fill(text)
        page.wait_for_timeout(500)
    assert aside(page) == ["{"]


# Storages that refuse

FULL = """window.full = true;
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, text) {
  if (full) throw new DOMException("full", "QuotaExceededError");
  set.call(this, key, text);
}"""


def test_a_full_storage_is_said_and_the_sheet_goes_on(browse: Browse, sites: Sites) -> None:
    page = browse()
    page.add_init_script(FULL)
    open_sheet(page, sites)
    expect(page.get_by_text(NOT_KEPT)).to_have_count(0)
    box(frame(page), "Name of the trip").fill("Lake")
    expect(page.get_by_text(NOT_KEPT)).to_be_visible()
    box(row(page, 1), "Town").fill("Lima")
    press(part(page, "Stops"), "Add: Stop")
    box(row(page, 2), "Town").fill("Quito")
    press(row(page, 2), "Move up")
    expect(frame(page).locator("output")).to_have_text("2")
    expect(box(frame(page), "Name of the trip")).to_have_value("Lake")
    assert kept_text(page) is None


def test_once_the_storage_has_room_the_next_change_keeps_everything(browse: Browse, sites: Sites) -> None:
    page = browse()
    page.add_init_script(FULL)
    open_sheet(page, sites)
    box(frame(page), "Name of the trip").fill("Lake")
    box(row(page, 1), "Town").fill("Lima")
    expect(page.get_by_text(NOT_KEPT)).to_be_visible()
    page.evaluate("window.full = false")
    box(row(page, 1), "Note").fill("!")
    expect(page.get_by_text("Saved on this device")).to_be_visible()
    expect(page.get_by_text(NOT_KEPT)).to_have_count(0)
    assert kept_form(page)["name"] == "Lake"
    assert kept_rows(page) == [{"town": "Lima", "note": "!"}]


def test_a_blocked_storage_is_said_at_once_and_the_sheet_goes_on(browse: Browse, sites: Sites) -> None:
    page = browse(allow="blocked by the test")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked by the test') } })"
    )
    open_sheet(page, sites)
    expect(page.get_by_text(NOT_KEPT)).to_be_visible()
    box(frame(page), "Name of the trip").fill("Lake")
    box(row(page, 1), "Town").fill("Lima")
    leave_field(page)
    expect(frame(page).locator("output")).to_have_text("1")
    press(page, "Clear this sheet")
    expect(box(frame(page), "Name of the trip")).to_have_value("")
    press(page, "Undo")
    expect(box(frame(page), "Name of the trip")).to_have_value("Lake")
    expect(page.get_by_text(NOT_KEPT)).to_be_visible()


# Shortcuts of the theme


def places(page: Page) -> dict[str, Locator]:
    """Give one of each kind of thing in a worksheet that can have the focus."""
    return {
        "scale": frame(page).get_by_label("Keen"),
        "check": frame(page).get_by_label("Booked"),
        "list": choice(frame(page), "Way"),
        "date": box(frame(page), "First day"),
        "button": part(page, "Stops").get_by_role("button", name="Add: Stop"),
        "row": row(page, 1).locator("summary").first,
        "example": page.locator(".worksheet__example > summary"),
        "export": page.get_by_role("button", name="Take away as a table (CSV)"),
        "file": page.get_by_label("Bring in a table (CSV)"),
        "result": part(page, "Stops").get_by_role("button", name="Make all large"),
        "status": sheet_status(page),
    }


def test_no_shortcut_leaves_the_sheet(trip: Page) -> None:
    box(row(trip, 1), "Town").fill("Lima")
    address = trip.url
    trip.evaluate("() => { window.reached = []; addEventListener('keydown', (event) => reached.push(event.key)) }")
    for name, place in places(trip).items():
        for key in SHORTCUTS:
            place.focus()
            trip.keyboard.press(key)
        assert (name, trip.evaluate("reached")) == (name, [])
    assert trip.url == address


def test_shortcuts_typed_in_a_field_are_text(trip: Page) -> None:
    address = trip.url
    for label in ("Name of the trip", "Why", "Address"):
        box(frame(trip), label).focus()
        for key in SHORTCUTS:
            trip.keyboard.press(key)
        expect(box(frame(trip), label)).to_have_value("".join(SHORTCUTS))
    trip.wait_for_timeout(200)
    assert trip.url == address


def test_no_shortcut_leaves_a_list_that_is_searched_or_chosen_from(page: Page, sites: Sites) -> None:
    rows = {f"r{at}": {"town": f"Town {at}"} for at in range(8)}
    open_sheet(page, sites, {"stops": {"order": list(rows), "rows": rows}})
    address = page.url
    find = page.get_by_role("searchbox", name="Find in this list")
    unfold(row(page, 1))
    page.get_by_text("Choose from: Towns").click()
    others = (
        page.get_by_text("Choose from: Towns"),
        choice(part(page, "Stops"), "Water"),
        page.get_by_role("button", name="Add “Lima”"),
        row(page, 1).get_by_role("button", name="Move down"),
        row(page, 1).get_by_role("button", name="Remove"),
        page.get_by_role("button", name="Clear this sheet"),
    )
    page.evaluate("() => { window.reached = []; addEventListener('keydown', (event) => reached.push(event.key)) }")
    find.focus()
    for key in SHORTCUTS:
        page.keyboard.press(key)
    expect(find).to_have_value("".join(SHORTCUTS))
    assert page.evaluate("reached") == []
    find.fill("")
    page.evaluate("reached.length = 0")
    for place in others:
        place.focus()
        for key in SHORTCUTS:
            page.keyboard.press(key)
    assert page.evaluate("reached") == []
    assert page.url == address


def test_enter_in_a_line_stays_on_the_page(trip: Page) -> None:
    address = trip.url
    name = box(frame(trip), "Name of the trip")
    name.fill("Lake")
    name.press("Enter")
    trip.wait_for_timeout(200)
    assert trip.url == address
    expect(name).to_have_value("Lake")


# Hostile text


def smuggled(page: Page) -> list[str]:
    found: list[str] = page.locator("course-worksheet *").evaluate_all(
        """all => all.filter((each) => each.matches("script, svg, iframe, style, img, a[href^=javascript]")
             || [...each.attributes].some(({ name }) => name.startsWith("on"))).map((each) => each.outerHTML)"""
    )
    return found


def test_hostile_text_that_is_typed_is_text(page: Page, sites: Sites) -> None:
    page.add_init_script(WATCH)
    open_sheet(page, sites)
    for text in CORPUS:
        for place in (box(frame(page), "Name of the trip"), box(frame(page), "Why"), box(row(page, 1), "Town")):
            place.fill(text)
            expect(place).to_have_value(text)
        box(frame(page), "Address").fill(f"javascript:hacked() {text}")
        leave_field(page)
        until(page, row(page, 1).locator(".row__name").text_content, text)
    assert smuggled(page) == []
    assert page.evaluate("window.wasHacked") is None


def test_hostile_text_that_is_kept_is_text_everywhere(page: Page, sites: Sites) -> None:
    page.add_init_script(WATCH)
    page.add_init_script("window.print = () => {}")
    rows = {
        f"r{at}": {
            "town": text,
            "size": text,
            "note": text,
            "state": text,
            "state@": [["2026-01-01", text], [text, text]],
        }
        for at, text in enumerate(CORPUS)
    }
    why = "\n".join(CORPUS)
    form = {"name": CORPUS[3], "why": why, "why@": [["2026-01-01", why], ["2026-01-02", why]], "total": CORPUS[2]}
    open_sheet(page, sites, {"frame": form, "stops": {"order": list(rows), "rows": rows}})
    for each in page.locator("details.row > summary").all():
        each.click()
    expect(part(page, "Stops").locator(".result__copy")).to_contain_text("<script>hacked()</script>")
    for text in CORPUS:
        expect(page.locator(".row__name").filter(has_text=text).first).to_be_visible()
    page.locator(".practice").evaluate_all("all => all.forEach((each) => { each.open = true })")
    expect(history(row(page, 1)).first).to_contain_text(CORPUS[0])
    press(row(page, 1), "Remove")
    expect_sheet_said(page, f"“{CORPUS[0]}” is removed.")
    press(page, "Print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".worksheet__paper")).to_contain_text(CORPUS[3])
    page.evaluate("for (const each of document.querySelectorAll('*')) each.dispatchEvent(new MouseEvent('mouseover'))")
    page.wait_for_timeout(200)
    assert smuggled(page) == []
    assert page.evaluate("window.wasHacked") is None
