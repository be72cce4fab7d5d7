"""Worksheets: rows that are added, moved, removed and chosen by keyboard, taken back, and shared by two tabs."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .conftest import Browse, Sites
from .reader import (
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
    row_names,
    sheet_status,
    unfold,
    until,
)


def stops(page: Page) -> Locator:
    return part(page, "Stops")


def towns(*names: str) -> dict[str, Any]:
    """Give a part with a row for each town."""
    rows = {f"r{at}": {"town": name} for at, name in enumerate(names)}
    return {"stops": {"order": list(rows), "rows": rows}}


def kept_towns(page: Page) -> list[str]:
    return [each.get("town", "") for each in kept_rows(page)]


@pytest.fixture
def trip(page: Page, sites: Sites) -> Page:
    open_sheet(page, sites)
    return page


@pytest.fixture
def three(page: Page, sites: Sites) -> Page:
    open_sheet(page, sites, towns("Lima", "Cusco", "Quito"))
    return page


# Adding


def test_an_empty_part_begins_with_one_unfolded_row_that_is_not_kept_yet(trip: Page) -> None:
    assert row_names(trip) == ["Stop 1"]
    expect(box(row(trip, 1), "Town")).to_be_visible()
    trip.wait_for_timeout(500)
    assert kept_text(trip) is None


def test_a_row_is_kept_from_its_first_letter(trip: Page) -> None:
    box(row(trip, 1), "Town").press_sequentially("L")
    until(trip, lambda: kept_towns(trip), ["L"])
    trip.reload()
    assert row_names(trip) == ["L"]
    assert row(trip, 1).get_attribute("open") is None


def test_a_choice_or_tick_also_puts_a_row_into_the_record(trip: Page) -> None:
    choice(row(trip, 1), "Size").select_option(label="Small")
    until(trip, lambda: kept_rows(trip), [{"size": "small"}])
    assert row_names(trip) == ["Stop 1"]


def test_rows_added_and_left_empty_are_not_kept(three: Page) -> None:
    press(stops(three), "Add: Stop")
    press(stops(three), "Add: Stop")
    box(row(three, 5), "Town").fill("Sucre")
    until(three, lambda: kept_towns(three), ["Lima", "Cusco", "Quito", "Sucre"])
    three.reload()
    assert row_names(three) == ["Lima", "Cusco", "Quito", "Sucre"]


def test_a_row_is_called_by_its_first_field_and_shows_its_columns(trip: Page) -> None:
    box(row(trip, 1), "Town").fill("Lima")
    choice(row(trip, 1), "Size").select_option(label="Large")
    choice(row(trip, 1), "State").select_option(label="An idea")
    box(row(trip, 1), "Day").fill("2027-03-31")
    summary = row(trip, 1).locator("summary").first
    expect(summary).to_contain_text("Lima An idea ·")
    expect(summary).not_to_contain_text("Large")
    box(row(trip, 1), "Town").fill("")
    expect(summary).to_contain_text("Stop 1")


def test_a_part_takes_no_more_rows_than_it_has_room_for(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns(*(f"Town {at}" for at in range(400))))
    press(stops(page), "Add: Stop")
    expect_sheet_said(page, "This sheet holds 400 rows. Remove one before you add: Stop.")
    assert page.locator("details.row").count() == 400


def test_a_table_to_choose_from_adds_no_row_beyond_the_room(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns(*(f"Town {at}" for at in range(400))))
    page.get_by_text("Choose from: Towns").click()
    press(page, "Add “Lima”")
    expect_sheet_said(page, "This sheet holds 400 rows.")
    assert len(kept_rows(page)) == 400


def test_three_hundred_rows_are_listed_folded_and_open_on_demand(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns(*(f"Town {at}" for at in range(300))))
    assert page.locator("details.row").count() == 300
    assert page.locator("details.row [data-field]").count() == 0
    assert page.locator("details.row[open]").count() == 0
    unfold(row(page, 200))
    expect(box(row(page, 200), "Town")).to_have_value("Town 199")
    assert page.locator("details.row .row__body").count() == 1
    box(row(page, 200), "Town").fill("Changed")
    until(page, lambda: kept_towns(page)[199], "Changed")


# Finding


def many(count: int = 9) -> dict[str, Any]:
    record = towns(*(f"Town {at}" for at in range(count)))
    record["stops"]["rows"]["r3"]["state"] = "booked"
    return record


def find(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Find in this list")


def shown(page: Page) -> list[str]:
    return stops(page).locator(".row__name:visible").all_inner_texts()


def test_a_short_list_is_read_and_a_list_of_eight_can_be_searched(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns(*"abcdefg"))
    expect(find(page)).to_have_count(0)
    press(stops(page), "Add: Stop")
    box(row(page, 8), "Town").fill("h")
    expect(find(page)).to_be_visible()


def test_a_list_is_narrowed_by_words_of_its_folded_lines(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, many(300))
    find(page).press_sequentially("TOWN 29")
    assert shown(page) == ["Town 29", *(f"Town {at}" for at in range(290, 300))]
    find(page).fill(" book")
    assert shown(page) == ["Town 3"]
    find(page).fill("nowhere")
    assert shown(page) == []
    find(page).fill("")
    assert len(shown(page)) == 300


def test_a_list_stays_narrowed_while_one_writes_elsewhere_and_keeps_nothing_of_the_words(
    page: Page, sites: Sites
) -> None:
    open_sheet(page, sites, many())
    find(page).fill("booked")
    box(part(page, "The trip"), "Name of the trip").fill("Lake")
    until(page, lambda: kept_form(page).get("name"), "Lake")
    assert shown(page) == ["Town 3"]
    assert len(kept_rows(page)) == 9
    page.reload()
    assert len(shown(page)) == 9


def test_adding_a_row_ends_the_search(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, many())
    find(page).fill("booked")
    press(stops(page), "Add: Stop")
    assert focus_is_on(page, box(row(page, 10), "Town"))
    expect(find(page)).to_have_value("")
    assert len(shown(page)) == 10


def test_a_new_row_stays_in_sight_while_one_writes_in_it(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, many())
    press(stops(page), "Add: Stop")
    find(page).fill("booked")
    assert shown(page) == ["Town 3", "Stop 10"]
    box(row(page, 10), "Town").focus()
    page.keyboard.type("Lima")
    until(page, lambda: kept_towns(page)[-1], "Lima")
    page.keyboard.type("!")
    until(page, lambda: kept_towns(page)[-1], "Lima!")
    assert focus_is_on(page, box(row(page, 10), "Town"))


def test_a_row_that_was_found_stays_in_sight_while_one_writes_in_it(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, many())
    find(page).fill("Town 5")
    assert shown(page) == ["Town 5"]
    unfold(row(page, 6))
    box(row(page, 6), "Town").fill("Lima")
    until(page, lambda: kept_towns(page)[5], "Lima")
    page.keyboard.type("!")
    until(page, lambda: kept_towns(page)[5], "Lima!")
    assert focus_is_on(page, box(row(page, 6), "Town"))


def test_removing_in_a_narrowed_list_never_loses_the_focus(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, many())
    press(stops(page), "Add: Stop")
    find(page).fill("booked")
    assert shown(page) == ["Town 3", "Stop 10"]
    row(page, 10).get_by_role("button", name="Remove").press("Enter")
    assert not focus_is_lost(page)
    unfold(row(page, 4))
    row(page, 4).get_by_role("button", name="Remove").press("Enter")
    expect_sheet_said(page, "“Town 3” is removed.")
    assert not focus_is_lost(page)
    find(page).fill("")
    press(page, "Undo")
    until(page, lambda: row_names(page), [f"Town {at}" for at in range(9)])


# By keyboard


def test_a_row_is_added_by_keyboard_and_focus_is_in_its_first_field(three: Page) -> None:
    stops(three).get_by_role("button", name="Add: Stop").press("Enter")
    assert focus_is_on(three, box(row(three, 4), "Town"))
    three.keyboard.type("Sucre")
    until(three, lambda: kept_towns(three), ["Lima", "Cusco", "Quito", "Sucre"])


def test_a_row_is_moved_by_keyboard_and_keeps_the_focus(three: Page) -> None:
    unfold(row(three, 1))
    down = row(three, 1).get_by_role("button", name="Move down")
    down.focus()
    for place in (2, 3):
        three.keyboard.press("Enter")
        expect_sheet_said(three, f"“Lima” now stands in place {place}.")
        assert focus_is_on(three, row(three, place).get_by_role("button", name="Move down"))
    assert row_names(three) == ["Cusco", "Quito", "Lima"]
    until(three, lambda: kept_towns(three), ["Cusco", "Quito", "Lima"])
    three.keyboard.press("Enter")
    expect_sheet_said(three, "It stands at the end of the list already.")
    three.keyboard.press("Shift+Tab")
    three.keyboard.press("Enter")
    until(three, lambda: kept_towns(three), ["Cusco", "Lima", "Quito"])
    assert focus_is_on(three, row(three, 2).get_by_role("button", name="Move up"))


def test_the_first_row_cannot_move_up(three: Page) -> None:
    unfold(row(three, 1))
    press(row(three, 1), "Move up")
    expect_sheet_said(three, "It stands at the end of the list already.")
    assert row_names(three) == ["Lima", "Cusco", "Quito"]


def test_what_is_being_typed_moves_with_its_row(three: Page) -> None:
    unfold(row(three, 3))
    box(row(three, 3), "Town").fill("Quito!")
    press(row(three, 3), "Move up")
    until(three, lambda: kept_towns(three), ["Lima", "Quito!", "Cusco"])
    expect(box(row(three, 2), "Town")).to_have_value("Quito!")


def test_removing_by_keyboard_goes_on_to_the_next_row(three: Page) -> None:
    unfold(row(three, 2))
    row(three, 2).get_by_role("button", name="Remove").press("Enter")
    expect_sheet_said(three, "“Cusco” is removed.")
    assert focus_is_on(three, row(three, 2).locator("summary").first)
    assert row_names(three) == ["Lima", "Quito"]
    until(three, lambda: kept_towns(three), ["Lima", "Quito"])


def test_removing_the_last_rows_by_keyboard_never_loses_the_focus(three: Page) -> None:
    for left in (2, 1, 0):
        last = row(three, left + 1)
        unfold(last)
        last.get_by_role("button", name="Remove").press("Enter")
        assert not focus_is_lost(three)
    assert row_names(three) == ["Stop 1"]
    until(three, lambda: kept_towns(three), [])


def test_a_whole_table_is_written_by_keyboard_alone(trip: Page) -> None:
    box(row(trip, 1), "Town").focus()
    for name in ("Lima", "Quito"):
        trip.keyboard.type(name)
        add = stops(trip).get_by_role("button", name="Add: Stop")
        for _ in range(30):
            trip.keyboard.press("Tab")
            assert not focus_is_lost(trip)
            if focus_is_on(trip, add):
                break
        trip.keyboard.press("Space")
    trip.keyboard.type("Sucre")
    until(trip, lambda: kept_towns(trip), ["Lima", "Quito", "Sucre"])


# Taking back


def test_a_removed_row_comes_back_with_its_values_in_its_place(page: Page, sites: Sites) -> None:
    record: Any = towns("Lima", "Cusco", "Quito")
    record["stops"]["rows"]["r1"] |= {"state": "idea", "state@": [["2026-01-01", "idea"]], "note": "By the\nriver"}
    open_sheet(page, sites, record)
    before = kept_rows(page)
    unfold(row(page, 2))
    press(row(page, 2), "Remove")
    until(page, lambda: len(kept_rows(page)), 2)
    page.get_by_role("button", name="Undo").press("Enter")
    assert not focus_is_lost(page)
    expect_sheet_said(page, "Taken back.")
    assert row_names(page) == ["Lima", "Cusco", "Quito"]
    until(page, lambda: kept_rows(page), before)
    unfold(row(page, 2))
    expect(box(row(page, 2), "Note")).to_have_value("By the\nriver")


def test_a_row_removed_right_after_it_was_typed_comes_back(trip: Page) -> None:
    """The last field's change event and the click come together."""

    def late(route: Route) -> None:
        trip.wait_for_timeout(400)
        route.continue_()

    trip.route("**/worksheet/judge.js", late)
    box(row(trip, 1), "Town").fill("Lima")
    press(row(trip, 1), "Remove")
    expect_sheet_said(trip, "“Lima” is removed.")
    trip.wait_for_timeout(800)
    press(trip, "Undo")
    assert row_names(trip) == ["Lima"]
    until(trip, lambda: kept_towns(trip), ["Lima"])


def test_one_removal_after_another_can_be_taken_back(three: Page) -> None:
    for name in ("Lima", "Cusco"):
        at = row_names(three).index(name) + 1
        unfold(row(three, at))
        press(row(three, at), "Remove")
        expect_sheet_said(three, f"“{name}” is removed.")
        until(three, lambda: len(kept_towns(three)), 2)
        press(three, "Undo")
        until(three, lambda: kept_towns(three), ["Lima", "Cusco", "Quito"])


def test_two_removals_in_a_row_can_both_be_taken_back(three: Page) -> None:
    for _ in range(2):
        unfold(row(three, 1))
        press(row(three, 1), "Remove")
    until(three, lambda: kept_towns(three), ["Quito"])
    press(three, "Undo")
    until(three, lambda: kept_towns(three), ["Cusco", "Quito"])
    press(three, "Undo")
    until(three, lambda: kept_towns(three), ["Lima", "Cusco", "Quito"])


def test_what_was_typed_after_a_removal_stays_when_it_is_taken_back(three: Page) -> None:
    unfold(row(three, 1))
    press(row(three, 1), "Remove")
    box(part(three, "The trip"), "Name of the trip").fill("Lake")
    press(three, "Undo")
    until(three, lambda: kept_towns(three), ["Lima", "Cusco", "Quito"])
    assert kept_form(three)["name"] == "Lake"


def test_clearing_empties_everything_and_can_be_taken_back(page: Page, sites: Sites) -> None:
    record: Any = towns("Lima", "Cusco")
    record["frame"] = {"name": "Lake", "why": "Rest", "why@": [["2026-01-01", "Rest"]], "booked": "yes", "mood": "keen"}
    record["checks"] = {"order": [], "rows": {"keys": {"done": "yes", "remark": "Box"}}}
    record["old"] = {"gone": "kept so far"}
    open_sheet(page, sites, record)
    until(page, lambda: kept_form(page).get("total"), "2")
    before = [kept_form(page), kept_rows(page), kept(page)["parts"]["checks"]["rows"], kept_form(page, "old")]
    press(page, "Clear this sheet")
    expect_sheet_said(page, "Done.")
    frame = part(page, "The trip")
    expect(box(frame, "Name of the trip")).to_have_value("")
    expect(frame.get_by_label("Booked")).not_to_be_checked()
    expect(frame.get_by_label("Keen")).not_to_be_checked()
    expect(frame.locator("output")).to_have_text("—")
    expect(part(page, "Before you go").get_by_label("Done").nth(1)).not_to_be_checked()
    assert row_names(page) == ["Stop 1"]
    until(page, lambda: [kept_form(page), kept_rows(page), kept_form(page, "old")], [{}, [], {}])
    page.get_by_role("button", name="Undo").press("Enter")
    assert not focus_is_lost(page)
    expect(box(frame, "Name of the trip")).to_have_value("Lake")
    expect(frame.get_by_label("Booked")).to_be_checked()
    assert row_names(page) == ["Lima", "Cusco"]
    now = lambda: [kept_form(page), kept_rows(page), kept(page)["parts"]["checks"]["rows"], kept_form(page, "old")]  # noqa: E731
    until(page, now, before)


def test_a_cleared_sheet_is_written_in_and_printed_again(page: Page, sites: Sites) -> None:
    page.add_init_script("window.print = () => dispatchEvent(new Event('beforeprint'))")
    record: Any = {"frame": {"name": "Lake", "why": "Rest", "why@": [["2026-01-01", "Rest"]]}}
    open_sheet(page, sites, record)
    press(page, "Clear this sheet")
    box(part(page, "The trip"), "Name of the trip").fill("River")
    press(page, "Print")
    expect(page.locator(".worksheet__paper")).to_contain_text("River")
    expect(page.locator(".worksheet__paper")).not_to_contain_text("Rest")


# What a calculation found


def test_results_show_every_kind_of_block(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns("Lima", "Cusco"))
    result = stops(page).locator(".part__result")
    expect(result.get_by_text("Towns: 2")).to_be_visible()
    expect(result.get_by_role("listitem").filter(has_text="Lima ()")).to_be_visible()
    expect(result.get_by_role("rowheader", name="Cusco")).to_be_visible()
    expect(result.get_by_role("columnheader", name="x")).to_be_visible()
    expect(result.get_by_text("No large town yet.")).to_be_visible()
    expect(result.get_by_text("Lima, Cusco", exact=True)).to_be_visible()
    result.locator("summary", has_text="Cusco").click()
    unfold(row(page, 1))
    expect(row(page, 1).locator(".row__result")).to_have_text("Lima")


def test_a_button_of_a_result_changes_rows_and_can_be_taken_back(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns("Lima", "Cusco"))
    unfold(row(page, 1))
    stops(page).get_by_role("button", name="Make all large").press("Enter")
    expect_sheet_said(page, "Done.")
    assert not focus_is_lost(page)
    expect(choice(row(page, 1), "Size")).to_have_value("large")
    until(page, lambda: [each.get("size") for each in kept_rows(page)], ["large", "large"])
    expect(page.get_by_text("No large town yet.")).to_have_count(0)
    press(page, "Undo")
    until(page, lambda: [each.get("size") for each in kept_rows(page)], [None, None])
    expect(choice(row(page, 1), "Size")).to_have_value("")


def test_a_card_stays_unfolded_while_one_types_elsewhere(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns("Lima", "Cusco"))
    card = page.locator(".practice").first
    card.locator("summary").click()
    box(part(page, "The trip"), "Name of the trip").fill("Lake")
    until(page, lambda: kept_form(page).get("name"), "Lake")
    assert card.get_attribute("open") is not None


def test_bars_stand_with_their_labels_and_figures(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns("Lima", "Cusco"))
    bars = stops(page).locator(".bar")
    expect(bars).to_have_text(["Lima0–2", "Cusco1–3"])
    lengths = bars.locator(".bar__part").evaluate_all(
        """parts => parts.map((part) => {
          const [inner, outer] = [part, part.parentElement].map((each) => each.getBoundingClientRect());
          return [(inner.left - outer.left) / outer.width, inner.width / outer.width].map((x) => Math.round(3 * x));
        })"""
    )
    assert lengths == [[0, 2], [1, 2]]


def test_a_text_of_a_result_is_copied(browse: Browse, sites: Sites) -> None:
    page = browse(permissions=["clipboard-read", "clipboard-write"])
    open_sheet(page, sites, towns("Lima", "Cusco"))
    stops(page).get_by_role("button", name="Copy").press("Enter")
    expect(stops(page).get_by_role("button", name="Copied")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == "Lima, Cusco"


def test_a_text_that_the_browser_does_not_copy_is_selected(page: Page, sites: Sites) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    open_sheet(page, sites, towns("Lima", "Cusco"))
    stops(page).get_by_role("button", name="Copy").press("Enter")
    expect(stops(page).get_by_role("button", name="Selected: copy it with your keyboard or menu")).to_be_focused()
    assert page.evaluate("getSelection().toString()").strip() == "Lima, Cusco"


def test_what_is_calculated_follows_what_is_typed(trip: Page) -> None:
    total = part(trip, "The trip").locator("output")
    expect(total).to_have_text("—")
    for town, count in (("Lima", "1"), ("", "—")):
        box(row(trip, 1), "Town").fill(town)
        expect(total).to_have_text(count)
        expect(row(trip, 1).locator(".row__result")).to_have_text(town)
    expect(stops(trip).locator(".part__result")).to_be_empty()
    until(trip, lambda: kept_form(trip), {})


# Choosing from a table


def test_a_table_to_choose_from_is_narrowed_by_its_column(trip: Page) -> None:
    trip.get_by_text("Choose from: Towns").click()
    expect(trip.get_by_text("3 of 3 shown")).to_be_visible()
    choice(stops(trip), "Water").select_option(label="River")
    expect(trip.get_by_text("2 of 3 shown")).to_be_visible()
    expect(trip.get_by_role("rowheader", name="Lima")).to_be_hidden()
    choice(stops(trip), "Water").select_option(label="All")
    expect(trip.get_by_role("rowheader", name="Lima")).to_be_visible()


def test_a_chosen_row_is_added_with_ids_and_can_be_taken_back(trip: Page) -> None:
    trip.get_by_text("Choose from: Towns").click()
    trip.get_by_role("button", name="Add “Cusco”").press("Enter")
    expect_sheet_said(trip, "“Cusco” is added below.")
    assert not focus_is_lost(trip)
    until(trip, lambda: kept_rows(trip), [{"town": "Cusco", "size": "small"}])
    assert row_names(trip)[0] == "Cusco"
    press(trip, "Undo")
    until(trip, lambda: kept_rows(trip), [])
    assert row_names(trip) == ["Stop 1"]


def test_a_chosen_row_in_which_something_was_written_outlasts_the_undo(trip: Page) -> None:
    trip.get_by_text("Choose from: Towns").click()
    for town in ("Lima", "Quito"):
        press(trip, f"Add “{town}”")
        expect_sheet_said(trip, f"“{town}” is added below.")
    unfold(row(trip, 2))
    box(row(trip, 2), "Note").fill("My own words")
    until(trip, lambda: kept_rows(trip)[-1].get("note"), "My own words")
    for _ in range(2):
        press(trip, "Undo")
        expect_sheet_said(trip, "Taken back.")
    until(trip, lambda: kept_towns(trip), ["Quito"])


def test_a_table_to_choose_from_can_be_folded_and_unfolded_again(trip: Page) -> None:
    fold = trip.get_by_text("Choose from: Towns")
    for _ in range(3):
        fold.click()
    assert trip.get_by_role("button", name="Add “Lima”").count() == 1


def test_a_row_without_names_fits_every_filter(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.course}plan/how-to-learn/")
    fold = page.locator("details[data-pick=paths]")
    fold.locator("summary").first.click()
    free = fold.locator("tr:has([data-column=background][data-any])")
    assert free.count() > 0
    filters = choice(fold, "For")
    for background in filters.locator("option").all_inner_texts()[1:]:
        filters.select_option(label=background)
        named = fold.locator("td[data-column=background] [data-name]").get_by_text(background, exact=True)
        expect(fold.get_by_role("status")).to_contain_text(f"{free.count() + named.count()} of")
        assert free.locator("th:visible").count() == free.count()


def test_a_narrowed_table_adds_the_row_beside_its_button(trip: Page) -> None:
    trip.get_by_text("Choose from: Towns").click()
    choice(stops(trip), "Water").select_option(label="River")
    for name in ("Quito", "Cusco"):
        trip.get_by_role("button", name=f"Add “{name}”").press("Enter")
        expect_sheet_said(trip, f"“{name}” is added below.")
        assert focus_is_on(trip, trip.get_by_role("button", name=f"Add “{name}”"))
    expect(trip.get_by_text("2 of 3 shown")).to_be_visible()
    until(trip, lambda: kept_rows(trip), [{"town": "Quito", "size": "large"}, {"town": "Cusco", "size": "small"}])


# Two tabs


@pytest.fixture
def tabs(page: Page, sites: Sites) -> Any:
    open_sheet(page, sites, towns("Lima", "Cusco"))
    other = page.context.new_page()
    other.goto(page.url)
    yield page, other
    other.evaluate("document.querySelector('course-worksheet').remove()")
    other.close()


def test_fields_written_in_two_tabs_both_survive(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    box(part(one, "The trip"), "Name of the trip").fill("Lake")
    box(part(two, "The trip"), "Why").fill("Rest")
    until(one, lambda: [kept_form(one).get(key) for key in ("name", "why")], ["Lake", "Rest"])
    expect(box(part(two, "The trip"), "Name of the trip")).to_have_value("Lake")
    expect(box(part(one, "The trip"), "Why")).to_have_value("Rest")


def test_fields_of_one_row_written_in_two_tabs_both_survive(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    for tab in tabs:
        unfold(row(tab, 1))
    box(row(one, 1), "Host").fill("Ada")
    box(row(two, 1), "Note").fill("Near")
    until(one, lambda: kept_rows(one)[0], {"town": "Lima", "host": "Ada", "note": "Near"})
    expect(box(row(one, 1), "Note")).to_have_value("Near")


def test_rows_added_in_two_tabs_both_arrive(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    for tab in tabs:
        press(stops(tab), "Add: Stop")
    for tab, town in ((one, "Quito"), (two, "Sucre")):
        box(stops(tab).locator("details.row").last, "Town").fill(town)
        until(tab, lambda: town in kept_towns(tab), True)  # noqa: B023 - asked before the next turn
    until(one, lambda: sorted(kept_towns(one)), ["Cusco", "Lima", "Quito", "Sucre"])
    until(one, lambda: row_names(one), kept_towns(one))
    until(two, lambda: row_names(two), kept_towns(two))


def test_a_removed_row_leaves_the_other_tab_too(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    unfold(row(one, 1))
    press(row(one, 1), "Remove")
    until(two, lambda: row_names(two), ["Cusco"])
    press(one, "Undo")
    until(two, lambda: row_names(two), ["Lima", "Cusco"])


OTHER_TAB_WRITES_MEANWHILE = """(field) => {
  field.focus();
  field.value = "La";
  field.dispatchEvent(new InputEvent("input", {bubbles: true}));
  const key = "footbridge:worksheet:trip";
  localStorage.setItem(key, JSON.stringify({v: 1, parts: {frame: {name: "River", why: "Rest"}}}));
  dispatchEvent(new StorageEvent("storage", {key}));
}"""


def test_the_field_in_which_somebody_writes_is_not_overwritten(page: Page, sites: Sites) -> None:
    open_sheet(page, sites)
    name = box(part(page, "The trip"), "Name of the trip")
    name.evaluate(OTHER_TAB_WRITES_MEANWHILE)
    expect(box(part(page, "The trip"), "Why")).to_have_value("Rest")
    expect(name).to_have_value("La")
    name.press("End")
    name.press_sequentially("ke")
    until(page, lambda: kept_form(page).get("name"), "Lake")


def test_a_field_in_which_nobody_writes_now_shows_what_another_tab_wrote(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    name = box(part(one, "The trip"), "Name of the trip")
    name.press_sequentially("La")
    until(one, lambda: kept_form(one).get("name"), "La")
    box(part(two, "The trip"), "Name of the trip").fill("River")
    expect(name).to_be_focused()
    expect(name).to_have_value("River")
    name.press("End")
    name.press_sequentially(" cruise")
    until(one, lambda: kept_form(one).get("name"), "River cruise")


def test_a_row_removed_elsewhere_comes_back_whole_though_somebody_wrote_in_it(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    for tab in tabs:
        unfold(row(tab, 1))
    box(row(two, 1), "Note").press_sequentially("Near")
    press(row(one, 1), "Remove")
    one.wait_for_timeout(1000)
    press(one, "Undo")
    until(one, lambda: kept_rows(one)[0].get("town"), "Lima")
    assert kept_rows(one)[0].get("note") == "Near"


def test_clearing_the_browser_empties_the_sheet_in_the_other_tab(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    one.evaluate("localStorage.clear()")
    until(two, lambda: row_names(two), ["Stop 1"])


def test_a_tab_opened_from_an_older_time_does_not_bring_old_values_back(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    box(part(one, "The trip"), "Name of the trip").fill("Lake")
    until(one, lambda: kept_form(one).get("name"), "Lake")
    keep(two, {"v": 1, "parts": {"frame": {"name": "River"}}})
    box(part(one, "The trip"), "Why").fill("Rest")
    until(one, lambda: kept_form(one).get("why"), "Rest")
    assert kept_form(one)["name"] == "River"
    expect(sheet_status(one)).to_have_text("")


def test_a_row_removed_in_one_tab_leaves_the_focus_of_the_other_where_it_is(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    unfold(row(one, 2))
    note = box(row(one, 2), "Note")
    note.focus()
    unfold(row(two, 1))
    press(row(two, 1), "Remove")
    until(one, lambda: row_names(one), ["Cusco"])
    assert focus_is_on(one, box(row(one, 1), "Note"))


def test_a_row_moved_in_one_tab_leaves_the_focus_of_the_other_where_it_is(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    unfold(row(one, 2))
    box(row(one, 2), "Note").focus()
    unfold(row(two, 1))
    press(row(two, 1), "Move down")
    until(one, lambda: row_names(one), ["Cusco", "Lima"])
    assert focus_is_on(one, box(row(one, 1), "Note"))


def test_a_row_moved_in_one_tab_and_written_in_another_is_moved_and_written(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    for tab in tabs:
        unfold(row(tab, 2))
    box(row(one, 2), "Note").fill("Near")
    press(row(two, 2), "Move up")
    until(one, lambda: [each.get("town") for each in kept_rows(one)], ["Cusco", "Lima"])
    until(one, lambda: kept_rows(one)[0].get("note"), "Near")
    until(two, lambda: box(row(two, 1), "Note").input_value(), "Near")


def test_a_sheet_cleared_in_one_tab_keeps_what_is_written_meanwhile_in_another(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    press(one, "Clear this sheet")
    box(part(two, "The trip"), "Name of the trip").fill("Lake")
    until(one, lambda: [kept_form(one).get("name"), kept_rows(one)], ["Lake", []])
    press(one, "Undo")
    until(one, lambda: [kept_form(one).get("name"), kept_towns(one)], ["Lake", ["Lima", "Cusco"]])
    until(two, lambda: row_names(two), ["Lima", "Cusco"])
