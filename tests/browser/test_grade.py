"""grade.js as a module: the shared cases, and folding that agrees with the course's own checks."""

from itertools import combinations
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from macros.rules.keys import answer_fold

from .conftest import ROOT, Sites

CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / "tests/cases/grade").glob("*.yml")}
GRADE = """async ([module, { type, key, cases }]) => {
  const { grade } = await import(module);
  const verdicts = Object.entries(cases).map(([name, { answer }]) => [name, grade(type, key, answer).verdict]);
  return Object.fromEntries(verdicts);
}"""
FOLD = """async ([module, texts, ignore]) => {
  const { fold } = await import(module);
  return texts.map((text) => fold(text, ignore));
}"""
IGNORED = [list(each) for size in range(4) for each in combinations(("case", "space", "diacritics"), size)]
# White space of every kind, signs whose case or marks are special, and marks of other scripts than Latin.
NASTY = [
    *(f"a{chr(code)}b{chr(code)}" for code in (*range(1, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010))),
    *(f"{chr(code)}a" for code in (0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF, 0x180E, 0x200D)),
    *("İstanbul", "STRAẞE straße", "ΟΔΟΣ Σ", "ﬁne", "Ǆ", "K Å", "e\u0301\u0323", "a\u0345\u0301", "\u0345", "\u0301"),
    *(
        "हिन्दी",
        "தமிழ்",
        "ภาษาไทย",
        "한국어",
        "שָׁלוֹם",
        "العَرَبِيَّة",
        "ɑ̃",
        "Việt",
        "ष\u0929",
        "👩🏽‍💻",
        "\U00011131\U00011127",
    ),
]


@pytest.fixture
def module(sites: Sites) -> str:
    return f"{sites.cases}assets/js/grade.js"


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_shared_cases_get_their_verdicts(bare: Page, module: str, name: str) -> None:
    expected = {shows: case["verdict"] for shows, case in CASES[name]["cases"].items()}
    assert bare.evaluate(GRADE, [module, CASES[name]]) == expected


@pytest.mark.parametrize("ignore", IGNORED, ids=" ".join)
def test_typed_text_folds_as_in_the_courses_checks(bare: Page, module: str, ignore: list[str]) -> None:
    expected = [answer_fold(text, tuple(ignore)) for text in NASTY]
    assert bare.evaluate(FOLD, [module, NASTY, ignore]) == expected


def test_grading_needs_no_page(bare: Page, module: str) -> None:
    """In a worker there is neither document nor localStorage."""
    source = f"import {{ grade }} from '{module}'; postMessage(grade('single', 'a', {{ a: 'on' }}).verdict);"
    verdict: Any = bare.evaluate(
        """source => new Promise((resolve, reject) => {
          const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
          const worker = new Worker(address, { type: "module" });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(message);
        })""",
        source,
    )
    assert verdict == "right"
