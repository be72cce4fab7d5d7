"""`make bench`: speed and size of the course's engine, as ratios measured in one run.

A ratio compares two things measured alternately on the same machine, so it holds on another; seconds do not.
Times are processor time of the whole process (user and system), the least of several rounds.
"""

import argparse
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from macros import learner  # noqa: E402  the path is set above
from tests.benchmarks.sample import write_course  # noqa: E402  the path is set above
from tests.browser.find_chromium import find_or_install  # noqa: E402

PARSE = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.yml")):
    yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""
PLAIN_CONFIG = """
site_name: Plain
site_url: https://example.org/course/
theme: {{name: material, font: false, features: [navigation.sections, toc.follow]}}
plugins: {plugins}
markdown_extensions:
  - attr_list
  - tables
  - toc: {{permalink: true, toc_depth: 3}}
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.blocks.admonition
  - pymdownx.blocks.details
  - pymdownx.blocks.html
"""


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command; gives processor seconds and peak memory in MB. Raises CalledProcessError when it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://example.org/course/"}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, output.read().decode()[-2000:])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def least(rounds: int, tasks: dict[str, Callable[[], tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    """Measure each task in turn, `rounds` times; gives the least time and its peak memory by name."""
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            runs[name].append(task())
    return {name: min(found) for name, found in runs.items()}


def build(folder: Path, python: str = sys.executable) -> Callable[[], tuple[float, float]]:
    """Give the task of building the course in `folder`."""
    return lambda: measure([python, "-m", "mkdocs", "build", "--clean"], folder)


def course(folder: Path, pages: int, form: str, questions: int = 8, *, bare: bool = False) -> Path:
    """Write a course to be built with our settings; `form` says how its questions are written."""
    write_course(folder, pages, questions, form, bare=bare)
    for name in ("macros", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    shutil.copy(ROOT / "strings.yml", folder)
    (folder / "facts.yml").write_text("facts: {}\n", "utf-8")
    (folder / "sources.yml").write_text("sources: {}\n", "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    return folder


def without_engine(folder: Path, pages: int, form: str) -> Path:
    """Write a course to be built by MkDocs and its theme alone, or with mkdocs-quiz."""
    write_course(folder, pages, 8, form)
    plugins = "[search, mkdocs_quiz]" if form == "mkdocs-quiz" else "[search]"
    (folder / "mkdocs.yml").write_text(PLAIN_CONFIG.format(plugins=plugins), "utf-8")
    return folder


def peer(folder: Path) -> str | None:
    """Make a virtual environment with mkdocs-quiz; gives its Python, or None where it cannot be installed."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    wanted = ["mkdocs-quiz==1.7.1", "mkdocs-material>=9.7.7,<10", "pymdown-extensions>=12,<13", "click!=8.3.*"]
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted]
    done = subprocess.run(install, capture_output=True, check=False)
    return python if done.returncode == 0 else None


def building(folder: Path, pages: int, rounds: int) -> list[tuple[str, str, str]]:
    """Compare building quizzes with building the same words as lists, in the same course and without our engine."""
    tasks = {
        "quiz": build(course(folder / "quiz", pages, "quiz")),
        "lists": build(course(folder / "lists", pages, "lists")),
        "bare": build(without_engine(folder / "bare", pages, "lists")),
    }
    python = peer(folder / "venv")
    if python:
        tasks["mkdocs-quiz"] = build(without_engine(folder / "mkdocs-quiz", pages, "mkdocs-quiz"), python)
    times = {name: time for name, (time, _) in least(rounds, tasks).items()}
    beside = f"{times['mkdocs-quiz'] / times['bare']:.2f}" if python else "mkdocs-quiz cannot be installed here"
    return [
        (
            f"build of {pages} pages with 8 questions ÷ the same as lists",
            f"{times['quiz'] / times['lists']:.2f}",
            "≤ 1.10",
        ),
        ("the same ÷ lists in MkDocs without our engine", f"{times['quiz'] / times['bare']:.2f}", "printed"),
        ("mkdocs-quiz ÷ lists in MkDocs without our engine", beside, "beside"),
    ]


def growth(folder: Path, few: int, many: int) -> list[tuple[str, str, str]]:
    """Compare the time a page takes in a small and in a large course.

    The theme draws the whole navigation on every page, which grows with the square of the pages whatever they
    hold. So the pages stand outside it first; then inside, up to 400, with the theme alone beside.
    """
    tasks = {f"{pages}": build(outside_navigation(course(folder / f"{pages}", pages, "quiz"))) for pages in (few, many)}
    tasks |= {f"in {pages}": build(course(folder / f"in-{pages}", pages, "quiz")) for pages in (few, 4 * few)}
    tasks |= {
        f"bare {pages}": build(without_engine(folder / f"bare-{pages}", pages, "lists")) for pages in (few, 4 * few)
    }
    times = least(1, tasks)

    def ratio(name: str, large: int) -> str:
        return f"{(times[f'{name}{large}'][0] / large) / (times[f'{name}{few}'][0] / few):.2f}"

    return [
        (f"time a page, {many} pages ÷ {few} pages, outside the navigation", ratio("", many), "≤ 1.10"),
        (f"the same inside the navigation, {4 * few} ÷ {few}", ratio("in ", 4 * few), "printed"),
        (f"the theme alone inside the navigation, {4 * few} ÷ {few}", ratio("bare ", 4 * few), "beside"),
        (f"peak memory, {many} pages", f"{times[f'{many}'][1]:.0f} MB", "printed"),
        (f"peak memory, {few} pages", f"{times[f'{few}'][1]:.0f} MB", "printed"),
    ]


def outside_navigation(folder: Path) -> Path:
    """Leave all pages but the first out of the navigation."""
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nnav: [index.md]\n")
    return folder


def checking(folder: Path, questions: int, rounds: int) -> list[tuple[str, str, str]]:
    """Compare checking a bank with what PyYAML's C loader needs to parse the same files."""
    each = 12
    course(folder, questions // each, "quiz", each, bare=True)  # the bank is measured, not the lessons
    check = [sys.executable, "-m", "macros", "check", "--root", str(folder)]
    parse = [sys.executable, "-c", PARSE, str(folder / "quizzes")]
    idle = [sys.executable, "-c", "import yaml"]
    help_only = [sys.executable, "-m", "macros", "check", "--explain", "answer-unknown"]
    commands = {"check": check, "parse": parse, "idle": idle, "help": help_only}
    times = least(rounds, {name: partial(measure, command, ROOT) for name, command in commands.items()})
    whole = times["check"][0] / times["parse"][0]
    net = (times["check"][0] - times["help"][0]) / (times["parse"][0] - times["idle"][0])
    return [
        (f"check of {questions} questions ÷ PyYAML's C loader, whole process", f"{whole:.2f}", "≤ 4.00"),
        ("the same without starting Python and importing", f"{net:.2f}", "printed"),
    ]


def weight(*paths: Path) -> int:
    """Give the bytes of files, each compressed by itself as a server would."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def sizes() -> list[tuple[str, str, str]]:
    """Give the weight of what pages with a quiz or a worksheet load."""
    scripts, styles = ROOT / "docs" / "assets" / "js", ROOT / "docs" / "assets" / "css"
    quiz = [scripts / f"{name}.js" for name in ("course-quiz", "grade", "store")]
    calculations = {path.stem: weight(path) for path in (scripts / "calculate").glob("*.js")}
    heaviest = max(calculations, key=lambda name: calculations[name])
    return [
        ("quiz script, gzip, each file by itself", f"{weight(*quiz)} B", "≤ 5120 B"),
        ("quiz style, gzip", f"{weight(styles / 'quiz.css')} B", "≤ 3072 B"),
        (
            "worksheet script that every sheet loads",
            f"{weight(*closure(scripts / 'course-worksheet.js'))} B",
            "≤ 8192 B",
        ),
        ("what running a calculation adds, without it", f"{added(scripts, 'calculation')} B", "printed"),
        (f"the heaviest calculation ({heaviest})", f"{calculations[heaviest]} B", "printed"),
        ("what taking a file adds", f"{added(scripts, 'export')} B", "printed"),
        ("what bringing a table in adds", f"{added(scripts, 'import')} B", "printed"),
        ("worksheet style, gzip", f"{weight(styles / 'worksheet.css')} B", "printed"),
        ("script that every page loads", f"{weight(*closure(scripts / 'every-page.js'))} B", "printed"),
        *[
            (f"what the page {name} adds to it and to the quiz script", f"{weight(*more)} B", "≤ 10240 B")
            for name, more in tools(scripts).items()
        ],
        ("tools style, gzip", f"{weight(styles / 'tools.css')} B", "printed"),
    ]


def tools(scripts: Path) -> dict[str, set[Path]]:
    """Give what the script of each tool of the learner's record needs beyond every page and the quiz, by the tool."""
    known = closure(scripts / "every-page.js") | closure(scripts / "course-quiz.js")
    return {name: closure(scripts / f"course-{name}.js") - known for name in learner.tools()}


def closure(script: Path) -> set[Path]:
    """Give a script and all that it imports before it runs."""
    found, pending = set[Path](), [script.resolve()]
    while pending:
        path = pending.pop()
        if path not in found:
            found.add(path)
            names = re.findall(r'^import .*? from "(\..+?)";$', path.read_text("utf-8"), re.MULTILINE)
            pending += [(path.parent / name).resolve() for name in names]
    return found


def added(scripts: Path, name: str) -> int:
    """Give the weight of what a later import brings beyond what every sheet loads."""
    return weight(*closure(scripts / "worksheet" / f"{name}.js") - closure(scripts / "course-worksheet.js"))


def record(folder: Path, rounds: int) -> list[tuple[str, str, str]]:
    """Measure My course and Review with a year of history in a browser slowed down four times; and what they load."""
    measure([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)], ROOT)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server, sync_playwright() as play:
        Thread(target=server.serve_forever, daemon=True).start()
        browser = play.chromium.launch(executable_path=find_or_install(), args=["--no-sandbox"])
        page = browser.new_context(service_workers="block").new_page()
        root = f"http://127.0.0.1:{server.server_address[1]}/"
        page.goto(f"{root}404.html")
        kept: int = page.evaluate(YEAR)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        times = {}
        for name, address, ready, script in (
            ("progress", "my-course/", ".progress__sheets > li", SHOW),
            ("review", "my-course/review/", "course-review form.question", ASK),
        ):
            page.goto(root + address, wait_until="networkidle")
            page.locator(ready).last.wait_for()
            times[name] = statistics.median(float(page.evaluate(script)) for _ in range(rounds))
        browser.close()
        server.shutdown()
    files = {path.stem: weight(path) for path in (folder / "assets" / "questions").glob("*.json")}
    schedule = (ROOT / "docs" / "assets" / "js" / "record" / "schedule.js").read_text("utf-8")
    lessons = int(re.findall(r"most: (\d+)", schedule)[0])
    most = sum(sorted(files.values())[-lessons:])
    final = weight(folder / "assets" / "questions" / "final" / "all.json")
    return [
        (f"My course, a year of {kept} first tries, browser slowed 4 times", f"{times['progress']:.0f} ms", "< 100 ms"),
        ("Review, the same: from the data to twelve questions", f"{times['review']:.0f} ms", "< 100 ms"),
        ("questions that a review loads at most, gzip", f"{most} B", "≤ 61440 B"),
        ("questions that the final loads, gzip", f"{final} B", "≤ 61440 B"),
        ("all questions, gzip, each file by itself", f"{sum(files.values()) + final} B", "printed"),
        ("what every page asks for of the course, gzip", f"{weight(folder / 'assets' / 'course.json')} B", "printed"),
    ]


YEAR = """async () => {
  const { topics } = await (await fetch("assets/course.json")).json();
  const ids = topics.flatMap(({ asked, held }) => [...Object.keys(asked), ...Object.keys(held)]);
  const DAY = 86_400_000;
  const start = Date.now() - 366 * DAY;
  const kept = new Map(ids.map((id) => [id, [{ at: start, right: true, in: "lesson", of: 8 }]]));
  for (let at = 0; at < 365 * 12; at += 1) {
    const day = Math.floor(at / 12);
    const sure = ["guess", "fairly", "sure"][at % 3];
    const place = at % 30 ? "review" : "final";
    const check = { at: start + (day + 1) * DAY + at, right: at % 5 > 0, in: place, of: 8, sure };
    kept.get(ids[(at * 7) % ids.length]).push(check);
  }
  for (const [id, checks] of kept) localStorage.setItem(`footbridge:checks:${id}`, JSON.stringify({ v: 1, checks }));
  const answer = { v: 1, choice: { a: "on" }, state: "right", firstRight: true, tries: 1, changed: start };
  for (const id of ids) localStorage.setItem(`footbridge:answer:${id}`, JSON.stringify(answer));
  const { sheets } = await (await fetch("assets/course.json")).json();
  const row = { text: "A line of a sheet. ".repeat(5) };
  const rows = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`r${at}`, row]));
  const sheet = JSON.stringify({ v: 1, parts: { part: { order: Object.keys(rows), rows } }, changed: start });
  for (const { name } of sheets) localStorage.setItem(`footbridge:worksheet:${name}`, sheet);
  for (let attempt = 1; attempt < 4; attempt += 1) {
    const paper = { v: 1, at: start, questions: ids.slice(0, 30) };
    const key = `footbridge:final:K7Q2-${attempt}`;
    localStorage.setItem(key, JSON.stringify(paper));
    for (const id of paper.questions) localStorage.setItem(`${key}:${id}`, JSON.stringify(answer));
  }
  return [...kept.values()].flat().length;
}"""
SHOW = """() => {
  const start = performance.now();
  document.querySelector("course-progress").draw();
  document.body.getBoundingClientRect(); // laid out
  return performance.now() - start;
}"""
# The questions are there already, as the measure begins with the data.
ASK = """async () => {
  const review = document.querySelector("course-review");
  const module = new URL("assets/js/record/contents.js", document.querySelector("link[rel=manifest]").href);
  const { root } = await import(module);
  const names = review.course.topics.map(({ name }) => name);
  const texts = await Promise.all(names.map(async (name) => {
    const address = new URL(`assets/questions/${name}.json`, root).href;
    return [address, await (await fetch(address)).text()];
  }));
  const known = new Map(texts);
  const real = window.fetch;
  window.fetch = async (address) => new Response(known.get(String(address)));
  review.querySelector(".review__quiz").replaceChildren();
  const start = performance.now();
  await review.ask(review.read().questions);
  document.body.getBoundingClientRect();
  const time = performance.now() - start;
  window.fetch = real;
  return time;
}"""


def typing(folder: Path, rows: int, rounds: int) -> list[tuple[str, str, str]]:
    """Measure an input event's handlers in the tracker with many rows, in a browser slowed down four times."""
    measure([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)], ROOT)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server, sync_playwright() as play:
        Thread(target=server.serve_forever, daemon=True).start()
        browser = play.chromium.launch(executable_path=find_or_install(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/get-hired/apply/")
        page.evaluate(FILL, rows)
        page.reload()
        page.locator(".row > summary").nth(rows // 2).click()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        # The clock runs on while other programs have the processor: the best round counts, as for the other times.
        times: list[float] = min((page.evaluate(TYPE, 30) for _ in range(rounds)), key=max)
        after: float = page.evaluate(PAUSE)
        browser.close()
        server.shutdown()
    return [
        (f"typing with {rows} rows, browser slowed 4 times: slowest input handler", f"{max(times):.1f} ms", "< 16 ms"),
        ("the same, median", f"{statistics.median(times):.2f} ms", "printed"),
        ("saving and calculating after the pause", f"{after:.0f} ms", "printed"),
    ]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


FILL = """rows => {
  const stages = ["saved", "applied", "interview", "rejected"];
  const kept = Array.from({ length: rows }, (_, at) => {
    const day = `2026-${String(1 + at % 9).padStart(2, "0")}-${String(1 + at % 28).padStart(2, "0")}`;
    const values = { organisation: `Firm ${at}`, role: "Data scientist", place: "Leeds", contact: "Somebody",
      stage: stages[at % 4], "stage@": [[day, "applied"], [day, stages[at % 4]]],
      next: "Ask", "next-day": day, note: "x ".repeat(50) };
    return [`r${at}`, values];
  });
  const record = { v: 1, parts: { jobs: { order: kept.map(([id]) => id), rows: Object.fromEntries(kept) } } };
  localStorage.setItem("footbridge:worksheet:applications", JSON.stringify(record));
}"""
TYPE = """async letters => {
  const field = document.querySelector(".row[open] [data-field=organisation]");
  const times = [];
  for (let at = 0; at < letters; at += 1) {
    field.value += "x";
    const start = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, at % 10 ? 30 : 600)); // now and then a pause, in which it saves
  }
  return times;
}"""
PAUSE = """() => {
  const sheet = document.querySelector("course-worksheet");
  document.querySelector(".row[open] [data-field=organisation]").dispatchEvent(new Event("input", { bubbles: true }));
  const start = performance.now();
  sheet.save();
  sheet.calculation?.run();
  return performance.now() - start;
}"""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each comparison (default 3)")
    parts: dict[str, Callable[[Path], list[tuple[str, str, str]]]] = {
        "sizes": lambda _: sizes(),
        "typing": lambda folder: typing(folder, 300, options.rounds),
        "record": lambda folder: record(folder, options.rounds),
        "checking": lambda folder: checking(folder, 2000, options.rounds),
        "building": lambda folder: building(folder, 150, options.rounds),
        "growth": lambda folder: growth(folder, 100, 1000),
    }
    parser.add_argument("--only", choices=parts, help="one part alone")
    options = parser.parse_args()
    print("| what | measured | bar |\n| --- | --- | --- |")
    for name, part in parts.items():
        if options.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                for row in part(Path(folder) / name):
                    print(f"| {' | '.join(row)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
