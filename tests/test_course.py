"""One edition, loaded whole: what can be read is there, what cannot is a problem, and nothing raises."""

from pathlib import Path

import pytest

from macros import rules
from macros.course import Course, load
from macros.model import Matrix, Pairs

from .conftest import ROOT


def found_in(course: Course) -> list[tuple[str, str]]:
    return [(each.place.path, each.rule) for each in course.problems]


def test_the_case_course_is_loaded_whole(course_folder: Path) -> None:
    course = load(course_folder)
    assert course.problems == ()
    assert course.broken == frozenset()
    assert list(course.quizzes) == ["day"]
    assert list(course.quizzes["day"].quiz.questions)[:2] == ["highest", "lunch"]
    assert list(course.worksheets) == ["plan"]
    assert list(course.worksheets["plan"].sheet.parts) == ["start", "meals", "rest"]
    assert sorted(course.tables) == ["dishes", "meals"]
    assert sorted(course.pages) == ["index.md", "rules.md", "sources.md", "unit/day.md"]
    assert list(course.lessons) == ["unit/day.md"]
    assert list(course.facts) == ["day-hours"]
    assert list(course.sources) == ["almanac"]
    assert isinstance(course.pictures["light"], Matrix)
    assert isinstance(course.pictures["clocks"], Pairs)
    assert course.strings["check"] == "Check"
    assert course.nav == ("index.md", "unit/day.md", "sources.md", "rules.md")
    assert set(course.documents) == {
        "facts.yml",
        "sources.yml",
        "strings.yml",
        "quizzes/day.yml",
        "worksheets/plan.yml",
        "tables/dishes.yml",
        "tables/meals.yml",
        "pictures/light.yml",
        "pictures/clocks.yml",
    }


def test_headings_quizzes_and_worksheets_are_found_by_their_page(course_folder: Path) -> None:
    course = load(course_folder)
    assert course.headings["unit/day.md"]["noon"].text == "Noon and midnight"
    assert [each.name for each in course.by_lesson["unit/day.md"]] == ["day"]
    assert [each.name for each in course.worksheets_on("unit/day.md")] == ["plan"]
    assert course.worksheets_on("index.md") == []


def test_an_empty_folder_gives_problems_and_an_empty_course(tmp_path: Path) -> None:
    course = load(tmp_path)
    assert found_in(course) == [
        ("mkdocs.yml", "file-kind"),
        ("facts.yml", "file-kind"),
        ("sources.yml", "file-kind"),
        ("strings.yml", "file-kind"),
    ]
    assert (course.quizzes, course.pages, course.nav) == ({}, {}, ())
    assert rules.check(course)


def test_a_quiz_in_a_folder_is_named_by_its_path(course_folder: Path) -> None:
    (course_folder / "quizzes" / "unit").mkdir()
    (course_folder / "quizzes" / "day.yml").rename(course_folder / "quizzes" / "unit" / "day.yml")
    assert list(load(course_folder).quizzes) == ["unit/day"]


@pytest.mark.parametrize("name", ["quizzes/day", "worksheets/plan", "tables/meals", "pictures/light"])
def test_a_data_file_with_the_other_ending_is_a_problem(name: str, course_folder: Path) -> None:
    (course_folder / f"{name}.yml").rename(course_folder / f"{name}.yaml")
    assert (f"{name}.yaml", "file-name") in found_in(load(course_folder))


def test_worksheets_and_tables_in_folders_are_named_by_their_paths(course_folder: Path) -> None:
    for folder, name in (("worksheets", "plan"), ("tables", "meals")):
        (course_folder / folder / "unit").mkdir()
        (course_folder / folder / f"{name}.yml").rename(course_folder / folder / "unit" / f"{name}.yml")
    course = load(course_folder)
    assert list(course.worksheets) == ["unit/plan"]
    assert sorted(course.tables) == ["dishes", "unit/meals"]


def test_a_worksheet_or_table_that_does_not_fit_is_left_out_and_known_to_be_broken(course_folder: Path) -> None:
    for name, old, new in (
        ("worksheets/plan.yml", "minutes: 10", "minutes: ten"),
        ("tables/meals.yml", "region: any", ""),
    ):
        path = course_folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    course = load(course_folder)
    assert (course.worksheets, list(course.tables)) == ({}, ["dishes"])
    assert course.broken == {"worksheets/plan.yml", "tables/meals.yml"}
    assert found_in(course) == [("worksheets/plan.yml", "field-number"), ("tables/meals.yml", "field-missing")]
    assert course.worksheets_on("unit/day.md") == []


def test_an_unfinished_call_for_a_worksheet_names_none(course_folder: Path) -> None:
    (course_folder / "docs" / "rules.md").write_text("# Rules\n\n{{ worksheet() }}\n\n{{ worksheet(x) }}\n", "utf-8")
    assert load(course_folder).worksheets_on("rules.md") == []


def test_a_file_that_cannot_be_read_leaves_the_others_alone(course_folder: Path) -> None:
    (course_folder / "facts.yml").write_bytes(b"\xff")
    (course_folder / "docs" / "index.md").write_bytes(b"\xff")
    (course_folder / "pictures" / "light.yml").write_text("kind: circle", "utf-8")
    course = load(course_folder)
    assert course.broken == {"facts.yml", "docs/index.md", "pictures/light.yml"}
    assert course.facts == {}
    assert "index.md" not in course.pages
    assert list(course.pictures) == ["clocks"]
    assert list(course.quizzes) == ["day"]


def test_a_broken_question_leaves_its_neighbours_in_the_course(course_folder: Path) -> None:
    path = course_folder / "quizzes" / "day.yml"
    path.write_text(path.read_text("utf-8").replace("value: 12", "value: twelve"), "utf-8")
    course = load(course_folder)
    assert course.broken == {"quizzes/day.yml"}
    assert "half" not in course.quizzes["day"].quiz.questions
    assert len(course.quizzes["day"].quiz.questions) == 6


def test_a_folder_named_like_a_page_or_a_quiz_is_a_problem(course_folder: Path) -> None:
    (course_folder / "docs" / "a.md").mkdir()
    (course_folder / "quizzes" / "a.yml").mkdir()
    assert set(found_in(load(course_folder))) == {("docs/a.md", "file-kind"), ("quizzes/a.yml", "file-kind")}


def test_a_link_to_nowhere_in_the_file_system_is_a_problem(course_folder: Path) -> None:
    (course_folder / "quizzes" / "a.yml").symlink_to(course_folder / "no-such-file")
    assert found_in(load(course_folder)) == [("quizzes/a.yml", "file-kind")]


def test_a_string_that_is_no_text_is_left_out(course_folder: Path) -> None:
    (course_folder / "strings.yml").write_text("check: [a]\nhint: Hint\nreview:\n", "utf-8")
    course = load(course_folder)
    assert course.strings == {"hint": "Hint"}
    assert [(each.rule, each.place.line) for each in course.problems] == [("field-kind", 1), ("field-kind", 3)]


@pytest.mark.parametrize(
    ("settings", "excluded"),
    [
        ("exclude_docs: |\n  rules.md\n", {"rules.md"}),
        ("draft_docs: unit/\n", {"unit/day.md"}),
        ("exclude_docs: |\n  *.md\n  !index.md\n", {"rules.md", "sources.md", "unit/day.md"}),
        ("site_name: x\n", set()),
    ],
)
def test_pages_that_mkdocs_leaves_out_are_known(settings: str, excluded: set[str], course_folder: Path) -> None:
    (course_folder / "mkdocs.yml").write_text(settings, "utf-8")
    assert load(course_folder).excluded == excluded


def test_tags_of_the_settings_are_not_acted_on(course_folder: Path) -> None:
    text = "site_url: !ENV [SITE_URL, '']\na: !!python/name:os.system\nb: !!python/object/apply:os.system [x]\n"
    (course_folder / "mkdocs.yml").write_text(f"{text}nav: [index.md, {{Unit: [unit/day.md]}}]\n", "utf-8")
    course = load(course_folder)
    assert course.problems == ()
    assert course.nav == ("index.md", "unit/day.md")


@pytest.mark.parametrize(
    "settings",
    [
        "a: [",
        "nav: " + "[" * 20_000,
        "nav: &a [*a]",
        "a: 2026-13-45",
        "exclude_docs: '!'",
        "exclude_docs: 'a**/[z-a]'",
        "exclude_docs: {a: b}",
        "? [a]\n: b",
        "just a sentence",
        "- a",
        "",
        "nav: {a: [1, null, {b: }]}",
        "\x00",
    ],
    ids=range(13),
)
def test_settings_of_any_kind_are_no_traceback(settings: str, course_folder: Path) -> None:
    (course_folder / "mkdocs.yml").write_text(settings, "utf-8")
    course = load(course_folder)
    assert list(course.quizzes) == ["day"]
    assert {path for path, _ in found_in(course)} <= {"mkdocs.yml"}


def test_this_course_can_be_read() -> None:
    assert [str(each) for each in load(ROOT).problems] == []


def test_pages_that_nothing_would_check_are_named(course_folder: Path) -> None:
    (course_folder / "docs" / "more.markdown").write_text("# More\n", "utf-8")
    (course_folder / "docs" / "unit" / "README.md").write_text("# Unit\n", "utf-8")
    (course_folder / "docs" / "linked").symlink_to(course_folder / "docs" / "unit", target_is_directory=True)
    named = {problem.place.path for problem in load(course_folder).problems if problem.rule == "file-name"}
    assert named == {"docs/more.markdown", "docs/unit/README.md", "docs/linked"}


def test_editors_locks_and_drafts_are_passed_over(course_folder: Path) -> None:
    (course_folder / "quizzes" / ".#day.yml").symlink_to("someone@host.1")
    (course_folder / "docs" / ".draft.md").write_text("{{ no", "utf-8")
    assert load(course_folder).problems == ()


def test_a_page_is_found_at_its_encoded_address(course_folder: Path) -> None:
    (course_folder / "docs" / "unit" / "rôle.md").write_text("# x\n", "utf-8")
    assert load(course_folder).page_at("unit/r%C3%B4le/") == "unit/rôle.md"
