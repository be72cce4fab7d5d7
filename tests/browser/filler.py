"""Fills in worksheets as a reader does: part by part, by role and label."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from macros.model import AnyField, Choosing, Counted, Part, Worksheet
from macros.render import View
from macros.worksheets import options


def part(page: Page, sheet: Worksheet, key: str) -> Locator:
    return page.get_by_role("region", name=sheet.parts[key].title, exact=True).and_(page.locator(".part"))


def field(place: Locator, each: AnyField) -> Locator:
    unit = each.unit if isinstance(each, Counted) and each.unit else ""
    name = re.compile(rf"^{re.escape(each.label)}{re.escape(f' {unit}') if unit else ''}$")
    if each.kind == "choice":
        return place.get_by_role("combobox", name=name)
    if each.kind == "check":
        return place.get_by_role("checkbox", name=name)
    if each.kind in ("date", "month"):
        return place.get_by_label(each.label, exact=True)
    # A line that offers what other sheets hold is a combobox.
    return place.get_by_role("textbox", name=name).or_(place.get_by_role("combobox", name=name))


def write(view: View, place: Locator, each: AnyField, value: str) -> None:
    """Enter a value of the example."""
    if isinstance(each, Choosing):
        words = options(view, each)[value]
        if each.kind == "choice":
            field(place, each).select_option(label=words)
        else:
            place.get_by_role("group", name=each.label, exact=True).get_by_role("radio", name=words, exact=True).check()
    elif each.kind == "check":
        field(place, each).check()
    else:
        field(place, each).fill(value)


def expect_written(view: View, place: Locator, each: AnyField, value: str) -> None:
    if isinstance(each, Choosing) and each.kind == "scale":
        words = options(view, each)[value]
        group = place.get_by_role("group", name=each.label, exact=True)
        expect(group.get_by_role("radio", name=words, exact=True)).to_be_checked()
    elif each.kind == "check":
        expect(field(place, each)).to_be_checked()
    else:
        expect(field(place, each)).to_have_value(value)


def typed(given: Part, values: dict[str, str]) -> list[tuple[AnyField, str]]:
    """Give the fields that a reader fills in, with their values; calculated ones fill themselves."""
    return [(given.fields[key], value) for key, value in values.items() if given.fields[key].kind != "result"]


def rows(place: Locator) -> Locator:
    return place.locator(".row")


def unfold(row: Locator) -> None:
    if row.get_attribute("open") is None:
        row.locator("summary").first.click()


def fill(page: Page, view: View, sheet: Worksheet) -> None:
    """Write the example into the empty sheet."""
    for key, written in sheet.example.parts.items():
        given, place = sheet.parts[key], part(page, sheet, key)
        for number, (name, values) in enumerate(sets(given, written)):
            if given.rows and number:
                place.get_by_role("button", name=f"Add: {given.rows.one}", exact=True).click()
            inside = at(place, given, name, number)
            for each, value in typed(given, values):
                write(view, inside, each, value)


def expect_filled(page: Page, view: View, sheet: Worksheet) -> None:
    for key, written in sheet.example.parts.items():
        given, place = sheet.parts[key], part(page, sheet, key)
        for number, (name, values) in enumerate(sets(given, written)):
            inside = at(place, given, name, number)
            if given.rows:
                unfold(inside)
            for each, value in typed(given, values):
                expect_written(view, inside, each, value)


def sets(given: Part, written: Any) -> list[tuple[str, dict[str, str]]]:
    """Give the sets of values of a part: one for a form, one for each row."""
    if given.rows:
        return [("", values) for values in written]
    return list(written.items()) if given.given else [("", written)]


def at(place: Locator, given: Part, name: str, number: int) -> Locator:
    if given.rows:
        return rows(place).nth(number)
    return place.get_by_role("group", name=given.given[name], exact=True).first if given.given else place


def keep(page: Page, name: str, sheet: Worksheet) -> None:
    """Put the example into the browser's storage, as it stands there once it was typed."""
    parts: dict[str, Any] = {}
    for key, written in sheet.example.parts.items():
        given = sheet.parts[key]
        if given.rows:
            rows = {f"r{number}": values for number, values in enumerate(written)}
            parts[key] = {"order": list(rows), "rows": rows}
        else:
            parts[key] = {"order": list(written), "rows": written} if given.given else written
    record = json.dumps({"v": 1, "parts": parts})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"footbridge:worksheet:{name}", record])
