"""The copy of all that is kept: exact, looked at before it is brought back, merged or put in place, and erased."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from .conftest import ROOT, Browse, Sites
from .hostile import CORPUS
from .reader import FULL, focus_is_lost, focus_is_on, press, until
from .test_access import LOOKS, faults

CASES = ROOT / "tests" / "cases" / "backup"
ADDRESS = "my-course/backup/"
NAME = "footbridge-2026-09-20.json"
LONE = "\\ud800"  # half a character, as JSON writes it

ANSWER: dict[str, Any] = {
    "v": 1,
    "choice": {"a": "on"},
    "state": "open",
    "firstRight": False,
    "tries": 1,
    "changed": 50,
}
CHECK: dict[str, Any] = {"at": 50, "right": True, "in": "lesson", "of": 8}
ONE, TWO = "footbridge:answer:roles/one", "footbridge:answer:roles/two"


def compact(value: Any) -> str:
    """Write JSON as a browser does."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def answer(**fields: Any) -> str:
    return compact(ANSWER | fields)


def checks(*each: dict[str, Any]) -> str:
    return compact({"v": 1, "checks": list(each)})


def sheet(parts: dict[str, Any], changed: int = 50, **fields: Any) -> str:
    return compact({"v": 1, "parts": parts, "changed": changed, **fields})


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / name).read_text("utf-8"))
    return found


def file_of(entries: dict[str, Any], **head: Any) -> bytes:
    return json.dumps({"footbridge": 2, "made": "2026-09-20T19:30:00Z", "entries": entries} | head).encode()


KEPT = {
    key: text if isinstance(text, str) else compact(text) for key, text in case("version-2.json")["entries"].items()
}


# The page


def keep(page: Page, entries: dict[str, str]) -> None:
    page.evaluate("entries => { for (const key in entries) localStorage.setItem(key, entries[key]) }", entries)


def kept(page: Page, storage: str = "localStorage") -> dict[str, str]:
    """Give all that is kept of the course."""
    script = f"Object.fromEntries(Object.entries({storage}).filter(([key]) => key.startsWith('footbridge:')))"
    found: dict[str, str] = page.evaluate(script)
    return found


def open_backup(page: Page, sites: Sites, entries: dict[str, str] | None = None) -> Page:
    """Open the backup page where the entries are kept, and nothing else is."""
    page.goto(f"{sites.course}{ADDRESS}")
    expect(page.get_by_role("heading", name="Bring a copy back")).to_be_visible()
    if entries:
        keep(page, entries)
        page.evaluate("dispatchEvent(new StorageEvent('storage'))")
    return page


@pytest.fixture
def backup(page: Page, sites: Sites) -> Page:
    return open_backup(page, sites)


def choose(page: Page, data: bytes | Path, name: str = NAME) -> None:
    data = data.read_bytes() if isinstance(data, Path) else data
    file: FilePayload = {"name": name, "mimeType": "application/json", "buffer": data}
    shown = page.locator(".backup__plan:not([hidden]), .tool__status:not(:empty)")
    page.evaluate("document.querySelector('.tool__status').textContent = ''")
    page.get_by_label("A copy to bring back").set_input_files(file)
    expect(shown.first).to_be_visible()


def take(page: Page, button: str = "Take a copy") -> bytes:
    with page.expect_download() as download:
        press(page, button)
    return download.value.path().read_bytes()


def status(page: Page) -> Locator:
    return page.locator(".tool__status")


def expect_said(page: Page, words: str) -> None:
    expect(status(page)).to_have_text(words)


def look(page: Page) -> Locator:
    return page.locator(".backup__plan")


def lines(page: Page, way: str) -> list[str]:
    return page.locator(f".backup__{way} > li").all_inner_texts()


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Erase all of this?")


# A copy


def test_what_is_kept_is_counted_by_kind_with_the_size_of_a_copy(backup: Page) -> None:
    expect(backup.get_by_text("Nothing yet.")).to_be_visible()
    keep(backup, KEPT)
    backup.reload()
    size = len(file_of(case("version-2.json")["entries"]).replace(b": ", b":").replace(b", ", b",")) // 1000 + 1
    expect(backup.get_by_text(f"A copy of all this is a file of {size} kB.")).to_be_visible()
    assert lines(backup, "kept") == [
        "Answers to questions: 4",
        "Questions you answered: 3",
        "Worksheets: 2",
        "Parts put aside, because they could not be read: 1",
        "Lessons read: 1",
        "Papers of the final: 1",
        "Answers in the final: 1",
        "Answers on the page “Start here”: 1",
        "Settings: 1",
        "The day of your last copy: 1",
    ]


def test_a_copy_is_one_file_named_by_its_day_and_holds_all_but_the_switch(page: Page, sites: Sites) -> None:
    open_backup(page, sites, KEPT | {"footbridge:unknown": "x", "other": "y"})
    with page.expect_download() as download:
        press(page, "Take a copy")
    day = page.evaluate("new Date().toLocaleDateString('sv')")
    assert download.value.suggested_filename == f"footbridge-{day}.json"
    expect_said(page, f"In your downloads: footbridge-{day}.json.")
    file = json.loads(download.value.path().read_text("utf-8"))
    assert list(file) == ["footbridge", "made", "entries"]
    assert file["footbridge"] == 2
    assert file["made"][:10] == page.evaluate("new Date().toISOString().slice(0, 10)")
    assert file["entries"].pop("footbridge:backup")["at"] > 1_790_000_000_000
    wanted = case("version-2.json")["entries"] | {"footbridge:unknown": "x"}
    assert file["entries"] == {key: value for key, value in wanted.items() if key != "footbridge:backup"}


def test_the_day_of_the_last_copy_is_told(backup: Page) -> None:
    never = "You have taken no copy yet."
    expect(backup.locator(".backup__last")).to_contain_text(never)
    press(backup, "Take a copy")
    expect_said(backup, "There is nothing to copy yet.")
    expect(backup.locator(".backup__last")).to_contain_text(never)
    keep(backup, {ONE: answer()})
    take(backup)
    today = backup.evaluate("new Intl.DateTimeFormat(navigator.language, { dateStyle: 'medium' }).format()")
    expect(backup.locator(".backup__last")).to_contain_text(today)
    backup.reload()
    expect(backup.locator(".backup__last")).to_contain_text(today)


@pytest.mark.parametrize(
    "text", ["", "{", "null", '{"v":1}', '{"v":1,"at":1e300}', '{"v":2,"at":5}', '{"v":1,"at":"5"}']
)
def test_a_damaged_date_of_the_last_copy_counts_as_never(page: Page, sites: Sites, text: str) -> None:
    open_backup(page, sites, {"footbridge:backup": text})
    expect(page.locator(".backup__last")).to_contain_text("You have taken no copy yet.")


EXACT = {
    "footbridge:worksheet:a": '{ "v": 1, "parts": {} }',
    "footbridge:worksheet:b": '{"parts":{},"v":1}',
    "footbridge:worksheet:c": sheet({"a": {"b": "\u2028 \u0000 \ufeff 😀 é é \\ \" ' </script>", "c": CORPUS[0]}}),
    "footbridge:worksheet:d": '{"v":1,"parts":{"2":{},"1":{}},"changed":-0}',
    "footbridge:worksheet:e": '{"v":1,"parts":{"a":{"b":"\\u00e9"}},"changed":1.0}',
    "footbridge:worksheet:f": '{"v":1,"v":1,"parts":{}}',
    "footbridge:worksheet:g": '{"v":1,"parts":{},"__proto__":{"x":1}}',
    "footbridge:worksheet:a:unreadable-1": "[" * 100_000,
    "footbridge:worksheet:a:unreadable-2": '"quoted"',
    "footbridge:worksheet:a:unreadable-3": "",
    "footbridge:worksheet:a:unreadable-4": "{}",
    "footbridge:worksheet:a:unreadable-5": '{"a":' * 3000 + "1" + "}" * 3000,
}


# All that is kept of the course, in letters that survive on the way to Python.
LETTERS = """() => Object.entries(localStorage).filter(([key]) => key.startsWith("footbridge:")).sort()
  .map(([key, text]) => [key, escape(text)])"""


@pytest.mark.parametrize("way", ["Merge", "Replace"])
def test_wipe_and_restore_bring_back_every_text_letter_by_letter(page: Page, sites: Sites, way: str) -> None:
    open_backup(page, sites, KEPT | EXACT)
    lone = f"() => localStorage.setItem('footbridge:worksheet:a:unreadable-6', 'half: {LONE}')"
    page.evaluate(lone)
    file = take(page)
    before = page.evaluate(LETTERS)
    page.evaluate("localStorage.clear()")
    page.reload()
    assert kept(page) == {}
    choose(page, file)
    press(page, way)
    expect(status(page)).to_contain_text(f"New: {len(before)}. Changed: 0.")
    assert page.evaluate(LETTERS) == before


def test_a_copy_of_a_full_browser_is_taken_all_the_same(browse: Browse, sites: Sites) -> None:
    page = open_backup(browse(), sites, {ONE: answer()})
    page.evaluate(FULL)
    assert json.loads(take(page))["entries"] == {ONE: ANSWER}


# Looking first


def test_a_file_changes_nothing_before_the_reader_says_so(page: Page, sites: Sites) -> None:
    here = {ONE: answer(changed=60), "footbridge:worksheet:story": sheet({"now": {"line": "Here"}})}
    open_backup(page, sites, here)
    choose(page, file_of({ONE: ANSWER, TWO: ANSWER, "footbridge:worksheet:skills": {"v": 1, "parts": {}}}))
    expect(page.get_by_text(f"{NAME}, made on Sep 20, 2026. Nothing is changed yet.")).to_be_visible()
    assert focus_is_on(page, page.get_by_role("heading", name="What would change"))
    assert lines(page, "merge") == ["Answers to questions: 1 new, 1 the same", "Worksheets: 1 new"]
    assert lines(page, "replace") == ["Answers to questions: 1 new, 1 changed", "Worksheets: 1 new, 1 removed"]
    assert kept(page) == here
    press(page, "Cancel")
    expect_said(page, "Nothing was changed.")
    expect(look(page)).to_be_hidden()
    assert focus_is_on(page, page.get_by_label("A copy to bring back"))
    assert kept(page) == here


def test_merging_keeps_what_is_here_and_adds_what_the_file_has(page: Page, sites: Sites) -> None:
    open_backup(page, sites, {ONE: answer(changed=60), "footbridge:read:roles": '{"v":1,"at":9}'})
    choose(page, file_of({ONE: ANSWER | {"changed": 70}, TWO: ANSWER}))
    press(page, "Merge")
    expect_said(page, "Merged. New: 1. Changed: 1.")
    assert kept(page) == {ONE: answer(changed=70), TWO: answer(), "footbridge:read:roles": '{"v":1,"at":9}'}
    assert focus_is_on(page, status(page))
    expect(page.get_by_role("button", name="Take what was here before")).to_be_hidden()


def test_replacing_puts_the_file_in_the_place_of_what_is_here(page: Page, sites: Sites) -> None:
    here = {ONE: answer(changed=60), "footbridge:read:roles": '{"v":1,"at":9}'}
    open_backup(page, sites, here)
    choose(page, file_of({ONE: ANSWER, TWO: ANSWER}))
    press(page, "Replace")
    expect_said(page, "Replaced. New: 1. Changed: 1. Removed: 1.")
    assert kept(page) == {ONE: answer(), TWO: answer()}
    assert not focus_is_lost(page)
    choose(page, take(page, "Take what was here before"))
    press(page, "Replace")
    expect_said(page, "Replaced. New: 1. Changed: 1. Removed: 1.")
    assert kept(page) == here


def test_the_same_file_twice_changes_nothing_the_second_time(page: Page, sites: Sites) -> None:
    open_backup(page, sites, KEPT | {"footbridge:worksheet:story:unreadable-1788000000700": "other"})
    for _ in range(2):
        choose(page, CASES / "version-2.json")
        press(page, "Merge")
        expect(status(page)).to_contain_text("Merged.")
    expect_said(page, "Merged. New: 0. Changed: 0.")
    choose(page, CASES / "version-2.json")
    assert lines(page, "merge") == ["Nothing would change."]


def test_a_look_follows_what_another_tab_does(page: Page, sites: Sites) -> None:
    open_backup(page, sites, {ONE: answer()})
    choose(page, file_of({TWO: ANSWER}))
    assert lines(page, "merge") == ["Answers to questions: 1 new"]
    other = page.context.new_page()
    open_backup(other, sites)
    choose(other, file_of({TWO: ANSWER}))
    press(other, "Merge")
    expect_said(other, "Merged. New: 1. Changed: 0.")
    expect(page.locator(".backup__merge")).to_have_text("Nothing would change.")
    expect(page.locator(".backup__kept")).to_contain_text("Answers to questions: 2")
    other.close()


def test_a_sheet_that_is_open_in_another_tab_shows_what_was_brought_back(page: Page, sites: Sites) -> None:
    open_backup(page, sites)
    other = page.context.new_page()
    other.goto(f"{sites.course}decide/skills/")
    sheet_of_skills = other.locator("course-worksheet")
    part, field = sheet_of_skills.evaluate(
        """sheet => {
          const { id, fields } = JSON.parse(sheet.dataset.sheet).parts.find(({ rows, given }) => rows || given);
          return [id, fields.find(({ kind }) => kind === "line").id];
        }"""
    )
    rows = {"order": ["a"], "rows": {"a": {field: "Brought back"}}}
    choose(page, file_of({"footbridge:worksheet:skills": {"v": 1, "parts": {part: rows}, "changed": 5}}))
    press(page, "Merge")
    expect(sheet_of_skills).to_contain_text("Brought back")
    press(page, "Erase everything")
    dialog(page).get_by_role("button", name="Erase everything").click()
    expect(sheet_of_skills).not_to_contain_text("Brought back")
    other.close()
    assert kept(page) == {}


def test_a_copy_is_taken_and_brought_back_by_keyboard_alone(page: Page, sites: Sites) -> None:
    open_backup(page, sites, {ONE: answer()})
    page.get_by_role("button", name="Take a copy").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    page.evaluate("localStorage.clear()")
    page.keyboard.press("Tab")
    assert focus_is_on(page, page.get_by_label("A copy to bring back"))
    choose(page, download.value.path())
    expect(page.get_by_role("heading", name="What would change")).to_be_focused()
    page.keyboard.press("Tab")
    assert focus_is_on(page, page.get_by_role("button", name="Merge"))
    page.keyboard.press("Enter")
    expect(status(page)).to_be_focused()
    assert kept(page)[ONE] == answer()


# How each kind is merged

EARLY, LATE = {"at": 10, "right": False, "in": "lesson"}, {"at": 90, "right": True, "in": "review", "sure": "sure"}
FINAL = "footbridge:final:K7Q2-1"
ROWS = {"s": {"order": ["a", "b"], "rows": {"a": {"t": "A"}, "b": {"t": "B"}}}}
MERGED = {
    "the later answer from the file": (ONE, answer(changed=1), answer(changed=2), answer(changed=2)),
    "the later answer from here": (ONE, answer(changed=2), answer(changed=1), answer(changed=2)),
    "the answer here where both are as old": (ONE, answer(tries=2), answer(tries=3), answer(tries=2)),
    "a damaged answer here": (ONE, "{", answer(), answer()),
    "checks of both in the order of time": (
        "footbridge:checks:a/b",
        checks(LATE),
        checks(EARLY, CHECK),
        checks(EARLY, CHECK, LATE),
    ),
    "the same check once": ("footbridge:checks:a/b", checks(CHECK, LATE), checks(CHECK), checks(CHECK, LATE)),
    "a check twice where one side has it twice": (
        "footbridge:checks:a/b",
        checks(CHECK),
        checks(CHECK, CHECK),
        checks(CHECK, CHECK),
    ),
    "checks that differ in their place only": (
        "footbridge:checks:a/b",
        checks(CHECK),
        checks(CHECK | {"in": "final"}),
        checks(CHECK, CHECK | {"in": "final"}),
    ),
    "the earlier reading": ("footbridge:read:a", '{"v":1,"at":9}', '{"v":1,"at":3}', '{"v":1,"at":3}'),
    "the paper here": (
        FINAL,
        '{"v":1,"at":9,"questions":["a/b"]}',
        '{"v":1,"at":10,"questions":["a/c"]}',
        '{"v":1,"at":9,"questions":["a/b"]}',
    ),
    "the later answer of the final": (f"{FINAL}:a/b", answer(changed=1), answer(changed=2), answer(changed=2)),
    "the later answers of Start here": (
        "footbridge:start",
        '{"v":1,"answers":{"a/b":"x"},"changed":3}',
        '{"v":1,"answers":{"a/b":"y"},"changed":4}',
        '{"v":1,"answers":{"a/b":"y"},"changed":4}',
    ),
    "the settings here": ("footbridge:settings", '{"v":1,"sure":true}', '{"v":1,"sure":false}', '{"v":1,"sure":true}'),
    "the later copy": ("footbridge:backup", '{"v":1,"at":3}', '{"v":1,"at":9}', '{"v":1,"at":9}'),
    "a sheet whose file is later": (
        "footbridge:worksheet:a",
        sheet({"f": {"one": "here", "two": "here", "four": ""}}, 1, sent=2),
        sheet({"f": {"one": "file", "two": "", "three": "file", "four": ""}}, 2, sent=1),
        sheet({"f": {"one": "file", "two": "here", "three": "file", "four": ""}}, 2, sent=2),
    ),
    "a sheet that is later here": (
        "footbridge:worksheet:a",
        sheet({"f": {"one": "here", "two": ""}}, 3),
        sheet({"f": {"one": "file", "two": "file"}, "g": {"x": "file"}}, 2),
        sheet({"f": {"one": "here", "two": "file"}, "g": {"x": "file"}}, 3),
    ),
    "rows of both, those of the later one first": (
        "footbridge:worksheet:a",
        sheet(ROWS, 1),
        sheet({"s": {"order": ["c", "b"], "rows": {"c": {"t": "C"}, "b": {"t": ""}}}}, 2),
        sheet({"s": {"order": ["c", "b", "a"], "rows": {"c": {"t": "C"}, "b": {"t": "B"}, "a": {"t": "A"}}}}, 2),
    ),
    "earlier wordings of both": (
        "footbridge:worksheet:a",
        sheet({"f": {"x": "new", "x@": [["2026-01-02", "b"]]}}, 2),
        sheet({"f": {"x": "old", "x@": [["2026-01-01", "a"], ["2026-01-02", "b"], ["2026-01-03", "c"]]}}, 1),
        sheet({"f": {"x": "new", "x@": [["2026-01-01", "a"], ["2026-01-02", "b"], ["2026-01-03", "c"]]}}, 2),
    ),
    "a sheet without its date": (
        "footbridge:worksheet:a",
        '{"v":1,"parts":{"f":{"x":"here"}}}',
        '{"v":1,"parts":{"f":{"x":"file","y":"file"}}}',
        '{"v":1,"parts":{"f":{"x":"here","y":"file"}}}',
    ),
}
PLAN = """async ([base, here, entries]) => {
  const { plan } = await import(`${base}assets/js/record/restore.js`);
  const map = (entries) => new Map(Object.entries(entries));
  const { merge, replace, left, usable } = plan(map(here), map(entries), 77);
  return { merge: Object.fromEntries(merge.writes), replace: Object.fromEntries(replace.writes),
    removals: replace.removals, left, usable };
}"""


def planned(bare: Page, sites: Sites, here: dict[str, str], entries: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = bare.evaluate(PLAN, [sites.cases, here, entries])
    return found


@pytest.mark.parametrize("name", MERGED)
def test_merging_one_kind_keeps(bare: Page, sites: Sites, name: str) -> None:
    key, here, file, wanted = MERGED[name]
    once = planned(bare, sites, {key: here}, {key: file})
    assert once["merge"] == ({key: wanted} if wanted != here else {})
    assert once["replace"] == {key: file}
    assert planned(bare, sites, {key: wanted}, {key: file})["merge"] == {}


def test_sheets_put_aside_are_all_kept(bare: Page, sites: Sites) -> None:
    key = "footbridge:worksheet:a:unreadable-{}".format
    here, file = {key(5): "c", key(6): "d"}, {key(5): "a", key(6): "b"}
    merged = planned(bare, sites, here, file)["merge"]
    assert {**here, **merged} == {key(5): "c", key(6): "d", key(7): "a", key(8): "b"}
    assert planned(bare, sites, here | merged, file)["merge"] == {}


def test_a_sheet_here_that_cannot_be_read_is_put_aside(bare: Page, sites: Sites) -> None:
    key = "footbridge:worksheet:a"
    file = {key: sheet({})}
    assert planned(bare, sites, {key: "{"}, file)["merge"] == {key: sheet({}), f"{key}:unreadable-77": "{"}


def test_a_sheet_of_a_newer_version_here_is_not_touched(bare: Page, sites: Sites) -> None:
    key = "footbridge:worksheet:a"
    assert planned(bare, sites, {key: '{"v":2}'}, {key: sheet({})})["merge"] == {}


def test_an_entry_that_is_left_out_does_not_remove_what_is_here(bare: Page, sites: Sites) -> None:
    found = planned(bare, sites, {ONE: answer(), TWO: "{"}, {ONE: "{", TWO: "{"})
    assert (found["replace"], found["removals"]) == ({}, [])
    assert (found["usable"], found["left"]["broken"]) == (1, 1)


# Hostile and broken files

DAMAGED = "cannot be read: a part of it is missing or was changed. Nothing was changed here. Try another copy."
RIGHT_NAME = "Choose a file whose name begins with footbridge and a date."
BINARY = f"is not a text file as this course writes them, so nothing was changed. {RIGHT_NAME}"
FOREIGN = f"was not made by this course, so nothing was changed. {RIGHT_NAME}"
NEWER = "was made by a newer version of this course. Nothing was changed."
EMPTY = "holds nothing that can be used here, so nothing was changed. Try another copy."
REFUSED = {
    "no letter at all": (b"", DAMAGED),
    "cut off": (file_of({ONE: ANSWER})[:-20], DAMAGED),
    "entries that are a list": (b'{"footbridge":2,"entries":[]}', DAMAGED),
    "a zip that was renamed": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256)) * 9, BINARY),
    "UTF-16": (file_of({ONE: ANSWER}).decode().encode("utf-16"), BINARY),
    "UTF-16 without its mark": (file_of({ONE: ANSWER}).decode().encode("utf-16-le"), BINARY),
    "a broken letter": (file_of({ONE: ANSWER}).replace(b"open", b"op\xe9n"), BINARY),
    "JSON of something else": (b'{"name":"other","version":2}', FOREIGN),
    "no map": (b'[{"footbridge":2}]', FOREIGN),
    "nothing": (b"null", FOREIGN),
    "deep nesting": (b"[" * 200_000 + b"]" * 200_000, FOREIGN),
    "a version that is text": (file_of({ONE: ANSWER}, footbridge="2"), FOREIGN),
    "a version that is none": (file_of({ONE: ANSWER}, footbridge=0.5), FOREIGN),
    "a version in the prototype": (b'{"__proto__":{"footbridge":2,"entries":{}},"entries":{}}', FOREIGN),
    "a newer version": (
        file_of({ONE: ANSWER}, footbridge=3),
        f"{NEWER} Reload this page to get that version, then choose the file again.",
    ),
    "no entry": (file_of({}), EMPTY),
    "no entry of use": (file_of({"other": "x", "footbridge:shared": "1", "__proto__": {"v": 1}, ONE: "{"}), EMPTY),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_foreign_newer_or_hostile_file_changes_nothing_and_the_page_says_why(
    page: Page, sites: Sites, name: str
) -> None:
    data, words = REFUSED[name]
    open_backup(page, sites, {ONE: answer()})
    choose(page, data)
    expect_said(page, f"{NAME} {words}")
    expect(look(page)).to_be_hidden()
    assert kept(page) == {ONE: answer()}
    assert page.evaluate("[({}).footbridge, ({}).v]") == [None, None]


def test_a_file_of_more_than_twenty_megabytes_is_refused(page: Page, sites: Sites) -> None:
    open_backup(page, sites, {ONE: answer()})
    page.get_by_label("A copy to bring back").evaluate(
        """(input, name) => {
          const chosen = new DataTransfer();
          chosen.items.add(new File([new Uint8Array(20_000_001)], name));
          input.files = chosen.files;
          input.dispatchEvent(new Event("change"));
        }""",
        NAME,
    )
    expect_said(
        page,
        f"{NAME} is larger than 20 MB. No copy of this course is, so nothing was changed."
        " Choose a file whose name begins with footbridge and a date.",
    )


NOT_OURS = [
    "other-site",
    "footbridge",
    "footbridge:",
    "footbridge:shared",
    "footbridge:answer:roles",
    "footbridge:answer:roles/one/two",
    "footbridge:answer:Roles/one",
    "footbridge:answer:__proto__/one",
    "footbridge:answer:roles/one\n",
    "footbridge:final:k7q2-1",
    "footbridge:final:AAAA-0",
    "footbridge:persist",
    "footbridge:worksheet:a:unreadable-9007199254740992",
    "footbridge:worksheet:a:unreadable-",
    "__proto__",
    "constructor",
    "length",
    "/.__palette",
]
UNSOUND: list[tuple[str, Any]] = [
    (ONE, ""),
    (ONE, "{"),
    (ONE, None),
    (ONE, 5),
    (ONE, True),
    (ONE, []),
    (ONE, [ANSWER]),
    (ONE, ANSWER | {"v": 2}),
    (ONE, ANSWER | {"choice": {"a": {"toString": 1}}}),
    ("footbridge:checks:a/b", {"v": 1, "checks": []}),
    ("footbridge:checks:a/b", {"v": 1, "checks": [CHECK | {"at": -1}]}),
    ("footbridge:checks:a/b", {"v": 1, "checks": [None]}),
    ("footbridge:worksheet:a", {"v": 1, "parts": {}, "changed": "soon"}),
    ("footbridge:final:K7Q2-1", {"v": 1, "at": 1, "questions": []}),
    ("footbridge:worksheet:a", {"v": 1, "parts": {"__proto__": {}}}),
    ("footbridge:worksheet:a", {"v": 1, "parts": []}),
    ("footbridge:worksheet:a", "<script>hacked()</script>"),
    ("footbridge:read:a", {"v": 1, "at": 9e15}),
    ("footbridge:final:K7Q2-1", {"v": 1, "at": 1, "questions": [1]}),
    ("footbridge:start", {"v": 1, "answers": {"a/b": 1}}),
    ("footbridge:settings", {"v": 2}),
    ("footbridge:backup", {"v": 1}),
]


def test_entries_that_cannot_be_used_are_counted_and_left_out(page: Page, sites: Sites) -> None:
    open_backup(page, sites)
    data = json.loads(file_of(dict.fromkeys(NOT_OURS, ANSWER)))
    data["entries"] |= {"footbridge:worksheet:b": {"v": 2, "parts": {}}, TWO: ANSWER, ONE: 5}
    choose(page, json.dumps(data).encode())
    assert lines(page, "left") == [
        f"Left out, because they are not of this course: {len(NOT_OURS)}.",
        "Left out, because they cannot be read: 1.",
        "Left out, because a newer version of this course wrote them: 1. Reload this page to get that version.",
    ]
    press(page, "Replace")
    expect(status(page)).to_contain_text("Replaced. New: 1.")
    assert kept(page) == {TWO: answer()}


LEFT = """async ([base, files]) => {
  const { fromFile, plan } = await import(`${base}assets/js/record/restore.js`);
  return files.map((file) => {
    const { left, usable } = plan(new Map(), fromFile(new TextEncoder().encode(file)).entries, 77);
    return [left.broken, usable];
  });
}"""


def test_a_value_that_its_kind_refuses_is_left_out(bare: Page, sites: Sites) -> None:
    files = {f"{key} {value}": file_of({key: value, TWO: ANSWER}).decode() for key, value in UNSOUND}
    found = bare.evaluate(LEFT, [sites.cases, list(files.values())])
    assert dict(zip(files, found, strict=True)) == {key: [1, 1] for key in files}


def test_a_value_nested_deeper_than_a_browser_goes_is_left_out(backup: Page) -> None:
    deep = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    choose(backup, file_of({ONE: "deep", TWO: ANSWER}).replace(b'"deep"', deep))
    assert lines(backup, "left") == ["Left out, because they cannot be read: 1."]


def test_of_a_key_that_stands_twice_the_last_counts(backup: Page) -> None:
    pair = f'"{ONE}":{answer(changed=1)},"{ONE}":{answer(changed=2)}'
    choose(backup, f'\ufeff{{"footbridge":2,"made":"+275760-09-13T00:00:00Z","entries":{{{pair}}}}}'.encode())
    expect(backup.get_by_text(f"{NAME}, made on Sep 13, 275760.")).to_be_visible()
    press(backup, "Merge")
    expect_said(backup, "Merged. New: 1. Changed: 0.")
    assert kept(backup) == {ONE: answer(changed=2)}


def test_hostile_text_stays_text(page: Page, sites: Sites) -> None:
    page.add_init_script("window.hacked = () => { window.wasHacked = true }; window.alert = window.hacked")
    open_backup(page, sites)
    texts = {f"f{at}": text for at, text in enumerate(CORPUS)}
    entries = {"footbridge:worksheet:skills": {"v": 1, "parts": {"x": texts}}} | dict.fromkeys(CORPUS, CORPUS[0])
    choose(page, file_of(entries, made=CORPUS[0]), f"{CORPUS[2]}.json")
    expect(page.locator(".backup__file")).to_contain_text("<img src=x onerror=hacked()>.json, without a date.")
    press(page, "Merge")
    expect_said(page, "Merged. New: 1. Changed: 0.")
    page.goto(f"{sites.course}decide/skills/")
    assert page.locator("course-worksheet :is(script, iframe, style, img, [onerror])").count() == 0
    assert page.evaluate("[window.wasHacked, ({}).polluted]") == [None, None]


# No room

ROOM = """letters => {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, text) {
    const others = Object.entries(this).filter(([name]) => name.startsWith("footbridge:") && name !== key);
    const used = others.concat([[key, text]]).flat().join("").length;
    if (used > letters) throw new DOMException("full", "QuotaExceededError");
    setItem.call(this, key, text);
  };
}"""
MANY = {f"footbridge:answer:roles/q{at}": ANSWER | {"changed": 1_788_000_000_000} for at in range(20)}
SOME = {f"footbridge:answer:roles/q{at}": answer(changed=60) for at in range(15, 20)}
WRITTEN = len("".join([*MANY, *map(compact, MANY.values())]))


@pytest.mark.parametrize("way", ["Merge", "Replace"])
@pytest.mark.parametrize("missing", [1, 30, 1000])
def test_where_the_room_ends_in_the_middle_all_is_as_it_was(
    browse: Browse, sites: Sites, way: str, missing: int
) -> None:
    page = open_backup(browse(), sites, SOME)
    page.evaluate(ROOM, WRITTEN - missing)
    choose(page, file_of(MANY))
    press(page, way)
    expect_said(page, "This browser has no room for it, or refuses to keep it. All is as it was before.")
    assert kept(page) == SOME
    assert not focus_is_lost(page)


def test_what_could_not_be_put_back_is_handed_out(browse: Browse, sites: Sites) -> None:
    page = open_backup(browse(), sites, SOME)
    page.evaluate(
        """() => {
          const { setItem } = Storage.prototype;
          let left = 17; // fifteen new answers and two of the changed ones
          Storage.prototype.setItem = function (key, text) {
            if (!left--) { left = 0; throw new DOMException("full", "QuotaExceededError"); }
            setItem.call(this, key, text);
          };
        }"""
    )
    choose(page, file_of(MANY))
    press(page, "Merge")
    expect(status(page)).to_contain_text("what was here could not all be put back.")
    before = json.loads(take(page, "Take what was here before"))["entries"]
    assert {key: compact(value) for key, value in before.items()} == SOME


BLOCK = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked by the test') } })"


def test_a_browser_that_keeps_nothing_says_so(browse: Browse, sites: Sites) -> None:
    page = browse(allow="blocked by the test")
    page.add_init_script(BLOCK)
    open_backup(page, sites)
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    press(page, "Take a copy")
    expect_said(page, "There is nothing to copy yet.")
    choose(page, CASES / "version-2.json")
    press(page, "Merge")
    expect_said(page, "This browser has no room for it, or refuses to keep it. All is as it was before.")
    press(page, "Erase everything")
    expect_said(page, "There is nothing to erase.")


# Earlier versions


def check_of(at: int, *, right: bool) -> str:
    return checks({"at": at, "right": right, "in": "lesson"})


ADDED = {
    "footbridge:checks:roles/which-family": check_of(1788000000001, right=True),
    "footbridge:checks:roles/read-advert": check_of(1788000000002, right=False),
    "footbridge:checks:skills/first": check_of(1788000000003, right=False),
    "footbridge:checks:skills/second": check_of(1788000000004, right=False),
}


def test_a_file_of_the_first_version_gets_a_check_for_each_answer(backup: Page) -> None:
    choose(backup, CASES / "version-1.json")
    assert lines(backup, "merge") == [
        "Answers to questions: 4 new",
        "Questions you answered: 4 new",
        "Worksheets: 1 new",
    ]
    press(backup, "Merge")
    expect_said(backup, "Merged. New: 9. Changed: 0.")
    entries = case("version-1.json")["entries"]
    assert kept(backup) == {key: compact(value) for key, value in entries.items()} | ADDED


def test_a_check_that_is_there_is_not_added_again(backup: Page) -> None:
    keep(backup, ADDED)
    choose(backup, CASES / "version-1.json")
    assert "Questions you answered: 4 the same" in lines(backup, "merge")


def test_a_storage_of_the_first_version_is_brought_up_to_date_on_any_page_once(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.course}reference/faq/")
    before = case("storage-1.json")
    keep(page, before)
    page.reload()
    until(page, lambda: {key: text for key, text in kept(page).items() if ":checks:" in key}, ADDED)
    assert page.evaluate("localStorage['other-site']") == "kept"
    page.evaluate("localStorage.removeItem('footbridge:checks:skills/first')")
    page.reload()
    page.wait_for_timeout(300)
    assert "footbridge:checks:skills/first" not in kept(page)


MIGRATE = """async ([base, entries, room]) => {
  const { migrateStorage } = await import(`${base}assets/js/record/migrate.js`);
  const kept = new Map(Object.entries(entries));
  migrateStorage({
    get length() { return kept.size },
    key: (at) => [...kept.keys()][at],
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, text) { if (room-- <= 0) throw new DOMException("full"); kept.set(key, text) },
    removeItem: (key) => kept.delete(key),
  });
  return Object.fromEntries(kept);
}"""


def test_a_storage_is_migrated_whole_or_not_at_all(bare: Page, sites: Sites) -> None:
    before = case("storage-1.json")
    assert bare.evaluate(MIGRATE, [sites.cases, before, 4]) == before | ADDED
    assert bare.evaluate(MIGRATE, [sites.cases, before, 3]) == before
    assert bare.evaluate(MIGRATE, [sites.cases, {}, 9]) == {}


def test_answers_that_cannot_be_read_are_not_migrated(bare: Page, sites: Sites) -> None:
    before = {ONE: "{", TWO: answer(changed=-1), "footbridge:answer:a/b": answer(changed="soon")}
    assert bare.evaluate(MIGRATE, [sites.cases, before, 9]) == before


# Erasing


def test_erasing_asks_first_and_tells_what_goes(page: Page, sites: Sites) -> None:
    open_backup(page, sites, KEPT)
    press(page, "Erase everything")
    expect(dialog(page)).to_contain_text("Answers to questions: 4")
    expect(dialog(page)).to_contain_text("Worksheets: 2")
    page.keyboard.press("Escape")
    assert kept(page) == KEPT
    press(page, "Erase everything")
    press(dialog(page), "Cancel")
    assert kept(page) == KEPT
    assert focus_is_on(page, page.get_by_role("button", name="Erase everything"))


def test_erasing_offers_a_copy_first(page: Page, sites: Sites) -> None:
    open_backup(page, sites, KEPT)
    press(page, "Erase everything")
    file = json.loads(take(page, "Take a copy first"))
    assert set(file["entries"]) == set(KEPT)
    expect(dialog(page).get_by_role("status")).to_contain_text("In your downloads: footbridge-")
    expect(dialog(page)).to_be_visible()


def test_erasing_removes_all_of_this_course_and_nothing_else(page: Page, sites: Sites) -> None:
    open_backup(page, sites, KEPT | {"footbridge:unknown": "x", "other-site": "y"})
    page.evaluate("sessionStorage.setItem('footbridge:anything', '1')")
    press(page, "Erase everything")
    dialog(page).get_by_role("button", name="Erase everything").press("Enter")
    expect_said(page, "Everything is erased.")
    assert (kept(page), kept(page, "sessionStorage")) == ({}, {})
    assert page.evaluate("localStorage['other-site']") == "y"
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    assert not focus_is_lost(page)


def test_where_the_offline_copy_cannot_be_removed_that_is_said(browse: Browse, sites: Sites) -> None:
    page = browse(allow="offline")
    open_backup(page, sites, {ONE: answer()})
    page.evaluate("Object.defineProperty(window, 'caches', { get() { throw new DOMException('refused') } })")
    page.evaluate("Object.defineProperty(navigator, 'serviceWorker', { get() { throw new DOMException('refused') } })")
    press(page, "Erase everything")
    dialog(page).get_by_role("button", name="Erase everything").click()
    expect(status(page)).to_contain_text("What is kept for reading offline could not be removed:")
    assert kept(page) == {}


# The browser's promise


@pytest.mark.parametrize("given", [True, False])
def test_the_browser_can_be_asked_to_keep_it(browse: Browse, sites: Sites, given: bool) -> None:
    page = browse()
    page.add_init_script(
        "let promised = false; navigator.storage.persisted = async () => promised;"
        f"navigator.storage.persist = async () => (promised = {str(given).lower()})"
    )
    open_backup(page, sites)
    expect(page.get_by_text("This browser may clear it when the device runs short of room.")).to_be_visible()
    page.get_by_role("button", name="Ask this browser to keep it").press("Enter")
    if given:
        expect_said(page, "This browser promised to keep this, even when the device runs short of room.")
        expect(page.get_by_role("button", name="Ask this browser to keep it")).to_be_hidden()
    else:
        expect_said(page, "This browser makes no promise. Take a copy from time to time.")
    assert not focus_is_lost(page)


def test_a_browser_without_promises_is_not_asked(browse: Browse, sites: Sites) -> None:
    page = browse()
    page.add_init_script("Object.defineProperty(navigator, 'storage', { value: undefined })")
    open_backup(page, sites)
    expect(page.get_by_role("button", name="Ask this browser to keep it")).to_be_hidden()


# Access


def show_all(page: Page, sites: Sites) -> None:
    open_backup(page, sites, KEPT)
    choose(page, file_of({TWO: ANSWER, "x": 1, ONE: 1}), f"{'long' * 30}.json")
    expect(look(page)).to_be_visible()
    # The theme fades the page's title into the header.
    page.evaluate("Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => {})")


@pytest.mark.parametrize("look_of", LOOKS)
def test_axe_finds_nothing_in_any_state(browse: Browse, sites: Sites, look_of: str) -> None:
    page, found = browse(**LOOKS[look_of]), {}
    open_backup(page, sites)
    found["empty"] = faults(page)
    show_all(page, sites)
    found["looking"] = faults(page)
    press(page, "Replace")
    found["replaced"] = faults(page)
    press(page, "Erase everything")
    found["asked"] = faults(page)
    assert {state: places for state, places in found.items() if places} == {}


def test_nothing_is_wider_than_320_pixels_or_lower_than_44(browse: Browse, sites: Sites) -> None:
    page = browse(viewport={"width": 320, "height": 640})
    show_all(page, sites)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    low = "all => all.filter(each => each.checkVisibility() && each.clientHeight < 42).map(each => each.outerHTML)"
    assert page.locator("course-backup :is(button, input)").evaluate_all(low) == []
    press(page, "Erase everything")
    assert dialog(page).evaluate("dialog => dialog.scrollWidth - dialog.clientWidth") == 0
    assert page.locator("course-backup dialog button").evaluate_all(low) == []


def test_without_scripts_the_page_says_what_that_means(browse: Browse, sites: Sites) -> None:
    page = browse(java_script_enabled=False)
    page.goto(f"{sites.course}{ADDRESS}")
    expect(page.get_by_text("Your browser runs no scripts here, so the course keeps nothing in it.")).to_be_visible()
    expect(page.get_by_role("button", name="Take a copy")).to_be_hidden()
    expect(page.get_by_role("heading", name="What can make a browser forget")).to_be_visible()
