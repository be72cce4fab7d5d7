"""strings.yml: every word a widget says, described to whoever translates it."""

import re

import pytest

from .conftest import ROOT

LINES = (ROOT / "strings.yml").read_text("utf-8").splitlines()
KEYS = [number for number, line in enumerate(LINES) if re.match(r"\w+:", line)]


def test_the_file_has_keys() -> None:
    assert len(KEYS) > 40


@pytest.mark.parametrize("number", KEYS, ids=lambda number: LINES[number].split(":")[0])
def test_each_key_has_a_comment_directly_above_it(number: int) -> None:
    above = LINES[number - 1]
    assert above.startswith("# ")
    assert len(above.split()) >= 4, "a comment says where the words stand, and what is filled in"


def test_no_two_keys_say_the_same_thing_in_their_comment() -> None:
    above = [LINES[number - 1] for number in KEYS]
    assert sorted(above) == sorted(set(above))
