"""The course's own worksheets: what stands in two places is the same, and what was worked out by hand is right."""

import re

import pytest

from macros.course import load
from macros.model import Fact

from .conftest import ROOT

COURSE = load(ROOT)
WEEKS = 4.345  # in a month
ALLOWANCE = 0.85  # of planned weeks that work out
# Rows of tables/hours.yml to the fact that they convert.
PREPARATION = {
    "engineer-senior": "preparation-senior-guide",
    "engineer-junior": "preparation-junior-guide",
    "analyst": "preparation-analyst-guide",
    "finance": "preparation-finance-guide",
    "beginner": "preparation-beginner-guide",
}


def bounds(fact: Fact) -> tuple[float, float]:
    assert isinstance(fact.value, tuple)
    return fact.value


def numbers(cell: object) -> list[float]:
    assert isinstance(cell, str)
    return [float(each) for each in re.findall(r"[\d.]+", cell)]


@pytest.mark.parametrize(("row", "fact"), PREPARATION.items())
def test_the_months_at_other_hours_follow_from_the_facts(row: str, fact: str) -> None:
    months, weekly = bounds(COURSE.facts[fact]), bounds(COURSE.facts["week-hours-guide"])
    hours = [month * WEEKS * hour for month, hour in zip(months, weekly, strict=True)]
    cells = COURSE.tables["hours"].rows[row]
    assert numbers(cells["total"]) == pytest.approx(hours, abs=0.6)
    for column in ("h5", "h8", "h10", "h15", "h25", "h40"):
        own = [each / (int(column[1:]) * WEEKS * ALLOWANCE) for each in hours]
        assert numbers(cells[column]) == pytest.approx(own, abs=0.51), column


def test_the_twelve_points_of_the_planner_are_those_of_its_table() -> None:
    fields = COURSE.worksheets["portfolio"].sheet.parts["projects"].fields
    points = {key: str(row["point"]) for key, row in COURSE.tables["presentation-points"].rows.items()}
    assert len(points) == 12
    assert {key: fields[key].label for key in points} == points


def test_every_table_says_who_stands_behind_it() -> None:
    own = [name for name, table in COURSE.tables.items() if not table.sources and not table.note]
    assert own == []
