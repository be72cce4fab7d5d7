"""What several tests need: a small valid course to work on, and the case files that change it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    """Give a copy of the valid case course, with the real strings."""
    folder = tmp_path / "course"
    shutil.copytree(CASES / "course", folder)
    shutil.copy(ROOT / "strings.yml", folder)
    return folder


@dataclass(frozen=True)
class Case:
    """A case file: what it shows, what it changes in the case course, and the lines that the check prints.

    Its parts begin with `=== edit PATH`, `=== write PATH` or `=== expect`. An edit replaces the one line that
    reads like each run of `-` lines by the `+` lines that follow, keeping the indentation; a write gives a
    whole file.
    """

    shows: str
    changes: tuple[tuple[str, str, str], ...]
    expected: tuple[str, ...]

    def apply(self, folder: Path) -> None:
        for kind, name, body in self.changes:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(edit(path.read_text("utf-8"), body) if kind == "edit" else body, "utf-8")


def read_case(path: Path) -> Case:
    head, *parts = path.read_text("utf-8").split("\n=== ")
    changes, expected = [], ()
    for part in parts:
        title, _, body = part.partition("\n")
        kind, _, name = title.partition(" ")
        if kind == "expect":
            expected = tuple(line for line in body.splitlines() if line)
        elif kind in ("edit", "write"):
            changes.append((kind, name, body if body.endswith("\n") else body + "\n"))
        else:
            raise ValueError(f"{path}: unknown part {title!r}")
    return Case(head.strip(), tuple(changes), expected)


def edit(text: str, body: str) -> str:
    """Apply the edits of a case to a file's text. Raises ValueError where a line does not stand exactly once."""
    lines = text.splitlines()
    at = -1
    for instruction in body.splitlines():
        sign, wanted = instruction[:1], instruction[2:]
        if sign == "-":
            found = [number for number, line in enumerate(lines) if line.strip() == wanted.strip()]
            if len(found) != 1:
                raise ValueError(f"{wanted!r} stands {len(found)} times")
            at = found[0]
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            del lines[at]
        elif sign == "+":
            lines.insert(at, f"{indent}{wanted}" if wanted else "")
            at += 1
    return "\n".join(lines) + "\n"
