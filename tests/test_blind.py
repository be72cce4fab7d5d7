"""Blind answers: the paper gives nothing away, answers are held against keys, and a changed question is asked again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros import blind
from macros.__main__ import main
from macros.course import Course, QuizFile, load

KEYS: dict[str, Any] = {
    "highest": "noon",
    "lunch": "midday",
    "light": ["afternoon", "morning"],
    "name-it": " Midday ",
    "half": 12,
    "sequence": ["first", "second", "third"],
    "partners": {"late": "dinner", "early": "breakfast"},
}
WRONG: dict[str, Any] = {
    "highest": "dawn",
    "lunch": None,
    "light": ["morning"],
    "name-it": "evening",
    "half": 12.5,
    "sequence": ["second", "first", "third"],
    "partners": {"early": "breakfast"},
}
TODAY = date(2026, 11, 24)


@pytest.fixture
def course(course_folder: Path) -> Course:
    return load(course_folder)


@pytest.fixture
def day(course: Course) -> QuizFile:
    return course.quizzes["day"]


def test_the_paper_holds_the_questions_and_no_key(day: QuizFile) -> None:
    paper = blind.paper(day)
    assert list(paper) == list(day.quiz.questions)
    assert paper["light"] == {
        "type": "multiple",
        "ask": "At which times is it usually light outside?",
        "options": {key: paper["light"]["options"][key] for key in paper["light"]["options"]},
    }
    assert set(paper["partners"]) == {"type", "ask", "options", "targets"}
    assert paper["half"]["unit"] == "hours"
    text = json.dumps(paper)
    for question in day.quiz.questions.values():
        for option in getattr(question, "options", {}).values():
            assert option.why not in text
    assert "accept" not in text
    assert "Think of where" not in text, "a hint helps"


def test_every_key_agrees_and_every_other_answer_does_not(day: QuizFile) -> None:
    for key, question in day.quiz.questions.items():
        assert blind.agrees(question, KEYS[key]), key
        odds: list[Any] = [WRONG[key], None, [], {}, 7.25, "—"]
        for odd in odds:
            assert not blind.agrees(question, odd), (key, odd)


def test_what_parts_and_what_is_missing_is_told(day: QuizFile) -> None:
    found = blind.compare(day, {"highest": "noon", "lunch": "tea"}, TODAY)
    assert found.parted == ("lunch",)
    assert found.missing == ("light", "name-it", "half", "sequence", "partners")
    assert [each.agreed for each in found.kept.values()] == [True, False]


def test_the_stamp_follows_the_meaning_and_not_the_reasons(course_folder: Path) -> None:
    path = course_folder / "quizzes" / "day.yml"
    before = {key: blind.stamp(each) for key, each in load(course_folder).quizzes["day"].quiz.questions.items()}
    text = path.read_text("utf-8")
    text = text.replace("Twelve strokes in the light", "Twelve loud strokes in the light").replace(
        "hint: Think", "hint: Do think"
    )
    text = text.replace("At dawn", "At first light").replace("unit: hours", "unit: minutes")
    path.write_text(text, "utf-8")
    after = {key: blind.stamp(each) for key, each in load(course_folder).quizzes["day"].quiz.questions.items()}
    assert [key for key in before if before[key] != after[key]] == ["highest", "half"]


def test_answers_are_kept_and_asked_for_again_when_a_question_changes(
    course_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = course_folder / "answers.yml"
    answers.write_text(yaml.safe_dump(KEYS), "utf-8")
    assert main(["blind", "day", "--answers", str(answers), "--root", str(course_folder)]) == 0
    assert capsys.readouterr().out == "7 answered, 0 other than the key\n"
    assert list(blind.open_questions(load(course_folder))) == []
    path = course_folder / "quizzes" / "day.yml"
    path.write_text(path.read_text("utf-8").replace("At dawn", "At first light"), "utf-8")
    assert list(blind.open_questions(load(course_folder))) == [("day", "highest", "changed")]


def test_another_answer_is_named_and_fails(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = course_folder / "answers.yml"
    answers.write_text(yaml.safe_dump(KEYS | {"half": 6, "lunch": "tea"}), "utf-8")
    assert main(["blind", "day", "--answers", str(answers), "--root", str(course_folder)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "day/lunch: another answer than the key",
        "day/half: another answer than the key",
        "7 answered, 2 other than the key",
    ]
    states = {key: state for _, key, state in blind.open_questions(load(course_folder))}
    assert states == {"lunch": "parted", "half": "parted"}


def test_the_paper_is_printed_as_yaml(course_folder: Path, capsys: pytest.CaptureFixture[str], day: QuizFile) -> None:
    assert main(["blind", "day", "--root", str(course_folder)]) == 0
    assert yaml.safe_load(capsys.readouterr().out) == blind.paper(day)


def test_a_quiz_that_does_not_exist_is_said(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blind", "night", "--root", str(course_folder)]) == 2
    assert capsys.readouterr().err == "there is no quiz night; the quizzes are day\n"


def test_answers_that_cannot_be_read_are_named(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = course_folder / "answers.yml"
    answers.write_text("half: [", "utf-8")
    assert main(["blind", "day", "--answers", str(answers), "--root", str(course_folder)]) == 1
    assert "yaml-syntax" in capsys.readouterr().out


def test_answers_to_questions_that_are_gone_are_dropped(course: Course) -> None:
    found = blind.compare(course.quizzes["day"], {"highest": "noon"}, TODAY)
    text = blind.kept(course, "day", found.kept | {"gone": found.kept["highest"]})
    assert list(yaml.safe_load(text)["answers"]["day"]) == ["highest"]


def test_nothing_is_lost_where_something_cannot_be_read(
    course_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = course_folder / "answers.yml"
    answers.write_text(yaml.safe_dump(KEYS), "utf-8")
    run = ["blind", "day", "--answers", str(answers), "--root", str(course_folder)]
    main(run)
    kept = (course_folder / "blind.yml").read_text("utf-8")
    broken = kept.replace("agreed: true", "agreed: maybe", 1)
    (course_folder / "blind.yml").write_text(broken, "utf-8")
    assert main(run) == 1
    assert "blind.yml:" in capsys.readouterr().out
    assert (course_folder / "blind.yml").read_text("utf-8") == broken
    (course_folder / "blind.yml").write_text(kept, "utf-8")
    (course_folder / "quizzes" / "night.yml").write_text("title: [", "utf-8")
    assert main(run) == 1
    assert (course_folder / "blind.yml").read_text("utf-8") == kept


def test_an_id_that_is_no_question_is_named_and_nothing_is_written(
    course_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = course_folder / "answers.yml"
    answers.write_text("day:\n  highest: noon\n", "utf-8")
    assert main(["blind", "day", "--answers", str(answers), "--root", str(course_folder)]) == 1
    assert "day/day: no such question" in capsys.readouterr().out
    assert not (course_folder / "blind.yml").exists()


def test_a_course_without_blind_answers_is_not_asked_for_them(
    course_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(course_folder)]) == 0
    assert "blind" not in capsys.readouterr().out
