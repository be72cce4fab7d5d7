"""What questions and lessons are like taken together, as tables for an author's terminal."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from . import bank as measured
from .blind import KINDS, open_questions
from .course import Course
from .markup import plain
from .model import Asked
from .outline import lessons
from .readability import grade, median_grade, paragraphs, sentences


def bank(course: Course) -> str:
    """Give the bank's tables: guessers, distributions, reading level of lessons and questions, blind answers."""
    asked = list(measured.questions(course))
    parts = [
        _table(
            ("guess", "right", "chance", "let pass"),
            (
                (each.name, f"{each.right:.1%}", f"{each.chance:.1%}", f"{each.limit:.1%}")
                for each in measured.guessers(course)
            ),
        ),
        _table(("questions", "number"), _spread(course)),
        _table(
            ("quiz", "questions", "recall", "apply", "judge", "grade of the questions"),
            (_quiz(name, [each for quiz, _, each in asked if quiz == name]) for name in course.quizzes),
        ),
        _table(("lesson", "minutes", "reading", "median grade", "longest sentence"), _reading(course)),
    ]
    return "\n".join(parts)


def _spread(course: Course) -> Iterable[tuple[str, ...]]:
    asked = [each for _, _, each in measured.questions(course)]
    yield "all", str(len(asked))
    for name, values in (
        ("type", Counter(KINDS[type(each)] for each in asked)),
        ("level", Counter(each.level for each in asked)),
        ("pool", Counter(each.pool for each in asked)),
        ("options of one right answer", Counter(len(each.options) for _, _, each in measured.singles(course))),
        ("place of the key", measured.key_slots(course)),
    ):
        for key, number in sorted(values.items(), key=lambda pair: str(pair[0])):
            yield f"{name}: {key}", f"{number} ({number / max(1, values.total()):.0%})"
    yield "length of the key ÷ of the others", f"{measured.key_length(course):.2f}"
    if course.blind:
        yield "answered blind as they stand", str(len(asked) - len(open_questions(course)))


def _quiz(name: str, asked: Sequence[Asked]) -> tuple[str, ...]:
    levels = Counter(each.level for each in asked)
    grades = [found for each in asked if (found := grade(plain(each.ask))) is not None]
    return name, str(len(asked)), *(str(levels[key]) for key in ("recall", "apply", "judge")), _grade(grades)


def _reading(course: Course) -> Iterable[tuple[str, ...]]:
    for each in lessons(course):
        longest = max((len(one.split()) for _, text in paragraphs(each.page) for one in sentences(text)), default=0)
        yield (
            each.page.path,
            str(each.total_minutes),
            str(each.page.minutes),
            f"{median_grade(each.page):.1f}",
            str(longest),
        )


def _grade(grades: Sequence[float]) -> str:
    return f"{median(grades):.1f} (highest {max(grades):.1f})" if grades else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table that is Markdown and reads well in a terminal."""
    every = [tuple(head), *map(tuple, rows)]
    widths = [max(len(row[at]) for row in every) for at in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in every
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"
