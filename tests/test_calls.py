"""The macros: what lessons may call, what a call gives, and where the problems of a build go."""

import inspect
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import macros
from macros import calls
from macros.calls import Calls
from macros.course import load
from macros.rules.calls import ARGUMENTS


class Environment:
    """What mkdocs-macros gives to `define_env`, as far as the course uses it."""

    def __init__(self, folder: Path, page_url: str = "unit/day/", extra: dict[str, Any] | None = None) -> None:
        self.project_dir = str(folder)
        self.conf: dict[str, Any] = {"extra": extra or {}}
        self.page = SimpleNamespace(url=page_url, meta={})
        self.macros: dict[str, Callable[..., str]] = {}

    def macro(self, function: Callable[..., str], name: str) -> None:
        self.macros[name] = function


def defined(folder: Path, **options: Any) -> Environment:
    environment = Environment(folder, **options)
    calls.define(environment)
    return environment


def test_the_rules_know_every_macro_and_how_many_names_it_takes() -> None:
    taken = {name: len(inspect.signature(function).parameters) - 1 for name, function in calls.names().items()}
    assert taken == ARGUMENTS


def test_every_macro_says_what_it_is_for() -> None:
    assert [name for name, function in calls.names().items() if not function.__doc__] == []


def test_a_build_is_given_all_macros_and_the_words(course_folder: Path) -> None:
    environment = defined(course_folder)
    assert set(environment.macros) == set(ARGUMENTS)
    assert environment.conf["extra"]["words"]["check"] == "Check"
    assert environment.conf["extra"]["problems"] == []


def test_problems_stand_in_the_settings_for_the_page_and_in_the_log(
    course_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = course_folder / "quizzes" / "day.yml"
    path.write_text(path.read_text("utf-8").replace("answer: noon", "answer: midnight"), "utf-8")
    with caplog.at_level(logging.INFO, logger="mkdocs.plugins.footbridge"):
        environment = defined(course_folder)
    [problem] = environment.conf["extra"]["problems"]
    assert problem.startswith("quizzes/day.yml:14:13: answer-unknown: ")
    assert (logging.WARNING, problem) in [(each.levelno, each.getMessage()) for each in caplog.records]
    assert "1 error, 0 warnings" in caplog.text


def test_a_warning_is_told_but_does_not_stop_a_strict_build(
    course_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Five questions whose key is the shortest option: a warning of the rule key-shortest.
    head, question = (
        "title: Short\nlesson: unit/day.md\nquestions:\n",
        """\
  q{at}:
    type: single
    level: apply
    objective: name-times
    pool: final
    ask: Which is number {at}?
    options:
      a: {{text: X{at}, why: The letter with its number {at} is what was asked for here.}}
      b: {{text: Longer one {at}, why: The words before number {at} were not asked for at all here.}}
      c: {{text: Another long {at}, why: These words with number {at} are of another question than this.}}
    answer: a
    review: unit/day.md#noon
""",
    )
    (course_folder / "quizzes" / "short.yml").write_text(
        head + "".join(question.format(at=at) for at in range(5)), "utf-8"
    )
    with caplog.at_level(logging.INFO, logger="mkdocs.plugins.footbridge"):
        environment = defined(course_folder)
    assert environment.conf["extra"]["problems"] == []
    [record] = [each for each in caplog.records if "key-shortest" in each.getMessage()]
    assert record.levelno == logging.INFO


@pytest.mark.parametrize(
    ("name", "arguments", "part"),
    [
        ("quiz", ["day"], 'id="quiz-day"'),
        ("question", ["day", "highest"], 'id="question-day-highest"'),
        ("worksheet", ["plan"], 'id="worksheet-plan"'),
        ("workbook", [], "A day with meals"),
        ("picture", ["light"], 'id="picture-light"'),
        ("fact", ["day-hours"], "24 hours"),
        ("lesson_goals", [], "Name the parts of a day"),
        ("lesson_sources", [], "An almanac"),
        ("bibliography", [], 'id="fact-day-hours"'),
        ("lessons", ["unit"], "A table of the day"),
        ("bridge", [], "<svg"),
        ("rules", [], 'id="answer-unknown"'),
    ],
)
def test_each_macro_gives_finished_html(name: str, arguments: list[str], part: str, course_folder: Path) -> None:
    html = defined(course_folder).macros[name](*arguments)
    assert part in html
    assert html.startswith("<a " if name == "fact" else "<section ")
    assert html == html.strip()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("quiz", ["x"]),
        ("question", ["day", "x"]),
        ("question", ["x", "y"]),
        ("worksheet", ["x"]),
        ("picture", ["x"]),
        ("fact", ["x"]),
    ],
)
def test_a_name_that_the_check_has_reported_gives_nothing_and_stops_nothing(
    name: str, arguments: list[str], course_folder: Path
) -> None:
    assert defined(course_folder).macros[name](*arguments) == ""


@pytest.mark.parametrize(("issues", "found"), [("https://example.org/issues", True), ("", False), (None, False)])
def test_faults_can_be_reported_where_the_settings_name_an_address(
    issues: str | None, found: bool, course_folder: Path
) -> None:
    environment = defined(course_folder, extra={"issues": issues})
    address = "https://example.org/issues/new?template=wrong-answer.yml&amp;title=day/highest"
    assert (address in environment.macros["question"]("day", "highest")) is found


def test_links_are_those_of_the_page_being_built(course_folder: Path) -> None:
    environment = defined(course_folder)
    assert 'href="#noon"' in environment.macros["quiz"]("day")
    environment.page = SimpleNamespace(url="elsewhere/", meta={})
    assert 'href="../unit/day/#noon"' in environment.macros["quiz"]("day")


@pytest.mark.parametrize(
    ("name", "part"), [("quiz", 'id="quiz-day"'), ("worksheet", 'id="worksheet-plan"')], ids=["quiz", "worksheet"]
)
def test_mkdocs_is_given_a_mark_and_the_page_template_the_rest(name: str, part: str, course_folder: Path) -> None:
    class Settings:
        """The settings of MkDocs: no dict, though they are read like one."""

        def __init__(self) -> None:
            self.extra: dict[str, Any] = {"later": {}}

        def __getitem__(self, key: str) -> dict[str, Any]:
            assert key == "extra"
            return self.extra

    environment: Any = Environment(course_folder)
    environment.conf = Settings()
    calls_of_page = Calls(environment, load(course_folder))
    given = calls_of_page.quiz("day") if name == "quiz" else calls_of_page.worksheet("plan")
    # What only such pages need is loaded where the page holds this mark; see overrides/main.html.
    assert given.startswith(f"<!-- course-{name} ")
    [(mark, html)] = environment.conf["extra"]["later"]["unit/day/"].items()
    assert mark == given
    assert part in html


def test_the_face_of_the_package_defines_the_macros_from_the_newest_code(course_folder: Path) -> None:
    environment = Environment(course_folder)
    loaded = {name: module for name, module in sys.modules.items() if name.startswith("macros.")}
    try:
        macros.define_env(environment)
        assert sys.modules["macros.calls"] is not calls
    finally:
        sys.modules.update(loaded)
    assert set(environment.macros) == set(ARGUMENTS)
