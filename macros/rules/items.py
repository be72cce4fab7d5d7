"""Item writing: questions that teach, and that cannot be guessed from their form.

The rules follow the literature on multiple-choice items (Haladyna, Downing and Rodriguez 2002) and what learners
complain of in neighbouring courses: keys that are the longest option, reasons that say only right or wrong.
"""

import re
from itertools import combinations
from math import exp, lgamma, log

from .. import readability
from ..course import Course, QuizFile
from ..markup import begins_with_paragraph, fold, plain
from ..model import Asked, Choice, Optioned, Single
from .registry import Found, rule

WHY_WORDS = range(8, 61)
OPENING_WORDS = 4
STEM_WORDS = 50
OPTION_WORDS = 30
STEM_GRADE = 9
RECALL_SHARE = 0.4
ALPHA = 0.05
# A verdict stands by itself or before its grounds; “False alarms cost …” and “It is true that …” are none.
VERDICT = re.compile(
    r"^\W*(?:(?:that|this|it|here)(?: i|['’])s )?(?:not )?(?:the |a )?"
    r"(?:yes|no|(?:in)?correct|right|wrong|true|false|exactly|indeed|well done|quite)"
    r"(?: (?:answer|choice|option)\b|[.,:;!?–—]| [–—-] | (?:because|since|as|for)\b|$)",
    re.IGNORECASE,
)
ALL_OR_NONE = re.compile(
    r"\b(?:all|none|both|neither|any|some)(?: of)?(?: the)? above\b"
    r"|\b(?:all|none|both|neither|any|some) of the (?:other )?(?:answers|options|choices)\b"
    r"|^(?:all|none|both|neither|any|some) of (?:these|them|the others?)(?: (?:is|are) \w+)?\W*$",
    re.IGNORECASE,
)
# Options are printed in another order and without letters.
LETTERS = re.compile(
    r"\b(?i:both|either|neither) \(?[A-E]\)? (?:and|or|nor|&) \(?[A-E]\b"
    r"|\b(?i:options?|answers?) \(?[A-E1-5]\)?(?=[\s.,;]|$)"
    r"|^(?i:only )?\(?[A-E]\)?(?:, \(?[A-E]\)?)*,? (?:and|or|&) \(?[A-E]\)?\W*$|^(?i:only )\(?[A-E]\)?\W*$"
)
# One of these, an “above” or an “of” stands in whatever the two find; looking for them first takes a tenth of the time.
LETTER = re.compile(r"[A-E1-5]\b")
NEGATION = re.compile(
    r"\b(?:not(?! only)|except|(?<!at )least|false(?! (?:positive|negative|alarm)s?\b)|incorrect|never)\b|n['’]t\b",
    re.IGNORECASE,
)
# “Why does it not …” asks for a reason, not for what is not so.
QUESTION_WORD = re.compile(r"\b(?:which|what|who|when|where|how)\b", re.IGNORECASE)
# What follows these describes the case: “What do you do when a model does not answer?”
SUBORDINATE = re.compile(r"\b(?:if|when|while|that|who|whose|because|since|although|after|before|until|so)\b", re.I)


@rule("why-length", "question")
def why_length(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """A reason under 8 words explains nothing; one over 60 is not read."""
    for path, text in reasons(question):
        words = plain(text).count(" ") + 1
        if words not in WHY_WORDS:
            wanted = f"write {WHY_WORDS.start} to {WHY_WORDS.stop - 1}"
            yield f"the reason has {words} word{'' if words == 1 else 's'}; {wanted}", path


@rule("why-verdict", "question")
def why_verdict(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """The page already says right or wrong; the reason should say why (0.49 against 0.05, Van der Kleij 2015)."""
    for path, text in reasons(question):
        if VERDICT.match(plain(text)):
            yield "the reason begins with a verdict; begin with the reason itself", path


@rule("why-repeated", "question")
def why_repeated(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """The same reason under two options explains neither."""
    seen: dict[str, str] = {}
    for path, text in reasons(question):
        first = seen.setdefault(fold(text), str(path[-2]) if len(path) > 1 else "")
        if len(path) > 1 and first != path[-2]:
            yield f"the reason is the same as that of {first}; say what is particular here", path


@rule("option-all-none", "question")
def option_all_none(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """“All of the above” and “both A and B” break when options are mixed, and give the answer away."""
    for key, text in options(question):
        speaks = " of " in text or "above" in text.casefold() or LETTER.search(text)
        if speaks and (ALL_OR_NONE.search(text) or LETTERS.search(text)):
            yield (
                "the option speaks of other options; say what it means in its own words",
                ["options", key, "text"],
            )


@rule("stem-negative", "question")
def stem_negative(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """“Which is not …” is misread by people who know the answer; if it must be, mark it and set the word in bold."""
    asks = _asking_part(plain(question.ask))
    if NEGATION.search(asks) and not question.negative:
        yield (
            "the question asks for what is not so; turn it round, or set `negative: true` and the word in bold",
            ["ask"],
        )
    elif question.negative and "**" not in question.ask:
        yield "the question is marked negative but no word is bold; write **NOT**", ["ask"]


def _asking_part(text: str) -> str:
    """Give the last sentence from its question word to its first clause: a case told around it may hold any word.

    A sentence that the options complete is given whole.
    """
    last = re.split(r"(?<=[.!?:])\s+", text.strip())[-1]
    match = QUESTION_WORD.search(last)
    if not match:
        return last if last.endswith(":") else ""
    return match.group() + SUBORDINATE.split(last[match.end() :])[0]


@rule("stem-form", "question")
def stem_form(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """A stem that ends as a question, or in a colon that the options complete, holds the whole idea."""
    if not begins_with_paragraph(question.ask):
        return  # `field-blocks` says so
    end = stem(question).rstrip("”\"')")
    if not end.endswith(("?", ":", ".")):
        yield "the question ends in neither “?” nor “:”; finish the sentence", ["ask"]
    elif end.endswith(".") and isinstance(question, Single):
        yield "the question ends as a statement; ask it, or end in “:”", ["ask"]


@rule("stem-long", "question", "warning")
def stem_long(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """A question is read more often than the lesson; what the choice does not need makes it a test of reading."""
    words = len(stem(question).split())
    if words > STEM_WORDS:
        yield (
            f"the question has {words} words; keep it to {STEM_WORDS} by leaving out what the choice does not need",
            ["ask"],
        )


@rule("option-long", "question", "warning")
def option_long(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Options are held in mind side by side; beyond a line or two they cannot be."""
    for key, text in options(question):
        words = len(text.split())
        if words > OPTION_WORDS:
            yield f"the option has {words} words; say it in {OPTION_WORDS}", ["options", key, "text"]


@rule("stem-hard", "question", "warning")
def stem_hard(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """A hard sentence asks who reads well, not who has understood the lesson."""
    grade = readability.grade(stem(question))
    if grade is not None and grade > STEM_GRADE:
        yield (
            f"the question reads at grade {grade:.0f}; bring it to {STEM_GRADE} by shorter words and sentences",
            ["ask"],
        )


@rule("options-opening", "question")
def options_opening(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Words that every option repeats belong into the question, where they are read once."""
    texts = [fold(text).split() for _, text in options(question)]
    shared = 0
    if len(texts) > 1:
        shared = next(
            (at for at, words in enumerate(zip(*texts, strict=False)) if len(set(words)) > 1),
            min(map(len, texts)),
        )
    if shared > OPENING_WORDS:
        yield f"all options begin with the same {shared} words; move these into the question", ["options"]


@rule("options-near", "question")
def options_near(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Options that share four fifths of their words cannot be told apart when tired."""
    words = [(key, frozenset(fold(text).split())) for key, text in options(question)]
    for (first, one), (second, other) in combinations(words, 2):
        shared = len(one & other)
        if one != other and shared >= 0.8 * (len(one) + len(other) - shared):
            yield (
                f"the text is nearly that of option {first}; make the difference plain",
                ["options", second, "text"],
            )


@rule("start-one", "quiz")
def start_one(file: QuizFile, _course: Course) -> Found:
    """“Start here” asks one question a lesson, answered with one choice and met again at the lesson's end."""
    marked = [(key, each) for key, each in file.quiz.questions.items() if each.start]
    for key, each in marked:
        if not isinstance(each, Single) or each.pool != "lesson":
            yield (
                f"“Start here” cannot ask this {each.type} of the pool {each.pool}; mark a single of the pool lesson",
                ["questions", key, "start"],
            )
    for key, _ in marked[1:]:
        yield (
            f"“Start here” asks {marked[0][0]} of this lesson already; keep `start: true` at one of the two",
            ["questions", key, "start"],
        )


@rule("recall-share", "quiz")
def recall_share(file: QuizFile, _course: Course) -> Found:
    """At most 40 % of a lesson's questions may ask to recall: applying transfers, recalling hardly does."""
    levels = [question.level for question in file.quiz.questions.values()]
    recalled = levels.count("recall")
    if len(levels) >= 5 and recalled > RECALL_SHARE * len(levels):
        yield f"{recalled} of {len(levels)} questions ask to recall; make some apply or judge", ["questions"]


@rule("key-longest", "quiz")
def key_longest(file: QuizFile, _course: Course) -> Found:
    """Where the key is the longest option more often than chance, length gives it away (91 % in one course)."""
    yield from _told_by_length(file, longest=True)


@rule("key-shortest", "quiz", "warning")
def key_shortest(file: QuizFile, _course: Course) -> Found:
    """Making every key short is the same clue turned round."""
    yield from _told_by_length(file, longest=False)


def _told_by_length(file: QuizFile, *, longest: bool) -> Found:
    singles = [
        (key, each)
        for key, each in file.quiz.questions.items()
        if isinstance(each, Single) and each.answer in each.options
    ]
    if not singles:
        return
    told = [key for key, each in singles if _is_extreme(each, longest=longest)]
    chances = [1 / len(each.options) for _, each in singles]
    limit = critical_count(len(singles), sum(chances) / len(chances))
    if len(told) >= limit:
        name = "longest" if longest else "shortest"
        often = f"the key is the {name} option in {len(told)} of {len(singles)} questions ({', '.join(told)})"
        yield f"{often}, where chance explains fewer than {limit}; even out the options", ["questions"]


def _is_extreme(question: Single, *, longest: bool) -> bool:
    """Whether the key is longer (or shorter) than every other option."""
    sizes = {key: len(text) for key, text in options(question)}
    key = sizes.pop(question.answer)
    return key > max(sizes.values(), default=key) if longest else key < min(sizes.values(), default=key)


def critical_count(number: int, chance: float, alpha: float = ALPHA) -> int:
    """Give the least count that chance reaches with probability at most `alpha` in `number` tries."""
    if chance == 1:
        return number + 1
    tail = 0.0
    for count in range(number, -1, -1):
        # By logarithms: the number of ways outgrows a float at about a thousand questions.
        ways = lgamma(number + 1) - lgamma(count + 1) - lgamma(number - count + 1)
        tail += exp(ways + count * log(chance) + (number - count) * log(1 - chance))
        if tail > alpha:
            return count + 1
    return 0


def stem(question: Asked) -> str:
    """Give the question without what may follow it, such as code, as text without marks."""
    return plain(question.ask.strip().split("\n\n")[0])


def reasons(question: Asked) -> list[tuple[list[str | int], str]]:
    """Give every reason of a question with its path."""
    if isinstance(question, Optioned):
        return [(["options", key, "why"], each.why) for key, each in question.options.items()]
    why = getattr(question, "why", None)
    return [(["why"], why)] if why else []


def options(question: Asked) -> list[tuple[str, str]]:
    """Give the options that readers choose among, as text without marks."""
    if not isinstance(question, Choice):
        return []
    return [(key, plain(each.text)) for key, each in question.options.items()]
