"""The case course's worksheet: puts into the browser what a reader wrote, opens the sheet, takes its files."""

import json
from typing import Any

from playwright.sync_api import Download, Locator, Page, expect

from .conftest import Sites

Parts = dict[str, Any]
MARKDOWN, TEXT = "Take away as text (Markdown)", "Take away as plain text"
CSV, CALENDAR = "Take away as a table (CSV)", "Take away as calendar dates (ICS)"


def stops(*rows: dict[str, Any]) -> Parts:
    """Give the part of a record that holds these rows, called r1, r2 and so on."""
    named = {f"r{number}": row for number, row in enumerate(rows, start=1)}
    return {"stops": {"order": list(named), "rows": named}}


def open_trip(page: Page, sites: Sites, parts: Parts | None = None) -> Locator:
    """Open the sheet as a reader left it; gives it once it is awake and has calculated."""
    if parts:
        page.goto(f"{sites.cases}plain/")
        record = json.dumps({"v": 1, "parts": parts})
        page.evaluate("text => localStorage.setItem('footbridge:worksheet:trip', text)", record)
    page.goto(f"{sites.cases}sheet/")
    sheet = page.locator("course-worksheet")
    expect(sheet).to_have_attribute("data-awake", "")
    if parts and any(row.get("town", "").strip() for row in parts.get("stops", {}).get("rows", {}).values()):
        expect(sheet.get_by_text("Saved on this device")).to_be_visible()
    return sheet


def kept(page: Page) -> Any:
    """Give the record as the browser keeps it."""
    return json.loads(page.evaluate("localStorage.getItem('footbridge:worksheet:trip')") or "null")


def status(page: Page) -> Locator:
    return page.locator(".worksheet__status")


def row(page: Page, number: int) -> Locator:
    """Give a stop, unfolded."""
    found = page.locator("[data-part=stops] .row").nth(number)
    if found.get_attribute("open") is None:
        found.locator("summary").first.click()
    return found


def take(page: Page, button: str, answer: str = "", count: int = 1) -> dict[str, bytes]:
    """Take files away; gives the bytes of each by its name. answer: to the question about other people's names."""
    found: list[Download] = []

    def all_there(download: Download) -> bool:
        found.append(download)
        return len(found) == count

    with page.expect_download(all_there):
        page.get_by_role("button", name=button).click()
        if answer:
            page.get_by_role("dialog").get_by_role("button", name=answer).click()
    return {each.suggested_filename: each.path().read_bytes() for each in found}
