"""The page for authors names every field that may be written."""

import pytest

from macros import model
from macros.model import Model

from .conftest import ROOT

FIELDS = sorted(
    {
        info.alias or name
        for each in vars(model).values()
        if isinstance(each, type) and issubclass(each, Model) and not each.__name__.startswith("_")
        for name, info in each.model_fields.items()
    }
)


@pytest.mark.parametrize("field", FIELDS)
def test_the_page_for_authors_names_the_field(field: str) -> None:
    page = (ROOT / "docs" / "contribute" / "authoring.md").read_text("utf-8")
    assert f"`{field}`" in page


@pytest.mark.parametrize("kind", model.QUESTION_TYPES)
def test_the_page_for_authors_names_the_type_of_question(kind: str) -> None:
    assert f"`{kind}`" in (ROOT / "docs" / "contribute" / "authoring.md").read_text("utf-8")
