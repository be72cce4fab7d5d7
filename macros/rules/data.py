"""Facts, sources, pictures and strings: what they name must exist."""

import re
from string import Formatter

from ..model import Matrix
from ..problems import Place
from ..source import locate
from .registry import Course, Found, rule

# t("key") in a template, words.key in an override; t("status_" ~ …) is none.
ASKED = re.compile(r"\bt\([\"'](\w+)[\"'](?! ~)|words\.(\w+)")


@rule("source-unknown", "course")
def source_unknown(course: Course) -> Found:
    """A figure or picture without a source that readers can look up is hearsay."""
    if "sources.yml" in course.broken:
        return
    for key, fact in course.facts.items():
        if fact.source not in course.sources:
            yield _source(fact.source, course), _at(course, "facts.yml", ["facts", key, "source"])
    for name, picture in course.pictures.items():
        for at, source in enumerate(picture.sources):
            if source not in course.sources:
                yield _source(source, course), _at(course, f"pictures/{name}.yml", ["sources", at])
    for path, lesson in course.lessons.items():
        for source in lesson.sources:
            if source not in course.sources:
                yield _source(source, course), locate(course.pages[path].matter, ["sources"], f"docs/{path}")


def _source(name: str, course: Course) -> str:
    return f"“{name}” is not a source; add it to sources.yml or write one of {', '.join(course.sources)}"


@rule("fact-range", "course")
def fact_range(course: Course) -> Found:
    """A range runs from low to high."""
    for key, fact in course.facts.items():
        if isinstance(fact.value, tuple) and fact.value[0] >= fact.value[1]:
            yield "the range does not rise; write [low, high]", _at(course, "facts.yml", ["facts", key, "value"])


@rule("picture-cell", "course")
def picture_cell(course: Course) -> Found:
    """A mark for a row, column or level that does not exist is not drawn."""
    for name, picture in course.pictures.items():
        file = f"pictures/{name}.yml"
        if isinstance(picture, Matrix):
            for row, column, level in ((row, *cell) for row, cells in picture.cells.items() for cell in cells.items()):
                for value, known, path in (
                    (row, picture.rows, ["cells", row]),
                    (column, picture.columns, ["cells", row, column]),
                    (level, picture.levels, ["cells", row, column]),
                ):
                    if value not in known:
                        yield f"“{value}” is not declared; write one of {', '.join(known)}", _at(course, file, path)
        else:
            for key, pair in picture.rows.items():
                if pair.level not in picture.levels:
                    known = ", ".join(picture.levels)
                    yield f"“{pair.level}” is not a level; write one of {known}", _at(course, file, ["rows", key, "level"])


@rule("string-missing", "course")
def string_missing(course: Course) -> Found:
    """A string that a template or script asks for and nobody wrote shows its key to readers."""
    for key in sorted(asked_strings(course) - set(course.strings)):
        if "strings.yml" not in course.broken:
            yield f"`{key}` is missing; add it with a comment for translators", Place("strings.yml")


@rule("string-unused", "course")
def string_unused(course: Course) -> Found:
    """A string nobody asks for is work for every translator."""
    for key in sorted(set(course.strings) - asked_strings(course)):
        yield f"`{key}` is used nowhere; remove it", _at(course, "strings.yml", [key], key=True)


@rule("string-braces", "course")
def string_braces(course: Course) -> Found:
    """Braces in a string name what is filled in; unbalanced ones would show."""
    for key, text in course.strings.items():
        try:
            list(Formatter().parse(text))
        except ValueError:
            yield "the braces do not match; write {name}", _at(course, "strings.yml", [key])


def asked_strings(course: Course) -> set[str]:
    """Give the keys that templates and the renderer ask for."""
    from .. import render  # noqa: PLC0415

    sources = [path.read_text(encoding="utf-8") for path in sorted(render.TEMPLATES.rglob("*.jinja"))]
    sources += [path.read_text(encoding="utf-8") for path in sorted((course.root / "overrides").rglob("*.html"))]
    keys = {key for text in sources for pair in ASKED.findall(text) for key in pair if key}
    statuses = {"status_checked", "status_estimate", "status_dated", "status_disputed"}
    code = {"range", "with_unit", "picture_none", "picture_level"}
    return keys | statuses | code | set(render.SCRIPT_WORDS)


def _at(course: Course, name: str, path: list[str | int] | list[str], *, key: bool = False) -> Place:
    return locate(course.trees[name], path, name, key=key)
