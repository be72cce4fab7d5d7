"""Pictures drawn from data: where each mark and word stands. The templates draw them, the style colours them.

All lengths are in units of the drawing, which is 400 wide: about a phone's column, so that text keeps its size.
"""

import math
import textwrap
from dataclasses import dataclass

from .model import Matrix, Pairs
from .render import View

WIDTH = 400
LETTER = 8.3  # width of a letter, on the safe side; a drawing cannot measure its words
LINE = 17
LEGEND_ROW = 24

# Matrix: labels at the left, heads rising to the right above their columns.
LABEL_WIDTH = 128
LABEL_LETTERS = 15
HEAD_LETTERS = 11
HEAD_SLOPE = 45
ROW_HEIGHT = 42
RADIUS = 9

# Pairs: words on both banks, planks between.
BANK_LETTERS = 18
PLANKS_LEFT = 156
PLANKS_WIDTH = 84
RIGHT_LEFT = 254


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
class Drawing:
    """Everything a picture's template places."""

    height: float
    heads: tuple[Word, ...]
    titles: tuple[Word, ...]
    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    planks: tuple[Plank, ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]
    top: float
    bottom: float
    table: tuple[tuple[str, ...], ...]


def picture(view: View, name: str, data: Matrix | Pairs) -> str:
    """Render a picture with its title, legend, table and sources."""
    drawing = (
        matrix(data, view.words("picture_none"))
        if isinstance(data, Matrix)
        else pairs(data, view.words("picture_level"))
    )
    sources = [(key, view.course.sources[key]) for key in data.sources if key in view.course.sources]
    return view.html("picture.html.jinja", name=name, picture=data, drawing=drawing, width=WIDTH, sources=sources)


def matrix(data: Matrix, none: str) -> Drawing:
    """Lay out rows against columns; the strongest level is a full disc. `none` fills empty cells of the table."""
    heads = [tuple(textwrap.wrap(label, HEAD_LETTERS)) or ("",) for label in data.columns.values()]
    top = _rise(heads) + 14
    bottom = top + ROW_HEIGHT * len(data.rows)
    across = dict(zip(data.columns, _spread(heads), strict=True))
    down = {key: top + ROW_HEIGHT * (at + 0.5) for at, key in enumerate(data.rows)}
    share = {key: 1 - at / len(data.levels) for at, key in enumerate(data.levels)}
    marks = [
        Mark(across[column], down[row], share[level])
        for row, cells in data.cells.items()
        for column, level in cells.items()
        if row in down and column in across and level in share
    ]
    legend = {key: bottom + LEGEND_ROW * (at + 1) for at, key in enumerate(data.levels)}
    body = [
        (label, *(data.levels.get(data.cells.get(row, {}).get(column, ""), none) for column in data.columns))
        for row, label in data.rows.items()
    ]
    return Drawing(
        height=bottom + LEGEND_ROW * (len(data.levels) + 0.7),
        heads=tuple(Word(x, top - 10, lines) for x, lines in zip(across.values(), heads, strict=True)),
        titles=(),
        words=(
            *(Word(0, down[key], _wrap(label, LABEL_LETTERS)) for key, label in data.rows.items()),
            *(Word(2 * RADIUS + 10, legend[key], (label,)) for key, label in data.levels.items()),
        ),
        marks=(*marks, *(Mark(RADIUS + 1, legend[key], share[key]) for key in data.levels)),
        planks=(),
        rows=tuple(top + ROW_HEIGHT * at for at in range(len(data.rows) + 1)),
        columns=tuple(across.values()),
        top=top,
        bottom=bottom,
        table=(("", *data.columns.values()), *body),
    )


def _rise(heads: list[tuple[str, ...]]) -> float:
    """Give the height that the heads take above the first row."""
    letters = max((len(line) for lines in heads for line in lines), default=0)
    return letters * LETTER * math.sin(math.radians(HEAD_SLOPE))


def _spread(heads: list[tuple[str, ...]]) -> list[float]:
    """Give each column its x: even steps that leave the last head room to the right."""
    first = LABEL_WIDTH + 12
    letters = max((len(line) for line in heads[-1]), default=0) if heads else 0
    room = max(letters * LETTER * math.cos(math.radians(HEAD_SLOPE)), RADIUS)
    step = min(48.0, (WIDTH - room - first) / max(1, len(heads) - 1))
    return [round(first + step * at, 1) for at in range(len(heads))]


def pairs(data: Pairs, level_head: str) -> Drawing:
    """Lay out what one has, what it is called elsewhere, and planks between: laid ones carry over, empty ones are left.

    The first level leaves one plank empty, the last leaves all.
    """
    left = {key: at for at, key in enumerate(data.levels, start=1)}
    titles = Word(0, 12, _wrap(data.left)), Word(RIGHT_LEFT, 12, _wrap(data.right))
    y = 14.0 + LINE * max(len(title.lines) for title in titles) / 2
    rows, words, planks = [y], [], []
    for pair in data.rows.values():
        sides = _wrap(pair.from_), _wrap(pair.to)
        height = LINE * max(len(lines) for lines in sides) + 18
        words += [Word(0, y + height / 2, sides[0]), Word(RIGHT_LEFT, y + height / 2, sides[1])]
        planks += _planks(PLANKS_LEFT, y + height / 2, len(left), left.get(pair.level, 0))
        y += height
        rows.append(y)
    for level, label in data.levels.items():
        y += LEGEND_ROW
        planks += _planks(0, y, len(left), left[level])
        words.append(Word(PLANKS_WIDTH + 14, y, (label,)))
    return Drawing(
        height=y + LEGEND_ROW / 2,
        heads=(),
        titles=titles,
        words=tuple(words),
        marks=(),
        planks=tuple(planks),
        rows=tuple(rows),
        columns=(),
        top=rows[0],
        bottom=rows[-1],
        table=(
            (data.left, data.right, level_head),
            *((pair.from_, pair.to, data.levels.get(pair.level, "")) for pair in data.rows.values()),
        ),
    )


def _planks(x: float, y: float, total: int, left: int) -> list[Plank]:
    step = PLANKS_WIDTH / max(1, total)
    return [Plank(round(x + step * at, 1), y - 4, round(step - 4, 1), at < total - left) for at in range(total)]


def _wrap(label: str, letters: int = BANK_LETTERS) -> tuple[str, ...]:
    """Break a label into as few lines of at most `letters` as it takes, all about equally long."""
    lines = textwrap.wrap(label, letters)
    longest = min(letters, max(len(word) for word in label.split()))
    width = next(width for width in range(longest, letters + 1) if len(textwrap.wrap(label, width)) <= len(lines))
    return tuple(textwrap.wrap(label, width))
