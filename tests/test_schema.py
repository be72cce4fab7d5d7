"""The JSON Schemas: current, named by every file they describe, and of one mind with the model."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros import schema

from .conftest import CASES, ROOT

# The files that authors write, with the schema of each.
AUTHORED = [
    *((path, "quiz") for path in sorted((ROOT / "quizzes").rglob("*.yml"))),
    *((path, "worksheet") for path in sorted((ROOT / "worksheets").rglob("*.yml"))),
    *((path, "table") for path in sorted((ROOT / "tables").rglob("*.yml"))),
    *((path, "picture") for path in sorted((ROOT / "pictures").rglob("*.yml"))),
    (ROOT / "facts.yml", "facts"),
    (ROOT / "sources.yml", "sources"),
]


def check(name: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(ROOT / "schema" / f"{name}.json")]
    return subprocess.run([*command, *map(str, paths)], capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("path", schema.schemas())
def test_a_schema_is_what_the_model_says_now(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == schema.schemas()[path], "run `python -m macros schema`"


def test_no_schema_is_left_over() -> None:
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "schema").iterdir()}
    assert written == set(schema.schemas())


@pytest.mark.parametrize("path", schema.schemas())
def test_a_schema_refuses_unknown_fields_and_describes_the_others(path: str) -> None:
    definitions = json.loads(schema.schemas()[path]).get("$defs", {})
    assert definitions
    for name, definition in definitions.items():
        assert definition["additionalProperties"] is False, name
        bare = [key for key, field in definition["properties"].items() if "description" not in field]
        assert set(bare) <= {"type", "kind"}, name


@pytest.mark.parametrize(("path", "name"), AUTHORED, ids=lambda value: getattr(value, "name", value))
def test_a_file_names_its_schema_on_its_first_line_by_a_path_that_leads_there(path: Path, name: str) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match, f"begin with the line `# yaml-language-server: $schema=…/schema/{name}.json`"
    assert (path.parent / match.group(1)).resolve() == ROOT / "schema" / f"{name}.json"


@pytest.mark.parametrize("name", ["quiz", "worksheet", "table", "picture", "facts", "sources"])
def test_what_is_written_is_valid_for_an_editor_too(name: str) -> None:
    done = check(name, *(path for path, schema_name in AUTHORED if schema_name == name))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("quiz", "quizzes/day.yml"),
        ("worksheet", "worksheets/plan.yml"),
        ("table", "tables/meals.yml"),
        ("table", "tables/dishes.yml"),
        ("picture", "pictures/light.yml"),
        ("picture", "pictures/clocks.yml"),
    ],
)
def test_what_the_case_course_holds_is_valid(name: str, path: str) -> None:
    done = check(name, CASES / "course" / path)
    assert done.returncode == 0, done.stdout


# What an author may mistype in the case course, by schema and file.
SLIPS = {
    ("quiz", "quizzes/day.yml"): {
        "answer: noon": "anwser: noon",
        "level: recall": "level: easy",
        "value: 12": "value: twelve",
        "answer: midday": "answer: [midday]",
        "review: unit/day.md#noon": "review: unit/day",
        "title: The day": "titel: The day",
    },
    ("worksheet", "worksheets/plan.yml"): {
        "minutes: 10": "minutes: ten",
        "leaves: A day with meals": "leave: A day with meals",
        "kind: line": "kind: lien",
        "label: Where": "lable: Where",
        "least: 0": "least: none",
        "rows_of: meals": "rows_of: The meals",
        "takes: [plan/start/place]": "takes: [plan/place]",
        "blank: 3": "blank: 0",
        "filter: [meal]": "filter: meal",
        "given: {noon: At noon": "given: {noon: [At noon]",
        "who: Ada": "name: Ada",
        "{what: Soup": "{what: [Soup]",
    },
    ("table", "tables/meals.yml"): {
        "region: any": "regions: any",
        'as_of: "2026"': 'as_of: "now"',
        "sources: [almanac]": "sources: almanac",
        "{fact: day-hours}": "{facts: day-hours}",
        "columns: {name: Meal": "columns: {name: [Meal]",
    },
}


@pytest.mark.parametrize(("name", "path"), SLIPS)
def test_an_editor_sees_the_same_slips_as_the_check(name: str, path: str, tmp_path: Path) -> None:
    text = (CASES / "course" / path).read_text("utf-8")
    slips = SLIPS[(name, path)]
    for at, (old, new) in enumerate(slips.items()):
        assert old in text
        (tmp_path / f"{at}.yml").write_text(text.replace(old, new, 1), "utf-8")
    done = check(name, *sorted(tmp_path.iterdir()))
    assert done.returncode == 1
    assert [new for at, new in enumerate(slips.values()) if f"{at}.yml::" not in done.stdout] == []
