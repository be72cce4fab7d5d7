"""Practice cards: the terms of the glossary and the tables that a page practises, each a deck of fronts and backs."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from . import markup, worksheets
from .page import Page, section
from .render import View

GLOSSARY = "reference/glossary.md"
LINK = re.compile(r"(?<=\]\()[^()\s]+")


@dataclass(frozen=True)
class Card:
    """A card: its front; its back as lines, each a label or none and a text; and the blocks that follow them."""

    front: Markup
    back: tuple[tuple[str, Markup], ...]
    more: Markup


@dataclass(frozen=True)
class Deck:
    """Cards that are practised together. `page` is where they come from, below docs/; `note` is Markdown."""

    id: str
    title: str
    note: str
    page: str
    page_title: str
    cards: tuple[Card, ...]


def decks(view: View) -> list[Deck]:
    """Give the decks of the course: the glossary, then each table that a page of the navigation practises."""
    pages = view.course.pages
    named = {
        call.arguments[0]: pages[path]
        for path in view.course.nav
        if path in pages
        for call in pages[path].calls
        if call.name == "practice" and call.arguments and call.arguments[0] in view.course.tables
    }
    glossary = [_glossary(view, pages[GLOSSARY])] if GLOSSARY in pages else []
    return glossary + [_practised(view, name, page) for name, page in named.items()]


def _glossary(view: View, page: Page) -> Deck:
    terms = [heading for heading in page.headings if heading.level == 2 and heading.id]
    cards = (_term(view, page, heading.text, heading.id or "") for heading in terms)
    return Deck("glossary", page.title, "", page.path, page.title, tuple(cards))


def _term(view: View, page: Page, text: str, anchor: str) -> Card:
    _, *below = section(page, anchor).split("\n")
    lines = [line for line in below if not line.startswith("///")]
    lead, more = markup.blocks(_as_field(page, "\n".join(lines)), view.page_url)
    return Card(markup.inline(text, view.page_url), (("", lead),), more)


def _as_field(page: Page, text: str) -> str:
    """Write the links of a page's text as those of fields, which name pages from docs/ on."""
    folder = posixpath.dirname(page.path)

    def resolve(match: re.Match[str]) -> str:
        target = match.group()
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return target
        path = posixpath.normpath(posixpath.join(folder, parts.path)) if parts.path else page.path
        return parts._replace(path=path).geturl()

    return LINK.sub(resolve, text)


def _practised(view: View, name: str, page: Page) -> Deck:
    shown = worksheets.shown_table(view, name)
    return Deck(name, shown.table.title, shown.table.note or "", page.path, page.title, tuple(_rows(shown)))


def _rows(shown: worksheets.ShownTable) -> Iterator[Card]:
    for _, cells in shown.rows:
        lines = ((shown.table.columns[column], cell) for column, cell in cells[1:] if cell)
        yield Card(cells[0][1], tuple(lines), Markup())
