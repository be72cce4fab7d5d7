"""The browser is found or installed in the order that find_chromium.py promises; nothing is started here."""

import os
import sys
from pathlib import Path

import pytest

from . import find_chromium


@pytest.fixture(autouse=True)
def empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


class Machine:
    """Notes what it is told to run; only commands that begin with one of `good` succeed."""

    def __init__(self, *good: str) -> None:
        self.good = good
        self.ran: list[str] = []

    def run(self, command: list[str]) -> bool:
        line = " ".join(command).replace(sys.executable, "python")
        self.ran.append(line)
        return line.startswith(self.good)


def program(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def none() -> str:
    return "/nowhere/chrome"


def test_the_variable_goes_before_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "chromium")
    monkeypatch.setenv("CHROMIUM", "/opt/my-chromium")
    assert find_chromium.find(Machine("/").run, none) == "/opt/my-chromium"


@pytest.mark.parametrize("name", find_chromium.NAMES)
def test_every_usual_name_on_path_is_found(tmp_path: Path, name: str) -> None:
    path = program(tmp_path, name)
    assert find_chromium.find(Machine("/").run, none) == path


def test_a_stub_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path, "chromium-browser")
    path = program(tmp_path, "google-chrome")
    assert find_chromium.find(Machine(path).run, none) == path


def test_playwrights_own_browser_comes_last(tmp_path: Path) -> None:
    own = program(tmp_path, "own-browser")
    assert find_chromium.find(Machine("/").run, lambda: own) == own


def test_playwright_installs_first(tmp_path: Path) -> None:
    machine = Machine("python", str(tmp_path))

    def own() -> str:
        return program(tmp_path, "own-browser") if machine.ran else none()

    assert find_chromium.install(machine.run, own) == str(tmp_path / "own-browser")
    assert machine.ran[0] == "python -m playwright install chromium"


def test_apt_get_comes_next_for_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    program(tmp_path, "apt-get")
    machine = Machine("apt-get")
    assert find_chromium.install(machine.run, none) is None
    assert machine.ran == [
        "python -m playwright install chromium",
        "apt-get update",
        "apt-get install -y chromium",
    ]


def test_apt_get_is_left_alone_without_the_right_to_use_it(tmp_path: Path) -> None:
    program(tmp_path, "apt-get")
    machine = Machine("apt-get")
    assert find_chromium.install(machine.run, none) is None
    assert machine.ran == ["python -m playwright install chromium"]


def test_where_nothing_helps_the_advice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_chromium, "find", lambda: None)
    monkeypatch.setattr(find_chromium, "install", lambda: None)
    with pytest.raises(SystemExit) as stopped:
        find_chromium.find_or_install()
    assert "apt-get install chromium" in str(stopped.value)
    assert "CHROMIUM=/path/to/the/browser" in str(stopped.value)
