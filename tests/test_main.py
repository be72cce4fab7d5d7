"""The command line: what is printed, where, and the exit code."""

import subprocess
import sys
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.rules import all_rules

from .conftest import ROOT


@pytest.fixture
def broken_folder(course_folder: Path) -> Path:
    path = course_folder / "quizzes" / "day.yml"
    path.write_text(path.read_text("utf-8").replace("answer: noon", "answer: midnight"), "utf-8")
    return course_folder


def test_a_clean_course_says_so_and_exits_0(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(course_folder)]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings\n"


def test_an_error_is_printed_with_its_place_and_exits_1(
    broken_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(broken_folder)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("quizzes/day.yml:14:13: answer-unknown: “midnight” ")
    assert last == "1 error, 0 warnings"


def test_github_is_given_annotations(broken_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(broken_folder), "--format", "github"]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("::error file=quizzes/day.yml,line=14,col=13,title=answer-unknown::“midnight” ")


def test_warnings_alone_exit_0(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (course_folder / "quizzes" / "day.yml").read_text("utf-8")
    start, end = text.index("  highest:"), text.index("  lunch:")
    more = "".join(
        text[start:end]
        .replace("highest:", f"highest-{at}:")
        .replace("pool: inline", "pool: final")
        .replace("level: recall", "level: apply")
        .replace("At dawn", f"At the dawn of day {at}")
        .replace("At dusk", f"In the dusk of day {at}")
        .replace(
            "When does the sun stand highest?",
            f"At which hour of day {at} does the sun {['rise', 'stay', 'sink', 'set'][at]}?",
        )
        for at in range(4)
    )
    (course_folder / "quizzes" / "day.yml").write_text(text + more, "utf-8")
    code = main(["check", "--root", str(course_folder)])
    out = capsys.readouterr().out
    assert ": key-shortest: warning: " in out
    assert out.endswith("0 errors, 1 warning\n")
    assert code == 0


def test_a_folder_without_a_course_exits_1_and_names_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(tmp_path)]) == 1
    assert "strings.yml:1:1: file-kind: " in capsys.readouterr().out


def test_a_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "answer-unknown"]) == 0
    assert capsys.readouterr().out.startswith("answer-unknown (error): A key that names no option ")


def test_all_rules_are_explained_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "all"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(all_rules())


def test_an_unknown_rule_exits_2_and_says_how_to_list_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "no-such-rule"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no-such-rule" in captured.err
    assert "--explain all" in captured.err


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "--format", "xml"], ["site"], ["check", "extra"]])
def test_wrong_usage_exits_2_with_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m macros")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--help"])
    assert raised.value.code == 0
    out = capsys.readouterr().out
    assert all(command in out for command in ("check", "site", "schema"))


def test_a_built_site_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index.html").write_text('<a href="nowhere/">x</a>', "utf-8")
    assert main(["site", str(tmp_path)]) == 1
    assert "index.html:1:1: site-link: “nowhere/” " in capsys.readouterr().out
    assert main(["site", str(tmp_path), "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=index.html,line=1,col=1,title=site-link::")
    (tmp_path / "index.html").write_text("<p>fine</p>", "utf-8")
    assert main(["site", str(tmp_path)]) == 0


def test_schemas_are_written_where_they_are_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--root", str(tmp_path)]) == 0
    printed = capsys.readouterr().out.split()
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")) == sorted(printed)
    assert "schema/quiz.json" in printed


def test_it_runs_as_a_program(broken_folder: Path) -> None:
    command = [sys.executable, "-m", "macros", "check", "--root", str(broken_folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "quizzes/day.yml:14:13: answer-unknown: " in done.stdout
