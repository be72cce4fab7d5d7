"""The model: frozen, without room for unknown fields, described, and read from what authors type."""

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from macros import model
from macros.model import (
    Amount,
    AnyField,
    Choosing,
    Counted,
    Entry,
    Id,
    Match,
    Model,
    Multiple,
    Option,
    Order,
    PageLink,
    Single,
    Table,
    Words,
    Worksheet,
)

CLASSES = [each for each in vars(model).values() if isinstance(each, type) and issubclass(each, Model)]
ASKED = {"level": "apply", "objective": "name-it", "pool": "lesson", "ask": "What?", "review": "a.md#b"}
SINGLE = ASKED | {"type": "single", "options": {"one": {"text": "One", "why": "So."}}, "answer": "one"}
AMOUNT = ASKED | {"type": "number", "value": "12", "why": "So."}


def says_no(annotation: Any, value: object) -> bool:
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError:
        return True
    return False


def test_every_class_is_frozen_and_refuses_unknown_fields() -> None:
    assert len(CLASSES) > 15
    for each in CLASSES:
        assert each.model_config["frozen"] is True, each
        assert each.model_config["extra"] == "forbid", each


def test_a_question_cannot_be_changed() -> None:
    question = Single.model_validate(SINGLE)
    with pytest.raises(ValidationError, match="frozen"):
        question.answer = "two"  # type: ignore[misc]


def test_an_unknown_field_is_refused_in_a_question_and_in_its_options() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Single.model_validate(SINGLE | {"points": "3"})
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Option.model_validate({"text": "a", "why": "b", "right": "true"})


def test_every_field_but_the_tag_is_described() -> None:
    bare = [
        f"{each.__name__}.{name}"
        for each in CLASSES
        for name, info in each.model_fields.items()
        if not info.description and name not in ("type", "kind")
    ]
    assert bare == []


@pytest.mark.parametrize("value", ["a", "read-an-advert", "a1-2b", "a" * 60])
def test_an_id_is_lower_case_words_joined_by_hyphens(value: str) -> None:
    assert TypeAdapter(Id).validate_python(value) == value


@pytest.mark.parametrize(
    "value", ["", "A", "1a", "a_b", "a--b", "-a", "a-", "a b", " a", "a ", "a\n", "é", "a" * 61, "١", "a.b", "a/b"]
)
def test_an_id_is_nothing_else(value: str) -> None:
    assert says_no(Id, value)


@pytest.mark.parametrize("value", ["a.md", "decide/roles.md", "decide/roles.md#who-ships-what"])
def test_a_page_link_is_a_page_and_perhaps_a_heading(value: str) -> None:
    assert TypeAdapter(PageLink).validate_python(value) == value


@pytest.mark.parametrize("value", ["", "a", "a.md#", "#b", "https://x.org/a.md", "a b.md", "a.md#b#c", "a.md?x"])
def test_a_page_link_is_nothing_else(value: str) -> None:
    assert says_no(PageLink, value)


def test_text_loses_the_space_around_it_and_cannot_be_blank() -> None:
    assert TypeAdapter(model.Text).validate_python("  a b \n") == "a b"
    assert says_no(model.Text, " \t\u00a0\n")


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("false", False), (True, True), (False, False)])
def test_only_true_and_false_are_truth_values(written: object, meant: bool) -> None:
    assert Single.model_validate(SINGLE | {"fixed": written}).fixed is meant


@pytest.mark.parametrize("written", ["yes", "no", "on", "1", "True", "", 1, 0, None, [], {}])
def test_other_words_are_no_truth_values(written: object) -> None:
    with pytest.raises(ValidationError, match="write true or false"):
        Single.model_validate(SINGLE | {"fixed": written})


def test_a_number_is_read_from_its_digits() -> None:
    question = Amount.model_validate(AMOUNT | {"tolerance": "0.5"})
    assert (question.value, question.tolerance) == (12.0, 0.5)


@pytest.mark.parametrize("written", ["inf", "nan", "1e999", "twelve", "1,5", ""])
def test_a_number_is_finite_and_has_a_point(written: str) -> None:
    assert says_no(Amount, AMOUNT | {"value": written})


def test_a_tolerance_is_not_negative() -> None:
    assert says_no(Amount, AMOUNT | {"tolerance": "-1"})


def test_each_type_of_question_answers_in_its_own_form() -> None:
    options = {"one": {"text": "One", "why": "So."}, "two": {"text": "Two", "why": "So."}}
    of_several = ASKED | {"options": options, "answer": ["two", "one"]}
    assert Multiple.model_validate(of_several | {"type": "multiple"}).answer == ("two", "one")
    assert Order.model_validate(of_several | {"type": "order"}).answer == ("two", "one")
    partners = {"type": "match", "targets": {"x": "X"}, "answer": {"one": "x", "two": "x"}}
    assert Match.model_validate(of_several | partners).answer == {"one": "x", "two": "x"}
    assert Words.model_validate(ASKED | {"type": "text", "accept": ["a"], "why": "So."}).ignore == ("case", "space")


def test_an_answer_in_the_form_of_another_type_is_refused() -> None:
    assert says_no(Single, SINGLE | {"answer": ["one"]})
    assert says_no(Multiple, SINGLE | {"type": "multiple", "answer": "one"})
    assert says_no(Order, SINGLE | {"type": "order", "answer": {"one": "1"}})


def test_the_table_of_types_names_every_question_by_its_tag() -> None:
    for name, each in model.QUESTION_TYPES.items():
        assert get_args(each.model_fields["type"].annotation) == (name,)
    members = {each for each in CLASSES if issubclass(each, model.Asked) and each is not model.Asked}
    assert set(model.QUESTION_TYPES.values()) == members


def test_a_fact_is_a_number_a_range_of_two_or_a_text() -> None:
    fact = {"says": "a", "region": "any", "as_of": "2026-11", "source": "s", "status": "checked"}
    values = [model.Fact.model_validate(fact | {"value": each}).value for each in ("3", ["8", "15"], "most")]
    assert values == [3.0, (8.0, 15.0), "most"]


@pytest.mark.parametrize("date", ["2026", "2026-11", "2026-11-20"])
def test_a_date_may_be_a_year_a_month_or_a_day(date: str) -> None:
    source = {"title": "a", "by": "b", "supports": "c", "date": date}
    assert model.Source.model_validate(source).date == date


@pytest.mark.parametrize(
    "change", [{"date": "26"}, {"date": "2026-1"}, {"url": "http://x.org"}, {"url": "https://x.org/a b"}]
)
def test_other_dates_and_insecure_addresses_are_refused(change: dict[str, str]) -> None:
    assert says_no(model.Source, {"title": "a", "by": "b", "supports": "c"} | change)


FIELD = {"label": "A"}


@pytest.mark.parametrize(
    ("kind", "model_of_kind"),
    [
        *((kind, Entry) for kind in ("line", "area", "link", "date", "month", "check")),
        *((kind, Choosing) for kind in ("choice", "scale", "result")),
        ("number", Counted),
    ],
)
def test_the_kind_of_a_field_says_what_else_it_may_have(kind: str, model_of_kind: type[Model]) -> None:
    field: Entry = TypeAdapter(AnyField).validate_python(FIELD | {"kind": kind})
    assert type(field) is model_of_kind
    assert (field.kind, field.label, field.help, field.above, field.takes) == (kind, "A", None, None, ())
    assert says_no(AnyField, FIELD | {"kind": kind, "unit": "h"}) is (model_of_kind is not Counted)
    assert says_no(AnyField, FIELD | {"kind": kind, "rows_of": "a"}) is (model_of_kind is not Choosing)


@pytest.mark.parametrize("kind", [None, "", "text", "Line", ["line"], {}])
def test_a_field_of_another_kind_is_refused(kind: object) -> None:
    assert says_no(AnyField, FIELD | {"kind": kind})
    assert says_no(AnyField, FIELD)


@pytest.mark.parametrize("address", ["a/b/c", "study-plan/time/hours", "a/b/c?d=e", "a/b/c?d-e=f-1"])
def test_an_address_is_a_worksheet_a_part_and_a_field_and_perhaps_a_condition(address: str) -> None:
    field: Entry = TypeAdapter(AnyField).validate_python(FIELD | {"kind": "line", "takes": [address]})
    assert field.takes == (address,)


NO_ADDRESSES = ["", "a", "a/b", "a/b/c/d", "/a/b/c", "a/b/", "A/b/c", "a b/c/d", "a/b/c\n"]
NO_CONDITIONS = ["a/b/c?", "a/b/c?d", "a/b/c?d=", "a/b/c?d=e&f=g", "a/b/c?d=e f"]


@pytest.mark.parametrize("address", NO_ADDRESSES + NO_CONDITIONS)
def test_an_address_is_nothing_else(address: str) -> None:
    assert says_no(AnyField, FIELD | {"kind": "line", "takes": [address]})


SHEET = {
    "title": "A",
    "leaves": "B",
    "minutes": "10",
    "parts": {"one": {"title": "One", "fields": {"a": {"kind": "line", "label": "A"}}}},
    "example": {"who": "Ada", "parts": {"one": {"a": "x"}}},
}


def test_a_worksheet_needs_no_more_than_its_parts_and_its_example() -> None:
    sheet = Worksheet.model_validate(SHEET)
    assert (sheet.exports, sheet.data, sheet.imports, sheet.says) == (("markdown",), (), None, {})
    part = sheet.parts["one"]
    assert (part.intro, part.rows, part.given, part.columns, part.pick) == (None, None, {}, (), None)


@pytest.mark.parametrize("minutes", ["0", "121", "7.5", "ten", "", None])
def test_the_minutes_of_a_worksheet_are_whole_and_no_more_than_two_hours(minutes: object) -> None:
    assert says_no(Worksheet, SHEET | {"minutes": minutes})
    assert Worksheet.model_validate(SHEET | {"minutes": "120"}).minutes == 120


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"a": "x"}, {"a": "x"}),
        ([{"a": "x"}, {}], ({"a": "x"}, {})),
        ({"noon": {"a": "x"}, "b": "y"}, {"noon": {"a": "x"}, "b": "y"}),
    ],
)
def test_an_example_writes_fields_rows_or_rows_by_their_ids(written: object, meant: object) -> None:
    sheet = Worksheet.model_validate(SHEET | {"example": {"who": "Ada", "parts": {"one": written}}})
    assert sheet.example.parts["one"] == meant


@pytest.mark.parametrize("written", ["x", ["x"], [["x"]], {"a": ["x"]}, {"a": {"b": {"c": "x"}}}, None])
def test_an_example_writes_nothing_else(written: object) -> None:
    assert says_no(Worksheet, SHEET | {"example": {"who": "Ada", "parts": {"one": written}}})


TABLE = {"title": "A", "sources": [], "region": "any", "as_of": "2026", "columns": {"a": "A"}, "rows": {}}


def test_a_cell_is_a_text_a_figure_or_ids() -> None:
    cells = {"text": "A", "ids": ["b", "c-d"], "figure": {"fact": "day-hours"}, "none": []}
    row = Table.model_validate(TABLE | {"rows": {"one": cells}}).rows["one"]
    assert (row["text"], row["ids"], row["none"]) == ("A", ("b", "c-d"), ())
    assert isinstance(row["figure"], model.FactCell)
    assert row["figure"].fact == "day-hours"


@pytest.mark.parametrize("cell", ["", None, ["A b"], {"fact": ""}, {"fact": "a", "unit": "b"}, {"says": "a"}, [["a"]]])
def test_a_cell_is_nothing_else(cell: object) -> None:
    assert says_no(Table, TABLE | {"rows": {"one": {"a": cell}}})
