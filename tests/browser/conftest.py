"""What the browser tests share: the real course and the case course, built and served, and pages that must behave.

Every page fails its test where a request leaves the origin, or where the console reports an error.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from .find_chromium import find_or_install
from .hostile import hostile_quiz

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ("macros", "overrides", "strings.yml")

# Gives a new page of a new context; keywords are Playwright's, and `allow` names errors that a test causes itself.
Browse = Callable[..., Page]


@dataclass(frozen=True)
class Sites:
    """Where the two courses are served, each below a path of its own, and the folder of each."""

    origin: str
    folder: Path

    @property
    def course(self) -> str:
        return f"{self.origin}course/"

    @property
    def cases(self) -> str:
        return f"{self.origin}cases/"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    folder = tmp_path_factory.mktemp("sites")
    # The address belongs to the build, so the server is made first.
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=folder)) as server:
        sites = Sites(f"http://127.0.0.1:{server.server_address[1]}/", folder)
        _build_all(sites, tmp_path_factory.mktemp("sources"))
        Thread(target=server.serve_forever, daemon=True).start()
        yield sites
        server.shutdown()


def _build_all(sites: Sites, sources: Path) -> None:
    builds = [
        _build(ROOT, sites.folder / "course", sites.course),
        _build(_case_course(sources), sites.folder / "cases", sites.cases),
    ]
    for build in builds:
        _, errors = build.communicate(timeout=120)
        assert build.returncode == 0, errors


def _case_course(folder: Path) -> Path:
    """Lay out the case course beside the real engine, as it lies in the repository."""
    course = folder / "tests" / "browser" / "course"
    shutil.copytree(ROOT / "tests" / "browser" / "course", course)
    (folder / "mkdocs.yml").symlink_to(ROOT / "mkdocs.yml")
    for name in SHARED:
        (course / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs" / "assets", course / "docs" / "assets")
    shutil.copytree(course / "calculate", course / "docs" / "assets" / "js" / "calculate", dirs_exist_ok=True)
    (course / "quizzes" / "hostile.yml").write_text(hostile_quiz(), "utf-8")
    return course


def _build(source: Path, folder: Path, url: str) -> subprocess.Popen[str]:
    settings = {"SITE_URL": url, "NO_MKDOCS_2_WARNING": "1", "ISSUES_URL": "https://example.org/issues"}
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)],
        cwd=source,
        env=os.environ | settings,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_or_install()
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=as_root)
        yield browser
        browser.close()


@pytest.fixture
def browse(browser: Browser, sites: Sites) -> Iterator[Browse]:
    """Open pages of contexts of their own, for settings that the shared one does not have."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(*, allow: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"service_workers": "block"} | options)
        context.set_default_timeout(5000)
        contexts.append(context)
        watch(context, sites, faults, allow)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def watch(context: BrowserContext, sites: Sites, faults: list[str], allow: str) -> None:
    """Note every request that leaves the origin and every error."""

    def note(text: str) -> None:
        if not allow or allow not in text:
            faults.append(text)

    inside = (sites.origin, "data:", "blob:")
    context.on("request", lambda request: None if request.url.startswith(inside) else note(request.url))
    context.on("console", lambda message: note(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: note(str(error.error)))


@pytest.fixture(scope="session")
def shared(browser: Browser, sites: Sites) -> Iterator[tuple[BrowserContext, list[str]]]:
    """Share one context among most tests: its caches are warm, which saves a second a test."""
    # What a service worker keeps would reach from one test into the next; test_offline.py has contexts of its own.
    context, faults = browser.new_context(service_workers="block"), list[str]()
    context.set_default_timeout(5000)
    watch(context, sites, faults, "")
    yield context, faults
    context.close()


@pytest.fixture(scope="module")
def bare(shared: tuple[BrowserContext, list[str]], sites: Sites) -> Iterator[Page]:
    """Give one page for all tests of a file that only import modules into it."""
    page = shared[0].new_page()
    page.goto(f"{sites.cases}plain/")
    yield page
    page.close()


@pytest.fixture
def page(shared: tuple[BrowserContext, list[str]], sites: Sites) -> Iterator[Page]:
    """Give a page of the shared context, in which nothing is kept yet."""
    context, faults = shared
    faults.clear()
    page = context.new_page()
    yield page
    if page.url.startswith(sites.origin):
        # A worksheet that is still there would save once more.
        page.evaluate("document.querySelector('course-worksheet')?.remove(), localStorage.clear()")
    page.close()
    assert not faults
