"""Every rule, by cases: a file is a case, its last part is what the check prints for it."""

from pathlib import Path

import pytest

from macros import rules
from macros.course import load
from macros.rules.data import asked_strings

from .conftest import CASES, read_case

RULE_CASES = sorted((CASES / "rules").rglob("*.txt"))


# The strings that cases change come first, so that a new string moves none of them to another line.
CHANGED = ("check", "hint", "lesson_number", "picture_none")


def write_strings(folder: Path) -> None:
    """Write every string that is asked for and no other, so that strings.yml can fail no case."""
    keys = [*CHANGED, *sorted(asked_strings() - set(CHANGED))]
    (folder / "strings.yml").write_text("".join(f"{key}: {key}\n" for key in keys), "utf-8")


@pytest.fixture
def case_folder(course_folder: Path) -> Path:
    write_strings(course_folder)
    return course_folder


def test_the_case_course_itself_has_no_problem(course_folder: Path) -> None:
    assert rules.check(load(course_folder)) == []


@pytest.mark.parametrize("path", RULE_CASES, ids=lambda path: path.stem)
def test_the_check_prints_what_the_case_expects(path: Path, case_folder: Path) -> None:
    case = read_case(path)
    case.apply(case_folder)
    assert tuple(map(str, rules.check(load(case_folder)))) == case.expected, case.shows


def test_every_rule_has_a_case_that_fails_and_one_that_passes() -> None:
    names = {path.name for path in RULE_CASES}
    missing = [
        f"{rule.name}.{kind}.txt"
        for rule in rules.all_rules()
        if rule.family != "built"  # proved on built sites, in test_site.py
        for kind in ("fail", "pass")
        if f"{rule.name}.{kind}.txt" not in names
    ]
    assert missing == []


def test_a_failing_case_names_its_rule_and_a_passing_case_expects_nothing() -> None:
    for path in RULE_CASES:
        rule, kind = path.name.removesuffix(".txt").rsplit(".", 1)
        expected = read_case(path).expected
        assert any(f": {rule.split('+')[0]}: " in line for line in expected) if kind == "fail" else not expected, path


def test_every_rule_says_what_it_is_for() -> None:
    for rule in rules.all_rules():
        assert 8 <= len(rule.purpose.split()) <= 60, rule.name
