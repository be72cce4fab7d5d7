"""What a reader does on a page with questions or a worksheet, by role and label."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from .conftest import Sites

# The single-key shortcuts of the theme.
SHORTCUTS = ("n", "p", "f", "s", ".", ",", "/")


def question(page: Page, words: str) -> Locator:
    """Find a question by words of its text."""
    return page.locator("form").filter(has=page.get_by_role("group", name=words))


def question_ids(forms: Locator) -> list[str]:
    """Give the ids of questions in the order in which they stand."""
    found: list[str] = forms.evaluate_all("all => all.map((form) => form.dataset.question)")
    return found


def check(asked: Locator) -> None:
    asked.get_by_role("button", name="Check").click()


def give_up(asked: Locator) -> None:
    asked.get_by_role("button", name="Show the answer").click()


def status(asked: Locator) -> Locator:
    return asked.get_by_role("status")


def expect_said(asked: Locator, words: str) -> None:
    expect(status(asked)).to_have_text(words)


def note(asked: Locator, option: str) -> Locator:
    """Find what stands beside an option after checking."""
    return asked.locator(".option").filter(has_text=option).locator(".option__note")


def choose(asked: Locator, *options: str) -> None:
    for option in options:
        asked.get_by_label(option, exact=True).check()


def place(asked: Locator, **values: str) -> None:
    """Set lists: the option's words, with _ for a space, and the entry to choose."""
    for option, value in values.items():
        asked.get_by_role("combobox", name=re.compile(f"^{option.replace('_', ' ')}")).select_option(label=value)


def type_answer(asked: Locator, text: str) -> None:
    asked.get_by_role("textbox", name="Your answer").fill(text)


def stored(page: Page, key: str) -> str | None:
    """Give what the browser keeps for a question, `quiz/id`."""
    value = page.evaluate("key => localStorage.getItem(`footbridge:answer:${key}`)", key)
    return None if value is None else str(value)


def store(page: Page, key: str, value: str) -> None:
    page.evaluate("([key, value]) => localStorage.setItem(`footbridge:answer:${key}`, value)", [key, value])


def focus_is_on(page: Page, target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))


def open_sheet(page: Page, sites: Sites, parts: dict[str, Any] | None = None, address: str = "sheet/") -> None:
    """Open a page with a worksheet; `parts` is what is kept of the trip by then."""
    if parts is not None:
        page.goto(f"{sites.cases}plain/")
        keep(page, {"v": 1, "parts": parts})
    page.goto(sites.cases + address)


def keep(page: Page, record: Any, sheet: str = "trip") -> None:
    """Put a record, or any text, where the browser keeps a worksheet."""
    text = record if isinstance(record, str) else json.dumps(record)
    page.evaluate("([key, text]) => localStorage.setItem(`footbridge:worksheet:${key}`, text)", [sheet, text])


def kept(page: Page, sheet: str = "trip") -> Any:
    """Give what the browser keeps of a worksheet; {} for nothing."""
    return json.loads(kept_text(page, sheet) or "{}")


def kept_text(page: Page, sheet: str = "trip") -> str | None:
    text = page.evaluate("key => localStorage.getItem(`footbridge:worksheet:${key}`)", sheet)
    return None if text is None else str(text)


def kept_form(page: Page, part: str = "frame", sheet: str = "trip") -> dict[str, Any]:
    """Give the fields of a part that are kept, without the empty ones."""
    return _written(kept(page, sheet).get("parts", {}).get(part, {}))


def kept_rows(page: Page, part: str = "stops", sheet: str = "trip") -> list[dict[str, Any]]:
    """Give the rows of a part that are kept, in their order, without the empty fields."""
    found = kept(page, sheet).get("parts", {}).get(part, {})
    return [_written(found["rows"][row]) for row in found.get("order", [])]


def _written(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


def until(page: Page, read: Callable[[], Any], wanted: Any) -> None:
    """Wait until what is read is what is wanted."""
    for _ in range(80):
        found = read()
        if found == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{found!r} instead of {wanted!r}")


def part(page: Page, title: str) -> Locator:
    """Find a part of a worksheet by its title."""
    return page.get_by_role("region", name=title, exact=True)


def box(place: Locator, label: str) -> Locator:
    return place.get_by_role("textbox", name=label, exact=True)


def choice(place: Locator, label: str) -> Locator:
    return place.get_by_role("combobox", name=label, exact=True)


def row(page: Page, at: int, title: str = "Stops") -> Locator:
    """Find a row of a part by its place, counted from one."""
    return part(page, title).locator("details.row").nth(at - 1)


def row_names(page: Page, title: str = "Stops") -> list[str]:
    return part(page, title).locator(".row__name").all_inner_texts()


def unfold(place: Locator) -> None:
    """Unfold a row."""
    if place.get_attribute("open") is None:
        place.locator("summary").first.click()


def press(place: Page | Locator, name: str) -> None:
    place.get_by_role("button", name=name, exact=True).click()


def sheet_status(page: Page) -> Locator:
    """Find where a worksheet says what it did."""
    return page.locator(".worksheet__status")


def expect_sheet_said(page: Page, words: str) -> None:
    expect(sheet_status(page)).to_contain_text(words)


def focus_is_lost(page: Page) -> bool:
    return bool(page.evaluate("document.activeElement === document.body || document.activeElement === null"))


def definition(sites: Sites, address: str = "cases/sheet") -> tuple[dict[str, Any], dict[str, str]]:
    """Give a worksheet and its words as a page hands them to the scripts."""
    html = (sites.folder / address / "index.html").read_text("utf-8")
    found = HTMLParser(html).css_first("course-worksheet")
    assert found is not None
    sheet, words = (json.loads(found.attributes[name] or "") for name in ("data-sheet", "data-words"))
    return sheet, words


def answer_all(page: Page, place: str, first: int | None = None, *, wrong: int = 0) -> None:
    """Answer the questions in `place` by their keys, or the `first` of them; the first `wrong` not as the key says."""
    forms = page.locator(f"{place} form.question")
    forms.first.wait_for()
    for at, form in enumerate(forms.all()[:first]):
        form.evaluate(ANSWER, at < wrong)


FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
# As a hand would, but in one go: sets the fields by the key, then presses Check.
ANSWER = """(form, wrong) => {
  const { type, key: text } = form.dataset;
  const key = JSON.parse(text);
  for (const option of form.querySelectorAll(".option")) {
    const { option: id } = option.dataset;
    const field = option.querySelector("input, select");
    if (type === "single") field.checked = (id === key) !== wrong && (!wrong || !form.querySelector("input:checked"));
    if (type === "multiple") field.checked = wrong || key.includes(id);
    if (type === "order") field.value = (wrong ? key.toReversed() : key).indexOf(id) + 1;
    const others = type === "match" && [...field.options].filter(({ value }) => value && value !== key[id]);
    if (type === "match") field.value = wrong ? others[0].value : key[id];
  }
  const line = form.querySelector(".question__line input");
  if (line) line.value = wrong ? "99999" : String(key.accept?.[0] ?? key.value);
  form.querySelector("[data-do=check]").click();
}"""
