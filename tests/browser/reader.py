"""What a reader does on a page with questions, by role and label."""

import re

from playwright.sync_api import Locator, Page, expect

# The single-key shortcuts of the theme.
SHORTCUTS = ("n", "p", "f", "s", ".", ",", "/")


def question(page: Page, words: str) -> Locator:
    """Find a question by words of its text."""
    return page.locator("form").filter(has=page.get_by_role("group", name=words))


def check(asked: Locator) -> None:
    asked.get_by_role("button", name="Check").click()


def give_up(asked: Locator) -> None:
    asked.get_by_role("button", name="Show the answer").click()


def status(asked: Locator) -> Locator:
    return asked.get_by_role("status")


def expect_said(asked: Locator, words: str) -> None:
    expect(status(asked)).to_have_text(words)


def note(asked: Locator, option: str) -> Locator:
    """Find what stands beside an option after checking."""
    return asked.locator(".option").filter(has_text=option).locator(".option__note")


def choose(asked: Locator, *options: str) -> None:
    for option in options:
        asked.get_by_label(option, exact=True).check()


def place(asked: Locator, **values: str) -> None:
    """Set lists: the option's words, with _ for a space, and the entry to choose."""
    for option, value in values.items():
        asked.get_by_role("combobox", name=re.compile(f"^{option.replace('_', ' ')}")).select_option(label=value)


def type_answer(asked: Locator, text: str) -> None:
    asked.get_by_role("textbox", name="Your answer").fill(text)


def stored(page: Page, key: str) -> str | None:
    """Give what the browser keeps for a question, `quiz/id`."""
    value = page.evaluate("key => localStorage.getItem(`footbridge:answer:${key}`)", key)
    return None if value is None else str(value)


def store(page: Page, key: str, value: str) -> None:
    page.evaluate("([key, value]) => localStorage.setItem(`footbridge:answer:${key}`, value)", [key, value])


def focus_is_on(page: Page, target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))
