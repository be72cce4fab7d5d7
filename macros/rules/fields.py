"""Text of fields: Markdown without HTML, in the form that its place allows."""

from collections.abc import Iterator

from .. import markup
from ..course import Course, QuizFile
from ..model import Asked, Match, Optioned, Words
from .registry import Found, rule

Field = tuple[list[str | int], str]


@rule("field-html", "question")
def field_html(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Raw HTML in a field would break the form around it, or run; it is printed as text, which nobody wants."""
    for path, text in fields(question):
        found = markup.raw_html(text)
        if found:
            yield f"raw HTML “{found}” stands here; use Markdown, or put code between backticks", path


@rule("field-blocks", "question")
def field_blocks(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """Options, reasons and hints are one paragraph; only a question may be followed by a code block."""
    for path, text in fields(question):
        if path != ["ask"] and not markup.is_one_paragraph(text):
            yield "this is not one paragraph of text; write one, without lists, headings or code blocks", path
    if not markup.begins_with_paragraph(question.ask):
        yield "the question begins with a list, code or heading; begin with a sentence", ["ask"]


@rule("field-plain", "question")
def field_plain(question: Asked, _file: QuizFile, _course: Course) -> Found:
    """What stands in a list of choices, or is compared with what a reader types, takes no Markdown."""
    if isinstance(question, Match):
        plain: list[Field] = [(["targets", key], text) for key, text in question.targets.items()]
    elif isinstance(question, Words):
        plain = [(["accept", at], text) for at, text in enumerate(question.accept)]
    else:
        return
    for path, text in plain:
        # A word before it keeps `>` or `1.` from beginning a quotation or a list, which they would not do here.
        if markup.plain(f"x {text}") != " ".join(f"x {text}".split()):
            yield "Markdown does not work here; write plain text", path


def fields(question: Asked) -> Iterator[Field]:
    """Give every field of Markdown with its path."""
    yield ["ask"], question.ask
    if question.hint:
        yield ["hint"], question.hint
    if isinstance(question, Optioned):
        for key, option in question.options.items():
            yield ["options", key, "text"], option.text
            yield ["options", key, "why"], option.why
    elif (why := getattr(question, "why", None)) is not None:
        yield ["why"], why
