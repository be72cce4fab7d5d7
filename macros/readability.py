"""How hard a text is to read: its sentences, and its school grade by Flesch and Kincaid (1975), for English.

Syllables are counted by groups of vowels. Against a dictionary that is right for about nine words in ten, which moves
the grade of a paragraph by a few tenths; a dictionary would weigh more than everything else that the check needs.
"""

import re
from collections.abc import Iterator

from .markup import plain
from .page import Page

END = re.compile(r"([.!?:][\"”’»)\]]*)\s+(?=[\"“‘'«(\[]?[^\Wa-z_])|([؟۔।。？！])\s*(?=\S)")
VOWELS = re.compile(r"[aeiouy]+")
# Endings that are written and not heard: made, makes, asked; heard in table, boxes and ended.
SILENT = (
    *(f"{letter}{end}" for letter in "bcdfghjkmnpqrtvw" for end in ("e", "es")),
    *(f"{letter}ed" for letter in "bcfghjkmnpqrvw"),
)
SIGNS = '.,;:!?”’")]'
LEAST_WORDS = 12  # a shorter paragraph has no grade worth the name
CALL = re.compile(r"\{\{[^{}]*\}\}")
ITEM = re.compile(r"^\s*(?:>\s*)*(?:[-*+]|\d+\.)\s+")
QUOTED = re.compile(r"^\s*(?:>\s*)+")


def sentences(text: str) -> list[str]:
    """Give the sentences of a text without marks. A colon before a capital ends one."""
    return END.sub(r"\1\2\n", text.strip()).split("\n")


def syllables(text: str) -> int:
    """Give the syllables of an English text: its groups of vowels, without those that are not heard."""
    folded = text.casefold()
    silent = sum(len(word) > len("the") and word.rstrip(SIGNS).endswith(SILENT) for word in folded.split())
    return len(VOWELS.findall(folded)) - silent


def grade(text: str) -> float | None:
    """Give the school grade of a text without marks; none where it is too short."""
    words = len(text.split())
    if words < LEAST_WORDS:
        return None
    ends = len(END.findall(text)) + 1
    return 0.39 * words / ends + 11.8 * max(words, syllables(text)) / words - 15.59


def paragraphs(page: Page) -> Iterator[tuple[int, str]]:
    """Give each paragraph and list item of a page with its first line in the file, without marks.

    Headings, tables, code and the lines of blocks are none.
    """
    lines: list[str] = []
    first = page.body_line
    for number, line in enumerate([*page.lines, ""], start=page.body_line):
        bare = line.strip()
        stands_out = (
            not bare
            or bare.startswith(("#", "|", "{{", "{%", "///", "```", "<", "***", "---", "==="))
            or number in page.code
        )
        if lines and (stands_out or ITEM.match(line)):
            yield first, plain(CALL.sub("a figure", " ".join(lines)))
            lines = []
        if not stands_out:
            first = first if lines else number
            lines.append(QUOTED.sub("", ITEM.sub("", bare)))


def median_grade(page: Page) -> float:
    """Give the median grade of a page's paragraphs, the higher of two; zero where none is long enough."""
    grades = [found for _, text in paragraphs(page) if (found := grade(text)) is not None]
    return sorted(grades)[len(grades) // 2] if grades else 0.0
