"""Lessons and other pages: objectives, headings, front matter."""

import re
from collections import defaultdict

from ..course import Course, QuizFile
from ..page import Page
from ..problems import Place
from ..shape import near
from .calls import ARGUMENTS
from .registry import Found, rule


@rule("quiz-lesson", "quiz")
def quiz_lesson(file: QuizFile, course: Course) -> Found:
    """A quiz names the lesson it belongs to, which must be a page with objectives."""
    lesson = file.quiz.lesson
    if not lesson or f"docs/{lesson}" in course.broken:
        return
    if lesson not in course.pages:
        yield f"there is no page docs/{lesson}; correct `lesson:`", ["lesson"]
    elif lesson not in course.lessons or not course.lessons[lesson].objectives:
        yield f"docs/{lesson} has no `objectives` in its front matter; add them", ["lesson"]


@rule("quiz-name", "quiz")
def quiz_name(file: QuizFile, _course: Course) -> Found:
    """A quiz's file name is part of addresses and of readers' saved answers: lower-case words joined by hyphens."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", file.name):
        message = f"“{file.name}” is no name for a quiz; rename the file to words joined by hyphens, such as roles.yml"
        yield message, Place(file.document.path)


@rule("objective-unknown", "quiz")
def objective_unknown(file: QuizFile, course: Course) -> Found:
    """A question tests one of the objectives that its lesson declares."""
    lesson = course.lessons.get(file.quiz.lesson)
    for key, question in file.quiz.questions.items():
        if lesson is not None and lesson.objectives and question.objective not in lesson.objectives:
            known = ", ".join(lesson.objectives)
            yield (
                f"“{question.objective}” is not an objective of the lesson; write one of {known}",
                ["questions", key, "objective"],
            )


@rule("objective-untested", "page")
def objective_untested(page: Page, course: Course) -> Found:
    """An objective that no question tests is a promise nobody checks."""
    lesson = course.lessons.get(page.path)
    if lesson is None or any(name.startswith("quizzes/") for name in course.broken):
        return
    tested = {each.objective for file in course.by_lesson.get(page.path, ()) for each in file.quiz.questions.values()}
    for key in lesson.objectives:
        if key not in tested:
            place = page.matter.place(["objectives", key], key=True)
            yield f"no question tests the objective “{key}”; write one", place


@rule("related-unknown", "page")
def related_unknown(page: Page, course: Course) -> Found:
    """A lesson names others that go with it, and what they are for: an objective that they declare."""
    lesson = course.lessons.get(page.path)
    for path, objective in lesson.related.items() if lesson else ():
        place = page.matter.place(["related", path], key=True)
        other = course.lessons.get(path)
        if path == page.path:
            yield "the lesson is related to itself; name another, or remove the line", place
        elif other is None:
            if f"docs/{path}" not in course.broken:
                yield f"there is no lesson docs/{path}; correct the path{near(path, course.lessons)}", place
        elif path in course.excluded:
            yield f"docs/{path} is left out of the site; name a lesson that readers can open", place
        elif objective not in other.objectives:
            known = ", ".join(other.objectives)
            yield f"“{objective}” is not an objective of docs/{path}; write one of {known}", place


@rule("heading-id", "page")
def heading_id(page: Page, _course: Course) -> Found:
    """Headings carry a written id, so that links survive a new wording and a translation."""
    for heading in page.headings:
        if heading.level > 1 and heading.id is None:
            yield f"“{heading.text}” has no id; end the line with {{ #an-id }}", heading.place


@rule("heading-id-repeated", "page")
def heading_id_repeated(page: Page, _course: Course) -> Found:
    """Of two headings with one id, a link reaches only the first."""
    places = defaultdict(list)
    for heading in page.headings:
        if heading.id:
            places[heading.id].append(heading.place)
    for name, place in page.html_ids:
        places[name].append(place)
    for name, found in places.items():
        for place in found[1:]:
            yield f"the id “{name}” stands on line {found[0].line} already; choose another", place


@rule("heading-first", "page")
def heading_first(page: Page, _course: Course) -> Found:
    """A page has one first-level heading, its title, and does not skip levels: screen readers travel by them."""
    titles = [heading for heading in page.headings if heading.level == 1]
    if not titles and any(line.strip() for line in page.lines):
        yield "the page has no heading of the first level; begin with `# Title`", page.place(page.body_line)
    for title in titles[1:]:
        yield f"“{title.text}” is a second heading of the first level; use ##", title.place
    for before, after in zip(page.headings, page.headings[1:], strict=False):
        if after.level > before.level + 1:
            yield f"“{after.text}” skips a level; use {'#' * (before.level + 1)}", after.place


@rule("matter-missing", "page")
def matter_missing(page: Page, course: Course) -> Found:
    """Front matter with a title and a description feeds the browser's tab, the cards and search engines."""
    if f"docs/{page.path}" in course.broken:
        return
    missing = [f"`{key}`" for key in ("title", "description") if not page.matter.root.get(key)]
    if missing:
        what = " and no ".join(missing)
        yield f"the front matter has no {what}; write it between two lines of --- at the top", page.place()


@rule("matter-shadow", "page")
def matter_shadow(page: Page, _course: Course) -> Found:
    """Front matter is merged over the macros: a key named like one would replace it on this page."""
    for key in page.matter.root:
        if key in ARGUMENTS:
            place = page.matter.place([key], key=True)
            yield f"the front-matter key `{key}` hides the macro of that name; rename the key", place
