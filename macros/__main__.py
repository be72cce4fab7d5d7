"""`python -m macros check|blind|site|schema`: the course's checks from the command line."""

import argparse
import gc
import os
import sys
from datetime import date
from io import TextIOWrapper
from pathlib import Path

from . import ROOT, rules, schema
from .course import BLIND, load
from .problems import Problem, count
from .source import read_yaml


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 clean, 1 errors found, 2 wrong usage."""
    if isinstance(sys.stdout, TextIOWrapper):  # a terminal that lacks a letter shows its code
        sys.stdout.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check lessons, quizzes and data, and print every problem")
    check.add_argument("--root", type=Path, default=ROOT, help="the course (default: this one)")
    check.add_argument("--format", choices=("text", "github"), default="text", help="github prints annotations")
    check.add_argument("--explain", metavar="RULE", help="say what a rule is for; “all” lists them")
    check.set_defaults(run=_check)
    check.add_argument("--bank", action="store_true", help="print what the questions and lessons are like together")
    asked = commands.add_parser("blind", help="print a quiz without its key, or keep how somebody answered it")
    asked.add_argument("quiz", help="its file's name, such as roles")
    asked.add_argument("--answers", type=Path, metavar="FILE", help="YAML: question id to answer, as option ids")
    asked.add_argument("--root", type=Path, default=ROOT)
    asked.set_defaults(run=_blind)
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
    course = load(options.root)
    if options.bank:
        from . import report  # noqa: PLC0415  only this prints tables

        print(report.bank(course))
    return _print(rules.check(course), options.format)


def _blind(options: argparse.Namespace) -> int:
    from . import blind  # noqa: PLC0415

    course = load(options.root)
    file = course.quizzes.get(options.quiz)
    if file is None:
        print(f"there is no quiz {options.quiz}; the quizzes are {', '.join(course.quizzes)}", file=sys.stderr)
        return 2
    if options.answers is None:
        print(blind.printed(file), end="")
        return 0
    answers, problems = read_yaml(options.answers, str(options.answers))
    # What cannot be read would be lost when the file is written anew.
    problems += [each for each in course.problems if each.place.path == BLIND or each.place.path.startswith("quizzes/")]
    if problems:
        return _print(problems, "text")
    compared = blind.compare(file, answers.root, date.today())
    if compared.kept:
        (options.root / BLIND).write_text(blind.kept(course, file.name, compared.kept), encoding="utf-8")
    for key in compared.unknown:
        print(f"{file.name}/{key}: no such question")
    for key in compared.parted:
        print(f"{file.name}/{key}: another answer than the key")
    for key in compared.missing:
        print(f"{file.name}/{key}: no answer")
    print(f"{len(compared.kept)} answered, {len(compared.parted)} other than the key")
    return int(bool(compared.parted or compared.missing or compared.unknown))


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
