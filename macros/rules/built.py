"""The built site: what readers would meet, whoever wrote it.

The rules are applied in site.py; here they only get their purpose.
"""

from .registry import describe

for _name, _purpose in {
    "site-asset": "A style or script that names a missing file, or one on another host, fails in the reader's browser.",
    "site-elsewhere": "Nothing is fetched from another host: the course tells nobody who reads it, and works offline.",
    "site-empty": "A folder without a first page is no site; build it first.",
    "site-id": "An id that stands twice on a page makes links and labels lead to the first alone.",
    "site-leftover": "Braces, marks and error texts on a page show that a macro or a link did not work.",
    "site-link": "A dead link costs a reader more trust than a missing paragraph, wherever it comes from.",
    "site-orphan": "A page that no link reaches is read by nobody.",
    "site-script": "Lessons are text: a script in the content could read what the reader keeps in the browser.",
}.items():
    describe(_name, _purpose, "built")
