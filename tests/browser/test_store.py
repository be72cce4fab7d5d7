"""store.js as a module: what it keeps, what it refuses, and what it does where the storage refuses."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import Sites

SOUND: dict[str, Any] = {
    "v": 1,
    "choice": {"lima": "on"},
    "state": "open",
    "firstRight": False,
    "tries": 2,
    "changed": 5,
}
WRONG: list[dict[str, Any]] = [
    {"v": 2},
    {"v": "1"},
    {"choice": None},
    {"choice": {"lima": 1}},
    {"choice": {"lima": {}}},
    {"state": "new"},
    {"state": None},
    {"state": ["open", "right"]},
    {"firstRight": "no"},
    {"tries": 1.5},
    {"tries": "3"},
    {"tries": "many"},
]
UNSOUND = [
    "",
    "null",
    "1",
    "[]",
    "{}",
    "{",
    "[object Object]",
    '"text"',
    *(json.dumps({key: value for key, value in SOUND.items() if key != gone}) for gone in SOUND if gone != "changed"),
    *(json.dumps(SOUND | wrong) for wrong in WRONG),
]
READ = """async ([module, text]) => {
  const { Answers } = await import(module);
  const kept = new Map([["footbridge:answer:a/b", text]]);
  return new Answers({ localStorage: { getItem: (key) => kept.get(key) ?? null } }).read("a/b");
}"""
WRITE = """async ([module, record]) => {
  const { Answers } = await import(module);
  const kept = new Map();
  const storage = {
    setItem: (key, value) => kept.set(key, value),
    getItem: (key) => kept.get(key),
    removeItem: (key) => kept.delete(key),
  };
  const answers = new Answers({ localStorage: storage });
  answers.write("a/b", record);
  const written = [...kept];
  const read = answers.read("a/b");
  answers.write("a/b", null);
  return { written, read, left: kept.size, keeps: answers.keeps };
}"""
REFUSE = """async ([module, record, storage]) => {
  const { Answers } = await import(module);
  const refuse = () => { throw new DOMException("full", "QuotaExceededError"); };
  const localStorage = storage ? { getItem: () => null, setItem: refuse, removeItem: refuse } : null;
  const answers = new Answers({ localStorage });
  const before = answers.keeps;
  answers.write("a/b", record);
  const read = answers.read("a/b");
  answers.write("a/b", null);
  return [before, read, answers.keeps, answers.read("a/b")];
}"""


@pytest.fixture
def module(sites: Sites) -> str:
    return f"{sites.cases}assets/js/store.js"


def test_a_record_is_written_under_its_ids_with_version_and_time(bare: Page, module: str) -> None:
    record = {key: SOUND[key] for key in ("choice", "state", "firstRight", "tries")}
    result = bare.evaluate(WRITE, [module, record])
    [[key, text]] = result["written"]
    assert key == "footbridge:answer:a/b"
    assert json.loads(text) == result["read"]
    assert result["read"].pop("changed") > 1_700_000_000_000
    assert result["read"] == record | {"v": 1}
    assert (result["left"], result["keeps"]) == (0, True)


def test_a_sound_record_is_read(bare: Page, module: str) -> None:
    assert bare.evaluate(READ, [module, json.dumps(SOUND)]) == SOUND


def test_what_cannot_be_read_counts_as_none(bare: Page, module: str) -> None:
    assert {text: bare.evaluate(READ, [module, text]) for text in UNSOUND} == dict.fromkeys(UNSOUND)


@pytest.mark.parametrize("storage", [True, False], ids=["a full storage", "no storage"])
def test_memory_serves_where_the_storage_refuses(bare: Page, module: str, storage: bool) -> None:
    record = {key: SOUND[key] for key in ("choice", "state", "firstRight", "tries")}
    before, read, keeps, gone = bare.evaluate(REFUSE, [module, record, storage])
    assert (before, keeps, gone) == (True, False, None)
    assert read.pop("changed") > 1_700_000_000_000
    assert read == record | {"v": 1}
