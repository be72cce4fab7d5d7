"""From the model to HTML, through the templates. No HTML stands in Python, no words in templates."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from . import markup
from .course import Course, QuizFile
from .model import Amount, Asked, Match, Multiple, Optioned, Order, Single, Words

TEMPLATES = Path(__file__).parent / "templates"
OVERRIDES = TEMPLATES.parent.parent / "overrides"
# What the browser has to say by itself; everything else is printed by the templates.
SCRIPT_WORDS = (
    "mark_right",
    "mark_wrong",
    "mark_missed",
    "say_right",
    "say_wrong",
    "say_partly",
    "say_shown",
    "say_answer",
    "say_hint",
    "say_empty",
    "say_empty_text",
    "say_incomplete",
    "say_same_place",
    "say_no_number",
    "result_score",
    "result_by_now",
)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )


@dataclass(frozen=True)
class View:
    """Where something is rendered: the course, the address of the page, and the issue form if there is one."""

    course: Course
    page_url: str = ""
    report: str = ""

    def words(self, key: str, **values: object) -> str:
        """Give the string `key` with its places filled in.

        A string that is missing or damaged shows as it stands: the check names it, the page stays readable.
        """
        text = self.course.strings.get(key, key)
        if any(isinstance(value, Markup) for value in values.values()):
            text = escape(text)
        try:
            return text.format(**values)
        except (KeyError, IndexError, ValueError, AttributeError, TypeError):
            return text

    def texts(self, keys: Iterable[str]) -> dict[str, str]:
        """Give strings by key, unfilled, as a script gets them that says them by itself."""
        return {key: self.course.strings.get(key, key) for key in keys}

    def link(self, target: str) -> str:
        """Give the address, relative to the page, of a page below docs/ (`decide/roles.md#an-id`)."""
        return markup.resolve(target, self.page_url)

    def html(self, template: str, **context: Any) -> str:
        """Render a template; `md` and `t` render Markdown and strings inside it."""
        tools = {
            "t": self.words,
            "md": lambda text: markup.inline(text, self.page_url),
            "link": self.link,
            "report": self.report,
        }
        text = _environment().get_template(template).render(tools | context)
        return _compact(text)


def _compact(text: str) -> str:
    """Drop empty lines outside code, so that Python-Markdown sees one block of HTML."""
    if "<pre" in text:
        return text.strip()
    return "\n".join(line for line in text.splitlines() if line.strip())


@dataclass(frozen=True)
class Reason:
    """A line of the folded answer: an option, its partner in a match, whether it is right, and why."""

    id: str
    text: str
    why: str
    right: bool
    partner: str = ""


@dataclass(frozen=True)
class Shown:
    """A question made ready for its template; see question.html.jinja."""

    quiz: str
    id: str
    question: Asked
    number: int
    total: int
    ask: Markup
    more: Markup
    options: tuple[tuple[str, Any], ...]
    targets: tuple[tuple[str, str], ...]
    key: str
    answer: tuple[str, ...]
    reasons: tuple[Reason, ...]
    review: str
    heading: str


def quiz(view: View, file: QuizFile, pool: str = "lesson") -> str:
    """Render the questions of one pool, in the order in which they are written."""
    chosen = [(key, each) for key, each in file.quiz.questions.items() if each.pool == pool]
    shown = [show(view, file, key, at, len(chosen)) for at, (key, _) in enumerate(chosen, start=1)]
    return _quiz(view, file, shown, inline=False)


def question(view: View, file: QuizFile, key: str) -> str:
    """Render one question to stand in the text. Raises KeyError for an unknown id."""
    return _quiz(view, file, [show(view, file, key)], inline=True)


def alone(view: View, file: QuizFile, key: str) -> str:
    """Render one question without the quiz around it, as the learner's pages load it. Raises KeyError."""
    return view.html("question.html.jinja", shown=show(view, file, key))


def empty(view: View) -> str:
    """Render a quiz that a script fills with questions."""
    return view.html("quiz.html.jinja", quiz={}, questions=(), words=script_words(view), inline=True)


def _quiz(view: View, file: QuizFile, shown: list[Shown], *, inline: bool) -> str:
    head = {"name": file.name, "title": file.quiz.title}
    return view.html("quiz.html.jinja", quiz=head, questions=shown, words=script_words(view), inline=inline)


def script_words(view: View) -> str:
    """Give the words that a quiz says in the browser, as JSON."""
    return json.dumps(view.texts(SCRIPT_WORDS), ensure_ascii=False)


def show(view: View, file: QuizFile, key: str, number: int = 0, total: int = 0) -> Shown:
    """Make a question ready for its template, as the `number`th of `total` or, without, as one in the text."""
    asked = file.quiz.questions[key]
    ask, more = markup.blocks(asked.ask, view.page_url)
    path, _, anchor = asked.review.partition("#")
    page = view.course.pages.get(path)
    heading = view.course.headings.get(path, {}).get(anchor)
    return Shown(
        quiz=file.name,
        id=key,
        question=asked,
        number=number,
        total=total,
        ask=ask,
        more=more,
        options=tuple(printed_options(f"{file.name}/{key}", asked)),
        targets=printed_targets(f"{file.name}/{key}", asked),
        key=json.dumps(answer_key(asked), ensure_ascii=False),
        answer=_answer(view, asked, f"{file.name}/{key}"),
        reasons=tuple(_reasons(f"{file.name}/{key}", asked)),
        review=markup.resolve(asked.review, view.page_url),
        heading=heading.text if heading else page.title if page else path,
    )


def printed_options(question_id: str, asked: Asked) -> list[tuple[str, Any]]:
    """Give the options in the order in which every reader sees them, on screen, on paper and without scripts.

    The order follows from a hash of question and option id, so it is stable, needs no seed and tells
    nothing about the key. Steps to be ordered never stand in the right order already.
    """
    if not isinstance(asked, Optioned):
        return []
    written = list(asked.options.items())
    if getattr(asked, "fixed", False):
        return written
    found = mixed(question_id, written)
    if isinstance(asked, Order) and tuple(key for key, _ in found) == asked.answer:
        return found[1:] + found[:1]
    return found


def mixed(seed: str, entries: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Order entries by a hash of the seed and their first part: the same for every reader and on every build."""
    return sorted(entries, key=lambda entry: hashlib.sha256(f"{seed}/{entry[0]}".encode()).digest())


def printed_targets(question_id: str, asked: Asked) -> tuple[tuple[str, str], ...]:
    """Give the targets of a match in the order in which every reader sees them."""
    if not isinstance(asked, Match):
        return ()
    entries = list(asked.targets.items())
    return tuple(entries if asked.fixed else mixed(f"{question_id}/targets", entries))


def answer_key(asked: Asked) -> Any:
    """Give what the browser needs to check an answer, in grade.js.

    single: id · multiple: [id, …] · text: {accept: [text, …], ignore} · number: {value, tolerance, unit}
    order: [id, …] in the right order · match: {id: target id}
    """
    if isinstance(asked, Words):
        return {"accept": asked.accept, "ignore": asked.ignore}
    if isinstance(asked, Amount):
        return {"value": asked.value, "tolerance": asked.tolerance or 0, "unit": asked.unit or ""}
    assert isinstance(asked, Optioned)  # noqa: S101  the union has no other members
    return asked.answer


def _answer(view: View, asked: Asked, question_id: str) -> tuple[str, ...]:
    """Restate the key in full, as text: a line for each right option, step or pair, as they print."""
    if isinstance(asked, Words):
        return asked.accept[:1]
    if isinstance(asked, Amount):
        return (" ".join(part for part in (number(asked.value), asked.unit) if part),)
    if isinstance(asked, Match):
        pairs = [(key, asked.answer[key]) for key in _printed(asked, question_id) if key in asked.answer]
        texts = [(_text(asked.options, key), asked.targets.get(target, "")) for key, target in pairs]
        return tuple(view.words("pair", **{"from": text, "to": target}) for text, target in texts)
    assert isinstance(asked, Single | Multiple | Order)  # noqa: S101
    keys = (asked.answer,) if isinstance(asked, Single) else asked.answer
    if isinstance(asked, Multiple):
        keys = tuple(key for key in _printed(asked, question_id) if key in asked.answer)
    return tuple(_text(asked.options, key) for key in keys)


def _printed(asked: Asked, question_id: str) -> list[str]:
    return [key for key, _ in printed_options(question_id, asked)]


def _text(options: Mapping[str, Any], key: str) -> str:
    return markup.plain(options[key].text) if key in options else key


def _reasons(question_id: str, asked: Asked) -> list[Reason]:
    if not isinstance(asked, Optioned):
        return []
    entries = printed_options(question_id, asked)
    if isinstance(asked, Order):
        return [
            Reason(key, asked.options[key].text, asked.options[key].why, True)
            for key in asked.answer
            if key in asked.options
        ]
    if isinstance(asked, Match):
        return [
            Reason(key, each.text, each.why, True, asked.targets.get(asked.answer.get(key, ""), ""))
            for key, each in entries
        ]
    right = {asked.answer} if isinstance(asked, Single) else set(asked.answer)
    return [Reason(key, each.text, each.why, key in right) for key, each in entries]


def number(value: float) -> str:
    """Write a number without a needless `.0`, thousands set apart: 1,700."""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
