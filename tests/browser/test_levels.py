"""levels.js as a module: how well a topic is known, from the checks of its questions."""

from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import Sites

ASKED = [f"t/q{number}" for number in range(1, 11)]
TOPIC = {"name": "t", "asked": dict.fromkeys(ASKED, "apply"), "held": {"t/h1": "apply"}}
RUN = """async ([root, topic, checks, now]) => {
  const { byTopic } = await import(`${root}record/checks.js`);
  const { levelOf } = await import(`${root}record/levels.js`);
  const { daysBetween } = await import(`${root}worksheet/dates.js`);
  const dayOf = (at) => new Date(at).toISOString().slice(0, 10);
  const lists = byTopic([topic], new Map(Object.entries(checks)), { now, dayOf });
  const found = levelOf(topic, lists.get(topic.name), daysBetween);
  return { ...found, fell: found.fell ?? null };
}"""
DAY = 86_400_000
START = 1_767_225_600_000  # 2026-01-01


class Log:
    """Checks in the making: each later than the one before."""

    def __init__(self) -> None:
        self.checks: dict[str, list[dict[str, Any]]] = {}
        self.at = START

    def add(self, question: str, *, right: bool = True, place: str = "lesson", of: int | None = 10) -> "Log":
        self.at += 1
        check = {"at": self.at, "right": right, "in": place} | ({"of": of} if of else {})
        self.checks.setdefault(question, []).append(check)
        return self

    def lesson(self, right: int, questions: list[str] = ASKED) -> "Log":
        for at, question in enumerate(questions):
            self.add(question, right=at < right, of=len(questions))
        return self

    def later(self, days: float) -> "Log":
        self.at += int(days * DAY)
        return self


def level(bare: Page, sites: Sites, log: Log, topic: dict[str, Any] = TOPIC) -> Any:
    return bare.evaluate(RUN, [f"{sites.cases}assets/js/", topic, log.checks, log.at])


@pytest.mark.parametrize(
    ("right", "wanted"), [(0, "tried"), (6, "tried"), (7, "familiar"), (9, "familiar"), (10, "can")], ids=str
)
def test_the_share_of_right_answers_gives_the_level(bare: Page, sites: Sites, right: int, wanted: str) -> None:
    found = level(bare, sites, Log().lesson(right))
    assert (found["level"], found["fell"]) == (wanted, None)


def test_a_topic_without_checks_has_no_level(bare: Page, sites: Sites) -> None:
    found = level(bare, sites, Log().add("other/q1"))
    assert (found["level"], found["missing"]) == ("none", ASKED)


def test_a_lesson_half_done_is_tried_however_well_it_goes(bare: Page, sites: Sites) -> None:
    log = Log()
    for question in ASKED[:5]:
        log.add(question)
    found = level(bare, sites, log)
    assert (found["level"], len(found["missing"])) == ("tried", 5)


def test_wrong_answers_on_the_first_way_through_are_no_step_back(bare: Page, sites: Sites) -> None:
    log = Log()
    for number, question in enumerate(ASKED):
        log.add(question, right=number not in (7, 9))
    found = level(bare, sites, log)
    assert (found["level"], found["fell"]) == ("familiar", None)


@pytest.mark.parametrize(("days", "wanted"), [(2, "can"), (3, "kept"), (40, "kept")], ids=str)
def test_right_again_in_a_review_three_days_later_is_kept(bare: Page, sites: Sites, days: int, wanted: str) -> None:
    log = Log().lesson(10).later(days).add("t/q1", place="review")
    assert level(bare, sites, log)["level"] == wanted


def test_the_final_keeps_a_topic_as_a_review_does(bare: Page, sites: Sites) -> None:
    assert level(bare, sites, Log().lesson(10).later(5).add("t/h1", place="final"))["level"] == "kept"


def test_doing_the_lesson_again_keeps_nothing(bare: Page, sites: Sites) -> None:
    assert level(bare, sites, Log().lesson(10).later(5).lesson(10))["level"] == "can"


def test_a_topic_with_an_answer_still_wrong_is_not_kept(bare: Page, sites: Sites) -> None:
    log = Log().lesson(9).later(5).add("t/q1", place="review")
    assert level(bare, sites, log)["level"] == "familiar"


def test_a_wrong_answer_takes_one_step_and_says_where(bare: Page, sites: Sites) -> None:
    log = Log().lesson(10).later(4).add("t/q1", place="review").later(4).add("t/q2", right=False, place="review")
    found = level(bare, sites, log)
    assert found["level"] == "can"
    assert found["fell"] == {"question": "t/q2", "day": "2026-01-09", "in": "review"}


def test_many_wrong_answers_on_one_day_take_one_step(bare: Page, sites: Sites) -> None:
    log = Log().lesson(10).later(4)
    for question in ASKED:
        log.add(question, right=False, place="review")
    assert level(bare, sites, log)["level"] == "familiar"


def test_a_second_bad_day_takes_a_second_step(bare: Page, sites: Sites) -> None:
    log = Log().lesson(10).later(4)
    for question in ASKED:
        log.add(question, right=False, place="review")
    log.later(1).add("t/q1", right=False, place="review")
    assert level(bare, sites, log)["level"] == "tried"


def test_right_again_the_reason_goes(bare: Page, sites: Sites) -> None:
    log = Log().lesson(10).later(2).add("t/q2", right=False, place="review").later(1).add("t/q2", place="review")
    found = level(bare, sites, log)
    assert (found["level"], found["fell"]) == ("can", None)


def test_a_wrong_held_back_question_takes_kept_to_can(bare: Page, sites: Sites) -> None:
    log = Log().lesson(10).later(4).add("t/q1", place="review").later(1).add("t/h1", right=False, place="final")
    assert level(bare, sites, log)["level"] == "can"
    early = Log().lesson(10).later(1).add("t/h1", right=False, place="final")
    assert level(bare, sites, early)["level"] == "can"


def test_a_question_added_since_lowers_nothing_and_is_missing(bare: Page, sites: Sites) -> None:
    topic = TOPIC | {"asked": {**TOPIC["asked"], "t/new": "judge"}}  # type: ignore[dict-item]
    log = Log().lesson(10).later(4).add("t/q1", place="review")
    found = level(bare, sites, log, topic)
    assert (found["level"], found["missing"]) == ("kept", ["t/new"])


def test_a_question_removed_since_counts_where_it_was_asked(bare: Page, sites: Sites) -> None:
    log = Log().lesson(10)
    topic = TOPIC | {"asked": dict.fromkeys(ASKED[:9], "apply")}
    assert level(bare, sites, log, topic)["level"] == "can"
    assert level(bare, sites, log.later(4).add("t/q1", place="review", of=9), topic)["level"] == "kept"


def test_a_wrong_answer_dated_in_the_future_holds_nothing_down(bare: Page, sites: Sites) -> None:
    log = Log()
    log.checks["t/q3"] = [{"at": START + 400 * DAY, "right": False, "in": "review"}]
    found = level(bare, sites, log.lesson(10))
    assert (found["level"], found["fell"]) == ("can", None)


def test_the_final_alone_begins_no_lesson(bare: Page, sites: Sites) -> None:
    found = level(bare, sites, Log().add("t/h1", place="final"))
    assert (found["level"], found["missing"]) == ("none", ASKED)


def test_checks_in_any_order_give_the_same(bare: Page, sites: Sites) -> None:
    log = Log().lesson(10).later(4).add("t/q1", place="review")
    log.checks = dict(reversed(log.checks.items()))
    log.checks["t/q1"].reverse()
    assert level(bare, sites, log)["level"] == "kept"
