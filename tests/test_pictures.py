"""Pictures: every cell of the data is drawn and stands in the table, inside the frame, whatever the data."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from macros import pictures
from macros.course import Course, load
from macros.model import Matrix, Pairs
from macros.render import View

from .conftest import ROOT

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
    drawing = pictures.matrix(data, "none")
    assert sorted(mark.share for mark in drawing.marks) == [0.5, 0.5, 1, 1, 1]


def test_a_mark_for_what_is_not_declared_is_not_drawn() -> None:
    data = matrix(["A"], ["X"], ["Strong"], {"r0": {"c9": "l0"}, "r9": {"c0": "l0"}})
    assert len(pictures.matrix(data, "none").marks) == 1, "that of the legend"


def test_the_table_of_pairs_names_both_sides_and_what_lies_between() -> None:
    drawing = pictures.pairs(pairs([("One", "Other", "l1")], ["Little", "Much"]), "To learn")
    assert drawing.table == (("Left", "Right", "To learn"), ("One", "Other", "Much"))


def test_the_more_lies_between_the_fewer_planks_are_laid() -> None:
    rows = [("a", "b", "l0"), ("c", "d", "l1"), ("e", "f", "l2")]
    drawing = pictures.pairs(pairs(rows, ["Little", "Some", "Much"]), "To learn")
    heights = sorted({plank.y for plank in drawing.planks})
    laid = [sum(plank.laid for plank in drawing.planks if plank.y == height) for height in heights]
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
    drawing = pictures.matrix(matrix(rows, columns, levels, cells), "none")
    assert len(drawing.marks) == len(rows) * len(columns) + len(levels)
    assert all(mark.x >= pictures.RADIUS and mark.x + pictures.RADIUS <= pictures.WIDTH for mark in drawing.marks)
    assert all(mark.y >= pictures.RADIUS and mark.y + pictures.RADIUS <= drawing.height for mark in drawing.marks)
    cell_places = {(mark.x, mark.y) for mark in drawing.marks}
    assert len(cell_places) == len(drawing.marks), "no two marks in one place"


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(labels, labels), min_size=1, max_size=9), levels=st.lists(labels, min_size=1, max_size=4)
)
def test_every_plank_stands_inside_the_frame(rows: list[tuple[str, str]], levels: list[str]) -> None:
    drawing = pictures.pairs(pairs([(*row, "l0") for row in rows], levels), "To learn")
    assert len(drawing.planks) == (len(rows) + len(levels)) * len(levels)
    assert all(plank.x >= 0 and plank.x + plank.width <= pictures.WIDTH for plank in drawing.planks)
    assert all(0 <= plank.y <= drawing.height for plank in drawing.planks)


@settings(max_examples=60, deadline=None)
@given(labels)
def test_a_label_loses_no_letter_when_it_is_broken_into_lines(label: str) -> None:
    drawn = pictures.pairs(pairs([(label, "b", "l0")], ["Little"]), "To learn").words
    assert "".join(label.split()) in ["".join("".join(word.lines).split()) for word in drawn]


def test_a_filled_disc_is_drawn_as_a_closed_path_for_every_share() -> None:
    for share in (1, 0.75, 0.5, 1 / 3):
        path = pictures.Mark(20, 20, share).slice
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
