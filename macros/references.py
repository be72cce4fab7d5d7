"""Figures, sources and rules as the pages print them."""

from dataclasses import dataclass

from markupsafe import Markup

from .model import Fact, Source
from .render import View, number
from .rules import families

SOURCES_PAGE = "reference/sources.md"


@dataclass(frozen=True)
class Cited:
    """A source with the figures that the course takes from it, in the order of facts.yml."""

    id: str
    source: Source
    facts: tuple[tuple[str, Fact, str], ...]


def figure(view: View, fact: Fact) -> str:
    """Write a fact's value with its unit, as text: 8–15 points."""
    if isinstance(fact.value, tuple):
        low, high = fact.value
        value = view.words("range", low=number(low), high=number(high))
    else:
        value = fact.value if isinstance(fact.value, str) else number(fact.value)
    return with_unit(view, value, fact.unit)


def with_unit(view: View, value: str, unit: str | None) -> str:
    """Write a number and its unit, if it has one."""
    if unit == "%":
        return f"{value}%"
    return view.words("with_unit", value=value, unit=unit) if unit else value


def fact(view: View, key: str) -> str:
    """Render a figure for a sentence, linked to where it comes from. Raises KeyError for an unknown id."""
    known = view.course.facts[key]
    words = _inert(figure(view, known))
    return view.html("fact.html.jinja", key=key, fact=known, figure=words, page=SOURCES_PAGE)


def _inert(text: str) -> Markup:
    """Write a text so that Markdown, which reads the sentence after us, finds no mark in it."""
    return Markup("".join(each if each.isalnum() or each in " .,%–-" else f"&#{ord(each)};" for each in text))  # noqa: S704


def sources_of_page(view: View) -> str:
    """Render the sources that the lesson being rendered names in its front matter, and what goes with it."""
    lesson = view.course.lessons.get(view.course.page_at(view.page_url))
    if lesson is None:
        return ""
    known = view.course.sources
    named = [(key, known[key]) for key in lesson.sources if key in known]
    related = [
        (page, other.title, other.objectives[objective])
        for page, objective in lesson.related.items()
        if (other := view.course.lessons.get(page))
        and objective in other.objectives
        and page not in view.course.excluded
    ]
    return view.html("lesson_sources.html.jinja", sources=named, related=related, page=SOURCES_PAGE)


def bibliography(view: View) -> str:
    """Render every source with what it supports and the figures taken from it."""
    cited = [
        Cited(
            key,
            source,
            tuple((id_, fact, figure(view, fact)) for id_, fact in view.course.facts.items() if fact.source == key),
        )
        for key, source in view.course.sources.items()
    ]
    return view.html("bibliography.html.jinja", cited=cited)


def rules(view: View) -> str:
    """Render the rules of the check by family."""
    return view.html("rules.html.jinja", families=families())
