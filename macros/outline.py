"""The course's outline: units, their lessons, the minutes each takes; printed as objectives, cards and the bridge."""

import posixpath
from dataclasses import dataclass

from .course import Course
from .markup import page_address
from .model import LessonMatter
from .page import Page
from .render import View

UNITS = 5  # the plan of the whole course: five units of three lessons
LESSONS = 3
MINUTES_PER_QUESTION = 1


@dataclass(frozen=True)
class Lesson:
    """A lesson in the order of the navigation; `number` counts from 1 over the whole course."""

    number: int
    page: Page
    matter: LessonMatter
    questions: int

    @property
    def question_minutes(self) -> int:
        """Minutes for the questions asked on the page."""
        return self.questions * MINUTES_PER_QUESTION

    @property
    def total_minutes(self) -> int:
        """Minutes for reading, questions and exercise."""
        return self.page.minutes + self.question_minutes + self.matter.worksheet_minutes


def lessons(course: Course) -> list[Lesson]:
    """List the lessons in the order of the navigation; those outside it come last, by path."""
    place = {path: at for at, path in enumerate(course.nav)}
    ordered = sorted(course.lessons, key=lambda path: (place.get(path, len(place)), path))
    return [
        Lesson(at, course.pages[path], course.lessons[path], _asked(course, path))
        for at, path in enumerate(ordered, start=1)
    ]


def _asked(course: Course, path: str) -> int:
    quizzes = course.by_lesson.get(path, ())
    return sum(each.pool != "final" for file in quizzes for each in file.quiz.questions.values())


def lesson_at(view: View) -> Lesson | None:
    """Give the lesson that stands on the page being rendered, or None."""
    return next((each for each in lessons(view.course) if page_address(each.page.path) == view.page_url), None)


def objectives(view: View) -> str:
    """Render a lesson's number, minutes and objectives."""
    lesson = lesson_at(view)
    return view.html("objectives.html.jinja", lesson=lesson) if lesson else ""


def cards(view: View, unit: str) -> str:
    """Render the lessons of a unit as cards."""
    chosen = [each for each in lessons(view.course) if posixpath.dirname(each.page.path) == unit]
    return view.html("cards.html.jinja", lessons=chosen)


def bridge(view: View) -> str:
    """Render the bridge: a plank a lesson, three a unit, those with a lesson as links."""
    written = lessons(view.course)
    planks = [written[at] if at < len(written) else None for at in range(UNITS * LESSONS)]
    units = [planks[at : at + LESSONS] for at in range(0, len(planks), LESSONS)]
    return view.html("bridge.html.jinja", units=units, done=len(written), lessons=LESSONS)
