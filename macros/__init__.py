"""Footbridge's engine: quizzes, facts and pictures written as YAML become parts of the lessons' pages.

A file is read with the place of every value (`source`), fitted to the model (`shape`, `model`), gathered with
the pages into one `course`, judged by the `rules`, and printed by `render` through `templates/` when a lesson
calls a macro (`calls`).  `python -m macros check` runs all of it but the printing; `site` checks what MkDocs built.

This file stays tiny: `mkdocs serve` never runs it again, so it imports the rest anew for each build.
"""

import importlib
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


def define_env(env: Any) -> None:
    """Give the macros to mkdocs-macros, read from the newest code."""
    package = sys.modules[__name__]
    for name in [name for name in sys.modules if name.startswith("macros.")]:
        del sys.modules[name]
        # `from . import x` takes the attribute where there is one, so that has to go as well.
        vars(package).pop(name.removeprefix("macros."), None)
    importlib.import_module("macros.calls").define(env)


def on_post_build(env: Any) -> None:
    """Write the files that are published beside the pages, once all pages are there. Zensical never calls this."""
    importlib.import_module("macros.calls").publish(env)
