"""The functions behind a worksheet's files as modules: tables, plans for bringing in, days, numbers, inert Markdown."""

from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from playwright.sync_api import Page, Route, expect

from .conftest import Sites
from .trip import CALENDAR, MARKDOWN, TEXT, open_trip, stops

# Signs that Markdown, here or on the usual forges, would take for its own.
MARKS = [
    *("# heading", "* star", "**bold** __bold__ _it_ *it*", "`code`", "[link](https://example.org)", "![x](y)"),
    *("<b>bold</b>", "<script>hacked()</script>", "<!-- gone -->", "<https://example.org>", "&amp; &#60; &copy;"),
    *("1. one", "2) two", "- dash", "+ plus", "> quote", "| a | b |", "---", "===", "~~~", "```", "\\", "a\\*b"),
    *("[x]: https://example.org", "~~gone~~", "a ~~gone~~ b", "* * *", "- [ ] task", "    four spaces", "\ttab"),
    *("a\n- b", "a\n* b", "a\n1. b", "a\n===", "a\n---", "a\n# b", "a\n> b", "a\n~~~\nb", "a\n```\nb", "a\n\n1. b"),
    *("a\n - b", "a\n  1) b", "a\n  ~~~\n  b", "a\n\n    b", "| a |\n| --- |\n| b |", "a  \nb", "a\\\nb", "2027\\. b"),
]
CALL = "async ([module, name, args]) => (await import(module))[name](...args)"
TO_MARKDOWN = """async ([root, given]) => {
  const { context } = await import(`${root}context.js`);
  const { toMarkdown } = await import(`${root}markdown.js`);
  return toMarkdown(given.sheet, given.record, context({ ...given, today: "2026-11-24" }), { foot: "Foot" });
}"""
PLAN = """async ([module, given]) => {
  const { planned } = await import(module);
  const t = (key, values) => `${key} ${Object.values(values ?? {}).join(" ")}`.trim();
  return planned({ ...given, t, today: "2026-11-24" });
}"""
FIELDS: list[dict[str, Any]] = [
    {"id": "town", "label": "Town", "kind": "line"},
    {"id": "state", "label": "State of it", "kind": "choice", "options": {"idea": "An idea", "asked": "Asked"}},
    {"id": "day", "label": "Day", "kind": "date"},
    {"id": "done", "label": "Done", "kind": "check"},
    {"id": "note", "label": "Note", "kind": "area"},
]


def call(bare: Page, sites: Sites, module: str, name: str, *args: Any) -> Any:
    return bare.evaluate(CALL, [f"{sites.cases}assets/js/worksheet/{module}.js", name, list(args)])


def lines(text: str) -> list[str]:
    """Give the lines that hold words; Markdown shows no white space of its own."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def words(tokens: list[Token]) -> list[str]:
    """Give the lines that a reader of the Markdown sees."""
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    shown = [
        "".join(breaks.get(child.type, child.content) for child in token.children or []) or token.content
        for token in tokens
    ]
    return lines("\n".join(shown))


@pytest.mark.parametrize("mark", MARKS)
def test_no_sign_of_markdown_in_a_value_is_one(bare: Page, sites: Sites, mark: str) -> None:
    field = {"id": "why", "label": "Why", "kind": "area"}
    sheet = {"title": "Sheet", "data": {}, "parts": [{"id": "frame", "title": "Part", "fields": [field]}]}
    given = {"sheet": sheet, "record": {"v": 1, "parts": {"frame": {"why": mark}}}, "words": {}, "language": "en"}
    text = bare.evaluate(TO_MARKDOWN, [f"{sites.cases}assets/js/worksheet/", given])
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kinds = [token.type for token in tokens if token.nesting >= 0 and token.type not in ("inline", "paragraph_open")]
    assert kinds == ["heading_open", "heading_open", "bullet_list_open", "list_item_open", "hr"]
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "softbreak", "hardbreak", "strong_open", "strong_close"}
    assert words(tokens) == ["Sheet", "Part", *lines(f"Why: {mark}"), "Foot"]


@pytest.mark.parametrize("text", ["Round the lake", "Łódź 🚂 リマ", "It's 5 + 4 = 9 – so!", "", "a-b", "5 a.m., (yes)"])
def test_plain_words_stay_as_they_are(bare: Page, sites: Sites, text: str) -> None:
    assert call(bare, sites, "context", "inert", text) == text


@pytest.mark.parametrize("cell", ["'=1", "''=1", "'-", "'quoted'", "-5", "=1", "\t=1"])
def test_a_cell_comes_back_as_it_went_out(bare: Page, sites: Sites, cell: str) -> None:
    text = call(bare, sites, "csv", "toCsv", ["one"], [[cell]])
    assert call(bare, sites, "csv", "fromCsv", text) == [["one"], [cell]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a;b\n1,5;2,5", [["a", "b"], ["1,5", "2,5"]]),
        ('"a,b";c\n1;2', [["a,b", "c"], ["1", "2"]]),
        ('"a,b,c";d\n1;2', [["a,b,c", "d"], ["1", "2"]]),
        ("a,b\n1\n1,2,3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
        ("a,b\n,\n\n , \n1,2", [["a", "b"], ["1", "2"]]),
        ('a,b\n5" pipe,2', [["a", "b"], ['5" pipe', "2"]]),
        ("", []),
    ],
)
def test_tables_of_all_usual_kinds_are_read(bare: Page, sites: Sites, text: str, rows: list[list[str]]) -> None:
    assert call(bare, sites, "csv", "fromCsv", text) == rows


def test_columns_are_known_by_label_or_id(bare: Page, sites: Sites) -> None:
    head = [" TOWN ", "state", "State of it", "Date", "", "note"]
    found = call(bare, sites, "import", "guess", head, {"id": "stops", "fields": FIELDS})
    assert found == ["=town", "=state", "=state", "note", "note", "=note"]


def plan(bare: Page, sites: Sites, rows: list[list[str]], kept: list[dict[str, str]], most: int = 9) -> Any:
    part = {"id": "stops", "fields": FIELDS, "rows": {"most": most}}
    head, columns = ["Town", "State", "Day", "Done", "Else", "Gone"], ["=town", "=state", "=day", "=done", "note", ""]
    given = {"part": part, "rows": rows, "head": head, "columns": columns, "kept": kept}
    return bare.evaluate(PLAN, [f"{sites.cases}assets/js/worksheet/import.js", given])


@pytest.mark.parametrize(
    ("row", "values"),
    [
        (["", "", "", "", "", "gone"], None),
        ([" Cusco ", "asked", "2027-03-31"], {"town": "Cusco", "state": "asked", "day": "2027-03-31"}),
        (["", "AN IDEA"], {"state": "idea"}),
        (["", "", "31.3.2027"], {"day": "2027-03-31"}),
        (["", "", "3/31/2027"], {"day": "2027-03-31"}),
        (["", "", "4/3/2027"], {"day": "2027-03-04"}),
        (["", "", "30.2.2027"], {"note": "Day: 30.2.2027"}),
        (["", "perhaps", "soon", "", "five"], {"note": "State: perhaps\nDay: soon\nElse: five"}),
        (["", "", "", "yes"], {"done": "yes"}),
    ],
)
def test_cells_find_fields_or_the_note(bare: Page, sites: Sites, row: list[str], values: dict[str, str] | None) -> None:
    assert plan(bare, sites, [row], [])["added"] == ([values] if values else [])


@pytest.mark.parametrize("no", ["no", "false", "0"])
def test_a_no_in_a_column_of_ticks_ticks_nothing(bare: Page, sites: Sites, no: str) -> None:
    assert "done" not in plan(bare, sites, [["a", "", "", no]], [])["added"][0]


def test_rows_that_stand_already_or_find_no_room_stay_out(bare: Page, sites: Sites) -> None:
    found = plan(bare, sites, [["a"], ["b"], ["c"], ["d"]], [{"id": "r1", "town": "b", "note": ""}], most=3)
    assert found["added"] == [{"town": "a"}, {"town": "c"}]
    assert found["said"] == ["import_plan 2 1", "import_room 3 1"]


def test_many_misfits_are_counted_and_not_all_listed(bare: Page, sites: Sites) -> None:
    said = plan(bare, sites, [["a", "", "never"]] * 50, [], most=99)["said"]
    assert len(said) == 13
    assert said[-1] == "import_more 39"


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        *((("isDay", [day], True)) for day in ("2027-03-31", "2028-02-29", "2000-02-29")),
        *(
            (("isDay", [day], False))
            for day in ("2027-02-29", "2100-02-29", "2027-13-01", "2027-04-31", "2027-4-1", "")
        ),
        *(("isMonth", ["2027-12"], True), ("isMonth", ["2027-13"], False), ("isMonth", ["2027"], False)),
        ("addDays", ["2027-12-31", 1], "2028-01-01"),
        ("addDays", ["2028-01-01", -1], "2027-12-31"),
        ("addDays", ["2028-02-28", 1], "2028-02-29"),
        ("addDays", ["2027-02-28", 1], "2027-03-01"),
        ("addDays", ["2027-03-28", 1], "2027-03-29"),
        ("addMonths", ["2027-11", 2], "2028-01-01"),
        ("addMonths", ["2027-01", -1], "2026-12-01"),
        ("addMonths", ["2027-01", 1.5], "2027-02-15"),
        ("daysBetween", ["2028-02-28", "2028-03-01"], 2),
        ("daysBetween", ["2027-03-01", "2027-02-28"], -1),
    ],
)
def test_days_are_counted_by_the_calendar(bare: Page, sites: Sites, name: str, args: list[Any], expected: Any) -> None:
    assert call(bare, sites, "dates", name, *args) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("4", 4), (" 4 ", 4), ("4.5", 4.5), ("4,5", 4.5), ("-3", -3), ("1 000", 1000), ("1\u00a0000", 1000)),
        *(("0", 0), ("", None), ("four", None), ("4 days", None), ("1.2.3", None), ("1e3", None), ("0x10", None)),
    ],
)
def test_numbers_are_read_in_all_usual_ways(bare: Page, sites: Sites, text: str, number: float | None) -> None:
    assert call(bare, sites, "context", "toNumber", text) == number


@pytest.mark.parametrize("button", [TEXT, CALENDAR, MARKDOWN])
def test_a_file_waits_for_a_calculation_that_is_still_on_its_way(page: Page, sites: Sites, button: str) -> None:
    open_trip(page, sites, stops({"town": "Cusco", "day": "2027-03-31"}))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/calculate/trip.js", hold)
    page.reload()
    expect(page.locator("course-worksheet")).to_have_attribute("data-awake", "")
    with page.expect_download() as found:
        page.get_by_role("button", name=button).click()
        page.wait_for_timeout(300)
        for route in held:
            route.continue_()
    text = found.value.path().read_text("utf-8")
    assert "Cusco" in text
    assert ("Towns: 1" in text) is (button == MARKDOWN)
