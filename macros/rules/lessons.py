"""Lessons and other pages: macro calls, headings, front matter, leftovers."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ..course import Course, QuizFile
from ..page import Call, Page
from ..problems import Place
from ..source import Document
from .registry import Found, rule

# What may be called, and how many arguments each takes. `fact` stands in a sentence, the rest alone.
ARGUMENTS = {
    "quiz": 1,
    "question": 2,
    "picture": 1,
    "fact": 1,
    "lesson_goals": 0,
    "lesson_sources": 0,
    "bibliography": 0,
    "lessons": 1,
    "bridge": 0,
    "rules": 0,
}
INLINE = {"fact"}
# Upper case alone: "todo" is a common word in Spanish and Portuguese.
LEFTOVER = re.compile(r"\b(?:TODO|FIXME|XXX)\b|\b[Ll]orem\b")
LEFTOVER_FIELD = re.compile(rf"{LEFTOVER.pattern}|\{{\{{|\{{%")
CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
LEFTOVER_SIGNS = ("TODO", "FIXME", "XXX", "orem", "{{", "{%")
NUMBER = r"\d(?:[\d.,]*\d)?"
FIGURE = re.compile(
    rf"[$€£]\s?{NUMBER}|(?<![\d.,]){NUMBER}\s?(?:[%€£$]|(?:per ?cent|euros?|dollars?|EUR|USD|GBP)\b)", re.IGNORECASE
)
INDENTED_BLOCK = re.compile(r"^(?:!!!|\?\?\?\+?|===)[ \t]+\S")


@rule("macro-unknown", "page")
def macro_unknown(page: Page, _course: Course) -> Found:
    """Braces run as macros; a name nobody knows stops the page, or is published as it stands."""
    for call in page.calls:
        if call.name not in ARGUMENTS:
            what = f"“{call.name}” is not a macro" if call.name else "these braces hold no macro call"
            yield f"{what}; known macros are {', '.join(ARGUMENTS)}", call.place
        elif len(call.arguments) != ARGUMENTS[call.name]:
            wanted = ", ".join(['"name"'] * ARGUMENTS[call.name])
            has = f"{len(call.arguments)} where it takes {ARGUMENTS[call.name]}"
            yield f"names in quotation marks: {has}; write {{{{ {call.name}({wanted}) }}}}", call.place


@rule("macro-place", "page")
def macro_place(page: Page, _course: Course) -> Found:
    """A macro that prints a block must stand alone at the start of its line; elsewhere its HTML is torn apart."""
    for call in page.calls:
        if call.name in ARGUMENTS and call.place.line in page.code:
            message = f"`{call.name}` runs inside code as well; put it between {{% raw %}} and {{% endraw %}}"
            yield message, call.place
        elif call.name not in ARGUMENTS or call.name in INLINE:
            continue
        elif not call.alone:
            message = f"`{call.name}` does not stand alone at the start of a line; give it a line of its own"
            yield message, call.place
        elif not _has_room(page, call):
            yield f"text touches the line of `{call.name}`; leave an empty line before and after it", call.place


def _has_room(page: Page, call: Call) -> bool:
    at = call.place.line - page.body_line
    around = (page.lines[at - 1] if at else "", page.lines[at + 1] if at + 1 < len(page.lines) else "")
    return not any(line.strip() for line in around)


@rule("quiz-unknown", "page")
def quiz_unknown(page: Page, course: Course) -> Found:
    """A call that names no quiz, question, picture or fact prints nothing."""
    for call in page.calls:
        if len(call.arguments) != ARGUMENTS.get(call.name):
            continue
        message = _unknown(call, course)
        if message:
            yield message, call.place


def _unknown(call: Call, course: Course) -> str | None:
    name = call.arguments[0] if call.arguments else ""
    if call.name in ("quiz", "question"):
        return _unknown_question(call, course)
    if call.name == "picture" and name not in course.pictures and f"pictures/{name}.yml" not in course.broken:
        return f"there is no picture “{name}”; make pictures/{name}.yml or correct the name"
    if call.name == "fact" and name not in course.facts and "facts.yml" not in course.broken:
        return f"there is no fact “{name}”; add it to facts.yml or correct the name"
    if call.name == "lessons" and not _has_lessons(name, course):
        return f"there are no lessons in the folder “{name}”; correct the name"
    return None


def _has_lessons(folder: str, course: Course) -> bool:
    """Whether there is a lesson in the folder, or a page of which this cannot be said."""
    known = {*course.lessons, *(name.removeprefix("docs/") for name in course.broken)}
    return any(path.startswith(f"{folder}/") for path in known)


def _unknown_question(call: Call, course: Course) -> str | None:
    name = call.arguments[0]
    if f"quizzes/{name}.yml" in course.broken:
        return None
    if name not in course.quizzes:
        return f"there is no quiz “{name}”; make quizzes/{name}.yml or correct the name"
    if call.name == "question" and call.arguments[1] not in course.quizzes[name].quiz.questions:
        return f"the quiz “{name}” has no question “{call.arguments[1]}”; correct the id"
    return None


def _has_slip(page: Page, course: Course) -> bool:
    """Whether the page has a call for a quiz or question that names none."""
    calls = [call for call in page.calls if call.name in ("quiz", "question")]
    return any(len(call.arguments) != ARGUMENTS[call.name] or _unknown(call, course) for call in calls)


@rule("quiz-unused", "quiz")
def quiz_unused(file: QuizFile, course: Course) -> Found:
    """A quiz or an inline question that no page shows is work nobody sees."""
    lesson = course.pages.get(file.quiz.lesson)
    if f"docs/{file.quiz.lesson}" in course.broken or (lesson and _has_slip(lesson, course)):
        return  # the call may be there, and is reported
    calls = [call for page in course.pages.values() for call in page.calls if call.arguments[:1] == (file.name,)]
    pools = [question.pool for question in file.quiz.questions.values()]
    if "lesson" in pools and not any(call.name == "quiz" for call in calls):
        yield (
            f'no page shows this quiz; write {{{{ quiz("{file.name}") }}}} in {file.quiz.lesson or "its lesson"}',
            ["title"],
        )
    asked = {call.arguments[1] for call in calls if call.name == "question" and len(call.arguments) > 1}
    for key, question in file.quiz.questions.items():
        if question.pool == "inline" and key not in asked:
            call = f'{{{{ question("{file.name}", "{key}") }}}}'
            yield f"no page asks this inline question; write {call} where it belongs", ["questions", key]


@rule("quiz-twice", "page")
def quiz_twice(page: Page, _course: Course) -> Found:
    """A quiz, question or picture shown twice gives a page the same ids twice, and two answers for one question."""
    seen: dict[tuple[str, ...], Place] = {}
    for call in page.calls:
        if call.name in ("quiz", "question", "picture") and call.arguments:
            first = seen.setdefault((call.name, *call.arguments), call.place)
            if first is not call.place:
                yield f"this {call.name} stands on line {first.line} already; remove one of the two", call.place


@rule("question-pool", "page")
def question_pool(page: Page, course: Course) -> Found:
    """Only inline questions are asked in the text: those of the lesson pool stand at its end, the final's nowhere."""
    for call in page.calls:
        if call.name != "question" or len(call.arguments) != 2 or call.arguments[0] not in course.quizzes:
            continue
        question = course.quizzes[call.arguments[0]].quiz.questions.get(call.arguments[1])
        if question is not None and question.pool != "inline":
            yield (
                f"“{call.arguments[1]}” is in the pool {question.pool}; set `pool: inline` or call another",
                call.place,
            )


@rule("quiz-elsewhere", "page")
def quiz_elsewhere(page: Page, course: Course) -> Found:
    """A quiz stands in the lesson it names, so that a reader finds the passages it asks about."""
    for call in page.calls:
        file = course.quizzes.get(call.arguments[0]) if call.name in ("quiz", "question") and call.arguments else None
        if file is not None and file.quiz.lesson and file.quiz.lesson != page.path:
            yield f"the quiz “{file.name}” belongs to {file.quiz.lesson}; move the call there", call.place


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


@rule("leftover", "page")
def leftover(page: Page, _course: Course) -> Found:
    """Notes to oneself, filler text and unfilled braces are not for readers; what stands in code is quoted."""
    for match, place in _in_prose(page, LEFTOVER):
        yield f"“{match}” is left over; finish or remove it", place
    yield from _left_over(page.matter, LEFTOVER_FIELD)


@rule("leftover-field", "course")
def leftover_field(course: Course) -> Found:
    """Quizzes, facts, sources, pictures and strings are for readers too, without notes or unfilled braces."""
    for name, document in course.documents.items():
        # In strings, doubled braces are how a single one is written.
        yield from _left_over(document, LEFTOVER if name == "strings.yml" else LEFTOVER_FIELD)


def _left_over(document: Document, pattern: re.Pattern[str]) -> Found:
    if not any(sign in document.text for sign in LEFTOVER_SIGNS):
        return  # as in nearly every file, found without walking it
    for path, text in _texts(document):
        match = pattern.search(CODE_SPAN.sub("", text))
        if match:
            yield f"“{match.group()}” is left over; finish or remove it", document.place(path)


def _in_prose(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[str, Place]]:
    """Give the first match of each line of the page's prose, with its place."""
    for number, line in enumerate(page.prose, start=page.body_line):
        match = pattern.search(line)
        if match:
            yield match.group(), page.place(number, match.start() + 1)


def _texts(document: Document) -> Iterator[tuple[list[str | int], str]]:
    """Give every text of a YAML file with its path."""
    pending: list[tuple[list[str | int], object]] = [([], document.root)]
    while pending:
        path, node = pending.pop()
        if isinstance(node, dict):
            pending += [([*path, key], value) for key, value in node.items()]
        elif isinstance(node, list):
            pending += [([*path, at], value) for at, value in enumerate(node)]
        elif isinstance(node, str):
            yield path, node


@rule("block-indented", "page")
def block_indented(page: Page, _course: Course) -> Found:
    """Blocks by indentation (`!!!`, `???`, `===`) tear macros apart and hide links from this check."""
    for _, place in _in_prose(page, INDENTED_BLOCK):
        yield "a block by indentation begins here; write `/// note | Title` … `///`", place


@rule("figure-in-prose", "page")
def figure_in_prose(page: Page, course: Course) -> Found:
    """Money and percentages age and differ by country: they stand in facts.yml, dated and sourced."""
    if page.path not in course.lessons:
        return
    found = list(_in_prose(page, FIGURE))
    for path, text in _texts(page.matter):
        match = FIGURE.search(text)
        found += [(match.group(), page.matter.place(path))] if match else []
    for figure, place in found:
        yield f'“{figure}” stands in the text; add a fact and write {{{{ fact("an-id") }}}}', place
