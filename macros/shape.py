"""From what the file holds to the model: what does not fit becomes problems in the author's words."""

from collections.abc import Iterator, Mapping as AnyMapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .model import QUESTION_TYPES, Asked, Matrix, Model, Pairs, Quiz, QuizHead
from .problems import Place, Problem
from .source import Items, Mapping, locate

M = TypeVar("M", bound=Model)
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


def fit(
    model: type[M], data: AnyMapping[str, Any], root: Mapping, name: str, prefix: tuple[str, ...] = ()
) -> tuple[M | None, list[Problem]]:
    """Make a `model` of `data`, which stands at `prefix` in the file `name` read as `root`.

    Gives the object, or None with a problem for each thing that does not fit.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        return None, list(_unique(_problem(detail, model, root, name, prefix) for detail in details))


def fit_quiz(root: Mapping, name: str) -> tuple[Quiz, list[Problem]]:
    """Make a quiz of every question that fits, so that one bad question does not hide what others lack."""
    head_data = {key: value for key, value in root.items() if key != "questions"}
    head, problems = fit(QuizHead, head_data, root, name)
    questions: dict[str, Asked] = {}
    written = root.get("questions")
    if not isinstance(written, Mapping):
        problems.append(_no_questions(root, name, written))
        written = Mapping(root.start)
    elif not written:
        problems.append(_no_questions(root, name, None))
    for key, data in written.items():
        question, found = fit_question(key, data, root, name)
        problems += found
        if question is not None:
            questions[key] = question
    title, lesson = (head.title, head.lesson) if head else ("", "")
    return Quiz.model_construct(title=title, lesson=lesson, questions=questions), problems


def _no_questions(root: Mapping, name: str, written: object) -> Problem:
    place = locate(root, ["questions"], name)
    if written is None:
        return Problem(place, "field-missing", "`questions` is missing or empty; add at least one question")
    return Problem(
        place, "field-kind", "`questions` must be a mapping of ids; write `an-id:` before each question"
    )


def fit_question(key: str, data: object, root: Mapping, name: str) -> tuple[Asked | None, list[Problem]]:
    """Make one question of the type it names."""
    place = locate(root, ["questions", key], name, key=True)
    if not _is_id(key):
        return None, [Problem(place, "id-form", _id_advice(key))]
    if not isinstance(data, Mapping):
        return None, [Problem(place, "field-kind", f"`{key}` must be a mapping; indent its fields below it")]
    return _fit_tagged("type", QUESTION_TYPES, data, root, name, ("questions", key))


def fit_picture(root: Mapping, name: str) -> tuple[Matrix | Pairs | None, list[Problem]]:
    """Make a picture of the kind it names."""
    return _fit_tagged("kind", PICTURE_KINDS, root, root, name, ())


def _fit_tagged(
    tag: str,
    models: AnyMapping[str, type[M]],
    data: Mapping,
    root: Mapping,
    name: str,
    prefix: tuple[str, ...],
) -> tuple[M | None, list[Problem]]:
    written = data.get(tag)
    if isinstance(written, str) and written in models:
        return fit(models[written], data, root, name, prefix)
    place = locate(root, [*prefix, tag], name)
    choices = ", ".join(models)
    if written is None:
        return None, [Problem(place, "field-missing", f"`{tag}` is missing; write one of {choices}")]
    return None, [
        Problem(place, "field-choice", f"`{tag}` is {_show(written)}; write one of {choices}{_near(written, models)}")
    ]


def _unique(problems: Iterator[Problem]) -> Iterator[Problem]:
    """Drop a second finding at one place: members of a union each say their own."""
    seen: set[tuple[Place, str]] = set()
    for problem in problems:
        if (problem.place, problem.rule) not in seen:
            seen.add((problem.place, problem.rule))
            yield problem


def _problem(
    detail: ErrorDetails, model: type[Model], root: Mapping, name: str, prefix: tuple[str, ...]
) -> Problem:
    path = [*prefix, *detail["loc"]]
    if path[-1] == "[key]":
        key = str(path[-2])
        return Problem(locate(root, path[:-1], name, key=True), "id-form", _id_advice(key))
    while path and not _exists(root, path) and detail["type"] != "missing":
        path.pop()  # the last step names a member of a union, not a field
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    unknown = detail["type"] == "extra_forbidden"
    rule, message = _say(detail, field, model)
    return Problem(locate(root, path, name, key=unknown), rule, message)


def _exists(root: Mapping, path: list[str | int]) -> bool:
    node: Any = root
    for step in path:
        if isinstance(node, Mapping) and step in node:
            node = node[step]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return False
    return True


def _say(detail: ErrorDetails, field: str, model: type[Model]) -> tuple[str, str]:
    """Choose the rule and the sentence for one of pydantic's findings."""
    kind, value = detail["type"], detail["input"]
    if kind == "missing" or value is None:
        return MISSING.get(field, "field-missing"), f"`{field}` is missing or empty; write it{_meaning(model, field)}"
    if kind == "extra_forbidden":
        known = [each.alias or key for key, each in model.model_fields.items()]
        return "field-unknown", f"`{field}` is not a field here{_near(field, known)}; known are {', '.join(known)}"
    if kind in ("string_type", "tuple_type", "dict_type", "model_type", "float_type", "int_type"):
        return _wrong_kind(kind, field, value)
    if kind == "literal_error":
        choices = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        return "field-choice", f"`{field}` is {_show(value)}; write one of {choices}{_near(value, choices.split(', '))}"
    if kind in ("float_parsing", "int_parsing", "finite_number"):
        return "field-number", f"`{field}` is {_show(value)}; write a number such as 12 or 0.5"
    return _wrong_form(detail, field)


def _wrong_kind(kind: str, field: str, value: object) -> tuple[str, str]:
    if field == "answer" and kind == "string_type":
        return "answer-several", "a single question has one answer, not a list; name one option or use `type: multiple`"
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
            return "link-form", f"`{field}` is {_show(value)}; write a page below docs/ such as decide/roles.md#an-id"
        return "field-form", f"`{field}` is {_show(value)}; write a date such as 2026 or 2026-11, or an https address"
    if detail["type"] == "string_too_long":
        return "id-form", _id_advice(str(value))
    reason = detail["msg"].removeprefix("Value error, ")
    return "field-form", f"`{field}` is {_show(value)}; {reason[0].lower()}{reason[1:]}"


def _is_id(key: str) -> bool:
    parts = key.split("-")
    plain = all(part.isascii() and part.isalnum() and part == part.lower() for part in parts)
    return plain and key[0].isalpha() and len(key) <= 60


def _id_advice(key: str) -> str:
    return f"{_show(key)} is not an id; use lower-case words joined by hyphens, at most 60 characters, such as read-an-advert"


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
