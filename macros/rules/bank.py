"""The bank: all questions together, so that none can be guessed from its form or asked twice."""

import re
from collections.abc import Iterator

from ..bank import LEAST_SINGLES, LEAST_WORDS, alike, guessers, key_slots, noise, singles, slot_chances, stems
from ..blind import open_questions
from ..course import BLIND, Course, QuizFile
from ..model import Asked, Fact, Match, Multiple, Order, Single
from ..page import section
from ..problems import Place
from ..readability import CALL
from ..render import number
from .registry import Found, rule

SLOT_MARGIN = 0.15  # above chance
SUPPORT = 0.2
PASSAGE_WORDS = 45  # of a passage that can be judged by its words
WORD_START = 5  # letters
SIGNS = str.maketrans(dict.fromkeys("“”‘’\"'()*`.,;:!?–—", " "))
DOUBTED = {"estimate": "an author's estimate", "disputed": "disputed by another source"}


@rule("bank-guessed", "course")
def bank_guessed(course: Course) -> Found:
    """Whoever picks the longest option, the most careful one or the one that repeats the question should do no better
    than chance and ten points; a neighbouring course gives away 91 %.
    """
    for each in guessers(course):
        if each.tells:
            yield (
                f"picking by “{each.name}” is right in {each.right:.0%} of {each.number} questions, where chance is"
                f" {each.chance:.0%} and {each.limit:.0%} would pass; even out the options"
                " (`python -m macros check --bank` shows all guessers)",
                Place("quizzes"),
            )


@rule("bank-slots", "course")
def bank_slots(course: Course) -> Found:
    """Where far more right answers than chance would put there stand at one place of the printed order, it tells."""
    slots, chances = key_slots(course), slot_chances(course)
    total = slots.total()
    for slot, keys in sorted(slots.items()):
        chance = chances[slot] / total
        if total >= LEAST_SINGLES and keys / total > chance + max(SLOT_MARGIN, noise(chance, total)):
            yield (
                f"the right option stands at place {slot} in {keys} of {total} questions; rename an option's id in"
                " some of them, for the order follows from the ids",
                Place("quizzes"),
            )


@rule("stem-near", "course")
def stem_near(course: Course) -> Found:
    """Two questions that differ by one word waste one, and a final could draw both."""
    for key, other in alike(stems(course)):
        name, _, id_ = key.partition("/")
        place = course.quizzes[name].document.place(["questions", id_, "ask"])
        yield f"the question is that of {other} but for a word; ask something else", place


@rule("review-support", "quiz", "warning")
def review_support(file: QuizFile, course: Course) -> Found:
    """A passage that shares next to no words with the right answer and its reason probably does not answer it."""
    passages: dict[str, set[str]] = {}  # several questions look at one
    for key, question in file.quiz.questions.items():
        path, _, anchor = question.review.partition("#")
        if path not in course.pages:
            continue
        if question.review not in passages:
            passages[question.review] = _starts(CALL.sub("", section(course.pages[path], anchor)))
        found, wanted = passages[question.review], _starts(_key_text(question))
        share = len(wanted & found) / max(1, len(wanted))
        if len(found) >= PASSAGE_WORDS and len(wanted) >= LEAST_WORDS and share < SUPPORT:
            yield (
                f"the passage holds {share:.0%} of the words of the right answer and its reason; name the one that"
                " answers the question, or write it",
                ["questions", key, "review"],
            )


def _starts(text: str) -> set[str]:
    """Give the beginnings of the longer words, by which forms of one word are taken together."""
    bare = text.casefold().translate(SIGNS)
    return {word[:WORD_START] for word in bare.split() if len(word) >= WORD_START - 1}


def _key_text(question: Asked) -> str:
    """Give the right options with their reasons."""
    match question:
        case Single():
            keys = [question.answer]
        case Multiple() | Order() | Match():
            keys = list(question.answer)
        case _:
            return getattr(question, "why", "")
    chosen = [question.options[key] for key in keys if key in question.options]
    return " ".join(f"{each.text} {each.why}" for each in chosen)


@rule("key-doubted", "course")
def key_doubted(course: Course) -> Found:
    """An estimate, or a figure that sources dispute, is nothing to be right or wrong about."""
    said = [
        (re.compile(rf"(?<![\w.,–-]){re.escape(words)}(?!\w)", re.IGNORECASE), key, fact.status)
        for key, fact in course.facts.items()
        if fact.status in DOUBTED
        for words in _said(fact)
    ]
    for name, id_, question in singles(course):
        text = question.options[question.answer].text
        if not any(map(str.isdigit, text)):
            continue
        for pattern, key, status in said:
            if pattern.search(text):
                place = course.quizzes[name].document.place(["questions", id_, "options", question.answer, "text"])
                yield f"the key is the figure “{key}”, which is {DOUBTED[status]}; ask for what it assumes", place


def _said(fact: Fact) -> Iterator[str]:
    """Give the ways of writing a figure with its unit."""
    if isinstance(fact.value, str) or not fact.unit:
        return
    values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    unit = fact.unit if fact.unit == "%" else f" {fact.unit}"
    for between in ("–", " to ", "-"):
        yield between.join(map(number, values)) + unit


ANSWERED = {
    "new": "nobody has answered this question blind",
    "changed": "the question has changed since it was answered blind",
}


@rule("blind-open", "course", "warning")
def blind_open(course: Course) -> Found:
    """A key that a reader of the lesson does not find without seeing it may be wrong; each question is tried so, and
    again when it changes. A course that keeps no blind.yml is not asked for it.
    """
    for name, key, state in open_questions(course) if course.blind else ():
        if state in ANSWERED:
            place = course.quizzes[name].document.place(["questions", key], key=True)
            yield f"{ANSWERED[state]}; have it answered: `python -m macros blind {name}`", place


@rule("blind-parted", "course")
def blind_parted(course: Course) -> Found:
    """Where a reader with the lesson and without the key chose something else, question, key or lesson is wrong."""
    for name, key, state in open_questions(course):
        if state == "parted":
            place = course.quizzes[name].document.place(["questions", key], key=True)
            yield "a blind reader of the lesson chose another answer; rewrite the question or the passage", place


@rule("blind-unknown", "course")
def blind_unknown(course: Course) -> Found:
    """An answer to a question that is gone tells nothing."""
    for name, answers in course.blind.items():
        file = course.quizzes.get(name)
        for key in answers:
            known = file.quiz.questions if file else {}
            if key not in known and f"quizzes/{name}.yml" not in course.broken:
                place = course.documents[BLIND].place(["answers", name, key], key=True)
                yield f"there is no question {name}/{key}; remove this line", place
