"""Links: every one leads to a page of the site, to a file that exists, and to an id on it."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from .. import markup
from ..course import Course, QuizFile
from ..page import Page
from .fields import fields
from .registry import Found, all_rules, rule

SCHEMES = {"https", "http", "mailto", "tel"}


@rule("link", "page")
def link(page: Page, course: Course) -> Found:
    """A dead link costs a reader more trust than a missing paragraph."""
    for each in page.links:
        fault = fault_of(each.target, posixpath.dirname(page.path), page.path, course)
        if fault:
            yield fault, each.place


@rule("link-field", "quiz")
def link_field(file: QuizFile, course: Course) -> Found:
    """Links in quizzes name pages from docs/ on, and are held to the same as those of lessons."""
    for key, question in file.quiz.questions.items():
        for path, text in fields(question):
            yield from ((fault, ["questions", key, *path]) for fault in _faults(text, course))


@rule("link-data", "course")
def link_data(course: Course) -> Found:
    """Links in facts and sources are printed on pages, and are held to the same as those of lessons."""
    for key, fact in course.facts.items():
        for name, text in (("says", fact.says), ("note", fact.note)):
            place = course.documents["facts.yml"].place(["facts", key, name])
            yield from ((fault, place) for fault in _faults(text or "", course))
    for key, source in course.sources.items():
        place = course.documents["sources.yml"].place(["sources", key, "supports"])
        yield from ((fault, place) for fault in _faults(source.supports, course))


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


def fault_of(target: str, folder: str, page_path: str, course: Course) -> str | None:
    """Say what is wrong with a link written in a file of `folder` (relative to docs/), or None.

    `page_path` is the page it stands on, for links that are only an anchor.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return f"“{target}” is not an address; check its brackets"
    if parts.scheme or parts.netloc:
        if parts.scheme.lower() not in SCHEMES:
            return f"“{target}” has a scheme that browsers do not follow safely; use https"
        return None
    if parts.path.startswith("/"):
        return f"“{target}” begins at the host's root and breaks under a base path; write it relative to this file"
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else page_path
    return _fault_of_path(target, path, unquote(parts.fragment), course)


def _fault_of_path(target: str, path: str, anchor: str, course: Course) -> str | None:
    if path in course.pages:
        if path in course.excluded:
            return f"“{target}” leads to a page that is left out of the site; link elsewhere or include it"
        if anchor and anchor not in anchors(path, course) and f"docs/{path}" not in course.broken:
            return f"“{target}” names no id of docs/{path}; give a heading the id, or correct the link"
        return None
    if f"docs/{path}" in course.broken:
        return None
    if path.startswith("..") or not (course.root / "docs" / path).is_file():
        advice = "write the path of a .md file" if "." not in posixpath.basename(path) else "correct the path"
        return f"“{target}” leads to no file below docs/; {advice}"
    return None


def anchors(path: str, course: Course) -> set[str]:
    """Give the ids on a page: of headings, of attribute lists, of raw HTML, and those that macros print."""
    page = course.pages[path]
    found = {heading.id for heading in page.headings if heading.id} | {name for name, _ in page.html_ids}
    found |= set(re.findall(r"\{:?[^{}]*?#([\w.:-]+)[^{}]*\}", "\n".join(page.lines)))
    for call in page.calls:
        found |= set(_printed(call.name, call.arguments, course))
    return found


def _printed(name: str, arguments: tuple[str, ...], course: Course) -> Iterator[str]:
    if name in ("quiz", "question", "picture") and arguments:
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
