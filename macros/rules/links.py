"""Links: every one leads to a page of the site, to a file that exists, and to an id on it."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .. import markup
from ..course import Course, QuizFile
from ..model import LessonMatter, Table
from ..page import Page
from .fields import fields
from .registry import Found, all_rules, rule
from .worksheets import texts

SCHEMES = {"https", "http", "mailto", "tel"}


@rule("link", "page")
def link(page: Page, course: Course) -> Found:
    """A dead link costs a reader more trust than a missing paragraph."""
    address = markup.page_address(page.path)
    for each in page.links:
        # What stands in raw HTML is followed from the page's address, not from the place of its file.
        folder, pages = (address, course.served) if each.raw else (posixpath.dirname(page.path), None)
        fault = fault_of(each.target, folder, page.path, course, pages)
        if fault:
            yield fault, each.place


@rule("link-outside", "page")
def link_outside(page: Page, _course: Course) -> Found:
    """Addresses outside the course stand in sources.yml alone, with what they support and when they were read: there
    one workflow tries them each week, and one line is to be mended when a page moves.
    """
    for each in page.links:
        if urlsplit(each.target).scheme.lower() in ("http", "https"):
            yield (
                f"“{each.target[:60]}” leads out of the course; add it to sources.yml and link its entry:"
                " [words](../reference/sources.md#its-id)",
                each.place,
            )


@rule("link-field", "quiz")
def link_field(file: QuizFile, course: Course) -> Found:
    """Links in quizzes name pages from docs/ on, and are held to the same as those of lessons."""
    for key, question in file.quiz.questions.items():
        for path, text in fields(question):
            yield from ((fault, ["questions", key, *path]) for fault in _faults(text, course))


@rule("link-data", "course")
def link_data(course: Course) -> Found:
    """Links in facts, sources, tables, worksheets and front matter are printed on pages, as those of lessons are."""
    for page, lesson in course.lessons.items():
        for path, said in _printed_matter(lesson):
            place = course.pages[page].matter.place(path)
            yield from ((fault, place) for fault in _faults(said, course))
    for key, fact in course.facts.items():
        for name, text in (("says", fact.says), ("note", fact.note)):
            place = course.documents["facts.yml"].place(["facts", key, name])
            yield from ((fault, place) for fault in _faults(text or "", course))
    for key, source in course.sources.items():
        place = course.documents["sources.yml"].place(["sources", key, "supports"])
        yield from ((fault, place) for fault in _faults(source.supports, course))
    for name, table in course.tables.items():
        for path, said in _printed_table(table):
            place = course.documents[f"tables/{name}.yml"].place(path)
            yield from ((fault, place) for fault in _faults(said, course))
    for file in course.worksheets.values():
        for at, said, may_mark in texts(file):
            yield from ((fault, file.document.place(at)) for fault in _faults(said if may_mark else "", course))


def _printed_matter(lesson: LessonMatter) -> Iterator[tuple[list[str], str]]:
    """Give what a lesson's front matter says on cards and in the lesson, with its path."""
    yield ["description"], lesson.description
    yield ["takeaway"], lesson.takeaway
    for key, text in lesson.objectives.items():
        yield ["objectives", key], text


def _printed_table(table: Table) -> Iterator[tuple[list[str], str]]:
    """Give the texts of a table in which Markdown works, with their paths."""
    yield ["note"], table.note or ""
    for key, row in table.rows.items():
        yield from ((["rows", key, column], cell) for column, cell in row.items() if isinstance(cell, str))


def _faults(text: str, course: Course) -> Iterator[str]:
    for target in markup.links(text):
        if target.startswith("#"):
            yield f"“{target}” names no page; write it from docs/ on, such as decide/roles.md{target}"
        elif fault := fault_of(target, "", "", course):
            yield fault
    if reference := markup.undefined_reference(text):
        yield f"“{reference}” is a reference without definition; write [text](page.md#id)"


@rule("review-unknown", "question")
def review_unknown(question: object, file: QuizFile, course: Course) -> Found:
    """The passage to read again must exist, down to its heading."""
    target = str(getattr(question, "review", ""))
    fault = fault_of(target, "", "", course)
    if fault:
        yield fault, ["review"]
    elif "#" not in target:
        yield f"“{target}” names a whole page; add # and the id of the heading that answers", ["review"]


def fault_of(
    target: str, folder: str, page_path: str, course: Course, served: Mapping[str, str] | None = None
) -> str | None:
    """Say what is wrong with a link written in a file of `folder` (relative to docs/), or None.

    `page_path` is the page it stands on, for links that are only an anchor.  Where `served` gives the pages by
    address, the link names an address instead of a file.
    """
    if not target.strip("#"):
        return "the link is empty; write the page it leads to"
    try:
        parts = urlsplit(target)
    except ValueError:
        return f"“{target}” is not an address; check its brackets"
    if parts.scheme or parts.netloc:
        return _fault_outside(target, parts.scheme.lower())
    if parts.path.startswith("/"):
        return f"“{target}” begins at the host's root and breaks under a base path; write it relative to this file"
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else page_path
    if served is not None and parts.path:
        if path.endswith(".md"):
            return f"“{target}” stands in raw HTML, where no page ends in .md; write a Markdown link"
        path = served.get(path, path)
    return _fault_of_path(target, path, unquote(parts.fragment), course)


def _fault_outside(target: str, scheme: str) -> str | None:
    if not scheme:
        return f"“{target}” names a host without a scheme; write https: before it"
    if scheme not in SCHEMES:
        return f"“{target}” has a scheme that browsers do not follow safely; use https"
    return None


def _fault_of_path(target: str, path: str, anchor: str, course: Course) -> str | None:
    if path in course.pages:
        if path in course.excluded:
            return f"“{target}” leads to a page that is left out of the site; link elsewhere or include it"
        if anchor and anchor not in anchors(path, course) and not _unsure(path, course):
            return f"“{target}” names no id of docs/{path}; give a heading the id, or correct the link"
        return None
    if f"docs/{path}" in course.broken:
        return None
    if path.startswith("..") or not _is_file(course.root / "docs" / path):
        advice = "write the path of a .md file" if "." not in posixpath.basename(path) else "correct the path"
        return f"“{target}” leads to no file below docs/; {advice}"
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # longer than a file's name can be
        return False


def _unsure(path: str, course: Course) -> bool:
    """Whether ids of the page may be missing because it, or what its macros print, could not be read."""
    page = course.pages[path]
    named = [f"quizzes/{call.arguments[0]}.yml" for call in page.calls if call.name == "quiz" and call.arguments]
    lists = ["facts.yml", "sources.yml"] if any(call.name == "bibliography" for call in page.calls) else []
    return any(name in course.broken for name in (f"docs/{path}", *named, *lists))


def anchors(path: str, course: Course) -> set[str]:
    """Give the ids on a page: of headings, of attribute lists, of raw HTML, and those that macros print."""
    page = course.pages[path]
    found = {heading.id for heading in page.headings if heading.id} | {name for name, _ in page.html_ids}
    found |= set(re.findall(r"\{:?[^{}]*?#([\w.:-]+)[^{}]*\}", "\n".join(page.prose)))
    for call in page.calls:
        found |= set(_printed(call.name, call.arguments, course))
    return found


def _printed(name: str, arguments: tuple[str, ...], course: Course) -> Iterator[str]:
    if name in ("quiz", "question", "worksheet", "picture") and arguments:
        yield f"{name}-{'-'.join(arguments)}"
    if name == "quiz" and arguments and arguments[0] in course.quizzes:
        for key, question in course.quizzes[arguments[0]].quiz.questions.items():
            if question.pool == "lesson":
                yield f"question-{arguments[0]}-{key}"
    if name == "bibliography":
        yield from course.sources
        yield from (f"fact-{key}" for key in course.facts)
    if name == "rules":
        yield from (each.name for each in all_rules())
        yield from (f"rules-{each.family}" for each in all_rules())
