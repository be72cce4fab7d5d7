"""The bank: guessers find what they look for and nothing else, and twin questions are found."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import bank
from macros.course import Course, load
from macros.model import Single
from macros.report import bank as report

from .conftest import ROOT


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load(course_folder)


def single(options: dict[str, str], answer: str, ask: str = "Which one?") -> Single:
    reasons = {key: {"text": text, "why": "It is so for a reason."} for key, text in options.items()}
    head = {"type": "single", "level": "apply", "objective": "o", "pool": "final", "review": "a.md#b"}
    return Single.model_validate(head | {"ask": ask, "options": reasons, "answer": answer})


def with_questions(course: Course, asked: list[Single]) -> Course:
    file = course.quizzes["day"]
    quiz = file.quiz.model_copy(update={"questions": {f"q{at}": each for at, each in enumerate(asked)}})
    return replace(course, quizzes={"day": replace(file, quiz=quiz)})


def scores(course: Course, asked: list[Single]) -> dict[str, float]:
    return {each.name: each.right for each in bank.guessers(with_questions(course, asked))}


def test_each_guesser_finds_its_tell(course: Course) -> None:
    tells = {
        "longest": single({"a": "brief", "b": "much longer", "c": "middling"}, "b"),
        "shortest": single({"a": "brief", "b": "much longer", "c": "middling"}, "a"),
        "of middle length": single({"a": "brief", "b": "much longer", "c": "middling"}, "c"),
        "most hedged": single({"a": "It may rain", "b": "It rains on", "c": "It has gone"}, "a"),
        "fewest absolutes": single({"a": "It rains on", "b": "It must end", "c": "All is dry "}, "a"),
        "most like the question": single(
            {"a": "The red fox", "b": "The old cow", "c": "The new hen"}, "a", "Which fox?"
        ),
    }
    for name, question in tells.items():
        assert scores(course, [question])[name] == 1, name


def test_options_alike_in_form_are_a_matter_of_chance(course: Course) -> None:
    found = scores(course, [single({"a": "red fox", "b": "old cow", "c": "new hen", "d": "big dog"}, "b")])
    assert found.pop("of middle length") == 0.25
    assert set(found.values()) == {0.25}


def test_a_few_questions_tell_nothing_and_many_do(course: Course) -> None:
    question = single({"a": "brief", "b": "much longer", "c": "middling"}, "b")
    few, many = (bank.guessers(with_questions(course, [question] * number)) for number in (19, 20))
    assert not any(each.tells for each in few)
    assert "longest" in [each.name for each in many if each.tells]


def test_a_score_within_ten_points_of_chance_passes() -> None:
    assert not bank.Guesser("longest", 0.35, 0.25, 1000).tells
    assert bank.Guesser("longest", 0.36, 0.25, 1000).tells
    assert not bank.Guesser("longest", 0.36, 0.25, 30).tells, "chance alone reaches that in thirty"


def test_a_large_bank_is_judged_by_evenly_chosen_questions(course: Course) -> None:
    question = single({"a": "brief", "b": "much longer", "c": "middling"}, "b")
    (longest, *_) = bank.guessers(with_questions(course, [question] * 1300))
    assert longest.number == 434
    assert longest.right == 1


def test_a_bank_without_single_choices_has_no_score(course: Course) -> None:
    assert [each.right for each in bank.guessers(with_questions(course, []))] == [0] * len(bank.NAMES)
    assert bank.key_length(with_questions(course, [])) == 1


def test_the_length_of_keys_is_held_against_that_of_the_others(course: Course) -> None:
    asked = [
        single({"a": "12345678", "b": "1234", "c": "1234"}, "a"),
        single({"a": "12", "b": "1234", "c": "1234"}, "a"),
    ]
    assert bank.key_length(with_questions(course, asked)) == pytest.approx((2 + 0.5) / 2)


def test_the_places_of_keys_are_counted_in_the_printed_order(course: Course) -> None:
    asked = [single({"a": "one", "b": "two", "c": "three"}, "b").model_copy(update={"fixed": True})] * 3
    assert bank.key_slots(with_questions(course, asked)) == {2: 3}


words = st.frozensets(st.sampled_from("abcdefghijkl"), min_size=6, max_size=8)


@given(st.lists(words, max_size=12))
def test_texts_alike_are_those_that_differ_by_a_word(texts: list[frozenset[str]]) -> None:
    named = {str(at): each for at, each in enumerate(texts)}
    found = dict(bank.alike(named))
    for key, other in found.items():
        assert len(named[key] ^ named[other]) <= 2
        assert int(other) < int(key)
    for at, each in enumerate(texts):
        if each in texts[:at]:
            assert str(at) in found


def test_this_course_cannot_be_guessed() -> None:
    assert [each.name for each in bank.guessers(load(ROOT)) if each.tells] == []


def test_the_report_names_every_lesson_and_guesser() -> None:
    course = load(ROOT)
    text = report(course)
    for name in (*bank.NAMES, *course.quizzes, *course.lessons):
        assert f"| {name} " in text
    assert "| all " in text
