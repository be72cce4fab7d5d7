"""The pages of the learner's record: tools that a script brings to life, and papers that need none.

A tool is a template in templates/tool/ with the script docs/assets/js/course-<tool>.js and the same name everywhere.
"""

import json
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from . import decks, outline, render
from .course import QuizFile
from .model import Asked
from .render import TEMPLATES, Shown, View
from .worksheets import SCRIPTS, asked_words

MY_COURSE = "my-course/index.md"  # where the header of every page leads
PER_LESSON = 2  # questions of a mixed paper, as of the final: thirty in all


@cache
def tools() -> tuple[str, ...]:
    """Give the names of the tools."""
    return tuple(sorted(path.name.partition(".")[0] for path in (TEMPLATES / "tool").glob("*.jinja")))


def script_words(name: str) -> set[str]:
    """Give the keys of strings.yml that the script of a tool, or `every-page`, says by itself."""
    script = SCRIPTS / f"course-{name}.js" if name in tools() else SCRIPTS / f"{name}.js"
    shared = asked_words(SCRIPTS / ("record" if name in tools() else "page"))
    return set(asked_words(script) | shared)


def words(view: View, name: str) -> dict[str, str]:
    """Give the words that a tool's script says, by key."""
    return view.texts(sorted(script_words(name)))


def tool(view: View, name: str) -> str:
    """Render a tool. Raises jinja2.TemplateNotFound for an unknown name."""
    return view.html(
        f"tool/{name}.html.jinja",
        words=json.dumps(words(view, name), ensure_ascii=False),
        lessons=outline.lessons(view.course),
        pages=view.course.pages,
        quizzes=lambda lesson: view.course.by_lesson.get(lesson.page.path, ()),
        quiz=lambda: Markup(render.empty(view)),  # noqa: S704  finished HTML
        diagnostic=lambda: Markup(diagnostic(view)),  # noqa: S704
        decks=lambda: decks.decks(view),
    )


def paper(view: View) -> str:
    """Render thirty questions to print, two a lesson and mixed, with the answers at the end.

    They are held back for the final, which asks nothing without scripts.
    """
    chosen = []
    for _, file in lesson_quizzes(view):
        chosen += [(file, key) for key, _ in render.mixed("paper", held_back(file).items())[:PER_LESSON]]
    ordered = render.mixed("paper", [(f"{file.name}/{key}", (file, key)) for file, key in chosen])
    return _paper(view, [pair for _, pair in ordered])


def diagnostic(view: View) -> str:
    """Render the questions marked `start`, in the order of the lessons, with the answers at the end."""
    chosen = [
        (file, key) for _, file in lesson_quizzes(view) for key, each in file.quiz.questions.items() if each.start
    ]
    return _paper(view, chosen)


def _paper(view: View, chosen: list[tuple[QuizFile, str]]) -> str:
    shown: list[Shown] = [
        render.show(view, file, key, at, len(chosen)) for at, (file, key) in enumerate(chosen, start=1)
    ]
    return view.html("paper.html.jinja", questions=shown)


def lesson_quizzes(view: View) -> list[tuple[outline.Lesson, QuizFile]]:
    """Give the quizzes with their lessons, in the order of the lessons; a lesson may have none yet."""
    course = view.course
    return [(lesson, file) for lesson in outline.lessons(course) for file in course.by_lesson.get(lesson.page.path, ())]


def asked(file: QuizFile) -> dict[str, Asked]:
    """Give the questions that the lesson asks, by id."""
    return {key: each for key, each in file.quiz.questions.items() if each.pool != "final"}


def held_back(file: QuizFile) -> dict[str, Asked]:
    """Give the questions that are kept for the final, by id."""
    return {key: each for key, each in file.quiz.questions.items() if each.pool == "final"}


@dataclass(frozen=True)
class Listed:
    """A lesson on the page of all questions: the questions it asks by objective, and those held back for the final."""

    lesson: outline.Lesson
    quiz: str
    objectives: tuple[tuple[str, tuple[Shown, ...]], ...]
    held: tuple[Shown, ...]


def all_questions(view: View) -> str:
    """Render every question of the course by lesson and objective; those held back for the final stand folded."""
    entries = [_listed(view, lesson, file) for lesson, file in lesson_quizzes(view)]
    return view.html("all_questions.html.jinja", entries=entries, words=render.script_words(view))


def _listed(view: View, lesson: outline.Lesson, file: QuizFile) -> Listed:
    """List a lesson's questions, numbered in the order in which they stand."""
    groups: dict[str, list[str]] = {objective: [] for objective in lesson.matter.objectives}
    for key, each in asked(file).items():
        groups.setdefault(each.objective, []).append(key)
    held = list(held_back(file))
    ordered = [key for keys in groups.values() for key in keys] + held
    shown = {key: render.show(view, file, key, at, len(ordered)) for at, key in enumerate(ordered, start=1)}
    return Listed(
        lesson,
        file.name,
        tuple(
            (lesson.matter.objectives.get(objective, objective), tuple(shown[key] for key in keys))
            for objective, keys in groups.items()
            if keys
        ),
        tuple(shown[key] for key in held),
    )
