"""The worksheets' calculations as modules: a file of tests/cases/calculate/ for each, given its sheet and words."""

from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from macros import worksheets
from macros.course import Course, load
from macros.render import View

from .conftest import ROOT, Sites

COURSE: Course = load(ROOT)
CALCULATING = sorted(name for name, file in COURSE.worksheets.items() if file.sheet.says)
CASES: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / "tests/cases/calculate").glob("*.yml")
}
RUN = """async ([root, name, given, wanted]) => {
  const { context } = await import(`${root}worksheet/context.js`);
  const module = await import(`${root}calculate/${name}.js`);
  const c = context(given);
  const found = { expect: module.calculate(c) };
  for (const each of ["events", "tables", "text", "markdown"]) if (wanted.includes(each)) found[each] = module[each](c);
  return found;
}"""


def record(name: str, written: dict[str, Any]) -> dict[str, Any]:
    """Make a reader's record: a list stands for rows called r1, r2 and so on."""
    parts: dict[str, Any] = {}
    for key, values in written.items():
        part = COURSE.worksheets[name].sheet.parts[key]
        if isinstance(values, list):
            rows = {f"r{number}": row for number, row in enumerate(values, start=1)}
            parts[key] = {"order": list(rows), "rows": rows}
        else:
            parts[key] = {"order": list(values), "rows": values} if part.given else values
    return {"v": 1, "parts": parts}


@pytest.mark.parametrize(
    ("name", "shows"), [(name, shows) for name in sorted(CASES) for shows in CASES[name]["cases"]], ids=str
)
def test_the_calculation_finds_what_the_case_expects(bare: Page, sites: Sites, name: str, shows: str) -> None:
    case = CASES[name]["cases"][shows]
    file = COURSE.worksheets[name]
    given = {
        "sheet": worksheets.definition(View(COURSE), file),
        "record": record(name, case.get("record") or {}),
        "words": dict(file.sheet.says),
        "language": "en-GB",
        "today": case.get("today", CASES[name]["today"]),
    }
    found = bare.evaluate(RUN, [f"{sites.course}assets/js/", name, given, list(case)])
    for key, wanted in case.get("expect", {}).items():
        assert found["expect"].get(key) == wanted, key
    for key in found.keys() - {"expect"}:
        assert found[key] == case[key], key


def test_every_calculation_has_cases() -> None:
    assert sorted(CASES) == CALCULATING


@pytest.mark.parametrize("name", CALCULATING)
def test_an_untouched_sheet_and_its_example_can_be_calculated(bare: Page, sites: Sites, name: str) -> None:
    file = COURSE.worksheets[name]
    sheet = worksheets.definition(View(COURSE), file)
    example = {
        key: [dict(row) for row in values] if isinstance(values, tuple) else dict(values)
        for key, values in file.sheet.example.parts.items()
    }
    for written in ({}, example):
        given = {"sheet": sheet, "record": record(name, written), "words": dict(file.sheet.says), "language": "en-GB"}
        found = bare.evaluate(RUN, [f"{sites.course}assets/js/", name, given | {"today": "2026-11-24"}, []])
        assert "NaN" not in str(found), written
        assert "undefined" not in str(found), written
