"""One page of docs/: its front matter, headings, macro calls, links and words, each with its place.

Lessons are CommonMark with `///` blocks, which markdown-it reads as paragraphs; nothing in them is indented,
so the links and headings inside are seen as well.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

from jinja2 import Environment, TemplateSyntaxError, nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .markup import plain
from .problems import Place, Problem
from .source import Document, Mapping, parse_yaml

WORDS_PER_MINUTE = 200  # careful reading on a phone; Brysbaert 2019 gives 238 for fluent silent reading
ATTRIBUTES = re.compile(r"\{:?\s*([^{}]*?)\s*\}\s*$")
ANCHOR = re.compile(r"(?<![{\w])\{:?[^{}\n]*?#([\w.:-]+)[^{}\n]*\}")
UNDEFINED_REFERENCE = re.compile(r"\[[^\[\]]+\]\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 to 6, its text without attributes, its explicit id or None."""

    level: int
    text: str
    id: str | None
    place: Place


@dataclass(frozen=True)
class Call:
    """A macro call: name, text arguments, and whether it stands alone at column 0."""

    name: str
    arguments: tuple[str, ...]
    alone: bool
    place: Place


@dataclass(frozen=True)
class Link:
    """A link, image or other reference as written."""

    target: str
    place: Place


@dataclass(frozen=True)
class Page:
    """A page of the course. `path` is relative to docs/, with forward slashes."""

    path: str
    matter: Document
    has_matter: bool
    headings: tuple[Heading, ...]
    calls: tuple[Call, ...]
    links: tuple[Link, ...]
    html_ids: tuple[tuple[str, Place], ...]
    lines: tuple[str, ...]
    body_line: int
    words: int

    @property
    def title(self) -> str:
        """The first heading's text, or the title of the front matter, or the path."""
        first = next((heading.text for heading in self.headings if heading.level == 1), None)
        written = self.matter.root.get("title")
        return first or (written if isinstance(written, str) else self.path)

    @property
    def minutes(self) -> int:
        """Minutes of reading, rounded up."""
        return max(1, math.ceil(self.words / WORDS_PER_MINUTE))

    def place(self, line: int = 1, column: int = 1) -> Place:
        """Give a place on this page."""
        return Place(f"docs/{self.path}", line, column)


def read_page(path: str, text: str) -> tuple[Page, list[Problem]]:
    """Read the page at `path` (relative to docs/); gives the page, as far as it goes, and its problems."""
    name = f"docs/{path}"
    matter_text, body, body_line = split_matter(text)
    matter = Document(name, Mapping((1, 1)))
    problems: list[Problem] = []
    if matter_text is not None and matter_text.strip():
        matter, problems = parse_yaml(matter_text, name, first_line=2)
    calls, found = _calls(body, name, body_line)
    problems += found
    parsed = _Body(name, body, body_line)
    problems += parsed.problems
    page = Page(
        path=path,
        matter=matter,
        has_matter=matter_text is not None,
        headings=tuple(parsed.headings),
        calls=tuple(calls),
        links=tuple(parsed.links),
        html_ids=tuple(parsed.ids),
        lines=tuple(body.splitlines()),
        body_line=body_line,
        words=parsed.words,
    )
    return page, problems


def split_matter(text: str) -> tuple[str | None, str, int]:
    """Split front matter from body; gives the matter or None, the body, and the line on which it begins."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() in ("---", "..."):
            return "".join(lines[1:number]), "".join(lines[number + 1 :]), number + 2
    return None, text, 1


@cache
def _jinja() -> Environment:
    return Environment(autoescape=True)


def _calls(body: str, name: str, body_line: int) -> tuple[list[Call], list[Problem]]:
    """Find macro calls with Jinja's own parser, which is what will run them."""
    try:
        tree = _jinja().parse(body)
    except TemplateSyntaxError as error:
        advice = "finish the macro call, or put braces that are meant as text between {% raw %} and {% endraw %}"
        place = Place(name, error.lineno + body_line - 1)
        return [], [Problem(place, "macro-syntax", f"{error.message}; {advice}")]
    lines = body.splitlines()
    return [_call(node, lines, name, body_line) for node in _outputs(tree)], []


def _outputs(tree: nodes.Template) -> Iterator[nodes.Node]:
    for output in tree.find_all(nodes.Output):
        yield from (node for node in output.nodes if not isinstance(node, nodes.TemplateData))


def _call(node: nodes.Node, lines: list[str], name: str, body_line: int) -> Call:
    is_call = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)
    macro = node.node.name if is_call else ""  # type: ignore[attr-defined]
    arguments = [each.value for each in getattr(node, "args", []) if isinstance(each, nodes.Const)]
    line = lines[node.lineno - 1] if node.lineno <= len(lines) else ""
    column = max(line.find("{{ " + macro), line.find("{{" + macro)) if macro else line.find("{{")
    alone = column == 0 and line.rstrip().endswith("}}") and line.count("{{") == 1
    place = Place(name, node.lineno + body_line - 1, max(column, 0) + 1)
    return Call(macro, tuple(str(each) for each in arguments), alone, place)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


class _Body:
    """Walks the tokens of a page's body once and notes what the course needs to know."""

    def __init__(self, name: str, body: str, body_line: int) -> None:
        self.name = name
        self.lines = body.splitlines()
        self.offset = body_line
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.ids: list[tuple[str, Place]] = []
        self.problems: list[Problem] = []
        self.words = 0
        self._from = (0, 0)
        level = 0
        for token in _markdown().parse(body):
            start = token.map[0] if token.map else 0
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "inline":
                self._inline(token, start, level)
                level = 0
            elif token.type == "html_block":
                self._html(token.content, start)

    def _inline(self, token: Token, start: int, level: int) -> None:
        self._from = (start, 0)
        text = "".join(child.content for child in token.children or [] if child.type in ("text", "code_inline"))
        self.words += len(re.sub(r"\{[{:#%].*?\}+|^/{3,}.*", "", text).split())
        if level:
            self._heading(token.content, start, level)
        prose = []
        for child in token.children or []:
            self._child(child, start)
            if child.type == "text":
                prose.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                prose.append("\n")
        for match in UNDEFINED_REFERENCE.finditer("".join(prose)):
            message = f"no definition for the reference “{match.group(1) or match.group()}”; write [text](page.md#id)"
            self.problems.append(Problem(self._find(match.group(), start), "link-reference", message))

    def _child(self, child: Token, start: int) -> None:
        if child.type == "link_open":
            self._link(str(child.attrs["href"]), start)
        elif child.type == "image":
            self._link(str(child.attrs["src"]), start)
        elif child.type == "html_inline":
            self._html(child.content, start)

    def _heading(self, content: str, start: int, level: int) -> None:
        match = ATTRIBUTES.search(content)
        named = re.search(r"#([\w.:-]+)", match.group(1)) if match else None
        text = content[: match.start()] if match else content
        place = Place(self.name, start + self.offset)
        self.headings.append(Heading(level, plain(text), named.group(1) if named else None, place))

    def _link(self, target: str, start: int) -> None:
        self.links.append(Link(target, self._find(target, start)))

    def _find(self, text: str, start: int) -> Place:
        """Find where `text` stands from line `start` on, behind the last one found."""
        first, after = max(self._from, (start, 0))
        for number in range(first, len(self.lines)):
            column = self.lines[number].find(text, after if number == first else 0)
            if column >= 0:
                self._from = (number, column + 1)
                return Place(self.name, number + self.offset, column + 1)
        return Place(self.name, start + self.offset)

    def _html(self, content: str, start: int) -> None:
        reader = _Tags()
        reader.feed(content)
        self._from = max(self._from, (start, 0))
        for target in reader.targets:
            self._link(target, start)
        for name in reader.ids:
            self.ids.append((name, self._find(name, start)))


class _Tags(HTMLParser):
    """Collects references and ids of raw HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if value and key in ("href", "src", "poster"):
                self.targets.append(value)
            elif value and key == "srcset":
                self.targets += [part.split()[0] for part in value.split(",") if part.split()]
            elif value and key == "id":
                self.ids.append(value)
