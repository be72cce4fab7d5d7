"""From the model to HTML: golden pages of the case course, the printed order, the key, and what a damaged string does.

After a change of the templates that is meant, `RENEW=1 python -m pytest tests/test_render.py` writes the golden
files anew; read their difference before committing it.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros import render
from macros.course import Course, load
from macros.model import QUESTION_TYPES, Option, Order, Single
from macros.render import View, printed_options

from .conftest import CASES

# One question of each type in the case course.
QUESTIONS = {
    "single": "highest",
    "multiple": "light",
    "text": "name-it",
    "number": "half",
    "order": "sequence",
    "match": "partners",
}
PAGE = "unit/day/"


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load(course_folder)


def view_of(course: Course, page_url: str = PAGE, report: str = "") -> View:
    return View(course, page_url, report)


def parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def texts(html: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in parsed(html).css(selector)]


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_each_type_of_question_renders_as_its_golden_file(kind: str, course: Course) -> None:
    html = render.question(view_of(course), course.quizzes["day"], QUESTIONS[kind]) + "\n"
    golden = CASES / "render" / f"{kind}.html"
    if os.environ.get("RENEW"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(html, "utf-8")
    assert html == golden.read_text("utf-8")


def test_a_quiz_holds_the_questions_of_the_lesson_in_the_order_written(course: Course) -> None:
    html = render.quiz(view_of(course), course.quizzes["day"])
    asked = [node.attributes["data-question"] for node in parsed(html).css("[data-question]")]
    assert asked == ["day/lunch", "day/light", "day/name-it", "day/half", "day/sequence"]
    places = texts(html, ".question__place")
    assert places == [f"Question {number} of 5" for number in range(1, 6)]


def test_a_question_in_the_text_has_no_place_among_others(course: Course) -> None:
    html = render.question(view_of(course), course.quizzes["day"], "highest")
    assert texts(html, ".question__place") == ["Your turn"]
    assert parsed(html).css_first("#quiz-day") is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("highest", "noon"),
        ("light", ["morning", "afternoon"]),
        ("name-it", {"accept": ["noon", "midday"], "ignore": ["case", "space"]}),
        ("half", {"value": 12, "tolerance": 0, "unit": "hours"}),
        ("sequence", ["first", "second", "third"]),
        ("partners", {"early": "breakfast", "late": "dinner"}),
    ],
)
def test_the_browser_is_given_the_key(name: str, key: object, course: Course) -> None:
    html = render.question(view_of(course), course.quizzes["day"], name)
    [form] = parsed(html).css("[data-key]")
    assert json.loads(form.attributes["data-key"] or "") == key


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("highest", ["At noon"]),
        ("light", ["In the afternoon", "In the morning"]),
        ("name-it", ["noon"]),
        ("half", ["12 hours"]),
        ("sequence", ["Morning", "Noon", "Evening"]),
        ("partners", ["Evening → Dinner", "Morning → Breakfast"]),
    ],
)
def test_the_answer_is_restated_in_full_for_readers_without_scripts(
    name: str, answer: list[str], course: Course
) -> None:
    html = render.question(view_of(course), course.quizzes["day"], name)
    assert texts(html, ".answer__key strong") == answer


def test_each_option_has_its_reason_and_the_right_ones_are_marked(course: Course) -> None:
    html = render.question(view_of(course), course.quizzes["day"], "light")
    rights = {node.attributes["data-for"]: "data-right" in node.attributes for node in parsed(html).css("[data-for]")}
    assert rights == {"morning": True, "afternoon": True, "midnight": False}
    assert any("The sun has risen by then" in text for text in texts(html, "[data-for]"))


def test_the_review_link_leads_to_the_passage_and_carries_its_heading(course: Course) -> None:
    elsewhere = render.question(view_of(course, "other/page/"), course.quizzes["day"], "highest")
    links = {(node.attributes["href"], node.text()) for node in parsed(elsewhere).css("a")}
    assert ("../../unit/day/#noon", "Read again: Noon and midnight") in links
    here = render.question(view_of(course), course.quizzes["day"], "highest")
    assert "#noon" in {node.attributes["href"] for node in parsed(here).css("a")}


def test_a_fault_can_be_reported_only_where_there_is_a_form_for_it(course: Course) -> None:
    address = "https://example.org/issues/new?template=wrong-answer.yml"
    without = render.question(view_of(course), course.quizzes["day"], "highest")
    with_form = render.question(view_of(course, report=address), course.quizzes["day"], "highest")
    assert "example.org" not in without
    [link] = [node for node in parsed(with_form).css("a") if "example.org" in (node.attributes["href"] or "")]
    assert link.attributes["href"] == f"{address}&title=day/highest"


def test_an_unknown_question_is_an_error_of_the_caller(course: Course) -> None:
    with pytest.raises(KeyError):
        render.question(view_of(course), course.quizzes["day"], "no-such-question")


def test_a_quiz_is_one_block_of_html_for_markdown(course: Course) -> None:
    html = render.quiz(view_of(course), course.quizzes["day"])
    assert html.startswith("<section")
    assert "\n\n" not in html


def options_of(*keys: str) -> dict[str, Option]:
    return {key: Option(text=f"Text of {key}", why="So.") for key in keys}


def single(**fields: object) -> Single:
    shared = {"type": "single", "level": "apply", "objective": "o", "pool": "lesson", "ask": "?", "review": "a.md#b"}
    return Single.model_validate(shared | {"options": options_of("a", "b", "c", "d"), "answer": "a"} | fields)


def test_the_printed_order_is_stable_and_follows_neither_the_key_nor_the_file() -> None:
    orders = {tuple(key for key, _ in printed_options(f"quiz/question-{at}", single())) for at in range(40)}
    assert len(orders) > 10
    assert printed_options("quiz/x", single()) == printed_options("quiz/x", single(answer="d"))
    turned = single(options=options_of("d", "c", "b", "a"))
    assert [key for key, _ in printed_options("quiz/x", single())] == [
        key for key, _ in printed_options("quiz/x", turned)
    ]


def test_the_key_stands_in_every_place_about_as_often() -> None:
    places = [[key for key, _ in printed_options(f"quiz/question-{at}", single())].index("a") for at in range(400)]
    assert all(60 < places.count(place) < 140 for place in range(4))


def test_options_with_an_order_of_their_own_keep_it() -> None:
    assert [key for key, _ in printed_options("quiz/x", single(fixed="true"))] == ["a", "b", "c", "d"]


def test_steps_to_be_ordered_never_stand_in_order_already() -> None:
    shared = {"level": "apply", "objective": "o", "pool": "lesson", "ask": "?", "review": "a.md#b"}
    order = Order.model_validate(
        shared | {"type": "order", "options": options_of("a", "b", "c"), "answer": ["a", "b", "c"]}
    )
    for at in range(60):
        printed = [key for key, _ in printed_options(f"quiz/question-{at}", order)]
        assert printed != ["a", "b", "c"]
        assert sorted(printed) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ("options: {}", []),
        ("answer: []", []),
        ("answer: [no-such-step]", ["no-such-step"]),
    ],
)
def test_a_question_that_the_check_refuses_still_renders_while_it_is_written(
    change: str, answer: list[str], course_folder: Path
) -> None:
    path = course_folder / "quizzes" / "day.yml"
    text = path.read_text("utf-8")
    if change.startswith("options"):
        start, end = text.index("    options:\n      first"), text.index("    answer: [first")
        text = text[:start] + f"    {change}\n" + text[end:].replace("[first, second, third]", "[]")
    else:
        text = text.replace("answer: [first, second, third]", change)
    path.write_text(text, "utf-8")
    course = load(course_folder)
    assert course.problems == ()
    html = render.question(view_of(course), course.quizzes["day"], "sequence")
    assert texts(html, ".answer__key strong") == answer


@pytest.mark.parametrize(
    "damaged", ["{", "}", "{nobody}", "{}", "{0}", "{number.nobody}", "{number[0]}", "{number:q}", "{number!z}"]
)
def test_a_damaged_string_shows_as_it_stands(damaged: str, course: Course) -> None:
    view = view_of(replace(course, strings={"question_place": damaged}))
    assert view.words("question_place", number=1, total=2) == damaged


def test_a_missing_string_shows_its_key(course: Course) -> None:
    assert view_of(course).words("no-such-string") == "no-such-string"


@pytest.mark.parametrize(("value", "text"), [(12.0, "12"), (0.5, "0.5"), (-3.0, "-3"), (1e6, "1,000,000"), (-0.0, "0")])
def test_a_number_is_written_without_a_needless_point(value: float, text: str) -> None:
    assert render.number(value) == text


def test_every_template_opens_with_what_it_is_given() -> None:
    templates = sorted(render.TEMPLATES.rglob("*.jinja"))
    assert len(templates) > 10
    for path in templates:
        assert path.read_text("utf-8").startswith("{#- "), path.name
