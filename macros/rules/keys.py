"""Answer keys: each must name options that exist, in a form that some answer can meet."""

import unicodedata
from collections import Counter

from ..course import Course, QuizFile
from ..markup import fold
from ..model import Amount, Asked, Match, Multiple, Optioned, Order, Single, Words
from .registry import Found, Key, rule


@rule("answer-unknown", "question")
def answer_unknown(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """A key that names no option leaves the question without a right answer."""
    known = question.options if isinstance(question, Optioned) else {}
    for key, path in _named(question):
        if known and key not in known:
            yield f"“{key}” is not an option; write one of {', '.join(known)}", path
    if isinstance(question, Match) and question.targets:
        for key, target in question.answer.items():
            if target not in question.targets:
                yield f"“{target}” is not a target; write one of {', '.join(question.targets)}", ["answer", key]


def _named(question: Asked) -> list[tuple[str, list[str | int]]]:
    """Give the option ids that the key names, each with its path."""
    if isinstance(question, Single):
        return [(question.answer, ["answer"])]
    if isinstance(question, Multiple | Order):
        return [(key, ["answer", at]) for at, key in enumerate(question.answer)]
    return [(key, Key(["answer", key])) for key in question.answer] if isinstance(question, Match) else []


@rule("answer-repeated", "question")
def answer_repeated(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """An id named twice in a key is a slip: the second was meant to be another."""
    if isinstance(question, Multiple | Order):
        for key, times in Counter(question.answer).items():
            if times > 1:
                at = len(question.answer) - 1 - question.answer[::-1].index(key)
                yield f"“{key}” stands {times} times in the answer; name each option once", ["answer", at]


@rule("multiple-one", "question")
def multiple_one(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Checkboxes promise several answers; with one right option the question is a single choice."""
    if isinstance(question, Multiple) and len(set(question.answer)) < 2:
        yield "fewer than two options are right; name a second or use `type: single`", ["answer"]


@rule("multiple-all", "question")
def multiple_all(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Where every option is right there is nothing to decide."""
    if isinstance(question, Multiple) and question.options and set(question.options) <= set(question.answer):
        yield "every option is right; add one that is wrong", ["answer"]


@rule("order-partial", "question")
def order_partial(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """An order is right when every step has its place, so the key must place every step."""
    if isinstance(question, Order):
        missing = _unanswered(question)
        if missing:
            yield f"no place in the answer for: {', '.join(missing)}; name every step once", ["answer"]


@rule("match-partial", "question")
def match_partial(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Every line of a match is graded, so the key must give each its partner."""
    if isinstance(question, Match):
        missing = _unanswered(question)
        if missing:
            yield f"no partner in the answer for: {', '.join(missing)}; give each option a target", ["answer"]


def _unanswered(question: Order | Match) -> list[str]:
    """Give the options that the key leaves out; none where it is as long as they are and merely misspells one."""
    if len(question.answer) >= len(question.options):
        return []
    return [key for key in question.options if key not in question.answer]


@rule("match-targets", "question")
def match_targets(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """With one target there is nothing to choose, and targets that read the same cannot be told apart."""
    if isinstance(question, Match):
        if len(question.targets) < 2:
            yield "there are fewer than two targets; add at least one that is not chosen", ["targets"]
        seen: dict[str, str] = {}
        for key, text in question.targets.items():
            first = seen.setdefault(fold(text), key)
            if first != key:
                yield f"“{text}” reads like the target {first}; change or remove one", ["targets", key]


@rule("accept-empty", "question")
def accept_empty(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """A typed answer needs at least one accepted spelling."""
    if isinstance(question, Words) and not question.accept:
        yield "no answer is accepted; write `accept: [the answer]`", ["accept"]


@rule("accept-repeated", "question")
def accept_repeated(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Two spellings that count as the same after folding are a slip: one was meant to be another."""
    if isinstance(question, Words):
        seen: dict[str, str] = {}
        for at, text in enumerate(question.accept):
            first = seen.setdefault(answer_fold(text, question.ignore), text)
            if first is not text or question.accept.index(text) != at:
                yield f"“{text}” counts the same as “{first}”; remove one", ["accept", at]


def answer_fold(text: str, ignore: tuple[str, ...]) -> str:
    """Fold a typed answer as grade.js does; `ignore` holds case, space, diacritics."""
    text = unicodedata.normalize("NFC", text.strip())
    if "diacritics" in ignore:
        text = "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
    if "case" in ignore:
        text = text.lower()
    return "".join(text.split()) if "space" in ignore else text


@rule("tolerance-missing", "question")
def tolerance_missing(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """A number that is not whole can be rounded in several ways; say how far off still counts."""
    if isinstance(question, Amount) and question.tolerance is None and question.value != int(question.value):
        yield "the value is not a whole number; add `tolerance:`, such as 0.05", ["value"]


@rule("options-alike", "question")
def options_alike(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Two options with the same words, apart from case and marks, cannot both be judged."""
    if isinstance(question, Optioned):
        seen: dict[str, str] = {}
        for key, option in question.options.items():
            first = seen.setdefault(fold(option.text), key)
            if first != key:
                yield f"the text reads like option {first}; change or remove one", ["options", key, "text"]


@rule("options-number", "question")
def options_number(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Three good options suffice; two are a coin and six nobody compares (Haladyna and others 2002; Rodriguez 2005)."""
    if isinstance(question, Optioned):
        count, least = len(question.options), 2 if isinstance(question, Match) else 3
        if not least <= count <= 5:
            yield f"the number of options is {count}; write {least} to 5", ["options"]
