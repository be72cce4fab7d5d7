"""A page of docs/: front matter, headings, macro calls, links and words, each with the line it stands on."""

import pytest

from macros.page import Page, read_page, split_matter
from macros.problems import Place

LESSON = """\
---
title: The day
objectives: {one: Name it}
---

# The day { .big }

{{ lesson_goals() }}

One [link](a.md#b), ![a picture](c.svg) and {{ fact("hours") }} in a line.

## Noon *and* `midnight` { #noon .x }

Setext heading { #set }
-----------------------

<a href="d.md" id="raw">raw</a>
<img src="e.png" srcset="f.png 1x, g.png 2x">

/// note | A note
A [link](inside.md) in a block.
///

```
## no heading
[no link](no.md)
```

{{ question("day", "highest") }}
"""


def page_of(text: str) -> Page:
    page, problems = read_page("unit/day.md", text)
    assert problems == []
    return page


@pytest.fixture(scope="module")
def lesson() -> Page:
    return page_of(LESSON)


def test_headings_have_level_text_id_and_line(lesson: Page) -> None:
    assert [(each.level, each.text, each.id, each.place.line) for each in lesson.headings] == [
        (1, "The day", None, 6),
        (2, "Noon and midnight", "noon", 12),
        (2, "Setext heading", "set", 14),
    ]


def test_links_are_found_in_markdown_raw_html_and_blocks_but_not_in_code(lesson: Page) -> None:
    assert [(each.target, each.place.line, each.place.column) for each in lesson.links] == [
        ("a.md#b", 10, 12),
        ("c.svg", 10, 34),
        ("d.md", 17, 10),
        ("e.png", 18, 11),
        ("f.png", 18, 26),
        ("g.png", 18, 36),
        ("inside.md", 21, 10),
    ]


def test_ids_of_raw_html_are_found(lesson: Page) -> None:
    assert [(name, place.line) for name, place in lesson.html_ids] == [("raw", 17)]


def test_calls_have_name_arguments_place_and_whether_they_stand_alone(lesson: Page) -> None:
    assert [(each.name, each.arguments, each.alone, each.place.line, each.place.column) for each in lesson.calls] == [
        ("lesson_goals", (), True, 8, 1),
        ("fact", ("hours",), False, 10, 45),
        ("question", ("day", "highest"), True, 29, 1),
    ]


def test_places_name_the_file_below_docs(lesson: Page) -> None:
    assert lesson.place(3, 4) == Place("docs/unit/day.md", 3, 4)
    assert {each.place.path for each in lesson.headings} == {"docs/unit/day.md"}


def test_the_title_is_the_first_heading_then_the_front_matter_then_the_path(lesson: Page) -> None:
    assert lesson.title == "The day"
    assert page_of("---\ntitle: Written\n---\n\n## No first heading { #a }\n").title == "Written"
    assert page_of("text").title == "unit/day.md"


def test_front_matter_is_read_with_its_places(lesson: Page) -> None:
    assert lesson.has_matter
    assert lesson.matter.root == {"title": "The day", "objectives": {"one": "Name it"}}
    assert lesson.matter.place(["title"]) == Place("docs/unit/day.md", 2, 8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text\n", (None, "text\n", 1)),
        ("", (None, "", 1)),
        ("---\na: 1\n---\ntext\n", ("a: 1", "text\n", 4)),
        ("---\na: 1\n...\ntext\n", ("a: 1", "text\n", 4)),
        ("---\n---\ntext\n", ("", "text\n", 3)),
        ("---\nnever closed\n", (None, "---\nnever closed\n", 1)),
        ("\n---\na: 1\n---\n", (None, "\n---\na: 1\n---\n", 1)),
    ],
)
def test_front_matter_stands_between_two_lines_at_the_very_top(
    text: str, expected: tuple[str | None, str, int]
) -> None:
    assert split_matter(text) == expected


def test_broken_front_matter_is_named_on_its_line_and_the_page_is_read_all_the_same() -> None:
    page, [problem] = read_page("a.md", "---\ntitle: [x\n---\n\n# Title\n")
    assert (problem.rule, problem.place.path) == ("yaml-syntax", "docs/a.md")
    assert problem.place.line in (2, 3)
    assert page.title == "Title"


@pytest.mark.parametrize("braces", ["{{ quiz(", '{{ quiz("a" }}', "{% if", "{#- open", "{{ }}"])
def test_braces_that_do_not_close_are_named_on_their_line(braces: str) -> None:
    page, [problem] = read_page("a.md", f"---\ntitle: x\n---\n\ntext\n\n{braces}\n")
    assert (problem.rule, problem.place) == ("macro-syntax", Place("docs/a.md", 7))
    assert page.calls == ()


@pytest.mark.parametrize(
    "braces",
    ["{{ " + "(" * 5_000, "{{ " + "[" * 5_000 + "]" * 5_000 + " }}", "{{ " + "1" * 5_000 + " }}", "{{ [" * 2_000],
    ids=["open", "nested", "digits", "again"],
)
def test_braces_that_hold_too_much_are_a_problem_and_no_traceback(braces: str) -> None:
    assert [each.rule for each in read_page("a.md", braces)[1]] == ["macro-syntax"]


def test_braces_between_raw_are_text() -> None:
    page = page_of('{% raw %}{{ quiz("x") }}{% endraw %}')
    assert page.calls == ()


@pytest.mark.parametrize(
    "call",
    [
        "{{ 1 + 2 }}",
        "{{ page.title }}",
        "{% set a = 1 %}",
        "{{ " + "+ ".join("a" * 5_000) + " }}",
        '{{ "a" }}',
        '{{ x.quiz("a") }}',
    ],
    ids=["sum", "attribute", "statement", "long sum", "text", "method"],
)
def test_braces_that_call_no_macro_are_calls_without_a_name(call: str) -> None:
    assert [each.name for each in page_of(call).calls] == [""]


@pytest.mark.parametrize(
    "line", ['  {{ quiz("a") }}', 'text {{ quiz("a") }}', '{{ quiz("a") }} text', '- {{ quiz("a") }}']
)
def test_a_call_with_anything_beside_it_does_not_stand_alone(line: str) -> None:
    assert [each.alone for each in page_of(line).calls] == [False]


def test_two_calls_on_one_line_do_not_stand_alone() -> None:
    assert [each.alone for each in page_of('{{ quiz("a") }}{{ quiz("b") }}').calls] == [False, False]


def test_words_are_counted_without_code_blocks_macros_and_block_signs() -> None:
    text = "one two {{ fact('x') }} three\n\n```\nnot counted\n```\n\n/// note\nfour\n///\n\n## five { #six }\n"
    assert page_of(text).words == 5


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (200, 1), (201, 2), (1000, 5)])
def test_reading_minutes_are_rounded_up_and_never_none(words: int, minutes: int) -> None:
    assert page_of("word " * words).minutes == minutes


def test_a_reference_without_definition_is_named_where_it_stands() -> None:
    page, [problem] = read_page("a.md", "one\n\ntwo [three][four]\n\n[five][six]\n\n[six]: b.md\n")
    assert (problem.rule, problem.place) == ("link-reference", Place("docs/a.md", 3, 5))
    assert "four" in problem.message
    assert [each.target for each in page.links] == ["b.md"]


@pytest.mark.parametrize(
    "html", ["<div>\n<![foo[ x ]]>\n</div>", "<div>\n<![ x ]]>\n</div>", "<p <p <p", "<!DOCTYPE", "<?x"]
)
def test_html_that_no_parser_likes_is_no_traceback(html: str) -> None:
    page, problems = read_page("a.md", f'<a href="before.md">x</a>\n\n{html}\n')
    assert problems == []
    assert [each.target for each in page.links] == ["before.md"]


@pytest.mark.parametrize("opening", ["[", "> ", "*a ", "<div>", "- ", "!["])
def test_deep_nesting_in_markdown_hides_nothing_that_follows(opening: str) -> None:
    page, _ = read_page("a.md", f"{opening * 5_000}\n\n# After\n")
    assert [each.text for each in page.headings] == ["After"]


@pytest.mark.parametrize("piece", ["{{ ", "{#a", "{ #", "`", "<a ", "[x]("])
def test_a_megabyte_of_openings_is_read_in_one_go(piece: str) -> None:
    page, _ = read_page("long.md", piece * (200_000 // len(piece)))
    assert page.words >= 0
