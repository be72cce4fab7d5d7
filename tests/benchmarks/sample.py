"""Made-up courses of any size, for measuring: the same words as a quiz, as plain Markdown, and for mkdocs-quiz."""

import random
from pathlib import Path

WORDS = """
model data key team score post role skill proof task end ask week plan look test fault
user tool price bound worth stock choice page source sum note help change
""".split()  # noqa: SIM905  a list of fifty quoted words is no easier to read
TYPES = ("single", "single", "single", "multiple", "single", "text", "order", "match")
OPTION_IDS = ("first-way", "second-way", "third-way", "fourth-way")


def text(words: int, seed: str) -> str:
    """Give a sentence of so many words; one in eight carries Markdown, as in the real bank."""
    chooser = random.Random(f"d{seed}")  # noqa: S311  reproducible filler, no secret
    chosen = [chooser.choice(WORDS) for _ in range(words - 1)]
    last = f"`{seed[-4:]}`" if chooser.random() < 1 / 8 else seed.replace("/", "-").replace(".", "-")[-12:]
    return " ".join([*chosen, last]).capitalize()


def ask(seed: str) -> str:
    """Give a question of eighteen words in three sentences."""
    return f"{text(6, seed + '.who')}. {text(6, seed + '.what')}. {text(6, seed)}?"


def prose(page: str) -> str:
    """Give the text of a lesson without its questions: about 900 words under six headings."""
    parts = []
    for section in range(6):
        parts.append(f"## Part {section} {{ #part-{section} }}")
        parts += [f"{text(25, f'{page}.{section}.{at}')}. {text(24, f'{page}.{section}.{at}b')}." for at in range(3)]
    return "\n\n".join(parts)


def quiz_yaml(name: str, lesson: str, questions: int) -> str:
    """Give a valid quiz file with so many questions."""
    lines = [f"title: {text(4, name)}", f"lesson: {lesson}", "questions:"]
    for at in range(questions):
        lines += _question(f"{name}.{at}", f"question-{at}", TYPES[at % len(TYPES)], lesson)
    return "\n".join(lines) + "\n"


def _question(seed: str, key: str, kind: str, lesson: str) -> list[str]:
    head = [
        f"  {key}:",
        f"    type: {kind}",
        "    level: apply",
        "    objective: know-it",
        "    pool: lesson",
        f'    ask: "{ask(seed)}"',
        f"    review: {lesson}#part-1",
    ]
    if kind == "text":
        return [*head, f'    accept: ["{seed}", "{seed} b"]', f'    why: "{text(18, seed + ".why")}."']
    ids = OPTION_IDS[:3] if kind == "match" else OPTION_IDS
    options = [
        f'      {each}: {{text: "{text(7, seed + each)}", why: "{text(18, seed + each + "why")}."}}' for each in ids
    ]
    answers = {
        "single": OPTION_IDS[len(seed) % 4],
        "multiple": "[first-way, third-way]",
        "order": "[third-way, first-way, fourth-way, second-way]",
        "match": "{first-way: one, second-way: two, third-way: one}",
    }
    targets = ["    targets: {one: One thing, two: Another thing}"] if kind == "match" else []
    return [*head, "    options:", *options, *targets, f"    answer: {answers[kind]}"]


def quiz_markdown(name: str, questions: int) -> str:
    """Give the same words as Markdown: a paragraph a question, a list of options, a list of reasons."""
    parts = []
    for at in range(questions):
        seed, kind = f"{name}.{at}", TYPES[at % len(TYPES)]
        parts.append(f"Question {at + 1} of {questions}: {ask(seed)}")
        if kind == "text":
            parts.append(f"Answer: {seed}. {text(18, seed + '.why')}.")
            continue
        ids = OPTION_IDS[:3] if kind == "match" else OPTION_IDS
        parts.append("\n".join(f"- {text(7, seed + each)}" for each in ids))
        parts.append("Answer and reasons")
        parts.append("\n".join(f"- {text(7, seed + each)}: {text(18, seed + each + 'why')}." for each in ids))
        parts.append("[Read again: Part 1](#part-1)")
    return "\n\n".join(parts)


def quiz_for_mkdocs_quiz(name: str, questions: int) -> str:
    """Give the same words for mkdocs-quiz, which knows choices alone: every question becomes one."""
    parts = []
    for at in range(questions):
        seed = f"{name}.{at}"
        options = [
            f"- [{'x' if number == 1 else ' '}] {text(7, seed + each)}\n  > {text(18, seed + each + 'why')}."
            for number, each in enumerate(OPTION_IDS)
        ]
        parts.append("<quiz>\n" + f"{ask(seed)}\n" + "\n".join(options) + "\n</quiz>")
    return "\n\n".join(parts)


MATTER = """---
title: Page {name}
description: A page to measure.
unit: unit
takeaway: Nothing but time
objectives:
  know-it: Know it
sources: []
---

# Page {name}

"""


def write_course(root: Path, pages: int, questions: int, form: str, *, bare: bool = False) -> None:
    """Write a course of so many pages; `form` is quiz, lists or mkdocs-quiz; bare pages have no prose."""
    for folder in ("docs", "quizzes", "worksheets", "tables", "pictures"):
        (root / folder).mkdir(parents=True)
    (root / "docs" / "index.md").write_text("---\ntitle: Start\ndescription: The start.\n---\n\n# Start\n", "utf-8")
    for number in range(pages):
        name = f"page-{number}"
        if form == "quiz":
            (root / "quizzes" / f"{name}.yml").write_text(quiz_yaml(name, f"{name}.md", questions), "utf-8")
            asked = f'{{{{ quiz("{name}") }}}}'
        else:
            asked = (quiz_markdown if form == "lists" else quiz_for_mkdocs_quiz)(name, questions)
        text_of_page = "## Part 1 { #part-1 }" if bare else prose(name)
        page = f"{MATTER.format(name=name)}{text_of_page}\n\n{asked}\n"
        (root / "docs" / f"{name}.md").write_text(page, "utf-8")
