"""Settings: complete whatever is kept, in effect at once, in every tab; and a shared computer, which keeps nothing."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import check, focus_is_lost, focus_is_on, press, until
from .test_access import LOOKS, faults

ADDRESS = "my-course/settings/"
KEY = "footbridge:settings"
USUAL: dict[str, Any] = {"sure": False, "shortcuts": True, "spacing": "usual"}
BLOCK = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked by the test') } })"


def open_settings(page: Page, sites: Sites) -> Page:
    page.goto(f"{sites.course}{ADDRESS}")
    expect(page.get_by_role("heading", name="Shared computer")).to_be_visible()
    return page


@pytest.fixture
def settings(page: Page, sites: Sites) -> Page:
    return open_settings(page, sites)


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "{}")
    found.pop("changed", None)
    return found


def said(page: Page) -> Locator:
    return page.locator("course-settings .tool__status")


def spacing(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-spacing")


# The module

READ = """async ([base, text]) => {
  const { read } = await import(`${base}assets/js/record/settings.js`);
  return read({ getItem: () => text });
}"""
KEPT: dict[str, dict[str, Any]] = {
    '{"v":1,"sure":true,"shortcuts":false,"spacing":"wide"}': {"sure": True, "shortcuts": False, "spacing": "wide"},
    '{"v":1,"sure":true}': {"sure": True},
    '{"v":1,"sure":"yes","shortcuts":"no","spacing":"huge"}': {},
    '{"v":1,"sure":1,"shortcuts":0,"spacing":["wide"]}': {},
    '{"v":2,"sure":true,"shortcuts":false,"spacing":"wide"}': {},
    '{"sure":true}': {},
    "[]": {},
    "null": {},
    '"wide"': {},
    "{": {},
    "": {},
}


def test_what_is_read_is_complete_whatever_is_kept(bare: Page, sites: Sites) -> None:
    found = {text: bare.evaluate(READ, [sites.cases, text]) for text in KEPT}
    assert found == {text: USUAL | chosen for text, chosen in KEPT.items()}
    assert bare.evaluate(READ, [sites.cases, None]) == USUAL


WRITE = """async ([base, kept, refuses]) => {
  const { read, write } = await import(`${base}assets/js/record/settings.js`);
  const setItem = (key, text) => { if (refuses) throw new DOMException("full"); kept = text };
  const storage = { getItem: () => kept, setItem };
  return [write(storage, { spacing: "wide" }, 5), kept, write(null, {}, 5), read(null).spacing];
}"""


def test_a_change_is_kept_beside_the_others(bare: Page, sites: Sites) -> None:
    before = '{"v":1,"sure":true}'
    wanted = '{"v":1,"sure":true,"shortcuts":true,"spacing":"wide","changed":5}'
    assert bare.evaluate(WRITE, [sites.cases, before, False]) == [True, wanted, False, "usual"]
    assert bare.evaluate(WRITE, [sites.cases, before, True]) == [False, before, False, "usual"]


# The page


def test_each_setting_is_saved_at_once_and_comes_back(settings: Page) -> None:
    choose: dict[str, dict[str, Any]] = {
        "Ask how sure I am": {"sure": True},
        "Wide": {"spacing": "wide"},
        "Use shortcuts of one letter": {"shortcuts": False},
    }
    wanted: dict[str, Any] = {"v": 1, **USUAL}
    for label, change in choose.items():
        settings.get_by_label(label).click()
        wanted |= change
        expect(said(settings)).to_have_text("Saved on this device.")
        assert kept(settings) == wanted
    settings.reload()
    expect(settings.get_by_label("Ask how sure I am")).to_be_checked()
    expect(settings.get_by_label("Wide")).to_be_checked()
    expect(settings.get_by_label("Use shortcuts of one letter")).not_to_be_checked()


def test_settings_are_chosen_by_keyboard(settings: Page) -> None:
    settings.get_by_label("Ask how sure I am").focus()
    settings.keyboard.press("Space")
    settings.keyboard.press("Tab")
    settings.keyboard.press("ArrowDown")
    settings.keyboard.press("Tab")
    settings.keyboard.press("Space")
    assert kept(settings) == {"v": 1, "sure": True, "shortcuts": False, "spacing": "wide"}


def test_wide_spacing_is_as_wide_as_the_guideline_asks_on_every_page(settings: Page, sites: Sites) -> None:
    settings.get_by_label("Wide").check()
    assert spacing(settings) == "wide"
    settings.goto(f"{sites.course}decide/roles/")
    paragraph = settings.locator("article > p").first
    style = paragraph.evaluate(
        """each => {
          const style = getComputedStyle(each);
          const { fontSize, lineHeight, letterSpacing, wordSpacing, marginBlockEnd } = style;
          const em = (each) => parseFloat(each) / parseFloat(fontSize);
          return [lineHeight, letterSpacing, wordSpacing, marginBlockEnd].map(em);
        }"""
    )
    assert [found >= wanted - 0.001 for found, wanted in zip(style, (1.5, 0.12, 0.16, 2), strict=True)] == [True] * 4


def test_wide_spacing_fits_into_320_pixels(browse: Browse, sites: Sites) -> None:
    page = open_settings(browse(viewport={"width": 320, "height": 640}), sites)
    page.get_by_label("Wide").check()
    wide = {}
    for address in (ADDRESS, "", "decide/roles/", "plan/how-long/", "workbook/", "my-course/"):
        page.goto(f"{sites.course}{address}")
        expect(page.locator("html")).to_have_attribute("data-spacing", "wide")
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in wide.items() if width > 320} == {}


def test_another_tab_follows(settings: Page, sites: Sites) -> None:
    other = settings.context.new_page()
    open_settings(other, sites)
    other.get_by_label("Wide").check()
    other.get_by_label("Ask how sure I am").check()
    expect(settings.locator("html")).to_have_attribute("data-spacing", "wide")
    expect(settings.get_by_label("Ask how sure I am")).to_be_checked()
    other.close()


def test_shortcuts_of_one_letter_can_be_switched_off(settings: Page, sites: Sites) -> None:
    search = settings.locator("[data-md-toggle=search]")
    settings.get_by_label("Use shortcuts of one letter").uncheck()
    settings.evaluate("document.activeElement.blur()")
    settings.keyboard.press("s")
    settings.wait_for_timeout(200)
    expect(search).not_to_be_checked()
    settings.keyboard.press("n")
    settings.wait_for_timeout(200)
    assert settings.url == f"{sites.course}{ADDRESS}"
    settings.get_by_label("Use shortcuts of one letter").check()
    settings.evaluate("document.activeElement.blur()")
    settings.keyboard.press("s")
    expect(search).to_be_checked()


def test_where_nothing_is_kept_a_setting_holds_for_the_page_and_that_is_said(browse: Browse, sites: Sites) -> None:
    page = browse(allow="blocked by the test")
    page.add_init_script(BLOCK)
    open_settings(page, sites)
    page.get_by_label("Wide").check()
    expect(said(page)).to_contain_text("The setting holds until you leave this page.")
    assert spacing(page) == "wide"
    page.get_by_label("Use shortcuts of one letter").uncheck()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("s")
    page.wait_for_timeout(200)
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()
    press(page, "Use as a shared computer")
    expect(said(page)).to_contain_text("This browser keeps nothing here, so there is nothing to switch")


def test_what_leads_to_copies_and_erasing_is_there(settings: Page) -> None:
    settings.get_by_role("link", name="Take a copy, bring one back, or erase everything").click()
    expect(settings.get_by_role("heading", name="Backup", exact=True)).to_be_visible()


def test_without_scripts_the_page_says_what_that_means(browse: Browse, sites: Sites) -> None:
    page = browse(java_script_enabled=False)
    page.goto(f"{sites.course}{ADDRESS}")
    expect(page.get_by_text("Your browser runs no scripts here, so there is nothing to set")).to_be_visible()
    expect(page.get_by_label("Ask how sure I am")).to_be_hidden()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(browse: Browse, sites: Sites, look: str) -> None:
    page, found = open_settings(browse(**LOOKS[look]), sites), {}
    page.get_by_label("Wide").check()
    found["wide"] = faults(page)
    switch_on(page)
    found["shared"] = faults(page)
    page.get_by_label("Ask how sure I am").check()
    press(page, "Stop using it as a shared computer")
    expect(asked(page)).to_be_visible()
    found["asked"] = faults(page)
    assert {state: places for state, places in found.items() if places} == {}


def test_nothing_is_wider_than_320_pixels_or_lower_than_44(browse: Browse, sites: Sites) -> None:
    page = open_settings(browse(viewport={"width": 320, "height": 640}), sites)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    low = "all => all.filter(each => each.checkVisibility() && each.clientHeight < 42).map(each => each.outerHTML)"
    assert page.locator("course-settings :is(button, label)").evaluate_all(low) == []


# A shared computer

ANSWER = '{"v":1,"choice":{"a":"on"},"state":"open","firstRight":false,"tries":1,"changed":5}'
BEFORE = "footbridge:answer:roles/before"


def switch_on(page: Page) -> None:
    press(page, "Use as a shared computer")
    expect(said(page)).to_have_text("Switched on. What you do from now on lasts until you close this tab.")


def asked(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Switch off, and lose what you did in this tab?")


@pytest.fixture
def public(browse: Browse, sites: Sites) -> Page:
    """Give a page of a browser that was switched to a shared computer and kept an answer before."""
    page = open_settings(browse(), sites)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [BEFORE, ANSWER])
    switch_on(page)
    return page


def on_device(page: Page) -> dict[str, str]:
    """Give what the browser itself keeps, as a page without the course's scripts sees it."""
    found: dict[str, str] = page.evaluate(
        """() => {
          const frame = document.body.appendChild(document.createElement("iframe"));
          const found = Object.fromEntries(Object.entries(frame.contentWindow.localStorage));
          frame.remove();
          return found;
        }"""
    )
    return found


def answer_one(page: Page, sites: Sites) -> None:
    """Answer the first question of a lesson with its first option."""
    page.goto(f"{sites.course}decide/roles/")
    form = page.locator("course-quiz form.question").first
    form.get_by_role("radio").first.check()
    check(form)


def test_the_switch_is_said_where_the_reader_is(public: Page) -> None:
    assert focus_is_on(public, public.get_by_role("button", name="Stop using it as a shared computer"))
    expect(public.get_by_text("This browser is set up as a shared computer.")).to_be_visible()
    public.reload()
    expect(said(public)).to_have_text("")
    expect(public.get_by_role("button", name="Stop using it as a shared computer")).to_be_visible()


def test_what_is_done_on_a_shared_computer_goes_along_within_the_tab_and_stays_nowhere_else(
    public: Page, sites: Sites
) -> None:
    before = on_device(public)
    public.get_by_label("Wide").check()
    expect(said(public)).to_have_text("Saved until you close this tab.")
    answer_one(public, sites)
    public.goto(f"{sites.course}my-course/backup/")
    expect(public.locator(".backup__kept")).to_contain_text("Answers to questions: 1")
    expect(public.locator(".backup__kept")).to_contain_text("Settings: 1")
    assert spacing(public) == "wide"
    public.locator("[data-md-component=palette] label:visible").click()
    assert on_device(public) == before
    assert set(before) >= {"footbridge:shared", BEFORE}
    other = public.context.new_page()
    other.goto(f"{sites.course}my-course/backup/")
    expect(other.get_by_text("Nothing yet.")).to_be_visible()
    other.close()


def test_what_was_kept_before_is_hidden_until_it_is_copied_or_erased(public: Page, sites: Sites) -> None:
    public.get_by_role("link", name="Copy or erase it").click()
    expect(public.get_by_text("Nothing yet.")).to_be_visible()
    hidden = public.locator(".backup__device")
    expect(hidden).to_contain_text("Answers to questions: 1")
    with public.expect_download() as download:
        press(hidden, "Take a copy of it")
    assert BEFORE in json.loads(download.value.path().read_text("utf-8"))["entries"]
    answer_one(public, sites)
    public.goto(f"{sites.course}my-course/backup/")
    press(hidden, "Erase it")
    public.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    expect(public.locator("course-backup .tool__status")).to_have_text("Everything is erased.")
    expect(hidden).to_be_hidden()
    assert not focus_is_lost(public)
    expect(public.locator(".backup__kept")).to_contain_text("Answers to questions: 1")
    assert [key for key in on_device(public) if key.startswith("footbridge:")] == ["footbridge:shared"]


def test_erasing_on_a_shared_computer_leaves_what_was_kept_before(public: Page, sites: Sites) -> None:
    answer_one(public, sites)
    public.goto(f"{sites.course}my-course/backup/")
    press(public, "Erase everything")
    public.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    expect(public.get_by_text("Nothing yet.")).to_be_visible()
    assert public.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('footbridge:'))") == []
    assert set(on_device(public)) >= {"footbridge:shared", BEFORE}


def test_switching_off_asks_first_where_something_would_be_lost(public: Page, sites: Sites) -> None:
    answer_one(public, sites)
    open_settings(public, sites)
    press(public, "Stop using it as a shared computer")
    press(asked(public), "Leave it on")
    assert focus_is_on(public, public.get_by_role("button", name="Stop using it as a shared computer"))
    expect(public.get_by_text("This browser is set up as a shared computer.")).to_be_visible()
    press(public, "Stop using it as a shared computer")
    asked(public).get_by_role("button", name="Stop using it as a shared computer").press("Enter")
    expect(said(public)).to_contain_text("Switched off.")
    assert focus_is_on(public, public.get_by_role("button", name="Use as a shared computer"))
    assert public.evaluate("localStorage !== sessionStorage")
    assert public.evaluate("key => localStorage.getItem(key)", BEFORE) == ANSWER
    assert public.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('footbridge:'))") == []


def test_switching_off_asks_nothing_where_nothing_was_done(public: Page) -> None:
    press(public, "Stop using it as a shared computer")
    expect(said(public)).to_contain_text("Switched off.")
    expect(asked(public)).to_be_hidden()


def test_other_tabs_begin_anew_with_the_switch(browse: Browse, sites: Sites) -> None:
    page = open_settings(browse(), sites)
    other = page.context.new_page()
    other.goto(f"{sites.course}decide/roles/")
    other.evaluate("window.isOld = true")
    switch_on(page)
    until(other, lambda: other.evaluate("window.isOld ?? (localStorage === sessionStorage)"), True)
    until(other, lambda: other.evaluate("window.isOld ?? false"), False)
    assert other.evaluate("localStorage === sessionStorage")


def test_nothing_is_kept_for_reading_offline_on_a_shared_computer(browse: Browse, sites: Sites) -> None:
    page = open_settings(browse(service_workers="allow"), sites)
    until(page, lambda: page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 1)
    until(page, lambda: page.evaluate("caches.keys().then((all) => all.length > 0)"), True)
    switch_on(page)
    page.goto(f"{sites.course}decide/roles/")
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys()") == []
