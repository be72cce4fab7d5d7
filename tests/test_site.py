"""The check of the built site: each planted fault is found, and what browsers follow without complaint is let alone."""

from pathlib import Path

import pytest

from macros import site

URL = "https://example.org/course/"


def check(folder: Path, files: dict[str, str], url: str = URL) -> list[str]:
    """Write a site of these files (`index.html` is given unless written) and give its problems."""
    for name, text in ({"index.html": "<p>x</p>"} | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [str(problem) for problem in site.check(folder, url)]


def rules(folder: Path, files: dict[str, str], url: str = URL) -> list[str]:
    return [line.split(": ")[1] for line in check(folder, files, url)]


GOOD = {
    "index.html": """\
<link rel="stylesheet" href="assets/css/a.css"><script src="assets/js/a.js"></script>
<h1 id="top">Start</h1>
<a href="a/">a</a> <a href="./a/#one">one</a> <a href="a/?q=1#one">query</a> <a href="#top">top</a> <a href="">here</a>
<a href="https://example.com/x">away</a> <a href="mailto:a@example.org">mail</a> <a href="tel:+1">call</a>
<a href="/course/a/">with base path</a> <a href="https://example.org/course/a/#one">whole address</a>
<a href="a/index.html">file</a> <a href="caf%C3%A9/">encoded</a> <a href="#:~:text=x">text</a>
<a href="#__search">the theme's own</a>
<img src="a.svg" srcset="a.svg 1x, a.svg 2x"> <img src="data:image/png;base64,AA=="> <video poster="a.svg"></video>
<code>{{ quiz }}</code> <pre>{% raw %}</pre> <script>var a = "{{"; [x][y]</script> <p>a [1] b</p>
""",
    "a/index.html": '<a href="../">up</a> <h2 id="one">One</h2> <a name="old"></a> <a href="#old">old</a>',
    "café/index.html": "<p>x</p>",
    "404.html": '<a href="/course/">start</a> <link rel="stylesheet" href="/course/assets/css/a.css">',
    "a.svg": "<svg/>",
    "assets/css/a.css": "@import 'b.css'; p { background: url(../../a.svg) } q { background: url('data:image/x,y') }",
    "assets/css/b.css": "p {}",
    "assets/js/a.js": 'import { b } from "./b.js"; const c = () => import("./b.js"); import "node";',
    "assets/js/b.js": "export const b = 1;",
    "assets/javascripts/bundle.js": 'import "./not-ours.js"',
}


@pytest.mark.parametrize("url", [URL, URL.rstrip("/")])
def test_a_good_site_gives_nothing(url: str, tmp_path: Path) -> None:
    assert check(tmp_path, GOOD, url) == []


def test_a_good_site_at_the_root_of_its_host_gives_nothing(tmp_path: Path) -> None:
    files = {name: text.replace("/course/", "/") for name, text in GOOD.items()}
    assert check(tmp_path, files, "https://example.org/") == []


@pytest.mark.parametrize(
    ("html", "rule", "named"),
    [
        ('<a href="nowhere/">x</a>', "site-link", "nowhere/"),
        ('<area href="nowhere/">', "site-link", "nowhere/"),
        ('<a href="a">a page without its slash</a>', "site-link", "“a” "),
        ('<link rel="stylesheet" href="no.css">', "site-link", "no.css"),
        ('<img src="no.svg">', "site-link", "no.svg"),
        ('<script src="no.js"></script>', "site-link", "no.js"),
        ('<iframe src="no.html"></iframe>', "site-link", "no.html"),
        ('<video poster="no.svg"></video>', "site-link", "no.svg"),
        ('<img srcset="a.svg 1x, no.svg 2x">', "site-link", "no.svg"),
        ('<a href="a/#two">x</a>', "site-link", "a/#two"),
        ('<a href="#two">x</a>', "site-link", "#two"),
        ('<a href="/a/">no base path</a>', "site-link", "base path"),
        ('<a href="https://example.org/a/">no base path</a>', "site-link", "base path"),
        ('<a href="../">above the site</a>', "site-link", "base path"),
        ('<a href="javascript:alert(1)">x</a>', "site-link", "javascript:"),
        ('<a href="ftp://example.org/">x</a>', "site-link", "ftp:"),
        ('<a href="http://[">x</a>', "site-link", "http://["),
        ('<a href="a/roles.md">x</a>', "site-link", "a/roles.md"),
        ('<p id="two"></p><p id="two"></p>', "site-id", "“two” stands 2 times"),
        ("<p>{{ quiz('x') }}</p>", "site-leftover", "{{ quiz"),
        ("<p>{% if x %}</p>", "site-leftover", "{% if"),
        ("<p>Macro Rendering Error</p>", "site-leftover", "Macro Rendering Error"),
        ("<p>Macro Syntax Error</p>", "site-leftover", "Macro Syntax Error"),
        ("<p>see [the text][the name]</p>", "site-leftover", "[the text][the name]"),
    ],
)
def test_a_fault_on_a_page_is_found_once_and_named(html: str, rule: str, named: str, tmp_path: Path) -> None:
    files = {"index.html": f'<a href="a/">a</a>{html}', "a/index.html": '<h2 id="one">x</h2>', "a.svg": "<svg/>"}
    [line] = check(tmp_path, files)
    assert line.startswith(f"index.html:1:1: {rule}: ")
    assert named in line


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.css", "\np { background: url(no.svg) }", 2),
        ("a.css", "@import 'no.css';", 1),
        ("a.css", 'p { src: url("no.woff2") }', 1),
        ("a.css", "@import 'https://example.com/a.css';", 1),
        ("a.css", "p { background: url(https://example.com/a.svg) }", 1),
        ("a.css", "p { background: url(/a.svg) }", 1),
        ("a.js", '\n\nimport { x } from "./no.js";', 3),
        ("a.js", 'export { x } from "./no.js";', 1),
        ("a.js", 'import "../no.js"', 1),
        ("a.js", "await import('./no.js')", 1),
    ],
)
def test_a_fault_in_style_or_script_is_found_on_its_line(name: str, text: str, line: int, tmp_path: Path) -> None:
    [found] = check(tmp_path, {f"assets/{name}": text})
    assert found.startswith(f"assets/{name}:{line}:1: site-asset: ")


def test_a_page_that_no_walk_from_the_start_reaches_is_an_orphan(tmp_path: Path) -> None:
    files = {
        "index.html": '<a href="a/">a</a>',
        "a/index.html": '<a href="../b/">b</a>',
        "b/index.html": "<p>reached by two steps</p>",
        "c/index.html": '<a href="../d/">d</a>',
        "d/index.html": '<a href="../c/">c</a>',
    }
    assert [line.split(": ")[:2] for line in check(tmp_path, files)] == [
        ["c/index.html:1:1", "site-orphan"],
        ["d/index.html:1:1", "site-orphan"],
    ]


def test_the_page_for_lost_readers_is_served_anywhere_and_must_not_link_relatively(tmp_path: Path) -> None:
    assert rules(tmp_path, {"404.html": '<a href="/course/">start</a>'}) == []
    [line] = check(tmp_path, {"404.html": '<a href=".">start</a>'})
    assert line.startswith("404.html:1:1: site-link: “.” ")


def test_a_base_element_turns_the_links_of_its_page(tmp_path: Path) -> None:
    files = {"index.html": '<a href="a/">a</a>', "a/index.html": '<base href="../"><a href="a/">a</a>'}
    assert rules(tmp_path, files) == []
    files["a/index.html"] = '<base href="http://["><a href="a/">a</a>'
    assert rules(tmp_path, files) == ["site-link"]
    files["a/index.html"] = '<base href="../"><a href="../a/">a</a>'
    assert rules(tmp_path, files) == ["site-link"]


def test_a_reference_that_is_no_address_does_not_hide_the_pages_behind_the_others(tmp_path: Path) -> None:
    files = {"index.html": '<a href="http://[">x</a><a href="a/">a</a>', "a/index.html": "<p>x</p>"}
    assert rules(tmp_path, files) == ["site-link"]


def test_the_same_fault_twice_on_a_page_is_told_once(tmp_path: Path) -> None:
    assert len(check(tmp_path, {"index.html": '<a href="no/">x</a><a href="no/">y</a>'})) == 1


def test_a_folder_without_a_site_is_one_problem(tmp_path: Path) -> None:
    [problem] = site.check(tmp_path, URL)
    assert problem.rule == "site-empty"


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://evil.example/x.js"></script>',
        '<img src="//tracker.example/p.gif">',
        '<img src="a.svg" srcset="https://tracker.example/p.gif 2x">',
        '<link rel="stylesheet" href="https://fonts.example/a.css">',
        '<iframe src="https://video.example/"></iframe>',
        '<script src="data:text/javascript,alert(1)"></script>',
        '<object data="https://video.example/a.swf"></object>',
    ],
)
def test_nothing_is_loaded_from_another_host(html: str, tmp_path: Path) -> None:
    files = {"index.html": html, "a.svg": "<svg/>"}
    assert "site-elsewhere" in rules(tmp_path, files)


@pytest.mark.parametrize(
    "html", ["<script>fetch(1)</script>", '<p onclick="x()">x</p>', "<script src='a.js'></script>"]
)
def test_a_script_in_the_content_is_named(html: str, tmp_path: Path) -> None:
    files = {"index.html": f"<article>{html}</article>", "a.js": ""}
    assert rules(tmp_path, files) == ["site-script"]


def test_a_quiz_that_the_page_template_left_out_is_named(tmp_path: Path) -> None:
    assert rules(tmp_path, {"index.html": "<article><!-- course-quiz roles --></article>"}) == ["site-leftover"]


def test_a_page_in_another_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"<p>caf\xe9</p>")
    (tmp_path / "a.css").write_bytes(b"p { content: '\xff' }")
    assert site.check(tmp_path, URL) == []
