"""Reading level: sentences, syllables and grades, against words whose syllables a dictionary gives."""

from pathlib import Path

import pytest

from macros import readability
from macros.course import load
from macros.page import read_page

# Counted by hand.
SYLLABLES = {
    "cat": 1,
    "made": 1,
    "makes": 1,
    "asked": 1,
    "table": 2,
    "ended": 2,
    "the": 1,
    "reading": 2,
    "medical": 3,
}


@pytest.mark.parametrize(("word", "number"), SYLLABLES.items())
def test_syllables_are_counted_by_ear(word: str, number: int) -> None:
    assert readability.syllables(word) == number


def test_a_sentence_ends_before_a_capital_or_a_quotation() -> None:
    text = "It rains. “Stay in,” she says. Version 1.2 is out: e.g. this one. What now? (Go on.) Yes!"
    assert readability.sentences(text) == [
        "It rains.",
        "“Stay in,” she says.",
        "Version 1.2 is out: e.g. this one.",
        "What now?",
        "(Go on.)",
        "Yes!",
    ]


def test_a_short_text_has_no_grade() -> None:
    assert readability.grade("Few words say little about a text.") is None


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    text = "The cat sat on the mat. The dog ran to the red barn. It was hot."
    assert readability.grade(text) == pytest.approx(0.39 * 16 / 3 + 11.8 * 1 - 15.59)


def test_longer_words_and_sentences_raise_the_grade() -> None:
    plain = "We eat at noon. We sleep at ten. The sun is up by day."
    hard = (
        "Considering meticulous astronomical observations, approximately equivalent illuminated periods"
        " characterise regular successions everywhere."
    )
    low, high = readability.grade(plain), readability.grade(hard)
    assert low is not None
    assert high is not None
    assert low < 2
    assert high > 20


PAGE = """---
title: T
description: D
---

# Title is none

First line
and second with **marks** and {{ fact("x") }}.

- An item
- Another item
  that goes on

1. A step

| a | table |
|---|---|

/// note | Title
Inside a note.
///

```python
code = "is none"
```

{{ quiz("x") }}
"""


def test_paragraphs_are_those_of_prose_with_their_lines() -> None:
    page, _ = read_page("a.md", PAGE)
    assert list(readability.paragraphs(page)) == [
        (8, "First line and second with marks and a figure."),
        (11, "An item"),
        (12, "Another item that goes on"),
        (15, "A step"),
        (21, "Inside a note."),
    ]


def test_a_page_without_prose_has_grade_zero() -> None:
    page, _ = read_page("a.md", "# Title\n")
    assert readability.median_grade(page) == 0


def test_the_median_is_over_the_paragraphs_long_enough(course_folder: Path) -> None:
    course = load(course_folder)
    assert readability.median_grade(course.pages["unit/day.md"]) == 0
