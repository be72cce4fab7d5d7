"""Reading files: the encoding is checked, YAML stays the words that were typed, every value knows its place."""

import json
from pathlib import Path

import pytest

from macros import source
from macros.problems import Place
from macros.source import Document, Items, Mapping, parse_yaml, read_text, read_yaml


def problems_of(text: str) -> list[str]:
    return [str(problem) for problem in parse_yaml(text, "a.yml")[1]]


def rules_of(text: str) -> list[str]:
    return [problem.rule for problem in parse_yaml(text, "a.yml")[1]]


def root_of(text: str) -> Mapping:
    document, problems = parse_yaml(text, "a.yml")
    assert problems == []
    return document.root


@pytest.mark.parametrize("word", ["no", "yes", "1:30", "012", "0x10", "1e3", "null", "~", "2026-11-20", "=", "<<"])
def test_a_plain_scalar_stays_the_word_that_was_typed(word: str) -> None:
    assert root_of(f"a: {word}") == {"a": word}


def test_a_value_not_yet_typed_is_missing_and_quoted_emptiness_is_text() -> None:
    assert root_of("a:\nb: ''\nc: [,]\n".replace("[,]", '[""]')) == {"a": None, "b": "", "c": [""]}


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbftitle: x\n")
    document, problems = read_yaml(path, "a.yml")
    assert (document.root, problems) == ({"title": "x"}, [])
    assert document.place(["title"]) == Place("a.yml", 1, 8)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_the_same_whatever_ends_the_lines(end: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(end.join(["title: x", "list:", "  - one", "  - two", ""]).encode())
    document, problems = read_yaml(path, "a.yml")
    assert problems == []
    assert document.place(["list", 1]) == Place("a.yml", 4, 5)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf_8_is_named_with_its_line_and_column(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(start + b"title: x\nb: caf\xe9\n")
    text, problems = read_text(path, "a.yml")
    assert text == ""
    assert [str(each) for each in problems] == [
        "a.yml:2:7: file-encoding: byte 0xe9 is not UTF-8; save the file with the encoding UTF-8"
    ]


@pytest.mark.parametrize(("character", "name"), [("\x00", "U+0000"), ("\x1b", "U+001B"), ("\u2028", "U+2028")])
def test_a_character_that_nobody_sees_is_named_with_its_place(character: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(f"title: x\nb: ab{character}\n", "utf-8")
    [problem] = read_text(path, "a.yml")[1]
    assert (problem.rule, problem.place) == ("file-encoding", Place("a.yml", 2, 6))
    assert name in problem.message


@pytest.mark.parametrize("escape", ["\\x07", "\\0", "\\e", "\\u2028", "\\uFFFE"])
def test_a_character_that_nobody_sees_is_no_better_as_an_escape(escape: str) -> None:
    [line] = problems_of(f'a: "b{escape}"\n')
    assert line.startswith("a.yml:1:4: file-encoding: the invisible character U+")


def test_a_folder_a_missing_file_and_a_file_that_is_too_large_are_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yml").mkdir()
    (tmp_path / "b.yml").write_text("title: x", "utf-8")
    monkeypatch.setattr(source, "MAX_BYTES", 5)
    found = [read_text(tmp_path / name, name)[1][0] for name in ("a.yml", "b.yml", "c.yml")]
    assert [each.rule for each in found] == ["file-kind", "file-size", "file-kind"]
    assert "a folder" in found[0].message
    assert "missing" in found[2].message


def test_a_repeated_key_keeps_the_first_value_and_names_the_first_line() -> None:
    document, [problem] = parse_yaml("a: 1\nb: 2\na: 3\n", "a.yml")
    assert document.root == {"a": "1", "b": "2"}
    assert (problem.rule, problem.place) == ("key-repeated", Place("a.yml", 3, 1))
    assert "first on line 1" in problem.message


def test_a_repeated_key_is_found_in_an_inner_mapping_too() -> None:
    assert rules_of("a: {b: 1, b: 2}") == ["key-repeated"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: &x 1\nb: *x\n", "yaml-alias"),
        ("a: &x 1\n", "yaml-alias"),
        ("a: !!int 1\n", "yaml-tag"),
        ("a: !python/object:os.system {}\n", "yaml-tag"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"),
        ("? [x]\n: 1\n", "yaml-key"),
        ("a: [1, 2\n", "yaml-syntax"),
        ("a: b: c\n", "yaml-syntax"),
        ("", "file-empty"),
        ("# a comment alone\n", "file-empty"),
        ("- a\n", "yaml-root"),
        ("a sentence\n", "yaml-root"),
    ],
)
def test_what_yaml_allows_and_the_course_does_not_is_one_kind_of_problem(text: str, rule: str) -> None:
    assert set(rules_of(text)) == {rule}


def test_a_tab_in_the_indentation_is_called_a_tab() -> None:
    [line] = problems_of("a:\n\tb: 1\n")
    assert line.startswith("a.yml:2:1: yaml-syntax: ")
    assert "tab" in line


def test_a_colon_inside_a_text_is_explained_with_quotation_marks() -> None:
    [line] = problems_of("ask: Note: this\n")
    assert line.startswith("a.yml:1:10: yaml-syntax: ")
    assert "quotation marks" in line


def test_a_second_document_does_not_change_the_first() -> None:
    assert parse_yaml("a: 1\n---\na: 2\n", "a.yml")[0].root == {"a": "1"}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_has_a_bound_that_no_depth_gets_past(opening: str) -> None:
    document, problems = parse_yaml(opening * 50_000, "a.yml")
    assert [each.rule for each in problems] == ["yaml-depth"]
    assert document.root == {}


def test_nesting_up_to_the_bound_is_read_and_can_be_walked() -> None:
    inner = source.MAX_DEPTH - 1
    assert json.dumps(root_of("a: " + "[" * inner + "]" * inner)).count("[") == inner
    assert rules_of("a: " + "[" * (inner + 1) + "]" * (inner + 1)) == ["yaml-depth"]


def test_front_matter_counts_lines_from_where_it_begins() -> None:
    document, problems = parse_yaml("title: x\ntitle: y\n", "docs/a.md", first_line=2)
    assert document.place(["title"]).line == 2
    assert [each.place.line for each in problems] == [3]


PLACES = Document(
    "a.yml",
    root_of(
        """\
title: x
empty:
options:
  one: {text: a}
list:
  - first
  - inner: z
"""
    ),
)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ([], 1, 1),
        (["title"], 1, 8),
        (["empty"], 2, 1),
        (["options"], 3, 1),
        (["options", "one"], 4, 3),
        (["options", "one", "text"], 4, 15),
        (["list"], 6, 3),
        (["list", 0], 6, 5),
        (["list", 1, "inner"], 7, 12),
        (["list", 9], 6, 3),
        (["options", "two", "text"], 3, 1),
        (["title", "deeper"], 1, 8),
    ],
)
def test_a_place_is_that_of_the_value_or_of_the_nearest_part_there_is(
    path: list[str | int], line: int, column: int
) -> None:
    assert PLACES.place(path) == Place("a.yml", line, column)


def test_a_key_has_a_place_of_its_own() -> None:
    assert PLACES.place(["title"], key=True) == Place("a.yml", 1, 1)


def test_lists_and_mappings_are_of_the_kinds_that_know_their_places() -> None:
    root = root_of("a: [1]\nb: {c: 1}\n")
    assert isinstance(root["a"], Items)
    assert isinstance(root["b"], Mapping)
    assert root["a"].marks == [(1, 5)]
