"""Without a network: what was read, the whole course, new versions, and what the device keeps of it.

Every test has a copy of the real course and a server of its own, which can be stopped for good: nothing is feigned.
"""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros import beside

from .conftest import Sites
from .reader import check, focus_is_on, press, question, stored
from .test_access import faults

LESSON, OTHER, OFFLINE = "decide/roles/", "decide/skills/", "my-course/offline/"
KEEP, STOP, REMOVE = "Keep the whole course on this device", "Stop", "Remove the kept pages"
NEWER, RELOAD = "A newer version of the course is there.", "Load it"
LOST = "This page is not on this device"
# Names of all files that are kept, by cache.
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    found[name] = requests.map(({ url }) => url.split("/course/")[1]);
  }
  return found;
}"""
FORGET_ALL = """async (module) => {
  const { forgetAll } = await import(module);
  await forgetAll();
  return (await navigator.serviceWorker.getRegistrations()).length;
}"""


class _Handler(SimpleHTTPRequestHandler):
    # One request a connection: what is open would outlive the server.
    host: "Host"

    def do_GET(self) -> None:
        name = self.path.removeprefix("/course/").split("?")[0]
        time.sleep(self.host.seconds)
        self.host.asked.append(name)
        if name in self.host.broken:
            self.send_error(503)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        # As GitHub Pages has it: without the worker a page may be ten minutes old.
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Host:
    """A published course. `broken`: names that the server fails at; `seconds`: how long each answer takes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "course"
        self.broken: set[str] = set()
        self.seconds = 0.0
        self.asked: list[str] = []
        self._handler = partial(type("Handler", (_Handler,), {"host": self}), directory=folder)
        self._port = 0
        self.start()

    @property
    def course(self) -> str:
        return f"http://127.0.0.1:{self._port}/course/"

    def start(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), self._handler)
        self._port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def publish(self, **changes: str) -> str:
        """Put another main heading into pages, `decide_roles="Text"`, and give the new version."""
        for name, heading in changes.items():
            path = self.folder / name.replace("_", "/") / "index.html"
            before, _, rest = path.read_text("utf-8").partition("<h1")
            opening, _, rest = rest.partition(">")
            path.write_text(f"{before}<h1{opening}>{heading}</h1>{rest.partition('</h1>')[2]}", "utf-8")
            # The server knows a change by its second.
            later = time.time() + len(self.asked) + 5
            os.utime(path, (later, later))
        listed = beside.offline(self.folder, "en")
        (self.folder / beside.OFFLINE).write_text(json.dumps(listed), "utf-8")
        os.utime(self.folder / beside.OFFLINE, (time.time() + len(self.asked) + 5,) * 2)
        return str(listed["version"])

    @property
    def files(self) -> dict[str, list[Any]]:
        listed: dict[str, list[Any]] = json.loads((self.folder / beside.OFFLINE).read_text("utf-8"))["files"]
        return listed

    @property
    def cache(self) -> str:
        listed = json.loads((self.folder / beside.OFFLINE).read_text("utf-8"))
        return f"footbridge:{self.course}:{listed['version']}"


@pytest.fixture
def host(sites: Sites, tmp_path: Path) -> Iterator[Host]:
    shutil.copytree(sites.folder / "course", tmp_path / "course")
    host = Host(tmp_path)
    yield host
    host.stop()


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser that has not met the course; an error in a page fails the test."""
    context = browser.new_context(service_workers="allow")
    context.set_default_timeout(8000)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


@pytest.fixture
def reading(device: BrowserContext, host: Host) -> Page:
    """Give a page that shows a lesson, which is kept by then."""
    page = device.new_page()
    visit(page, host, LESSON)
    return page


def until(page: Page, read: Callable[[], Any], wanted: Any = True) -> None:
    """Wait until what is read is what is wanted, as long as a worker may take that is started and fetches a course."""
    end = time.monotonic() + 20
    while (found := read()) != wanted:
        assert time.monotonic() < end, f"{found!r} instead of {wanted!r}"
        page.wait_for_timeout(50)


def visit(page: Page, host: Host, address: str) -> None:
    """Open a page and wait until it is kept."""
    page.goto(host.course + address)
    until(page, lambda: f"{address}index.html" in kept(page, host))
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")


def has_style(page: Page) -> bool:
    colour: str = page.evaluate("getComputedStyle(document.body).getPropertyValue('--paper').trim()")
    return colour == "#faf6ee"


def caches(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(KEPT)
    return found


def kept(page: Page, host: Host) -> list[str]:
    """Give the names that are kept of the version that the host has published."""
    return caches(page).get(host.cache, [])


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def said(page: Page) -> Any:
    return expect(page.locator("course-offline").get_by_role("status"))


def keep_all(page: Page, host: Host) -> None:
    page.goto(host.course + OFFLINE)
    press(page, KEEP)
    said(page).to_have_text("Done. Every page opens without a network from now on.", timeout=30_000)


def wait_for_copy(page: Page, host: Host) -> None:
    """Wait until the copy is that of the published version, and the only one."""
    until(page, lambda: [name for name in caches(page) if name.startswith(f"footbridge:{host.course}:")], [host.cache])
    until(page, lambda: beside.OFFLINE in kept(page, host))


def test_a_page_that_was_read_opens_without_a_network_with_its_style_and_its_questions(
    reading: Page, host: Host
) -> None:
    title = heading(reading)
    host.stop()
    reading.reload()
    assert heading(reading) == title
    assert has_style(reading)
    form = reading.locator("form[data-type=single]").first
    asked = question(reading, form.get_by_role("group").first.locator("legend").inner_text())
    option = asked.locator("input").first
    option.check()
    check(asked)
    expect(asked.get_by_role("status")).not_to_have_text("")
    key = form.get_attribute("data-question") or ""
    assert stored(reading, key) is not None
    reading.reload()
    expect(reading.locator(f"[data-question='{key}'] input").first).to_be_checked()


def test_other_addresses_of_the_page_open_as_well(reading: Page, host: Host) -> None:
    title = heading(reading)
    host.stop()
    for address in ("decide/roles", "decide/roles/index.html", "decide/roles/?from=elsewhere#degree"):
        reading.goto(host.course + address)
        assert heading(reading) == title, address
        assert has_style(reading), address


def test_a_page_that_was_not_read_says_so_and_leads_to_two_that_are_there(reading: Page, host: Host) -> None:
    host.stop()
    answer = reading.goto(host.course + OTHER)
    assert answer is not None
    assert (answer.status, heading(reading), reading.url) == (503, LOST, host.course + OTHER)
    assert has_style(reading)
    links = [link.get_attribute("href") or "" for link in reading.locator("article a.md-button").all()]
    for link in links:
        reading.goto(host.course + OTHER)
        reading.locator(f"article a[href='{link}']").click()
        expect(reading.locator("h1")).not_to_have_text(LOST)
    assert len(links) == 2


def test_a_server_that_fails_is_answered_for(reading: Page, host: Host) -> None:
    title = heading(reading)
    host.broken.add(LESSON)
    reading.reload()
    assert heading(reading) == title


def test_what_is_no_file_of_the_course_passes_untouched(reading: Page, host: Host) -> None:
    (host.folder / "es").mkdir()
    (host.folder / "es" / "index.html").write_text("<h1>Otra</h1>", "utf-8")
    reading.goto(f"{host.course}es/")
    assert heading(reading) == "Otra"
    ask = "(address) => fetch(address, { method: 'POST' }).then(({ status }) => status)"
    assert reading.evaluate(ask, f"{host.course}offline.json") == 501
    reading.goto(host.course + LESSON)
    assert [name for name in kept(reading, host) if name.startswith("es") or "sitemap" in name] == []


def test_the_whole_course_is_kept_and_opens_without_a_network(reading: Page, host: Host) -> None:
    keep_all(reading, host)
    assert set(kept(reading, host)) == {*host.files, beside.OFFLINE}
    state = reading.locator(".offline__state")
    expect(state).to_have_text(re.compile(r"The whole course is on this device: \d(\.\d)? MB"))
    host.stop()
    expect_all = """async ([root, files]) => {
      const wrong = [];
      for (const [name, [bytes]] of Object.entries(files)) {
        const answer = await fetch(root + name);
        if (!answer.ok || (await answer.blob()).size !== bytes) wrong.push(name);
      }
      return wrong;
    }"""
    assert reading.evaluate(expect_all, [host.course, host.files]) == []
    for address in ("my-course/review/", "my-course/final/", "reference/glossary/", "get-hired/first-job/", ""):
        reading.goto(host.course + address)
        assert heading(reading) not in ("", LOST), address
    reading.goto(host.course + OFFLINE)
    expect(state).to_contain_text("The whole course is on this device")


def test_keeping_can_be_stopped_and_gone_on_with(reading: Page, host: Host) -> None:
    reading.goto(host.course + OFFLINE)
    bar = reading.get_by_role("progressbar", name="Kept so far")
    expect(bar).to_be_hidden()
    host.seconds = 0.1
    press(reading, KEEP)
    said(reading).to_contain_text("The pages are being fetched.")
    status = reading.locator("course-offline").get_by_role("status")
    assert focus_is_on(reading, status)
    start = bar.evaluate("bar => bar.value")
    until(reading, lambda: bar.evaluate("bar => bar.value") > start)
    assert faults(reading) == []
    press(reading, STOP)
    said(reading).to_have_text("Stopped. What was kept so far stays.")
    assert focus_is_on(reading, status)
    expect(reading.locator(".offline__state")).to_contain_text("On this device now: ")
    expect(bar).to_be_hidden()
    host.seconds = 0
    so_far = {name.removesuffix("index.html") for name in kept(reading, host)} - {beside.OFFLINE}
    assert len(so_far) < len(host.files)
    host.asked.clear()
    press(reading, KEEP)
    said(reading).to_contain_text("Done.", timeout=30_000)
    assert so_far & set(host.asked) == set(), "what is kept is not fetched again"
    assert faults(reading) == []


def test_what_cannot_be_fetched_is_said_and_the_rest_is_kept(reading: Page, host: Host) -> None:
    host.broken |= {"plan/", "reference/faq/"}
    reading.goto(host.course + OFFLINE)
    press(reading, KEEP)
    said(reading).to_contain_text("Some files could not be fetched, and 2 are missing still.", timeout=30_000)
    missing = set(host.files) - set(kept(reading, host))
    assert missing == {"plan/index.html", "reference/faq/index.html"}
    host.broken.clear()
    press(reading, KEEP)
    said(reading).to_contain_text("Done.")


def test_a_network_that_goes_while_pages_are_fetched_ends_it(reading: Page, host: Host) -> None:
    reading.goto(host.course + OFFLINE)
    expect(reading.get_by_role("button", name=KEEP)).to_be_visible()
    host.stop()
    press(reading, KEEP)
    said(reading).to_contain_text("Check your connection and press the button again.")
    expect(reading.get_by_role("button", name=KEEP)).to_be_visible()


def test_a_full_device_is_said_and_keeps_what_it_has(reading: Page, host: Host) -> None:
    reading.goto(host.course + OFFLINE)
    expect(reading.get_by_role("button", name=KEEP)).to_be_visible()
    [worker] = reading.context.service_workers
    refuse = "() => Promise.reject(new DOMException('full', 'QuotaExceededError'))"
    worker.evaluate(f"void (Cache.prototype.put = {refuse})")
    press(reading, KEEP)
    said(reading).to_contain_text("There is no room left in this browser")
    assert f"{LESSON}index.html" in kept(reading, host)


def test_the_kept_pages_can_be_removed(reading: Page, host: Host) -> None:
    reading.goto(host.course + OFFLINE)
    expect(reading.get_by_role("button", name=REMOVE)).to_be_visible()
    press(reading, REMOVE)
    said(reading).to_have_text("Removed. Pages that you open from now on are kept again.")
    assert focus_is_on(reading, reading.locator("course-offline").get_by_role("status"))
    expect(reading.get_by_role("button", name=REMOVE)).to_be_hidden()
    assert {name for name in kept(reading, host) if name.endswith(".html")} == {
        "index.html",
        "my-course/index.html",
        "offline.html",
    }
    visit(reading, host, LESSON)


def test_an_open_page_tells_of_a_new_version_and_shows_it_after_a_reload(reading: Page, host: Host) -> None:
    old = host.cache
    host.publish(decide_roles="Roles, written anew")
    reading.evaluate("dispatchEvent(new Event('online'))")
    notice = reading.get_by_text(NEWER)
    expect(notice).to_have_count(1)
    reading.evaluate("dispatchEvent(new Event('online'))")
    press(reading, RELOAD)
    expect(reading.locator("h1")).to_have_text("Roles, written anew")
    expect(notice).to_have_count(0)
    wait_for_copy(reading, host)
    assert old not in caches(reading)
    host.stop()
    reading.reload()
    expect(reading.locator("h1")).to_have_text("Roles, written anew")


def test_with_a_network_no_page_is_older_than_what_is_published(reading: Page, host: Host) -> None:
    host.publish(decide_roles="Roles, written anew")
    reading.goto(host.course + LESSON)
    assert heading(reading) == "Roles, written anew"


def test_a_visit_brings_pages_up_to_date_that_it_does_not_show(reading: Page, host: Host) -> None:
    visit(reading, host, OTHER)
    host.publish(decide_roles="Roles, written anew")
    host.asked.clear()
    reading.goto(host.course + OTHER)
    wait_for_copy(reading, host)
    assert LESSON in host.asked
    assert "my-course/" not in host.asked, "what has not changed is not fetched again"
    host.stop()
    reading.goto(host.course + LESSON)
    assert heading(reading) == "Roles, written anew"


def test_the_whole_of_an_old_version_becomes_the_whole_of_the_new_one(reading: Page, host: Host) -> None:
    keep_all(reading, host)
    (host.folder / "new").mkdir()
    (host.folder / "new" / "index.html").write_text("<h1>New</h1>", "utf-8")
    shutil.rmtree(host.folder / "reference" / "faq")
    host.publish()
    reading.goto(host.course + LESSON)
    wait_for_copy(reading, host)
    assert set(kept(reading, host)) == {*host.files, beside.OFFLINE}
    assert "new/index.html" in host.files


def test_a_new_version_that_arrives_by_half_leaves_the_old_one_whole(reading: Page, host: Host) -> None:
    visit(reading, host, OTHER)
    old, title = host.cache, heading(reading)
    before = set(kept(reading, host))
    host.publish(decide_roles="Roles, written anew", decide_skills="Skills, written anew")
    host.broken.add(OTHER)
    host.asked.clear()
    reading.goto(host.course + LESSON)
    until(reading, lambda: OTHER in host.asked)
    until(reading, lambda: "decide/roles/index.html" in kept(reading, host))
    assert beside.OFFLINE not in kept(reading, host)
    assert before <= set(caches(reading)[old])
    host.stop()
    reading.goto(host.course + OTHER)
    assert heading(reading) == title
    host.broken.clear()
    host.start()
    reading.goto(host.course + LESSON)
    wait_for_copy(reading, host)
    host.stop()
    reading.goto(host.course + OTHER)
    assert heading(reading) == "Skills, written anew"


def test_versions_that_never_arrive_whole_do_not_pile_up(reading: Page, host: Host) -> None:
    visit(reading, host, OTHER)
    old = host.cache
    host.broken.add(OTHER)
    for heading_ in ("first", "second", "third"):
        host.publish(decide_roles=f"Roles, {heading_}", decide_skills=f"Skills, {heading_}")
        reading.goto(host.course + LESSON)
        until(reading, lambda: "decide/roles/index.html" in kept(reading, host))
    assert sorted(caches(reading)) == sorted([old, host.cache])


def test_a_network_that_does_not_answer_is_not_waited_for(reading: Page, host: Host) -> None:
    title = heading(reading)
    host.seconds = 30
    began = time.monotonic()
    reading.goto(host.course + LESSON, wait_until="commit", timeout=15_000)
    assert reading.locator("h1").inner_text(timeout=15_000) == title
    assert 4 < time.monotonic() - began < 15
    host.seconds = 0


def test_a_kept_page_tells_of_a_new_version_once_the_network_is_back(reading: Page, host: Host) -> None:
    host.stop()
    reading.reload()
    host.publish(decide_roles="Roles, written anew")
    host.start()
    reading.wait_for_load_state("networkidle")
    reading.evaluate("dispatchEvent(new Event('online'))")
    expect(reading.get_by_text(NEWER)).to_have_count(1)


def test_what_others_keep_stays(reading: Page, host: Host) -> None:
    others = [f"footbridge:{host.course}es/:1", "footbridge:elsewhere:1", "another site's"]
    reading.evaluate("names => Promise.all(names.map((name) => caches.open(name)))", others)
    host.publish(decide_roles="Roles, written anew")
    reading.reload()
    wait_for_copy(reading, host)
    reading.goto(host.course + OFFLINE)
    press(reading, REMOVE)
    said(reading).to_contain_text("Removed.")
    assert reading.evaluate(FORGET_ALL, f"{host.course}assets/js/offline/register.js") == 0
    assert sorted(caches(reading)) == sorted(others)


def test_erasing_leaves_nothing_and_a_later_visit_begins_anew(reading: Page, host: Host) -> None:
    assert reading.evaluate(FORGET_ALL, f"{host.course}assets/js/offline/register.js") == 0
    assert caches(reading) == {}
    # The page is still open, and so is the worker behind it.
    reading.evaluate("address => fetch(address)", f"{host.course}assets/course.json")
    assert caches(reading) == {}
    visit(reading, host, LESSON)
    assert f"{OTHER}index.html" not in kept(reading, host)


def test_a_browser_that_cannot_keep_pages_says_why(device: BrowserContext, host: Host) -> None:
    page = device.new_page()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(host.course + OFFLINE)
    expect(page.locator(".offline__state")).to_contain_text("Pages cannot be kept here.")
    expect(page.locator("course-offline").get_by_role("button")).to_have_count(0)


def test_a_shared_computer_keeps_no_pages(device: BrowserContext, host: Host) -> None:
    page = device.new_page()
    page.add_init_script("try { localStorage['footbridge:shared'] = '1' } catch {}")
    page.goto(host.course + OFFLINE)
    expect(page.locator(".offline__state")).to_contain_text("so no pages are kept in it")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
    assert caches(page) == {}
