"""draw.js and next.js as modules: the paper of the final by its code, and the one next step."""

from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import Sites

LEVELS = ["recall", "apply", "judge"]
TOPICS = [
    {
        "name": f"t{number}",
        "asked": {f"t{number}/q{at}": LEVELS[at % 3] for at in range(8)},
        "held": {f"t{number}/h{at}": ("apply", "apply", "judge", "recall")[at] for at in range(4)},
    }
    for number in range(15)
]
DRAW = """async ([root, topics, code]) => {
  const { drawPaper, readCode } = await import(`${root}record/draw.js`);
  return drawPaper(topics, readCode(code));
}"""
CODE = "async ([root, text]) => (await import(`${root}record/draw.js`)).readCode(text)"
NEW = """async ([root, topics, papers]) => {
  const { newCode } = await import(`${root}record/draw.js`);
  return newCode(topics, papers, () => 0.5);
}"""
NEXT = "async ([root, given]) => (await import(`${root}record/next.js`)).nextStep(given)"


@pytest.fixture
def scripts(sites: Sites) -> str:
    return f"{sites.cases}assets/js/"


def paper(bare: Page, scripts: str, code: str, topics: Any = TOPICS) -> list[str]:
    found: list[str] = bare.evaluate(DRAW, [scripts, topics, code])
    return found


def test_a_paper_has_two_questions_a_lesson_and_each_once(bare: Page, scripts: str) -> None:
    found = paper(bare, scripts, "K7Q2-1")
    assert len(set(found)) == 30
    assert {name: sum(each.startswith(f"{name}/") for each in found) for name in (t["name"] for t in TOPICS)} == {
        t["name"]: 2 for t in TOPICS
    }


def test_the_same_code_gives_the_same_paper_and_another_another(bare: Page, scripts: str) -> None:
    first = paper(bare, scripts, "K7Q2-1")
    assert paper(bare, scripts, " k7q2 ".strip()) == first
    assert paper(bare, scripts, "K7Q3-1") != first


def test_two_tries_use_up_what_is_held_back_and_six_everything(bare: Page, scripts: str) -> None:
    papers = [paper(bare, scripts, f"ABCD-{attempt}") for attempt in range(1, 8)]
    assert all("/h" in each for each in papers[0] + papers[1])
    assert not set(papers[0]) & set(papers[1])
    assert len({question for each in papers[:6] for question in each}) == 180
    assert sorted(papers[6]) == sorted(papers[0])


def test_the_two_questions_of_a_lesson_are_of_different_levels_where_they_can_be(bare: Page, scripts: str) -> None:
    level = {key: value for topic in TOPICS for key, value in topic["held"].items()}  # type: ignore[attr-defined]
    for code in ("ABCD-1", "K7Q2-1", "ZZZZ-1"):
        found = paper(bare, scripts, code)
        for topic in TOPICS:
            own = [level[each] for each in found if each.startswith(f"{topic['name']}/")]
            assert len(set(own)) == 2, (code, topic["name"])


def test_lessons_are_mixed(bare: Page, scripts: str) -> None:
    order = [each.split("/")[0] for each in paper(bare, scripts, "K7Q2-1")]
    assert order[:15] != [f"t{number}" for number in range(15)]
    assert len(set(order[:15])) == 15


def test_a_lesson_with_few_questions_gives_what_it_has(bare: Page, scripts: str) -> None:
    small = {"name": "s", "asked": {"s/q": "apply"}, "held": {}}
    bare_topic = {"name": "b", "asked": {}, "held": {}}
    assert paper(bare, scripts, "K7Q2-3", [small, bare_topic]) == ["s/q"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("K7Q2-1", ["K7Q2", 1]),
        ("  k7q2-12 ", ["K7Q2", 12]),
        ("k7q2", ["K7Q2", 1]),
        ("K7Q2-0", None),
        ("K7Q2-1000", None),
        ("K7Q-1", None),
        ("K7Q22-1", None),
        ("Ä7Q2-1", None),
        ("K7Q2 1", None),
        ("", None),
        ("<b>", None),
    ],
)
def test_a_code_is_read_or_refused(bare: Page, scripts: str, text: str, wanted: list[Any] | None) -> None:
    found = bare.evaluate(CODE, [scripts, text])
    assert found == (wanted and {"word": wanted[0], "attempt": wanted[1]})


def new_code(bare: Page, scripts: str, *codes: str) -> str:
    """Give the code that is offered after papers of these codes, the latest first."""
    papers = [{"code": code, "questions": paper(bare, scripts, code)} for code in codes]
    return str(bare.evaluate(NEW, [scripts, TOPICS, papers]))


def test_a_new_paper_repeats_no_question_while_there_are_others(bare: Page, scripts: str) -> None:
    assert new_code(bare, scripts, "K7Q2-1") == "K7Q2-2"
    assert new_code(bare, scripts, "K7Q2-3", "K7Q2-2", "K7Q2-1") == "K7Q2-4"


def test_a_paper_after_that_of_somebody_else_repeats_as_little_as_it_can(bare: Page, scripts: str) -> None:
    seen = {question for code in ("ABCD-1", "WXYZ-1") for question in paper(bare, scripts, code)}
    offered = paper(bare, scripts, new_code(bare, scripts, "WXYZ-1", "ABCD-1"))
    assert not seen & set(offered)


def test_a_new_code_can_be_read_whatever_was_used(bare: Page, scripts: str) -> None:
    for codes in ((), ("AAAA-999",), tuple(f"K7Q2-{attempt}" for attempt in range(6, 0, -1))):
        found = new_code(bare, scripts, *codes)
        assert found not in codes
        assert bare.evaluate(CODE, [scripts, found]) is not None


def topic(name: str, level: str = "none", missing: int = 0, last: int = 0) -> dict[str, Any]:
    return {"name": name, "level": level, "missing": ["q"] * missing, "last": last}


FRESH = topic("c", missing=8)
STEPS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "somebody new begins": ({"begun": False, "topics": [FRESH]}, {"step": "start"}),
    "a lesson that was begun is finished first": (
        {"topics": [topic("a", "tried", 3, 1), topic("b", "can", 0, 2), FRESH], "due": 12},
        {"step": "finish", "topic": topic("a", "tried", 3, 1), "count": 3},
    ),
    "the latest of two": (
        {"topics": [topic("a", "tried", 3, 1), topic("b", "tried", 2, 2)]},
        {"step": "finish", "topic": topic("b", "tried", 2, 2), "count": 2},
    ),
    "what is due comes before something new": (
        {"topics": [topic("a", "can", 0, 1), FRESH], "due": 7},
        {"step": "review", "count": 7},
    ),
    "the lesson after the latest": (
        {"topics": [topic("z", missing=8), topic("a", "can", 0, 1), FRESH]},
        {"step": "lesson", "topic": FRESH},
    ),
    "after the last lesson those left out before": (
        {"topics": [FRESH, topic("a", "can", 0, 1)]},
        {"step": "lesson", "topic": FRESH},
    ),
    "a weak lesson again": (
        {"topics": [topic("a", "familiar", 0, 1), topic("b", "tried", 0, 2)]},
        {"step": "again", "topic": topic("b", "tried", 0, 2)},
    ),
    "a paper that was begun, before something new": (
        {"topics": [topic("a", "can", 0, 1), FRESH], "papers": [{"total": 30, "done": 4}]},
        {"step": "paper"},
    ),
    "the first lesson of all is the suggested one": (
        {"topics": [topic("a", missing=8), FRESH], "suggested": "c"},
        {"step": "lesson", "topic": FRESH},
    ),
    "a suggestion is of no use later": (
        {"topics": [topic("a", missing=8), topic("b", "can", 0, 1), topic("d", missing=8), FRESH], "suggested": "c"},
        {"step": "lesson", "topic": topic("d", missing=8)},
    ),
    "the final": ({"topics": [topic("a", "can", 0, 1)]}, {"step": "final"}),
    "an empty sheet": (
        {"topics": [topic("a", "kept", 0, 1)], "papers": [{"total": 30, "done": 30}], "sheets": [{"name": "cv"}]},
        {"step": "sheet", "sheet": {"name": "cv"}},
    ),
    "nothing but to wait": (
        {"topics": [topic("a", "kept", 0, 1)], "papers": [{"total": 30, "done": 30}]},
        {"step": "wait", "day": "2026-03-01"},
    ),
}


@pytest.mark.parametrize("shows", STEPS)
def test_there_is_one_next_step(bare: Page, scripts: str, shows: str) -> None:
    given, wanted = STEPS[shows]
    usual = {"begun": True, "topics": [], "due": 0, "sheets": [], "papers": [], "suggested": "", "next": "2026-03-01"}
    assert bare.evaluate(NEXT, [scripts, usual | given]) == wanted
