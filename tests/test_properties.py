"""What holds for every input: nothing raises, every problem has a place, and words of authors stay words.

Hypothesis looks for the input that breaks this.  Sizes and numbers of examples are bounded so that all of it
takes seconds; to look longer, raise `max_examples`.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown  # type: ignore[import-untyped]
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros import render, rules, worksheets
from macros.course import QuizFile, WorksheetFile, load
from macros.markup import inline, plain
from macros.model import (
    QUESTION_TYPES,
    Amount,
    Choosing,
    Match,
    Model,
    Multiple,
    Quiz,
    Single,
    Table,
    Words,
    Worksheet,
)
from macros.page import read_page
from macros.problems import Problem
from macros.render import View
from macros.shape import fit, fit_quiz
from macros.source import Document, parse_yaml, read_yaml

from .conftest import CASES, ROOT

VALID = (CASES / "course" / "quizzes" / "day.yml").read_text("utf-8")
RULES = {rule.name for rule in rules.all_rules()}
M = TypeVar("M", bound=Model)


class Dumper(yaml.SafeDumper):
    """Writes the same part twice instead of an alias, as an author would."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the case course in which examples overwrite one file after the other."""
    folder = tmp_path_factory.mktemp("properties") / "course"
    shutil.copytree(CASES / "course", folder)
    shutil.copy(ROOT / "strings.yml", folder)
    return folder


@cache
def view() -> View:
    """Give the page on which examples are rendered; no fixture, as Hypothesis would print it with each example."""
    return View(replace(load(CASES / "course"), strings=load(ROOT).strings), "unit/day/")


def assert_well_said(problems: list[Problem], name: str, text: str) -> None:
    """Each problem has a known rule, stands inside its file, is one line, and says what to do."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert problem.rule in RULES
        assert len(str(problem).splitlines()) == 1
        assert len(problem.annotation().splitlines()) == 1
        wrong, semicolon, advice = problem.message.rpartition("; ")
        assert wrong, problem
        assert semicolon, problem
        assert advice, problem
        if problem.place.path == name:
            assert 1 <= problem.place.line <= len(lines), problem
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem


# --- Any input is read without a traceback ---


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_any_bytes_are_read_as_yaml_or_named(folder: Path, data: bytes) -> None:
    path = folder / "any.yml"
    path.write_bytes(data)
    document, problems = read_yaml(path, "any.yml")
    assert document.root or problems or data.decode("utf-8-sig").split("#")[0].strip() in ("{}", "--- {}")
    assert_well_said(problems, "any.yml", data.decode("utf-8", "replace"))


yaml_signs = st.lists(
    st.sampled_from([*"-?:,[]{}#&*!|>'\"%@`~ \n\t", "a", "1", "---\n", "...\n", "\n  ", "<<: ", ": ", "- ", "? ", "é"]),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(yaml_signs)
def test_any_signs_of_yaml_are_read_or_named(text: str) -> None:
    document, problems = parse_yaml(text, "any.yml")
    fit_quiz(document)
    assert_well_said(problems, "any.yml", text)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["facts.yml", "sources.yml", "strings.yml", "mkdocs.yml", "pictures/light.yml", "docs/index.md"])
    | st.sampled_from(["worksheets/plan.yml", "tables/meals.yml"]),
    st.binary(max_size=80) | yaml_signs.map(lambda text: text.encode()),
)
def test_any_bytes_in_any_file_leave_the_course_loadable(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    kept = path.read_bytes()
    try:
        path.write_bytes(data)
        assert_well_said(rules.check(load(folder)), name, data.decode("utf-8", "replace"))
    finally:
        path.write_bytes(kept)


page_signs = st.lists(
    st.sampled_from([*"#-*_`[]()<>!&|:/{}é\\\t\r\n\n\n\n ", "---\n", "{{ ", " }}", "{% ", " %}", "{# ", "<!--", "<?x"])
    | st.sampled_from(['{{ quiz("day") }}', "<a href=", "<![CDATA[", "<div>\n", "</div>", "[a](b.md#c)", "[x][y]"])
    | st.sampled_from(
        ["[y]: z\n", "/// note\n", "///\n", "```\n", "# H { #h }\n", "{% raw %}", "![i](j.svg)", "http://["]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(page_signs | st.text(max_size=200))
def test_any_page_is_read_or_named(text: str) -> None:
    text = text.replace("\r", "\n")
    page, problems = read_page("unit/any.md", text)
    assert_well_said(problems, "docs/unit/any.md", text)
    lines = text.split("\n")
    for place in (each.place for found in (page.headings, page.links, page.calls) for each in found):
        assert 1 <= place.line <= len(lines)
    assert page.minutes >= 1


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=12)
trees = st.recursive(
    scalars | st.sampled_from([*QUESTION_TYPES, "noon", "true", "[key]", "unit/day.md#noon"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "options", "answer", "questions", "ask", "why", "text", "a", "b", "[key]"])
            | st.text(max_size=6),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "lesson", "questions", "[key]", "x"]), trees) | trees)
def test_any_tree_is_fitted_or_named(folder: Path, tree: Any) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True)
    (folder / "any.yml").write_text(text, "utf-8", newline="")
    document, problems = read_yaml(folder / "any.yml", "any.yml")
    _, found = fit_quiz(document)
    assert_well_said([*problems, *found], "any.yml", text)


sheet_keys = ["parts", "fields", "kind", "rows", "given", "pick", "example", "options", "takes", "columns", "fact"]
sheet_trees = st.recursive(
    scalars | st.sampled_from(["line", "choice", "number", "true", "[key]", "plan/start/place", "dinner"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*sheet_keys, "a", "line", "[key]"]) | st.text(max_size=6), inner, max_size=5)
    ),
    max_leaves=12,
)
heads = ["title", "minutes", "parts", "example", "data", "exports", "says", "columns", "names", "rows", "[key]", "x"]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([Worksheet, Table]), st.dictionaries(st.sampled_from(heads), sheet_trees) | sheet_trees)
def test_any_tree_is_fitted_as_a_worksheet_or_table_or_named(
    folder: Path, model: type[Worksheet] | type[Table], tree: Any
) -> None:
    text = yaml.dump(tree, Dumper=Dumper, allow_unicode=True)
    (folder / "any.yml").write_text(text, "utf-8", newline="")
    document, problems = read_yaml(folder / "any.yml", "any.yml")
    made, found = fit(model, document)
    assert made is None or not found
    assert made is not None or found or problems
    assert_well_said([*problems, *found], "any.yml", text)


# --- Any slip in a valid quiz is told, not thrown ---

Node = dict[str, Any] | list[Any]


def nodes(tree: Any) -> list[tuple[Node, Any]]:
    """Give every place of a tree as its container and key."""
    found: list[tuple[Node, Any]] = []
    pending = [tree]
    while pending:
        node: Any = pending.pop()
        keys: Any = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        found += [(node, key) for key in keys]
        pending += [node[key] for key in keys]
    return found


def delete(container: Node, key: Any, _value: Any) -> None:
    del container[key]


def put(container: Node, key: Any, value: Any) -> None:
    container[key] = value


def rename(container: Node, key: Any, value: Any) -> None:
    if isinstance(container, dict):
        container[str(value)] = container.pop(key)


def double(container: Node, key: Any, value: Any) -> None:
    if isinstance(container, dict):
        container[f"{key}-{str(value)[:4]}"] = container[key]
    else:
        container.append(container[key])


def swap(container: Node, key: Any, _value: Any) -> None:
    other: Any = next(iter(container)) if isinstance(container, dict) else 0
    container[key], container[other] = container[other], container[key]


def bury(container: Node, key: Any, _value: Any) -> None:
    for _ in range(25):
        container[key] = [container[key]]


STRANGE = [
    "",
    " ",
    "\x00",
    "\x07\x1b[2J",
    "\u2028",
    "\ufeff",
    "\u202e",
    "a" * 400,
    "\u200d",
    "é",
    "e\u0301",
    "null",
    "~",
    "[",
    "{",
    "*x",
]
values = scalars | st.sampled_from([*STRANGE, *QUESTION_TYPES, "noon", "lesson", "index.md#x"]) | trees
changes = st.lists(
    st.tuples(st.sampled_from([delete, put, put, put, rename, double, swap, bury]), st.integers(min_value=0), values),
    min_size=1,
    max_size=3,
)


@settings(max_examples=150, deadline=None)
@given(changes)
def test_any_slip_in_the_tree_of_a_valid_quiz_is_told(
    folder: Path, changed: list[tuple[Callable[[Node, Any, Any], None], int, Any]]
) -> None:
    tree = yaml.safe_load(VALID)
    for change, at, value in changed:
        places = nodes(tree)
        if places:
            change(*places[at % len(places)], value)
    text = yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False)
    assert_told(folder, text)


edits = st.lists(
    st.tuples(
        st.sampled_from(["delete", "double", "swap", "insert", "cut", "indent"]),
        st.integers(min_value=0),
        st.integers(min_value=0),
        st.text(max_size=3) | st.sampled_from([*"-?:,[]{}#&*!|>'\"%@`\t\r\n", ": ", "- ", "\n\n", *STRANGE]),
    ),
    min_size=1,
    max_size=3,
)


def edited(text: str, edit: tuple[str, int, int, str]) -> str:
    kind, first, second, insert = edit
    lines = text.split("\n")
    one, other = first % len(lines), second % len(lines)
    if kind == "delete":
        del lines[one]
    elif kind == "double":
        lines.insert(other, lines[one])
    elif kind == "swap":
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == "indent":
        lines[one] = f" {lines[one]}"
    else:
        column = second % (len(lines[one]) + 1)
        rest = lines[one][column:] if kind == "insert" else ""
        lines[one] = lines[one][:column] + insert + rest
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(edits)
def test_any_slip_in_the_text_of_a_valid_quiz_is_told(folder: Path, changed: list[tuple[str, int, int, str]]) -> None:
    text = VALID
    for edit in changed:
        text = edited(text, edit)
    assert_told(folder, text)


def assert_told(folder: Path, text: str) -> None:
    """Reading, judging and rendering this quiz file raises nothing, and what is wrong is well said."""
    (folder / "quizzes" / "day.yml").write_bytes(text.encode())
    course = load(folder)
    assert_well_said(rules.check(course), "quizzes/day.yml", text)
    for file in course.quizzes.values():
        for pool in ("inline", "lesson", "final"):
            assert render.quiz(View(course, "unit/day/"), file, pool).startswith("<section")


# --- Any slip in a worksheet or table is told, not thrown ---

SHEETS = {
    name: (CASES / "course" / name).read_text("utf-8")
    for name in ("worksheets/plan.yml", "tables/meals.yml", "tables/dishes.yml")
}
sheet_names = st.sampled_from([*SHEETS, "worksheets/plan.yml"])
sheet_values = scalars | st.sampled_from([*STRANGE, "dinner", "start", "plan/start/place", "yes", "nan"]) | sheet_trees
sheet_changes = st.lists(
    st.tuples(
        st.sampled_from([delete, put, put, put, rename, double, swap, bury]), st.integers(min_value=0), sheet_values
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=120, deadline=None)
@given(sheet_names, sheet_changes)
def test_any_slip_in_the_tree_of_a_valid_worksheet_or_table_is_told(
    folder: Path, name: str, changed: list[tuple[Callable[[Node, Any, Any], None], int, Any]]
) -> None:
    tree = yaml.load(SHEETS[name], Loader=yaml.BaseLoader)  # noqa: S506  builds no objects
    for change, at, value in changed:
        places = nodes(tree)
        if places:
            change(*places[at % len(places)], value)
    assert_sheets_told(folder, name, yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False))


@settings(max_examples=120, deadline=None)
@given(sheet_names, edits)
def test_any_slip_in_the_text_of_a_valid_worksheet_or_table_is_told(
    folder: Path, name: str, changed: list[tuple[str, int, int, str]]
) -> None:
    text = SHEETS[name]
    for edit in changed:
        text = edited(text, edit)
    assert_sheets_told(folder, name, text)


def assert_sheets_told(folder: Path, name: str, text: str) -> None:
    """Reading, judging and rendering the course with this file raises nothing, and what is wrong is well said."""
    for each, valid in SHEETS.items():
        (folder / each).write_bytes((text if each == name else valid).encode())
    try:
        course = load(folder)
        assert_well_said(rules.check(course), name, text)
        for file in course.worksheets.values():
            assert worksheets.worksheet(View(course, "unit/day/"), file).startswith("<section")
    finally:
        (folder / name).write_text(SHEETS[name], "utf-8")


# --- A valid quiz, whatever its words ---

HOSTILE = [
    "<script>alert(1)</script>",
    "</section></form><h1>out</h1>",
    '"><img src=x onerror=alert(1)>',
    "' onclick='alert(1)",
    "<!-- -->",
    "]]><![CDATA[",
    "&lt;b&gt;&#60;i&#62;&amp;",
    "[x](javascript:alert(1))",
    "[x](<data:text/html,a>)",
    "[x](./javascript:alert(1))",
    '[x](https://example.org/"onclick="alert(1) "a\\"onload=\\"b")',
    '![x](y.svg "\\" onerror=\\"alert(1)")',
    "<javascript:alert(1)>",
    "`</code><b>`",
    "```html\n</pre><b>\n```",
    '```"onclick="x\n<b>\n```',
    "{{ quiz('day') }} {% raw %} {# #}",
    "{number} {0} %s %(a)s",
    "**bold *and `code`***",
    "| a | b |\n|---|---|\n| c | d |",
    "# heading",
    "- item\n\n  deep",
    "> quoted",
    "line\nline  \nline\\\nline",
    "a\n\n\n\nb",
    "[ref][]\n\n[ref]: index.md 'title'",
    "*[HTML]: abbreviation",
    "{: .class onclick=x }",
    "text { #id onclick=x }",
    "<course-quiz data-words='{}'>",
    "\u202eright to left \u2066",
    "عربي עברית 漢字 👩‍💻 e\u0301",
    "$\\frac{a}{b}$",
    ":smile: ==mark== ~~del~~ ++ins++",
    "/// note\nx\n///",
    "1. one",
    "+ plus",
    "http://[",
    "😀" * 30,
]
# Control characters and the like are refused when a file is read.
letters = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff") | st.just("\n")
words = (
    st.sampled_from(HOSTILE)
    | st.text(letters, min_size=1, max_size=20).filter(str.strip)
    | st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3).map(" ".join)
)
KEYS = ("one", "two", "three-3", "four")


@st.composite
def quizzes(draw: st.DrawFn) -> dict[str, Any]:
    """Give the tree of a quiz of one question of any type, with hostile words in every text."""
    texts = cycle(draw(st.lists(words, min_size=1, max_size=5)))
    kind = draw(st.sampled_from(sorted(QUESTION_TYPES)))
    keys = draw(st.permutations(KEYS))
    number = draw(st.integers(1, 4))
    flag = draw(st.booleans())
    question = {
        "type": kind,
        "level": "apply",
        "objective": "name-times",
        "pool": "lesson",
        "ask": next(texts),
        "review": draw(st.sampled_from(["unit/day.md#noon", "index.md", "no/such.md#page", "a'b\".md#c<d>"])),
        "negative": flag,
    }
    if flag:
        question["hint"] = next(texts)
    if kind in ("text", "number"):
        question["why"] = next(texts)
    else:
        question["options"] = {key: {"text": next(texts), "why": next(texts)} for key in keys}
    if kind == "single":
        question |= {"answer": keys[0], "fixed": flag}
    elif kind == "multiple":
        question["answer"] = keys[:number]
    elif kind == "order":
        question["answer"] = draw(st.permutations(KEYS))
    elif kind == "match":
        question["targets"] = {key: next(texts) for key in KEYS[:number]}
        question["answer"] = {key: KEYS[at % number] for at, key in enumerate(keys)}
    elif kind == "text":
        question["accept"] = [next(texts) for _ in range(number)]
        question["ignore"] = ["case", "space", "diacritics"][: number - 1]
    else:
        question["value"] = draw(st.floats(-1e9, 1e9) | st.integers(-(10**6), 10**6))
        if flag:
            question |= {"tolerance": draw(st.floats(0, 10)), "unit": next(texts)}
    return {"title": next(texts), "lesson": "unit/day.md", "questions": {"asked": question}}


def read(tree: dict[str, Any]) -> QuizFile:
    text = yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False)
    document, problems = parse_yaml(text, "quizzes/any.yml")
    assert problems == []
    quiz, problems = fit_quiz(document)
    assert problems == []
    return QuizFile("any", quiz, document)


@settings(max_examples=100, deadline=None)
@given(quizzes())
def test_a_valid_quiz_is_the_same_after_it_was_written_and_read_again(tree: dict[str, Any]) -> None:
    quiz = read(tree).quiz
    assert list(quiz.questions) == list(tree["questions"])
    again = read(quiz.model_dump(mode="json", exclude_none=True)).quiz
    assert again == quiz
    assert list(again.questions) == list(quiz.questions)


@settings(max_examples=100, deadline=None)
@given(quizzes())
def test_the_key_in_the_page_is_the_key_in_the_file(tree: dict[str, Any]) -> None:
    file = read(tree)
    html = LexborHTMLParser(render.quiz(view(), file))
    forms = html.css("form[data-question]")
    assert [form.attributes["data-question"] for form in forms] == [f"any/{key}" for key in file.quiz.questions]
    for form, question in zip(forms, file.quiz.questions.values(), strict=True):
        assert form.attributes["data-type"] == question.type
        key = json.loads(form.attributes["data-key"] or "")
        if isinstance(question, Words):
            assert (key["accept"], key["ignore"]) == (list(question.accept), list(question.ignore))
        elif isinstance(question, Amount):
            assert (key["value"], key["tolerance"]) == (question.value, question.tolerance or 0)
        else:
            answer = question.answer
            assert key == (list(answer) if isinstance(answer, tuple) else answer)


@settings(max_examples=100, deadline=None)
@given(quizzes())
def test_every_word_of_a_valid_quiz_can_be_read_on_the_page(tree: dict[str, Any]) -> None:
    file = read(tree)
    html = LexborHTMLParser(render.quiz(view(), file))
    for form, question in zip(html.css("form[data-question]"), file.quiz.questions.values(), strict=True):
        options = getattr(question, "options", {})
        shown = {node.attributes["data-option"]: node for node in form.css("[data-option]")}
        assert set(shown) == set(options)
        reasons = {node.attributes["data-for"]: node for node in form.css("[data-for]")}
        assert set(reasons) == set(options)
        for key, option in options.items():
            assert squeezed(plain(option.text)) in read_text(shown[key])
            assert squeezed(plain(option.why)) in read_text(reasons[key])
        assert [read_text(line) for line in form.css(".answer__key strong")] == [
            squeezed(line) for line in restated(question, [str(key) for key in shown])
        ]


def restated(question: Any, printed: list[str]) -> list[str]:
    """Restate the key in words, as a reader without scripts finds it, in printed order unless order is asked."""
    if isinstance(question, Words):
        return [question.accept[0]]
    if isinstance(question, Amount):
        return [f"{render.number(question.value)} {question.unit or ''}"]
    text = {key: plain(option.text) for key, option in question.options.items()}
    if isinstance(question, Match):
        return [f"{text[key]} → {question.targets[question.answer[key]]}" for key in printed]
    keys = [question.answer] if isinstance(question, Single) else question.answer
    if isinstance(question, Multiple):
        keys = [key for key in printed if key in keys]
    return [text[key] for key in keys]


def squeezed(text: str) -> str:
    """Drop white space and what the two sides write differently: control characters are no text in HTML."""
    return "".join(each for each in text if each.isprintable() and not each.isspace())


def read_text(node: LexborNode) -> str:
    return squeezed(node.text())


# What Markdown may make of a field, with the attributes it gives.
MARKDOWN = {
    **dict.fromkeys(["em", "strong", "pre", "p", "ul", "li", "blockquote", "hr", "br"], ()),
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], ()),
    "a": ("href", "title"),
    "code": ("class",),
    "img": ("src", "alt", "title"),
    "ol": ("start",),
    "span": ("class",),
}


def bland(tree: Any, key: str = "") -> Any:
    """Give the same quiz with plain words in every text."""
    if isinstance(tree, dict):
        return {name: bland(value, name) for name, value in tree.items()}
    if isinstance(tree, list):
        return [bland(each, key) if key != "accept" else f"word {at}" for at, each in enumerate(tree)]
    plain_words = {"title", "ask", "hint", "text", "why", "unit"}
    return "words" if isinstance(tree, str) and key in plain_words else tree


def elements(html: str) -> Counter[tuple[str, tuple[str, ...]]]:
    tree = LexborHTMLParser(html)
    return Counter((node.tag or "", tuple(sorted(node.attributes))) for node in tree.css("*"))


@settings(max_examples=150, deadline=None)
@given(quizzes())
def test_no_element_or_attribute_comes_from_the_words(tree: dict[str, Any]) -> None:
    # Targets are named by their ids here, so that both quizzes have the same number of them.
    html = render.quiz(view(), read(tree))
    quiet = bland(tree)
    for question in quiet["questions"].values():
        if "targets" in question:
            question["targets"] = dict.fromkeys(question["targets"], "words")
    added = elements(html)
    added.subtract(elements(render.quiz(view(), read(quiet))))
    for (tag, attributes), times in added.items():
        # What stands below the first paragraph, such as code, gets a div, which describes the group.
        if tag == "div" or (tag == "fieldset" and set(attributes) <= {"class", "aria-describedby"}):
            continue
        if times > 0:
            assert set(attributes) <= set(MARKDOWN.get(tag, ())), (tag, attributes)
        if tag not in MARKDOWN:
            assert times == 0, (tag, attributes)
    for node in LexborHTMLParser(html).css("[href], [src]"):
        address = (node.attributes.get("href") or node.attributes.get("src") or "").strip().casefold()
        assert not address.startswith(("javascript:", "vbscript:", "data:text", "file:")), address


class Balance(HTMLParser):
    """Fails where an element is closed that is not the one open."""

    VOID = frozenset(["br", "hr", "img", "input"])

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@settings(max_examples=100, deadline=None)
@given(quizzes())
def test_every_element_is_closed_in_its_turn_and_no_id_stands_twice(tree: dict[str, Any]) -> None:
    html = render.quiz(view(), read(tree))
    reader = Balance()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    names = [node.attributes["id"] for node in LexborHTMLParser(html).css("[id]")]
    assert len(names) == len(set(names))


@settings(max_examples=100, deadline=None)
@given(words)
def test_a_field_gives_the_same_words_as_html_and_as_plain_text(text: str) -> None:
    node = LexborHTMLParser(f"<body>{inline(text)}</body>").body
    assert node is not None
    assert read_text(node) == squeezed(plain(text))


EXTENSIONS = [
    "abbr",
    "attr_list",
    "tables",
    "toc",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
]


@settings(max_examples=60, deadline=None)
@given(quizzes())
def test_a_finished_quiz_passes_through_the_markdown_of_a_page_unchanged(tree: dict[str, Any]) -> None:
    html = render.quiz(view(), read(tree))
    page = Markdown(extensions=EXTENSIONS).convert(f"Before.\n\n{html}\n\nAfter.\n\n*[HTML]: abbreviation\n")
    assert page == f"<p>Before.</p>\n{html}\n\n<p>After.</p>"


def test_the_markdown_above_is_that_of_the_course() -> None:
    settings_of_course = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    names = [each if isinstance(each, str) else next(iter(each)) for each in settings_of_course["markdown_extensions"]]
    assert names == EXTENSIONS


def test_the_quizzes_of_this_course_come_out_of_the_model_as_they_went_in() -> None:
    course = load(ROOT)
    assert course.quizzes
    for file in course.quizzes.values():
        assert isinstance(file.quiz, Quiz)
        assert read(file.quiz.model_dump(mode="json", exclude_none=True)).quiz == file.quiz


# --- A valid worksheet, whatever its words ---

TEXTS = ("line", "area", "link", "date", "month", "number")
KINDS = (*TEXTS, "check", "choice", "scale", "result")


@st.composite
def sheets(draw: st.DrawFn) -> dict[str, Any]:
    """Give the trees of a worksheet and of its table, with hostile words in every text."""
    texts = cycle(draw(st.lists(words, min_size=1, max_size=5)))
    parts: dict[str, Any] = {}
    written: dict[str, Any] = {}
    for part in KEYS[: draw(st.integers(1, 3))]:
        kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
        fields = {key: _field(draw, kind, texts) for key, kind in zip(KEYS, kinds, strict=False)}
        parts[part] = {"title": next(texts), "fields": fields}
        values = {key: _written(each, texts) for key, each in fields.items()}
        form = draw(st.sampled_from(["plain", "rows", "given"]))
        if form == "plain":
            parts[part]["intro"] = next(texts)
            written[part] = values
        elif form == "given":
            parts[part]["given"] = {"noon": next(texts), "night": next(texts)}
            written[part] = {"night": values}
        else:
            parts[part]["rows"] = {"one": next(texts), "blank": draw(st.integers(1, 3))}
            parts[part]["columns"] = draw(st.sampled_from([[], list(fields)[:1]]))
            if draw(st.booleans()):
                fills = {next(iter(fields)): "name"}
                parts[part]["pick"] = {"table": "any-table", "filter": ["ids"], "fills": fills}
            written[part] = [values, values]
    table = {
        "title": next(texts),
        "note": next(texts),
        "sources": ["almanac"],
        "region": next(texts),
        "as_of": "2026",
        "columns": {"name": next(texts), "ids": next(texts), "more": next(texts)},
        "names": {"ids": "any-table"},
        "rows": {
            "one": {"name": next(texts), "ids": ["one", "two"], "more": {"fact": "day-hours"}},
            "two": {"name": next(texts), "ids": next(texts), "more": next(texts)},
        },
    }
    sheet = {
        "title": next(texts),
        "leaves": next(texts),
        "minutes": 5,
        "parts": parts,
        "example": {"who": next(texts), "parts": written},
        "data": draw(st.sampled_from([[], ["any-table"]])),
        "exports": draw(st.sampled_from([["markdown"], ["csv", "calendar"], ["text"]])),
        "says": {"hours-left": next(texts)},
    }
    return {"sheet": sheet, "table": table}


def _field(draw: st.DrawFn, kind: str, texts: Iterator[str]) -> dict[str, Any]:
    field: dict[str, Any] = {"kind": kind, "label": next(texts)}
    if draw(st.booleans()):
        field |= {"help": next(texts), "above": next(texts), "history": True, "person": True}
        field["takes"] = draw(st.sampled_from([["any/one/one"], ["plan/meals/what?eaten=yes", "no/such/field"]]))
    if kind in ("choice", "scale", "result"):
        own = {"options": {"one": next(texts), "two": next(texts)}}
        field |= draw(st.sampled_from([own, {"rows_of": "any-table"}]))
    if kind == "number":
        field |= draw(st.sampled_from([{}, {"least": 0, "most": 24.5, "unit": next(texts)}]))
    return field


def _written(field: dict[str, Any], texts: Iterator[str]) -> str:
    return next(texts) if field["kind"] in TEXTS else "yes" if field["kind"] == "check" else "two"


def read_model(model: type[M], tree: dict[str, Any], name: str) -> tuple[M, Document]:
    text = yaml.dump(tree, Dumper=Dumper, allow_unicode=True, sort_keys=False)
    document, problems = parse_yaml(text, name)
    made, found = fit(model, document)
    assert [*problems, *found] == []
    assert made is not None
    return made, document


def sheet_page(trees: dict[str, Any]) -> tuple[View, WorksheetFile]:
    """Give the page on which a drawn worksheet is rendered, and the worksheet."""
    sheet, document = read_model(Worksheet, trees["sheet"], "worksheets/any.yml")
    table, _ = read_model(Table, trees["table"], "tables/any-table.yml")
    file = WorksheetFile("any", sheet, document)
    course = replace(
        view().course,
        worksheets={**view().course.worksheets, "any": file},
        tables={**view().course.tables, "any-table": table},
    )
    return View(course, "unit/day/"), file


def rendered_sheet(trees: dict[str, Any]) -> str:
    return worksheets.worksheet(*sheet_page(trees))


@settings(max_examples=100, deadline=None)
@given(sheets())
def test_a_valid_worksheet_or_table_is_the_same_after_it_was_written_and_read_again(trees: dict[str, Any]) -> None:
    for model, tree in ((Worksheet, trees["sheet"]), (Table, trees["table"])):
        made, _ = read_model(model, tree, "any.yml")
        dumped = made.model_dump(mode="json", exclude_none=True)
        again, _ = read_model(model, dumped, "any.yml")
        assert again == made
        assert again.model_dump_json() == made.model_dump_json()  # as equal, and in the same order


@settings(max_examples=100, deadline=None)
@given(sheets())
def test_what_the_page_gives_the_script_is_what_the_file_says(trees: dict[str, Any]) -> None:
    page, file = sheet_page(trees)
    [element] = LexborHTMLParser(worksheets.worksheet(page, file)).css("course-worksheet")
    carried = json.loads(element.attributes["data-sheet"] or "")
    assert carried == json.loads(json.dumps(worksheets.definition(page, file)))
    assert json.loads(element.attributes["data-words"] or "")["hours-left"] == file.sheet.says["hours-left"]
    for part, (key, written) in zip(carried["parts"], file.sheet.parts.items(), strict=True):
        assert (part["id"], part["title"]) == (key, written.title)
        assert [(each["id"], each["kind"], each["label"]) for each in part["fields"]] == [
            (name, each.kind, each.label) for name, each in written.fields.items()
        ]
        for each, field in zip(part["fields"], written.fields.values(), strict=True):
            assert (each.get("least"), each.get("most")) == (
                getattr(field, "least", None),
                getattr(field, "most", None),
            )


@settings(max_examples=100, deadline=None)
@given(sheets())
def test_every_word_of_a_valid_worksheet_can_be_read_on_the_page(trees: dict[str, Any]) -> None:
    page, file = sheet_page(trees)
    # Text in a template is no text of the page until its script runs.
    html = LexborHTMLParser(worksheets.worksheet(page, file).replace("template>", "div>"))
    assert html.body is not None
    for said in (file.sheet.title, file.sheet.leaves, file.sheet.example.who):
        assert squeezed(said) in read_text(html.body)
    for key, part in file.sheet.parts.items():
        [section] = html.css(f'[data-part="{key}"]')
        names = [part.title, plain(part.intro or ""), *part.given.values(), *([part.rows.one] if part.rows else [])]
        for field in part.fields.values():
            names += [field.label, field.above or "", plain(field.help or "")]
            if isinstance(field, Choosing) and field.kind != "result":
                names += worksheets.options(page, field).values()
        for said in names:
            assert squeezed(said) in read_text(section)


# What is no text: ids, kinds, dates and the like.
KEPT = {"kind", "takes", "pick", "rows_of", "names", "sources", "as_of", "fact", "exports", "data", "minutes"}


def bland_sheet(tree: Any) -> Any:
    """Give the same worksheet or table with plain words in every text."""
    if isinstance(tree, dict):
        return {key: value if key in KEPT else bland_sheet(value) for key, value in tree.items()}
    if isinstance(tree, list):  # rows of an example, or ids
        return [bland_sheet(each) if isinstance(each, dict) else each for each in tree]
    return "words" if isinstance(tree, str) and tree not in ("yes", "two") else tree


@settings(max_examples=150, deadline=None)
@given(sheets())
def test_no_element_or_attribute_comes_from_the_words_of_a_worksheet(trees: dict[str, Any]) -> None:
    html = rendered_sheet(trees)
    added = elements(html)
    added.subtract(elements(rendered_sheet(bland_sheet(trees))))
    for (tag, attributes), times in added.items():
        if times > 0:
            assert set(attributes) <= set(MARKDOWN.get(tag, ())), (tag, attributes)
        if tag not in MARKDOWN:
            assert times == 0, (tag, attributes)
    for node in LexborHTMLParser(html).css("[href], [src]"):
        address = (node.attributes.get("href") or node.attributes.get("src") or "").strip().casefold()
        assert not address.startswith(("javascript:", "vbscript:", "data:text/html", "file:")), address


@settings(max_examples=100, deadline=None)
@given(sheets())
def test_every_element_of_a_worksheet_is_closed_in_its_turn_and_no_id_stands_twice(trees: dict[str, Any]) -> None:
    html = rendered_sheet(trees)
    reader = Balance()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    tree = LexborHTMLParser(html)
    names = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(names) == len(set(names))
    for name in ("aria-labelledby", "aria-describedby"):
        assert {node.attributes[name] for node in tree.css(f"[{name}]")} <= set(names)


@settings(max_examples=60, deadline=None)
@given(sheets())
def test_a_finished_worksheet_passes_through_the_markdown_of_a_page_unchanged(trees: dict[str, Any]) -> None:
    html = rendered_sheet(trees)
    page = Markdown(extensions=EXTENSIONS).convert(f"Before.\n\n{html}\n\nAfter.\n\n*[HTML]: abbreviation\n")
    assert page == f"<p>Before.</p>\n{html}\n\n<p>After.</p>"


def test_the_worksheets_and_tables_of_this_course_come_out_of_the_model_as_they_went_in() -> None:
    course = load(ROOT)
    assert course.worksheets
    assert course.tables
    for file in course.worksheets.values():
        dumped = file.sheet.model_dump(mode="json", exclude_none=True)
        assert read_model(Worksheet, dumped, "any.yml")[0] == file.sheet
    for table in course.tables.values():
        assert read_model(Table, table.model_dump(mode="json", exclude_none=True), "any.yml")[0] == table
