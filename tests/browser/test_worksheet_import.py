"""Worksheets: a table is brought in after a look at what would happen; nothing is lost, doubled or executed."""

import csv
import io
import json
from typing import Any

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from .conftest import Sites
from .hostile import CORPUS
from .reader import (
    box,
    choice,
    definition,
    expect_sheet_said,
    kept,
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

LABEL = "Bring in a table (CSV)"
TWO = "Town,State\r\nLima,Booked\r\nQuito,idea\r\n"
LIMA = {"stops": {"order": ["a"], "rows": {"a": {"town": "Lima", "note": "By the\nsea"}}}}
WATCH = "window.hacked = () => { window.wasHacked = true }; window.alert = window.hacked"


@pytest.fixture
def trip(page: Page, sites: Sites) -> Page:
    open_sheet(page, sites)
    return page


def choose(page: Page, text: str | bytes, name: str = "stops.csv") -> None:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    page.get_by_label(LABEL).set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="What is in each column?")


def report(page: Page) -> Locator:
    return dialog(page).get_by_role("status")


def bring_in(page: Page, text: str | bytes) -> None:
    choose(page, text)
    press(dialog(page), "Bring in")
    expect_sheet_said(page, "Rows brought in:")


def plan(added: int, same: int) -> str:
    return f"Rows that would be added: {added}. Rows that stand here already and are left out: {same}."


# Looking first


def test_a_file_changes_nothing_before_the_reader_says_so(trip: Page) -> None:
    choose(trip, TWO)
    expect(report(trip)).to_contain_text(f"{plan(2, 0)} Nothing is changed yet.")
    trip.wait_for_timeout(500)
    assert kept_text(trip) is None
    press(dialog(trip), "Bring in")
    expect_sheet_said(trip, "Rows brought in: 2.")
    until(trip, lambda: kept_rows(trip), [{"town": "Lima", "state": "booked"}, {"town": "Quito", "state": "idea"}])
    assert row_names(trip)[:2] == ["Lima", "Quito"]


def test_cancelling_brings_nothing_in(trip: Page) -> None:
    for key in ("", "Escape"):
        choose(trip, TWO)
        expect(report(trip)).to_contain_text("Rows that would be added: 2.")
        trip.keyboard.press(key) if key else press(dialog(trip), "Cancel")
        expect_sheet_said(trip, "Nothing was brought in.")
        expect(dialog(trip)).to_be_hidden()
    trip.reload()
    assert kept_text(trip) is None


def test_what_was_brought_in_can_be_taken_back(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, LIMA)
    before = kept_rows(page)
    bring_in(page, "Town\nQuito\nCusco\n")
    until(page, lambda: len(kept_rows(page)), 3)
    press(page, "Undo")
    until(page, lambda: kept_rows(page), before)
    assert row_names(page) == ["Lima"]


def test_the_same_file_can_be_chosen_again(trip: Page) -> None:
    bring_in(trip, TWO)
    choose(trip, TWO)
    expect(report(trip)).to_contain_text(plan(0, 2))
    press(dialog(trip), "Bring in")
    expect_sheet_said(trip, "Rows brought in: 0.")
    assert len(kept_rows(trip)) == 2


def test_rows_that_stand_here_already_are_left_out(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, LIMA)
    choose(page, 'Town,Note\nLima,"By the\r\nsea"\nQuito,\nLima,Another note\n')
    expect(report(page)).to_contain_text(plan(2, 1))
    press(dialog(page), "Bring in")
    until(page, lambda: [each["town"] for each in kept_rows(page)], ["Lima", "Quito", "Lima"])


def test_a_file_that_the_sheet_made_itself_adds_nothing(page: Page, sites: Sites) -> None:
    rows = {
        "a": {
            "town": " Lima ",
            "size": "large",
            "host": "Ada",
            "state": "asked",
            "day": "2027-03-31",
            "note": "One\n two ",
        },
        "b": {"town": "=Quito", "note": '- a, b; "c"\n+ d'},
        "c": {"town": "'=Cusco", "state": "asked", "state@": [["2026-01-05", "idea"], ["2026-02-06", "asked"]]},
    }
    open_sheet(page, sites, {"stops": {"order": list(rows), "rows": rows}})
    downloads: list[Download] = []
    page.on("download", lambda download: downloads.append(download))  # noqa: PLW0108
    press(page, "Take away as a table (CSV)")
    press(page, "Include them")
    expect_sheet_said(page, "In your downloads:")
    until(page, lambda: len(downloads), 2)
    [made] = [each for each in downloads if "-stops-" in each.suggested_filename]
    choose(page, made.path().read_bytes())
    expect(report(page)).to_contain_text(plan(0, 3))
    press(dialog(page), "Cancel")
    press(page, "Clear this sheet")
    bring_in(page, made.path().read_bytes())
    found = [{key: value for key, value in each.items() if key != "state@"} for each in kept_rows(page)]
    assert found == [
        {"town": "Lima", "size": "large", "host": "Ada", "state": "asked", "day": "2027-03-31", "note": "One\n two"},
        {"town": "=Quito", "note": '- a, b; "c"\n+ d'},
        {"town": "'=Cusco", "state": "asked"},
    ]


# Which column is what


def test_a_column_that_nobody_knows_goes_to_the_note(trip: Page) -> None:
    choose(trip, "Wer,TOWN,note,\nAda,Lima,Near,7\n")
    assert choice(dialog(trip), "TOWN").input_value() == "=town"
    assert choice(dialog(trip), "Wer").input_value() == "note"
    assert choice(dialog(trip), "Column 4").input_value() == "note"
    press(dialog(trip), "Bring in")
    until(trip, lambda: [each["town"] for each in kept_rows(trip)], ["Lima"])
    note = kept_rows(trip)[0]["note"].split("\n")
    assert note[:2] == ["Near", "Wer: Ada"]
    assert "7" in note[2]


def test_the_reader_says_which_column_is_what(trip: Page) -> None:
    choose(trip, "Wer,Ort,Preis\nAda,Lima,7\n")
    choice(dialog(trip), "Wer").select_option(label="Host")
    choice(dialog(trip), "Ort").select_option(label="Town")
    choice(dialog(trip), "Preis").select_option(label="Leave out")
    expect(report(trip)).to_contain_text(plan(1, 0))
    press(dialog(trip), "Bring in")
    until(trip, lambda: kept_rows(trip), [{"town": "Lima", "host": "Ada"}])


def test_the_plan_is_made_anew_when_a_column_changes(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, LIMA)
    choose(page, "Ort\nLima\n")
    expect(report(page)).to_contain_text(plan(1, 0))
    choice(dialog(page), "Ort").select_option(label="Town")
    expect(report(page)).to_contain_text(plan(0, 1))


def test_two_columns_for_one_field_lose_nothing(trip: Page) -> None:
    bring_in(trip, "Town,town\nLima,Callao\n")
    [stop] = kept_rows(trip)
    assert "Lima" in json.dumps(stop)
    assert "Callao" in json.dumps(stop)


def test_cells_beyond_the_last_column_are_not_lost(trip: Page) -> None:
    bring_in(trip, "Town,Note\nLima,Near,Far\n")
    [stop] = kept_rows(trip)
    assert stop["town"] == "Lima"
    assert "Near" in stop["note"]
    assert "Far" in stop["note"]


# What does not fit


def test_days_and_choices_that_do_not_fit_go_to_the_note_and_that_is_said(trip: Page) -> None:
    choose(trip, "Town,Day,State\nLima,31/02/2027,maybe\nQuito,soon,Booked\n")
    expect(report(trip)).to_contain_text("Line 2: “31/02/2027” does not fit “Day”; it goes to the note.")
    expect(report(trip)).to_contain_text("Line 2: “maybe” does not fit “State”; it goes to the note.")
    expect(report(trip)).to_contain_text("Line 3: “soon” does not fit “Day”; it goes to the note.")
    press(dialog(trip), "Bring in")
    lima = {"town": "Lima", "note": "Day: 31/02/2027\nState: maybe"}
    until(trip, lambda: kept_rows(trip)[0], lima)


def test_days_are_read_as_they_are_usually_written(trip: Page) -> None:
    cells = ("2027-03-31", "31/3/2027", "31.03.2027", "3/31/2027", "31-03-2027")
    bring_in(trip, "Town,Day\n" + "\n".join(f"T{at},{cell}" for at, cell in enumerate(cells)))
    until(trip, lambda: [each.get("day") for each in kept_rows(trip)], ["2027-03-31"] * len(cells))


def test_many_misfits_are_summed_up(trip: Page) -> None:
    choose(trip, "Town,Day\n" + "\n".join(f"T{at},soon" for at in range(30)))
    expect(report(trip)).to_contain_text("And 19 more like these.")


def test_rows_beyond_the_room_are_left_out_and_that_is_said(page: Page, sites: Sites) -> None:
    rows = {f"r{at}": {"town": f"Town {at}"} for at in range(398)}
    open_sheet(page, sites, {"stops": {"order": list(rows), "rows": rows}})
    choose(page, "Town\n" + "\n".join(f"New {at}" for at in range(10)))
    expect(report(page)).to_contain_text(plan(2, 0))
    expect(report(page)).to_contain_text("The sheet holds 400 rows; rows left out for lack of room: 8.")
    press(dialog(page), "Bring in")
    until(page, lambda: len(kept_rows(page)), 400)


def test_ten_thousand_rows_are_looked_at_in_a_moment(trip: Page) -> None:
    choose(trip, "Town,Day\n" + "\n".join(f"New {at},2027-03-31" for at in range(10_000)))
    expect(report(trip)).to_contain_text("rows left out for lack of room: 9600.")


PLANNED = """async ([base, part, words, head, rows, kept]) => {
  const { guess, planned } = await import(`${base}import.js`);
  const { translator } = await import(`${base}words.js`);
  const columns = guess(head, part);
  return planned({ part, rows, head, columns, kept, today: "2026-11-24", t: translator(words) });
}"""
KINDS: dict[str, Any] = {
    "id": "log",
    "rows": {"one": "Entry", "most": 100},
    "fields": [
        {"id": "name", "kind": "line", "label": "Name"},
        {"id": "hours", "kind": "number", "label": "Hours", "unit": "hours"},
        {"id": "month", "kind": "month", "label": "Month"},
        {"id": "done", "kind": "check", "label": "Done"},
        {"id": "mood", "kind": "scale", "label": "Mood", "options": {"low": "Low", "high": "High"}},
        {"id": "note", "kind": "area", "label": "Note"},
    ],
}
FITS = [
    ({"Done": "yes"}, {"done": "yes"}),
    ({"Done": "x"}, {"done": "yes"}),
    ({"Done": "TRUE"}, {"done": "yes"}),
    ({"Done": "no"}, {}),
    ({"Done": "FALSE"}, {}),
    ({"Done": "0"}, {}),
    ({"Month": "2027-03"}, {"month": "2027-03"}),
    ({"Mood": "HIGH"}, {"mood": "high"}),
    ({"Mood": "middle"}, {"note": "Mood: middle"}),
    ({"Hours": "4 hours"}, {"hours": "4"}),  # as the sheet itself writes it
    ({"hours": "4,5"}, {"hours": "4,5"}),
]


@pytest.mark.parametrize(("cells", "values"), FITS, ids=[" ".join(*cells.items()) for cells, _ in FITS])
def test_a_cell_is_taken_as_its_field_takes_it(
    bare: Page, sites: Sites, cells: dict[str, str], values: dict[str, str]
) -> None:
    base, (_, words) = f"{sites.cases}assets/js/worksheet/", definition(sites)
    head, line = ["Name", *cells], ["A", *cells.values()]
    found = bare.evaluate(PLANNED, [base, KINDS, words, head, [line], []])
    assert found["added"] == [{"name": "A"} | values]


def test_a_column_is_known_by_label_or_id(bare: Page, sites: Sites) -> None:
    script = "async ([module, head, part]) => (await import(module)).guess(head, part)"
    head = ["Name", " NAME ", "hours", "Stunden", "", "Done?"]
    found = bare.evaluate(script, [f"{sites.cases}assets/js/worksheet/import.js", head, KINDS])
    assert found == ["=name", "=name", "=hours", "note", "note", "note"]


# Files that are none


@pytest.mark.parametrize("text", ["", "\r\n\r\n", "Town,State\r\n", ",,\n,,\n", "\ufeff"])
def test_a_file_without_rows_is_said(trip: Page, text: str) -> None:
    choose(trip, text)
    expect_sheet_said(trip, "stops.csv holds no rows. Choose a CSV file with a line of heads")
    expect(dialog(trip)).to_be_hidden()


def test_a_file_of_six_megabytes_is_refused(trip: Page) -> None:
    choose(trip, b"Town\n" + b"x" * 6_000_000, "large.csv")
    expect_sheet_said(trip, "large.csv is larger than a browser can keep.")
    expect(dialog(trip)).to_be_hidden()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01" * 20,
    ],
    ids=["a spreadsheet's own file", "a picture"],
)
def test_a_file_that_is_no_text_is_refused_in_words(page: Page, sites: Sites, data: bytes) -> None:
    open_sheet(page, sites, LIMA)
    before = kept(page)
    choose(page, data, "trip.xlsx")
    expect_sheet_said(page, "trip.xlsx holds no rows. Choose a CSV file")
    expect(dialog(page)).to_be_hidden()
    assert kept(page) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_from_a_spreadsheet_of_any_country_is_read(trip: Page, encoding: str) -> None:
    bring_in(trip, "Town;Day\r\nZürich;31.3.2027\r\n".encode(encoding))
    until(trip, lambda: kept_rows(trip), [{"town": "Zürich", "day": "2027-03-31"}])


def test_hostile_cells_and_heads_are_text(page: Page, sites: Sites) -> None:
    page.add_init_script(WATCH)
    open_sheet(page, sites)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["Town", "Day", "State", "Note", *CORPUS])
    writer.writerows([text, text, text, text, *CORPUS] for text in CORPUS)
    choose(page, out.getvalue())
    expect(dialog(page)).to_contain_text(CORPUS[0])
    expect(report(page)).to_contain_text(plan(len(CORPUS), 0))
    assert smuggled(page) == 0
    press(dialog(page), "Bring in")
    until(page, lambda: [each["town"] for each in kept_rows(page)], list(CORPUS))
    unfold(row(page, 1))
    expect(box(row(page, 1), "Note")).to_have_value(kept_rows(page)[0]["note"])
    page.wait_for_timeout(200)
    assert smuggled(page) == 0
    assert page.evaluate("window.wasHacked") is None


def smuggled(page: Page) -> int:
    return page.locator("course-worksheet :is(script, svg, iframe, style, img, [onerror], [onload], [onfocus])").count()


def test_after_the_window_the_sheet_goes_on_by_keyboard(trip: Page) -> None:
    trip.get_by_label(LABEL).focus()
    choose(trip, TWO)
    dialog(trip).get_by_role("button", name="Bring in").press("Enter")
    expect_sheet_said(trip, "Rows brought in: 2.")
    expect(trip.get_by_label(LABEL)).to_be_focused()
    box(part(trip, "The trip"), "Name of the trip").fill("Lake")
    until(trip, lambda: kept(trip)["parts"].get("frame", {}).get("name"), "Lake")
