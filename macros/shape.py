"""From what the file holds to the model: what does not fit becomes problems in the author's words."""

from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .model import QUESTION_TYPES, Asked, Matrix, Model, Pairs, Quiz, QuizHead
from .problems import Place, Problem
from .source import Document, Mapping, PathInFile

M = TypeVar("M", bound=Model)
Path = tuple[str, ...]
# A missing field with a rule of its own; every other one is `field-missing`.
MISSING = {
    "answer": "answer-missing",
    "accept": "answer-missing",
    "value": "answer-missing",
    "why": "why-missing",
    "review": "review-missing",
    "objective": "objective-missing",
    "level": "level-missing",
}
PICTURE_KINDS: dict[str, type[Matrix] | type[Pairs]] = {"matrix": Matrix, "pairs": Pairs}


def fit(model: type[M], document: Document, path: Path = ()) -> tuple[M | None, list[Problem]]:
    """Make a `model` of what stands at `path` in the document.

    Gives the object, or None with a problem for each thing that does not fit.
    """
    try:
        return model.model_validate(_at(document.root, path)), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        return None, list(_unique(_problem(detail, model, document, path) for detail in details))


def fit_quiz(document: Document) -> tuple[Quiz, list[Problem]]:
    """Make a quiz of every question that fits, so that one bad question does not hide what others lack."""
    head, problems = fit_head(document)
    questions: dict[str, Any] = {}
    written = document.root.get("questions")
    if not written:
        problems.append(_problem_at(document, ["questions"], "field-missing", _NO_QUESTIONS))
    elif not isinstance(written, Mapping):
        message = "`questions` must be a mapping; write an id and a colon before each question"
        problems.append(_problem_at(document, ["questions"], "field-kind", message))
    else:
        for key in written:
            question, found = fit_question(document, key)
            problems += found
            if question is not None:
                questions[key] = question
    title, lesson = (head.title, head.lesson) if head else ("", "")
    return Quiz.model_construct(title=title, lesson=lesson, questions=questions), problems


_NO_QUESTIONS = "`questions` is missing or empty; add at least one question"


def fit_head(document: Document) -> tuple[QuizHead | None, list[Problem]]:
    """Make the head of a quiz: everything but its questions."""
    head = Mapping(document.root.start)
    head.marks = document.root.marks
    head.update({key: value for key, value in document.root.items() if key != "questions"})
    return fit(QuizHead, Document(document.path, head))


def fit_question(document: Document, key: str) -> tuple[Asked | None, list[Problem]]:
    """Make one question of the type it names."""
    path = ("questions", key)
    data = document.root["questions"][key]
    if not _is_id(key):
        return None, [Problem(document.place(path, key=True), "id-form", _id_advice(key))]
    if not isinstance(data, Mapping):
        message = f"`{key}` must be a mapping; indent its fields below it"
        return None, [_problem_at(document, path, "field-kind", message)]
    return _fit_tagged("type", QUESTION_TYPES, document, path)


def fit_picture(document: Document) -> tuple[Matrix | Pairs | None, list[Problem]]:
    """Make a picture of the kind it names."""
    return _fit_tagged("kind", PICTURE_KINDS, document, ())


def _fit_tagged(
    tag: str, models: AnyMapping[str, type[M]], document: Document, path: Path
) -> tuple[M | None, list[Problem]]:
    written = _at(document.root, path).get(tag)
    if isinstance(written, str) and written in models:
        return fit(models[written], document, path)
    choices = ", ".join(models)
    if written is None:
        rule, message = "field-missing", f"`{tag}` is missing; write one of {choices}"
    else:
        rule, message = "field-choice", f"`{tag}` is {_show(written)}; write one of {choices}{_near(written, models)}"
    return None, [_problem_at(document, [*path, tag], rule, message)]


def _problem_at(document: Document, path: PathInFile, rule: str, message: str) -> Problem:
    return Problem(document.place(path), rule, message)


def _at(root: Mapping, path: Path) -> Any:
    node: Any = root
    for step in path:
        node = node[step]
    return node


def _unique(problems: Iterator[Problem]) -> Iterator[Problem]:
    """Drop a second finding at one place: members of a union each say their own."""
    seen: set[tuple[Place, str]] = set()
    for problem in problems:
        if (problem.place, problem.rule) not in seen:
            seen.add((problem.place, problem.rule))
            yield problem


def _problem(detail: ErrorDetails, model: type[Model], document: Document, prefix: Path) -> Problem:
    path = [*prefix, *detail["loc"]]
    if path[-1] == "[key]":
        return Problem(document.place(path[:-1], key=True), "id-form", _id_advice(str(path[-2])))
    while path and not _exists(document.root, path) and detail["type"] != "missing":
        path.pop()  # the last step names a member of a union, not a field
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    unknown = detail["type"] == "extra_forbidden"
    rule, message = _say(detail, field, model)
    return Problem(document.place(path, key=unknown), rule, message)


def _exists(root: Mapping, path: list[str | int]) -> bool:
    node: Any = root
    for step in path:
        inside = isinstance(node, dict) or (isinstance(node, list) and isinstance(step, int) and step < len(node))
        if not inside or (isinstance(node, dict) and step not in node):
            return False
        node = node[step]
    return True


def _say(detail: ErrorDetails, field: str, model: type[Model]) -> tuple[str, str]:
    """Choose the rule and the sentence for one of pydantic's findings."""
    kind, value = detail["type"], detail["input"]
    if kind == "missing" or value is None:
        message = f"`{field}` is missing or empty; write it{_meaning(model, field)}"
        return MISSING.get(field, "field-missing"), message
    if kind == "extra_forbidden":
        known = [each.alias or key for key, each in model.model_fields.items()]
        return (
            "field-unknown",
            f"`{field}` is not a field here{_near(field, known)}; known are {', '.join(known)}",
        )
    if kind in ("string_type", "tuple_type", "dict_type", "model_type", "float_type", "int_type"):
        return _wrong_kind(kind, field, value)
    if kind == "literal_error":
        choices = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        return (
            "field-choice",
            f"`{field}` is {_show(value)}; write one of {choices}{_near(value, choices.split(', '))}",
        )
    if kind in ("float_parsing", "int_parsing", "finite_number"):
        return "field-number", f"`{field}` is {_show(value)}; write a number such as 12 or 0.5"
    return _wrong_form(detail, field)


def _wrong_kind(kind: str, field: str, value: object) -> tuple[str, str]:
    if field == "answer" and kind == "string_type":
        return (
            "answer-several",
            "a single question has one answer, not a list; name one option or use `type: multiple`",
        )
    if field == "answer" and kind == "tuple_type":
        return "answer-list", "the answer must be a list of option ids; write `answer: [one-id, another-id]`"
    wanted = {
        "string_type": "text",
        "tuple_type": "a list; write `[one, another]`",
        "float_type": "a number",
        "int_type": "a whole number",
    }.get(kind, "a mapping; indent its fields below it")
    return "field-kind", f"`{field}` holds {_kind(value)} but must be {wanted}"


def _wrong_form(detail: ErrorDetails, field: str) -> tuple[str, str]:
    value = detail["input"]
    if detail["type"] == "string_pattern_mismatch":
        if "a-z0-9" in detail["ctx"]["pattern"]:
            return "id-form", _id_advice(str(value))
        if ".md" in detail["ctx"]["pattern"]:
            return (
                "link-form",
                f"`{field}` is {_show(value)}; write a page below docs/ such as decide/roles.md#an-id",
            )
        return (
            "field-form",
            f"`{field}` is {_show(value)}; write a date such as 2026 or 2026-11, or an https address",
        )
    if detail["type"] == "string_too_long":
        return "id-form", _id_advice(str(value))
    reason = detail["msg"].removeprefix("Value error, ")
    return "field-form", f"`{field}` is {_show(value)}; {reason[0].lower()}{reason[1:]}"


def _is_id(key: str) -> bool:
    parts = key.split("-")
    plain = all(part.isascii() and part.isalnum() and part == part.lower() for part in parts)
    return plain and key[0].isalpha() and len(key) <= 60


def _id_advice(key: str) -> str:
    advice = "use lower-case words joined by hyphens, at most 60 characters, such as read-an-advert"
    return f"{_show(key)} is not an id; {advice}"


def _meaning(model: type[Model], field: str) -> str:
    info = model.model_fields.get(field)
    return f" ({info.description.rstrip('.')})" if info and info.description else ""


def _near(value: object, known: AnyMapping[str, object] | list[str]) -> str:
    near = get_close_matches(str(value), list(known), n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""


def _kind(value: object) -> str:
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else _show(value)


def _show(value: object) -> str:
    if isinstance(value, list | dict):
        return _kind(value)
    text = str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
