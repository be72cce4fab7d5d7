"""Worksheets: what their scripts are given, and how fields, example, blank forms, tables and the list of all print."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros import worksheets
from macros.course import Course, WorksheetFile, load
from macros.model import Choosing, Counted, Entry, Fact, Table, Worksheet
from macros.render import View
from macros.shape import fit
from macros.source import parse_yaml

from .browser.hostile import CORPUS

PAGE = "unit/day/"
FIELDS: dict[str, dict[str, Any]] = {
    "line": {"kind": "line", "label": "Name"},
    "area": {"kind": "area", "label": "Story"},
    "link": {"kind": "link", "label": "Address"},
    "date": {"kind": "date", "label": "Day"},
    "month": {"kind": "month", "label": "Month"},
    "check": {"kind": "check", "label": "Done"},
    "choice": {"kind": "choice", "label": "Pace", "options": {"slow": "Slowly", "fast": "Fast"}},
    "scale": {"kind": "scale", "label": "Mood", "options": {"low": "Low", "high": "High"}},
    "result": {"kind": "result", "label": "Advice"},
    "number": {"kind": "number", "label": "Hours", "unit": "hours a week"},
}
# How each kind is filled in, and what a reader of the example sees.
WRITTEN = {
    "line": ("Ada", "Ada"),
    "area": ("Two words", "Two words"),
    "link": ("https://example.org/", "https://example.org/"),
    "date": ("2027-03-01", "1 March 2027"),
    "month": ("2027-12", "December 2027"),
    "check": ("yes", "yes"),
    "choice": ("fast", "Fast"),
    "scale": ("low", "Low"),
    "result": ("Go on", "Go on"),
    "number": ("7.5", "7.5 hours a week"),
}


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load(course_folder)


class Dumper(yaml.SafeDumper):
    """Writes the same part twice instead of an alias, as an author would."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def sheet_file(tree: dict[str, Any], name: str = "sheet") -> WorksheetFile:
    text = yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False)
    document, problems = parse_yaml(text, f"worksheets/{name}.yml")
    sheet, found = fit(Worksheet, document)
    assert [*problems, *found] == []
    assert sheet is not None
    return WorksheetFile(name, sheet, document)


def tree_of(part: dict[str, Any], written: Any = None, **head: Any) -> dict[str, Any]:
    """Write a worksheet of one part, `only`, whose example is `written`."""
    parts = {"only": {"title": "Only", **part}}
    example = {"who": "Ada, a night watch", "parts": {"only": {} if written is None else written}}
    return {"title": "A sheet", "leaves": "A result", "minutes": "5", "parts": parts, "example": example, **head}


def shown(course: Course, tree: dict[str, Any], page_url: str = PAGE) -> LexborHTMLParser:
    return LexborHTMLParser(worksheets.worksheet(View(course, page_url), sheet_file(tree)))


def given_to_script(course: Course, tree: dict[str, Any]) -> dict[str, Any]:
    return worksheets.definition(View(course, PAGE), sheet_file(tree))


def table(**fields: Any) -> Table:
    head = {"title": "A table", "sources": [], "region": "any", "as_of": "2026"}
    return Table.model_validate(head | fields)


def with_tables(course: Course, **tables: Table) -> Course:
    return replace(course, tables={**course.tables, **tables})


def text_of(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def texts(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [text_of(node) for node in tree.css(selector)]


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    [node] = tree.css(selector)
    return node


def attribute(node: LexborNode, name: str) -> str:
    return node.attributes[name] or ""


# --- What the script is given ---


def test_the_script_is_given_ids_kinds_words_and_how_parts_are_made(course: Course) -> None:
    found = worksheets.definition(View(course, PAGE), course.worksheets["plan"])
    assert found == {
        "name": "plan",
        "title": "Plan your day",
        "calculates": False,
        "exports": ("markdown",),
        "imports": "",
        "data": {},
        "parts": [
            {
                "id": "start",
                "title": "When you rise",
                "columns": ("place", "hour", "mood", "favourite"),
                "fields": [
                    {"id": "place", "kind": "line", "label": "Where"},
                    {"id": "hour", "kind": "number", "label": "Hour", "least": 0, "most": 24, "unit": "o'clock"},
                    {
                        "id": "mood",
                        "kind": "scale",
                        "label": "How you rise",
                        "options": {"slow": "Slowly", "fast": "Fast"},
                    },
                    {
                        "id": "favourite",
                        "kind": "choice",
                        "label": "Favourite meal",
                        "options": {"breakfast": "Breakfast", "dinner": "Dinner"},
                    },
                ],
            },
            {
                "id": "meals",
                "title": "Meals",
                "columns": ("what", "day"),
                "rows": {"one": "Meal", "most": 60},
                "pick": {"table": "dishes", "fills": {"what": "dish"}},
                "fields": [
                    {
                        "id": "what",
                        "kind": "line",
                        "label": "What",
                        "takes": [{"sheet": "plan", "title": "Plan your day", "part": "start", "field": "place"}],
                    },
                    {"id": "day", "kind": "date", "label": "Day"},
                    {"id": "eaten", "kind": "check", "label": "Eaten"},
                ],
            },
            {
                "id": "rest",
                "title": "Rests",
                "columns": ("minutes",),
                "given": {"noon": "At noon", "evening": "In the evening"},
                "fields": [{"id": "minutes", "kind": "number", "label": "Minutes"}],
            },
        ],
    }


def test_every_kind_of_field_is_tested_here() -> None:
    kinds = {kind for each in (Entry, Choosing, Counted) for kind in get_args(each.model_fields["kind"].annotation)}
    assert kinds == set(FIELDS) == set(WRITTEN)


def test_the_page_carries_just_what_the_script_is_given(course: Course) -> None:
    file = course.worksheets["plan"]
    html = LexborHTMLParser(worksheets.worksheet(View(course, PAGE), file))
    carried = json.loads(attribute(one(html, "course-worksheet"), "data-sheet"))
    assert carried == json.loads(json.dumps(worksheets.definition(View(course, PAGE), file)))


def test_what_a_field_is_beyond_its_kind_is_told_only_where_it_is_so(course: Course) -> None:
    fields = {
        "plain": {"kind": "line", "label": "A", "history": "false", "person": "false"},
        "kept": {"kind": "area", "label": "B", "history": "true", "help": "Help", "above": "Above"},
        "who": {"kind": "line", "label": "C", "person": "true"},
        "none": {"kind": "number", "label": "D", "least": "0", "most": "0.5"},
        "below": {"kind": "number", "label": "E", "least": "-1.5", "most": "0"},
    }
    [part] = given_to_script(course, tree_of({"fields": fields}))["parts"]
    assert part["fields"] == [
        {"id": "plain", "kind": "line", "label": "A"},
        {"id": "kept", "kind": "area", "label": "B", "history": True},
        {"id": "who", "kind": "line", "label": "C", "person": True},
        {"id": "none", "kind": "number", "label": "D", "least": 0, "most": 0.5},
        {"id": "below", "kind": "number", "label": "E", "least": -1.5, "most": 0},
    ]


def test_exports_imports_and_words_are_told(course: Course) -> None:
    part = {"fields": {"a": FIELDS["line"]}, "rows": {"one": "Row", "blank": "2", "most": "7"}}
    tree = tree_of(part, [], exports=["csv", "calendar"], imports="only", says={"hours-left": "{hours} left"})
    found = given_to_script(course, tree)
    assert (found["exports"], found["imports"], found["calculates"]) == (("csv", "calendar"), "only", True)
    assert found["parts"][0]["rows"] == {"one": "Row", "most": 7}
    words = json.loads(attribute(one(shown(course, tree), "course-worksheet"), "data-words"))
    assert words["hours-left"] == "{hours} left"


def test_the_page_carries_every_word_that_the_scripts_say(course: Course) -> None:
    words = json.loads(attribute(one(shown(course, tree_of({"fields": FIELDS})), "course-worksheet"), "data-words"))
    assert set(words) == worksheets.script_words()
    assert words == {key: course.strings[key] for key in words}


def test_an_address_carries_the_title_of_its_worksheet_and_what_a_row_must_hold(course: Course) -> None:
    takes = ["plan/start/place", "plan/meals/what?eaten=yes", "gone/part/field"]
    [part] = given_to_script(course, tree_of({"fields": {"a": FIELDS["line"] | {"takes": takes}}}))["parts"]
    assert part["fields"][0]["takes"] == [
        {"sheet": "plan", "title": "Plan your day", "part": "start", "field": "place"},
        {"sheet": "plan", "title": "Plan your day", "part": "meals", "field": "what", "key": "eaten", "value": "yes"},
        {"sheet": "gone", "title": "gone", "part": "part", "field": "field"},
    ]


def test_tables_are_given_with_texts_ids_and_figures(course: Course) -> None:
    found = given_to_script(course, tree_of({"fields": FIELDS}, data=["dishes", "meals"]))["data"]
    assert list(found) == ["dishes", "meals"]
    assert found["dishes"] == {
        "columns": {"dish": "Dish", "meal": "Meal"},
        "rows": {
            "soup": {"dish": "Soup", "meal": ("dinner",)},
            "bread": {"dish": "Bread", "meal": ("breakfast", "dinner")},
        },
    }
    figure = {"text": "24 hours", "low": 24, "high": 24, "status": "checked", "source": "An almanac"}
    assert found["meals"]["rows"] == {
        "breakfast": {"name": "Breakfast", "hours": figure},
        "dinner": {"name": "Dinner", "hours": "In the evening"},
    }


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (["8", "15"], "%", {"text": "8–15%", "low": 8, "high": 15}),
        ("0", "hours", {"text": "0 hours", "low": 0, "high": 0}),
        ("1200.5", None, {"text": "1,200.5", "low": 1200.5, "high": 1200.5}),
        ("most people", None, {"text": "most people"}),
    ],
)
def test_a_figure_is_given_as_text_and_where_it_is_one_as_numbers(
    value: Any, unit: str | None, told: dict[str, Any], course: Course
) -> None:
    written = {"says": "a", "region": "any", "as_of": "2026", "source": "almanac", "status": "estimate"}
    fact = Fact.model_validate(written | {"value": value} | ({"unit": unit} if unit else {}))
    cells = table(columns={"a": "A"}, rows={"one": {"a": {"fact": "figure"}}})
    course = with_tables(replace(course, facts={"figure": fact}), figures=cells)
    rows = given_to_script(course, tree_of({"fields": FIELDS}, data=["figures"]))["data"]["figures"]["rows"]
    status = course.strings["status_estimate"]
    assert rows["one"]["a"] == {**told, "status": status, "source": "An almanac"}


def test_what_a_table_names_and_is_not_there_is_left_out_or_named_by_its_id(course: Course) -> None:
    broken = table(columns={"a": "A", "b": "B"}, rows={"one": {"a": {"fact": "no-such-fact"}, "z": "Z"}, "two": {}})
    sourceless = replace(with_tables(course, broken=broken), sources={})
    found = given_to_script(sourceless, tree_of({"fields": FIELDS}, data=["broken", "gone", "meals"]))["data"]
    assert list(found) == ["broken", "meals"]
    assert found["broken"]["rows"] == {"one": {"a": ""}, "two": {}}
    assert found["meals"]["rows"]["breakfast"]["hours"]["source"] == "almanac"


def test_markdown_of_a_cell_is_given_as_plain_text(course: Course) -> None:
    cells = table(columns={"a": "A"}, rows={"one": {"a": "See **the** [day](unit/day.md)"}})
    course = with_tables(course, marked=cells)
    found = given_to_script(course, tree_of({"fields": FIELDS}, data=["marked"]))["data"]["marked"]
    assert found["rows"] == {"one": {"a": "See the day"}}


def test_options_from_a_table_are_the_plain_names_of_its_rows(course: Course) -> None:
    course = with_tables(
        course,
        marked=table(columns={"name": "Name", "more": "More"}, rows={"one": {"name": "*First*", "more": "x"}}),
        bare=table(columns={"name": "Name"}, rows={"lonely": {}}),
    )
    fields = {
        "a": {"kind": "choice", "label": "A", "rows_of": "marked"},
        "b": {"kind": "choice", "label": "B", "rows_of": "bare"},
        "c": {"kind": "choice", "label": "C", "rows_of": "gone"},
    }
    [part] = given_to_script(course, tree_of({"fields": fields}))["parts"]
    assert [each["options"] for each in part["fields"]] == [{"one": "First"}, {"lonely": "lonely"}, {}]


def test_a_table_without_columns_stops_nothing(course: Course) -> None:
    course = with_tables(course, empty=table(columns={}, rows={"one": {}}))
    tree = tree_of({"fields": {"a": {"kind": "choice", "label": "A", "rows_of": "empty"}}}, data=["empty"])
    assert "one" in given_to_script(course, tree)["parts"][0]["fields"][0]["options"]
    assert shown(course, tree).css("select")


def test_the_name_of_a_row_is_never_how_python_writes_a_figure(course: Course) -> None:
    course = with_tables(course, figures=table(columns={"a": "A"}, rows={"one": {"a": {"fact": "day-hours"}}}))
    fields = {"a": {"kind": "choice", "label": "A", "rows_of": "figures"}}
    [part] = given_to_script(course, tree_of({"fields": fields}))["parts"]
    assert "fact=" not in part["fields"][0]["options"]["one"]


# --- Fields ---


def field(course: Course, kind: str, **more: Any) -> LexborNode:
    tree = shown(course, tree_of({"fields": {"it": FIELDS[kind] | more}}))
    return one(tree, ".field")


@pytest.mark.parametrize(
    ("kind", "tag", "attributes"),
    [
        ("line", "input", {"type": "text", "dir": "auto"}),
        ("area", "textarea", {"rows": "3", "dir": "auto"}),
        ("link", "input", {"type": "url", "dir": "ltr"}),
        ("date", "input", {"type": "date"}),
        ("month", "input", {"type": "month", "placeholder": "2027-03"}),
        ("check", "input", {"type": "checkbox", "value": "yes"}),
        ("choice", "select", {}),
        ("number", "input", {"type": "text", "inputmode": "decimal"}),
    ],
)
def test_a_field_is_a_control_inside_its_label(kind: str, tag: str, attributes: dict[str, str], course: Course) -> None:
    node = field(course, kind)
    control = one(node, f"label {tag}")
    assert control.attributes == {**attributes, "data-field": "it"}
    name = one(node, "label > span" if kind == "check" else ".field__label")
    assert text_of(name) == FIELDS[kind]["label"]
    assert "field--" + kind in attribute(node, "class").split()


def test_a_list_begins_with_no_choice_and_names_its_options_on_paper(course: Course) -> None:
    node = field(course, "choice")
    assert [(attribute(each, "value"), text_of(each)) for each in node.css("option")] == [
        ("", "Choose"),
        ("slow", "Slowly"),
        ("fast", "Fast"),
    ]
    assert texts(node, ".field__paper") == ["Slowly · Fast"]


def test_a_list_may_take_its_options_from_a_table(course: Course) -> None:
    tree = shown(course, tree_of({"fields": {"it": {"kind": "choice", "label": "A", "rows_of": "meals"}}}))
    assert [attribute(each, "value") for each in tree.css("option")] == ["", "breakfast", "dinner"]
    assert texts(tree, "option")[1:] == ["Breakfast", "Dinner"]


def test_a_scale_is_a_group_of_radio_buttons_with_one_name(course: Course) -> None:
    node = field(course, "scale")
    assert node.tag == "fieldset"
    assert texts(node, "legend") == ["Mood"]
    assert [(attribute(each, "value"), attribute(each, "data-field")) for each in node.css("label input")] == [
        ("low", "it"),
        ("high", "it"),
    ]
    assert texts(node, "label") == ["Low", "High"]
    assert len({attribute(each, "name") for each in node.css("input")}) == 1


def test_a_result_says_that_there_is_none_yet(course: Course) -> None:
    node = field(course, "result")
    assert (texts(node, ".field__label"), texts(node, "output")) == (["Advice"], ["—"])
    assert node.css("input, select, textarea") == []


def test_a_number_names_its_unit(course: Course) -> None:
    assert text_of(one(field(course, "number"), ".field__number")) == "hours a week"
    tree = shown(course, tree_of({"fields": {"it": {"kind": "number", "label": "Number"}}}))
    assert text_of(one(tree, ".field__number")) == ""


@pytest.mark.parametrize("kind", [kind for kind in FIELDS if kind != "result"])
def test_help_is_tied_to_what_it_helps_with(kind: str, course: Course) -> None:
    node = field(course, kind, help="Such as `this`, from the [day](unit/day.md#noon).")
    described = [node] if kind == "scale" else node.css("[data-field]")
    assert [attribute(each, "aria-describedby") for each in described] == ["worksheet-sheet-only-it-help"]
    help_ = one(node, "#worksheet-sheet-only-it-help")
    assert text_of(help_) == "Such as this, from the day."
    assert attribute(one(help_, "a"), "href") == "#noon"
    assert texts(help_, "code") == ["this"]


@pytest.mark.parametrize("kind", FIELDS)
def test_without_help_nothing_is_tied_to_it(kind: str, course: Course) -> None:
    tree = shown(course, tree_of({"fields": {"it": FIELDS[kind]}}))
    assert tree.css("[aria-describedby], .field__help, .field__above, .field__history") == []


def test_a_small_heading_stands_above_the_first_field_of_a_group(course: Course) -> None:
    fields = {"a": FIELDS["line"], "b": FIELDS["area"] | {"above": "More"}}
    html = shown(course, tree_of({"fields": fields}))
    [heading] = html.css(".field__above")
    assert text_of(heading) == "More"
    places = [attribute(each, "class") for each in html.css(".field, .field__above")]
    assert places == ["field field--line", "field__above", "field field--area"]


def test_earlier_values_have_a_place_that_waits_for_the_script(course: Course) -> None:
    history = one(field(course, "area", history="true"), ".field__history")
    assert history.attributes == {"class": "field__history", "data-history": "it", "hidden": None}


def test_every_control_of_rows_that_stand_already_has_a_name_of_its_own(course: Course) -> None:
    given = {"noon": "At noon", "night": "At night"}
    help_ = {key: each | {"help": "Help"} for key, each in FIELDS.items()}
    tree = shown(course, tree_of({"fields": help_, "given": given}))
    groups = tree.css("fieldset.given")
    assert [attribute(each, "data-row") for each in groups] == ["noon", "night"]
    assert [text_of(each.css_first("legend")) for each in groups] == ["At noon", "At night"]
    names = [{attribute(radio, "name") for radio in each.css("[type=radio]")} for each in groups]
    assert [len(each) for each in names] == [1, 1]
    assert names[0] != names[1]
    ids = [attribute(each, "id") for each in tree.css("[id]")]
    assert sorted(ids) == sorted(set(ids))
    assert {attribute(each, "aria-describedby") for each in tree.css("[aria-describedby]")} <= set(ids)


def test_the_fields_of_rows_to_add_wait_in_a_template(course: Course) -> None:
    html = worksheets.worksheet(View(course, PAGE), course.worksheets["plan"])
    [meals] = LexborHTMLParser(html).css('[data-part="meals"]')
    assert len(meals.css("template")) == 2
    assert len(LexborHTMLParser(html).css(".part__rows")) == 1
    [add] = meals.css("button[data-do=add]")
    assert (text_of(add), "hidden" in add.attributes) == ("Add: Meal", True)


# --- The example ---


def filled(tree: LexborHTMLParser) -> list[tuple[str, str]]:
    return [(text_of(each.css_first("dt")), text_of(each.css_first("dd"))) for each in tree.css("dl.filled > div")]


@pytest.mark.parametrize("kind", FIELDS)
def test_the_example_shows_what_was_written_as_readers_say_it(kind: str, course: Course) -> None:
    written, seen = WRITTEN[kind]
    tree = shown(course, tree_of({"fields": {"it": FIELDS[kind]}}, {"it": written}))
    assert filled(tree) == [(FIELDS[kind]["label"], seen)]


@pytest.mark.parametrize(
    ("kind", "written"), [("date", "2027-13-01"), ("month", "soon"), ("choice", "slowest"), ("number", "seven")]
)
def test_what_the_check_refuses_in_an_example_is_shown_as_it_stands(kind: str, written: str, course: Course) -> None:
    tree = shown(course, tree_of({"fields": {"it": FIELDS[kind]}}, {"it": written, "gone": "x"}))
    [(_, seen)] = filled(tree)
    assert seen.startswith(written)


def test_the_example_of_the_case_course_is_told_part_by_part(course: Course) -> None:
    tree = LexborHTMLParser(worksheets.worksheet(View(course, PAGE), course.worksheets["plan"]))
    example = one(tree, ".worksheet__example")
    assert "open" in example.attributes
    assert "Ada, a night watch" in text_of(one(example, "summary"))
    assert texts(example, ".filled__title") == ["When you rise", "Meals", "Rests"]
    assert texts(example, ".filled__name") == ["Soup", "At noon"]
    assert filled(tree) == [
        ("Where", "At home"),
        ("Hour", "7 o'clock"),
        ("How you rise", "Slowly"),
        ("Favourite meal", "Dinner"),
        ("Day", "31 March 2027"),
        ("Eaten", "yes"),
        ("Minutes", "20"),
    ]


ROWS = {"rows": {"one": "Row", "blank": "2"}}


def test_a_row_is_named_by_its_first_field_which_is_not_told_again(course: Course) -> None:
    fields = {"choice": FIELDS["choice"], "line": FIELDS["line"]}
    tree = shown(course, tree_of({"fields": fields, **ROWS}, [{"choice": "fast", "line": "Ada"}, {"line": "Bob"}]))
    assert texts(tree, ".filled__name") == ["Fast"]
    assert filled(tree) == [("Name", "Ada"), ("Name", "Bob")]


@pytest.mark.parametrize("kind", FIELDS)
def test_a_row_whose_first_field_is_left_empty_has_no_name(kind: str, course: Course) -> None:
    fields = {"first": FIELDS[kind], "second": {"kind": "line", "label": "Other"}}
    tree = shown(course, tree_of({"fields": fields, **ROWS}, [{"second": "x"}]))
    assert texts(tree, ".filled__name") == []
    assert filled(tree) == [("Other", "x")]


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ({}, [{"a": "x"}]),
        (ROWS, {"a": "x"}),
        (ROWS, {"a": {"a": "x"}}),
        ({"given": {"noon": "At noon"}}, {"a": "x"}),
        ({"given": {"noon": "At noon"}}, [{"a": "x"}]),
        ({"given": {"noon": "At noon"}}, {"night": {"a": "x"}}),
        ({}, {"a": {"b": "x"}}),
        ({}, {}),
        (ROWS, []),
        (ROWS, [{}]),
    ],
)
def test_an_example_of_another_form_than_its_part_stops_nothing(part: Any, written: Any, course: Course) -> None:
    for fields in ({"a": FIELDS["line"]}, {}):
        tree = shown(course, tree_of({"fields": fields, **part}, written))
        assert tree.css(".worksheet__example")


def test_an_example_may_leave_out_parts_and_name_others(course: Course) -> None:
    tree = tree_of({"fields": {"a": FIELDS["line"]}})
    tree["example"]["parts"] = {"other": {"a": "x"}}
    assert filled(shown(course, tree)) == []


# --- Headings ---


def levels(html: str) -> list[tuple[str, str]]:
    return [(node.tag or "", text_of(node)) for node in LexborHTMLParser(html).css("h1, h2, h3, h4, h5, h6")]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ('# Page\n\n{{ worksheet("plan") }}\n', 2),
        ('# Page\n\n## Try it { #try }\n\n{{ worksheet("plan") }}\n', 3),
        ('# Page\n\n## A { #a }\n\n### B { #b }\n\n{{ worksheet("plan") }}\n\n## C { #c }\n', 4),
        ('# Page\n\n## A { #a }\n\n### B { #b }\n\n## C { #c }\n\n{{ worksheet("plan") }}\n', 3),
        ('# Page\n\n{{ worksheet("other") }}\n\n## A { #a }\n\n{{ worksheet("plan") }}\n', 3),
        ('{{ worksheet("plan") }}\n\n# Page\n', 2),
        ('# P\n\n## A { #a }\n\n### B\n\n#### C\n\n##### D\n\n###### E\n\n{{ worksheet("plan") }}\n', 5),
    ],
)
def test_a_worksheet_is_headed_one_level_below_where_it_stands(text: str, level: int, course_folder: Path) -> None:
    (course_folder / "docs" / "unit" / "night.md").write_text(text, "utf-8")
    course = load(course_folder)
    html = worksheets.worksheet(View(course, "unit/night/"), course.worksheets["plan"])
    assert levels(html) == [
        (f"h{level}", "Plan your day"),
        (f"h{level + 1}", "When you rise"),
        (f"h{level + 1}", "Meals"),
        (f"h{level + 1}", "Rests"),
    ]


@pytest.mark.parametrize(
    ("heading", "titled"),
    [("Plan your day", False), ("Plan *your* day", False), ("plan your day.", False), ("Try it", True)],
)
def test_a_worksheet_whose_title_stands_above_does_not_repeat_it(
    heading: str, titled: bool, course_folder: Path
) -> None:
    text = f'# Page\n\n## {heading} {{ #it }}\n\n{{{{ worksheet("plan") }}}}\n'
    (course_folder / "docs" / "unit" / "night.md").write_text(text, "utf-8")
    course = load(course_folder)
    html = worksheets.worksheet(View(course, "unit/night/"), course.worksheets["plan"])
    parts = ["When you rise", "Meals", "Rests"]
    level = 4 if titled else 3
    assert levels(html) == [("h3", "Plan your day")][: int(titled)] + [(f"h{level}", part) for part in parts]
    assert attribute(one(LexborHTMLParser(html), "#worksheet-plan"), "aria-label") == "Plan your day"


def test_in_the_lesson_of_the_case_course_a_worksheet_stands_below_the_second_level(course: Course) -> None:
    html = worksheets.worksheet(View(course, PAGE), course.worksheets["plan"])
    assert levels(html)[0] == ("h3", "Plan your day")


def test_on_a_page_that_nobody_knows_the_heading_is_of_the_second_level(course: Course) -> None:
    html = worksheets.worksheet(View(course, "elsewhere/"), course.worksheets["plan"])
    assert levels(html)[0] == ("h2", "Plan your day")


def test_a_worksheet_and_each_part_are_named_for_screen_readers(course: Course) -> None:
    html = worksheets.worksheet(View(course, PAGE), course.worksheets["plan"])
    tree = LexborHTMLParser(html)
    assert attribute(one(tree, "#worksheet-plan"), "aria-label") == "Plan your day"
    for part in tree.css("section.part"):
        assert text_of(one(tree, f"#{attribute(part, 'aria-labelledby')}")) in ("When you rise", "Meals", "Rests")


def test_a_worksheet_tells_its_minutes_and_what_one_leaves_with(course: Course) -> None:
    tree = LexborHTMLParser(worksheets.worksheet(View(course, PAGE), course.worksheets["plan"]))
    assert text_of(one(tree, ".worksheet__head p")) == "10 minutes. You leave with: A day with meals."


# --- On paper and without scripts ---


def several(number: int) -> dict[str, Any]:
    return {f"f{at}": {"kind": "line", "label": f"Label {at}"} for at in range(number)}


def test_up_to_five_columns_are_a_table_to_write_in(course: Course) -> None:
    tree = shown(course, tree_of({"fields": several(5), "rows": {"one": "Row", "blank": "3"}}, []))
    blank = one(tree, "table.blank")
    assert texts(blank, "th[scope=col]") == [f"Label {at}" for at in range(5)]
    assert [len(row.css("td")) for row in blank.css("tbody tr")] == [5, 5, 5]
    assert tree.css(".blank--row") == []


def test_more_columns_are_a_block_for_each_row(course: Course) -> None:
    tree = shown(course, tree_of({"fields": several(6), "rows": {"one": "Row", "blank": "2"}}, []))
    assert tree.css("table.blank") == []
    assert [texts(block, "dt") for block in tree.css("dl.blank--row")] == [
        [f"Row {number}", *(f"Label {at}" for at in range(6))] for number in (1, 2)
    ]


def test_only_the_columns_that_are_named_stand_in_the_table_in_their_order(course: Course) -> None:
    part = {"fields": several(7), "rows": {"one": "Row", "blank": "1"}, "columns": ["f3", "f0", "gone"]}
    assert texts(shown(course, tree_of(part, [])), "table.blank th") == ["Label 3", "Label 0"]


@pytest.mark.parametrize(
    ("kind", "options", "head"),
    [
        ("choice", {"slow": "Slowly", "fast": "Fast"}, "Pace (Slowly / Fast)"),
        ("scale", {f"o{at}": f"{at}" for at in range(5)}, "Pace (0 / 1 / 2 / 3 / 4)"),
        ("scale", {f"o{at}": f"{at}" for at in range(6)}, "Pace"),
        ("result", {}, "Pace"),
        ("result", {"go": "Go", "stay": "Stay"}, "Pace (Go / Stay)"),
    ],
)
def test_a_few_answers_stand_in_the_head_of_their_column(
    kind: str, options: dict[str, str], head: str, course: Course
) -> None:
    fields = {"it": {"kind": kind, "label": "Pace", "options": options}}
    assert texts(shown(course, tree_of({"fields": fields, **ROWS}, [])), "table.blank th") == [head]


def test_answers_from_a_table_stand_in_the_head_of_their_column(course: Course) -> None:
    fields = {"it": {"kind": "choice", "label": "Meal", "rows_of": "meals"}}
    tree = shown(course, tree_of({"fields": fields, **ROWS}, []))
    assert texts(tree, "table.blank th") == ["Meal (Breakfast / Dinner)"]


LABELS = ["Name", 'He said "no", twice', "a,b;c", "Größe – 漢字 😀", "100 % & <b>", "it's #1?"]


def test_the_empty_csv_file_has_a_mark_and_a_quoted_head_that_other_programs_read(course: Course) -> None:
    fields = {f"f{at}": {"kind": "line", "label": label} for at, label in enumerate(LABELS)}
    part = {"fields": fields, "columns": ["f0"], **ROWS}
    link = one(shown(course, tree_of(part, [], exports=["csv"])), "a.part__template")
    assert attribute(link, "download") == "sheet-only.csv"
    head, _, data = attribute(link, "href").partition(",")
    assert head == "data:text/csv;charset=utf-8"
    assert re.fullmatch(r"[\w%.~/-]*", data, re.ASCII), "so that no reader of addresses cuts it short"
    text = unquote(data)
    assert text.startswith('\ufeff"')
    assert text.endswith('"\r\n')
    assert text == '\ufeff"Name","He said ""no"", twice","a,b;c","Größe – 漢字 😀","100 % & <b>","it\'s #1?"\r\n'
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)) == [LABELS]


def test_a_head_that_a_spreadsheet_would_run_is_tamed_as_in_every_csv_file(course: Course) -> None:
    fields = {"a": {"kind": "line", "label": "=1+1"}, "b": {"kind": "line", "label": "@home"}}
    link = one(shown(course, tree_of({"fields": fields, **ROWS}, [], exports=["csv"])), "a.part__template")
    assert unquote(attribute(link, "href")).endswith('\ufeff"\'=1+1","\'@home"\r\n')


@pytest.mark.parametrize(("exports", "part"), [(["markdown"], ROWS), (["csv"], {})])
def test_there_is_no_empty_csv_file_where_none_can_be_taken_away_or_no_rows_are(
    exports: list[str], part: dict[str, Any], course: Course
) -> None:
    tree = shown(course, tree_of({"fields": {"a": FIELDS["line"]}, **part}, [] if part else {}, exports=exports))
    assert tree.css(".part__template") == []


def test_without_scripts_a_reader_is_told_and_finds_no_button_that_does_nothing(course: Course) -> None:
    part = {"fields": FIELDS, **ROWS}
    tree = shown(course, tree_of(part, [], exports=["markdown", "csv", "calendar", "text"], imports="only"))
    assert texts(tree, ".worksheet__plain") == [course.strings["worksheet_plain"]]
    waiting = ("template", "dialog:not([open])", "[hidden]")
    for button in tree.css("button, input[type=file], input[type=search]"):
        above = button
        while above is not None and not any(above.css_matches(each) for each in waiting):
            parent = above.parent
            assert parent is not None, f"“{text_of(button)}” shows without scripts"
            above = parent


@pytest.mark.parametrize("kind", ["markdown", "text", "csv", "calendar"])
def test_there_is_a_button_for_each_file_that_a_reader_may_take_away_and_no_other(kind: str, course: Course) -> None:
    tree = shown(course, tree_of({"fields": {"a": FIELDS["line"]}}, exports=[kind]))
    assert [attribute(each, "data-kind") for each in tree.css("[data-do=export]")] == [kind]
    assert tree.css("input[type=file]") == []


def test_a_file_can_be_chosen_only_where_rows_are_taken_from_one(course: Course) -> None:
    tree = shown(course, tree_of({"fields": {"a": FIELDS["line"]}, **ROWS}, [], imports="only"))
    assert len(tree.css("label input[type=file]")) == 1
    assert len(tree.css("dialog.worksheet__import")) == 1


# --- Tables ---


def test_a_table_to_choose_from_stands_in_its_part_with_what_narrows_it(course: Course) -> None:
    tree = LexborHTMLParser(worksheets.worksheet(View(course, PAGE), course.worksheets["plan"]))
    pick = one(tree, '[data-part="meals"] details.sheet-table')
    assert (attribute(pick, "data-pick"), attribute(pick, "data-filter")) == ("dishes", "meal")
    assert texts(pick, "summary") == ["Choose from: Dishes"]
    assert [(attribute(each, "data-column"), text_of(each)) for each in pick.css("thead th[scope=col]")] == [
        ("dish", "Dish"),
        ("meal", "Meal"),
    ]
    assert {attribute(row, "data-id"): texts(row, "th[scope=row], td") for row in pick.css("tbody tr")} == {
        "soup": ["Soup", "Dinner"],
        "bread": ["Bread", "Breakfast, Dinner"],
    }
    names = [(attribute(each, "data-name"), text_of(each)) for each in pick.css("tr[data-id=bread] [data-name]")]
    assert names == [("breakfast", "Breakfast"), ("dinner", "Dinner")]


def test_a_table_that_the_sheet_calculates_with_stands_below_with_note_figures_and_sources(course: Course) -> None:
    tree = shown(course, tree_of({"fields": FIELDS}, data=["meals"]))
    details = one(tree, "details.sheet-table")
    assert (attribute(details, "data-data"), details.attributes.get("data-filter")) == ("meals", None)
    assert texts(details, "summary") == ["Meals"]
    assert texts(details, "summary + p") == ["What people eat when."]
    [figure] = details.css("tr[data-id=breakfast] td a")
    assert "24 hours" in text_of(figure)
    assert attribute(figure, "href").endswith("reference/sources/#fact-day-hours")
    assert texts(details, "tr[data-id=dinner] td") == ["In the evening"]
    sources = one(details, ".picture__sources")
    assert text_of(sources).startswith("As of 2026.")
    assert [(attribute(each, "href"), text_of(each)) for each in sources.css("a")] == [
        ("../../reference/sources/#almanac", "An almanac")
    ]


def test_a_table_of_our_own_names_no_source(course: Course) -> None:
    tree = shown(course, tree_of({"fields": FIELDS}, data=["dishes"]))
    assert texts(tree, ".picture__sources") == ["As of 2026."]


def test_a_table_to_choose_from_and_to_calculate_with_stands_once(course: Course) -> None:
    part = {"fields": {"a": FIELDS["line"]}, "pick": {"table": "dishes", "fills": {"a": "dish"}}, **ROWS}
    tree = shown(course, tree_of(part, [], data=["dishes", "meals"]))
    details = tree.css("details.sheet-table")
    assert [(each.attributes.get("data-pick"), each.attributes.get("data-data")) for each in details] == [
        ("dishes", None),
        (None, "meals"),
    ]


def test_tables_that_are_not_there_are_left_out_while_the_sheet_is_written(course: Course) -> None:
    part = {"fields": {"a": FIELDS["line"]}, "pick": {"table": "gone", "fills": {"a": "x"}}, **ROWS}
    tree = shown(course, tree_of(part, [], data=["gone"]))
    assert tree.css("details.sheet-table") == []
    assert tree.css("table.blank")


def test_ids_in_a_table_are_printed_by_name_and_other_words_as_they_stand(course: Course) -> None:
    cells = table(
        columns={"dish": "Dish", "meal": "Meal", "other": "Other"},
        names={"meal": "meals", "other": "gone"},
        rows={
            "a": {"dish": "A", "meal": "dinner", "other": ["x-y", "z"]},
            "b": {"dish": "B", "meal": "—"},
            "c": {"dish": "C", "meal": ["dinner", "lunch"]},
            "d": {"dish": "D", "meal": [], "other": {"fact": "no-such-fact"}},
        },
    )
    tree = shown(with_tables(course, cells=cells), tree_of({"fields": FIELDS}, data=["cells"]))
    rows = [texts(row, "td") for row in tree.css("details.sheet-table tbody tr")]
    assert rows == [["Dinner", "x-y, z"], ["—", "—"], ["dinner, lunch", "—"], ["—", "—"]]


# --- The list of all worksheets ---


def course_with_sheets(folder: Path, pages: dict[str, list[str]], nav: list[str], more: str = "") -> Course:
    """Load the case course with these pages (path to names of the worksheets they show) instead of its lesson."""
    (folder / "docs" / "unit" / "day.md").unlink()
    plan = (folder / "worksheets" / "plan.yml").read_text("utf-8")
    for path, names in pages.items():
        page = folder / "docs" / path
        page.parent.mkdir(exist_ok=True)
        page.write_text("# Page\n\n" + "".join(f'{{{{ worksheet("{name}") }}}}\n\n' for name in names), "utf-8")
        for name in names:
            title = plan.replace("title: Plan your day", f"title: Sheet {name}")
            (folder / "worksheets" / f"{name}.yml").write_text(title, "utf-8")
    (folder / "mkdocs.yml").write_text(f"nav: [{', '.join(nav)}]\n{more}", "utf-8")
    return load(folder)


def listed(course: Course, page_url: str = "") -> list[tuple[str, str]]:
    tree = LexborHTMLParser(worksheets.workbook(View(course, page_url)))
    return [(attribute(link, "href"), text_of(link)) for link in tree.css("li a")]


def test_all_worksheets_are_listed_in_the_order_of_the_navigation_and_the_rest_comes_last(course_folder: Path) -> None:
    pages = {"b/two.md": ["d", "c"], "a/one.md": ["b"], "z.md": ["a"], "y.md": ["e"]}
    course = course_with_sheets(course_folder, pages, ["b/two.md", "index.md", "a/one.md"])
    assert listed(course) == [
        ("b/two/#worksheet-d", "Sheet d"),
        ("b/two/#worksheet-c", "Sheet c"),
        ("a/one/#worksheet-b", "Sheet b"),
        ("y/#worksheet-e", "Sheet e"),
        ("z/#worksheet-a", "Sheet a"),
    ]


def test_the_list_links_from_the_page_on_which_it_stands(course: Course) -> None:
    assert listed(course, "workbook/") == [("../unit/day/#worksheet-plan", "Plan your day")]


def test_pages_that_are_left_out_of_the_site_are_left_out_of_the_list(course_folder: Path) -> None:
    pages = {"a.md": ["one"], "hidden.md": ["two"]}
    course = course_with_sheets(course_folder, pages, ["a.md"], "exclude_docs: hidden.md\n")
    assert listed(course) == [("a/#worksheet-one", "Sheet one")]


def test_the_list_tells_minutes_files_and_what_one_leaves_with(course_folder: Path) -> None:
    plan = course_folder / "worksheets" / "plan.yml"
    plan.write_text(plan.read_text("utf-8") + "exports: [csv, markdown]\n", "utf-8")
    tree = LexborHTMLParser(worksheets.workbook(View(load(course_folder))))
    [entry] = tree.css("li")
    assert "10 min" in text_of(entry)
    assert "You leave with: A day with meals." in text_of(entry)
    assert "Files: CSV, Markdown." in text_of(entry)


def test_a_course_without_worksheets_has_an_empty_list(course: Course) -> None:
    assert listed(replace(course, worksheets={})) == []


# --- The page that explains worksheets ---


def help_links(course: Course, page_url: str = PAGE) -> list[str]:
    tree = LexborHTMLParser(worksheets.worksheet(View(course, page_url), course.worksheets["plan"]))
    return [attribute(link, "href") for link in tree.css(".worksheet__foot > p:not([class]) a")]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("# All\n\n## How { #how }\n", ["../../workbook/#how"]),
        ("# All\n\n## How { #what }\n", []),
        ("# All\n\n## How\n", []),
        (None, []),
    ],
)
def test_help_is_offered_only_where_the_workbook_explains_how(
    text: str | None, links: list[str], course_folder: Path
) -> None:
    if text is not None:
        (course_folder / "docs" / "workbook").mkdir()
        (course_folder / "docs" / "workbook" / "index.md").write_text(text, "utf-8")
    assert help_links(load(course_folder)) == links


# --- Hostile words ---

PLAIN = "Plain words"


def wordy(text: str) -> dict[str, Any]:
    """Write a worksheet with `text` wherever an author may write words."""
    more = {"label": text, "help": text, "above": text}
    fields = {key: each | more for key, each in FIELDS.items()}
    for key in ("choice", "scale", "result"):
        fields[key]["options"] = {"one": text, "two": text}
    fields["number"]["unit"] = text
    fields["from-table"] = {"kind": "choice", "rows_of": "wordy", **more}
    written = {"line": text, "area": text, "link": text, "choice": "one", "scale": "two"}
    written |= {"date": text, "month": text, "check": "yes", "number": text, "result": text}
    pick = {"table": "wordy", "filter": ["name"], "fills": {"line": "name"}}
    rows = {"one": text, "blank": "2"}
    said: dict[str, Any] = {"title": text, "intro": text, "fields": fields}
    return {
        "title": text,
        "leaves": text,
        "minutes": "5",
        "parts": {
            "plain": said,
            "rows": said | {"rows": rows, "pick": pick},
            "few": said | {"rows": rows, "columns": ["line", "choice"]},
            "given": said | {"given": {"noon": text, "night": text}},
        },
        "example": {
            "who": text,
            "parts": {"plain": written, "rows": [written], "few": [written], "given": {"noon": written}},
        },
        "data": ["wordy", "more-words"],
        "exports": ["markdown", "csv", "calendar", "text"],
        "imports": "rows",
        "says": {"hours-left": text},
    }


def wordy_course(course: Course, text: str) -> Course:
    tables = [
        table(
            title=text,
            note=text,
            columns={"name": text, "other": text, "ids": text},
            names={"ids": "wordy"},
            rows={"row": {"name": text, "other": text, "ids": ["row"]}, "next": {"name": "Next", "ids": text}},
        )
        for _ in range(2)
    ]
    file = sheet_file(wordy(text))
    course = with_tables(course, wordy=tables[0], **{"more-words": tables[1]})
    return replace(course, worksheets={"sheet": file})


def rendered(course: Course) -> str:
    return worksheets.worksheet(View(course, PAGE), course.worksheets["sheet"])


# What Markdown may make of the texts in which it works.
MARKED = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "em": set(), "strong": set(), "code": set()}


def made(html: str) -> Iterator[tuple[str, frozenset[str]]]:
    for node in LexborHTMLParser(html).css("*"):
        yield node.tag or "", frozenset(node.attributes)


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_words_make_no_element_and_no_attribute(text: str, course: Course) -> None:
    quiet = list(made(rendered(wordy_course(course, PLAIN))))
    html = rendered(wordy_course(course, text))
    for tag, attributes in made(html):
        if (tag, attributes) in quiet:
            quiet.remove((tag, attributes))
        else:
            assert attributes <= MARKED.get(tag, set()), (tag, attributes)
            assert tag in MARKED, tag
    assert quiet == [], "an element is missing"
    for node in LexborHTMLParser(html).css("[href], [src]"):
        address = (node.attributes.get("href") or node.attributes.get("src") or "").strip().casefold()
        assert not address.startswith(("javascript:", "data:text/html", "vbscript:")), address


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_words_can_be_read_as_they_were_written(text: str, course: Course) -> None:
    course = wordy_course(course, text)
    tree = LexborHTMLParser(rendered(course))
    words = " ".join(text.split())
    plain = (
        ".worksheet__head .worksheet__title, .filled__title, .part__title, .field__above, "
        "[class*=field--] .field__label, "
        ".given > legend, .field--scale > legend, .field--scale label span, .field--check label span, "
        ".field__number span, "
        ".filled dt, th[data-column]:not([scope=row]), .sheet-table[data-data] summary"
    )
    found = texts(tree, plain)
    assert len(found) > 100
    assert set(found) == {words}
    assert {attribute(each, "aria-label") for each in tree.css("section.worksheet, .sheet-table [role=group]")} == {
        text
    }
    assert set(texts(tree, "option[value=one], option[value=two]")) == {words}
    written = {text_of(each) for each in tree.css(".filled dd")}
    assert written == {words, "yes", f"{words} {words}"}
    heads = [one(each, "a.part__template") for each in tree.css("[data-part=rows], [data-part=few]")]
    for link in heads:
        head = unquote(attribute(link, "href").partition(",")[2]).removeprefix("\ufeff")
        [cells] = csv.reader(io.StringIO(head, newline=""), strict=True)
        assert {each.removeprefix("'") for each in cells} == {text.removeprefix("'")}


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_words_reach_the_script_as_they_were_written(text: str, course: Course) -> None:
    course = wordy_course(course, text)
    element = one(LexborHTMLParser(rendered(course)), "course-worksheet")
    carried = json.loads(attribute(element, "data-sheet"))
    assert carried == json.loads(json.dumps(worksheets.definition(View(course, PAGE), course.worksheets["sheet"])))
    assert carried["title"] == text
    assert json.loads(attribute(element, "data-words"))["hours-left"] == text


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_words_stay_words_in_the_list_of_all_worksheets(text: str, course: Course) -> None:
    course = wordy_course(course, text)
    day = course.pages["unit/day.md"]
    calls = tuple(replace(each, arguments=("sheet",)) for each in day.calls if each.name == "worksheet")
    course = replace(course, pages={"unit/day.md": replace(day, calls=calls)})
    tree = LexborHTMLParser(worksheets.workbook(View(course)))
    assert texts(tree, "li a") == [" ".join(text.split())]
    assert tree.css("script, img, svg, iframe, style, [onerror], [onmouseover], [onload], [onfocus]") == []


def test_a_worksheet_is_one_block_of_html_for_markdown(course: Course) -> None:
    html = worksheets.worksheet(View(course, PAGE), course.worksheets["plan"])
    assert html.startswith("<section")
    assert "\n\n" not in html
