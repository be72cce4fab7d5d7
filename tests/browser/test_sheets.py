"""Each of the course's worksheets, as a new reader meets it: example, filling in, reload, result, files, paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from macros import worksheets
from macros.course import load
from macros.markup import page_address
from macros.render import View

from .conftest import ROOT, Browse, Sites
from .filler import expect_filled, fill, keep, sets

COURSE = load(ROOT)
VIEW = View(COURSE)
SHEETS = {name: file.sheet for name, file in sorted(COURSE.worksheets.items())}
PAGES = {file.name: path for path in COURSE.pages for file in COURSE.worksheets_on(path)}
# Words of a result that the example leads to, where a sheet calculates.
RESULTS = {
    "applications": "That is too few to read.",
    "answers": "To remember: A true gap, and what you are doing about it now.",
    "cv": "Ready on Monday morning, not Wednesday: rebuilt the weekly stock report",
    "outreach": "Colleague once removed: 1",
    "portfolio": "Compare two models on the same fractions (Later)",
    "readiness": "2 of 3",
    "readme": "Try it or watch it",
    "roles": "You searched for Data scientist and counted AI engineer.",
    "skills": "3 × 3 = 9 (guess)",
    "story": "Words: 144.",
    "study-plan": "Nearest plan: Beside a full-time job",
    "target": "Most likes: Finding things out in data.",
    "thirty-days": "Dropped on purpose: Go to the evening meetup in town",
    "timeline": "That makes 391 to 978 hours in all.",
}
BUTTONS = {
    "markdown": "Take away as text (Markdown)",
    "text": "Take away as plain text",
    "csv": "Take away as a table (CSV)",
    "calendar": "Take away as calendar dates (ICS)",
}
ENDS = {"markdown": ".md", "text": ".txt", "csv": ".csv", "calendar": ".ics"}


def test_the_workbook_has_its_sixteen_sheets() -> None:
    assert len(SHEETS) == 16
    assert set(SHEETS) == set(PAGES)


def open_sheet(page: Page, sites: Sites, name: str) -> None:
    page.goto(f"{sites.course}{page_address(PAGES[name])}")
    expect(page.locator("course-worksheet")).to_have_attribute("data-awake", "")


def open_filled(page: Page, sites: Sites, name: str) -> None:
    open_sheet(page, sites, name)
    keep(page, name, SHEETS[name])
    page.reload()
    expect(page.locator("course-worksheet")).to_have_attribute("data-awake", "")


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_filled_in_reloaded_and_still_there(page: Page, sites: Sites, name: str) -> None:
    open_sheet(page, sites, name)
    fill(page, VIEW, SHEETS[name])
    expect(page.get_by_text("Saved on this device")).to_be_visible()
    page.reload()
    expect_filled(page, VIEW, SHEETS[name])


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_opens_with_its_example_and_folds_it_once_something_is_written(
    page: Page, sites: Sites, name: str
) -> None:
    open_sheet(page, sites, name)
    example = page.locator(".worksheet__example")
    expect(example).to_have_attribute("open", "")
    expect(example).to_contain_text(f"Illustration: how {SHEETS[name].example.who}, filled it in")
    open_filled(page, sites, name)
    expect(example).not_to_have_attribute("open", "")


@pytest.mark.parametrize("name", [name for name, sheet in SHEETS.items() if sheet.says])
def test_a_calculation_shows_what_follows_from_the_example(page: Page, sites: Sites, name: str) -> None:
    open_filled(page, sites, name)
    for row in page.locator(".row > summary").all():
        row.click()
    expect(page.locator(".part__result, .row__result").filter(has_text=RESULTS[name])).not_to_have_count(0)
    shown = " ".join(page.locator(".part__result, .row__result").all_inner_texts())
    assert not re.search(r"NaN|undefined|null\b|\[object|Invalid", shown)


def names_people(name: str) -> bool:
    """Whether the example fills a field in which somebody else is named."""
    sheet = SHEETS[name]
    filled = [
        sheet.parts[key].fields[field]
        for key, written in sheet.example.parts.items()
        for _, values in sets(sheet.parts[key], written)
        for field in values
    ]
    return any(each.person for each in filled)


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in SHEETS for kind in SHEETS[name].exports], ids=str)
def test_a_filled_sheet_leaves_as_a_file(page: Page, sites: Sites, name: str, kind: str) -> None:
    open_filled(page, sites, name)
    with page.expect_download() as found:
        page.get_by_role("button", name=BUTTONS[kind]).click()
        if names_people(name):
            page.get_by_role("button", name="Include them").click()
    download = found.value
    assert re.fullmatch(rf"{name}-[\w-]*\d{{4}}-\d\d-\d\d\{ENDS[kind]}", download.suggested_filename)
    text = download.path().read_text("utf-8-sig")
    address = f"{sites.course}{page_address(PAGES[name])}"
    assert address in text.replace("\n ", "").replace("\\", "")


@pytest.mark.parametrize("name", SHEETS)
def test_a_filled_sheet_prints_what_was_written(page: Page, sites: Sites, name: str) -> None:
    page.add_init_script("window.print = () => dispatchEvent(new Event('beforeprint'))")
    open_filled(page, sites, name)
    page.locator("course-worksheet").get_by_role("button", name="Print", exact=True).click()
    page.emulate_media(media="print")
    paper = page.locator(".worksheet__paper")
    expect(paper).to_be_visible()
    expect(page.locator(".worksheet__form")).to_be_hidden()
    for part in SHEETS[name].parts.values():
        expect(paper).to_contain_text(part.title)


@pytest.mark.parametrize("name", SHEETS)
def test_without_scripts_a_sheet_has_its_example_its_fields_and_its_tables(
    browse: Browse, sites: Sites, name: str
) -> None:
    page = browse(java_script_enabled=False)
    page.goto(f"{sites.course}{page_address(PAGES[name])}")
    sheet = page.locator("course-worksheet")
    expect(sheet).to_contain_text("Your browser runs no scripts here")
    for part in SHEETS[name].parts.values():
        expect(sheet.get_by_role("heading", name=part.title, exact=True)).to_be_visible()
    expect(sheet.get_by_role("button")).to_have_count(0)
    tables = {*SHEETS[name].data, *(part.pick.table for part in SHEETS[name].parts.values() if part.pick)}
    for table in tables:
        title = COURSE.tables[table].title
        shown = sheet.locator(".sheet-table").filter(has_text=title).first
        assert shown.locator("tbody tr").count() == len(COURSE.tables[table].rows)
    for part in SHEETS[name].parts.values():
        if part.rows and "csv" in SHEETS[name].exports:
            expect(sheet.get_by_role("link", name="Empty table as a file (CSV)").first).to_be_visible()


def test_what_one_sheet_knows_the_next_one_offers(page: Page, sites: Sites) -> None:
    open_filled(page, sites, "target")
    wanted = worksheets.options(VIEW, SHEETS["target"].parts["start"].fields["background"])  # type: ignore[arg-type]
    background = wanted[str(SHEETS["target"].example.parts["start"]["background"])]  # type: ignore[call-overload]
    open_sheet(page, sites, "timeline")
    offer = page.locator(".worksheet__offer")
    expect(offer).to_contain_text(background)
    offer.get_by_role("button", name="Use it here").click()
    expect(offer).to_be_hidden()
    expect(page.get_by_role("combobox", name="Where you come from")).to_have_value(
        str(SHEETS["target"].example.parts["start"]["background"])  # type: ignore[call-overload]
    )
