"""The JSON Schemas that editors use for completion, made from the model."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from .model import AnyPicture, Blind, Facts, Quiz, Sources, Table, Worksheet

SCHEMAS: dict[str, Any] = {
    "quiz": Quiz,
    "worksheet": Worksheet,
    "table": Table,
    "facts": Facts,
    "sources": Sources,
    "picture": AnyPicture,
    "blind": Blind,
}


def schemas() -> dict[str, str]:
    """Give the text of each schema by its file's path, relative to the course's root."""
    found = {}
    for name, model in SCHEMAS.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | TypeAdapter(model).json_schema()
        found[f"schema/{name}.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return found


def write(root: Path) -> list[str]:
    """Write all schemas below `root`; gives their paths."""
    for path, text in schemas().items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return list(schemas())
