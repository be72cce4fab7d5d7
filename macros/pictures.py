"""Pictures drawn from data: where each mark and word stands. The templates draw them, the style colours them.

All lengths are in units of the drawing, which is 400 wide: about a phone's column, so that text keeps its size.
"""

from dataclasses import dataclass
from itertools import pairwise

from .model import Matrix, Pairs
from .render import View

WIDTH = 400
LABEL_WIDTH = 130
LABEL_LETTERS = 18
HEAD_HEIGHT = 78
ROW_HEIGHT = 38
PAIR_HEIGHT = 50
LEGEND_ROW = 22
PLANK = (26, 8, 4)  # width, height, gap


@dataclass(frozen=True)
class Word:
    """Text at a spot; several lines share it."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """A spot in a matrix or a plank in a row of pairs; `level` counts from 1."""

    x: float
    y: float
    level: int


@dataclass(frozen=True)
class Drawing:
    """Everything a picture's template places."""

    height: float
    heads: tuple[Word, ...]
    labels: tuple[Word, ...]
    marks: tuple[Mark, ...]
    rules: tuple[float, ...]
    legend: tuple[tuple[Mark, Word], ...]
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
    """Lay out rows against columns; the strongest level is 1. `none` fills empty cells of the table."""
    step = (WIDTH - LABEL_WIDTH - 40) / max(1, len(data.columns) - 1) if len(data.columns) > 1 else 0
    across = {key: LABEL_WIDTH + 20 + step * at for at, key in enumerate(data.columns)}
    down = {key: HEAD_HEIGHT + ROW_HEIGHT * (at + 0.5) for at, key in enumerate(data.rows)}
    strength = {key: at for at, key in enumerate(data.levels, start=1)}
    bottom = HEAD_HEIGHT + ROW_HEIGHT * len(data.rows)
    marks = [
        Mark(across[column], down[row], strength[level])
        for row, cells in data.cells.items()
        for column, level in cells.items()
        if row in down and column in across and level in strength
    ]
    body = [
        (label, *(data.levels.get(data.cells.get(row, {}).get(column, ""), none) for column in data.columns))
        for row, label in data.rows.items()
    ]
    return Drawing(
        height=bottom + LEGEND_ROW * len(data.levels) + 14,
        heads=tuple(Word(across[key], HEAD_HEIGHT - 12, (label,)) for key, label in data.columns.items()),
        labels=tuple(Word(0, down[key], wrap(label)) for key, label in data.rows.items()),
        marks=tuple(marks),
        rules=tuple(HEAD_HEIGHT + ROW_HEIGHT * at for at in range(len(data.rows) + 1)),
        legend=_legend(data.levels, bottom),
        table=(("", *data.columns.values()), *body),
    )


def pairs(data: Pairs, level_head: str) -> Drawing:
    """Lay out what one has above what it is called elsewhere; planks count what lies between, least first."""
    strength = {key: at for at, key in enumerate(data.levels, start=1)}
    plank = PLANK[0] + PLANK[2]
    left = WIDTH - plank * len(strength)
    bottom = PAIR_HEIGHT * len(data.rows) + 8
    marks = [
        Mark(left + plank * at, PAIR_HEIGHT * row + 22, 1 if at < strength.get(pair.level, 0) else 2)
        for row, pair in enumerate(data.rows.values())
        for at in range(len(strength))
    ]
    body = [(pair.from_, pair.to, data.levels.get(pair.level, "")) for pair in data.rows.values()]
    legend = [
        (
            Mark(0, bottom + LEGEND_ROW * at + 8, at),
            Word(plank * len(strength) + 8, bottom + LEGEND_ROW * at + 12, (label,)),
        )
        for at, label in enumerate(data.levels.values(), start=1)
    ]
    return Drawing(
        height=bottom + LEGEND_ROW * len(data.levels) + 30,
        heads=(),
        labels=tuple(
            Word(0, PAIR_HEIGHT * row + 20, (pair.from_, pair.to)) for row, pair in enumerate(data.rows.values())
        ),
        marks=tuple(marks),
        rules=tuple(PAIR_HEIGHT * at for at in range(len(data.rows) + 1)),
        legend=tuple(legend),
        table=((data.left, data.right, level_head), *body),
    )


def _legend(levels: dict[str, str], top: float) -> tuple[tuple[Mark, Word], ...]:
    return tuple(
        (
            Mark(LABEL_WIDTH + 20, top + LEGEND_ROW * at, at),
            Word(LABEL_WIDTH + 38, top + LEGEND_ROW * at + 4, (label,)),
        )
        for at, label in enumerate(levels.values(), start=1)
    )


def wrap(label: str, letters: int = LABEL_LETTERS) -> tuple[str, ...]:
    """Break a label into at most two lines of about equal length where it is longer than `letters`."""
    words = label.split()
    if len(label) <= letters or len(words) < 2:
        return (label,)
    cuts = range(1, len(words))
    best = min(cuts, key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))))
    return tuple(" ".join(words[start:end]) for start, end in pairwise((0, best, len(words))))
