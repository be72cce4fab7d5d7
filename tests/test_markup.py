"""The Markdown of fields: no raw HTML gets through, links are resolved, and bare text takes the short way unseen."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros import markup
from macros.markup import blocks, fold, inline, links, plain, raw_html, resolve


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain words", "plain words"),
        ("**bold** and *stressed*", "<strong>bold</strong> and <em>stressed</em>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('say "so" & go', "say &quot;so&quot; &amp; go"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("<!-- note -->", "&lt;!-- note --&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](data:text/html,hi)", "[x](data:text/html,hi)"),
        ("https://example.org", "https://example.org"),
        ("{{ quiz }}", "{{ quiz }}"),
    ],
)
def test_a_field_of_one_paragraph_has_no_tag_around_it(text: str, html: str) -> None:
    assert inline(text) == html


def test_a_code_block_stands_behind_the_question_and_is_coloured_as_in_lessons() -> None:
    lead, rest = blocks('What is printed?\n\n```python\nprint("a")\n```')
    assert lead == "What is printed?"
    assert rest.startswith('<pre><code class="language-python">')
    assert '<span class="nb">print</span>' in rest


def test_code_in_a_language_nobody_knows_stays_plain_and_escaped() -> None:
    _, rest = blocks("Look:\n\n```no-such-language\n<b>\n```")
    assert "&lt;b&gt;" in rest
    assert "<span" not in rest


def test_a_field_that_begins_with_a_block_has_no_lead() -> None:
    lead, rest = blocks("- one\n- two")
    assert lead == ""
    assert rest.startswith("<ul>")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\x00"), max_size=30))
@example("1. one")
@example("+ plus")
@example("a  ")
@example("\ta")
@example("a\\")
@example("===")
@example("a\x0bb")
def test_the_short_way_for_bare_text_gives_what_the_parser_gives(text: str) -> None:
    text = text.strip()
    if markup._is_bare(text):
        assert markup._parser().render(text) == (f"<p>{text}</p>\n" if text else "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Not**  `x_y`", "Not x_y"),
        ("a [link](b.md#c) here", "a link here"),
        ("two\nlines", "two lines"),
        ("&lt;b&gt;", "<b>"),
        ("  spaced   out ", "spaced out"),
        ("", ""),
    ],
)
def test_plain_text_has_no_marks_and_single_spaces(text: str, words: str) -> None:
    assert plain(text) == words


def test_folding_ignores_marks_case_space_and_end_punctuation() -> None:
    assert fold("**At  Noon!**") == fold("at noon") == "at noon"
    assert fold("Straße") == fold("STRASSE")
    assert fold("at noon") != fold("at night")


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("no link", []),
        ("[a](x.md) ![b](y.svg)", ["x.md", "y.svg"]),
        ("<https://example.org>", ["https://example.org"]),
        ("`[a](x.md)`", []),
        ("[a]()", []),
    ],
)
def test_links_are_found_and_code_is_not_searched(text: str, targets: list[str]) -> None:
    assert links(text) == targets


@pytest.mark.parametrize("text", ["<b>bold</b>", "a <br> b", "</div>", "<!-- x -->", "<?php"])
def test_raw_html_is_found(text: str) -> None:
    assert raw_html(text) is not None


@pytest.mark.parametrize("text", ["a < b", "`<b>`", "5 <6", "<3", "<https://example.org>"])
def test_what_only_looks_like_html_is_left_alone(text: str) -> None:
    assert raw_html(text) is None


@pytest.mark.parametrize(
    ("target", "page", "address"),
    [
        ("decide/roles.md", "", "decide/roles/"),
        ("decide/roles.md#a", "", "decide/roles/#a"),
        ("decide/roles.md#a", "decide/roles/", "#a"),
        ("decide/roles.md", "decide/roles/", "./"),
        ("decide/roles.md#a", "plan/months/", "../../decide/roles/#a"),
        ("decide/index.md", "decide/roles/", "../"),
        ("index.md", "decide/roles/", "../../"),
        ("index.md", "", "./"),
        ("assets/a.svg", "decide/roles/", "../../assets/a.svg"),
        ("decide/roles.md", "404.html", "decide/roles/"),
        ("https://example.org/a.md", "decide/", "https://example.org/a.md"),
        ("mailto:a@example.org", "", "mailto:a@example.org"),
        ("#a", "decide/", "#a"),
        ("//example.org/a", "", "//example.org/a"),
        ("http://[", "", "http://["),
    ],
)
def test_a_link_is_printed_relative_to_its_page(target: str, page: str, address: str) -> None:
    assert resolve(target, page) == address


@pytest.mark.parametrize("target", ["./javascript:alert(1)", "x/../javascript:alert(1)", "./data:text/html,x"])
@pytest.mark.parametrize("page", ["", "404.html", "a/"])
def test_no_relative_path_turns_into_a_scheme(target: str, page: str) -> None:
    assert resolve(target, page).startswith(("./", "../"))


def test_a_reference_without_definition_is_found() -> None:
    assert markup.undefined_reference("see [this][that]") == "[this][that]"
    assert markup.undefined_reference("see [this][]") == "[this][]"
    assert markup.undefined_reference("see `[this][that]`") is None
    assert markup.undefined_reference("an [x](a.md)[y](b.md)") is None


def test_one_paragraph_is_told_from_several_and_from_blocks() -> None:
    assert markup.is_one_paragraph("one")
    assert markup.is_one_paragraph("one *two*\nthree")
    assert not markup.is_one_paragraph("one\n\ntwo")
    assert not markup.is_one_paragraph("- one")
    assert not markup.is_one_paragraph("# one")
    assert markup.begins_with_paragraph("one\n\n- two")
    assert not markup.begins_with_paragraph("- one\n\ntwo")
