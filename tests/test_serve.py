"""`make serve` while an author types: problems show in the terminal and on the page, and mending them is enough."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from .conftest import ROOT

PATIENCE = 30  # seconds until a change must be seen; it takes about two
SOURCES = ("docs", "quizzes", "worksheets", "tables", "pictures", "macros", "overrides")
FILES = ("facts.yml", "sources.yml", "strings.yml", "mkdocs.yml")


class Server:
    """A running `mkdocs serve` on a copy of the course."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.log = folder / "serve.log"
        self.url = f"http://127.0.0.1:{port}/decide/roles/"
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
        with self.log.open("w") as output:
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)

    def page(self) -> str:
        """Give the page, or nothing while the server is building or stuck on an error."""
        try:
            with urlopen(self.url, timeout=2) as answer:  # noqa: S310  a local address
                return str(answer.read().decode())
        except (URLError, TimeoutError, ConnectionError):
            return ""

    def wait_for(self, text: str, *, on_page: bool = True, absent: bool = False) -> None:
        """Wait until the text is on the page (or in the terminal), or is gone. Raises AssertionError."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, f"the server died:\n{self.log.read_text()[-2000:]}"
            found = self.page() if on_page else self.log.read_text()
            if found and (text in found) is not absent:
                return
            time.sleep(0.2)
        raise AssertionError(f"{'still' if absent else 'never'} there: {text}\n{self.log.read_text()[-2000:]}")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("serve")
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Server(folder, port)
    try:
        running.wait_for("<course-quiz")
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=10)


def test_a_half_typed_quiz_is_named_on_the_page_and_in_the_terminal_and_mending_it_is_enough(server: Server) -> None:
    server.change("quizzes/roles.yml", "lesson: decide/roles.md", 'lesson: "decide/roles.md')
    server.wait_for("quizzes/roles.yml:")
    server.wait_for("yaml-syntax", on_page=False)
    server.change("quizzes/roles.yml", 'lesson: "decide/roles.md', "lesson: decide/roles.md")
    server.wait_for("yaml-syntax", absent=True)
    server.wait_for("<course-quiz")


def test_a_wrong_key_is_named_on_the_page(server: Server) -> None:
    server.change("quizzes/roles.yml", "    answer: ai-engineer\n", "    answer: ai-enginer\n")
    server.wait_for("answer-unknown")
    server.change("quizzes/roles.yml", "    answer: ai-enginer\n", "    answer: ai-engineer\n")
    server.wait_for("answer-unknown", absent=True)


def test_a_half_typed_macro_call_is_named_on_the_page(server: Server) -> None:
    server.change("docs/decide/roles.md", '{{ quiz("roles") }}', '{{ quiz("ro')
    server.wait_for("macro-syntax")
    server.change("docs/decide/roles.md", '{{ quiz("ro', '{{ quiz("roles") }}')
    server.wait_for("macro-syntax", absent=True)


def test_a_half_typed_worksheet_is_named_on_the_page_and_mending_it_is_enough(server: Server) -> None:
    server.wait_for("<course-worksheet")
    server.change("worksheets/roles.yml", "\nparts:\n", "\nparts: [\n")
    server.wait_for("worksheets/roles.yml:")
    server.wait_for("<course-worksheet", absent=True)
    server.change("worksheets/roles.yml", "\nparts: [\n", "\nparts:\n")
    server.wait_for("<course-worksheet")


def test_strings_templates_and_macro_code_reload(server: Server) -> None:
    server.change("strings.yml", 'check: "Check"', 'check: "Try this"')
    server.wait_for(">Try this</button>")
    server.change(
        "macros/templates/quiz.html.jinja", '<section class="course quiz"', '<section class="course quiz changed"'
    )
    server.wait_for("quiz changed")
    server.change("macros/references.py", 'f"{value}%"', 'f"{value} per cent"')
    server.change("docs/decide/roles.md", '{{ fact("interview-gain") }}', '{{ fact("swe-overlap") }}')
    server.wait_for("per cent <span")


def test_broken_macro_code_stops_no_server(server: Server) -> None:
    server.change("macros/render.py", "def quiz(", "def quiz((")
    server.wait_for("SyntaxError", on_page=False)
    server.change("macros/render.py", "def quiz((", "def quiz(")
    server.change("strings.yml", 'check: "Try this"', 'check: "Once more"')
    server.wait_for(">Once more</button>")
