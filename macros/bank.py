"""The bank: all questions together. Whether they can be guessed from their form, and how they are spread.

The guessers follow what test-wise people do (Haladyna, Downing and Rodriguez 2002). Picking the longest option
scores 91 % in one neighbouring course of 2,026 questions and 28 % in the Rust Book's, which is chance.
The word lists are English: in another language only length and echo tell something.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .course import Course
from .markup import FIELDS, plain
from .model import Asked, Single
from .render import printed_options

MARGIN = 0.10  # how far above chance a guesser may score
LEAST_SINGLES = 20  # questions that can show a habit
ENOUGH = 600  # questions; more would move a score by less than three points
LEAST_WORDS = 6  # of a question that is compared with others
CHANCE_WIDTH = 2.5  # standard deviations: what chance alone lets a small bank score
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Words by which a careful option is known, and a rash one; words that carry no meaning.
HEDGES = frozenset(
    WORD.findall(
        """about almost around because can could generally likely mainly may maybe might mostly nearly often partly
        perhaps possibly probably rarely rather roughly seldom since some sometimes tend tends though unless until
        usually"""
    )
)
ABSOLUTES = frozenset(
    WORD.findall(
        """all always any anybody anyone completely entirely every everybody everyone everything exactly fully must
        never nobody none nothing only totally whole"""
    )
)
COMMON = frozenset(
    WORD.findall(
        """a an and are as at be been but by do does for from had has have he her his how i if in into is it its of on
        one or our she so than that the their them then there these they this those to two was we were what when where
        which who why will with you your"""
    )
)


@dataclass(frozen=True)
class Guesser:
    """A way of guessing: how often it is right over the bank, how often chance is, and what is let pass."""

    name: str
    right: float
    chance: float
    number: int

    @property
    def limit(self) -> float:
        """The highest score that tells nothing."""
        return self.chance + max(MARGIN, noise(self.chance, self.number))

    @property
    def tells(self) -> bool:
        """Whether the bank can be guessed this way; a few questions say nothing."""
        return self.number >= LEAST_SINGLES and self.right > self.limit


def noise(chance: float, number: int) -> float:
    """Give how far above its chance a share of so many questions may lie by luck."""
    return CHANCE_WIDTH * math.sqrt(chance * (1 - chance) / number) if number else 0


@lru_cache(FIELDS)
def words(text: str) -> frozenset[str]:
    """Give the words of a text, folded, each once."""
    return frozenset(WORD.findall(plain(text).casefold()))


def questions(course: Course) -> Iterator[tuple[str, str, Asked]]:
    """Give every question with its quiz and id."""
    for name, file in course.quizzes.items():
        for key, each in file.quiz.questions.items():
            yield name, key, each


def singles(course: Course) -> list[tuple[str, str, Single]]:
    """List the questions with one right option: quiz, id, question."""
    return [
        (name, key, each)
        for name, key, each in questions(course)
        if isinstance(each, Single) and each.answer in each.options
    ]


def guessers(course: Course) -> list[Guesser]:
    """Let every guesser loose on the questions with one right option, or evenly chosen ones where there are many.

    Where several options are alike to it, a guess counts by its chance.
    """
    asked = [each for _, _, each in singles(course)]
    asked = asked[:: math.ceil(len(asked) / ENOUGH) or 1]
    chance = sum(1 / len(each.options) for each in asked) / max(1, len(asked))
    right = dict.fromkeys(NAMES, 0.0)
    for each in asked:
        at = list(each.options).index(each.answer)
        for name, values in _measures(each).items():
            best = max(values)
            right[name] += (values[at] == best) / values.count(best)
    return [Guesser(name, right[name] / max(1, len(asked)), chance, len(asked)) for name in NAMES]


NAMES = (
    "longest",
    "shortest",
    "of middle length",
    "most hedged",
    "fewest absolutes",
    "most like the question",
    "all of these",
)


def _measures(question: Single) -> dict[str, Sequence[float]]:
    """Give what each guesser sees in each option: it picks the highest."""
    texts = [option.text for option in question.options.values()]
    asked = words(question.ask) - COMMON
    said = [words(text) for text in texts]
    lengths = [len(plain(text)) for text in texts]
    hedges = [len(HEDGES & each) for each in said]
    rash = [-len(ABSOLUTES & each) for each in said]
    echoes = [len(asked & each) for each in said]
    shares = zip(*map(_shares, (lengths, hedges, rash, echoes)), strict=True)
    all_of_these = [sum(each) for each in shares]
    middle = [float(min(lengths) < each < max(lengths)) for each in lengths]
    found = (lengths, [-each for each in lengths], middle, hedges, rash, echoes, all_of_these)
    return dict(zip(NAMES, found, strict=True))


def _shares(values: Sequence[float]) -> list[float]:
    """Bring values between 0 and 1, so that no measure outweighs another."""
    low, high = min(values), max(values)
    return [(each - low) / (high - low) if high > low else 0 for each in values]


def slot_chances(course: Course) -> dict[int, float]:
    """Give how many right options chance would put at each printed place."""
    lengths = [len(each.options) for _, _, each in singles(course)]
    return {slot: sum(1 / size for size in lengths if size >= slot) for slot in range(1, max(lengths, default=0) + 1)}


def key_slots(course: Course) -> Counter[int]:
    """Count at which printed place, from 1 on, the right option stands."""
    return Counter(
        [key for key, _ in printed_options(f"{name}/{id_}", each)].index(each.answer) + 1
        for name, id_, each in singles(course)
    )


def key_length(course: Course) -> float:
    """Give the mean of the right option's length over that of the wrong ones: 1 where length tells nothing."""
    ratios = []
    for _, _, each in singles(course):
        sizes = {key: len(plain(option.text)) for key, option in each.options.items()}
        key = sizes.pop(each.answer)
        if sizes:
            ratios.append(key * len(sizes) / max(1, sum(sizes.values())))
    return sum(ratios) / len(ratios) if ratios else 1


def alike(texts: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Give the ids of texts whose words are those of an earlier one, or all but one of them; each with the earlier.

    Two such texts leave the same words when the right one is taken out of each.
    """
    seen: dict[int, str] = {}
    for key, found in texts.items():
        whole = 0
        for word in found:
            whole ^= hash(word)
        traces = [whole, *(whole ^ hash(word) for word in found)]
        other = next((seen[trace] for trace in traces if trace in seen), None)
        if other is not None and len(found ^ texts[other]) <= 2:
            yield key, other
        for trace in traces:
            seen.setdefault(trace, key)


def stems(course: Course) -> dict[str, frozenset[str]]:
    """Give the words of every question by quiz and id; short ones are alike by nature and left out."""
    found = {f"{name}/{key}": frozenset(each.ask.casefold().split()) for name, key, each in questions(course)}
    return {key: each for key, each in found.items() if len(each) >= LEAST_WORDS}
