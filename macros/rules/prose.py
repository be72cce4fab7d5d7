"""Words on the page: no notes to oneself, no bare figures, no blocks by indentation."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .. import readability
from ..course import Course
from ..page import Page
from ..problems import Place
from ..source import Document
from .registry import Found, rule

# Upper case alone: "todo" is a common word in Spanish and Portuguese.
LEFTOVER = re.compile(r"\b(?:TODO|FIXME|XXX)\b|\b[Ll]orem\b")
LEFTOVER_FIELD = re.compile(rf"{LEFTOVER.pattern}|\{{\{{|\{{%")
CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
LEFTOVER_SIGNS = ("TODO", "FIXME", "XXX", "orem", "{{", "{%")
NUMBER = r"\d(?:[\d.,]*\d)?"
FIGURE = re.compile(
    rf"[$€£]\s?{NUMBER}|(?<![\d.,]){NUMBER}\s?(?:[%€£$]|(?:per ?cent|euros?|dollars?|EUR|USD|GBP)\b)", re.IGNORECASE
)
TABLE_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*\|?)?")
SENTENCE_WORDS = 30
READING_GRADE = 9
INDENTED_BLOCK = re.compile(r"^(?:!!!|\?\?\?\+?|===)[ \t]+\S")


@rule("leftover", "page")
def leftover(page: Page, _course: Course) -> Found:
    """Notes to oneself, filler text and unfilled braces are not for readers; what stands in code is quoted."""
    for match, place in _in_prose(page, LEFTOVER):
        yield f"“{match}” is left over; finish or remove it", place
    yield from _left_over(page.matter, LEFTOVER_FIELD)


@rule("leftover-field", "course")
def leftover_field(course: Course) -> Found:
    """Quizzes, facts, sources, pictures and strings are for readers too, without notes or unfilled braces."""
    for name, document in course.documents.items():
        # In strings, doubled braces are how a single one is written.
        yield from _left_over(document, LEFTOVER if name == "strings.yml" else LEFTOVER_FIELD)


def _left_over(document: Document, pattern: re.Pattern[str]) -> Found:
    if not any(sign in document.text for sign in LEFTOVER_SIGNS):
        return  # as in nearly every file, found without walking it
    for path, text in _texts(document):
        match = pattern.search(CODE_SPAN.sub("", text))
        if match:
            yield f"“{match.group()}” is left over; finish or remove it", document.place(path)


def _in_prose(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[str, Place]]:
    """Give the first match of each line of the page's prose, with its place."""
    for number, line in enumerate(page.prose, start=page.body_line):
        match = pattern.search(line)
        if match:
            yield match.group(), page.place(number, match.start() + 1)


def _texts(document: Document) -> Iterator[tuple[list[str | int], str]]:
    """Give every text of a YAML file with its path."""
    pending: list[tuple[list[str | int], object]] = [([], document.root)]
    while pending:
        path, node = pending.pop()
        if isinstance(node, dict):
            pending += [([*path, key], value) for key, value in node.items()]
        elif isinstance(node, list):
            pending += [([*path, at], value) for at, value in enumerate(node)]
        elif isinstance(node, str):
            yield path, node


@rule("block-indented", "page")
def block_indented(page: Page, _course: Course) -> Found:
    """Blocks by indentation (`!!!`, `???`, `===`) tear macros apart and hide links from this check."""
    for _, place in _in_prose(page, INDENTED_BLOCK):
        yield "a block by indentation begins here; write `/// note | Title` … `///`", place


@rule("figure-in-prose", "page")
def figure_in_prose(page: Page, course: Course) -> Found:
    """Money and percentages age and differ by country: they stand in facts.yml, dated and sourced."""
    if page.path not in course.lessons:
        return
    found = list(_in_prose(page, FIGURE))
    for path, text in _texts(page.matter):
        match = FIGURE.search(text)
        found += [(match.group(), page.matter.place(path))] if match else []
    for figure, place in found:
        yield f'“{figure}” stands in the text; add a fact and write {{{{ fact("an-id") }}}}', place


@rule("table-head", "page")
def table_head(page: Page, _course: Course) -> Found:
    """A column without a head is read aloud as “blank”; whoever hears the table does not know what stands there."""
    for number, (line, after) in enumerate(pairwise(page.prose), start=page.body_line):
        cells = line.strip().strip("|").split("|")
        if TABLE_RULE.fullmatch(after.strip()) and "|" in line and not all(cell.strip() for cell in cells):
            yield "a column of this table has no head; write what stands in it", page.place(number)


@rule("sentence-long", "page")
def sentence_long(page: Page, course: Course) -> Found:
    """Whoever reads at night on a phone loses the beginning of a sentence of more than thirty words."""
    if page.path not in course.lessons:
        return
    for line, text in readability.paragraphs(page):
        for sentence in readability.sentences(text):
            words = len(sentence.split())
            if words > SENTENCE_WORDS:
                begins = " ".join(sentence.split()[:4])
                yield f"the sentence “{begins} …” has {words} words; make two of it", page.place(line)


@rule("reading-grade", "page", "warning")
def reading_grade(page: Page, course: Course) -> Found:
    """Half the paragraphs of a lesson should be readable after nine years of school, whatever it is about."""
    grade = readability.median_grade(page) if page.path in course.lessons else 0
    if grade > READING_GRADE:
        yield f"half of the paragraphs are above grade {grade:.1f}; shorten words and sentences", page.place()
