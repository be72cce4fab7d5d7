"""Find a browser for the browser tests, or install one: `python tests/browser/find_chromium.py` prints its path.

Looked for, in this order: the variable CHROMIUM, the usual names on PATH, Playwright's own.  Where there is none,
Playwright's installer is tried, then, as root, apt-get.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ADVICE = """\
No browser for the tests. Do one of these, then try again:
- install Chromium or Google Chrome so that `chromium` or `google-chrome` is on PATH
  (Debian, Ubuntu: sudo apt-get install chromium)
- .venv/bin/python -m playwright install --with-deps chromium
- set CHROMIUM=/path/to/the/browser"""

# Runs a command and says whether it succeeded.
Run = Callable[[list[str]], bool]


def run(command: list[str]) -> bool:
    """Run a command, its output on stderr, so that stdout carries the browser's path alone."""
    try:
        return subprocess.run(command, stdout=sys.stderr, check=False, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwrights_own() -> str:
    """Give the path at which Playwright keeps its own browser, installed or not."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _candidates(own: Callable[[], str]) -> Iterator[str | None]:
    yield os.environ.get("CHROMIUM")
    yield from map(shutil.which, NAMES)
    path = own()
    yield path if Path(path).exists() else None


def find(run: Run = run, own: Callable[[], str] = playwrights_own) -> str | None:
    """Give the path of the first browser that starts. A name on PATH may be a stub that does not."""
    return next((path for path in _candidates(own) if path and run([path, "--version"])), None)


def install(run: Run = run, own: Callable[[], str] = playwrights_own) -> str | None:
    """Install a browser and give its path, or None where nothing helped."""
    ways = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways.append([["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]])
    for way in ways:
        if all(run(command) for command in way) and (path := find(run, own)):
            return path
    return None


def find_or_install() -> str:
    """Give the path of a browser; exits with advice where there is none and none can be installed."""
    return find() or install() or sys.exit(ADVICE)


if __name__ == "__main__":
    print(find_or_install())
