"""The built site, checked as a reader's browser would meet it: every reference, id and leftover.

MkDocs sees links in Markdown; this sees what was published, whoever wrote it: lessons, macros or the theme.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from .problems import Place, Problem

REFERENCES = {
    "href": "a, area, link",
    "src": "img, script, source, video, audio, iframe, embed, track",
    "poster": "video",
}
LEFTOVERS = (
    re.compile(r"\{\{|\{%|%\}"),
    re.compile(r"Macro (?:Rendering|Syntax) Error"),
    re.compile(r"\[[^\]\n]+\]\[[\w -]*\]"),
)
# Where a quiz, worksheet or tool was to be put by the page template.
LEFTOVER_MARKS = ("<!-- course-",)
# Served in the place of any page, so that no page leads there and all that they lead to is named from the host on.
ANYWHERE = {"404.html", "offline.html"}
CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)|@import\s+['\"]([^'\"]+)['\"]")
JS_IMPORT = re.compile(r"(?:\bfrom|\bimport)\s*\(?\s*[\"'](\.{1,2}/[^\"']+)[\"']")
# The theme's own minified bundles; what they load is the theme's business and named by no page.
THEME_ASSETS = ("assets/javascripts/", "assets/stylesheets/")
# What a browser fetches or runs by itself, without a click: it must come from the site.
LOADS = {
    "src": "script, img, source, video, audio, iframe, embed, track, input",
    "href": "link[rel~=stylesheet], link[rel~=preload], link[rel~=modulepreload], link[rel~=icon], link[rel~=manifest]",
    "data": "object",
    "poster": "video",
}
SCHEMES_LEFT_ALONE = {"http", "https", "mailto", "tel", "data"}


@dataclass
class _Document:
    """A page: the ids on it and what it refers to."""

    path: str
    ids: Counter[str] = field(default_factory=Counter)
    references: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    base: str = ""


def check(folder: Path, url: str) -> list[Problem]:
    """Check the site in `folder`, built for the address `url`; gives every problem by page.

    References under `url` must lead to a file of the folder; `url` may have a path, such as a project site's.
    """
    root = url.rstrip("/") + "/"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if "index.html" not in files:
        return [Problem(Place(folder.as_posix()), "site-empty", "there is no index.html; build the site first")]
    pages = {path: _read(folder, path) for path in sorted(files) if path.endswith(".html")}
    problems = [problem for page in pages.values() for problem in _check_page(page, pages, files, root)]
    problems += _check_assets(folder, files, root)
    problems += _orphans(pages, root)
    return sorted(set(problems))


def _read(folder: Path, path: str) -> _Document:
    html = (folder / path).read_text(encoding="utf-8", errors="replace")
    tree = LexborHTMLParser(html)
    page = _Document(path)
    for node in tree.css("[id]"):
        page.ids[node.attributes.get("id") or ""] += 1
    for node in tree.css("a[name]"):
        page.ids[node.attributes.get("name") or ""] += 0
    for attribute, tags in REFERENCES.items():
        for node in tree.css(", ".join(f"{tag.strip()}[{attribute}]" for tag in tags.split(","))):
            page.references.append(node.attributes.get(attribute) or "")
    for node in tree.css("[srcset]"):
        candidates = re.split(r",\s", node.attributes.get("srcset") or "")
        found = [part.split()[0] for part in candidates if part.split()]
        page.references += found
        page.loads += found
    for attribute, selector in LOADS.items():
        page.loads += [node.attributes.get(attribute) or "" for node in tree.css(selector)]
    page.scripts = list(_scripts(tree))
    base = tree.css_first("base[href]")
    page.base = (base.attributes.get("href") or "") if base else ""
    page.leftovers = [mark for mark in LEFTOVER_MARKS if mark in html] + list(_leftovers(tree))
    return page


def _scripts(tree: LexborHTMLParser) -> Iterator[str]:
    """Give the scripts that stand in a page's content: those of the course are files, named by the template."""
    for node in tree.css("article script"):
        yield (node.text() or node.attributes.get("src") or "script")[:30]
    for node in tree.css("article *"):
        yield from (f"{name}=" for name in node.attributes if name.startswith("on"))


def _leftovers(tree: LexborHTMLParser) -> Iterator[str]:
    """Give what should not be readable on a page, code aside."""
    body = tree.body
    if body is None:
        return
    tree.strip_tags(["script", "style", "pre", "code", "template"])
    text = body.text(separator=" ")
    for pattern in LEFTOVERS:
        match = pattern.search(text)
        if match:
            yield " ".join(text[match.start() : match.start() + 40].split())


def _address(page: _Document, root: str) -> str:
    """Give the address at which a page is served; the 404 page is served anywhere, so it stands deep here."""
    if page.path in ANYWHERE:
        return f"{root}no/such/page/"
    return root + re.sub(r"(^|/)index\.html$", r"\1", page.path)


def _join(base: str, reference: str) -> str:
    """Give the address that `reference` leads to from `base`; nothing where it is not an address at all."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return ""


def _check_page(page: _Document, pages: dict[str, _Document], files: set[str], root: str) -> Iterator[Problem]:
    place = Place(page.path)
    for name, times in page.ids.items():
        if times > 1:
            yield Problem(place, "site-id", f"the id “{name}” stands {times} times; make each id unique")
    for text in page.leftovers:
        yield Problem(place, "site-leftover", f"“{text}” stands on the page; mend the macro or link that left it")
    for script in page.scripts:
        message = f"the script “{script}” stands in the content; keep lessons to text"
        yield Problem(place, "site-script", message)
    here = _join(_address(page, root), page.base)
    for reference in dict.fromkeys(page.loads):
        if not _join(here, reference).startswith((root, "data:image/")):
            message = f"“{reference}” is loaded from elsewhere by every reader's browser; keep the file in the site"
            yield Problem(place, "site-elsewhere", message)
    for reference in dict.fromkeys(page.references):
        fault = _fault(reference, here, pages, files, root)
        if fault:
            yield Problem(place, "site-link", fault)


def _fault(reference: str, here: str, pages: dict[str, _Document], files: set[str], root: str) -> str | None:
    try:
        target = urlsplit(urljoin(here, reference))
    except ValueError:
        return f"“{reference}” is not an address; check its brackets"
    address = target._replace(fragment="", query="").geturl()
    if not address.startswith(root):
        return _fault_outside(reference, address, target.scheme, root)
    path = unquote(address.removeprefix(root))
    path += "index.html" if path in ("",) or path.endswith("/") else ""
    if path not in files:
        return f"“{reference}” leads to {path}, which is not in the site; correct the link"
    anchor = unquote(target.fragment)
    if anchor and path in pages and anchor not in pages[path].ids and not anchor.startswith(("__", ":~:")):
        return f"“{reference}” names an id that {path} does not have; correct the link or add the id"
    return None


def _fault_outside(reference: str, address: str, scheme: str, root: str) -> str | None:
    if scheme not in SCHEMES_LEFT_ALONE:
        return f"“{reference}” has a scheme that browsers do not follow safely; use https"
    host = "{0.scheme}://{0.netloc}/".format(urlsplit(root))
    if address.startswith(host) and scheme == urlsplit(root).scheme:
        return f"“{reference}” leaves the site's base path; write it relative to the page"
    return None


def _check_assets(folder: Path, files: set[str], root: str) -> Iterator[Problem]:
    for path in sorted(files):
        pattern = CSS_URL if path.endswith(".css") else JS_IMPORT if path.endswith(".js") else None
        if pattern is None or path.startswith(THEME_ASSETS):
            continue
        text = (folder / path).read_text(encoding="utf-8", errors="replace")
        for match in pattern.finditer(text):
            reference = next(group for group in match.groups() if group)
            line = text.count("\n", 0, match.start()) + 1
            fault = None if reference.startswith("data:") else _fault(reference, root + path, {}, files, root)
            if fault or urlsplit(reference).scheme in ("http", "https"):
                advice = fault or f"“{reference}” loads from another host; keep the file in the site"
                yield Problem(Place(path, line), "site-asset", advice)


def _orphans(pages: dict[str, _Document], root: str) -> Iterator[Problem]:
    """Find pages that no walk along links from the first page reaches."""
    reached = {"index.html"}
    pending = ["index.html"]
    while pending:
        page = pages[pending.pop()]
        here = _join(_address(page, root), page.base)
        for reference in page.references:
            address = _join(here, reference).split("#")[0].split("?")[0]
            path = unquote(address.removeprefix(root)) if address.startswith(root) else ""
            path += "index.html" if path.endswith("/") else ""
            if path in pages and path not in reached:
                reached.add(path)
                pending.append(path)
    for path in sorted(set(pages) - reached - ANYWHERE):
        yield Problem(Place(path), "site-orphan", "no page links here; add the page to the navigation or remove it")
