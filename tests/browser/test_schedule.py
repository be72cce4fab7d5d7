"""schedule.js and days.js as modules: boxes, what is due, what is asked, whatever the clock and its zone do."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import Browse, Sites

RUN = """async ([root, topics, checks, today]) => {
  const { byTopic } = await import(`${root}record/checks.js`);
  const { draw, schedule, dueOn, nextDay, doneToday } = await import(`${root}record/schedule.js`);
  const { addDays, daysBetween } = await import(`${root}worksheet/dates.js`);
  const dayOf = (at) => new Date(at).toISOString().slice(0, 10);
  const lists = byTopic(topics, new Map(Object.entries(checks)), { now: Date.parse(`${today}T20:00Z`), dayOf });
  const entries = schedule(topics, lists, { today, between: daysBetween, after: addDays });
  return {
    boxes: Object.fromEntries(entries.map(({ topic, box, due }) => [topic.name, [box, due]])),
    due: dueOn(entries, today).map(({ topic }) => topic.name),
    next: nextDay(entries),
    done: doneToday(entries, today),
    asked: draw(entries, today),
  };
}"""
START = date(2026, 1, 1)
NOON = 12 * 3_600_000


def moment(day: int) -> int:
    """Give noon of a day, counted from START, in milliseconds."""
    return (START + timedelta(days=day) - date(1970, 1, 1)).days * 86_400_000 + NOON


def day_of(day: int) -> str:
    return (START + timedelta(days=day)).isoformat()


def topic(name: str, questions: int = 8) -> dict[str, Any]:
    asked = {f"{name}/q{at}": "apply" for at in range(questions)}
    return {"name": name, "asked": asked, "held": {f"{name}/h": "judge"}}


def lesson(name: str, day: int, *, wrong: tuple[int, ...] = (), sure: tuple[int, ...] = ()) -> dict[str, Any]:
    """All questions of a lesson, answered on a day."""
    checks: dict[str, Any] = {}
    for at in range(8):
        check = {"at": moment(day) + at, "right": at not in wrong, "in": "lesson"}
        checks[f"{name}/q{at}"] = [check | ({"sure": "sure"} if at in sure else {})]
    return checks


def review(checks: dict[str, Any], question: str, day: int, *, right: bool = True, place: str = "review") -> None:
    checks[question] = [*checks.get(question, []), {"at": moment(day) + 100, "right": right, "in": place}]


@pytest.fixture
def run(bare: Page, sites: Sites) -> Any:
    def evaluate(names: list[str], checks: dict[str, Any], today: int) -> Any:
        return bare.evaluate(RUN, [f"{sites.cases}assets/js/", [topic(name) for name in names], checks, day_of(today)])

    return evaluate


def test_nothing_is_scheduled_before_a_lesson_is_begun(run: Any) -> None:
    found = run(["a", "b"], {}, 0)
    assert (found["boxes"], found["asked"], found["next"]) == ({}, [], "")


def test_a_lesson_comes_up_the_next_day_and_not_before(run: Any) -> None:
    checks = lesson("a", 0)
    assert run(["a"], checks, 0)["due"] == []
    assert run(["a"], checks, 1)["due"] == ["a"]


def test_right_answers_move_a_topic_through_boxes_of_1_3_7_16_and_35_days(run: Any) -> None:
    checks, day = lesson("a", 0), 0
    for box, days in enumerate([1, 3, 7, 16, 35, 35]):
        assert run(["a"], checks, day)["boxes"]["a"] == [min(box, 4), day_of(day + days)]
        day += days
        review(checks, "a/q1", day)


def test_a_wrong_answer_sends_it_back_to_the_first_box(run: Any) -> None:
    checks = lesson("a", 0)
    review(checks, "a/q1", 1)
    review(checks, "a/q1", 4)
    review(checks, "a/q2", 11, right=False)
    review(checks, "a/q3", 11)
    assert run(["a"], checks, 11)["boxes"]["a"] == [0, day_of(12)]


def test_right_answers_before_it_is_due_move_nothing(run: Any) -> None:
    checks = lesson("a", 0)
    review(checks, "a/q1", 1)
    review(checks, "a/q2", 2)
    assert run(["a"], checks, 2)["boxes"]["a"] == [1, day_of(4)]


def test_the_final_counts_as_a_review(run: Any) -> None:
    checks = lesson("a", 0)
    review(checks, "a/h", 2, place="final")
    assert run(["a"], checks, 2)["boxes"]["a"] == [1, day_of(5)]


def test_doing_a_lesson_again_moves_nothing(run: Any) -> None:
    checks = lesson("a", 0)
    review(checks, "a/q1", 1)
    review(checks, "a/q1", 2, place="lesson")
    assert run(["a"], checks, 2)["boxes"]["a"] == [1, day_of(4)]


def test_after_a_long_break_twelve_are_offered_and_no_more(run: Any) -> None:
    names = list("abcdefghijklmno")
    checks = {key: value for name in names for key, value in lesson(name, 0).items()}
    found = run(names, checks, 400)
    assert len(found["asked"]) == 12
    assert len(found["due"]) == 15
    assert len({each[0] for each in found["asked"]}) == 6


def test_what_was_answered_today_counts_against_the_twelve_and_is_not_asked_again(run: Any) -> None:
    names = list("abcdef")
    checks = {key: value for name in names for key, value in lesson(name, 0).items()}
    first = run(names, checks, 5)["asked"]
    for question in first[:5]:
        review(checks, question, 5)
    found = run(names, checks, 5)
    assert found["done"] == 5
    assert len(found["asked"]) <= 7
    assert not set(found["asked"]) & set(first[:5])


def test_a_review_of_one_lesson_ends_when_its_share_is_answered(run: Any) -> None:
    checks = lesson("a", 0)
    first = run(["a"], checks, 1)["asked"]
    for question in first[:2]:
        review(checks, question, 1)
    assert run(["a"], checks, 1)["asked"] == first[2:]
    for question in first[2:]:
        review(checks, question, 1)
    assert run(["a"], checks, 1)["asked"] == []


def test_after_twelve_nothing_more_is_asked_that_day(run: Any) -> None:
    names = list("abcdefgh")
    checks = {key: value for name in names for key, value in lesson(name, 0).items()}
    for question in run(names, checks, 5)["asked"]:
        review(checks, question, 5)
    found = run(names, checks, 5)
    assert (found["done"], found["asked"]) == (12, [])
    assert found["due"], "the others wait"


def test_three_lessons_are_mixed_where_three_are_begun(run: Any) -> None:
    checks = lesson("a", 0) | lesson("b", 3) | lesson("c", 4) | lesson("d", 6)
    for name in "bc":  # none of the others is due yet
        review(checks, f"{name}/q0", 5)
    found = run(list("abcd"), checks, 6)
    assert found["due"] == ["a"]
    assert len({each[0] for each in found["asked"]}) == 3
    assert all(one[0] != other[0] for one, other in zip(found["asked"], found["asked"][1:], strict=False))


def test_with_one_lesson_begun_it_is_asked_alone(run: Any) -> None:
    found = run(["a", "b"], lesson("a", 0), 1)
    assert len(found["asked"]) == 4
    assert {each[0] for each in found["asked"]} == {"a"}


def test_wrong_comes_first_then_sure_but_wrong_then_the_oldest(run: Any) -> None:
    checks = lesson("a", 0, wrong=(6, 7), sure=(6,))
    review(checks, "a/q6", 1)  # right since
    review(checks, "a/q0", 1)
    assert run(["a"], checks, 10)["asked"] == ["a/q7", "a/q6", "a/q1", "a/q2"]


def test_held_back_and_never_answered_questions_are_not_reviewed(run: Any) -> None:
    checks = {"a/q3": lesson("a", 0)["a/q3"], "a/h": [{"at": moment(0), "right": True, "in": "final"}]}
    assert run(["a"], checks, 9)["asked"] == ["a/q3"]


def test_a_question_or_topic_that_is_gone_is_left_out(run: Any) -> None:
    checks = lesson("a", 0) | {"a/old": [{"at": moment(0), "right": False, "in": "lesson"}]} | lesson("gone", 0)
    found = run(["a"], checks, 9)
    assert list(found["boxes"]) == ["a"]
    assert "a/old" not in found["asked"]


def test_a_clock_set_back_stops_no_review(run: Any) -> None:
    """What is dated on a day still to come counts as long ago: it comes up at once, and after that as usual."""
    checks = lesson("a", 500)
    for question in list(checks):
        review(checks, question, 600)
    asked = run(["a"], checks, 3)["asked"]
    assert len(asked) == 4
    for question in asked:
        review(checks, question, 3)
    assert [len(run(["a"], checks, day)["asked"]) for day in (3, 4, 5, 6)] == [0, 0, 0, 4]


def test_a_topic_without_a_question_to_ask_takes_no_place(run: Any) -> None:
    checks = lesson("a", 0) | {"b/h": [{"at": moment(0), "right": False, "in": "final"}]}
    found = run(["a", "b"], checks, 9)
    assert (found["due"], list(found["boxes"])) == (["a"], ["a"])


ZONES = ["Pacific/Kiritimati", "Europe/Berlin", "America/New_York", "Pacific/Pago_Pago", "Australia/Lord_Howe"]
DAYS = """async ([root, first, hours]) => {
  const { daysAt } = await import(`${root}record/days.js`);
  const [year, month, day] = first;
  const one = daysAt(new Date(year, month - 1, day, ...hours[0]));
  const other = new Date(year, month - 1, day + 1, ...hours[1]);
  const later = one.dayOf(other.getTime());
  return [one.today, later, one.between(one.today, later), one.after(one.today, 1)];
}"""


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_the_readers_own_whatever_zone_and_summer_time_do(browse: Browse, sites: Sites, zone: str) -> None:
    """Late in the evening and early next morning are one day apart, also over the nights in which clocks change."""
    page = browse(timezone_id=zone)
    page.goto(f"{sites.cases}plain/")
    for first in (date(2026, 3, 28), date(2026, 3, 8), date(2026, 10, 24), date(2026, 10, 31), date(2026, 4, 4)):
        today, tomorrow = first.isoformat(), (first + timedelta(days=1)).isoformat()
        for hours in ([[23, 59], [0, 1]], [[0, 1], [23, 59]], [[2, 30], [2, 30]]):
            given = [first.year, first.month, first.day]
            found = page.evaluate(DAYS, [f"{sites.cases}assets/js/", given, hours])
            assert found == [today, tomorrow, 1, tomorrow], (first, hours)
