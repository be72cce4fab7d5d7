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

    Its parts begin with one of these, and `expect` comes last:
    - `=== edit PATH`: the one line that reads like a `-` line goes; `+` lines take its place and its indentation
    - `=== write PATH`: a whole file
    - `=== bytes PATH`: a whole file, its lines joined without line ends, with escapes as in Python
    - `=== repeat PATH N`: a whole file, N times the line that follows
    - `=== folder PATH` and `=== remove PATH`: a folder is made, a file removed
    - `=== expect`
    """

    shows: str
    changes: tuple[tuple[str, str, str], ...]
    expected: tuple[str, ...]

    def apply(self, folder: Path) -> None:
        for kind, name, body in self.changes:
            path = folder / (name.rpartition(" ")[0] if kind == "repeat" else name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind == "folder":
                path.mkdir()
            elif kind == "remove":
                path.unlink()
            else:
                path.write_bytes(_content(kind, name, body, path))


def _content(kind: str, name: str, body: str, path: Path) -> bytes:
    if kind == "bytes":
        return body.replace("\n", "").encode("latin-1").decode("unicode_escape").encode("latin-1")
    if kind == "repeat":
        return (body.removesuffix("\n") * int(name.rpartition(" ")[2])).encode()
    return (edit(path.read_text("utf-8"), body) if kind == "edit" else body).encode()


def read_case(path: Path) -> Case:
    head, *parts = path.read_text("utf-8").split("\n=== ")
    changes: list[tuple[str, str, str]] = []
    expected: tuple[str, ...] = ()
    for part in parts:
        title, _, body = part.partition("\n")
        kind, _, name = title.partition(" ")
        if kind == "expect":
            expected = tuple(line for line in body.splitlines() if line)
        elif kind in ("edit", "write", "bytes", "repeat", "folder", "remove"):
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
