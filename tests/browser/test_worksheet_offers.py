"""Worksheets: what one sheet knows is offered in the next, once, and only taken when the reader says so."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import (
    box,
    choice,
    expect_sheet_said,
    focus_is_lost,
    focus_is_on,
    keep,
    kept_form,
    kept_rows,
    kept_text,
    open_sheet,
    part,
    press,
    row,
    row_names,
    unfold,
    until,
)

TRIP: dict[str, Any] = {
    "frame": {"name": "Round the lake", "way": "rail"},
    "stops": {
        "order": ["b", "a", "c"],
        "rows": {
            "a": {"town": "Lima", "state": "idea", "day": "2027-03-31"},
            "b": {"town": "Cusco", "state": "booked"},
            "c": {"town": "Quito", "state": "booked"},
        },
    },
}
TAKEN = [{"town": "Cusco"}, {"town": "Lima", "day": "2027-03-31"}, {"town": "Quito"}]


def offer(page: Page) -> Locator:
    return page.locator(".worksheet__offer")


def lines(page: Page) -> list[str]:
    return offer(page).get_by_role("listitem").all_inner_texts()


@pytest.fixture
def bag(page: Page, sites: Sites) -> Page:
    open_sheet(page, sites, TRIP, "other/")
    expect(offer(page)).to_be_visible()
    return page


def test_what_another_sheet_knows_is_offered_in_words_with_its_title(bag: Page) -> None:
    assert lines(bag) == [
        "Which trip: Round the lake (Plan a trip)",
        "Way: By rail (Plan a trip)",
        "Main town: Cusco (Plan a trip)",
        "For which town: Cusco, Lima, and Quito (Plan a trip)",
    ]


def test_an_offer_changes_nothing_until_it_is_taken(bag: Page) -> None:
    bag.reload()
    expect(offer(bag)).to_be_visible()
    assert kept_text(bag, "bag") is None
    expect(choice(part(bag, "The bag"), "Way")).to_have_value("")


def test_an_offer_is_taken_whole_with_rows_and_their_days(bag: Page) -> None:
    bag.get_by_role("button", name="Use it here").press("Enter")
    expect_sheet_said(bag, "Done.")
    assert not focus_is_lost(bag)
    expect(offer(bag)).to_be_hidden()
    frame = part(bag, "The bag")
    expect(frame.get_by_label("Which trip")).to_have_value("Round the lake")
    expect(choice(frame, "Way")).to_have_value("rail")
    expect(frame.get_by_label("Main town")).to_have_value("Cusco")
    until(bag, lambda: kept_rows(bag, "things", "bag"), TAKEN)
    assert kept_form(bag, "frame", "bag") == {"trip": "Round the lake", "way": "rail", "town": "Cusco"}
    bag.reload()
    assert [name for name in row_names(bag, "Things") if name != "Thing 4"] == ["Cusco", "Lima", "Quito"]


def test_nothing_is_offered_twice(bag: Page) -> None:
    press(bag, "Use it here")
    until(bag, lambda: len(kept_rows(bag, "things", "bag")), 3)
    bag.reload()
    bag.wait_for_timeout(500)
    expect(offer(bag)).to_be_hidden()


def test_only_what_is_missing_is_offered(bag: Page) -> None:
    bag.get_by_label("Which trip").fill("Mine")
    box(row(bag, 1, "Things"), "Thing").fill("Coat")
    bag.get_by_label("For which town").fill("Lima")
    until(bag, lambda: kept_rows(bag, "things", "bag"), [{"thing": "Coat", "town": "Lima"}])
    bag.reload()
    expect(offer(bag)).to_be_visible()
    assert lines(bag) == [
        "Way: By rail (Plan a trip)",
        "Main town: Cusco (Plan a trip)",
        "For which town: Cusco and Quito (Plan a trip)",
    ]
    press(bag, "Use it here")
    until(bag, lambda: kept_form(bag, "frame", "bag").get("trip"), "Mine")
    until(bag, lambda: [each["town"] for each in kept_rows(bag, "things", "bag")], ["Lima", "Cusco", "Quito"])


def test_what_was_written_since_the_offer_is_not_overwritten(bag: Page) -> None:
    """The offer still lists a field that was filled in a moment ago."""
    bag.get_by_label("Which trip").fill("Mine")
    press(bag, "Use it here")
    until(bag, lambda: kept_form(bag, "frame", "bag").get("way"), "rail")
    assert kept_form(bag, "frame", "bag")["trip"] == "Mine"


def test_not_now_puts_the_offer_away_until_the_next_visit(bag: Page) -> None:
    bag.get_by_role("button", name="Not now").press("Enter")
    expect(offer(bag)).to_be_hidden()
    assert not focus_is_lost(bag)
    bag.get_by_label("Which trip").fill("Mine")
    until(bag, lambda: kept_form(bag, "frame", "bag").get("trip"), "Mine")
    expect(offer(bag)).to_be_hidden()
    bag.reload()
    expect(offer(bag)).to_be_visible()


def test_a_taken_offer_can_be_taken_back_and_is_offered_again(bag: Page) -> None:
    press(bag, "Use it here")
    until(bag, lambda: len(kept_rows(bag, "things", "bag")), 3)
    press(bag, "Undo")
    until(bag, lambda: kept_rows(bag, "things", "bag"), [])
    assert kept_form(bag, "frame", "bag") == {}
    expect(offer(bag)).to_be_visible()
    assert len(lines(bag)) == 4


def test_a_line_suggests_what_is_known_while_one_types(bag: Page) -> None:
    for place, known in (
        (bag.get_by_label("Which trip"), ["Round the lake"]),
        (bag.get_by_label("Main town"), ["Cusco", "Quito"]),
        (bag.get_by_label("For which town"), ["Cusco", "Lima", "Quito"]),
    ):
        assert place.evaluate("field => [...field.list.options].map(({ value }) => value)") == known
    press(part(bag, "Things"), "Add: Thing")
    added = row(bag, 2, "Things").get_by_label("For which town")
    assert added.evaluate("field => field.list.options.length") == 3


def test_suggestions_do_not_pile_up(bag: Page) -> None:
    before = bag.locator("datalist").count()
    for text in ("a", "ab"):
        bag.get_by_label("Which trip").fill(text)
        until(bag, lambda: kept_form(bag, "frame", "bag").get("trip"), text)
        press(bag, "Clear this sheet")
        until(bag, lambda: kept_form(bag, "frame", "bag"), {})
    assert bag.locator("datalist").count() == before


def test_what_is_written_elsewhere_meanwhile_is_offered_at_once(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, None, "other/")
    other = page.context.new_page()
    open_sheet(other, sites)
    expect(offer(page)).to_be_hidden()
    box(part(other, "The trip"), "Name of the trip").fill("Round the lake")
    expect(offer(page)).to_be_visible()
    assert lines(page) == ["Which trip: Round the lake (Plan a trip)"]
    box(part(other, "The trip"), "Name of the trip").fill("Along the river")
    until(page, lambda: lines(page), ["Which trip: Along the river (Plan a trip)"])
    press(other, "Clear this sheet")
    expect(offer(page)).to_be_hidden()
    other.close()


def towns(*rows: dict[str, str]) -> dict[str, Any]:
    named = {f"r{at}": each for at, each in enumerate(rows)}
    return {"stops": {"order": list(named), "rows": named}}


def test_a_town_that_is_not_booked_is_no_main_town(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns({"town": "Lima", "state": "idea"}, {"town": "Quito"}), "other/")
    expect(offer(page)).to_be_visible()
    assert lines(page) == ["For which town: Lima and Quito (Plan a trip)"]
    assert page.get_by_label("Main town").get_attribute("list") is None


def test_a_town_booked_in_another_tab_becomes_the_main_town_offered(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns({"town": "Lima", "state": "idea"}), "other/")
    expect(offer(page)).to_be_visible()
    other = page.context.new_page()
    open_sheet(other, sites)
    unfold(row(other, 1))
    choice(row(other, 1), "State").select_option(label="Booked")
    until(page, lambda: lines(page)[0], "Main town: Lima (Plan a trip)")
    other.close()


def test_a_town_that_stands_twice_elsewhere_is_offered_once(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, towns({"town": "Lima"}, {"town": "Quito"}, {"town": "Lima"}), "other/")
    expect(offer(page)).to_be_visible()
    assert lines(page) == ["For which town: Lima and Quito (Plan a trip)"]
    press(page, "Use it here")
    until(page, lambda: kept_rows(page, "things", "bag"), [{"town": "Lima"}, {"town": "Quito"}])


def test_an_offer_brings_no_more_rows_than_there_is_room_for(page: Page, sites: Sites) -> None:
    """The bag holds sixty things; the trip may have four hundred stops."""
    open_sheet(page, sites, towns(*({"town": f"Town {at}"} for at in range(70))), "other/")
    press(page, "Use it here")
    until(page, lambda: bool(kept_rows(page, "things", "bag")), True)
    assert len(kept_rows(page, "things", "bag")) == 60


def test_a_taken_offer_leaves_no_empty_row_behind(bag: Page) -> None:
    press(bag, "Use it here")
    until(bag, lambda: kept_rows(bag, "things", "bag"), TAKEN)
    assert row_names(bag, "Things") == ["Cusco", "Lima", "Quito"]


def test_a_taken_offer_is_taken_back_by_keyboard(bag: Page) -> None:
    bag.get_by_role("button", name="Use it here").press("Enter")
    expect_sheet_said(bag, "Done.")
    bag.keyboard.press("Tab")
    assert focus_is_on(bag, bag.get_by_role("button", name="Undo"))
    bag.keyboard.press("Enter")
    expect_sheet_said(bag, "Taken back.")
    assert not focus_is_lost(bag)
    expect(bag.get_by_label("Which trip")).to_have_value("")
    expect(choice(part(bag, "The bag"), "Way")).to_have_value("")
    until(bag, lambda: kept_form(bag, "frame", "bag"), {})


def test_what_is_taken_stays_when_the_other_sheet_is_cleared(bag: Page, sites: Sites) -> None:
    press(bag, "Use it here")
    until(bag, lambda: kept_rows(bag, "things", "bag"), TAKEN)
    other = bag.context.new_page()
    open_sheet(other, sites)
    press(other, "Clear this sheet")
    until(other, lambda: kept_rows(other), [])
    other.close()
    bag.reload()
    expect(bag.get_by_label("Which trip")).to_have_value("Round the lake")
    assert kept_rows(bag, "things", "bag") == TAKEN
    expect(offer(bag)).to_be_hidden()


NOTHING = {
    "nothing kept": None,
    "an empty sheet": {"v": 1, "parts": {}},
    "blanks": {"v": 1, "parts": {"frame": {"name": "  "}, "stops": {"order": ["a"], "rows": {"a": {"town": ""}}}}},
    "an unreadable record": "{",
    "a newer record": {"v": 2, "parts": {"frame": {"name": "Lake"}}},
    "other shapes": {"v": 1, "parts": {"frame": {"name": [["2027-01-01", "x"]]}, "stops": {"town": "Lima"}}},
}


@pytest.mark.parametrize("what", NOTHING)
def test_nothing_is_offered_where_nothing_is_known(page: Page, sites: Sites, what: str) -> None:
    page.goto(f"{sites.cases}plain/")
    if NOTHING[what] is not None:
        keep(page, NOTHING[what])
    page.goto(f"{sites.cases}other/")
    page.wait_for_timeout(400)
    if what != "other shapes":
        expect(offer(page)).to_be_hidden()
    unfold(row(page, 1, "Things"))
    box(row(page, 1, "Things"), "Thing").fill("Coat")
    until(page, lambda: kept_rows(page, "things", "bag"), [{"thing": "Coat"}])


def test_a_blocked_storage_offers_nothing_and_breaks_nothing(browse: Browse, sites: Sites) -> None:
    page = browse(allow="blocked by the test")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked by the test') } })"
    )
    page.goto(f"{sites.cases}other/")
    expect(page.get_by_text("This browser keeps nothing here")).to_be_visible()
    expect(offer(page)).to_be_hidden()


def test_an_answer_that_the_choice_does_not_know_is_not_offered(page: Page, sites: Sites) -> None:
    """A list cannot show what is not among its answers."""
    open_sheet(page, sites, {"frame": {"way": "boat"}}, "other/")
    page.wait_for_timeout(400)
    expect(offer(page)).to_be_hidden()


def test_a_name_offered_is_text_whatever_is_in_it(page: Page, sites: Sites) -> None:
    page.add_init_script("window.hacked = () => { window.wasHacked = true }")
    open_sheet(page, sites, {"frame": {"name": "<img src=x onerror=hacked()>"}}, "other/")
    expect(offer(page)).to_contain_text("<img src=x onerror=hacked()>")
    press(page, "Use it here")
    expect(page.get_by_label("Which trip")).to_have_value("<img src=x onerror=hacked()>")
    assert page.locator("course-worksheet img").count() == 0
    assert page.evaluate("window.wasHacked") is None
