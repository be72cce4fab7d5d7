"""From what the file holds to the model: what does not fit becomes problems in the author's words."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from . import model as forms
from .model import PICTURE_KINDS, QUESTION_TYPES, Asked, Model, Option, Picture, Quiz, QuizHead, Single
from .problems import Problem
from .source import Document, Mapping, PathInFile

M = TypeVar("M", bound=Model)
Path = tuple[str, ...]
# A missing field of a question with a rule of its own; every other one is `field-missing`.
MISSING = {
    "answer": "answer-missing",
    "accept": "answer-missing",
    "value": "answer-missing",
    "why": "why-missing",
    "review": "review-missing",
    "objective": "objective-missing",
    "level": "level-missing",
}
# What to do where a mapping belongs and something else stands; without an entry, INDENT.
INDENT = "indent its fields below it"
MAPPING_ADVICE = {
    "questions": "write an id and a colon before each question",
    "options": "write an id and a colon before each option",
    "targets": "write an id and a colon before each target",
    "objectives": "write an id and a colon before each objective",
    "parts": "write an id and a colon before each part",
    "fields": "write an id and a colon before each field",
    "answer": "write `option-id: target-id` for each option",
}
WRONG_KIND = {
    "string_type": "text; put it into quotation marks",
    "tuple_type": "a list; write [one, another]",
    "float_type": "a number; write one such as 12 or 0.5",
    "int_type": "a whole number; write one such as 12",
}
WRONG_NUMBER = {
    "too_long": "write at most {max_length}",
    "too_short": "write at least {min_length}",
    "float_parsing": "write a number such as 12 or 0.5",
    "int_parsing": "write a whole number such as 12",
    "finite_number": "write a number such as 12 or 0.5",
    "greater_than_equal": "write {ge:g} or more",
    "less_than_equal": "write {le:g} or less",
}


def fit(model: type[M], document: Document, path: Path = ()) -> tuple[M | None, list[Problem]]:
    """Make a `model` of what stands at `path` in the document.

    Gives the object, or None with a problem for each thing that does not fit.
    """
    try:
        return model.model_validate(_at(document.root, path)), []
    except ValidationError as error:
        details = _without_twins(error.errors(include_url=False, include_context=True))
        problems = [_problem(detail, model, document, path) for detail in details]
        return None, _once(problems)


def _once(problems: list[Problem]) -> list[Problem]:
    """Drop what says the same again: members of a union each complain, and the plainest word is enough."""
    told = {each.place for each in problems if "none of its forms" not in each.message}
    return [
        each for each in dict.fromkeys(problems) if "none of its forms" not in each.message or each.place not in told
    ]


def fit_quiz(document: Document) -> tuple[Quiz, list[Problem]]:
    """Make a quiz of every question that fits, so that one bad question does not hide what others lack."""
    head, problems = fit_head(document)
    questions: dict[str, Any] = {}
    written = document.root.get("questions")
    if not written:
        problems.append(_problem_at(document, ["questions"], "field-missing", _NO_QUESTIONS))
    elif not isinstance(written, Mapping):
        message = f"`questions` holds {_kind(written)} but must be a mapping; {MAPPING_ADVICE['questions']}"
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
        rule = "field-missing" if data is None else "field-kind"
        message = f"`{key}` holds {_kind(data)} but must be a mapping; {INDENT}"
        return None, [_problem_at(document, path, rule, message)]
    return _fit_tagged("type", QUESTION_TYPES, document, path)


def fit_picture(document: Document) -> tuple[Picture | None, list[Problem]]:
    """Make a picture of the kind it names."""
    return _fit_tagged("kind", PICTURE_KINDS, document, ())


def _fit_tagged(
    tag: str, models: AnyMapping[str, type[M]], document: Document, path: Path
) -> tuple[M | None, list[Problem]]:
    written = _at(document.root, path).get(tag)
    if isinstance(written, str) and written in models:
        return fit(models[written], document, path)
    rule, message = _wrong_tag(tag, written, models)
    return None, [_problem_at(document, [*path, tag], rule, message)]


def _wrong_tag(tag: str, written: object, known: Iterable[str]) -> tuple[str, str]:
    choices = ", ".join(known)
    if not written:
        return "field-missing", f"`{tag}` is missing; write one of {choices}"
    return "field-choice", f"`{tag}` is {_show(written)}; write one of {choices}{near(written, known)}"


def _problem_at(document: Document, path: PathInFile, rule: str, message: str) -> Problem:
    return Problem(document.place(path), rule, message)


def _at(root: Mapping, path: Path) -> Any:
    node: Any = root
    for step in path:
        node = node[step]
    return node


def _without_twins(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop a missing field that stands beside a misspelt one: that is one slip."""
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    return [
        detail
        for detail in details
        if detail["type"] != "missing"
        or not any(
            loc[:-1] == detail["loc"][:-1] and get_close_matches(str(loc[-1]), [str(detail["loc"][-1])])
            for loc in unknown
        )
    ]


def _problem(detail: ErrorDetails, model: type[Model], document: Document, prefix: Path) -> Problem:
    if detail["type"].startswith("union_tag"):
        return _tag_problem(detail, model, document, prefix)
    steps = list(_walk(model, detail["loc"]))
    model = [model, *(kind for _, kind, _ in steps[:-1] if _is_model(kind))][-1]
    loc = tuple(step for step, _, is_tag in steps if not is_tag)
    if loc[-1] == "[key]" and detail["type"] != "extra_forbidden":  # the key itself, unless an author wrote just that
        return Problem(document.place([*prefix, *loc[:-1]], key=True), "id-form", _id_advice(str(loc[-2])))
    missing = detail["type"] == "missing"
    path = [*prefix, *loc[: len(loc) - missing]]
    while not _exists(document.root, path):
        path.pop()  # names a member of a union, not a field
    union = len(path) + missing < len(prefix) + len(loc)
    if union and detail["input"] is not None:
        known = next((str(step) for step in reversed(path) if step in model.model_fields), "")
        message = f"`{path[-1]}` has none of its forms; write it{_meaning(model, known)}"
        return Problem(document.place(path), "field-form", message)
    way = path if union else [*prefix, *loc]
    field = next((str(step) for step in reversed(way) if isinstance(step, str)), "")
    unknown = detail["type"] == "extra_forbidden"
    rule, message = _say(detail, field, model)
    return Problem(document.place(path, key=unknown), rule, message)


def _tag_problem(detail: ErrorDetails, model: type[Model], document: Document, prefix: Path) -> Problem:
    """Say that the field which tells the kind of a thing is missing or wrong, or that the thing is no mapping."""
    tag = str(detail["ctx"]["discriminator"]).strip("'")
    path: list[str | int] = [*prefix, *detail["loc"]]
    if not isinstance(detail["input"], Mapping):
        message = f"`{path[-1]}` holds {_kind(detail['input'])} but must be a mapping; {INDENT}"
        return _problem_at(document, path, "field-kind", message)
    *_, (_, union, _) = _walk(model, detail["loc"])
    members = get_args(get_args(union)[0])
    known = [word for member in members for word in _tags(member, tag)]
    return _problem_at(document, [*path, tag], *_wrong_tag(tag, detail["input"].get(tag), known))


def _tags(member: type[Model], tag: str) -> tuple[str, ...]:
    return get_args(member.model_fields[tag].annotation) if tag in member.model_fields else ()


def _walk(model: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[str | int, Any, bool]]:
    """Follow pydantic's steps down the annotations: each step, what stands there, whether the step names its kind.

    A step that names the kind of a thing stands in no file.
    """
    kind = model
    for step in loc:
        tagged = [each for each in _members(kind) if _is_model(each) and step in _all_tags(each)]
        if tagged:
            kind = tagged[0]
        elif _is_model(kind):
            named = (each.annotation for name, each in kind.model_fields.items() if step in (name, each.alias))
            kind = _required(next(named, None))
        else:
            inner = get_args(kind) if get_origin(kind) in (dict, tuple) else (None,)
            kind = _required(inner[-1] if get_origin(kind) is dict else inner[0])
        yield step, kind, bool(tagged)


def _members(kind: Any) -> tuple[Any, ...]:
    return get_args(get_args(kind)[0]) if get_origin(kind) is Annotated else ()


def _required(kind: Any) -> Any:
    """Give what may stand where something is optional."""
    members = [each for each in get_args(kind) if each is not type(None)]
    is_optional = get_origin(kind) in (Union, UnionType) and len(members) == 1
    return members[0] if is_optional else kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def _all_tags(kind: type[Model]) -> list[str]:
    literals = (each.annotation for each in kind.model_fields.values() if get_origin(each.annotation) is Literal)
    return [word for literal in literals for word in get_args(literal)]


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
    if kind == "extra_forbidden":
        known = [each.alias or key for key, each in model.model_fields.items()]
        return "field-unknown", f"`{field}` is not a field here{near(field, known)}; known are {', '.join(known)}"
    if kind == "missing" or value is None or str(value).strip() == "":
        return _missing(detail, field, model)
    if kind in (
        "string_type",
        "tuple_type",
        "dict_type",
        "model_type",
        "model_attributes_type",
        "float_type",
        "int_type",
    ):
        return _wrong_kind(detail, field, model)
    if kind == "literal_error":
        choices = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        advice = f"write one of {choices}{near(value, choices.split(', '))}"
        return "field-choice", f"`{field}` is {_show(value)}; {advice}"
    if kind in WRONG_NUMBER:
        return "field-number", f"`{field}` is {_show(value)}; {WRONG_NUMBER[kind].format_map(detail.get('ctx', {}))}"
    return _wrong_form(detail, field, model)


def _missing(detail: ErrorDetails, field: str, model: type[Model]) -> tuple[str, str]:
    if detail["loc"][:1] == ("accept",) and len(detail["loc"]) > 1:
        return "accept-empty", "an accepted answer is empty; write it or remove it"
    rule = MISSING.get(field, "field-missing") if model in (*QUESTION_TYPES.values(), Option) else "field-missing"
    return rule, f"`{field}` is missing or empty; write it{_meaning(model, field)}"


def _wrong_kind(detail: ErrorDetails, field: str, model: type[Model]) -> tuple[str, str]:
    kind = detail["type"]
    if field == "answer" and model is Single:
        return _SEVERAL
    if field == "answer" and kind == "tuple_type":
        return "answer-list", "the answer must be a list of option ids; write `answer: [one-id, another-id]`"
    advice = MAPPING_ADVICE.get(field, INDENT)
    if kind == "model_type":
        entry: type[Model] = vars(forms)[detail["ctx"]["class_name"]]
        required = [each.alias or key for key, each in entry.model_fields.items() if each.is_required()]
        advice = f"write {{{', '.join(f'{key}: …' for key in required)}}}"
    return (
        "field-kind",
        f"`{field}` holds {_kind(detail['input'])} but must be {WRONG_KIND.get(kind, f'a mapping; {advice}')}",
    )


_SEVERAL = "answer-several", "a single question has one answer; name one option or use `type: multiple`"


# What to write, by a part of the pattern that a text should have had.
FORMS = {
    "https": "write an https address",
    "0[1-9]|1[0-2]": "write a month such as 2027-11",
    "{0,2}": "write a date such as 2026 or 2026-11-30",
    "": "write a day such as 2026-11-30",
}


def _wrong_form(detail: ErrorDetails, field: str, model: type[Model]) -> tuple[str, str]:
    value, pattern = detail["input"], str(detail.get("ctx", {}).get("pattern", ""))
    if field == "answer" and model is Single and re.search(r"[\s,;]", str(value).strip()):
        return _SEVERAL
    if "/" in pattern and "a-z0-9" in pattern:
        return "field-form", f"`{field}` is {_show(value)}; write worksheet/part/field"
    if "a-z0-9" in pattern or detail["type"] == "string_too_long":
        return "id-form", _id_advice(str(value))
    if ".md" in pattern:
        advice = "write a page below docs/ such as decide/roles.md" + ("" if pattern.endswith("md$") else "#an-id")
        return "link-form", f"`{field}` is {_show(value)}; {advice}"
    if pattern:
        advice = next(advice for sign, advice in FORMS.items() if sign in pattern)
        return "field-form", f"`{field}` is {_show(value)}; {advice}"
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


def near(value: object, known: Iterable[str]) -> str:
    """Give a question in brackets that offers the known word closest to `value`, or nothing."""
    close = get_close_matches(value, list(known), n=1) if isinstance(value, str) else []
    return f" (did you mean `{close[0]}`?)" if close else ""


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else _show(value)


def _show(value: object) -> str:
    if isinstance(value, list | dict):
        return _kind(value)
    text = " ".join(str(value).split())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
