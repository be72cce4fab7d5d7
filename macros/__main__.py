"""`python -m macros check|site|schema`: the course's checks from the command line."""

import argparse
import gc
import sys
from io import TextIOWrapper
from pathlib import Path

from . import ROOT, rules, schema
from .course import load
from .problems import Problem, count


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 clean, 1 errors found, 2 wrong usage."""
    if isinstance(sys.stdout, TextIOWrapper):  # a terminal that lacks a letter shows its code
        sys.stdout.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    code: int = options.run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check lessons, quizzes and data, and print every problem")
    check.add_argument("--root", type=Path, default=ROOT, help="the course (default: this one)")
    check.add_argument("--format", choices=("text", "github"), default="text", help="github prints annotations")
    check.add_argument("--explain", metavar="RULE", help="say what a rule is for; “all” lists them")
    check.set_defaults(run=_check)
    built = commands.add_parser("site", help="check a built site: links, ids, assets, leftovers")
    built.add_argument("folder", type=Path, help="what MkDocs built")
    built.add_argument("--url", default="https://example.org/", help="the address it was built for")
    built.add_argument("--format", choices=("text", "github"), default="text")
    built.set_defaults(run=_site)
    schemas = commands.add_parser("schema", help="write the JSON Schemas that editors use")
    schemas.add_argument("--root", type=Path, default=ROOT)
    schemas.set_defaults(run=_schema)
    return parser


def _check(options: argparse.Namespace) -> int:
    if options.explain:
        return _explain(options.explain)
    return _print(rules.check(load(options.root)), options.format)


def _explain(name: str) -> int:
    chosen = [each for each in rules.all_rules() if name in (each.name, "all")]
    if not chosen:
        print(f"there is no rule {name}; `--explain all` lists them", file=sys.stderr)
        return 2
    for each in chosen:
        print(f"{each.name} ({each.level}): {each.purpose}")
    return 0


def _site(options: argparse.Namespace) -> int:
    from . import site  # noqa: PLC0415  brings an HTML parser that the other commands do without

    return _print(site.check(options.folder, options.url), options.format)


def _schema(options: argparse.Namespace) -> int:
    for path in schema.write(options.root):
        print(path)
    return 0


def _print(problems: list[Problem], form: str) -> int:
    for problem in problems:
        print(problem.annotation() if form == "github" else problem)
    print(count(problems))
    return int(any(problem.level == "error" for problem in problems))


if __name__ == "__main__":
    gc.disable()  # it ends before its memory matters; collecting took a tenth of a check
    sys.exit(main())
