"""What a lesson may call: quiz, question, worksheet, picture, fact, the parts of a lesson, the course's lists.

Uses of the environment are those that both MkDocs and Zensical offer: `env.macro`, `env.project_dir`, `env.conf`
and `env.page.url` and `.meta`.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import escape

from . import beside, learner, outline, pictures, references, render, rules, worksheets
from .course import Course, load
from .problems import Problem, count

log = logging.getLogger("mkdocs.plugins.footbridge")


class Calls:
    """The macros of one build. Each public method is a macro and gives finished HTML."""

    def __init__(self, env: Any, course: Course) -> None:
        self._env = env
        self._course = course

    def _view(self) -> render.View:
        return render.View(self._course, self._env.page.url, _report_form(self._env.conf))

    def _later(self, name: str, html: str) -> str:
        """Hand a finished quiz, worksheet or tool to the page template, past Markdown and search, which parse twice.

        That parsing took a third of a build. Zensical gives its settings to macros as a plain dict, which
        templates never see; there it goes the long way.
        """
        if isinstance(self._env.conf, dict):
            return html
        mark = f"<!-- course-{name} -->"
        self._env.conf["extra"]["later"].setdefault(self._env.page.url, {})[mark] = html
        return mark

    def quiz(self, name: str) -> str:
        """The questions at a lesson's end."""
        file = self._course.quizzes.get(name)
        return self._later(f"quiz {name}", render.quiz(self._view(), file)) if file else ""

    def question(self, name: str, key: str) -> str:
        """One question, asked in the text."""
        file = self._course.quizzes.get(name)
        if file is None or key not in file.quiz.questions:
            return ""
        return self._later(f"quiz {name}/{key}", render.question(self._view(), file, key))

    def worksheet(self, name: str) -> str:
        """A worksheet: its example, then the empty one."""
        file = self._course.worksheets.get(name)
        return self._later(f"worksheet {name}", worksheets.worksheet(self._view(), file)) if file else ""

    def workbook(self) -> str:
        """All worksheets, each with its minutes, what one leaves with and where it stands."""
        return worksheets.workbook(self._view())

    def picture(self, name: str) -> str:
        """A picture drawn from data, with its table."""
        picture = self._course.pictures.get(name)
        return pictures.picture(self._view(), name, picture) if picture else ""

    def table(self, name: str) -> str:
        """A table of tables/, whole, with its note and sources."""
        return worksheets.table_alone(self._view(), name) if name in self._course.tables else ""

    def practice(self, name: str) -> str:
        """The rows of a table as cards: the first column in front, the others folded behind it."""
        return worksheets.practice(self._view(), name) if name in self._course.tables else ""

    def fact(self, key: str) -> str:
        """A figure with its unit, status and source, to stand in a sentence."""
        return references.fact(self._view(), key) if key in self._course.facts else ""

    def lesson_goals(self) -> str:
        """What one will be able to do after this lesson, and the minutes it takes."""
        return outline.objectives(self._view())

    def lesson_sources(self) -> str:
        """The sources of this lesson."""
        return references.sources_of_page(self._view())

    def bibliography(self) -> str:
        """All sources, each with what it supports."""
        return references.bibliography(self._view())

    def lessons(self, unit: str) -> str:
        """The lessons of a unit as cards."""
        return outline.cards(self._view(), unit)

    def bridge(self) -> str:
        """The bridge of all units and lessons, with those that are open."""
        return outline.bridge(self._view())

    def tool(self, name: str) -> str:
        """A part of the learner's record, such as `review`, which a script brings to life."""
        return self._later(f"{name} tool", learner.tool(self._view(), name)) if name in learner.tools() else ""

    def paper(self) -> str:
        """Thirty mixed questions to print, with the answers at the end."""
        return self._later("quiz paper", learner.paper(self._view()))

    def all_questions(self) -> str:
        """Every question, by lesson and objective."""
        return self._later("quiz all", learner.all_questions(self._view()))

    def rules(self) -> str:
        """Every rule of `python -m macros check`, with what it is for."""
        return references.rules(self._view())


def names() -> dict[str, Callable[..., str]]:
    """Give the macros by name."""
    return {name: value for name, value in vars(Calls).items() if not name.startswith("_")}


def define(env: Any) -> None:
    """Load the course for this build, report its problems and give its macros to `env`."""
    course = load(Path(env.project_dir))
    problems = rules.check(course)
    _report(problems)
    # The page template prints these above every page, so that an author sees them while writing.
    env.conf["extra"]["problems"] = [str(problem) for problem in problems if problem.level == "error"]
    env.conf["extra"]["later"] = {}
    # The theme's templates escape nothing by themselves.
    env.conf["extra"]["words"] = {key: str(escape(text)) for key, text in course.strings.items()}
    env.conf["extra"]["course"] = course
    env.conf["extra"]["tools"] = list(learner.tools())
    env.conf["extra"]["my_course"] = learner.MY_COURSE in course.pages
    calls = Calls(env, course)
    for name in names():
        env.macro(getattr(calls, name), name)


def publish(env: Any) -> None:
    """Write what is published beside the pages, from the course that the build began with."""
    conf = env.conf
    course = conf["extra"].pop("course")
    settings = {
        "site_name": conf["site_name"],
        "site_description": conf["site_description"] or "",
        "language": conf["theme"]["language"],
        "report": _report_form(conf),
    }
    beside.write(course, Path(conf["site_dir"]), settings)


def _report_form(conf: Any) -> str:
    """Give the address of the form for faults in questions, empty where there is none."""
    issues = conf["extra"].get("issues") or ""
    return f"{issues}/new?template=wrong-answer.yml" if issues else ""


def _report(problems: list[Problem]) -> None:
    """Print problems into the build's log; errors count as warnings of MkDocs, which `--strict` refuses."""
    for problem in problems:
        log.log(logging.WARNING if problem.level == "error" else logging.INFO, "%s", problem)
    if problems:
        log.info("%s", count(problems))
