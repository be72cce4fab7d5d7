"""What is wrong in the course, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from unicodedata import category

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a source file: path relative to the course root, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. `message` says what is wrong, then, after a semicolon, what to do."""

    place: Place
    rule: str
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        warning = "warning: " if self.level == "warning" else ""
        return _visible(f"{self.place}: {self.rule}: {warning}{self.message}")

    def annotation(self) -> str:
        """Give the line that GitHub Actions turns into a note beside the source."""
        properties = f"file={_escape(self.place.path, ':,')},line={self.place.line},col={self.place.column}"
        return _visible(f"::{self.level} {properties},title={self.rule}::{_escape(self.message)}")


def _visible(text: str) -> str:
    """Show control characters, line ends and broken file names as escapes, so that a problem is one line.

    A second line could pass for a command to GitHub Actions, which reads the log.
    """
    hidden = ("Cc", "Cs", "Zl", "Zp")
    return "".join(repr(each)[1:-1] if category(each) in hidden else each for each in text)


def _escape(text: str, extra: str = "") -> str:
    """Escape a value of a workflow command: percent first, then line ends, then the extra characters."""
    for character in "%\r\n" + extra:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def count(problems: Iterable[Problem]) -> str:
    """Say how many errors and warnings there are, apart."""
    levels = [problem.level for problem in problems]
    return f"{_number(levels.count('error'), 'error')}, {_number(levels.count('warning'), 'warning')}"


def _number(amount: int, noun: str) -> str:
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"
