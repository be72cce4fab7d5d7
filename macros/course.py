"""The course, loaded whole and once: quizzes, worksheets, pages, facts, sources, tables, pictures, strings.

Loading never raises for what an author wrote; whatever cannot be used becomes a Problem and is left out.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import yaml

from . import shape
from .markup import page_address
from .model import (
    Blind,
    BlindAnswer,
    Fact,
    Facts,
    LessonMatter,
    Model,
    Picture,
    Quiz,
    Source,
    Sources,
    Table,
    Worksheet,
)
from .page import Heading, Page, read_page
from .problems import Place, Problem
from .source import Document, read_text, read_yaml

T = TypeVar("T")
BLIND = "blind.yml"  # what a course without blind answers does without
OUTSIDE = re.compile(r"(?:^|/)\.|^templates/")  # what the patterns below may match
# MkDocs itself leaves these out of a site.
ALWAYS_EXCLUDED = (".*", "/templates/")


@dataclass(frozen=True)
class QuizFile:
    """A quiz with the document it was made from, which knows where everything stands."""

    name: str
    quiz: Quiz
    document: Document


@dataclass(frozen=True)
class WorksheetFile:
    """A worksheet with the document it was made from."""

    name: str
    sheet: Worksheet
    document: Document


@dataclass(frozen=True, eq=False)
class Course:
    """One edition of the course. Keys: names of quizzes, worksheets, tables, pictures; paths of pages; ids of the rest.

    `broken` names the files that could not be read whole, so that rules do not report what follows from that.
    """

    root: Path
    quizzes: AnyMapping[str, QuizFile]
    worksheets: AnyMapping[str, WorksheetFile]
    tables: AnyMapping[str, Table]
    pages: AnyMapping[str, Page]
    lessons: AnyMapping[str, LessonMatter]
    facts: AnyMapping[str, Fact]
    sources: AnyMapping[str, Source]
    blind: AnyMapping[str, AnyMapping[str, BlindAnswer]]
    pictures: AnyMapping[str, Picture]
    strings: AnyMapping[str, str]
    documents: AnyMapping[str, Document]
    excluded: frozenset[str]
    nav: tuple[str, ...]
    broken: frozenset[str]
    problems: tuple[Problem, ...]

    def page_at(self, url: str) -> str:
        """Give the path of the page at an address relative to the site, as MkDocs writes it; empty for none."""
        return self._by_address.get(unquote(url), "")

    @cached_property
    def _by_address(self) -> AnyMapping[str, str]:
        return {page_address(path): path for path in self.pages}

    @cached_property
    def served(self) -> AnyMapping[str, str]:
        """Addresses without their last slash, relative to the site, to the paths of pages."""
        return {posixpath.normpath(address): path for address, path in self._by_address.items()}

    @cached_property
    def by_lesson(self) -> AnyMapping[str, tuple[QuizFile, ...]]:
        """Page path to the quizzes that belong to it."""
        found: dict[str, tuple[QuizFile, ...]] = {}
        for each in self.quizzes.values():
            found[each.quiz.lesson] = (*found.get(each.quiz.lesson, ()), each)
        return found

    def worksheets_on(self, path: str) -> list[WorksheetFile]:
        """Give the worksheets that a page shows."""
        names = [call.arguments[0] for call in self.pages[path].calls if call.name == "worksheet" and call.arguments]
        return [self.worksheets[name] for name in names if name in self.worksheets]

    @cached_property
    def headings(self) -> AnyMapping[str, AnyMapping[str, Heading]]:
        """Page path to its headings by id."""
        return {
            path: {heading.id: heading for heading in page.headings if heading.id} for path, page in self.pages.items()
        }


@dataclass
class _Loader:
    root: Path
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def note(self, name: str, problems: list[Problem]) -> None:
        """Keep the problems of one file; a file with any counts as broken."""
        self.problems += problems
        if problems:
            self.broken.add(name)

    def document(self, name: str) -> Document:
        """Read one YAML file and remember it."""
        document, problems = read_yaml(self.root / name, name)
        self.note(name, problems)
        self.documents[name] = document
        return document

    def files(self, folder: str, suffix: str) -> list[str]:
        """List a folder's files with this suffix, relative to the root, in a stable order."""
        found = (self.root / folder).rglob(f"*{suffix}") if (self.root / folder).is_dir() else []
        # Names with a dot in front are editors' locks and drafts; MkDocs passes them over as well.
        return sorted(path.relative_to(self.root).as_posix() for path in found if not path.name.startswith("."))

    def quizzes(self) -> dict[str, QuizFile]:
        found = {}
        for path in self.files("quizzes", ".yml"):
            document = self.document(path)
            if not document.root:
                continue
            quiz, problems = shape.fit_quiz(document)
            self.note(path, problems)
            name = path.removeprefix("quizzes/").removesuffix(".yml")
            found[name] = QuizFile(name, quiz, document)
        return found

    def worksheets(self) -> dict[str, WorksheetFile]:
        found = self.each("worksheets", lambda document: shape.fit(Worksheet, document))
        return {
            name: WorksheetFile(name, sheet, self.documents[f"worksheets/{name}.yml"]) for name, sheet in found.items()
        }

    def each(self, folder: str, fit: Callable[[Document], tuple[T | None, list[Problem]]]) -> dict[str, T]:
        """Read every file of a folder; gives what fits, by the file's name."""
        found = {}
        for path in self.files(folder, ".yml"):
            document = self.document(path)
            if not document.root:
                continue
            made, problems = fit(document)
            self.note(path, problems)
            if made is not None:
                found[path.removeprefix(f"{folder}/").removesuffix(".yml")] = made
        return found

    def misnamed(self) -> None:
        """Note data files that would never be read."""
        for folder in ("quizzes", "worksheets", "tables", "pictures"):
            for path in self.files(folder, ".yaml"):
                self.problems.append(
                    Problem(Place(path), "file-name", f"{folder} end in .yml; rename the file so that it is read")
                )

    def table(self, model: type[Model], name: str, key: str) -> dict[str, Any]:
        """Read a file that is one table, such as facts.yml; empty when it does not fit."""
        document = self.document(name)
        if not document.root:
            return {}
        table, problems = shape.fit(model, document)
        self.note(name, problems)
        return dict(getattr(table, key)) if table else {}

    def strings(self) -> dict[str, str]:
        document = self.document("strings.yml")
        found = {}
        for key, value in document.root.items():
            if isinstance(value, str):
                found[key] = value
            else:
                message = f"`{key}` must be text; write the words a reader sees"
                self.problems.append(Problem(document.place([key]), "field-kind", message))
        return found

    def pages(self) -> dict[str, Page]:
        found = {}
        for name in self.files("docs", ".md"):
            text, problems = read_text(self.root / name, name)
            self.note(name, problems)
            if problems:
                continue
            path = name.removeprefix("docs/")
            found[path], problems = read_page(path, text)
            self.note(name, problems)
        self.strangers()
        return found

    def strangers(self) -> None:
        """Note pages that MkDocs would build and nothing here would check."""
        for path in sorted((self.root / "docs").rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if path.is_symlink() and path.is_dir():
                message = "a linked folder is published unchecked; copy its pages here"
            elif path.suffix in (".markdown", ".mdown", ".mkd", ".mkdn") or path.name == "README.md":
                message = (
                    "pages end in .md, and the first of a folder is index.md; rename the file so that it is checked"
                )
            else:
                continue
            self.problems.append(Problem(Place(name), "file-name", message))

    def lessons(self, pages: dict[str, Page]) -> dict[str, LessonMatter]:
        found = {}
        for path, page in pages.items():
            if "objectives" not in page.matter.root:
                continue
            matter, problems = shape.fit(LessonMatter, page.matter)
            self.note(f"docs/{path}", problems)
            if matter is not None:
                found[path] = matter
        return found

    def settings(self) -> dict[str, Any]:
        """Read what the course needs from mkdocs.yml; MkDocs itself reports what is wrong in it."""
        text, problems = read_text(self.root / "mkdocs.yml", "mkdocs.yml")
        self.problems += problems
        try:
            # Gives text, lists and mappings, whatever the tags (`!ENV`); the one in C would crash on great depth.
            settings = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  builds no objects
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            place = Place("mkdocs.yml", mark.line + 1, mark.column + 1) if mark else Place("mkdocs.yml")
            self.problems.append(Problem(place, "yaml-syntax", "not YAML; check quotation marks and indentation"))
            settings = None
        return settings if isinstance(settings, dict) else {}


def _nav_paths(entry: object) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    parts = entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ()
    return [path for part in parts for path in _nav_paths(part)]


def _excluded(settings: AnyMapping[str, Any], pages: Iterable[str]) -> frozenset[str]:
    """Give the pages that the settings leave out of the site; MkDocs itself reports a pattern that is none."""
    patterns = "\n".join(str(settings.get(key) or "") for key in ("exclude_docs", "draft_docs"))
    if not patterns.strip() and not any(OUTSIDE.search(path) for path in pages):
        return frozenset()
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  most courses leave nothing out and do without

    try:
        spec = GitIgnoreSpec.from_lines([*ALWAYS_EXCLUDED, *patterns.splitlines()])
    except (ValueError, re.error):
        spec = GitIgnoreSpec.from_lines(ALWAYS_EXCLUDED)
    return frozenset(path for path in pages if spec.match_file(path))


def load(root: Path) -> Course:
    """Load the course at `root`, with a Problem for everything that could not be read."""
    loader = _Loader(root)
    settings = loader.settings()
    pages = loader.pages()
    loader.misnamed()
    return Course(
        root=root,
        quizzes=loader.quizzes(),
        worksheets=loader.worksheets(),
        tables=loader.each("tables", lambda document: shape.fit(Table, document)),
        pages=pages,
        lessons=loader.lessons(pages),
        facts=loader.table(Facts, "facts.yml", "facts"),
        sources=loader.table(Sources, "sources.yml", "sources"),
        blind=loader.table(Blind, BLIND, "answers") if (root / BLIND).exists() else {},
        pictures=loader.each("pictures", shape.fit_picture),
        strings=loader.strings(),
        documents=loader.documents,
        excluded=_excluded(settings, pages),
        nav=tuple(_nav_paths(settings.get("nav"))),
        broken=frozenset(loader.broken),
        problems=tuple(loader.problems),
    )
