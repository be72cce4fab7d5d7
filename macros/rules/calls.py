"""Macro calls: each known, in its place, and naming what exists; each quiz called once, where it belongs."""

from .. import learner
from ..course import Course, QuizFile
from ..page import Call, Page
from ..problems import Place
from .registry import Found, rule

# What may be called, and how many arguments each takes. `fact` stands in a sentence, the rest alone.
ARGUMENTS = {
    "quiz": 1,
    "question": 2,
    "worksheet": 1,
    "workbook": 0,
    "picture": 1,
    "table": 1,
    "practice": 1,
    "fact": 1,
    "lesson_goals": 0,
    "lesson_sources": 0,
    "bibliography": 0,
    "lessons": 1,
    "bridge": 0,
    "tool": 1,
    "paper": 0,
    "all_questions": 0,
    "rules": 0,
}
INLINE = {"fact"}
# What prints a file of a folder.
FILES = {"worksheet": "worksheets", "picture": "pictures", "table": "tables", "practice": "tables"}


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
    """A call that names no quiz, question, worksheet, picture, table, fact or tool prints nothing."""
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
    if call.name in FILES:
        folder = FILES[call.name]
        if name not in getattr(course, folder) and f"{folder}/{name}.yml" not in course.broken:
            return f"there is no {folder.removesuffix('s')} “{name}”; make {folder}/{name}.yml or correct the name"
    if call.name == "fact" and name not in course.facts and "facts.yml" not in course.broken:
        return f"there is no fact “{name}”; add it to facts.yml or correct the name"
    if call.name == "tool" and name not in learner.tools():
        return f"there is no tool “{name}”; write one of {', '.join(learner.tools())}"
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
    """A quiz, question, worksheet or picture shown twice gives a page the same ids and answers twice."""
    seen: dict[tuple[str, ...], Place] = {}
    for call in page.calls:
        if call.name in ("quiz", "question", "worksheet", "picture") and call.arguments:
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
