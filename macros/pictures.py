"""Pictures drawn from data: where each mark and word stands. The templates draw them, the style colours them."""

import math
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from .drawing import LEGEND_ROW, LETTER, LINE, RADIUS, WIDTH, Bar, Box, Drawing, Mark, Plank, Word, wrap
from .model import Bar as BarRow
from .model import Bars, Block, Blocks, FactCell, Matrix, Pairs, Picture
from .references import with_unit
from .render import View, number

# Matrix: labels at the left, heads rising to the right above their columns.
LABEL_WIDTH = 128
LABEL_LETTERS = 15
HEAD_LETTERS = 11
HEAD_SLOPE = 45
ROW_HEIGHT = 42

# Pairs: words on both banks, planks between.
BANK_LETTERS = 18
PLANKS_LEFT = 156
PLANKS_WIDTH = 84
RIGHT_LEFT = 254

# Bars: labels at the left, the scale beside them, each value behind its bar.
SCALE_LEFT = 140
BAR_LABEL_LETTERS = 16
BAR_HEIGHT = 12
POINT = 5  # width of a bar for a single number

# Blocks: boxes as wide as the drawing.
MOST_HEIGHT = 1200  # of all blocks with shares; the smallest then keep the height of their words
BLOCK_LEFT = 14
BLOCK_TOP = 13
BLOCK_LEAD = 3  # between name, text and what is set apart
BLOCK_GAPS = {"none": 12, "down": 24, "up": 6}
BLOCK_LETTERS = 44


def picture(view: View, name: str, data: Picture) -> str:
    """Render a picture with its title, legend, table and sources."""
    sources = [(key, view.course.sources[key]) for key in data.sources if key in view.course.sources]
    drawing = layout(view, data)
    return view.html("picture.html.jinja", name=name, picture=data, drawing=drawing, width=WIDTH, sources=sources)


def layout(view: View, data: Picture) -> Drawing:
    """Lay out a picture of any kind."""
    match data:
        case Matrix():
            return matrix(data, view.words("picture_none"))
        case Pairs():
            return pairs(data, view.words("picture_level"))
        case Bars():
            return bars(data, {key: _reading(view, row) for key, row in data.rows.items()})
        case Blocks():
            return blocks(data, lambda share: with_unit(view, number(share), data.unit))
    raise TypeError(data)


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
        words=(
            *(Word(0, down[key], wrap(label, LABEL_LETTERS)) for key, label in data.rows.items()),
            *(Word(2 * RADIUS + 10, legend[key], (label,)) for key, label in data.levels.items()),
        ),
        marks=(*marks, *(Mark(RADIUS + 1, legend[key], share[key]) for key in data.levels)),
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
    titles = Word(0, 12, wrap(data.left, BANK_LETTERS)), Word(RIGHT_LEFT, 12, wrap(data.right, BANK_LETTERS))
    y = 14.0 + LINE * max(len(title.lines) for title in titles) / 2
    rows, words, planks = [y], [], []
    for pair in data.rows.values():
        sides = wrap(pair.from_, BANK_LETTERS), wrap(pair.to, BANK_LETTERS)
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
        titles=titles,
        words=tuple(words),
        planks=tuple(planks),
        rows=tuple(rows),
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


@dataclass(frozen=True)
class Reading:
    """A value on a scale, with how it is written beside its bar and in the table."""

    low: float
    high: float
    short: str
    long: str


def _reading(view: View, row: BarRow) -> Reading:
    """Read the value of a bar or its figure; a figure that is unknown or a text has no length."""
    value, status = row.value, ""
    if isinstance(value, FactCell):
        fact = view.course.facts.get(value.fact)
        if fact is None or isinstance(fact.value, str):
            return Reading(0, 0, "", "")
        value, status = fact.value, f" ({view.words(f'status_{fact.status}')})"
    low, high = value if isinstance(value, tuple) else (value, value)
    short = number(low) if low == high else view.words("range", low=number(low), high=number(high))
    if row.limit:
        short = view.words("picture_limit", value=short)
    return Reading(low, high, short, short + status)


def bars(data: Bars, readings: dict[str, Reading]) -> Drawing:
    """Lay out one bar a row on a common scale, under the heading of its group."""
    steps = ticks(max((each.high for each in readings.values()), default=0))
    value_width = LETTER * max((len(each.short) for each in readings.values()), default=0) + 8
    scale = max(1, WIDTH - SCALE_LEFT - value_width) / steps[-1]
    y, group = 22.0, None
    names, words, drawn = [], [], []
    for key, row in data.rows.items():
        if row.group and row.group != group:
            y += 6
            lines = wrap(row.group, BLOCK_LETTERS)
            names.append(Word(0, y + LINE * len(lines) / 2, lines))
            y += LINE * len(lines) + 4
        group = row.group
        label = wrap(row.label, BAR_LABEL_LETTERS)
        height = LINE * len(label) + 12
        middle = y + height / 2
        reading = readings[key]
        words.append(Word(0, middle, label))
        words.append(Word(SCALE_LEFT + reading.high * scale + 6, middle, (reading.short,)))
        drawn += _bars(reading, scale, middle - BAR_HEIGHT / 2, from_zero=data.from_zero, limit=row.limit)
        y += height
    columns = tuple(round(SCALE_LEFT + each * scale, 1) for each in steps)
    axis = [
        Word(x - LETTER * len(number(each)) / 2, 10, (number(each),)) for x, each in zip(columns, steps, strict=True)
    ]
    return Drawing(
        height=y + 4,
        titles=(*axis, Word(0, 10, (data.unit,))),
        names=tuple(names),
        words=tuple(words),
        bars=tuple(drawn),
        columns=columns,
        top=18,
        bottom=y,
        table=(
            data.heads,
            *(
                (f"{row.group}: {row.label}" if row.group else row.label, readings[key].long, row.note or "")
                for key, row in data.rows.items()
            ),
        ),
    )


def _bars(reading: Reading, scale: float, y: float, *, from_zero: bool, limit: bool) -> list[Bar]:
    """Draw a limit as an open bar, a range from zero with its uncertain end, a single point as a short bar."""
    x = SCALE_LEFT + reading.low * scale
    length = (reading.high - reading.low) * scale
    if limit:
        return [Bar(SCALE_LEFT, y, round(reading.high * scale, 1), "open")]
    if not from_zero:
        return [Bar(round(x if length else x - POINT / 2, 1), y, round(length or POINT, 1), "full")]
    found = [Bar(SCALE_LEFT, y, round(reading.low * scale, 1), "full")]
    return [*found, Bar(round(x, 1), y, round(length, 1), "part")] if length else found


def ticks(most: float) -> list[float]:
    """Give the marks of a scale from zero to `most` or a little more: at most five, at round numbers."""
    if most < 1e-9:  # so small that no bar would show
        return [0, 1]
    power = 10 ** math.floor(math.log10(most / 4))
    step = next(power * each for each in (1, 2, 2.5, 3, 5, 6, 10, 20) if power * each * 4 >= most * (1 - 1e-9))
    return [round(step * at, 9) for at in range(math.ceil(most / step - 1e-9) + 1)]


def blocks(data: Blocks, sized: Callable[[float], str]) -> Drawing:
    """Lay out blocks as wide as the drawing; with shares they are as high as these. `sized` writes a share."""
    rows = [(row, _inside(row), height) for row, height in _heights(list(data.rows.values()))]
    y = 1.0
    boxes: list[Box] = []
    names: list[Word] = []
    words: list[Word] = []
    titles: list[Word] = []
    for at, (row, inside, height) in enumerate(reversed(rows) if data.flow == "up" else rows):
        boxes.append(Box(round(y, 1), round(height, 1), data.flow == "down" and at < len(rows) - 1))
        place = y + BLOCK_TOP
        for words_of_kind, lines in zip((names, words, titles), inside, strict=True):
            if lines:
                words_of_kind.append(Word(BLOCK_LEFT, place + LINE * len(lines) / 2, lines))
                place += LINE * len(lines) + BLOCK_LEAD
        if row.share:
            share = sized(row.share)
            titles.append(Word(WIDTH - BLOCK_LEFT - LETTER * len(share), y + BLOCK_TOP + LINE / 2, (share,)))
        y += height + BLOCK_GAPS[data.flow]
    cells = [
        {"label": row.label, "text": row.text, "more": row.more or "", "share": sized(row.share) if row.share else ""}
        for row, _, _ in rows
    ]
    return Drawing(
        height=y - BLOCK_GAPS[data.flow] + 1,
        titles=tuple(titles),
        names=tuple(names),
        words=tuple(words),
        boxes=tuple(boxes),
        table=(tuple(data.heads.values()), *(tuple(cell[key] for key in data.heads) for cell in cells)),
    )


def _heights(rows: list[Block]) -> list[tuple[Block, float]]:
    """Give each block the height that its words need, or more where the largest share needs it."""
    least = [LINE * sum(map(len, _inside(row))) + 2 * BLOCK_LEAD + 2 * BLOCK_TOP for row in rows]
    unit = max((height / row.share for height, row in zip(least, rows, strict=True) if row.share), default=0.0)
    unit = min(unit, MOST_HEIGHT / max(1e-9, sum(row.share or 0 for row in rows)))
    return [(row, max(height, unit * (row.share or 0))) for height, row in zip(least, rows, strict=True)]


def _inside(row: Block) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Break a block's words into lines; its name leaves room for the share."""
    name = wrap(row.label, BLOCK_LETTERS - (12 if row.share else 0))
    return name, wrap(row.text, BLOCK_LETTERS), wrap(row.more, BLOCK_LETTERS) if row.more else ()
