"""Facts, sources, tables, pictures and strings: whatever they name must exist."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from string import Formatter

from .. import learner, render, worksheets
from ..course import Course
from ..model import Bars, Blocks, Choosing, FactCell, Matrix, Pairs, Picture, Table
from ..problems import Place
from ..shape import near
from ..source import Document
from .calls import FILES
from .registry import Found, Key, rule

# A name that a picture uses, those it declares, and where it stands in the file.
Named = tuple[str, Mapping[str, str], list[str]]
# t("key") in a template, words.key in an override; t("status_" ~ …) is none.
ASKED = re.compile(r"\bt\([\"'](\w+)[\"'](?! ~)|words\.(\w+)")
GONE = "gone"  # in the column `checked` of a table
DAYS_UNCHECKED = 366
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NOTHING = "—"  # what a cell says that says nothing
# t("key", name=value, …), where values hold no parenthesis inside another.
FILLED = re.compile(r"\bt\([\"'](\w+)[\"'],((?:[^()]|\([^()]*\))*)\)")
NAMED = re.compile(r"(\w+)\s*=(?!=)")


@rule("source-unknown", "course")
def source_unknown(course: Course) -> Found:
    """A figure, table or picture without a source that readers can look up is hearsay."""
    if "sources.yml" in course.broken:
        return
    for name, path, document in _named_sources(course):
        if name not in course.sources:
            yield _source(name, course), document.place(path)


def _named_sources(course: Course) -> Iterator[tuple[str, list[str | int], Document]]:
    """Give every id of a source that facts, pictures, tables and lessons name, with its path and file."""
    for key, fact in course.facts.items():
        yield fact.source, ["facts", key, "source"], course.documents["facts.yml"]
    for folder, files in (("pictures", course.pictures), ("tables", course.tables)):
        for name, file in files.items():
            for at, source in enumerate(file.sources):
                yield source, ["sources", at], course.documents[f"{folder}/{name}.yml"]
    for page, lesson in course.lessons.items():
        for at, source in enumerate(lesson.sources):
            yield source, ["sources", at], course.pages[page].matter


def _source(name: str, course: Course) -> str:
    return f"“{name}” is not a source; add it to sources.yml or correct the name{near(name, course.sources)}"


@rule("fact-range", "course")
def fact_range(course: Course) -> Found:
    """A range runs from low to high; the other way round it reads as a slip."""
    for key, fact in course.facts.items():
        if isinstance(fact.value, tuple) and fact.value[0] >= fact.value[1]:
            place = course.documents["facts.yml"].place(["facts", key, "value"])
            yield "the range does not rise; write [low, high]", place


@rule("fact-review", "course")
def fact_review(course: Course) -> Found:
    """A dated figure holds for a time; without a month to look again, nobody does."""
    for key, fact in course.facts.items():
        if fact.status == "dated" and not fact.review_by:
            place = course.documents["facts.yml"].place(["facts", key, "status"])
            yield "a dated figure needs a month to look again; add `review_by: 2027-11`", place


@rule("fact-old", "course", "warning")
def fact_old(course: Course) -> Found:
    """A figure past the month in which it was to be looked at again may have changed."""
    for key, fact in course.facts.items():
        if fact.review_by and fact.review_by < f"{date.today():%Y-%m}":
            place = course.documents["facts.yml"].place(["facts", key, "review_by"])
            yield "this month has passed; look whether the figure still holds, and set the next month", place


@rule("checked-old", "course", "warning")
def checked_old(course: Course) -> Found:
    """What a table says was checked may be gone after a year: courses close, projects change their rules."""
    last = (date.today() - timedelta(days=DAYS_UNCHECKED)).isoformat()
    for name, table in course.tables.items():
        for key, row in table.rows.items():
            checked = row.get("checked", "")
            place = course.documents[f"tables/{name}.yml"].place(["rows", key, "checked"])
            if checked == GONE:
                yield "this is marked as gone; name what takes its place, or remove the row", place
            elif isinstance(checked, str) and DAY.fullmatch(checked) and checked < last:
                yield f"checked on {checked}, more than a year ago; look again, or write `{GONE}`", place


@rule("picture-cell", "course")
def picture_cell(course: Course) -> Found:
    """A mark for a row, column or level that does not exist is not drawn."""
    for name, picture in course.pictures.items():
        document = course.documents[f"pictures/{name}.yml"]
        for value, known, path in _named_in(picture):
            if value not in known:
                yield f"“{value}” is not declared; write one of {', '.join(known)}", document.place(path)


@rule("picture-fact", "course")
def picture_fact(course: Course) -> Found:
    """A bar is as long as its figure: one that facts.yml lacks, or that holds no number, has no length."""
    for name, picture in course.pictures.items():
        for key, row in picture.rows.items() if isinstance(picture, Bars) else ():
            if isinstance(row.value, FactCell) and "facts.yml" not in course.broken:
                fact = course.facts.get(row.value.fact)
                place = course.documents[f"pictures/{name}.yml"].place(["rows", key, "value", "fact"])
                if fact is None:
                    known = near(row.value.fact, course.facts)
                    yield f"there is no fact “{row.value.fact}”; add it to facts.yml or correct the name{known}", place
                elif isinstance(fact.value, str):
                    yield f"the fact “{row.value.fact}” is a text; name one with a number", place


@rule("picture-value", "course")
def picture_value(course: Course) -> Found:
    """A bar begins at zero or at the low end of a range; below zero, or backwards, it cannot be drawn."""
    for name, picture in course.pictures.items():
        for key, row in picture.rows.items() if isinstance(picture, Bars) else ():
            value: object = row.value
            if isinstance(row.value, FactCell):
                fact = course.facts.get(row.value.fact)
                value = fact.value if fact else 0
            low, high = value if isinstance(value, tuple) else (value, value)
            if isinstance(low, float | int) and not 0 <= low <= high:
                place = course.documents[f"pictures/{name}.yml"].place(["rows", key, "value"])
                yield "a bar reaches from zero up; write a number from 0 on, or [low, high] rising", place


@rule("picture-head", "course")
def picture_head(course: Course) -> Found:
    """The table of a picture shows what stands in its blocks; a part without a head would be missing there."""
    for name, picture in course.pictures.items():
        if not isinstance(picture, Blocks):
            continue
        for key, row in picture.rows.items():
            for part in ("label", "text", "more", "share"):
                if getattr(row, part) is not None and part not in picture.heads:
                    place = course.documents[f"pictures/{name}.yml"].place(["rows", key, part], key=True)
                    yield f"`heads` has no `{part}`; add the head of its column", place


def _named_in(picture: Picture) -> Iterator[Named]:
    if isinstance(picture, Matrix):
        yield from _named_in_matrix(picture)
    if isinstance(picture, Pairs):
        yield from _named_in_pairs(picture)


def _named_in_matrix(picture: Matrix) -> Iterator[Named]:
    for row, cells in picture.cells.items():
        yield row, picture.rows, ["cells", row]
        for column, level in cells.items():
            yield column, picture.columns, ["cells", row, column]
            yield level, picture.levels, ["cells", row, column]


def _named_in_pairs(picture: Pairs) -> Iterator[Named]:
    for key, pair in picture.rows.items():
        yield pair.level, picture.levels, ["rows", key, "level"]


@rule("string-missing", "course")
def string_missing(course: Course) -> Found:
    """A string that a template or script asks for and nobody wrote shows its key to readers."""
    written = course.documents["strings.yml"].root
    for key in sorted(asked_strings() - set(written)):
        if "strings.yml" not in course.broken:
            yield f"`{key}` is missing; add it with a comment for translators", Place("strings.yml")


@rule("string-unused", "course")
def string_unused(course: Course) -> Found:
    """A string nobody asks for is work for every translator."""
    for key in sorted(set(course.strings) - asked_strings()):
        yield f"`{key}` is used nowhere; remove it", course.documents["strings.yml"].place([key], key=True)


@rule("string-empty", "course")
def string_empty(course: Course) -> Found:
    """An empty string leaves a button without a name, or a page without a title."""
    for key, text in course.strings.items():
        if not text.strip():
            yield f"`{key}` is empty; write the words", course.documents["strings.yml"].place([key], key=True)


@rule("string-braces", "course")
def string_braces(course: Course) -> Found:
    """Braces in a string name what is filled in; a wrong or damaged name would show as it stands."""
    filled = filled_names()
    for key, text in course.strings.items():
        try:
            fields = [field for field in Formatter().parse(text) if field[1] is not None]
            parts = [(name or "", spec, conversion) for _, name, spec, conversion in fields]
        except ValueError:
            parts = [("", "", None)]
        known = filled.get(key)
        place = course.documents["strings.yml"].place([key])
        if not all(name.isidentifier() and not spec and not conversion for name, spec, conversion in parts):
            yield "the braces do not hold a name each; write {name}", place
        elif known is not None:
            for name in sorted({name for name, _, _ in parts} - known):
                choices = ", ".join(f"{{{each}}}" for each in sorted(known)) or "no braces"
                yield f"nothing fills in {{{name}}}{near(name, list(known))}; write {choices}", place


@rule("table-cell", "course")
def table_cell(course: Course) -> Found:
    """A cell without its column, or one that names what does not exist, is missing on the page and in calculations."""
    for name, table in course.tables.items():
        document = course.documents[f"tables/{name}.yml"]
        if not table.columns:
            yield "the table has no columns; write at least one", document.place(["columns"])
            continue
        for column, other in table.names.items():
            if column not in table.columns:
                yield (
                    f"“{column}” is not a column; write one of {', '.join(table.columns)}",
                    document.place(["names", column], key=True),
                )
            elif other not in course.tables and f"tables/{other}.yml" not in course.broken:
                yield (
                    f"there is no table “{other}”; make tables/{other}.yml or correct the name",
                    document.place(["names", column]),
                )
        for key, row in table.rows.items():
            for message, path in _cell_faults(table, row, course):
                yield message, document.place(["rows", key, *path], key=not path or isinstance(path, Key))


def _cell_faults(table: Table, row: Mapping[str, object], course: Course) -> Iterator[tuple[str, list[str | int]]]:
    missing = [column for column in table.columns if column not in row]
    if missing:
        yield f"the row has no `{missing[0]}`; write it, or {NOTHING} where there is nothing to say", []
    for column, cell in row.items():
        if column not in table.columns:
            known = ", ".join(table.columns)
            yield f"`{column}` is not a column{near(column, table.columns)}; known are {known}", Key([column])
        elif isinstance(cell, FactCell):
            if column == next(iter(table.columns)):
                yield "a figure stands where the name of the row belongs; write text", [column]
            elif cell.fact not in course.facts and "facts.yml" not in course.broken:
                yield f"there is no fact “{cell.fact}”; add it to facts.yml or correct the name", [column]
        elif column in table.names:
            for fault in _name_faults(table.names[column], cell, course):
                yield fault, [column]
        elif isinstance(cell, tuple):
            yield "a list stands here; write text, or name the table of its ids under `names`", [column]


def _name_faults(name: str, cell: object, course: Course) -> Iterator[str]:
    if name not in course.tables or cell == NOTHING:
        return
    known = course.tables[name].rows
    for each in cell if isinstance(cell, tuple) else (str(cell),):
        if each not in known:
            yield f"“{each}” is no row of the table {name}{near(each, known)}; correct it"


@rule("table-unused", "course")
def table_unused(course: Course) -> Found:
    """A table that no worksheet, no other table and no page uses is work nobody sees."""
    sheets = [file.sheet for file in course.worksheets.values()]
    used = {name for sheet in sheets for name in sheet.data}
    used |= {part.pick.table for sheet in sheets for part in sheet.parts.values() if part.pick}
    used |= {
        field.rows_of
        for sheet in sheets
        for part in sheet.parts.values()
        for field in part.fields.values()
        if isinstance(field, Choosing) and field.rows_of
    }
    shown = {
        call.arguments for page in course.pages.values() for call in page.calls if FILES.get(call.name) == "tables"
    }
    used |= {name for (name,) in (each for each in shown if len(each) == 1)}
    used |= {other for name, table in course.tables.items() for other in table.names.values() if other != name}
    if used - set(course.tables) or any(name.startswith("worksheets/") for name in course.broken):
        return  # the name may be meant, and is reported
    for name in sorted(set(course.tables) - used):
        yield (
            "no worksheet and no page uses this table; name it in one, or remove the file",
            Place(f"tables/{name}.yml"),
        )


def filled_names() -> dict[str, set[str]]:
    """Give the names that templates fill into a string, by its key, for strings that templates alone print."""
    found: dict[str, set[str]] = {}
    for path in sorted(render.TEMPLATES.rglob("*.jinja")):
        text = path.read_text(encoding="utf-8")
        for key, _ in ASKED.findall(text):
            found.setdefault(key, set())
        for key, filled in FILLED.findall(text):
            found[key].update(NAMED.findall(filled))
    return {
        key: names
        for key, names in found.items()
        if key not in render.SCRIPT_WORDS and key not in worksheets.script_words() and key not in learner_words()
    }


def learner_words() -> set[str]:
    """Give the keys that the scripts of the learner's pages say by themselves."""
    return {key for name in (*learner.tools(), "every-page") for key in learner.script_words(name)}


def asked_strings() -> set[str]:
    """Give the keys that templates and the renderer ask for."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(render.TEMPLATES.rglob("*.jinja"))]
    sources += [path.read_text(encoding="utf-8") for path in sorted(render.OVERRIDES.rglob("*.html"))]
    keys = {key for text in sources for pair in ASKED.findall(text) for key in pair if key}
    statuses = {"status_checked", "status_estimate", "status_dated", "status_disputed"}
    code = {"range", "with_unit", "picture_none", "picture_level", "picture_limit", "head_options", "value_yes"}
    code |= {f"file_{kind}" for kind in ("markdown", "text", "csv", "calendar")}
    return keys | statuses | code | set(render.SCRIPT_WORDS) | worksheets.script_words() | learner_words()
