"""What is published beside the pages: every file with its stamp, the questions and where they lead, the manifest."""

import hashlib
import json
import re
import struct
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros import beside, render
from macros.course import load

from .conftest import ROOT
from .test_build import URL, build, make

SETTINGS = {"site_name": "Course", "site_description": "About it", "language": "en", "report": ""}
TOKENS = ROOT / "docs" / "assets" / "css" / "tokens.css"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site of the case course, built once, with the icons and the worker of the real one."""
    folder = make(tmp_path_factory.mktemp("beside") / "course")
    (folder / "docs" / "worker.js").write_bytes((ROOT / "docs" / "worker.js").read_bytes())
    done = build(folder)
    assert done.returncode == 0, done.stdout
    return folder / "site"


def read(built: Path, name: str) -> Any:
    return json.loads((built / name).read_text("utf-8"))


def files(folder: Path, language: str = "en") -> set[str]:
    return set(beside.offline(folder, language)["files"])


def put(folder: Path, **texts: str) -> Path:
    """Write files; `a__b_html` stands for a/b.html."""
    for name, text in texts.items():
        path = folder / re.sub(r"_(?=\w+$)", ".", name.replace("__", "/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_every_file_that_a_reader_needs_is_named_once_with_its_size_and_stamp(built: Path) -> None:
    named = read(built, "offline.json")["files"]
    for name, (size, stamp) in named.items():
        content = (built / unquote(name)).read_bytes()
        assert (size, stamp) == (len(content), hashlib.blake2b(content, digest_size=6).hexdigest()), name
    missing = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()} - set(named)
    left = {name for name in missing if not name.startswith("assets/javascripts/lunr/") and not name.endswith(".map")}
    assert left == {"404.html", "offline.json", "sitemap.xml", "sitemap.xml.gz", "worker.js"}


def test_every_file_that_a_page_loads_is_named(built: Path) -> None:
    named = read(built, "offline.json")["files"]
    loading = {"script[src]": "src", "link[rel=stylesheet]": "href", "img[src]": "src"}
    for name in [name for name in named if name.endswith(".html")]:
        tree = LexborHTMLParser((built / name).read_text("utf-8"))
        for selector, attribute in loading.items():
            for node in tree.css(selector):
                address = urljoin(URL + name, node.attributes[attribute] or "")
                assert address.removeprefix(URL) in named, (name, address)


def test_the_page_for_what_is_not_kept_finds_its_styles_from_any_folder(built: Path) -> None:
    tree = LexborHTMLParser((built / "offline.html").read_text("utf-8"))
    addresses = [node.attributes["href"] or "" for node in tree.css("link[rel=stylesheet], main a.md-button")]
    assert len(addresses) > 4
    assert all(address.startswith("/course/") for address in addresses), addresses


def test_the_same_files_have_the_same_version_whenever_they_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path, index_html="a", unit__index_html="b")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    first = beside.offline(folder, "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    second = beside.offline(folder, "en")
    assert (first["made"], second["made"]) == ("1970-01-01", "1970-01-02")
    assert first["version"] == second["version"]


@pytest.mark.parametrize(
    "change",
    [{"index_html": "c"}, {"unit__index_html": "a", "index_html": "b"}, {"more_html": ""}],
    ids=["a text", "two swapped", "a new file"],
)
def test_any_change_of_a_file_changes_the_version(tmp_path: Path, change: dict[str, str]) -> None:
    folder = put(tmp_path, index_html="a", unit__index_html="b")
    before = beside.offline(folder, "en")["version"]
    assert beside.offline(put(folder, **change), "en")["version"] != before


def test_what_no_reader_asks_for_changes_nothing(tmp_path: Path) -> None:
    folder = put(tmp_path, index_html="a")
    before = beside.offline(folder, "en")
    for name in ("CNAME", ".nojekyll", "_headers", "sitemap.xml", "worker.js", "offline.json", "main.css.map"):
        (folder / name).write_text("b", "utf-8")
    assert beside.offline(folder, "en") == before


def test_files_are_named_as_in_addresses(tmp_path: Path) -> None:
    (tmp_path / "así y todo.html").write_text("", "utf-8")
    assert files(tmp_path) == {"as%C3%AD%20y%20todo.html"}


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", set()),
        ("es", {"min/lunr.es.min.js", "min/lunr.stemmer.support.min.js"}),
        ("th", {"min/lunr.th.min.js", "min/lunr.stemmer.support.min.js", "wordcut.js"}),
    ],
)
def test_of_the_parts_of_the_search_only_those_of_the_language_are_named(
    built: Path, language: str, wanted: set[str]
) -> None:
    folder = "assets/javascripts/lunr/"
    found = files(built, language)
    assert {name.removeprefix(folder) for name in found if name.startswith(folder)} == wanted
    assert all((built / folder / name).exists() for name in wanted)


def test_each_question_is_written_once_and_its_links_lead_to_pages() -> None:
    course = load(ROOT)
    view = render.View(course, "", "")
    topics = beside.contents(view)["topics"]
    asked = [(name, html) for topic in topics for name, html in _questions(view, topic["name"]).items()]
    held = list(beside.held_back(view).items())
    names = [name for name, _ in asked + held]
    assert len(names) == len(set(names))
    written = {
        f"{file.name}/{key}" for files in course.by_lesson.values() for file in files for key in file.quiz.questions
    }
    assert set(names) == written
    assert {name for name, _ in asked} == {name for topic in topics for name in topic["asked"]}
    assert {name for name, _ in held} == {name for topic in topics for name in topic["held"]}
    pages = {view.link(path) for path in course.pages}
    for name, html in asked + held:
        [form] = LexborHTMLParser(html).css("form[data-question]")
        assert form.attributes["data-question"] == name
        for link in form.css("a[href]"):
            address = link.attributes["href"] or ""
            assert address.startswith("https:") or address.partition("#")[0] in pages, (name, address)


def _questions(view: Any, quiz: str) -> dict[str, str]:
    return beside.questions(view, view.course.quizzes[quiz])


def test_the_contents_name_lessons_and_sheets_where_they_stand() -> None:
    course = load(ROOT)
    view = render.View(course, "", "")
    found = beside.contents(view)
    pages = {view.link(path) for path in course.pages}
    assert [topic["number"] for topic in found["topics"]] == sorted(topic["number"] for topic in found["topics"])
    assert {topic["page"] for topic in found["topics"]} <= pages
    assert {sheet["page"].partition("#")[0] for sheet in found["sheets"]} <= pages
    assert all(key in course.strings for key in found["words"])


def test_the_manifest_names_icons_that_are_what_it_says(built: Path) -> None:
    manifest = read(built, "manifest.webmanifest")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert [icon.get("purpose") for icon in manifest["icons"]].count("maskable") == 1
    for icon in manifest["icons"]:
        content = (ROOT / "docs" / icon["src"]).read_bytes()
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", content[16:24])
        assert icon["sizes"] == f"{width}x{height}"
        assert len(content) < 10_000


def test_the_manifest_fits_any_host_and_folder() -> None:
    manifest = beside.manifest(SETTINGS)
    assert urljoin(f"{URL}manifest.webmanifest", manifest["start_url"]) == f"{URL}my-course/"
    assert urljoin(f"{URL}manifest.webmanifest", manifest["scope"]) == URL
    # An id would be read from the root of the host: all editions there would be one app.
    assert "id" not in manifest
    assert (manifest["name"], manifest["lang"], manifest["display"]) == ("Course", "en", "standalone")


def test_the_manifest_has_the_colour_of_the_paper() -> None:
    paper = re.search(r"--paper: (#\w+);", TOKENS.read_text("utf-8"))
    assert paper
    manifest = beside.manifest(SETTINGS)
    assert {manifest["background_color"], manifest["theme_color"]} == {paper[1]}
