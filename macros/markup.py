"""The Markdown of single fields: questions, options, reasons.

Fields are CommonMark without raw HTML, so that `<script>` in a field is text on the page.  Links name pages
below docs/ (`decide/roles.md#an-id`) and are printed relative to the page on which the field stands.
"""

import posixpath
import re
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

# Text without any of these is the same in Markdown and HTML; most fields are, and skip the parser.
MARKS = re.compile(r"[\\`*_\[\]<>&\"!#~|\n]")
CODE = re.compile(r"`([^`\s](?:[^`\n]*[^`\s])?)`")
OPENERS = frozenset("-+= \t0123456789")
# Rules ask for the same field several times; a lesson has some hundreds of fields.
FIELDS = 65_536
RAW_HTML = re.compile(r"<[A-Za-z/!?]")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "highlight": _highlight})


def _is_bare(text: str) -> bool:
    """Whether the text has no Markdown in it, so that it needs neither parsing nor escaping."""
    return not MARKS.search(text) and text[:1] not in OPENERS and text[-1:] != " "


@lru_cache(FIELDS)
def _without_ticks(text: str) -> str | None:
    """Give a text whose only Markdown is code between single ticks without them; any other text gives None."""
    if "`" not in text:
        return text if _is_bare(text) else None
    rest = CODE.sub("x", text)
    return CODE.sub(r"\1", text) if "`" not in rest and _is_bare(rest) else None


def _highlight(code: str, language: str, _attributes: str) -> str:
    """Mark up a code block as the theme does in lessons; a language nobody knows stays plain."""
    # Few fields hold code, and loading what colours it costs each start of the check.
    from pygments import highlight  # noqa: PLC0415
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ""
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


def inline(text: str, page_url: str = "") -> Markup:
    """Render a field of one paragraph, without the paragraph's own tag.

    `page_url` is the address, relative to the site, of the page on which the field stands.
    """
    lead, rest = blocks(text, page_url)
    return lead + rest


def blocks(text: str, page_url: str = "") -> tuple[Markup, Markup]:
    """Render a field; gives its first paragraph without tag, and the blocks behind it, such as code."""
    if _is_bare(text):
        return Markup(text), Markup()  # noqa: S704  nothing in it needs escaping
    tokens = _parser().parse(text)
    for child in _children(tokens):
        _resolve(child, page_url)
    render = _parser().renderer.render
    if tokens and tokens[0].type == "paragraph_open":
        lead, rest = tokens[1:2], tokens[3:]
    else:
        lead, rest = [], tokens
    html = [render(part, _parser().options, {}) for part in (lead, rest)]
    return Markup(html[0]), Markup(html[1])  # noqa: S704  the renderer escapes; raw HTML is off


@lru_cache(FIELDS)
def plain(text: str) -> str:
    """Give the text without its marks: for titles, lists of choices and comparisons."""
    simple = _without_ticks(text)
    if simple is not None:
        return " ".join(simple.split())
    shown = ("text", "code_inline", "fence", "code_block")
    parts = [each.content if each.type in shown else " " * ("break" in each.type) for each in _flat(_parse(text))]
    return " ".join("".join(parts).split())


def links(text: str) -> list[str]:
    """Give the targets of the links and images in a field."""
    if "[" not in text and "<" not in text:
        return []
    return [target for child in _children(_parse(text)) if (target := _target(child))]


def raw_html(text: str) -> str | None:
    """Give the first piece of raw HTML outside code, or None."""
    if "<" not in text:
        return None
    for child in _children(_parse(text)):
        match = RAW_HTML.search(child.content) if child.type == "text" else None
        if match:
            return child.content[match.start() :].split(">")[0][:30] + ">"
    return None


def is_one_paragraph(text: str) -> bool:
    """Whether a field is a single paragraph, as options and reasons must be."""
    return _without_ticks(text) is not None or [token.type for token in _parse(text)][1:] == [
        "inline",
        "paragraph_close",
    ]


def begins_with_paragraph(text: str) -> bool:
    """Whether a field begins with a sentence, as a question must for its legend."""
    return _without_ticks(text) is not None or [token.type for token in _parse(text)[:1]] == ["paragraph_open"]


def undefined_reference(text: str) -> str | None:
    """Give a reference such as [text][name] that has no definition, or None."""
    if "][" not in text:
        return None
    prose = "".join(child.content for child in _children(_parse(text)) if child.type == "text")
    match = re.search(r"\[[^\[\]]+\]\[[^\[\]]*\]", prose)
    return match.group() if match else None


def resolve(target: str, page_url: str) -> str:
    """Turn a link as authors write it into one that works from the page at `page_url`.

    A page below docs/ becomes its address relative to the page; anything with a scheme stays.
    """
    try:
        parts = urlsplit(target)
    except ValueError:  # the rule `link` names it
        return target
    if parts.scheme or parts.netloc or not parts.path:
        return target
    path = page_address(parts.path) if parts.path.endswith(".md") else parts.path
    if path == page_url and parts.fragment:
        return f"#{parts.fragment}"
    here = page_url if page_url.endswith("/") or not page_url else posixpath.dirname(page_url) + "/"
    relative = posixpath.relpath("/" + path, "/" + here)
    if path.endswith("/") or not path:
        relative += "/"
    if ":" in relative.split("/")[0]:  # would be read as a scheme, such as javascript:
        relative = f"./{relative}"
    return relative + (f"#{parts.fragment}" if parts.fragment else "")


def page_address(path: str) -> str:
    """Give the address of a page below docs/, relative to the site's root: `a/b.md` is at `a/b/`."""
    stem = path.removesuffix(".md")
    folder, name = posixpath.split(stem)
    return f"{folder}/".lstrip("/") if name == "index" else f"{stem}/"


@lru_cache(FIELDS)
def _parse(text: str) -> list[Token]:
    """Give the tokens of a field, to be read and not changed: several rules ask for the same field."""
    return _parser().parse(text)


def _flat(tokens: list[Token]) -> list[Token]:
    return [each for token in tokens for each in (token.children or [token])]


def _children(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or []]


def _target(token: Token) -> str | None:
    value: Any = token.attrs.get({"link_open": "href", "image": "src"}.get(token.type, ""))
    return str(value) if value else None


def _resolve(token: Token, page_url: str) -> None:
    target = _target(token)
    if target:
        token.attrs["href" if token.type == "link_open" else "src"] = resolve(target, page_url)


@lru_cache(FIELDS)
def fold(text: str) -> str:
    """Fold for comparison: marks, case, white space and end punctuation do not count."""
    return " ".join(plain(text).casefold().split()).strip(" .,;:!?")
