"""Worksheets: what they name exists, their example fits them, and their calculations have their words."""

import re
from collections.abc import Iterator
from datetime import date

from .. import markup, worksheets
from ..course import Course, WorksheetFile
from ..model import AnyField, Choosing, Counted, Part, Pick, Written
from ..page import Call, Page
from ..problems import Place
from ..render import View
from ..shape import near
from .registry import Found, Key, rule

RESERVED = ("id", "order", "rows")  # how a reader's record names other things; see record.js
TEXTS = ("line", "area", "link")
# What a calculation has to offer for each kind of file.
OFFERS = {"calendar": "events", "text": "text"}


@rule("worksheet-name", "worksheet")
def worksheet_name(file: WorksheetFile, _course: Course) -> Found:
    """A worksheet's file name is part of what readers' browsers keep: lower-case words joined by hyphens."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", file.name):
        message = (
            f"“{file.name}” is no name for a worksheet; rename the file to words joined by hyphens, such as cv.yml"
        )
        yield message, Place(file.document.path)


@rule("worksheet-unused", "worksheet")
def worksheet_unused(file: WorksheetFile, course: Course) -> Found:
    """A worksheet that no page shows is work nobody sees."""
    calls = [call for page in course.pages.values() for call in page.calls if call.name == "worksheet"]
    if any(name.startswith("docs/") for name in course.broken) or any(not _names_one(call, course) for call in calls):
        return  # the call may be there, and is reported
    if not any(call.arguments[:1] == (file.name,) for call in calls):
        yield f'no page shows this worksheet; write {{{{ worksheet("{file.name}") }}}} in its lesson', ["title"]


def _names_one(call: Call, course: Course) -> bool:
    return len(call.arguments) == 1 and call.arguments[0] in course.worksheets


@rule("lesson-worksheet", "page")
def lesson_worksheet(page: Page, course: Course) -> Found:
    """Doing teaches more than reading: in a course with worksheets each lesson has one, whose result is kept."""
    if not course.worksheets or page.path not in course.lessons or f"docs/{page.path}" in course.broken:
        return
    if not any(call.name == "worksheet" for call in page.calls):
        message = 'the lesson has no worksheet; write {{ worksheet("its-name") }} under “Try it”'
        yield message, page.place()


@rule("worksheet-part", "worksheet")
def worksheet_part(file: WorksheetFile, _course: Course) -> Found:
    """A part is one set of fields, or the same fields for rows; what it lists must be its own fields."""
    for key, part in file.sheet.parts.items():
        at = ["parts", key]
        if not part.fields:
            yield "the part has no fields; write at least one", [*at, "fields"]
        if part.rows and part.given:
            yield "the part has both `rows` and `given`; keep the one that is meant", [*at, "given"]
        for name in part.fields:
            if name in RESERVED:
                yield (
                    f"a field cannot be called {name}, which the reader's record uses; choose another id",
                    Key([*at, "fields", name]),
                )
        for number, name in enumerate(part.columns):
            if name not in part.fields:
                yield _unknown_field(name, part), [*at, "columns", number]
    imports = file.sheet.imports
    if imports and (imports not in file.sheet.parts or not file.sheet.parts[imports].rows):
        rows = [key for key, part in file.sheet.parts.items() if part.rows]
        advice = f"write one of {', '.join(rows)}" if rows else "remove the line, or give the part `rows`"
        yield f"“{imports}” is no part with rows; {advice}", ["imports"]


def _unknown_field(name: str, part: Part) -> str:
    return f"“{name}” is not a field of this part{near(name, part.fields)}; write one of {', '.join(part.fields)}"


@rule("worksheet-options", "worksheet")
def worksheet_options(file: WorksheetFile, _course: Course) -> Found:
    """A list or scale needs at least two answers, written here or taken from a table."""
    for path, field in _fields(file):
        if not isinstance(field, Choosing):
            continue
        if field.options and field.rows_of:
            yield "the field has `options` and `rows_of`; keep the one that is meant", [*path, "rows_of"]
        elif len(field.options) < 2 and not field.rows_of and field.kind != "result":
            yield f"a {field.kind} needs two options or more; write `options`, or `rows_of` and a table", Key(path)


@rule("worksheet-table", "worksheet")
def worksheet_table(file: WorksheetFile, course: Course) -> Found:
    """What a worksheet takes from a table must be in it."""
    for number, name in enumerate(file.sheet.data):
        for fault in _table_faults(name, course):
            yield fault, ["data", number]
    for path, field in _fields(file):
        if isinstance(field, Choosing) and field.rows_of:
            for fault in _table_faults(field.rows_of, course):
                yield fault, [*path, "rows_of"]
    for key, part in file.sheet.parts.items():
        if part.pick:
            for message, path in _pick_faults(part, part.pick, course):
                spot = ["parts", key, "pick", *path]
                yield message, Key(spot) if isinstance(path, Key) else spot


def _pick_faults(part: Part, pick: Pick, course: Course) -> Iterator[tuple[str, list[str | int]]]:
    for fault in _table_faults(pick.table, course):
        yield fault, ["table"]
    if not part.rows:
        yield "rows can be chosen only where the reader adds them; write `rows`, or remove `pick`", Key()
    for name in pick.fills:
        if name not in part.fields:
            yield _unknown_field(name, part), Key(["fills", name])
    known = course.tables[pick.table].columns if pick.table in course.tables else None
    named: list[tuple[str, list[str | int]]] = [(each, ["filter", at]) for at, each in enumerate(pick.filter)]
    named += [(column, ["fills", name]) for name, column in pick.fills.items()]
    for column, path in named:
        if known is not None and column not in known:
            yield f"“{column}” is not a column of {pick.table}; write one of {', '.join(known)}", path


def _table_faults(name: str, course: Course) -> Iterator[str]:
    if name not in course.tables and f"tables/{name}.yml" not in course.broken:
        yield f"there is no table “{name}”; make tables/{name}.yml or correct the name{near(name, course.tables)}"


@rule("worksheet-takes", "worksheet")
def worksheet_takes(file: WorksheetFile, course: Course) -> Found:
    """What one worksheet knows is offered in the next; a wrong address would offer nothing, and nobody would notice."""
    for path, field in _fields(file):
        for number, address in enumerate(field.takes):
            fault = _address_fault(address, field, course)
            if fault:
                yield fault, [*path, "takes", number]


def _address_fault(address: str, field: AnyField, course: Course) -> str | None:
    way, _, condition = address.partition("?")
    sheet, part_id, name = way.split("/")
    if f"worksheets/{sheet}.yml" in course.broken:
        return None
    if sheet not in course.worksheets:
        return f"there is no worksheet “{sheet}”; correct the address{near(sheet, course.worksheets)}"
    parts = course.worksheets[sheet].sheet.parts
    if part_id not in parts:
        return f"{sheet} has no part “{part_id}”; write one of {', '.join(parts)}"
    part = parts[part_id]
    if name not in part.fields:
        return _unknown_field(name, part)
    return _condition_fault(condition, part, course) or _kind_fault(field, part.fields[name])


def _condition_fault(condition: str, part: Part, course: Course) -> str | None:
    key, _, value = condition.partition("=")
    if key and (key not in part.fields or value not in _values(part.fields[key], course)):
        return f"“{condition}” names no field and value there; correct what stands behind the question mark"
    return None


def _kind_fault(field: AnyField, other: AnyField) -> str | None:
    if isinstance(field, Choosing) and isinstance(other, Choosing):
        same = field.rows_of == other.rows_of and list(field.options) == list(other.options)
        return None if same else "other options are offered there; take a field with the same"
    if field.kind == other.kind or {field.kind, other.kind} <= set(TEXTS):
        return None
    return f"a {other.kind} is asked there and a {field.kind} here; take one of the same kind"


def _values(field: AnyField, course: Course) -> tuple[str, ...]:
    return tuple(worksheets.options(View(course), field)) if isinstance(field, Choosing) else ("yes",)


@rule("worksheet-example", "worksheet")
def worksheet_example(file: WorksheetFile, course: Course) -> Found:
    """The example shows how a sheet is meant: it fills every part, with values that a reader could enter."""
    parts = file.sheet.parts
    for key in parts:
        if key not in file.sheet.example.parts:
            yield f"the example leaves out the part “{key}”; fill it in as the person would", Key(["example", "parts"])
    for key, written in file.sheet.example.parts.items():
        at = ["example", "parts", key]
        if key not in parts:
            yield f"“{key}” is not a part{near(key, parts)}; write one of {', '.join(parts)}", Key(at)
            continue
        part = parts[key]
        sets, fault, spot = _sets(part, written)
        if fault:
            yield fault, Key([*at, *spot]) if spot else at
        for path, values in sets:
            for name, value in values.items():
                place = [*at, *path, name]
                if name not in part.fields:
                    yield _unknown_field(name, part), Key(place)
                elif said := _value_fault(part.fields[name], value, course):
                    yield said, place


def _sets(part: Part, written: object) -> tuple[list[tuple[list[str | int], Written]], str, list[str]]:
    """Give the sets of values that an example writes for a part, each with its path, or what is wrong, and where."""
    if part.rows:
        if isinstance(written, tuple):
            return [([at], values) for at, values in enumerate(written)], "", []
        return [], "the part has rows; write a list, one entry a row", []
    if not isinstance(written, dict):
        return [], "the part has no rows to add; write its fields and values", []
    for key, value in written.items():
        if part.given and (key not in part.given or isinstance(value, str)):
            return [], f"the part's rows stand already; write fields below one of {', '.join(part.given)}", [key]
        if not part.given and not isinstance(value, str):
            return [], f"`{key}` holds fields; write one value", [key]
    return ([([key], value) for key, value in written.items()] if part.given else [([], written)]), "", []


def _value_fault(field: AnyField, value: str, course: Course) -> str | None:
    if isinstance(field, Choosing):
        known = worksheets.options(View(course), field)
        if known and value not in known:
            return f"“{value}” is not an option{near(value, known)}; write one of {', '.join(known)}"
    elif isinstance(field, Counted):
        return _number_fault(field, value)
    elif field.kind == "check" and value != "yes":
        return f"“{value}” is no tick; write yes, or leave the line out"
    elif field.kind == "date" and not _is_day(value):
        return f"“{value}” is no day; write one such as 2027-03-31"
    elif field.kind == "month" and not _is_day(f"{value}-01"):
        return f"“{value}” is no month; write one such as 2027-03"
    return None


def _number_fault(field: Counted, value: str) -> str | None:
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return f"“{value}” is no number; write digits"
    number = float(value)
    low = field.least is not None and number < field.least
    high = field.most is not None and number > field.most
    if not low and not high:
        return None
    if field.least is not None and field.most is not None:
        return f"{value} is outside {field.least:g} to {field.most:g}; write a number between"
    if low:
        return f"{value} is too little; write {field.least:g} or more"
    return f"{value} is too much; write {field.most:g} or less"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@rule("worksheet-words", "worksheet")
def worksheet_words(file: WorksheetFile, course: Course) -> Found:
    """A calculation and its words belong together: one too few shows its key, one too many is work for translators."""
    script = course.root / "docs" / "assets" / "js" / "calculate" / f"{file.name}.js"
    needed = [OFFERS[kind] for kind in file.sheet.exports if kind in OFFERS]
    if not script.is_file():
        if file.sheet.says or needed:
            what = "says" if file.sheet.says else "exports"
            yield f"there is no docs/assets/js/calculate/{file.name}.js; write it, or correct `{what}`", [what]
        return
    for key in sorted(worksheets.script_words() & set(file.sheet.says)):
        yield f"every sheet says “{key}” already; choose another id", Key(["says", key])
    asked = worksheets.asked_words(script)
    for key in sorted(asked - set(file.sheet.says)):
        yield f"the calculation asks for “{key}”; add it under `says`", Key(["says"])
    for key in sorted(set(file.sheet.says) - asked):
        yield f"the calculation never asks for “{key}”; remove it", Key(["says", key])
    text = script.read_text("utf-8", "replace")
    for name in needed:
        if f"export function {name}(" not in text:
            yield f"the calculation has no `{name}`, which `exports` needs; write it, or remove the export", ["exports"]


@rule("worksheet-text", "worksheet")
def worksheet_text(file: WorksheetFile, _course: Course) -> Found:
    """Names and options are plain text; introductions and help are one paragraph of Markdown without HTML."""
    for path, text, may_mark in texts(file):
        if html := markup.raw_html(text):
            yield f"raw HTML “{html}” stands here; write plain words", path
        elif not markup.is_one_paragraph(text):
            yield "this is not one paragraph of text; write one, without lists, headings or code blocks", path
        elif not may_mark and markup.plain(f"x {text}") != " ".join(f"x {text}".split()):
            yield "Markdown does not work here; write plain text", path


def texts(file: WorksheetFile) -> Iterator[tuple[list[str | int], str, bool]]:
    """Give every text that a page prints, with its path and whether Markdown works in it."""
    sheet = file.sheet
    yield ["title"], sheet.title, False
    yield ["leaves"], sheet.leaves, False
    yield ["example", "who"], sheet.example.who, False
    for key, part in sheet.parts.items():
        at: list[str | int] = ["parts", key]
        yield [*at, "title"], part.title, False
        if part.intro:
            yield [*at, "intro"], part.intro, True
        if part.rows:
            yield [*at, "rows", "one"], part.rows.one, False
        for row, name in part.given.items():
            yield [*at, "given", row], name, False
    for path, field in _fields(file):
        yield [*path, "label"], field.label, False
        if field.above:
            yield [*path, "above"], field.above, False
        if field.help:
            yield [*path, "help"], field.help, True
        if isinstance(field, Counted) and field.unit:
            yield [*path, "unit"], field.unit, False
        for option, text in getattr(field, "options", {}).items():
            yield [*path, "options", option], text, False


def _fields(file: WorksheetFile) -> Iterator[tuple[list[str | int], AnyField]]:
    for key, part in file.sheet.parts.items():
        for name, field in part.fields.items():
            yield ["parts", key, "fields", name], field
