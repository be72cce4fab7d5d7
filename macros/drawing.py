"""What pictures are drawn with: words, marks, planks, bars and boxes, and how a label is broken into lines.

All lengths are in units of the drawing, which is 400 wide: about a phone's column, so that text keeps its size.
"""

import math
import textwrap
from dataclasses import dataclass

WIDTH = 400
LETTER = 8.3  # width of a letter, on the safe side; a drawing cannot measure its words
LINE = 17
LEGEND_ROW = 24
RADIUS = 9  # of a mark


@dataclass(frozen=True)
class Word:
    """Text at a spot; its lines stand around `y`."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """How strong a tie is, at a spot: a disc, of which `share` is filled."""

    x: float
    y: float
    share: float

    @property
    def slice(self) -> str:
        """The filled part as an SVG path, clockwise from the top."""
        start = f"{self.x:g} {self.y - RADIUS:g}"
        if self.share == 1:  # an arc that ended where it began would vanish
            return f"M{start}a{RADIUS} {RADIUS} 0 1 1 -.01 0Z"
        turn = 2 * math.pi * self.share
        x, y = self.x + RADIUS * math.sin(turn), self.y - RADIUS * math.cos(turn)
        large = int(self.share > 0.5)
        return f"M{self.x:g} {self.y:g}L{start}A{RADIUS} {RADIUS} 0 {large} 1 {x:.1f} {y:.1f}Z"


@dataclass(frozen=True)
class Plank:
    """A plank between two banks: laid where nothing is left to do, otherwise an empty outline."""

    x: float
    y: float
    width: float
    laid: bool


@dataclass(frozen=True)
class Bar:
    """A bar on a scale. look: full, part (of a range that begins at zero) or open (up to a limit)."""

    x: float
    y: float
    width: float
    look: str


@dataclass(frozen=True)
class Box:
    """A block with words in it; an arrow leads from it to the next where `leads` is set."""

    y: float
    height: float
    leads: bool


@dataclass(frozen=True)
class Drawing:
    """Everything a picture's template places."""

    height: float
    table: tuple[tuple[str, ...], ...]
    heads: tuple[Word, ...] = ()
    titles: tuple[Word, ...] = ()
    names: tuple[Word, ...] = ()
    words: tuple[Word, ...] = ()
    marks: tuple[Mark, ...] = ()
    planks: tuple[Plank, ...] = ()
    bars: tuple[Bar, ...] = ()
    boxes: tuple[Box, ...] = ()
    rows: tuple[float, ...] = ()
    columns: tuple[float, ...] = ()
    top: float = 0
    bottom: float = 0


def wrap(label: str, letters: int) -> tuple[str, ...]:
    """Break a label into as few lines of at most `letters` as it takes, all about equally long."""
    lines = textwrap.wrap(label, letters)
    longest = min(letters, max(len(word) for word in label.split()))
    width = next(width for width in range(longest, letters + 1) if len(textwrap.wrap(label, width)) <= len(lines))
    return tuple(textwrap.wrap(label, width))
