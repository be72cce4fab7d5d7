"""Worksheets: what the page gives the script, and how sheet, example and tables print for paper and without scripts."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from . import references
from .course import WorksheetFile
from .markup import fold, inline, plain, resolve
from .model import AnyField, Choosing, Counted, FactCell, Part, Source, Table, Worksheet
from .page import Heading
from .render import OVERRIDES, View

WORKBOOK_PAGE = "workbook/index.md"
MOST_COLUMNS = 5  # that fit side by side on paper
MOST_OPTIONS = 5  # answers that fit into the head of a column
SCRIPTS = OVERRIDES.parent / "docs" / "assets" / "js"
ASKED = re.compile(r"\bt\(\s*\"([a-z][\w-]*)\"")


@cache
def asked_words(folder: Path) -> frozenset[str]:
    """Give the keys of the words that the scripts of a folder ask for."""
    scripts = [folder] if folder.is_file() else sorted(folder.glob("*.js"))
    return frozenset(key for path in scripts for key in ASKED.findall(path.read_text("utf-8", "replace")))


def script_words() -> set[str]:
    """Give the keys of strings.yml that worksheets say in the browser, by themselves."""
    return set(asked_words(SCRIPTS / "course-worksheet.js") | asked_words(SCRIPTS / "worksheet"))


def definition(view: View, file: WorksheetFile) -> dict[str, Any]:
    """Give the worksheet as its scripts get it: ids, kinds, words and tables; see course-worksheet.js."""
    sheet = file.sheet
    return {
        "name": file.name,
        "title": sheet.title,
        "calculates": bool(sheet.says),
        "exports": sheet.exports,
        "imports": sheet.imports or "",
        "parts": [_part(view, key, part) for key, part in sheet.parts.items()],
        "data": {name: _table(view, view.course.tables[name]) for name in tables(view, sheet)},
    }


def _part(view: View, key: str, part: Part) -> dict[str, Any]:
    fields = [_field(view, name, each) for name, each in part.fields.items()]
    found: dict[str, Any] = {"id": key, "title": part.title, "fields": fields, "columns": columns(part)}
    if part.rows:
        found["rows"] = {"one": part.rows.one, "most": part.rows.most}
    if part.given:
        found["given"] = part.given
    if part.pick:
        found["pick"] = {"table": part.pick.table, "fills": part.pick.fills}
    return found


def _field(view: View, key: str, field: AnyField) -> dict[str, Any]:
    found: dict[str, Any] = {"id": key, "kind": field.kind, "label": field.label}
    if isinstance(field, Choosing):
        found["options"] = options(view, field)
    for name in ("history", "person", "unit", "least", "most"):
        value = getattr(field, name, None)
        if value is not None and value is not False:
            found[name] = value
    if field.takes:
        found["takes"] = [_address(view, each) for each in field.takes]
    return found


def _address(view: View, address: str) -> dict[str, str]:
    """Give where a value is offered from: worksheet, its title, part, field, and what a row must hold."""
    way, _, condition = address.partition("?")
    sheet, part, field = way.split("/")
    key, _, value = condition.partition("=")
    known = view.course.worksheets.get(sheet)
    found = {"sheet": sheet, "title": known.sheet.title if known else sheet, "part": part, "field": field}
    return found | ({"key": key, "value": value} if key else {})


def options(view: View, field: Choosing) -> dict[str, str]:
    """Give the options of a field: its own, or the names of a table's rows."""
    if field.rows_of is None:
        return dict(field.options)
    return names(view.course.tables.get(field.rows_of))


def names(table: Table | None) -> dict[str, str]:
    """Give the rows of a table by their first column, which names them."""
    if table is None:
        return {}
    first = next(iter(table.columns), "")
    cells = {key: row.get(first) for key, row in table.rows.items()}
    return {key: plain(cell) if isinstance(cell, str) else key for key, cell in cells.items()}


def columns(part: Part) -> tuple[str, ...]:
    """Give the fields that a table of this part shows."""
    return part.columns or tuple(part.fields)


def tables(view: View, sheet: Worksheet) -> list[str]:
    """Give the tables that a worksheet calculates with and that exist."""
    return [name for name in sheet.data if name in view.course.tables]


def _table(view: View, table: Table) -> dict[str, Any]:
    rows = {
        key: {column: _cell(view, cell) for column, cell in row.items() if column in table.columns}
        for key, row in table.rows.items()
    }
    return {"columns": table.columns, "rows": rows}


def _cell(view: View, cell: FactCell | tuple[str, ...] | str) -> Any:
    """Give a cell for calculations: text, ids, or a figure as {text, low, high, status, source}."""
    if not isinstance(cell, FactCell):
        return plain(cell) if isinstance(cell, str) else cell
    fact = view.course.facts.get(cell.fact)
    if fact is None:
        return ""
    value = fact.value if isinstance(fact.value, tuple) else (fact.value, fact.value)
    numbers = {} if isinstance(fact.value, str) else {"low": value[0], "high": value[1]}
    source = view.course.sources.get(fact.source)
    return {
        "text": references.figure(view, fact),
        **numbers,
        "status": view.words(f"status_{fact.status}"),
        "source": source.title if source else fact.source,
    }


@dataclass(frozen=True)
class Filled:
    """A form or row of the example: its name, if it is a row, and what was written, as label and value."""

    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownTable:
    """A table made ready for its template; cells are finished HTML."""

    name: str
    table: Table
    rows: tuple[tuple[str, tuple[tuple[str, Markup], ...]], ...]
    sources: tuple[tuple[str, Source], ...]
    filter: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownPart:
    """A part made ready for its template; `template` is the address of an empty CSV file with its head."""

    id: str
    part: Part
    filled: tuple[Filled, ...]
    blank: tuple[str, ...]
    pick: ShownTable | None
    template: str


def worksheet(view: View, file: WorksheetFile) -> str:
    """Render a worksheet: example, fields, tables, and what the script needs."""
    sheet = file.sheet
    words = view.texts(sorted(script_words())) | sheet.says
    picked = [part.pick.table for part in sheet.parts.values() if part.pick]
    return view.html(
        "worksheet.html.jinja",
        file=file,
        sheet=sheet,
        level=_level(view, file),
        titled=not _is_titled(view, file),
        definition=json.dumps(definition(view, file), ensure_ascii=False),
        words=json.dumps(words, ensure_ascii=False),
        parts=[_shown(view, sheet, key) for key in sheet.parts],
        tables=[shown_table(view, name) for name in tables(view, sheet) if name not in picked],
        help=_help(view),
        options=lambda field: options(view, field),
        most_columns=MOST_COLUMNS,
    )


def _heading_above(view: View, file: WorksheetFile) -> Heading | None:
    """Give the heading under which the worksheet's call stands."""
    page = view.course.pages.get(view.course.page_at(view.page_url))
    if page is None:
        return None
    calls = [call.place for call in page.calls if call.name == "worksheet" and call.arguments == (file.name,)]
    above = [heading for heading in page.headings if calls and heading.place < calls[0]]
    return above[-1] if above else None


def _level(view: View, file: WorksheetFile) -> int:
    """Give the level of a worksheet's first heading: one below the heading under which it stands."""
    above = _heading_above(view, file)
    return min(5, (above.level if above else 1) + 1)


def _is_titled(view: View, file: WorksheetFile) -> bool:
    """Whether the heading above says already what the worksheet is called."""
    above = _heading_above(view, file)
    return above is not None and fold(above.text) == fold(file.sheet.title)


def _help(view: View) -> str:
    known = WORKBOOK_PAGE in view.course.pages and "how" in view.course.headings[WORKBOOK_PAGE]
    return resolve(f"{WORKBOOK_PAGE}#how", view.page_url) if known else ""


def _shown(view: View, sheet: Worksheet, key: str) -> ShownPart:
    part = sheet.parts[key]
    pick = part.pick if part.pick and part.pick.table in view.course.tables else None
    return ShownPart(
        id=key,
        part=part,
        filled=tuple(_filled(view, part, sheet.example.parts.get(key, {}))),
        blank=tuple(_head(view, part.fields[name]) for name in _blank(part)),
        pick=shown_table(view, pick.table, pick.filter) if pick else None,
        template=_template(part),
    )


def _blank(part: Part) -> list[str]:
    """Give the fields that an empty sheet has room for: the columns where they fit side by side, otherwise all."""
    chosen = [name for name in columns(part) if name in part.fields]
    return chosen if len(chosen) <= MOST_COLUMNS else list(part.fields)


def _head(view: View, field: AnyField) -> str:
    """Give the head of a column on paper, with the answers where they are few."""
    known = list(options(view, field).values()) if isinstance(field, Choosing) else []
    few = view.words("head_options", label=field.label, options=" / ".join(known))
    return few if 0 < len(known) <= MOST_OPTIONS else field.label


def _template(part: Part) -> str:
    """Give an empty CSV file as an address: byte order mark, head, CRLF; every cell quoted (RFC 4180)."""
    head = ",".join(f'"{_tame(field.label).replace(chr(34), chr(34) * 2)}"' for field in part.fields.values())
    return "data:text/csv;charset=utf-8," + quote(f"\ufeff{head}\r\n")


def _tame(text: str) -> str:
    """Keep a spreadsheet from running a cell as a formula, as csv.js does."""
    return f"'{text}" if re.match(r"'*[=+\-@\t\r]", text) else text


def _filled(view: View, part: Part, written: Any) -> Iterator[Filled]:
    if isinstance(written, tuple):
        for values in written:
            name = [_value(view, each, values.get(key, "")) for key, each in part.fields.items()][:1]
            yield Filled("".join(name), _lines(view, part, values))
    elif part.given:
        for key, values in written.items():
            if isinstance(values, dict):
                yield Filled(part.given.get(key, key), _lines(view, part, values))
    else:
        yield Filled("", _lines(view, part, written))


def _lines(view: View, part: Part, values: Any) -> tuple[tuple[str, str], ...]:
    """Give what was written, as label and value; the first field of a row, which names it, is left to the name."""
    fields = list(part.fields.items())[1 if part.rows else 0 :]
    return tuple(
        (field.label, _value(view, field, values[key]))
        for key, field in fields
        if isinstance(values.get(key), str) and values[key]
    )


def _value(view: View, field: AnyField, value: str) -> str:
    """Write a value as readers see it: an option by its text, a day in words, a number with its unit."""
    if not value:
        return ""
    if isinstance(field, Choosing):
        return options(view, field).get(value, value)
    if isinstance(field, Counted) and field.unit:
        return view.words("with_unit", value=value, unit=field.unit)
    if field.kind == "check":
        return view.words("value_yes")
    if field.kind in ("date", "month"):
        return _in_words(value, day=field.kind == "date")
    return value


def _in_words(value: str, *, day: bool) -> str:
    try:
        moment = date.fromisoformat(value if day else f"{value}-01")
    except ValueError:
        return value
    return f"{moment.day} {moment:%B %Y}" if day else f"{moment:%B %Y}"


def shown_table(view: View, name: str, narrow: tuple[str, ...] = ()) -> ShownTable:
    """Make a table ready for its template. Raises KeyError for an unknown name."""
    table = view.course.tables[name]
    rows = [
        (key, tuple((column, _printed(view, table, column, row.get(column, ""))) for column in table.columns))
        for key, row in table.rows.items()
    ]
    sources = [(key, view.course.sources[key]) for key in table.sources if key in view.course.sources]
    return ShownTable(name, table, tuple(rows), tuple(sources), narrow)


def table_alone(view: View, name: str) -> str:
    """Render a table of tables/ on a page of its own. Raises KeyError for an unknown name."""
    return view.html("shown_table.html.jinja", shown=shown_table(view, name))


def practice(view: View, name: str) -> str:
    """Render the rows of a table as cards to practise with. Raises KeyError for an unknown name."""
    return view.html("practice.html.jinja", shown=shown_table(view, name))


def _printed(view: View, table: Table, column: str, cell: FactCell | tuple[str, ...] | str) -> Markup:
    if isinstance(cell, FactCell):
        return Markup(references.fact(view, cell.fact)) if cell.fact in view.course.facts else Markup()  # noqa: S704
    other = view.course.tables.get(table.names.get(column, ""))
    if other is None:
        return inline(cell if isinstance(cell, str) else ", ".join(cell), view.page_url)
    known = names(other)
    ids = (cell,) if isinstance(cell, str) else cell
    if not set(ids) <= set(known):  # a word such as — where no row fits
        return inline(", ".join(ids), view.page_url)
    return Markup(view.html("worksheet/name.html.jinja", names=[(each, known[each]) for each in ids]))  # noqa: S704


def places(view: View) -> list[tuple[WorksheetFile, str]]:
    """Give all worksheets in the order of their pages, each with its place as a link from docs/ on."""
    order = {path: at for at, path in enumerate(view.course.nav)}
    pages = sorted(view.course.pages, key=lambda path: (order.get(path, len(order)), path))
    return [
        (file, f"{path}#worksheet-{file.name}")
        for path in pages
        if path not in view.course.excluded
        for file in view.course.worksheets_on(path)
    ]


@dataclass(frozen=True)
class Listed:
    """A worksheet in the list of all: where it stands, as a link from docs/ on, and what files it makes."""

    file: WorksheetFile
    address: str
    files: str


def workbook(view: View) -> str:
    """Render the list of all worksheets, in the order of the pages on which they stand."""
    listed = [
        Listed(file, address, ", ".join(view.words(f"file_{kind}") for kind in file.sheet.exports))
        for file, address in places(view)
    ]
    return view.html("workbook.html.jinja", entries=listed)
