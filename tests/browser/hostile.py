"""Strings that try to become markup or script, and a quiz that carries them through every field of every type."""

from typing import Any

import yaml

# A browser that takes any of these for code calls `hacked`.
CORPUS = (
    "<script>hacked()</script>",
    "</script><script>hacked()</script>",
    "<img src=x onerror=hacked()>",
    '"><svg onload=hacked()>',
    "' onfocus='hacked()' autofocus='",
    '" onmouseover="hacked()" x="',
    "</fieldset></form></course-quiz><script>hacked()</script>",
    "</option></select><iframe srcdoc='<script>parent.hacked()</script>'></iframe>",
    "[link](javascript:hacked())",
    '![" onerror=hacked() x="](assets/css/quiz.css "title onerror=hacked()")',
    "<!-- course-quiz hostile --> <!--",
    "]]> &lt;script&gt; &#60;script&#62;",
    "{{ hacked() }} {% raw %} {right}",
    "$& $1 \\u003cscript>",
    "<style>*{display:none}</style>",
)


def hostile_quiz() -> str:
    """Write a quiz file whose every field of free text is hostile."""
    questions: dict[str, Any] = {}
    for number, text in enumerate(CORPUS):
        for kind, fields in _types(text).items():
            asked = {"level": "recall", "objective": "know", "pool": "lesson", "review": "types.md#passage"}
            questions[f"{kind}-{number}"] = {"type": kind, **asked, "ask": text, "hint": text, **fields}
    quiz = {"title": CORPUS[3], "lesson": "hostile.md", "questions": questions}
    return yaml.safe_dump(quiz, allow_unicode=True, sort_keys=False)


def _types(text: str) -> dict[str, dict[str, Any]]:
    def options(*ids: str) -> dict[str, dict[str, str]]:
        return {each: {"text": f"{each} {text}", "why": text} for each in ids}

    return {
        "single": {"options": options("one", "two", "three"), "answer": "one"},
        "multiple": {"options": options("one", "two", "three"), "answer": ["one", "two"]},
        "text": {"accept": [text, "word"], "why": text},
        "number": {"value": 7, "unit": text, "why": text},
        "order": {"options": options("one", "two", "three"), "answer": ["one", "two", "three"]},
        "match": {
            "options": options("one", "two"),
            "targets": {"a": f"a {text}", "b": f"b {text}"},
            "answer": {"one": "a", "two": "b"},
        },
    }
