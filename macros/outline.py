"""The course's outline: units, their lessons, the minutes each takes; printed as objectives, cards and the bridge."""

import math
import posixpath
from dataclasses import dataclass
from functools import cache

from .course import Course
from .model import LessonMatter
from .page import Page
from .render import View

# The plan of the whole course: five units of three lessons each. A unit is known by its folder; what readers
# see stands in strings.yml as `unit_…` and is asked for in templates/bridge.html.jinja.
UNITS = ("decide", "plan", "build", "tell", "get-hired")
LESSONS = 3
MINUTES_PER_QUESTION = 1

# The bridge is drawn 1000 wide: its deck rises from bank to bank in an arc.
BANK = 70
DECK_BASE = 118
DECK_RISE = 62


@dataclass(frozen=True)
class Lesson:
    """A lesson in the order of the navigation; `number` counts from 1 over the whole course."""

    number: int
    page: Page
    matter: LessonMatter
    questions: int
    worksheet_minutes: int

    @property
    def question_minutes(self) -> int:
        """Minutes for the questions asked on the page."""
        return self.questions * MINUTES_PER_QUESTION

    @property
    def total_minutes(self) -> int:
        """Minutes for reading, questions and exercise."""
        return self.page.minutes + self.question_minutes + self.worksheet_minutes


@cache
def lessons(course: Course) -> list[Lesson]:
    """List the published lessons in the order of the navigation; those outside it come last, by path."""
    place = {path: at for at, path in enumerate(course.nav)}
    published = [path for path in course.lessons if path not in course.excluded]
    ordered = sorted(published, key=lambda path: (place.get(path, len(place)), path))
    return [
        Lesson(at, course.pages[path], course.lessons[path], _asked(course, path), _worksheet_minutes(course, path))
        for at, path in enumerate(ordered, start=1)
    ]


def _asked(course: Course, path: str) -> int:
    quizzes = course.by_lesson.get(path, ())
    return sum(each.pool != "final" for file in quizzes for each in file.quiz.questions.values())


def _worksheet_minutes(course: Course, path: str) -> int:
    return sum(file.sheet.minutes for file in course.worksheets_on(path))


def lesson_at(view: View) -> Lesson | None:
    """Give the lesson that stands on the page being rendered, or None."""
    here = view.course.page_at(view.page_url)
    return next((each for each in lessons(view.course) if each.page.path == here), None)


@dataclass(frozen=True)
class Unit:
    """A unit of the plan: its lessons that are written, and where its own page stands, if it has one."""

    id: str
    lessons: tuple[Lesson, ...]
    page: str

    @property
    def planks(self) -> tuple[Lesson | None, ...]:
        """One entry a planned lesson; None where it is not yet written."""
        return self.lessons + (None,) * (LESSONS - len(self.lessons))


def unit(course: Course, name: str) -> Unit:
    """Give the unit whose lessons stand in the folder `name`."""
    page = f"{name}/index.md"
    chosen = tuple(each for each in lessons(course) if posixpath.dirname(each.page.path) == name)
    return Unit(name, chosen, page if page in course.pages else "")


@dataclass(frozen=True)
class Plank:
    """A place on the bridge's deck, with the slope of the deck there in degrees."""

    x: float
    y: float
    slope: float
    ready: bool = False


def on_deck(part: float, *, ready: bool = False) -> Plank:
    """Give the place on the deck at `part` of the way across, from 0 to 1."""
    span = 1000 - 2 * BANK
    steepness = 4 * DECK_RISE * (1 - 2 * part) / span
    rise = 4 * DECK_RISE * part * (1 - part)
    return Plank(BANK + span * part, DECK_BASE - rise, -math.degrees(math.atan(steepness)), ready)


def objectives(view: View) -> str:
    """Render a lesson's number, minutes and objectives."""
    lesson = lesson_at(view)
    if lesson is None:
        return ""
    here = unit(view.course, posixpath.dirname(lesson.page.path))
    return view.html("objectives.html.jinja", lesson=lesson, unit=here)


def cards(view: View, name: str) -> str:
    """Render the lessons of a unit as cards."""
    return view.html("cards.html.jinja", unit=unit(view.course, name))


def bridge(view: View) -> str:
    """Render the bridge: a plank a lesson, those that are written laid, and under it the units with their lessons."""
    units = [unit(view.course, name) for name in UNITS]
    laid = [plank is not None for each in units for plank in each.planks]
    return view.html(
        "bridge.html.jinja",
        units=units,
        planks=[on_deck((at + 0.5) / len(laid), ready=ready) for at, ready in enumerate(laid)],
        posts=[on_deck(at / len(units)) for at in range(len(units) + 1)],
        crown=on_deck(0.5),
        done=sum(laid),
    )
