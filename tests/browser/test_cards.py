"""Practice cards: dealt one at a time, as folded lists, and on paper to be cut."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Browse, Sites
from .reader import focus_is_on, press
from .test_access import faults, press_to

CARDS = "my-course/cards/"
TALK = "What to ask in a short talk (6)"
# A shuffle with this randomness leaves the cards in their order.
IN_ORDER = "Math.random = () => 0.9999; window.print = () => { window.printed = true }"
FIRST, SECOND = "What did you spend most of last week on?", "What did you not expect when you began?"
BACK = "What you learn from it: The work as it is, not as the title says"

SHUFFLE = """async ([module, cards, numbers]) => {
  const { shuffled } = await import(module);
  const random = [...numbers];
  const given = Object.freeze([...cards]);
  return [shuffled(given, () => random.shift()), random.length];
}"""
AFTER = """async ([module, pile, known]) => {
  const { after } = await import(module);
  return after(Object.freeze([...pile]), known);
}"""


@pytest.fixture
def module(sites: Sites) -> str:
    return f"{sites.cases}assets/js/record/deck.js"


@pytest.fixture
def cards(page: Page, sites: Sites) -> Page:
    page.add_init_script(IN_ORDER)
    page.goto(sites.course + CARDS)
    decks(page).select_option(label=TALK)
    return page


def decks(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Cards")


def front(page: Page) -> Locator:
    return page.locator(".dealt__front")


def back(page: Page) -> Locator:
    return page.locator(".dealt__back")


def expect_front(page: Page, words: str, left: int) -> None:
    expect(front(page)).to_be_visible()
    expect(page.locator(".dealt__ask")).to_have_text(words)
    expect(page.get_by_text(f"Cards left: {left}", exact=True)).to_be_visible()
    expect(back(page)).to_be_hidden()
    assert focus_is_on(page, front(page))


def buttons(page: Page) -> list[str]:
    return page.locator("course-cards button:visible").all_inner_texts()


# The pile


@pytest.mark.parametrize(
    ("numbers", "order"),
    [([0.99, 0.99, 0.99], "abcd"), ([0, 0, 0], "bcda"), ([0.5, 0.4, 0.1], "dabc"), ([0.75, 0.0, 0.5], "cbad")],
)
def test_a_shuffle_follows_from_its_randomness(bare: Page, module: str, numbers: list[float], order: str) -> None:
    assert bare.evaluate(SHUFFLE, [module, list("abcd"), numbers]) == [list(order), 0]


def test_a_shuffle_gives_every_order_alike(bare: Page, module: str) -> None:
    # One number for each place from which a card may be taken: 4 × 3 × 2 ways.
    steps = [((a + 0.5) / 4, (b + 0.5) / 3, (c + 0.5) / 2) for a in range(4) for b in range(3) for c in range(2)]
    orders = {"".join(bare.evaluate(SHUFFLE, [module, list("abcd"), each])[0]) for each in steps}
    assert len(orders) == 24


@pytest.mark.parametrize("pile", ["", "a"])
def test_a_pile_of_none_or_one_needs_no_randomness(bare: Page, module: str, pile: str) -> None:
    assert bare.evaluate(SHUFFLE, [module, list(pile), []]) == [list(pile), 0]


def test_what_is_known_leaves_the_pile_and_the_rest_comes_again(bare: Page, module: str) -> None:
    assert bare.evaluate(AFTER, [module, list("abc"), True]) == list("bc")
    assert bare.evaluate(AFTER, [module, list("abc"), False]) == list("bca")
    assert bare.evaluate(AFTER, [module, ["a"], False]) == ["a"]
    assert bare.evaluate(AFTER, [module, ["a"], True]) == []


# One at a time


def test_a_card_shows_its_front_then_its_back(cards: Page) -> None:
    press(cards, "One at a time")
    expect_front(cards, FIRST, 6)
    assert buttons(cards) == ["Turn over", "Stop"]
    press(cards, "Turn over")
    expect(front(cards)).to_be_visible()
    expect(back(cards)).to_have_text(BACK)
    assert focus_is_on(cards, back(cards))
    assert buttons(cards) == ["I knew it", "Again later", "Stop"]


def test_a_known_card_leaves_the_pile(cards: Page) -> None:
    press(cards, "One at a time")
    press(cards, "Turn over")
    press(cards, "I knew it")
    expect_front(cards, SECOND, 5)


def test_a_card_for_later_comes_again_after_the_others(cards: Page) -> None:
    press(cards, "One at a time")
    press(cards, "Turn over")
    press(cards, "Again later")
    expect_front(cards, SECOND, 6)
    know(cards, 5)
    expect_front(cards, FIRST, 1)


def know(page: Page, count: int) -> None:
    for _ in range(count):
        press(page, "Turn over")
        press(page, "I knew it")


def test_the_end_says_so_and_offers_the_pile_once_more(cards: Page) -> None:
    press(cards, "One at a time")
    know(cards, 6)
    end = cards.get_by_text("The pile is done: you knew each of its 6 cards in the end.")
    expect(end).to_be_visible()
    assert focus_is_on(cards, end)
    assert buttons(cards) == ["Once more", "Stop"]
    press(cards, "Once more")
    expect_front(cards, FIRST, 6)


def test_the_cards_can_be_put_away_at_any_time(cards: Page) -> None:
    press(cards, "One at a time")
    press(cards, "Turn over")
    press(cards, "Stop")
    assert buttons(cards) == ["One at a time", "Print these cards"]
    assert focus_is_on(cards, decks(cards))
    press(cards, "One at a time")
    expect_front(cards, FIRST, 6)


def test_the_lists_stay_whole_while_cards_are_dealt(cards: Page) -> None:
    before = cards.locator(".deck").evaluate_all("all => all.map(deck => deck.innerHTML)")
    press(cards, "One at a time")
    know(cards, 3)
    assert cards.locator(".deck").evaluate_all("all => all.map(deck => deck.innerHTML)") == before
    card = cards.locator(".deck details", has_text=FIRST)
    card.locator("summary").click()
    expect(card.get_by_text("The work as it is")).to_be_visible()


def test_the_glossary_is_dealt_in_another_order_than_it_is_written(page: Page, sites: Sites) -> None:
    page.goto(sites.course + CARDS)
    written = page.locator("#cards-glossary summary").all_inner_texts()
    press(page, "One at a time")
    dealt = []
    for _ in range(6):
        dealt.append(page.locator(".dealt__ask").inner_text())
        know(page, 1)
    assert dealt != written[:6]
    assert set(dealt) < set(written)


def test_nothing_about_the_cards_is_kept(cards: Page) -> None:
    before = cards.evaluate("Object.keys(localStorage)")
    press(cards, "One at a time")
    know(cards, 6)
    assert cards.evaluate("Object.keys(localStorage)") == before


def test_a_pile_can_be_worked_through_by_keyboard_alone(cards: Page) -> None:
    decks(cards).focus()
    for name in ("One at a time", "Turn over", "Again later", "Turn over", "I knew it", "Turn over"):
        press_to(cards, cards.get_by_role("button", name=name, exact=True))
        cards.keyboard.press("Enter")
    expect(back(cards)).to_be_visible()
    expect(cards.get_by_text("Cards left: 5", exact=True)).to_be_visible()


# Lists, without scripts


@pytest.fixture
def scriptless(browse: Browse, sites: Sites) -> Page:
    page = browse(java_script_enabled=False)
    page.goto(sites.course + CARDS)
    return page


def test_without_scripts_the_cards_unfold(scriptless: Page) -> None:
    expect(scriptless.get_by_text("Say your answer, then open the card.")).to_be_visible()
    expect(scriptless.locator("course-cards button:visible")).to_have_count(0)
    card = scriptless.locator("#cards-glossary details").first
    expect(card.locator("p")).to_be_hidden()
    card.locator("summary").click()
    expect(card.locator("p")).to_be_visible()


def test_the_contents_lead_to_each_deck(scriptless: Page) -> None:
    scriptless.get_by_role("link", name=TALK).click()
    expect(scriptless.get_by_role("heading", name="What to ask in a short talk")).to_be_in_viewport()


# On paper


def place(card: Locator) -> dict[str, Any]:
    """Say where front and back of a card stand, and how the card is edged."""
    found = card.evaluate(
        """card => {
          const front = card.querySelector("summary").getBoundingClientRect();
          const back = card.querySelector("p").getBoundingClientRect();
          const { borderBlockEndStyle: edge, breakInside } = getComputedStyle(card);
          return { beside: back.left >= front.right - 1, height: back.height, edge, breakInside };
        }"""
    )
    return dict(found)


def test_without_scripts_every_card_prints_with_its_back_beside_its_front(scriptless: Page) -> None:
    scriptless.emulate_media(media="print")
    for card in (
        scriptless.locator("#cards-glossary details").nth(3),
        scriptless.locator("#cards-pay-points details").last,
    ):
        look = place(card)
        assert (look["beside"], look["edge"], look["breakInside"]) == (True, "dashed", "avoid")
        assert look["height"] > 0
    expect(scriptless.get_by_text("Say your answer, then open the card.")).to_be_hidden()
    expect(scriptless.locator(".decks__contents")).to_be_hidden()


def test_the_chosen_deck_prints_alone(cards: Page) -> None:
    press(cards, "Print these cards")
    assert cards.evaluate("printed")
    cards.emulate_media(media="print")
    expect(cards.locator(".deck:visible")).to_have_count(1)
    look = place(cards.locator("#cards-short-talk details").first)
    assert look["beside"]
    assert look["height"] > 0
    expect(cards.locator("course-cards button:visible")).to_have_count(0)
    cards.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(cards.locator(".deck:visible")).to_have_count(4)


# Access


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest, browse: Browse) -> Iterator[Page]:
    yield browse(color_scheme=request.param, viewport={"width": 320, "height": 700})


def test_axe_finds_nothing_and_nothing_scrolls_sideways_in_any_state(look: Page, sites: Sites) -> None:
    def expect_fine() -> None:
        assert faults(look) == []
        assert look.evaluate("document.documentElement.scrollWidth") <= 320
        targets = look.locator("course-cards :is(button, select, summary):visible, .decks__contents a")
        assert not targets.evaluate_all("all => all.filter(each => each.getBoundingClientRect().height < 43.9).length")

    look.goto(sites.course + CARDS)
    decks(look).select_option(label=TALK)
    expect_fine()
    press(look, "One at a time")
    expect_fine()
    press(look, "Turn over")
    expect_fine()
    press(look, "I knew it")
    know(look, 5)
    expect_fine()


def test_forced_colours_keep_the_cards_clear(browse: Browse, sites: Sites) -> None:
    page = browse(forced_colors="active")
    page.goto(sites.course + CARDS)
    press(page, "One at a time")
    press(page, "Turn over")
    assert faults(page) == []
