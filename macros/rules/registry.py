"""How rules are named, found and run."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal

from ..course import Course, QuizFile, WorksheetFile
from ..problems import Level, Place, Problem
from ..source import Document, Mapping, PathInFile

Scope = Literal["question", "quiz", "worksheet", "page", "course", "reading"]


class Key(list[str | int]):
    """A path that means the key at its end, not the value."""


# What a rule yields: the message, and where: a path in the question or quiz file, or a place.
Found = Iterator[tuple[str, PathInFile | Place]]
# What a rule is called with, and how a path in it becomes a place.
Thing = tuple[Callable[[PathInFile], Place], tuple[Any, ...]]


@dataclass(frozen=True)
class Rule:
    """A named rule. `purpose` is one paragraph of Markdown; `family` is the file it stands in."""

    name: str
    family: str
    scope: Scope
    purpose: str
    level: Level = "error"
    run: Callable[..., Found] | None = None


_RULES: dict[str, Rule] = {}


def rule(name: str, scope: Scope, level: Level = "error") -> Callable[[Callable[..., Found]], Callable[..., Found]]:
    """Register a function as the rule `name`.

    It is called once for each thing in its scope: question(Question, QuizFile, Course), quiz(QuizFile, Course),
    worksheet(WorksheetFile, Course), page(Page, Course), course(Course).
    """

    def register(function: Callable[..., Found]) -> Callable[..., Found]:
        purpose = " ".join(inspect.cleandoc(function.__doc__ or "").split())
        family = function.__module__.rpartition(".")[2]
        _RULES[name] = Rule(name, family, scope, purpose, level, function)
        return function

    return register


def describe(name: str, purpose: str, family: str = "reading") -> None:
    """Register a rule that is applied elsewhere, while reading or on the built site, so that it can be explained."""
    _RULES[name] = Rule(name, family, "reading", purpose)


@cache
def _load() -> None:
    package = __name__.rpartition(".")[0]
    for module in iter_modules(import_module(package).__path__):
        if module.name != "registry":
            import_module(f"{package}.{module.name}")


def all_rules() -> list[Rule]:
    """List all rules by family, in the order of their names within it."""
    _load()
    return sorted(_RULES.values(), key=lambda each: (each.family, each.name))


def families() -> dict[str, tuple[str, list[Rule]]]:
    """Give the rules by family: its name to its first line, which says what it is about, and its rules."""
    found: dict[str, tuple[str, list[Rule]]] = {}
    for each in all_rules():
        module = import_module(f"{__name__.rpartition('.')[0]}.{each.family}")
        about = (module.__doc__ or "").splitlines()[0]
        found.setdefault(each.family, (about, []))[1].append(each)
    return found


def check(course: Course) -> list[Problem]:
    """Give every problem of the course, those of reading included, by place."""
    problems = list(course.problems)
    things: dict[Scope, list[Thing]] = {}
    for each in all_rules():
        if each.scope not in things:
            things[each.scope] = list(_scope(each.scope, course))
        problems += _run(each, things[each.scope])
    return sorted(set(problems))


def _run(each: Rule, things: list[Thing]) -> Iterator[Problem]:
    for where, arguments in things:
        assert each.run is not None  # noqa: S101  only rules of reading have none, and they have no scope
        for message, spot in each.run(*arguments):
            place = spot if isinstance(spot, Place) else where(spot)
            yield Problem(place, each.name, message, each.level)


def _scope(scope: Scope, course: Course) -> Iterator[Thing]:
    if scope == "question":
        for file in course.quizzes.values():
            for key, question in file.quiz.questions.items():
                yield _in_question(file, key), (question, file, course)
    elif scope in ("quiz", "worksheet"):
        files: Iterable[QuizFile | WorksheetFile] = (course.quizzes if scope == "quiz" else course.worksheets).values()
        yield from ((_in_file(file.document), (file, course)) for file in files)
    elif scope == "page":
        for page in course.pages.values():
            yield page.matter.place, (page, course)
    elif scope == "course":
        yield Document("mkdocs.yml", Mapping((1, 1))).place, (course,)


def _in_file(document: Document) -> Callable[[PathInFile], Place]:
    return lambda path: document.place(path, key=isinstance(path, Key))


def _in_question(file: QuizFile, key: str) -> Callable[[PathInFile], Place]:
    return lambda path: file.document.place(["questions", key, *path], key=not path or isinstance(path, Key))
