"""Files that are published beside the pages: what the learner's pages read, and what makes the course work offline.

`assets/course.json`             the lessons in order, with the ids of their questions and sheets, and a few words
`assets/questions/<quiz>.json`   the questions of one lesson as finished HTML, by quiz and question id
`assets/questions/final/all.json` the questions held back for the final
`manifest.webmanifest`           what a device needs to know to keep the course as an app
`offline.json`                   every file with its size and a stamp, and the version that follows from them;
                                 docs/worker.js reads it

Questions are written once for each quiz, so that a review loads only the lessons that it asks about.
"""

import hashlib
import json
import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import learner, outline, render, worksheets
from .course import Course, QuizFile

OFFLINE = "offline.json"
WORKER = "worker.js"
# The browser looks for these by itself or never; none is part of what a reader reads.
UNREAD = {OFFLINE, WORKER, "404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt"}
# The theme's search loads what the language of its index needs, and English needs nothing; all of it is a megabyte.
STEMMERS = "assets/javascripts/lunr/"
AS_IN_PATHS = "/!$&'()*+,;=:@"  # signs that a browser leaves as they are in the path of an address
SEGMENTERS = {"hi": "wordcut", "ja": "tinyseg", "th": "wordcut"}


def write(course: Course, folder: Path, settings: dict[str, Any]) -> None:
    """Write all of them into the built site; `settings` are those of MkDocs."""
    view = render.View(course, "", settings.get("report", ""))
    _put(folder / "assets" / "course.json", contents(view))
    for _, file in learner.lesson_quizzes(view):
        _put(folder / "assets" / "questions" / f"{file.name}.json", questions(view, file))
    _put(folder / "assets" / "questions" / "final" / "all.json", held_back(view))
    _put(folder / "manifest.webmanifest", manifest(settings))
    _put(folder / OFFLINE, offline(folder, settings["language"]))


def _put(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def contents(view: render.View) -> dict[str, Any]:
    """Give the lessons as course.json holds them; addresses are relative to the site."""
    return {
        "v": 1,
        "words": learner.words(view, "every-page"),
        "topics": [_topic(view, lesson, file) for lesson, file in learner.lesson_quizzes(view)],
        "sheets": [
            {"name": file.name, "title": file.sheet.title, "page": view.link(address)}
            for file, address in worksheets.places(view)
        ],
    }


def _topic(view: render.View, lesson: outline.Lesson, file: QuizFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "number": lesson.number,
        "title": lesson.matter.title,
        "unit": lesson.matter.unit,
        "page": view.link(lesson.page.path),
        "minutes": lesson.total_minutes,
        "asked": {f"{file.name}/{key}": each.level for key, each in learner.asked(file).items()},
        "held": {f"{file.name}/{key}": each.level for key, each in learner.held_back(file).items()},
    }


def questions(view: render.View, file: QuizFile) -> dict[str, str]:
    """Give the questions that a lesson asks, in reading order, as HTML whose links are relative to the site."""
    return {f"{file.name}/{key}": render.alone(view, file, key) for key in learner.asked(file)}


def held_back(view: render.View) -> dict[str, str]:
    """Give the questions held back for the final, as HTML."""
    return {
        f"{file.name}/{key}": render.alone(view, file, key)
        for _, file in learner.lesson_quizzes(view)
        for key in learner.held_back(file)
    }


def manifest(settings: dict[str, Any]) -> dict[str, Any]:
    """Give the web app manifest; its addresses are relative to where it stands, so that any host and folder will do.

    It has no `id`: that would be read from the root of the host, where editions and forks meet. Without one, the
    address of the start page tells them apart.
    """
    paper = "#faf6ee"  # --paper of tokens.css, which a device does not read
    images = "assets/images/"
    return {
        "name": settings["site_name"],
        "short_name": settings["site_name"],
        "description": settings["site_description"],
        "lang": settings["language"],
        "dir": "auto",
        "start_url": "./my-course/",
        "scope": "./",
        "display": "standalone",
        "background_color": paper,
        "theme_color": paper,
        # No drawing for all sizes: the mark alone, without its paper, vanishes on a dark screen.
        "icons": [
            {"src": f"{images}icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": f"{images}icon-512.png", "sizes": "512x512", "type": "image/png"},
            {"src": f"{images}icon-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
    }


def offline(folder: Path, language: str) -> dict[str, Any]:
    """Give the files of the built site that a reader may need, each as [bytes, stamp], and the version of them all.

    Files are named as in addresses. The version changes with the files alone, not with `made`, the day of the build.
    """
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and _is_read(name, language):
            content = path.read_bytes()
            files[quote(name, safe=AS_IN_PATHS)] = [len(content), hashlib.blake2b(content, digest_size=6).hexdigest()]
    version = hashlib.blake2b(json.dumps(files).encode(), digest_size=6).hexdigest()
    return {"v": 1, "version": version, "made": _today(), "files": files}


def _is_read(name: str, language: str) -> bool:
    """Tell whether a page or script asks for the file; one without an ending, such as CNAME, is for the host."""
    if name.startswith(STEMMERS):
        needed = f"lunr.{language}|lunr.stemmer.support|{SEGMENTERS.get(language, '-')}"
        return language != "en" and re.search(rf"/({needed})\.", name) is not None
    return name not in UNREAD and not name.endswith(".map") and Path(name).suffix != ""


def _today() -> str:
    """Give the day as MkDocs takes it: a build that is to be the same again names its moment."""
    moment = os.environ.get("SOURCE_DATE_EPOCH") or time.time()
    return datetime.fromtimestamp(int(moment), UTC).date().isoformat()
