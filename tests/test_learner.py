"""The papers of the learner's pages: every question once, two a lesson on the mixed paper, and the practice cards."""

from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros import decks, learner, render
from macros.course import Course, load
from macros.render import View

from .conftest import ROOT

PAGE = "my-course/paper/"
GLOSSARY = """\
---
title: Glossary
---

# Words of the day

Above all terms.

/// html | div.glossary

## Dawn { #dawn }

When the sun *rises*,
as [the day](../unit/day.md#noon) says.

## Dusk { #dusk }

The end of the day; see [dawn](#dawn).

Some say [more](https://example.org/dusk).

///
"""
TABLE = """\
title: Asked at noon
note: Told by *nobody*.
sources: []
region: any
as_of: "2026-11"
columns: {ask: Question, wants: What they want, who: Who says so}
rows:
  first: {ask: What *time* is it?, wants: The hour}
  second: {ask: Where is the sun?, wants: "[High](unit/day.md#noon)", who: Everyone}
"""


@pytest.fixture(scope="module")
def whole() -> Course:
    """Give the real course."""
    return load(ROOT)


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load(course_folder)


@pytest.fixture
def with_cards(course_folder: Path) -> Course:
    """Give the case course with a glossary and a page that practises a table."""
    reference = course_folder / "docs" / "reference"
    reference.mkdir()
    (reference / "glossary.md").write_text(GLOSSARY, "utf-8")
    (reference / "practice.md").write_text(
        '# Practice\n\n{{ practice("asked") }}\n\n{{ practice("gone") }}\n\n{{ practice("asked") }}\n', "utf-8"
    )
    (course_folder / "tables" / "asked.yml").write_text(TABLE, "utf-8")
    (course_folder / "mkdocs.yml").write_text("nav: [index.md, reference/practice.md, reference/glossary.md]\n")
    return load(course_folder)


def parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def asked(tree: LexborHTMLParser | LexborNode) -> list[str]:
    return [form.attributes.get("data-question") or "" for form in tree.css("form.question")]


def text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


def everything(course: Course) -> set[str]:
    return {f"{file.name}/{key}" for file in course.quizzes.values() for key in file.quiz.questions}


# All questions


def test_every_question_of_the_course_stands_once_among_all_questions(whole: Course) -> None:
    tree = parsed(learner.all_questions(View(whole, PAGE)))
    assert Counter(asked(tree)) == Counter(everything(whole))


def test_no_id_stands_twice_among_all_questions(whole: Course) -> None:
    tree = parsed(learner.all_questions(View(whole, PAGE)))
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []


def test_questions_stand_below_the_objective_that_they_ask_about_in_the_order_of_the_objectives(course: Course) -> None:
    tree = parsed(learner.all_questions(View(course, PAGE)))
    topics = {text(topic.css_first("h3")): asked(topic) for topic in tree.css(".all-questions__objective")}
    lesson = course.lessons["unit/day.md"]
    assert list(topics) == list(lesson.objectives.values())
    questions = course.quizzes["day"].quiz.questions
    for words, ids in topics.items():
        assert {lesson.objectives[questions[each.split("/")[1]].objective] for each in ids} == {words}


def test_what_is_held_back_for_the_final_stands_folded_and_nowhere_else(course: Course) -> None:
    tree = parsed(learner.all_questions(View(course, PAGE)))
    [folded] = tree.css("details.all-questions__held")
    assert "open" not in folded.attributes
    assert asked(folded) == ["day/partners"]
    assert all("day/partners" not in asked(topic) for topic in tree.css(".all-questions__objective"))


def test_all_questions_are_numbered_within_their_lesson_as_they_stand(course: Course) -> None:
    tree = parsed(learner.all_questions(View(course, PAGE)))
    total = len(course.quizzes["day"].quiz.questions)
    places = [text(each) for each in tree.css(".question__place")]
    assert places == [f"Question {at} of {total}" for at in range(1, total + 1)]


def test_the_contents_lead_to_each_lesson_under_its_number(whole: Course) -> None:
    tree = parsed(learner.all_questions(View(whole, PAGE)))
    lessons = tree.css(".all-questions__lesson")
    entries = tree.css(".all-questions__contents > li")
    links = tree.css(".all-questions__contents > li > a")
    assert [each.attributes["href"] for each in links] == [f"#{each.attributes['id']}" for each in lessons]
    assert [each.attributes["value"] for each in entries] == [str(at) for at in range(1, len(lessons) + 1)]
    assert [text(each) for each in links] == [text(each.css_first("h2 a")) for each in lessons]


# The mixed paper


def test_the_mixed_paper_asks_thirty_questions_two_from_each_lesson(whole: Course) -> None:
    questions = asked(parsed(learner.paper(View(whole, PAGE))))
    assert len(questions) == len(set(questions)) == 30
    assert set(Counter(each.split("/")[0] for each in questions).values()) == {2}


def test_the_mixed_paper_asks_what_is_held_back_for_the_final(whole: Course) -> None:
    for each in asked(parsed(learner.paper(View(whole, PAGE)))):
        quiz, key = each.split("/")
        assert whole.quizzes[quiz].quiz.questions[key].pool == "final"


def test_the_mixed_paper_mixes_the_lessons_and_is_the_same_on_every_build(whole: Course) -> None:
    questions = asked(parsed(learner.paper(View(whole, PAGE))))
    assert questions == asked(parsed(learner.paper(View(whole, "elsewhere/"))))
    lessons = [each.split("/")[0] for each in questions]
    assert lessons != [file.name for _, file in learner.lesson_quizzes(View(whole)) for _ in range(2)]


def test_answers_are_numbered_like_the_questions_of_the_paper(whole: Course) -> None:
    tree = parsed(learner.paper(View(whole, PAGE)))
    places = [text(each) for each in tree.css(".paper__questions .question__place")]
    assert places == [f"Question {at} of 30" for at in range(1, 31)]
    answers = tree.css(".paper__answers > ol > li")
    assert len(answers) == 30
    for question, answer in zip(asked(tree), answers, strict=True):
        quiz, key = question.split("/")
        alone = parsed(render.alone(View(whole, PAGE), whole.quizzes[quiz], key))
        assert text(answer.css_first(".answer__key")) == text(alone.css_first(".answer__key"))


def test_the_questions_of_a_paper_tell_no_answer_and_have_no_buttons(course: Course) -> None:
    questions = parsed(learner.paper(View(course, PAGE))).css_first(".paper__questions")
    assert questions is not None
    assert questions.css(".answer, .answer__key, button, details") == []


# Practice cards


def test_the_deck_of_the_glossary_has_every_term_with_its_meaning(whole: Course) -> None:
    [glossary] = [each for each in decks.decks(View(whole, PAGE)) if each.id == "glossary"]
    terms = [each.text for each in whole.pages[decks.GLOSSARY].headings if each.level == 2]
    assert [card.front for card in glossary.cards] == terms
    assert len(terms) > 100
    for card in glossary.cards:
        [(label, meaning)] = card.back
        assert label == ""
        assert len(meaning) > 20
        assert "{" not in meaning + card.more
        assert "///" not in meaning + card.more


def test_a_term_keeps_its_marks_and_its_links_work_from_the_page_of_the_cards(with_cards: Course) -> None:
    glossary, _ = decks.decks(View(with_cards, "my-course/cards/"))
    dawn, dusk = glossary.cards
    assert glossary.title == "Words of the day"
    assert dawn.back[0][1] == 'When the sun <em>rises</em>,\nas <a href="../../unit/day/#noon">the day</a> says.'
    assert 'href="../../reference/glossary/#dawn"' in dusk.back[0][1]
    assert dusk.more.strip() == '<p>Some say <a href="https://example.org/dusk">more</a>.</p>'


def test_each_table_that_a_page_practises_is_a_deck_once(with_cards: Course) -> None:
    _, table = decks.decks(View(with_cards, "my-course/cards/"))
    assert (table.id, table.title, table.page) == ("asked", "Asked at noon", "reference/practice.md")
    first, second = table.cards
    assert first.front == "What <em>time</em> is it?"
    assert first.back == (("What they want", "The hour"),)
    assert second.back[0][1] == '<a href="../../unit/day/#noon">High</a>'
    assert second.back[1] == ("Who says so", "Everyone")


def test_the_interview_questions_are_a_deck(whole: Course) -> None:
    found = {each.id: each for each in decks.decks(View(whole, PAGE))}
    assert list(found) == ["glossary", "interview-questions", "short-talk", "pay-points"]
    for name in list(found)[1:]:
        assert len(found[name].cards) == len(whole.tables[name].rows)


def test_a_course_without_glossary_and_practice_has_no_decks(course: Course) -> None:
    assert decks.decks(View(course, PAGE)) == []


def test_without_scripts_every_card_is_there_folded_by_deck(with_cards: Course) -> None:
    tree = parsed(learner.tool(View(with_cards, "my-course/cards/"), "cards"))
    fronts = {text(deck.css_first("h2")): [text(each) for each in deck.css("summary")] for deck in tree.css(".deck")}
    assert fronts == {
        "Words of the day": ["Dawn", "Dusk"],
        "Asked at noon": ["What time is it?", "Where is the sun?"],
    }
    assert tree.css_first(".deck a[href='../../reference/practice/']") is not None
