"""Source files: text with its encoding checked, YAML with the place of every key and value.

YAML here is a small, dull language on purpose.  Scalars stay the words that the author typed (`no`, `1:30`
and `012` are text; the model turns text into numbers where it wants numbers).  Duplicate keys, anchors,
aliases, tags and several documents in one file are problems, not features.  The tree is built from the
parser's events in one loop, so that depth and size are bounded and no input can exhaust the stack.
"""

import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .problems import Place, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
PathInFile = Sequence[str | int]  # keys and positions from the root of a file down
# Control characters, and the line ends that editors do not show as such; tab, line feed and carriage return pass.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
# After these the tree is not what the author meant, and whatever else could be said of it would be noise.
UNUSABLE = {"yaml-syntax", "yaml-depth", "yaml-alias", "yaml-key"}


class Mapping(dict[str, Any]):
    """A YAML mapping that remembers where each key and value stands."""

    __slots__ = ("marks", "start")

    def __init__(self, start: tuple[int, int]) -> None:
        super().__init__()
        self.start = start
        self.marks: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {}


class Items(list[Any]):
    """A YAML sequence that remembers where each item stands."""

    __slots__ = ("marks", "start")

    def __init__(self, start: tuple[int, int]) -> None:
        super().__init__()
        self.start = start
        self.marks: list[tuple[int, int]] = []


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read a UTF-8 file.

    `name` is the path to print.  Gives the text with plain line ends, empty when it cannot be used, and the
    problems found.
    """
    start = Place(name)
    if not path.is_file():
        message = "the file is missing; add it"
        if path.exists() or path.is_symlink():
            kind = "a folder" if path.is_dir() else "no plain file, or a link to one that is missing"
            message = f"this is {kind}; put a plain text file here or rename it"
        return "", [Problem(start, "file-kind", message)]
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        return "", [Problem(start, "file-kind", f"the file cannot be read ({error.strerror}); change its rights")]
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1e6:.1f} MB, more than the {MAX_BYTES / 1e6:g} MB a source file may have"
        return "", [Problem(start, "file-size", f"the file has {size}; split it")]
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file with the encoding UTF-8"
        return "", [Problem(Place(name, line, column), "file-encoding", message)]
    unseen = UNSEEN.search(text)
    return (text, []) if unseen is None else ("", [_unseen(unseen, name)])


def _unseen(match: re.Match[str], name: str) -> Problem:
    before = match.string[: match.start()]
    place = Place(name, before.count("\n") + 1, match.start() - before.rfind("\n"))
    message = f"the invisible character U+{ord(match.group()):04X} stands here; remove it"
    return Problem(place, "file-encoding", message)


@dataclass(frozen=True)
class Document:
    """A YAML file as read: the path to print, the mapping it holds (empty when it could not be read), its text."""

    path: str
    root: Mapping
    text: str = ""

    def place(self, path: PathInFile = (), *, key: bool = False) -> Place:
        """Give the place of the value at `path`, or of its key, or of the nearest part that exists."""
        node: Any = self.root
        mark = node.start
        for step in path:
            if isinstance(node, Mapping) and isinstance(step, str) and step in node.marks:
                mark = node.marks[step][0 if key or not _typed(node[step]) else 1]
                node = node[step]
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
                mark = node.marks[step]
                node = node[step]
            else:
                break
        return Place(self.path, *mark)


def _typed(value: Any) -> bool:
    """A mapping or a missing value is best shown by its key; text and lists by themselves."""
    return value is not None and not isinstance(value, Mapping)


def read_yaml(path: Path, name: str) -> tuple[Document, list[Problem]]:
    """Read a file that holds one YAML mapping; `name` is the path to print."""
    text, problems = read_text(path, name)
    if problems:
        return Document(name, Mapping((1, 1))), problems
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """Build the document that `text` holds; `first_line` is the line of the file on which the text begins."""
    builder = _Builder(name, first_line - 1, escapes="\\" in text)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax(error, text, name, first_line - 1))
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        builder.problems.append(
            Problem(Place(name, first_line), "yaml-syntax", f"not YAML: {reason}; remove the character")
        )
    except _TooDeepError:
        pass
    root = builder.root
    if isinstance(root, Mapping) and not any(problem.rule in UNUSABLE for problem in builder.problems):
        return Document(name, root, text), builder.problems
    if not builder.problems:
        rule, what = ("file-empty", "nothing is written") if root is None else ("yaml-root", "there are no fields")
        message = f"{what} here; begin with lines such as `title: …`"
        builder.problems.append(Problem(Place(name, first_line), rule, message))
    return Document(name, Mapping((first_line, 1))), builder.problems


class _TooDeepError(Exception):
    """Nesting went past MAX_DEPTH; the problem is already noted."""


class _Builder:
    """Takes parser events one by one and grows the tree of Mapping, Items and text."""

    def __init__(self, name: str, offset: int, *, escapes: bool) -> None:
        self.name = name
        self.offset = offset
        self.escapes = escapes  # only an escape such as "\x07" can hide a character that read_text has not seen
        self.root: Any = None
        self.problems: list[Problem] = []
        self._open: list[Mapping | Items] = []
        self._keys: list[tuple[str, tuple[int, int]] | None] = []
        self._documents = 0
        self._take: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._start(event, Mapping(self._at(event))),
            yaml.SequenceStartEvent: lambda event: self._start(event, Items(self._at(event))),
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def take(self, event: yaml.Event) -> None:
        handler = self._take.get(type(event))
        if handler is not None:
            handler(event)

    def _at(self, event: yaml.Event) -> tuple[int, int]:
        mark: Any = event.start_mark
        return mark.line + 1 + self.offset, mark.column + 1

    def _note(self, event: yaml.Event, rule: str, message: str) -> None:
        self.problems.append(Problem(Place(self.name, *self._at(event)), rule, message))

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents == 2:
            self._note(event, "yaml-documents", "a second document begins; keep one document in a file")

    def _alias(self, event: yaml.Event) -> None:
        self._note(event, "yaml-alias", "an alias repeats another part; write the value out here")
        self._add(None, event)

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._check_properties(event)
        unseen = UNSEEN.search(event.value) if self.escapes else None
        if unseen is not None:
            message = f"the invisible character U+{ord(unseen.group()):04X} stands in this text; remove it"
            self._note(event, "file-encoding", message)
        # An empty plain scalar is a value not yet typed; `null` and `~` are words like any other.
        blank = event.value == "" and event.implicit[0]
        self._add(None if blank else event.value, event)

    def _start(self, event: Any, node: Mapping | Items) -> None:
        self._check_properties(event)
        if len(self._open) >= MAX_DEPTH:
            self._note(event, "yaml-depth", f"nested more than {MAX_DEPTH} deep; check brackets and indentation")
            raise _TooDeepError
        self._add(node, event)
        self._open.append(node)
        self._keys.append(None)

    def _end(self, event: yaml.Event) -> None:
        self._open.pop()
        self._keys.pop()

    def _check_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._note(event, "yaml-alias", "an anchor (&) stands here; write values out where they are used")
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._note(event, "yaml-tag", f"the tag {tag} stands here; write plain text without a tag")

    def _add(self, value: Any, event: yaml.Event) -> None:
        if self._documents > 1:
            return
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.append(value)
            parent.marks.append(self._at(event))
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(value, event), self._at(event)
        else:
            key, mark = self._keys[-1]
            self._keys[-1] = None
            self._set(parent, key, value, mark, self._at(event))

    def _key(self, value: Any, event: yaml.Event) -> str:
        if isinstance(value, str):
            return value
        advice = "put a text that begins with a bracket or brace into quotation marks"
        self._note(event, "yaml-key", f"no word stands before the colon; write `key: value`, and {advice}")
        return f"?{len(self.problems)}"

    def _set(self, parent: Mapping, key: str, value: Any, mark: tuple[int, int], value_mark: tuple[int, int]) -> None:
        if key in parent:
            first = parent.marks[key][0][0]
            message = f"`{key}` stands here a second time (first on line {first}); rename or remove one"
            self.problems.append(Problem(Place(self.name, *mark), "key-repeated", message))
            return
        parent[key] = value
        parent.marks[key] = mark, value_mark


def _syntax(error: yaml.MarkedYAMLError, text: str, name: str, offset: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    if line >= len(lines):  # the parser names the line after the last
        line, column = len(lines) - 1, len(lines[-1])
    source = lines[line]
    reason = " ".join(str(part) for part in (error.context, error.problem) if part)
    message = f"this is not YAML ({reason}); check quotation marks, colons and indentation here and above"
    if source[: column + 1].strip(" ") == "\t" or "\\t" in reason or "tab character" in reason:
        message = "a tab stands in the indentation; use spaces, as YAML takes no tabs"
    elif "mapping values are not allowed" in reason:
        message = 'a second ": " stands in this text; put the text into quotation marks, or check the indentation'
    elif "expected key" in reason and re.search(r": +[\"'\[{].*[\"'\]}] *$", source[:column]):
        message = "text goes on behind a bracket or quotation mark; put all of it into one pair of quotation marks"
    elif "cannot start any token" in reason:
        message = f"a text cannot begin with {source[column : column + 1]}; put it into quotation marks"
    return Problem(Place(name, line + 1 + offset, column + 1), "yaml-syntax", message)
