"""My course: the next step, the levels with their reasons, what is due, sheets, copies; marks in the list."""

import json
import re
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import FULL, answer_all, check, choose, keep, question, until
from .test_access import LOOKS, faults

PAGE = "my-course/"
DAY = 86_400_000
TOPICS = ("roles", "skills", "first-role")


def contents(sites: Sites) -> list[dict[str, Any]]:
    """Give the topics of the real course."""
    found = json.loads((sites.folder / "course/assets/course.json").read_text("utf-8"))
    topics: list[dict[str, Any]] = found["topics"]
    return topics


def asked(sites: Sites, name: str) -> list[str]:
    """Give the ids of the questions that a lesson asks."""
    return next(list(topic["asked"]) for topic in contents(sites) if topic["name"] == name)


def put_checks(page: Page, question_id: str, *checks: tuple[float, bool, str]) -> None:
    """Keep first tries: how many days ago, whether right, and where."""
    now = int(time.time() * 1000)
    found = [
        {"at": int(now - days * DAY), "right": right, "in": place, "of": 8, "sure": "fairly"}
        for days, right, place in checks
    ]
    put(page, f"footbridge:checks:{question_id}", {"v": 1, "checks": found})


def put(page: Page, key: str, value: Any) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def begin(page: Page, sites: Sites) -> None:
    """Stand on a page of the course that keeps nothing by itself."""
    page.goto(f"{sites.course}404.html")


def do_lesson(page: Page, sites: Sites, name: str, days: float, *, wrong: int = 0) -> None:
    for at, question_id in enumerate(asked(sites, name)):
        put_checks(page, question_id, (days, at >= wrong, "lesson"))


def topic(page: Page, name: str) -> Locator:
    return page.locator(f"[data-topic='{name}']")


def level(page: Page, name: str) -> str:
    """Give the step that a topic stands on; nothing for none."""
    found = topic(page, name).locator("[aria-current=step]")
    return found.inner_text() if found.count() else ""


def next_step(page: Page) -> Locator:
    return page.locator(".progress__next")


def test_somebody_new_finds_start_here_as_the_next_step(page: Page, sites: Sites) -> None:
    page.goto(sites.course + PAGE)
    link = next_step(page).get_by_role("link", name="Start here")
    expect(link).to_be_visible()
    link.click()
    expect(page.get_by_role("heading", name="Start here", level=1)).to_be_visible()


@pytest.mark.parametrize("address", ["", "decide/roles/", "reference/glossary/", "404.html", "my-course/settings/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_next_step_is_one_click_from_any_page(browse: Browse, sites: Sites, address: str, width: int) -> None:
    page = browse(viewport={"width": width, "height": 800})
    page.goto(sites.course + address)
    page.get_by_role("banner").get_by_role("link", name="My course").click()
    expect(next_step(page).get_by_role("link", name="Start here")).to_be_visible()


def test_each_topic_shows_its_level(page: Page, sites: Sites) -> None:
    begin(page, sites)
    do_lesson(page, sites, "roles", 9)
    do_lesson(page, sites, "skills", 9, wrong=1)
    do_lesson(page, sites, "first-role", 9, wrong=4)
    do_lesson(page, sites, "how-long", 9)
    put_checks(page, asked(sites, "how-long")[0], (9, True, "lesson"), (2, True, "review"))
    page.goto(sites.course + PAGE)
    wanted = {"roles": "can do", "skills": "familiar", "first-role": "tried", "how-long": "kept", "what-to-learn": ""}
    assert {name: level(page, name) for name in wanted} == wanted
    assert page.locator(".topic").count() == 15
    expect(topic(page, "how-long").locator("[data-reached=true]")).to_have_count(4)


def test_a_step_back_says_why(page: Page, sites: Sites) -> None:
    begin(page, sites)
    do_lesson(page, sites, "roles", 9)
    put_checks(page, asked(sites, "roles")[3], (9, True, "lesson"), (1, False, "review"))
    page.goto(sites.course + PAGE)
    assert level(page, "roles") == "familiar"
    expect(topic(page, "roles")).to_contain_text("One step back on")
    expect(topic(page, "roles")).to_contain_text("an answer in the review was not right.")


def test_a_lesson_begun_is_the_next_step_and_says_what_is_left(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.course}decide/skills/")
    answer_all(page, "#quiz-skills", first=2)
    page.goto(sites.course + PAGE)
    expect(next_step(page).get_by_role("link", name="What you already bring")).to_be_visible()
    expect(next_step(page)).to_contain_text("Questions left: 6.")
    expect(topic(page, "skills")).to_contain_text("Questions not yet answered: 6.")


def test_a_due_review_is_the_next_step_before_something_new(page: Page, sites: Sites) -> None:
    begin(page, sites)
    do_lesson(page, sites, "roles", 2)
    page.goto(sites.course + PAGE)
    expect(next_step(page).get_by_role("link", name="Review")).to_be_visible()
    expect(page.locator(".progress__due")).to_have_text("Questions to start with: 4.")


def test_nothing_due_says_when_something_is(page: Page, sites: Sites) -> None:
    begin(page, sites)
    do_lesson(page, sites, "roles", 0)
    page.goto(sites.course + PAGE)
    expect(next_step(page).get_by_role("link", name="What you already bring")).to_be_visible()
    expect(page.locator(".progress__due")).to_contain_text("Nothing is due. Next on")


def test_sheets_begun_and_the_last_copy_are_shown(page: Page, sites: Sites) -> None:
    begin(page, sites)
    keep(page, {"v": 1, "parts": {"aim": {"role": "Data scientist"}}, "changed": 1_790_000_000_000}, "target")
    keep(page, {"v": 1, "parts": {"aim": {"role": "  "}}, "changed": 5}, "cv")
    page.goto(sites.course + PAGE)
    expect(page.locator(".progress__sheets li")).to_have_count(1)
    expect(page.locator(".progress__sheets")).to_contain_text("First role and target last changed on")
    expect(page.locator(".progress__copy")).to_contain_text("You have taken no copy yet.")
    put(page, "footbridge:backup", {"v": 1, "at": int(time.time() * 1000) - 31 * DAY})
    page.reload()
    expect(page.locator(".progress__copy")).to_contain_text("A new one would be wise.")


def test_another_tab_is_followed(page: Page, sites: Sites) -> None:
    page.goto(sites.course + PAGE)
    other = page.context.new_page()
    begin(other, sites)
    do_lesson(other, sites, "roles", 0)
    expect(topic(page, "roles").locator("[aria-current=step]")).to_have_text("can do")
    other.close()


HOSTILE = [
    '{"v":1,"at":9000000000000000,"questions":["a/b"],"checks":[{"at":9000000000000000,"right":true,"in":"lesson"}]}',
    '{"v":1,"parts":{"aim":{"role":"x"}},"changed":"soon"}',
    "",
    "{",
    "null",
    "[]",
    '{"v":2,"checks":[]}',
    '{"v":1,"checks":{}}',
    '{"v":1,"checks":[null]}',
    '{"v":1,"checks":[{"at":"x","right":true,"in":"lesson"}]}',
    '{"v":1,"checks":[{"at":-5,"right":true,"in":"lesson"}]}',
    '{"v":1,"checks":[{"at":1e300,"right":true,"in":"lesson"}]}',
    '{"v":1,"checks":[{"at":8640000000000000,"right":true,"in":"lesson"}]}',
    '{"v":1,"checks":[{"at":5,"right":1,"in":"lesson"}]}',
    '{"v":1,"checks":[{"at":5,"right":true,"in":"elsewhere"}]}',
    '{"v":1,"checks":[{"at":5,"right":true,"in":"lesson","of":0}]}',
    '{"v":1,"checks":[{"at":5,"right":true,"in":"lesson","sure":"<b>"}]}',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_checks_of_any_shape_count_as_none_and_stay(page: Page, sites: Sites, text: str) -> None:
    begin(page, sites)
    question_id = asked(sites, "roles")[0]
    put(page, f"footbridge:checks:{question_id}", text)
    for other in (
        "footbridge:read:roles",
        "footbridge:final:K7Q2-1",
        "footbridge:backup",
        "footbridge:worksheet:cv",
        "footbridge:start",
    ):
        put(page, other, text)
    page.goto(sites.course + PAGE)
    assert level(page, "roles") == ""
    expect(next_step(page).get_by_role("link")).to_be_visible()
    assert page.evaluate("key => localStorage.getItem(key)", f"footbridge:checks:{question_id}") == text


def test_without_storage_the_page_stands_and_nothing_is_claimed(browse: Browse, sites: Sites) -> None:
    page = browse(allow="blocked by the test")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked by the test') } })"
    )
    page.goto(sites.course + PAGE)
    expect(next_step(page).get_by_role("link", name="Start here")).to_be_visible()


def test_without_scripts_it_is_a_sheet_to_tick(browse: Browse, sites: Sites) -> None:
    page = browse(java_script_enabled=False)
    page.goto(sites.course + PAGE)
    expect(page.get_by_text("Print it and tick what you reach.")).to_be_visible()
    expect(page.locator(".topic .steps")).to_have_count(15)
    expect(page.locator(".progress__next")).to_be_hidden()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_when_much_was_done(browse: Browse, sites: Sites, look: str) -> None:
    page = browse(**LOOKS[look])
    begin(page, sites)
    for name in TOPICS:
        do_lesson(page, sites, name, 9, wrong=2)
    put_checks(page, asked(sites, "roles")[3], (9, True, "lesson"), (1, False, "review"))
    keep(page, {"v": 1, "parts": {"aim": {"role": "Nurse"}}, "changed": 5}, "target")
    page.goto(sites.course + PAGE)
    page.get_by_text("What the four steps mean").click()
    assert faults(page) == []


def mark(page: Page, title: str) -> Locator:
    return page.get_by_role("navigation", name="Navigation").get_by_role("link", name=title).locator(".mark")


def test_the_list_of_lessons_marks_what_was_read_and_done(page: Page, sites: Sites) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{sites.course}decide/roles/")
    expect(mark(page, "What AI jobs are")).to_have_count(0)
    page.locator("#quiz-roles").scroll_into_view_if_needed()
    expect(mark(page, "What AI jobs are")).to_have_text("read")
    answer_all(page, "article")
    expect(mark(page, "What AI jobs are")).to_have_text("done")
    page.goto(f"{sites.course}decide/skills/")
    expect(mark(page, "What AI jobs are")).to_have_text("done")
    expect(mark(page, "What you already bring")).to_have_count(0)


def checks_of(page: Page, question_id: str) -> Any:
    text = page.evaluate("id => localStorage.getItem(`footbridge:checks:${id}`)", question_id)
    return json.loads(text or '{"checks": []}')["checks"]


def test_each_first_try_is_written_down_with_its_day(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/")
    asked = question(page, "capital of Peru")
    for option in ("Cusco", "Lima"):
        choose(asked, option)
        check(asked)
    [found] = checks_of(page, "types/capital")
    assert found.pop("at") > 1_700_000_000_000
    assert found == {"right": False, "in": "lesson"}
    asked.get_by_role("button", name="Try again").click()
    choose(asked, "Lima")
    check(asked)
    assert [each["right"] for each in checks_of(page, "types/capital")] == [False, True]


def test_a_check_that_cannot_be_read_takes_no_other_with_it(page: Page, sites: Sites) -> None:
    sound = {"at": 1_790_000_000_000, "right": False, "in": "lesson"}
    begin(page, sites)
    put(page, "footbridge:checks:types/capital", {"v": 1, "checks": [sound, sound | {"in": "exam"}, None]})
    put(page, "footbridge:checks:types/primes", "{broken")
    page.goto(f"{sites.cases}types/")
    choose(question(page, "capital of Peru"), "Lima")
    check(question(page, "capital of Peru"))
    choose(question(page, "prime"), "2")
    check(question(page, "prime"))
    assert [each["right"] for each in checks_of(page, "types/capital")] == [False, True]
    assert len(checks_of(page, "types/primes")) == 1
    aside = page.evaluate("Object.entries(localStorage).find(([key]) => key.includes(':unreadable-'))")
    assert re.fullmatch(r"footbridge:checks:types/primes:unreadable-\d{13}", aside[0])
    assert aside[1] == "{broken"


def test_what_a_newer_version_wrote_is_not_touched_and_that_is_told(page: Page, sites: Sites) -> None:
    newer = '{"v":2,"checks":{}}'
    begin(page, sites)
    put(page, "footbridge:checks:types/capital", newer)
    page.goto(f"{sites.cases}types/")
    choose(question(page, "capital of Peru"), "Lima")
    check(question(page, "capital of Peru"))
    expect(page.locator(".notice")).to_contain_text("A newer version of this course wrote what is kept here.")
    assert page.evaluate("localStorage.getItem('footbridge:checks:types/capital')") == newer


def test_first_tries_count_though_the_contents_do_not_come(browse: Browse, sites: Sites) -> None:
    page = browse(allow="Failed to load resource")
    page.route("**/assets/course.json", lambda route: route.abort())
    page.goto(f"{sites.cases}types/")
    choose(question(page, "capital of Peru"), "Lima")
    check(question(page, "capital of Peru"))
    until(page, lambda: [each["right"] for each in checks_of(page, "types/capital")], [True])


def test_what_earlier_versions_kept_shows_without_a_reload(page: Page, sites: Sites) -> None:
    begin(page, sites)
    answer = {"v": 1, "choice": {}, "state": "right", "firstRight": True, "tries": 1, "changed": 1_790_000_000_000}
    for question_id in asked(sites, "roles"):
        put(page, f"footbridge:answer:{question_id}", answer)
    page.goto(sites.course + PAGE)
    expect(topic(page, "roles").locator("[aria-current=step]")).to_have_text("can do")


ASKS = """() => {
  window.asked = 0;
  navigator.storage.persist = async () => { window.asked += 1; return false; };
}"""


@pytest.mark.parametrize(("shared", "wanted"), [(False, 1), (True, 0)], ids=["own", "shared"])
def test_the_browser_is_asked_once_to_keep_what_there_is(
    browse: Browse, sites: Sites, shared: bool, wanted: int
) -> None:
    page = browse()
    page.add_init_script(f"({ASKS})()")
    begin(page, sites)
    if shared:
        put(page, "footbridge:shared", "1")
    page.goto(f"{sites.cases}types/")
    expect(page.locator("course-quiz")).to_be_visible()
    assert page.evaluate("window.asked") == 0, "there is nothing to lose yet"
    for option in ("Cusco", "Lima"):
        choose(question(page, "capital of Peru"), option)
        check(question(page, "capital of Peru"))
    page.wait_for_timeout(200)
    assert page.evaluate("window.asked") == wanted
    page.reload(wait_until="networkidle")
    assert page.evaluate("window.asked") == 0, "it was asked before"


def test_my_course_follows_what_start_here_suggested(page: Page, sites: Sites) -> None:
    begin(page, sites)
    put(page, "footbridge:start", {"v": 1, "answers": {}, "begin": "story", "changed": 5})
    page.goto(sites.course + PAGE)
    expect(next_step(page).get_by_role("link", name="Your bridge story")).to_be_visible()


def test_starting_over_leaves_what_was_known(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.course}decide/roles/")
    answer_all(page, "article")
    page.locator("#quiz-roles").get_by_role("button", name="Start over").click()
    page.goto(sites.course + PAGE)
    assert level(page, "roles") == "can do"


def test_two_tabs_answering_at_once_both_count(page: Page, sites: Sites) -> None:
    page.goto(f"{sites.cases}types/")
    other = page.context.new_page()
    other.goto(f"{sites.cases}types/")
    choose(question(page, "capital of Peru"), "Cusco")
    choose(question(other, "capital of Peru"), "Lima")
    check(question(page, "capital of Peru"))
    expect(question(other, "capital of Peru").get_by_role("status")).to_contain_text("Not right yet")
    question(other, "capital of Peru").get_by_label("Lima").check()
    check(question(other, "capital of Peru"))
    assert [each["right"] for each in checks_of(page, "types/capital")] == [False]
    for tab, option in ((page, "Lima"), (other, "Cusco")):
        question(tab, "capital of Peru").get_by_role("button", name="Try again").click()
        choose(question(tab, "capital of Peru"), option)
        check(question(tab, "capital of Peru"))
    assert [each["right"] for each in checks_of(page, "types/capital")] == [False, True, False]
    other.close()


def test_a_full_storage_is_told(browse: Browse, sites: Sites) -> None:
    page = browse()
    page.goto(f"{sites.course}decide/roles/")
    page.evaluate(FULL)
    answer_all(page, "#quiz-roles", first=3)
    expect(page.locator(".notice p")).to_have_count(1)
    expect(page.locator(".notice")).to_contain_text("this answer does not count for your reviews")
    expect(page.locator("#quiz-roles form").first.get_by_role("status")).to_contain_text("Right.")
