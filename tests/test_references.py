"""Figures, sources and rules as the pages print them."""

from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros import references
from macros.course import Course, load
from macros.model import Fact, Source
from macros.render import View
from macros.rules import all_rules

FACT = {"says": "What it is", "region": "any", "as_of": "2026", "source": "almanac", "status": "checked"}


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load(course_folder)


@pytest.mark.parametrize(
    ("value", "unit", "figure"),
    [
        ("24", "hours", "24 hours"),
        (["8", "15"], "points", "8–15 points"),
        (["0.5", "1.5"], None, "0.5–1.5"),
        ("12", "%", "12%"),
        (["8", "15"], "%", "8–15%"),
        ("most", None, "most"),
    ],
)
def test_a_figure_is_its_value_with_its_unit(value: object, unit: str | None, figure: str, course: Course) -> None:
    fact = Fact.model_validate(FACT | {"value": value, "unit": unit})
    assert references.figure(View(course), fact) == figure


def test_a_fact_in_a_sentence_is_one_link_to_its_source_with_its_status(course: Course) -> None:
    html = references.fact(View(course, "unit/day/"), "day-hours")
    assert "\n" not in html
    [link] = LexborHTMLParser(html).css("a")
    assert link.attributes["href"] == "../../reference/sources/#fact-day-hours"
    assert link.text() == "24 hours (checked)"


def test_an_unknown_fact_is_an_error_of_the_caller(course: Course) -> None:
    with pytest.raises(KeyError):
        references.fact(View(course), "no-such-fact")


def test_the_bibliography_has_an_id_for_each_source_and_each_figure(course: Course) -> None:
    tree = LexborHTMLParser(references.bibliography(View(course, "reference/sources/")))
    assert {node.attributes["id"] for node in tree.css("[id]")} == {"almanac", "fact-day-hours"}
    [figure] = [node.text() for node in tree.css("#fact-day-hours")]
    assert "24 hours" in figure
    assert "no particular country, 2026" in figure


def test_a_figure_stands_under_its_own_source_alone(course: Course) -> None:
    other = Source.model_validate({"title": "Other", "by": "B", "supports": "C"})
    view = View(replace(course, sources={"other": other} | dict(course.sources)))
    first, second = LexborHTMLParser(references.bibliography(view)).css("article")
    assert first.css("#fact-day-hours") == []
    assert len(second.css("#fact-day-hours")) == 1


def test_a_source_says_when_it_has_no_address_and_when_one_was_read(course: Course) -> None:
    with_address = Source.model_validate(
        {"title": "A", "by": "B", "supports": "C", "url": "https://example.org/a?b&c", "accessed": "2026-11-20"}
    )
    plain = references.bibliography(View(course))
    linked = references.bibliography(View(replace(course, sources={"almanac": with_address})))
    assert "No address known to us." in plain
    assert "No address known to us." not in linked
    assert "Read on 2026-11-20." in linked
    assert [node.attributes["href"] for node in LexborHTMLParser(linked).css("a")] == ["https://example.org/a?b&c"]


def test_a_lesson_lists_the_sources_it_names_and_other_pages_list_none(course: Course) -> None:
    html = references.sources_of_page(View(course, "unit/day/"))
    [link] = LexborHTMLParser(html).css("a")
    assert (link.text(), link.attributes["href"]) == ("An almanac", "../../reference/sources/#almanac")
    assert references.sources_of_page(View(course, "")) == ""


def test_the_rules_page_has_each_rule_under_its_name(course: Course) -> None:
    tree = LexborHTMLParser(references.rules(View(course, "rules/")))
    assert [node.attributes["id"] for node in tree.css("dt")] == [rule.name for rule in all_rules()]
    for node, rule in zip(tree.css("dt"), all_rules(), strict=True):
        assert ("(warning)" in node.text()) == (rule.level == "warning")


def test_hostile_words_of_a_source_stay_words(course: Course) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    source = Source.model_validate({"title": hostile, "by": hostile, "supports": hostile})
    fact = Fact.model_validate(FACT | {"says": hostile, "value": hostile, "unit": hostile, "note": hostile})
    view = View(replace(course, sources={"almanac": source}, facts={"day-hours": fact}), "unit/day/")
    for html in (references.bibliography(view), references.sources_of_page(view), references.fact(view, "day-hours")):
        tree = LexborHTMLParser(html)
        assert tree.css("script, img, [onerror]") == []
        assert "alert(1)" in tree.text()


def test_a_figure_holds_no_mark_that_markdown_would_read(course_folder: Path) -> None:
    facts = course_folder / "facts.yml"
    facts.write_text(facts.read_text("utf-8").replace("value: 24", 'value: "*8*{onclick=alert(1)}"'), "utf-8")
    html = references.fact(View(load(course_folder)), "day-hours")
    words = html.partition(">")[2].partition("<")[0]
    assert words.startswith("&#42;8&#42;")
    assert not set("*{}()") & set(words)
