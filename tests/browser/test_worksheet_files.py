"""Worksheets: the files a reader takes away, proved by readers that are not ours, and the functions behind them."""

import csv
import io
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from markdown_it import MarkdownIt
from markdown_it.token import Token
from playwright.sync_api import Download, Page, expect

from .conftest import Browse, Sites
from .hostile import CORPUS
from .reader import (
    box,
    definition,
    expect_sheet_said,
    kept,
    kept_text,
    open_sheet,
    part,
    press,
    row,
    sheet_status,
    until,
)

MARKDOWN, TEXT, CSV, ICS = (
    "Take away as text (Markdown)",
    "Take away as plain text",
    "Take away as a table (CSV)",
    "Take away as calendar dates (ICS)",
)
TODAY = date.today().isoformat()
NOTHING = "There is nothing to take away yet"
TOWN = 'Ünï, "quoted"; back\\slash 🚂 東京 العربية ' + "long " * 20 + "end"
NOTE = "One, two; three\n\n  four\\five 👩🏽‍💻"
NASTY = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\tx",
    "'=x",
    "'x",
    'a"b',
    "a,b",
    "a;b",
    "a\nb",
    "a\r\nb",
    " a ",
    "",
    "ü🚂",
    '"',
    "''=x",
)
PARTS: dict[str, Any] = {
    "frame": {"name": "Round the lake", "days": "4", "start": "2027-03-31", "way": "rail", "booked": "yes"},
    "stops": {
        "order": ["b", "a"],
        "rows": {
            "a": {"town": TOWN, "size": "small", "day": "2027-12-31", "note": NOTE},
            "b": {"town": "=cmd()", "state": "asked", "state@": [["2026-01-05", "idea"], ["2026-02-06", "asked"]]},
        },
    },
}


def take(page: Page, name: str) -> dict[str, bytes]:
    """Press a button that makes files; give what is in them by their names."""
    downloads = made_files(page)
    press(page, name)
    expect_sheet_said(page, "In your downloads:")
    names = re.findall(r"[\w-]+\.\w+", sheet_status(page).inner_text())
    until(page, lambda: sorted(each.suggested_filename for each in downloads), sorted(names))
    return {each.suggested_filename: each.path().read_bytes() for each in downloads}


def made_files(page: Page) -> list[Download]:
    """Give a list that fills with what the page has downloaded."""
    downloads: list[Download] = []
    page.on("download", lambda download: downloads.append(download))  # noqa: PLW0108 - Playwright refuses a method of list
    return downloads


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.fixture
def trip(page: Page, sites: Sites) -> Page:
    open_sheet(page, sites, PARTS)
    return page


def with_host(page: Page, sites: Sites, host: str = "Ada Byron") -> None:
    rows = {"a": {"town": "Lima", "host": host, "day": "2027-03-31", "note": "By train"}}
    open_sheet(page, sites, {"stops": {"order": ["a"], "rows": rows}})


# Markdown


def test_markdown_says_what_was_written_by_labels_with_date_and_page(trip: Page) -> None:
    files = take(trip, MARKDOWN)
    assert list(files) == [f"trip-{TODAY}.md"]
    text = read_markdown(files[f"trip-{TODAY}.md"].decode("utf-8"))
    for words in (
        "Plan a trip",
        "The trip",
        "Name of the trip: Round the lake",
        "Days: 4 days",
        "First day: Mar 31, 2027",
        "Way: By rail",
        "Booked: yes",
        "=cmd()",
        "State: Asked (An idea Jan 5, 2026, Asked Feb 6, 2026)",
        "Size: Small",
    ):
        assert words in text
    assert re.search(rf"Made on .*{TODAY[:4]}.* from {re.escape(trip.url)}$", "\n".join(text))
    assert "Address" not in "\n".join(text)


def test_markdown_of_a_cleared_sheet_is_made(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, {"frame": {"name": "Lake", "why": "Rest", "why@": [["2026-01-01", "Rest"]]}})
    press(page, "Clear this sheet")
    box(part(page, "The trip"), "Name of the trip").fill("River")
    [data] = take(page, MARKDOWN).values()
    assert "River" in data.decode("utf-8")


def read_markdown(text: str) -> list[str]:
    """Give the lines of text that a reader of Markdown sees."""
    lines = [each for token in parse(text) if token.type == "inline" for each in plain(token).split("\n")]
    return [" ".join(each.split()) for each in lines if each.strip()]


def parse(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def plain(token: Token) -> str:
    return "".join("\n" if each.type.endswith("break") else each.content for each in token.children or ())


SIGNS = (
    *CORPUS,
    *("# no title", "- no list", "+ no list", "* no list", "1. no list", "12) no list", "> no quote"),
    *("***", "---", "___", "===", "~~~", "```", "`code`", "*a* _b_ __c__ **d** ***e***", "~~gone~~"),
    *(
        "[a](b)",
        "![a](b)",
        "[a]: b",
        "<b>x</b>",
        "<!-- x",
        "a | b\n--- | ---\nc | d",
        "&amp; &lt; &#60;",
        "\\* \\",
        "\\",
    ),
    *("Title\n===", "Title\n---", "a\nb", "a\n\nb", "a\n- b", "a\n  - b", "a\n    - b", " 1. b", "  # b", "   > b"),
    *(
        "a\n\n    b",
        "a\n\n      b *c*",
        "    b",
        "\tb",
        "a\n\tb",
        "a\n\n\t- b",
        "a  \nb",
        "a\\\nb",
        "a\r\nb",
        "-",
        "1.",
        "=",
        "~",
    ),
)
MAKE_MARKDOWN = """async ([base, sheet, words, texts]) => {
  const { toMarkdown } = await import(`${base}markdown.js`);
  const { context } = await import(`${base}context.js`);
  return texts.map((text) => {
    const rows = { order: ["a"], rows: { a: { town: text, note: text } } };
    const record = { v: 1, parts: { frame: { name: text, why: text }, stops: rows } };
    const c = context({ sheet, record, words, language: "en", today: "2026-11-24" });
    return toMarkdown(sheet, record, c, { foot: "Foot" });
  });
}"""
KNOWN = {"heading", "paragraph", "bullet_list", "list_item", "inline", "hr"}


def test_signs_of_markdown_are_words_of_the_reader(bare: Page, sites: Sites) -> None:
    made = bare.evaluate(MAKE_MARKDOWN, [f"{sites.cases}assets/js/worksheet/", *definition(sites), SIGNS])
    wrong = {}
    for text, found in zip(SIGNS, made, strict=True):
        tokens = parse(found)
        kinds = {each.type.removesuffix("_open").removesuffix("_close") for each in tokens} - KNOWN
        kinds |= {each.type for token in tokens for each in token.children or ()} - INSIDE
        kinds |= {f"{each.type} within a list" for each in tokens if each.type == "bullet_list_open" and each.level}
        written = [" ".join(each.split()) for each in text.split("\n") if each.strip()]
        first, *rest = written
        row_name = " ".join(text.split())
        field = [f"Name of the trip: {first}", *rest, f"Why: {first}", *rest]
        wanted = ["Plan a trip", "The trip", *field, "Stops", row_name, f"Note: {first}", *rest, "Foot"]
        if kinds or read_markdown(found) != wanted:
            wrong[text] = sorted(kinds) or read_markdown(found)
    assert wrong == {}


INSIDE = {"text", "strong_open", "strong_close", "softbreak", "hardbreak"}

# CSV


def test_csv_is_read_by_another_reader_with_date_and_page_in_each_row(trip: Page) -> None:
    files = take(trip, CSV)
    assert sorted(files) == [f"trip-names-{TODAY}.csv", f"trip-stops-{TODAY}.csv"]
    first, second = read_csv(files[f"trip-stops-{TODAY}.csv"])
    own = {"Made on": TODAY, "Page": trip.url}
    assert first == {"Town": "'=cmd()", "Size": "", "Host": "", "State": "Asked", "Day": "", "Note": ""} | own
    assert second == {"Town": TOWN, "Size": "Small", "Host": "", "State": "", "Day": "2027-12-31", "Note": NOTE} | own
    assert read_csv(files[f"trip-names-{TODAY}.csv"]) == [{"Town": "'=cmd()"} | own, {"Town": TOWN} | own]


def test_csv_has_a_mark_and_ends_its_lines_as_rfc_4180_says(trip: Page) -> None:
    data = take(trip, CSV)[f"trip-stops-{TODAY}.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    outside = re.sub(rb'"(?:[^"]|"")*"', b"", data)
    assert outside.count(b"\n") == outside.count(b"\r\n") == 3


def module(sites: Sites, name: str) -> str:
    return f"{sites.cases}assets/js/worksheet/{name}.js"


def test_no_cell_is_a_formula_and_every_other_cell_is_as_written(bare: Page, sites: Sites) -> None:
    script = "async ([module, cells]) => (await import(module)).toCsv(['Head'], cells.map((cell) => ['x', cell]))"
    made = bare.evaluate(script, [module(sites, "csv"), NASTY])
    found = [cells[1] for cells in list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline="")))[1:]]
    assert [each for each in found if each[:1] in FORMULAS] == []
    assert [cell for cell, each in zip(found, NASTY, strict=True) if cell not in (each, f"'{each}")] == []
    assert [cell for cell, each in zip(found, NASTY, strict=True) if each[:1] in FORMULAS] == [
        f"'{each}" for each in NASTY if each[:1] in FORMULAS
    ]


FORMULAS = ("=", "+", "-", "@", "\t")


def from_csv(page: Page, sites: Sites, text: str) -> Any:
    return page.evaluate("async ([module, text]) => (await import(module)).fromCsv(text)", [module(sites, "csv"), text])


CASES: dict[str, tuple[str, list[list[str]]]] = {
    "commas": ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    "semicolons": ("a;b\n1;2,5\n", [["a", "b"], ["1", "2,5"]]),
    "tabs": ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
    "a mark": ("\ufeffa,b\n1,2", [["a", "b"], ["1", "2"]]),
    "line ends of old": ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    "quotes": ('"a ""q""","b"\r\n"x\r\ny, z",""\r\n', [['a "q"', "b"], ["x\r\ny, z", ""]]),
    "one column": ("a\n1\n2", [["a"], ["1"], ["2"]]),
    "ragged rows": ("a,b\n1,2,3\n4\n", [["a", "b"], ["1", "2", "3"], ["4"]]),
    "empty lines": ("a,b\n\n,\n1,\n", [["a", "b"], ["1", ""]]),
    "nothing": ("", []),
    "only line ends": ("\r\n\r\n", []),
    "only separators": (",,\n,", []),
    "a lone quote": ('"', []),
    "a quote never closed": ('a,b\n"1,2\n3,4', [["a", "b"], ["1", "2"], ["3", "4"]]),
    "a quote within": ('a,b\n5" pipe,2', [["a", "b"], ['5" pipe', "2"]]),
    "text after a quote": ('a,b\n"x"y,2', [["a", "b"], ["xy", "2"]]),
    "our apostrophes": ("a,b,c\n'=1,'-x,'x", [["a", "b", "c"], ["=1", "-x", "'x"]]),
    "separators within a quoted head": ('"a;b;c",d\n1,2', [["a;b;c", "d"], ["1", "2"]]),
    "semicolons with commas within quotes": ('"a, b, c";d\n1;2', [["a, b, c", "d"], ["1", "2"]]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_table_is_read_whatever_its_signs(bare: Page, sites: Sites, name: str) -> None:
    text, rows = CASES[name]
    assert from_csv(bare, sites, text) == rows


def test_what_is_written_as_csv_is_read_again(bare: Page, sites: Sites) -> None:
    rows = [["Head", "b"], *([each, "x"] for each in NASTY)]
    script = """async ([module, [head, ...rows]]) => {
      const { toCsv, fromCsv } = await import(module);
      return fromCsv(toCsv(head, rows));
    }"""
    assert bare.evaluate(script, [module(sites, "csv"), rows]) == rows


def test_ten_thousand_rows_of_another_writer_are_read(bare: Page, sites: Sites) -> None:
    chance = random.Random(7)  # noqa: S311
    rows = [["".join(chance.choices('ab ,;\t"\n🚂', k=6)) + "." for _ in range(5)] for _ in range(10_000)]
    rows[0] = list("abcde")
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    assert from_csv(bare, sites, out.getvalue()) == rows


def test_a_cell_of_several_megabytes_is_read(bare: Page, sites: Sites) -> None:
    cell = 'word "" ' * 500_000
    [_, [found, _]] = from_csv(bare, sites, f'a,b\n"{cell}",2')
    assert found == cell.replace('""', '"')


def test_many_quotes_never_closed_are_read_in_a_moment(bare: Page, sites: Sites) -> None:
    text = "a,b\n" + '"x""' * 60_000
    before = bare.evaluate("performance.now()")
    from_csv(bare, sites, text)
    assert bare.evaluate("performance.now()") - before < 5000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be with a mark", "cp1252"])
def test_a_file_is_read_whatever_its_encoding(bare: Page, sites: Sites, encoding: str) -> None:
    text = "Größe;Preis €\r\nZürich – “x”;2"
    data = b"\xfe\xff" + text.encode("utf-16-be") if encoding.startswith("utf-16-be") else text.encode(encoding)
    script = "async ([module, bytes]) => (await import(module)).decode(new Uint8Array(bytes))"
    assert bare.evaluate(script, [module(sites, "csv"), list(data)]).lstrip("\ufeff") == text


def test_the_empty_table_is_a_csv_file_without_scripts(browse: Browse, sites: Sites) -> None:
    page = browse(java_script_enabled=False)
    page.goto(f"{sites.cases}sheet/")
    with page.expect_download() as info:
        page.get_by_role("link", name="Empty table as a file (CSV)").click()
    assert info.value.suggested_filename == "trip-stops.csv"
    data = info.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    [head] = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head == ["Town", "Size", "Host", "State", "Day", "Note"]


# Calendar


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_a_day_is_an_all_day_event_that_ends_before_the_next_day(trip: Page) -> None:
    files = take(trip, ICS)
    assert list(files) == [f"trip-{TODAY}.ics"]
    [event] = events(files[f"trip-{TODAY}.ics"])
    assert event.decoded("DTSTART") == date(2027, 12, 31)
    assert event.decoded("DTEND") == date(2028, 1, 1)
    assert event["SUMMARY"] == TOWN
    assert event["DESCRIPTION"] == f"Round the lake\n{NOTE}"
    assert event["URL"] == trip.url
    assert abs(event.decoded("DTSTAMP").date() - date.today()) <= timedelta(days=1)


def test_a_second_calendar_replaces_the_first(trip: Page) -> None:
    found = []
    for _ in range(3):
        [data] = take(trip, ICS).values()
        found += events(data)
        trip.reload()
    assert len({str(each["UID"]) for each in found}) == 1
    assert [each["SEQUENCE"] for each in found] == [1, 2, 3]


def expect_sound_lines(data: bytes) -> None:
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode("utf-8")


def test_lines_of_a_calendar_are_folded_and_end_as_rfc_5545_says(trip: Page) -> None:
    [data] = take(trip, ICS).values()
    expect_sound_lines(data)


TITLES = (
    *CORPUS,
    *(
        "a,b;c",
        "back\\slash",
        "\\n \\, \\;",
        "a\nb\r\nc",
        "🚂" * 60,
        "👩🏽‍💻" * 12,
        "東京" * 40,
        "العربية",
        "é" * 37,
        "x" * 400,
    ),
    *("END:VEVENT\nBEGIN:VEVENT", "a:b", 'a"b', "tab\tin", "x" * 66, "x" * 67, "x" * 68, "\u2028a\u0085b"),
)


def test_every_text_comes_through_a_calendar_whole(bare: Page, sites: Sites) -> None:
    given = [{"id": f"e{at}", "day": "2027-02-28", "title": text, "note": text} for at, text in enumerate(TITLES)]
    data = calendar(bare, sites, given)
    expect_sound_lines(data)
    found = events(data)
    texts = [each.replace("\r\n", "\n") for each in TITLES]
    assert [each["SUMMARY"] for each in found] == texts
    assert [each["DESCRIPTION"] for each in found] == texts
    assert [each["UID"] for each in found] == [f"trip-e{at}@footbridge" for at in range(len(TITLES))]


def calendar(page: Page, sites: Sites, given: list[dict[str, Any]]) -> bytes:
    options = {"sheet": "trip", "sent": 2, "address": "https://example.org/a/", "stamp": "20261124T101500Z"}
    script = "async ([module, given, options]) => (await import(module)).toCalendar(given, options)"
    return str(page.evaluate(script, [module(sites, "calendar"), given, options])).encode("utf-8")


@pytest.mark.parametrize(
    ("day", "until", "end"),
    [
        ("2027-03-31", None, date(2027, 4, 1)),
        ("2028-02-28", None, date(2028, 2, 29)),
        ("2027-12-30", "2027-12-31", date(2028, 1, 1)),
        ("2027-03-27", "2027-03-29", date(2027, 3, 30)),  # summer time begins
    ],
)
def test_an_event_ends_on_the_first_free_day(bare: Page, sites: Sites, day: str, until: str | None, end: date) -> None:
    given = {"id": "a", "day": day, "title": "x", "weekly": 3} | ({"until": until} if until else {})
    [event] = events(calendar(bare, sites, [given]))
    assert event.decoded("DTSTART") == date.fromisoformat(day)
    assert event.decoded("DTEND") == end
    assert event["RRULE"]["COUNT"] == [3]
    assert event["SEQUENCE"] == 2


# Plain text


def test_plain_text_carries_date_and_page(trip: Page) -> None:
    files = take(trip, TEXT)
    assert list(files) == [f"trip-{TODAY}.txt"]
    text = files[f"trip-{TODAY}.txt"].decode("utf-8")
    assert text.startswith(f"=cmd()\n{TOWN}")
    assert re.search(rf"Made on .* from {re.escape(trip.url)}\n$", text)


def test_the_last_letter_typed_is_in_the_file(trip: Page) -> None:
    box(part(trip, "The trip"), "Name of the trip").fill("Just now")
    [data] = take(trip, MARKDOWN).values()
    assert "Just now" in data.decode("utf-8")


# Nothing to take away


@pytest.mark.parametrize("button", [MARKDOWN, TEXT, CSV, ICS])
def test_an_empty_sheet_has_nothing_to_take_away_and_says_so(page: Page, sites: Sites, button: str) -> None:
    open_sheet(page, sites)
    downloads = made_files(page)
    press(page, button)
    expect_sheet_said(page, NOTHING)
    assert downloads == []
    page.reload()
    assert kept_text(page) is None


def test_rows_without_a_day_make_no_calendar_and_that_is_said(page: Page, sites: Sites) -> None:
    open_sheet(page, sites, {"stops": {"order": ["a"], "rows": {"a": {"town": "Lima"}}}})
    downloads = made_files(page)
    press(page, ICS)
    expect_sheet_said(page, NOTHING)
    assert downloads == []


# Other people


def asked(page: Page) -> Any:
    return page.get_by_role("dialog", name="This sheet names other people")


NAMED: dict[str, Callable[[bytes], bool]] = {
    MARKDOWN: lambda data: "Ada Byron" in data.decode("utf-8"),
    CSV: lambda data: read_csv(data)[0].get("Host") == "Ada Byron",
}


@pytest.mark.parametrize("button", NAMED)
def test_names_of_others_are_left_out_when_the_reader_says_so(page: Page, sites: Sites, button: str) -> None:
    with_host(page, sites)
    before = kept(page)["parts"]
    downloads = made_files(page)
    press(page, button)
    expect(asked(page)).to_be_visible()
    assert downloads == []
    press(asked(page), "Leave them out")
    expect_sheet_said(page, "In your downloads:")
    for each in downloads:
        text = each.path().read_text("utf-8")
        assert "Ada" not in text
        assert "Host" not in text
        assert "Lima" in text
    assert kept(page)["parts"]["stops"] == before["stops"]


@pytest.mark.parametrize("button", NAMED)
def test_names_of_others_are_in_the_file_when_the_reader_says_so(page: Page, sites: Sites, button: str) -> None:
    with_host(page, sites)
    downloads = made_files(page)
    press(page, button)
    press(asked(page), "Include them")
    expect_sheet_said(page, "In your downloads:")
    assert any(NAMED[button](each.path().read_bytes()) for each in downloads)


def test_cancelling_makes_no_file(page: Page, sites: Sites) -> None:
    with_host(page, sites)
    downloads = made_files(page)
    for button in (MARKDOWN, CSV):
        press(page, button)
        press(asked(page), "Cancel")
        expect(asked(page)).to_be_hidden()
        press(page, button)
        expect(asked(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(asked(page)).to_be_hidden()
        expect(page.get_by_role("button", name=button)).to_be_focused()
    page.wait_for_timeout(300)
    assert downloads == []
    expect(sheet_status(page)).to_have_text("")


def test_cancelling_after_an_earlier_answer_makes_no_file_either(page: Page, sites: Sites) -> None:
    with_host(page, sites)
    press(page, MARKDOWN)
    press(asked(page), "Include them")
    expect_sheet_said(page, "In your downloads:")
    page.wait_for_timeout(300)
    downloads = made_files(page)
    press(page, MARKDOWN)
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert downloads == []


def test_nobody_is_asked_where_nobody_is_named(page: Page, sites: Sites) -> None:
    with_host(page, sites, host="  ")
    take(page, MARKDOWN)
    expect(asked(page)).to_be_hidden()


def test_a_name_typed_a_moment_ago_is_asked_about(page: Page, sites: Sites) -> None:
    open_sheet(page, sites)
    box(row(page, 1), "Host").fill("Ada Byron")
    press(page, CSV)
    expect(asked(page)).to_be_visible()
