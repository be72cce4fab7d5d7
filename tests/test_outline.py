"""The outline of the course: lessons in the navigation's order, the minutes they take, the cards and the bridge."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros import outline
from macros.course import Course, load
from macros.render import View

LESSON = """\
---
title: {title}
unit: {unit}
description: D of {title}
takeaway: T of {title}
objectives: {{one: Do it}}
sources: [almanac]
---

# {title}

{words}

{{{{ worksheet("plan") }}}}
"""


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load(course_folder)


def course_with(folder: Path, lessons: dict[str, str], nav: list[str]) -> Course:
    """Load the case course with these lessons (path to title) instead of its own."""
    (folder / "docs" / "unit" / "day.md").unlink()
    for path, title in lessons.items():
        page = folder / "docs" / path
        page.parent.mkdir(exist_ok=True)
        page.write_text(LESSON.format(title=title, unit=page.parent.name, words="word " * 401), "utf-8")
    (folder / "mkdocs.yml").write_text(f"nav: [{', '.join(nav)}]\n", "utf-8")
    return load(folder)


def test_lessons_are_numbered_in_the_order_of_the_navigation_and_the_rest_comes_last(course_folder: Path) -> None:
    lessons = {"unit/a.md": "A", "unit/b.md": "B", "other/c.md": "C", "other/d.md": "D"}
    course = course_with(course_folder, lessons, ["index.md", "unit/b.md", "other/d.md"])
    assert [(each.number, each.page.path) for each in outline.lessons(course)] == [
        (1, "unit/b.md"),
        (2, "other/d.md"),
        (3, "other/c.md"),
        (4, "unit/a.md"),
    ]


def test_a_lesson_takes_the_minutes_of_reading_questions_and_exercise(course_folder: Path) -> None:
    quiz = (course_folder / "quizzes" / "day.yml").read_text("utf-8").replace("unit/day.md", "unit/a.md")
    (course_folder / "quizzes" / "day.yml").write_text(quiz, "utf-8")
    [lesson] = outline.lessons(course_with(course_folder, {"unit/a.md": "A"}, ["unit/a.md"]))
    assert lesson.page.minutes == 3
    assert lesson.questions == 6, "those in the text and at the end; the one held back for the final does not count"
    assert lesson.total_minutes == 3 + lesson.question_minutes + 10


def test_a_lesson_takes_the_minutes_of_every_worksheet_it_shows(course_folder: Path) -> None:
    plan = course_folder / "worksheets" / "plan.yml"
    night = plan.read_text("utf-8").replace("minutes: 10", "minutes: 25")
    (course_folder / "worksheets" / "night.yml").write_text(night, "utf-8")
    page = course_folder / "docs" / "unit" / "day.md"
    text = page.read_text("utf-8")
    for calls, minutes in ((["night"], 35), (["night", "no-such-sheet"], 35), ([], 10)):
        added = "".join(f'\n{{{{ worksheet("{name}") }}}}\n' for name in calls)
        page.write_text(text + added, "utf-8")
        [lesson] = outline.lessons(load(course_folder))
        assert lesson.worksheet_minutes == minutes
    page.write_text(text.replace('{{ worksheet("plan") }}', ""), "utf-8")
    [lesson] = outline.lessons(load(course_folder))
    assert (lesson.worksheet_minutes, lesson.total_minutes) == (0, lesson.page.minutes + lesson.question_minutes)


def test_the_goals_of_a_lesson_tell_the_minutes_of_its_worksheet(course: Course) -> None:
    assert "10 for the worksheet" in LexborHTMLParser(outline.objectives(View(course, "unit/day/"))).text()


def test_the_goals_of_a_lesson_are_its_objectives_and_stand_on_no_other_page(course: Course) -> None:
    tree = LexborHTMLParser(outline.objectives(View(course, "unit/day/")))
    assert [node.text() for node in tree.css("li")] == [
        "Name the parts of a day",
        "Bring the parts of a day into order",
    ]
    lesson = outline.lesson_at(View(course, "unit/day/"))
    assert lesson is not None
    assert str(lesson.total_minutes) in tree.text()
    assert outline.objectives(View(course, "")) == ""


def test_cards_are_those_of_one_unit_and_link_to_its_lessons(course_folder: Path) -> None:
    lessons = {"unit/a.md": "A", "unit/b.md": "B", "other/c.md": "C"}
    course = course_with(course_folder, lessons, ["unit/b.md", "unit/a.md", "other/c.md"])
    tree = LexborHTMLParser(outline.cards(View(course, "unit/"), "unit"))
    assert [(node.text(), node.attributes["href"]) for node in tree.css("a")] == [("B", "b/"), ("A", "a/")]
    assert "T of A" in tree.text()
    assert "T of C" not in tree.text()


def test_the_bridge_has_a_plank_for_each_planned_lesson_and_lays_those_that_are_written(course_folder: Path) -> None:
    units = outline.UNITS
    course = course_with(course_folder, {f"{units[0]}/a.md": "A", f"{units[2]}/b.md": "B"}, [])
    tree = LexborHTMLParser(outline.bridge(View(course)))
    assert len(tree.css(".plank")) == len(units) * outline.LESSONS
    assert len(tree.css(".plank--ready")) == 2
    assert {node.attributes["href"] for node in tree.css("a")} == {f"{units[0]}/a/", f"{units[2]}/b/"}
    assert f"2 of {len(units) * outline.LESSONS}" in tree.text()


def test_a_unit_with_more_lessons_than_planned_shows_them_all(course_folder: Path) -> None:
    unit = outline.UNITS[0]
    lessons = {f"{unit}/{name}.md": name.upper() for name in "abcdef"}
    course = course_with(course_folder, lessons, list(lessons))
    assert len(LexborHTMLParser(outline.cards(View(course), unit)).css("a")) == 6
    assert len(LexborHTMLParser(outline.bridge(View(course))).css(".plank--ready")) == 6


def test_hostile_words_of_a_lesson_stay_words(course_folder: Path) -> None:
    hostile = "'<script>alert(1)</script>\"<img src=x onerror=alert(1)>'"
    unit = outline.UNITS[0]
    course = course_with(course_folder, {f"{unit}/a.md": hostile}, [])
    assert [each.matter.title for each in outline.lessons(course)] == [hostile.strip("'")]
    for html in (
        outline.cards(View(course), unit),
        outline.bridge(View(course)),
        outline.objectives(View(course, f"{unit}/a/")),
    ):
        assert LexborHTMLParser(html).css("script, img, [onerror]") == []
