"""One page of docs/: its front matter, headings, macro calls, links and words, each with its place.

Lessons are CommonMark with `///` blocks, which markdown-it reads as paragraphs; nothing in them is indented,
so the links and headings inside are seen as well.
"""

import math
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote

from jinja2 import Environment, TemplateSyntaxError, nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .markup import plain
from .problems import Place, Problem
from .source import Document, Mapping, parse_yaml

WORDS_PER_MINUTE = 200  # careful reading on a phone; Brysbaert 2019 gives 238 for fluent silent reading
ATTRIBUTES = re.compile(r"(?:^| )\{:?\s*([^{}]*?)\s*\}\s*$")
UNDEFINED_REFERENCE = re.compile(r"\[[^\[\]]+\]\[([^\[\]]*)\]")
# Code spans, macro calls, addresses and tags: they stand in a paragraph but are no prose.
NOT_PROSE = re.compile(
    r"(?<!`)(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)|\{\{[^{}]{0,300}\}\}|\]\([^()\s]*|^\[[^\]\n]+\]: *\S+|https?://\S+|</?[A-Za-z][^<>]*>",
    re.DOTALL | re.MULTILINE,
)

SHOWN = ("text", "text_special", "code_inline")
# Macro calls, attribute lists and the lines that open and close blocks.
NOT_READ = re.compile(r"\{\s{0,3}[{:#%.][^{}\n]{0,300}\}+|^/{3,}.*", re.MULTILINE)


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 to 6, its text without attributes, its explicit id or None."""

    level: int
    text: str
    id: str | None
    place: Place


@dataclass(frozen=True)
class Call:
    """A macro call: name, text arguments, and whether it stands alone at column 0.

    Anything else that runs has no name: other expressions between braces, and statements.
    """

    name: str
    arguments: tuple[str, ...]
    alone: bool
    place: Place


@dataclass(frozen=True)
class Link:
    """A link, image or other reference as written; `raw` is one in HTML, which MkDocs leaves as it is."""

    target: str
    place: Place
    raw: bool = False


@dataclass(frozen=True)
class Page:
    """A page of the course. `path` is relative to docs/, with forward slashes.

    `lines` are those of its body, which begins on line `body_line` of the file; `prose` is the same with code,
    macro calls, addresses and tags blanked, so that columns stay; `code` numbers the file's lines of code blocks.
    """

    path: str
    matter: Document
    has_matter: bool
    headings: tuple[Heading, ...]
    calls: tuple[Call, ...]
    links: tuple[Link, ...]
    html_ids: tuple[tuple[str, Place], ...]
    lines: tuple[str, ...]
    prose: tuple[str, ...]
    code: frozenset[int]
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


def section(page: Page, anchor: str) -> str:
    """Give the lines below the heading with this id, down to the next of its level; the whole page without an id."""
    if not anchor:
        return "\n".join(page.lines)
    at = next((at for at, heading in enumerate(page.headings) if heading.id == anchor), None)
    if at is None:
        return ""
    own = page.headings[at]
    after = (each.place.line for each in page.headings[at + 1 :] if each.level <= own.level)
    end = next(after, page.body_line + len(page.lines))
    return "\n".join(page.lines[own.place.line - page.body_line : end - page.body_line])


def read_page(path: str, text: str) -> tuple[Page, list[Problem]]:
    """Read the page at `path` (relative to docs/); gives the page, as far as it goes, and its problems."""
    name = f"docs/{path}"
    matter_text, body, body_line = split_matter(text)
    matter, problems = Document(name, Mapping((1, 1))), _whole(text, matter_text, name)
    if matter_text is not None and matter_text.strip():
        matter, problems = parse_yaml(matter_text, name, first_line=2)
    run = _Calls(name, body, body_line)
    parsed = _Body(name, body, body_line)
    problems += run.problems + parsed.problems
    page = Page(
        path=path,
        matter=matter,
        has_matter=matter_text is not None,
        headings=tuple(parsed.headings),
        calls=tuple(run.calls),
        links=tuple(parsed.links),
        html_ids=tuple(parsed.ids),
        lines=tuple(body.split("\n")),
        prose=tuple(parsed.prose()),
        code=frozenset(parsed.code),
        body_line=body_line,
        words=parsed.words,
    )
    return page, problems


def _whole(text: str, matter_text: str | None, name: str) -> list[Problem]:
    if not text.strip():
        return [Problem(Place(name), "file-empty", "nothing is written here; begin with front matter and a heading")]
    if matter_text is None and text.split("\n", maxsplit=1)[0].rstrip() == "---":
        message = "the front matter that begins here does not end; put a line of --- behind its last field"
        return [Problem(Place(name), "matter-open", message)]
    return []


def split_matter(text: str) -> tuple[str | None, str, int]:
    """Split front matter from body; gives the matter or None, the body, and the line on which it begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None, text, 1


@cache
def _jinja() -> Environment:
    return Environment(autoescape=True)


class _Calls:
    """Finds what Jinja will run, with its own lexer and parser, one pair of braces at a time."""

    def __init__(self, name: str, body: str, body_line: int) -> None:
        self.name = name
        self.body = body
        self.body_line = body_line
        self.calls: list[Call] = []
        self.problems: list[Problem] = []
        at = start = 0
        ended = True
        try:
            for _, kind, text in _jinja().lex(body):
                at = body.index(text, at)
                if kind.endswith("_begin"):
                    start, ended = at, False
                at += len(text)
                if kind.endswith("_end"):
                    ended = True
                    self._take(kind, start, at)
        except TemplateSyntaxError as error:
            self._note(start, re.sub(r" at \d+$", "", str(error.message)))
        else:
            if not ended:
                self._note(start, "they do not end")

    def _take(self, kind: str, start: int, end: int) -> None:
        source = self.body[start:end]
        if kind == "block_end" and not re.match(r"\{%[-+]?\s*(?:end|el)", source):
            self.calls.append(Call("", (), False, self._place(start)))
        if kind != "variable_end":
            return
        try:
            outputs = _jinja().parse(source).find_all(nodes.Output)
            node = next(node for output in outputs for node in output.nodes)
        except TemplateSyntaxError as error:
            self._note(start, str(error.message))
        except (RecursionError, ValueError):  # thousands of brackets or digits
            self._note(start, "too much stands between them")
        else:
            self.calls.append(self._call(node, start, end))

    def _call(self, node: nodes.Node, start: int, end: int) -> Call:
        is_call = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)
        macro = node.node.name if is_call else ""  # type: ignore[attr-defined]
        arguments = [str(each.value) for each in getattr(node, "args", []) if isinstance(each, nodes.Const)]
        line_end = self.body.find("\n", end)
        rest = self.body[end:] if line_end < 0 else self.body[end:line_end]
        place = self._place(start)
        alone = place.column == 1 and not rest.strip() and "\n" not in self.body[start:end].strip()
        return Call(macro, tuple(arguments), alone, place)

    def _note(self, start: int, reason: str) -> None:
        advice = 'write a call such as {{ quiz("roles") }}, or braces meant as text between {% raw %} and {% endraw %}'
        if self.body.startswith("{#", start):
            advice = "{# begins a comment; write the id of a heading with a space, as { #an-id }"
        self.problems.append(
            Problem(self._place(start), "macro-syntax", f"these braces cannot be read ({reason}); {advice}")
        )

    def _place(self, at: int) -> Place:
        line = self.body.count("\n", 0, at)
        return Place(self.name, line + self.body_line, at - self.body.rfind("\n", 0, at))


@cache
def _markdown() -> MarkdownIt:
    # Without text_join what is escaped stays apart from other text.
    return MarkdownIt("commonmark", {"html": True}).enable("table").disable("text_join")


class _Body:
    """Walks the tokens of a page's body once and notes what the course needs to know."""

    def __init__(self, name: str, body: str, body_line: int) -> None:
        self.name = name
        self.lines = body.split("\n")
        self.offset = body_line
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.ids: list[tuple[str, Place]] = []
        self.problems: list[Problem] = []
        self.code: set[int] = set()
        self.words = 0
        self._span = (0, 0)
        self._from = (0, 0)
        level = 0
        for token in _markdown().parse(body):
            if token.map:
                self._span = (token.map[0], token.map[1])
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "inline":
                self._inline(token, level)
                level = 0
            elif token.type == "html_block":
                self._html(token.content)
            elif token.type in ("fence", "code_block"):
                self.code.update(range(self._span[0] + body_line, self._span[1] + body_line))

    def prose(self) -> list[str]:
        """Give the lines with everything blanked that is not the author's prose."""
        kept = ["" if at + self.offset in self.code else line for at, line in enumerate(self.lines)]
        return NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), "\n".join(kept)).split("\n")

    def _inline(self, token: Token, level: int) -> None:
        children = token.children or []
        text = "".join(child.content if child.type in SHOWN else "\n" * ("break" in child.type) for child in children)
        self.words += len(NOT_READ.sub("", text).split())
        if level:
            self._heading(token.content, level)
        self._from = (self._span[0], 0)
        for child in children:
            self._child(child)
        self._references(children)

    def _references(self, children: list[Token]) -> None:
        """Note references that stayed text; what is escaped or code is meant as text."""
        self._from = (self._span[0], 0)
        prose = "".join(child.content if child.type == "text" else "\n" for child in children)
        for match in UNDEFINED_REFERENCE.finditer(prose):
            message = f"no definition for the reference “{match.group(1) or match.group()}”; write [text](page.md#id)"
            _, place = self._find(match.group())
            self.problems.append(Problem(place, "link-reference", message))

    def _child(self, child: Token) -> None:
        if child.type == "link_open":
            self._link(str(child.attrs["href"]))
        elif child.type == "image":
            self._link(str(child.attrs["src"]))
        elif child.type == "html_inline":
            self._html(child.content)

    def _heading(self, content: str, level: int) -> None:
        match = ATTRIBUTES.search(content)
        named = re.search(r"#([\w.:-]+)", match.group(1)) if match else None
        text = content[: match.start()] if match else content
        place = Place(self.name, self._span[0] + self.offset)
        self.headings.append(Heading(level, plain(text), named.group(1) if named else None, place))

    def _link(self, target: str, *, raw: bool = False) -> None:
        self.links.append(Link(*self._find(target), raw))

    def _find(self, text: str) -> tuple[str, Place]:
        """Give `text` as it is written, and where: behind the last one found, or in a reference's definition."""
        for written in dict.fromkeys((text, unquote(text))):
            escaped = re.escape(written)
            for pattern in (rf"(?<=[(<\"'=]){escaped}(?=[)>\"'\s])", rf"(?<=\s){escaped}", escaped):
                place = self._search(re.compile(pattern), self._from, self._span[1])
                if place:
                    self._from = (place[0], place[1] + len(written))
                    return written, Place(self.name, place[0] + self.offset, place[1] + 1)
            definition = self._search(re.compile(rf"(?<=\]:)\s*<?{escaped}"), (0, 0), len(self.lines))
            if definition:
                start = self.lines[definition[0]].index(written, definition[1])
                return written, Place(self.name, definition[0] + self.offset, start + 1)
        return text, Place(self.name, self._span[0] + self.offset)

    def _search(self, pattern: re.Pattern[str], start: tuple[int, int], end: int) -> tuple[int, int] | None:
        for number in range(start[0], end):
            match = pattern.search(self.lines[number], start[1] if number == start[0] else 0)
            if match:
                return number, match.start()
        return None

    def _html(self, content: str) -> None:
        reader = _Tags()
        with suppress(AssertionError):  # older Pythons give up on `<![x`; what stands before it is noted
            reader.feed(content)
        self._from = max(self._from, (self._span[0], 0))
        for target in reader.targets:
            self._link(target, raw=True)
        for name in reader.ids:
            self.ids.append(self._find(name))


class _Tags(HTMLParser):
    """Collects references and ids of raw HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if value is not None and key in ("href", "src", "poster"):
                self.targets.append(value)
            elif value and key == "srcset":
                self.targets += [part.split()[0] for part in value.split(",") if part.split()]
            elif value and key == "id":
                self.ids.append(value)
