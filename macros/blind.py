"""Blind answers: questions answered by somebody who had the lesson and no key, and what is kept of that.

A key that a careful reader of the lesson does not find is wrong, or the question is. So each question is answered blind
before it is published, and again when its meaning changes; a stamp of its words tells when it has.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from .course import Course, QuizFile
from .model import QUESTION_TYPES, Amount, Asked, BlindAnswer, Match, Multiple, Optioned, Order, Words
from .render import answer_key, printed_options, printed_targets
from .rules.keys import answer_fold

KINDS = {model: name for name, model in QUESTION_TYPES.items()}
HEAD = """# yaml-language-server: $schema=schema/blind.json
# Which questions somebody answered with the lesson and without the key. Written by `python -m macros blind`.
answers:"""


def paper(file: QuizFile) -> dict[str, dict[str, Any]]:
    """Give the questions of a quiz without keys, reasons and hints, in the order in which options are printed."""
    return {key: dict(_asked(f"{file.name}/{key}", each)) for key, each in file.quiz.questions.items()}


def printed(file: QuizFile) -> str:
    """Print the paper as YAML."""
    return str(yaml.safe_dump(paper(file), sort_keys=False, allow_unicode=True, width=110))


def _asked(question_id: str, question: Asked) -> Iterator[tuple[str, Any]]:
    yield "type", KINDS[type(question)]
    yield "ask", question.ask
    if isinstance(question, Optioned):
        yield "options", {key: option.text for key, option in printed_options(question_id, question)}
    if isinstance(question, Match):
        yield "targets", dict(printed_targets(question_id, question))
    if isinstance(question, Amount) and question.unit:
        yield "unit", question.unit


def stamp(question: Asked) -> str:
    """Give a mark of what a question means: its words and its key, without reasons, hint and passage."""
    options = {key: option.text for key, option in getattr(question, "options", {}).items()}
    key = sorted(question.answer) if isinstance(question, Multiple) else answer_key(question)
    parts = (question.ask, options, dict(getattr(question, "targets", {})), key)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def agrees(question: Asked, answer: Any) -> bool:
    """Whether an answer, written as in the paper's form, is the key."""
    match question:
        case Multiple():
            return isinstance(answer, list) and sorted(map(str, answer)) == sorted(question.answer)
        case Amount():
            number = _number(answer)
            return number is not None and abs(number - question.value) <= (question.tolerance or 0) + 1e-9
        case Words():
            folded = answer_fold(str(answer), question.ignore)
            return folded in {answer_fold(each, question.ignore) for each in question.accept}
        case Match():
            return isinstance(answer, Mapping) and dict(answer) == dict(question.answer)
        case Order():
            return bool(answer == list(question.answer))
    return bool(answer == answer_key(question))


def _number(answer: Any) -> float | None:
    """Read a number; the course's YAML gives it as text."""
    text = str(answer)
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None


@dataclass(frozen=True)
class Compared:
    """What became of one paper: the answers to keep, and the questions that part, were left out or do not exist."""

    kept: dict[str, BlindAnswer]
    parted: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def compare(file: QuizFile, answers: Mapping[str, Any], day: date) -> Compared:
    """Hold a reader's answers against the keys."""
    kept, parted = {}, []
    for key, question in file.quiz.questions.items():
        if key in answers:
            agreed = agrees(question, answers[key])
            kept[key] = BlindAnswer(on=day.isoformat(), agreed=agreed, stamp=stamp(question))
            parted += [] if agreed else [key]
    missing = tuple(key for key in file.quiz.questions if key not in answers)
    return Compared(kept, tuple(parted), missing, tuple(key for key in answers if key not in file.quiz.questions))


def kept(course: Course, name: str, answers: Mapping[str, BlindAnswer]) -> str:
    """Give the text of blind.yml with the answers of one quiz put in; those to questions that are gone are dropped."""
    every = {key: dict(course.blind.get(key, {})) for key in course.quizzes}
    every[name] |= answers
    lines = [HEAD]
    for quiz, questions in every.items():
        here = {key: each for key, each in questions.items() if key in course.quizzes[quiz].quiz.questions}
        lines += [f"  {quiz}:"] if here else []
        for key, each in here.items():
            agreed = "true" if each.agreed else "false"
            lines.append(f'    {key}: {{on: "{each.on}", agreed: {agreed}, stamp: "{each.stamp}"}}')
    return "\n".join(lines) + "\n"


@cache
def open_questions(course: Course) -> tuple[tuple[str, str, str], ...]:
    """List each question that nobody has answered blind as it stands: quiz, id, and new, changed or parted."""
    return tuple(_open(course))


def _open(course: Course) -> Iterator[tuple[str, str, str]]:
    for name, file in course.quizzes.items():
        answered = course.blind.get(name, {})
        for key, question in file.quiz.questions.items():
            kept = answered.get(key)
            if kept is None:
                yield name, key, "new"
            elif kept.stamp != stamp(question):
                yield name, key, "changed"
            elif not kept.agreed:
                yield name, key, "parted"
