"""Whole builds of the case course with this course's theme and settings, under a base path as on a project site."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros import site

from .conftest import CASES, ROOT

URL = "https://example.org/course/"
SETTINGS = """\
INHERIT: {root}/mkdocs.yml
nav:
  - index.md
  - Unit:
      - unit/day.md
  - Reference:
      - reference/sources.md
      - rules.md
"""


def make(folder: Path) -> Path:
    """Make the case course buildable in `folder`: with the real settings, strings, theme and assets."""
    shutil.copytree(CASES / "course", folder)
    shutil.copy(ROOT / "strings.yml", folder)
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    for name in ("macros", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "mkdocs.yml").write_text(SETTINGS.format(root=ROOT), "utf-8")
    # Where the macros look for the bibliography.
    (folder / "docs" / "reference").mkdir()
    (folder / "docs" / "sources.md").rename(folder / "docs" / "reference" / "sources.md")
    replace(folder / "docs" / "unit" / "day.md", "../sources.md", "../reference/sources.md")
    return folder


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder / "site"), *options]
    environment = os.environ | {"SITE_URL": URL, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site of the case course, built once."""
    folder = make(tmp_path_factory.mktemp("build") / "course")
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stdout
    return folder / "site"


def page(built: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((built / path).read_text("utf-8"))


def test_the_built_site_is_clean_under_its_base_path(built: Path) -> None:
    assert [str(problem) for problem in site.check(built, URL)] == []


def test_the_same_site_is_not_clean_at_another_base_path(built: Path) -> None:
    assert {problem.place.path for problem in site.check(built, "https://example.org/other/")} >= {"404.html"}


def test_the_page_for_lost_readers_finds_its_style_and_its_way_back(built: Path) -> None:
    tree = page(built, "404.html")
    assert URL in {urljoin(URL, node.attributes["href"] or "") for node in tree.css("main a")}
    styles = [node.attributes["href"] or "" for node in tree.css('link[rel="stylesheet"]')]
    assert styles
    assert all(style.startswith("/course/") for style in styles)


def test_the_lesson_shows_the_questions_of_its_text_and_its_end_and_not_those_held_back(built: Path) -> None:
    asked = [node.attributes["data-question"] for node in page(built, "unit/day/index.html").css("[data-question]")]
    assert asked == ["day/highest", "day/lunch", "day/light", "day/name-it", "day/half", "day/sequence"]


def test_the_markup_of_a_question_survives_the_build(built: Path) -> None:
    [form] = page(built, "unit/day/index.html").css("#question-day-highest")
    assert len(form.css("fieldset [data-option] input[type=radio]")) == 3
    assert len(form.css("details.answer [data-for]")) == 3


def test_the_markup_of_a_worksheet_survives_the_build(built: Path) -> None:
    [sheet] = page(built, "unit/day/index.html").css("#worksheet-plan")
    [element] = sheet.css("course-worksheet")
    definition = json.loads(element.attributes["data-sheet"] or "")
    assert [part["id"] for part in definition["parts"]] == ["start", "meals", "rest"]
    assert len(sheet.css("details.worksheet__example dl.filled")) == 3
    assert len(sheet.css("table.blank tbody tr")) == 3
    assert len(sheet.css("fieldset.given input")) == 2
    assert len(sheet.css('details.sheet-table[data-pick="dishes"] tbody tr')) == 2
    assert "h3" in {node.tag for node in sheet.css(".worksheet__title")}


@pytest.mark.parametrize("part", ["quiz", "worksheet"])
def test_what_only_one_part_needs_is_loaded_only_where_there_is_one(part: str, built: Path) -> None:
    for path, needed in (("unit/day/index.html", True), ("index.html", False), ("404.html", False)):
        sources = [node.attributes["src"] or "" for node in page(built, path).css("script[src]")]
        assert any(f"course-{part}.js" in source for source in sources) is needed, path
        styles = [node.attributes["href"] or "" for node in page(built, path).css('link[rel="stylesheet"]')]
        assert any(style.endswith(f"/{part}.css") for style in styles) is needed, path


def test_answers_stay_out_of_the_search(built: Path) -> None:
    index = json.loads((built / "search" / "search_index.json").read_text("utf-8"))
    found = " ".join(entry["text"] for entry in index["docs"])
    assert "The sun stands highest at noon" in found
    assert "crosses its highest point" not in found
    assert "Teatime" not in found


def test_worksheets_stay_out_of_the_search(built: Path) -> None:
    index = json.loads((built / "search" / "search_index.json").read_text("utf-8"))
    found = " ".join(f"{entry['title']} {entry['text']}" for entry in index["docs"])
    for words in ("Favourite meal", "night watch", "31 March", "In the evening", "Plan your day"):
        assert words not in found


def test_nothing_is_loaded_from_another_host(built: Path) -> None:
    loading = "script[src], img[src], iframe[src], link[rel=stylesheet], link[rel=preconnect], link[rel=preload]"
    for path in built.rglob("*.html"):
        for node in page(built, path.relative_to(built).as_posix()).css(loading):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert not address.startswith(("http:", "https:", "//")), (path.name, address)


def test_a_broken_quiz_stops_a_strict_build_and_is_named_with_its_line(tmp_path: Path) -> None:
    folder = make(tmp_path / "course")
    replace(folder / "quizzes" / "day.yml", "answer: noon", "answer: midnight")
    done = build(folder, "--strict")
    assert done.returncode == 1, done.stdout
    assert "quizzes/day.yml:14:13: answer-unknown: “midnight” is not an option" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_broken_worksheet_stops_a_strict_build_and_is_named_with_its_line(tmp_path: Path) -> None:
    folder = make(tmp_path / "course")
    replace(folder / "worksheets" / "plan.yml", "mood: slow", "mood: slwo")
    done = build(folder, "--strict")
    assert done.returncode == 1, done.stdout
    assert "worksheets/plan.yml:30:46: worksheet-example: “slwo” is not an option" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        ("worksheets/plan.yml", "pick: {table: dishes", "pick: {table: dihses", "worksheet-table"),
        (
            "worksheets/plan.yml",
            "fields:\n      minutes: {kind: number, label: Minutes}",
            "fields: {}",
            "worksheet-part",
        ),
        ("worksheets/plan.yml", "rows_of: meals", "rows_of: maels", "worksheet-table"),
        ("tables/meals.yml", "title: Meals", "title: [Meals", "yaml-syntax"),
        ("tables/dishes.yml", "soup: {dish: Soup, meal: [dinner]}", "soup: {}", "table-cell"),
    ],
    ids=["pick", "fields", "options", "table", "cell"],
)
def test_a_half_written_worksheet_or_table_stops_no_build_that_is_not_strict(
    path: str, old: str, new: str, rule: str, tmp_path: Path
) -> None:
    folder = make(tmp_path / "course")
    replace(folder / path, old, new)
    done = build(folder)
    assert done.returncode == 0, done.stdout
    assert "Traceback" not in done.stdout
    [shown] = page(folder / "site", "unit/day/index.html").css(".problems")
    assert f"{path}:" in shown.text()
    assert rule in shown.text()
    assert page(folder / "site", "unit/day/index.html").css("course-worksheet")


def test_a_build_that_is_not_strict_shows_the_problems_above_every_page(tmp_path: Path) -> None:
    folder = make(tmp_path / "course")
    (folder / "quizzes" / "day.yml").write_text("title: [<script>alert(1)</script>\n", "utf-8")
    done = build(folder)
    assert done.returncode == 0, done.stdout
    assert "Traceback" not in done.stdout
    for path in ("index.html", "unit/day/index.html"):
        [shown] = page(folder / "site", path).css(".problems")
        assert "quizzes/day.yml:" in shown.text()
        assert "yaml-syntax" in shown.text()
        assert shown.css("script") == []
