"""Item writing: what the rules measure."""

import pytest

from macros.rules.items import critical_count

# Binomial tails, computed apart from this code: questions, options, then the least count for 5 and for 1 in 100.
CRITICAL = [
    (6, 4, 4, 5),
    (7, 4, 5, 6),
    (8, 4, 5, 6),
    (9, 4, 5, 6),
    (10, 4, 6, 7),
    (30, 4, 13, 14),
    (100, 4, 33, 36),
    (120, 4, 39, 42),
    (150, 4, 47, 51),
    (6, 3, 5, 6),
    (8, 3, 6, 7),
    (10, 3, 7, 8),
    (120, 3, 50, 53),
]


@pytest.mark.parametrize(("questions", "options", "five", "one"), CRITICAL)
def test_the_critical_count_is_the_binomial_one(questions: int, options: int, five: int, one: int) -> None:
    assert critical_count(questions, 1 / options) == five
    assert critical_count(questions, 1 / options, alpha=0.01) == one


def test_few_questions_are_never_told_by_length() -> None:
    assert critical_count(1, 1 / 4) == 2
    assert critical_count(2, 1 / 4) == 3


def test_the_critical_count_stands_for_more_questions_than_a_course_has() -> None:
    assert 500 < critical_count(2000, 1 / 4) < 550
