"""Coverage: every fact of the source documents is taught, offered as data, or left out for a reason."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.course import load

from .conftest import ROOT

COVERAGE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "coverage.yml").read_text("utf-8"))
# How many facts the sheet of each document holds.
FACTS = {"s0": 53, "s1": 69, "s2": 41, "s3": 195, "s4": 123}
COURSE = load(ROOT)
FOLDERS = {"tables": COURSE.tables, "worksheets": COURSE.worksheets, "pictures": COURSE.pictures}
REASON_WORDS = range(6, 31)


def fault(place: object) -> str | None:
    """Say what is wrong with the place of a fact, or nothing."""
    match place:
        case {"left": str(reason)}:
            return None if len(reason.split()) in REASON_WORDS else "the reason is too short or too long"
        case str():
            path, _, anchor = place.partition("#")
            folder, _, name = path.partition("/")
            if path == "facts.yml":
                return None if anchor in COURSE.facts else "no such fact"
            if folder in FOLDERS:
                return None if name.removesuffix(".yml") in FOLDERS[folder] else "no such file"
            return None if anchor in COURSE.headings.get(path, {}) else "no such heading"
    return "neither a place nor a reason"


def test_every_fact_is_listed() -> None:
    assert list(COVERAGE) == [f"{sheet}-{at:03}" for sheet, facts in FACTS.items() for at in range(1, facts + 1)]


@pytest.mark.parametrize("fact", COVERAGE)
def test_the_place_of_a_fact_exists(fact: str) -> None:
    assert fault(COVERAGE[fact]) is None


def test_few_facts_are_left_out() -> None:
    left = Counter("left" for place in COVERAGE.values() if isinstance(place, dict)).total()
    assert left < 0.1 * len(COVERAGE)


@pytest.mark.parametrize(
    "place",
    [
        "decide/roles.md",
        "decide/roles.md#gone",
        "gone.md#pairs",
        "tables/gone.yml",
        "facts.yml#gone",
        {"left": "No."},
        7,
    ],
)
def test_a_place_that_does_not_exist_is_a_fault(place: object) -> None:
    assert fault(place) is not None
