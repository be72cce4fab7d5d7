"""Pictures: every cell of the data is drawn and stands in the table, inside the frame, whatever the data."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from macros import drawing, pictures
from macros.course import Course, load
from macros.model import Bars, Blocks, Matrix, Pairs
from macros.render import View

from .conftest import ROOT

VIEW = View(load(ROOT))
WORDS = {"title": "T", "describe": "D", "sources": ["almanac"]}


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load(course_folder)


def matrix(rows: list[str], columns: list[str], levels: list[str], cells: Any = None) -> Matrix:
    named = {
        "rows": {f"r{at}": text for at, text in enumerate(rows)},
        "columns": {f"c{at}": text for at, text in enumerate(columns)},
        "levels": {f"l{at}": text for at, text in enumerate(levels)},
    }
    return Matrix.model_validate(WORDS | named | {"kind": "matrix", "cells": cells or {}})


def pairs(rows: list[tuple[str, str, str]], levels: list[str]) -> Pairs:
    named = {
        "levels": {f"l{at}": text for at, text in enumerate(levels)},
        "rows": {f"r{at}": {"from": one, "to": other, "level": level} for at, (one, other, level) in enumerate(rows)},
    }
    return Pairs.model_validate(WORDS | named | {"kind": "pairs", "left": "Left", "right": "Right"})


def svg_of(html: str) -> ET.Element:
    start, end = html.index("<svg"), html.index("</svg>") + len("</svg>")
    return ET.fromstring(html[start:end])  # noqa: S314  written by the template above


def test_the_table_of_a_matrix_says_what_its_marks_say() -> None:
    data = matrix(["A", "B"], ["X", "Y"], ["Strong", "Weak"], {"r0": {"c0": "l0", "c1": "l1"}, "r1": {"c1": "l0"}})
    assert pictures.matrix(data, "none").table == (
        ("", "X", "Y"),
        ("A", "Strong", "Weak"),
        ("B", "none", "Strong"),
    )


def test_a_matrix_has_a_mark_for_each_cell_and_each_line_of_its_legend() -> None:
    data = matrix(["A", "B"], ["X", "Y"], ["Strong", "Weak"], {"r0": {"c0": "l0", "c1": "l1"}, "r1": {"c1": "l0"}})
    drawn = pictures.matrix(data, "none")
    assert sorted(mark.share for mark in drawn.marks) == [0.5, 0.5, 1, 1, 1]


def test_a_mark_for_what_is_not_declared_is_not_drawn() -> None:
    data = matrix(["A"], ["X"], ["Strong"], {"r0": {"c9": "l0"}, "r9": {"c0": "l0"}})
    assert len(pictures.matrix(data, "none").marks) == 1, "that of the legend"


def test_the_table_of_pairs_names_both_sides_and_what_lies_between() -> None:
    drawn = pictures.pairs(pairs([("One", "Other", "l1")], ["Little", "Much"]), "To learn")
    assert drawn.table == (("Left", "Right", "To learn"), ("One", "Other", "Much"))


def test_the_more_lies_between_the_fewer_planks_are_laid() -> None:
    rows = [("a", "b", "l0"), ("c", "d", "l1"), ("e", "f", "l2")]
    drawn = pictures.pairs(pairs(rows, ["Little", "Some", "Much"]), "To learn")
    heights = sorted({plank.y for plank in drawn.planks})
    laid = [sum(plank.laid for plank in drawn.planks if plank.y == height) for height in heights]
    assert laid == [2, 1, 0] * 2, "three rows, then the three lines of the legend"


labels = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(labels, min_size=1, max_size=9),
    columns=st.lists(labels, min_size=1, max_size=7),
    levels=st.lists(labels, min_size=1, max_size=4),
)
def test_every_mark_of_a_matrix_stands_inside_the_frame(rows: list[str], columns: list[str], levels: list[str]) -> None:
    cells = {f"r{row}": {f"c{column}": "l0" for column in range(len(columns))} for row in range(len(rows))}
    drawn = pictures.matrix(matrix(rows, columns, levels, cells), "none")
    assert len(drawn.marks) == len(rows) * len(columns) + len(levels)
    assert all(mark.x >= drawing.RADIUS and mark.x + drawing.RADIUS <= drawing.WIDTH for mark in drawn.marks)
    assert all(mark.y >= drawing.RADIUS and mark.y + drawing.RADIUS <= drawn.height for mark in drawn.marks)
    cell_places = {(mark.x, mark.y) for mark in drawn.marks}
    assert len(cell_places) == len(drawn.marks), "no two marks in one place"


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(labels, labels), min_size=1, max_size=9), levels=st.lists(labels, min_size=1, max_size=4)
)
def test_every_plank_stands_inside_the_frame(rows: list[tuple[str, str]], levels: list[str]) -> None:
    drawn = pictures.pairs(pairs([(*row, "l0") for row in rows], levels), "To learn")
    assert len(drawn.planks) == (len(rows) + len(levels)) * len(levels)
    assert all(plank.x >= 0 and plank.x + plank.width <= drawing.WIDTH for plank in drawn.planks)
    assert all(0 <= plank.y <= drawn.height for plank in drawn.planks)


@settings(max_examples=60, deadline=None)
@given(labels)
def test_a_label_loses_no_letter_when_it_is_broken_into_lines(label: str) -> None:
    words = pictures.pairs(pairs([(label, "b", "l0")], ["Little"]), "To learn").words
    assert "".join(label.split()) in ["".join("".join(word.lines).split()) for word in words]


def bars(rows: list[dict[str, Any]], **fields: Any) -> Bars:
    named = {
        "rows": {f"r{at}": {"label": "Bar"} | row for at, row in enumerate(rows)},
        "heads": ["Who", "Months", "How"],
    }
    return Bars.model_validate(WORDS | named | {"kind": "bars", "unit": "months"} | fields)


def blocks(rows: list[dict[str, Any]], **fields: Any) -> Blocks:
    named = {"rows": {f"r{at}": {"label": "Part", "text": "Text"} | row for at, row in enumerate(rows)}}
    return Blocks.model_validate(
        WORDS | named | {"kind": "blocks", "heads": {"label": "Part", "text": "Text"}} | fields
    )


def drawn_bars(course: Course, data: Bars) -> drawing.Drawing:
    return pictures.layout(View(course), data)


def test_bars_stand_on_one_scale(course: Course) -> None:
    drawn = drawn_bars(course, bars([{"value": [3, 6]}, {"value": [6, 12]}]))
    short, long = drawn.bars
    assert long.width == pytest.approx(2 * short.width, abs=0.2)
    assert long.x == pytest.approx(short.x + short.width, abs=0.2)


def test_a_bar_from_zero_shows_its_uncertain_end_apart(course: Course) -> None:
    drawn = drawn_bars(course, bars([{"value": [60, 70]}, {"value": 45}], unit="%", from_zero=True))
    assert [bar.look for bar in drawn.bars] == ["full", "part", "full"]
    assert drawn.bars[1].x == pytest.approx(drawn.bars[0].x + drawn.bars[0].width, abs=0.2)


def test_an_upper_limit_is_an_open_bar_and_a_single_month_a_short_one(course: Course) -> None:
    drawn = drawn_bars(course, bars([{"value": 24, "limit": True}, {"value": 12}]))
    assert [bar.look for bar in drawn.bars] == ["open", "full"]
    assert drawn.bars[1].width == pictures.POINT
    assert [row[1] for row in drawn.table[1:]] == ["under 24", "12"]


def test_a_bar_of_a_figure_says_its_status_in_the_table(course: Course) -> None:
    drawn = drawn_bars(course, bars([{"group": "Sun", "value": {"fact": "day-hours"}, "note": "At noon"}]))
    assert drawn.table[0] == ("Who", "Months", "How")
    assert drawn.table[1] == ("Sun: Bar", "24 (checked)", "At noon")


def test_a_figure_that_is_unknown_or_a_text_has_no_length(course: Course) -> None:
    drawn = drawn_bars(course, bars([{"value": {"fact": "nobody"}}, {"value": 4}]))
    assert drawn.table[1][1] == ""


@settings(max_examples=60, deadline=None)
@given(st.floats(0.001, 1e9))
def test_a_scale_reaches_its_greatest_value_in_at_most_five_even_steps(most: float) -> None:
    ticks = pictures.ticks(most)
    assert ticks[0] == 0
    assert len(ticks) <= 6
    assert ticks[-1] >= most * (1 - 1e-6)
    assert ticks[-2] < most
    steps = [after - before for before, after in pairwise(ticks)]
    assert max(steps) == pytest.approx(min(steps))


def test_round_scales() -> None:
    assert pictures.ticks(24) == [0, 6, 12, 18, 24]
    assert pictures.ticks(79) == [0, 20, 40, 60, 80]
    assert pictures.ticks(0) == [0, 1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(labels, st.floats(0, 1e6), st.booleans()), min_size=1, max_size=9), st.booleans())
def test_every_bar_stands_inside_the_frame(rows: list[tuple[str, float, bool]], from_zero: bool) -> None:
    data = bars([{"label": a, "value": b, "limit": c} for a, b, c in rows], from_zero=from_zero)
    drawn = pictures.layout(VIEW, data)
    assert all(bar.x >= 0 and bar.x + bar.width <= drawing.WIDTH for bar in drawn.bars)
    assert all(0 <= bar.y <= drawn.height - pictures.BAR_HEIGHT for bar in drawn.bars)


def test_a_block_is_as_high_as_its_share() -> None:
    drawn = pictures.blocks(blocks([{"share": 25}, {"share": 50}], unit="seconds"), str)
    assert drawn.boxes[1].height == pytest.approx(2 * drawn.boxes[0].height, abs=0.2)


def test_a_stack_begins_at_the_bottom_and_its_table_at_the_top() -> None:
    drawn = pictures.blocks(blocks([{"label": "First"}, {"label": "Last"}], flow="up"), str)
    assert [name.lines for name in drawn.names] == [("Last",), ("First",)]
    assert [row[0] for row in drawn.table] == ["Part", "First", "Last"]
    assert not any(box.leads for box in drawn.boxes)


def test_each_block_but_the_last_leads_to_the_next() -> None:
    drawn = pictures.blocks(blocks([{}, {}, {}], flow="down"), str)
    assert [box.leads for box in drawn.boxes] == [True, True, False]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(labels, labels), min_size=1, max_size=9), st.sampled_from(["none", "down", "up"]))
def test_blocks_stand_one_below_the_other_with_their_words_inside(rows: list[tuple[str, str]], flow: str) -> None:
    drawn = pictures.blocks(blocks([{"label": a, "text": b, "more": a} for a, b in rows], flow=flow), str)
    for box, after in pairwise(drawn.boxes):
        assert box.y + box.height < after.y
    assert drawn.boxes[-1].y + drawn.boxes[-1].height <= drawn.height
    for box, name, last in zip(drawn.boxes, drawn.names, drawn.titles, strict=True):
        assert box.y < name.y < last.y < box.y + box.height


def test_a_filled_disc_is_drawn_as_a_closed_path_for_every_share() -> None:
    for share in (1, 0.75, 0.5, 1 / 3):
        path = drawing.Mark(20, 20, share).slice
        assert path.startswith("M")
        assert path.endswith("Z")
        assert "nan" not in path


@pytest.mark.parametrize("name", ["light", "clocks"])
def test_a_picture_is_well_formed_and_has_its_description_table_and_source(name: str, course: Course) -> None:
    html = pictures.picture(View(course, "unit/day/"), name, course.pictures[name])
    assert svg_of(html).attrib["aria-label"] == course.pictures[name].describe
    tree = LexborHTMLParser(html)
    assert len(tree.css("tbody tr")) == 1
    assert "../../reference/sources/#almanac" in {node.attributes["href"] for node in tree.css("a")}


def test_the_pictures_of_this_course_are_well_formed() -> None:
    course = load(ROOT)
    for name, picture in course.pictures.items():
        svg = svg_of(pictures.picture(View(course), name, picture))
        assert len(svg) > 3, name


def test_hostile_words_of_a_picture_stay_words(course: Course) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    words = {"title": hostile, "describe": hostile, "sources": ["almanac"]}
    data = matrix([hostile], [hostile], [hostile], {"r0": {"c0": "l0"}}).model_dump() | words
    html = pictures.picture(View(replace(course, pictures={})), "hostile", Matrix.model_validate(data))
    tree = LexborHTMLParser(html)
    assert tree.css("script, img, [onerror]") == []
    assert svg_of(html).attrib["aria-label"] == hostile
