"""What does not fit the model is said in the author's words, at the place where it was typed."""

import pytest

from macros.model import Facts, LessonMatter, Quiz, Sources, Table, Worksheet
from macros.problems import Problem
from macros.shape import fit, fit_head, fit_picture, fit_quiz
from macros.source import Document, parse_yaml

QUIZ = """\
title: The day
lesson: unit/day.md
questions:
  noon:
    type: single
    level: recall
    objective: name-times
    pool: lesson
    ask: When is noon?
    options:
      early: {text: Early, why: Because it is.}
      late: {text: Late, why: Because it is not.}
    answer: early
    review: unit/day.md#noon
  hours:
    type: number
    level: apply
    objective: name-times
    pool: lesson
    ask: How many hours has a day?
    value: 24
    why: Because it has.
    review: unit/day.md#noon
"""


def read(text: str) -> Document:
    document, problems = parse_yaml(text, "a.yml")
    assert problems == []
    return document


def quiz_with(old: str, new: str) -> tuple[Quiz, list[Problem]]:
    assert QUIZ.count(old) >= 1
    return fit_quiz(read(QUIZ.replace(old, new, 1)))


def test_a_quiz_that_fits_has_no_problem() -> None:
    quiz, problems = fit_quiz(read(QUIZ))
    assert problems == []
    assert (quiz.title, quiz.lesson, list(quiz.questions)) == ("The day", "unit/day.md", ["noon", "hours"])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    answer: early\n",
            "",
            "a.yml:4:3: answer-missing: `answer` is missing or empty; write it (The id of the right option)",
        ),
        (
            "answer: early",
            "answer:",
            "a.yml:13:5: answer-missing: `answer` is missing or empty; write it (The id of the right option)",
        ),
        (
            "answer: early",
            "answer: [early, late]",
            "a.yml:13:13: answer-several: a single question has one answer; name one option or use `type: multiple`",
        ),
        (
            "level: recall",
            "level: recal",
            "a.yml:6:12: field-choice: `level` is “recal”; write one of recall, apply, judge (did you mean `recall`?)",
        ),
        (
            "type: single",
            "type: singel",
            "a.yml:5:11: field-choice: `type` is “singel”; "
            "write one of single, multiple, text, number, order, match (did you mean `single`?)",
        ),
        (
            "    type: single\n",
            "",
            "a.yml:4:3: field-missing: `type` is missing; write one of single, multiple, text, number, order, match",
        ),
        (
            "ask: When is noon?",
            'ask: "  "',
            "a.yml:9:10: field-missing: `ask` is missing or empty; "
            "write it (The question; Markdown, a code block may follow the first paragraph)",
        ),
        (
            "why: Because it is.}",
            "wy: Because it is.}",
            "a.yml:11:28: field-unknown: `wy` is not a field here (did you mean `why`?); known are text, why",
        ),
        (
            "value: 24",
            "value: many",
            "a.yml:21:12: field-number: `value` is “many”; write a number such as 12 or 0.5",
        ),
        (
            "value: 24",
            "value: [24]",
            "a.yml:21:12: field-kind: `value` holds a list but must be a number; write one such as 12 or 0.5",
        ),
        (
            "value: 24",
            "value: 24\n    tolerance: -1",
            "a.yml:22:16: field-number: `tolerance` is “-1”; write 0 or more",
        ),
        (
            "review: unit/day.md#noon",
            "review: unit/day#noon",
            "a.yml:14:13: link-form: `review` is “unit/day#noon”; "
            "write a page below docs/ such as decide/roles.md#an-id",
        ),
        (
            "early: {text",
            "Early: {text",
            "a.yml:11:7: id-form: “Early” is not an id; "
            "use lower-case words joined by hyphens, at most 60 characters, such as read-an-advert",
        ),
        (
            "  noon:\n",
            "  Noon:\n",
            "a.yml:4:3: id-form: “Noon” is not an id; "
            "use lower-case words joined by hyphens, at most 60 characters, such as read-an-advert",
        ),
        (
            "answer: early",
            "answer: early\n    fixed: yes",
            "a.yml:14:12: field-form: `fixed` is “yes”; write true or false",
        ),
        (
            "title: The day\n",
            "",
            "a.yml:1:1: field-missing: `title` is missing or empty; "
            "write it (What the quiz is about; names it for screen readers)",
        ),
    ],
)
def test_each_slip_is_named_once_with_what_to_do(old: str, new: str, expected: str) -> None:
    assert [str(each) for each in quiz_with(old, new)[1]] == [expected]


def test_a_misspelt_field_is_one_problem_and_not_a_missing_one_besides() -> None:
    problems = quiz_with("answer: early", "anwser: early")[1]
    assert [(each.rule, each.place.line) for each in problems] == [("field-unknown", 13)]
    assert "did you mean `answer`?" in problems[0].message


def test_a_long_value_is_quoted_by_its_beginning() -> None:
    [problem] = quiz_with("level: recall", "level: " + "x" * 300)[1]
    assert f"“{'x' * 40}…”" in problem.message


def test_one_bad_question_does_not_hide_the_others() -> None:
    quiz, problems = quiz_with("value: 24", "value: many")
    assert list(quiz.questions) == ["noon"]
    assert len(problems) == 1


def test_a_bad_head_does_not_hide_the_questions() -> None:
    quiz, problems = quiz_with("lesson: unit/day.md", "lesson: the day")
    assert list(quiz.questions) == ["noon", "hours"]
    assert [each.rule for each in problems] == ["link-form"]


def test_every_problem_of_a_question_is_found_at_once() -> None:
    text = QUIZ.replace("level: recall", "level: x").replace("pool: lesson", "pool: y").replace("answer: early", "")
    assert sorted(each.rule for each in fit_quiz(read(text))[1]) == [
        "answer-missing",
        "field-choice",
        "field-choice",
        "field-choice",
    ]


@pytest.mark.parametrize("written", ["", "{}", "[]", "none"])
def test_questions_must_be_a_mapping_with_something_in_it(written: str) -> None:
    quiz, problems = fit_quiz(read(f"title: x\nlesson: a.md\nquestions: {written}\n"))
    assert quiz.questions == {}
    assert [(each.rule, each.place.line) for each in problems] == [
        ("field-kind" if written == "none" else "field-missing", 3)
    ]


def test_a_question_that_is_no_mapping_is_named_by_its_id() -> None:
    _, [problem] = fit_quiz(read("title: x\nlesson: a.md\nquestions:\n  noon: soon\n"))
    assert (problem.rule, problem.place.line) == ("field-kind", 4)
    assert "`noon`" in problem.message


def test_the_head_of_a_quiz_can_be_read_alone() -> None:
    head, problems = fit_head(read(QUIZ))
    assert problems == []
    assert head is not None
    assert head.title == "The day"


@pytest.mark.parametrize("value", ["[1]", "[1, 2, 3]", "[a, b]", "{a: b}"])
def test_a_figure_of_no_known_form_is_one_problem_at_its_value(value: str) -> None:
    text = f"facts:\n  a: {{says: x, value: {value}, region: x, as_of: 2026, source: s, status: checked}}\n"
    table, problems = fit(Facts, read(text))
    assert table is None
    assert [(each.rule, each.place.line) for each in problems] == [("field-form", 2)]
    assert "`value`" in problems[0].message


def test_a_field_named_like_pydantics_mark_for_keys_is_just_unknown() -> None:
    for model in (Facts, Sources, LessonMatter):
        problems = fit(model, read('"[key]": 1\n'))[1]
        assert "field-unknown" in [each.rule for each in problems]
    assert [each.rule for each in quiz_with("answer: early", 'answer: early\n    "[key]": 1')[1]] == ["field-unknown"]


def test_a_key_that_is_no_id_is_found_in_a_table() -> None:
    fact = "{says: x, value: 1, region: x, as_of: 2026, source: s, status: checked}"
    [problem] = fit(Facts, read(f"facts:\n  The Fact: {fact}\n"))[1]
    assert (problem.rule, problem.place.line, problem.place.column) == ("id-form", 2, 3)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("title: x", "field-missing"),
        ("kind: matrx", "field-choice"),
        ("kind: [matrix]", "field-choice"),
        ("kind: matrix", "field-missing"),
    ],
)
def test_a_picture_names_its_kind_and_is_held_to_it(text: str, rule: str) -> None:
    picture, problems = fit_picture(read(text))
    assert picture is None
    assert {each.rule for each in problems} == {rule}


def test_a_pair_is_written_with_from_though_python_knows_it_by_another_name() -> None:
    text = """\
kind: pairs
title: a
describe: b
left: c
right: d
levels: {some: Some}
sources: [s]
rows: {one: {from: x, to: y, level: some}}
"""
    picture, problems = fit_picture(read(text))
    assert problems == []
    assert picture is not None
    _, [problem] = fit_picture(read(text.replace("from: x", "frm: x")))
    assert problem.rule == "field-unknown"
    assert "`from`" in problem.message


SHEET = """\
title: A
leaves: B
minutes: 10
parts:
  line:
    title: One
    fields:
      line: {kind: line, label: L}
      kind: {kind: line, label: K}
      number: {kind: scale, label: N, options: {line: A, scale: B}}
      fields:
        kind: number
        label: F
    given: {line: One, number: Two}
example:
  who: Ada
  parts: {line: {line: {line: x, number: line}}}
"""


def sheet_with(old: str, new: str) -> list[str]:
    assert SHEET.count(old) == 1
    return [str(each) for each in fit(Worksheet, read(SHEET.replace(old, new)))[1]]


def test_ids_of_a_worksheet_may_be_the_words_of_the_model() -> None:
    sheet, problems = fit(Worksheet, read(SHEET))
    assert problems == []
    assert sheet is not None
    assert [each.kind for each in sheet.parts["line"].fields.values()] == ["line", "line", "scale", "number"]


SHARED = "kind, label, help, above, takes, history, person"
ID = "use lower-case words joined by hyphens, at most 60 characters, such as read-an-advert"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "{kind: line, label: L}",
            "{kind: line, lable: L}",
            f"a.yml:8:26: field-unknown: `lable` is not a field here (did you mean `label`?); known are {SHARED}",
        ),
        (
            "{kind: line, label: K}",
            "{kind: line, label: K, unit: h}",
            f"a.yml:9:36: field-unknown: `unit` is not a field here; known are {SHARED}",
        ),
        (
            "{kind: line, label: K}",
            "{kind: lien, label: K}",
            "a.yml:9:20: field-choice: `kind` is “lien”; write one of line, area, link, date, month, check, choice, "
            "scale, result, number (did you mean `link`?)",
        ),
        (
            "{kind: scale, label: N, options",
            "{kind: scale, label: N, rows_of: The table, options",
            f"a.yml:10:48: id-form: “The table” is not an id; {ID}",
        ),
        (
            "        label: F\n",
            "",
            "a.yml:11:7: field-missing: `label` is missing or empty; write it (What to write here, as plain text)",
        ),
        (
            "        label: F\n",
            "        label: F\n        least: soon\n",
            "a.yml:14:16: field-number: `least` is “soon”; write a number such as 12 or 0.5",
        ),
        (
            "        label: F\n",
            "        label: F\n        takes: a/b/c\n",
            "a.yml:14:16: field-kind: `takes` holds “a/b/c” but must be a list; write [one, another]",
        ),
        (
            "options: {line: A, scale: B}",
            "options: [A, B]",
            "a.yml:10:48: field-kind: `options` holds a list but must be a mapping; "
            "write an id and a colon before each option",
        ),
        (
            "options: {line: A, scale: B}",
            "options: {line: , scale: B}",
            "a.yml:10:49: field-missing: `line` is missing or empty; write it",
        ),
        (
            "options: {line: A, scale: B}",
            "options: {line: A, Scale: B}",
            f"a.yml:10:58: id-form: “Scale” is not an id; {ID}",
        ),
        (
            "{kind: line, label: K}",
            "K",
            "a.yml:9:13: field-kind: `kind` holds “K” but must be a mapping; indent its fields below it",
        ),
        (
            "{kind: line, label: K}",
            "[K]",
            "a.yml:9:13: field-kind: `kind` holds a list but must be a mapping; indent its fields below it",
        ),
        (
            "{kind: line, label: K}",
            "{kind: line, label: K, line: K}",
            f"a.yml:9:36: field-unknown: `line` is not a field here; known are {SHARED}",
        ),
        (
            "example:\n  who: Ada\n  parts: {line: {line: {line: x, number: line}}}\n",
            "example: [Ada]\n",
            "a.yml:15:10: field-kind: `example` holds a list but must be a mapping; write {who: …, parts: …}",
        ),
    ],
)
def test_a_slip_in_a_worksheet_is_found_where_it_stands(old: str, new: str, expected: str) -> None:
    assert sheet_with(old, new) == [expected]


TABLE = """\
title: A
sources: []
region: any
as_of: "2026"
columns: {name: Name, fact: Fact}
rows:
  fact: {name: A, fact: {fact: one}}
  name: {name: B, fact: [one, two]}
"""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("{fact: one}", "{fat: one}", "a.yml:7:19"),
        ("{fact: one}", "{fact: }", "a.yml:7:19"),
        ("[one, two]", "[One, two]", "a.yml:8:25"),
        ("[one, two]", "[[one], two]", "a.yml:8:25"),
        ("name: B", "name: ", "a.yml:8:10"),
    ],
)
def test_a_slip_in_a_cell_is_found_where_it_stands(old: str, new: str, place: str) -> None:
    assert fit(Table, read(TABLE))[1] == []
    [problem] = fit(Table, read(TABLE.replace(old, new)))[1]
    assert str(problem).startswith(f"{place}: ")
