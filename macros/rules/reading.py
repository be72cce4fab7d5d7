"""Reading: whatever keeps a file from being read.

The rules are applied in source.py, shape.py and page.py; here they only get their purpose.
"""

from .registry import describe

for _name, _purpose in {
    "answer-list": "The answer of a question with several right options, or of an order, is a list of ids.",
    "answer-missing": "A question without a key cannot be checked, and would count every reader as wrong.",
    "answer-several": "A single-choice question shows radio buttons; with several keys no choice could be right.",
    "field-choice": "Some fields take one of a few words; any other is a typing error.",
    "field-form": "Dates and addresses have one form, so that programs and readers can rely on it.",
    "field-kind": "A text, a list or a mapping stands where another belongs; usually the indentation is off.",
    "field-missing": "Fields without a default must be written; nothing is guessed.",
    "field-number": "A number is written in digits, with a point for decimals.",
    "field-unknown": "A field nobody knows is a typing error, and what it says would silently be lost.",
    "file-empty": "An empty file is usually one that was meant to be filled.",
    "file-encoding": "Files are UTF-8, so that every language and every machine reads the same text.",
    "file-kind": "A folder or device with the name of a source file hides that the file is missing.",
    "file-name": "Quizzes, worksheets, tables and pictures end in `.yml`; a file with another ending is never read.",
    "file-size": "A source file over a megabyte is a mistake or an attack; nothing written by hand is so large.",
    "id-form": "Ids become parts of addresses and of readers' saved answers: lower-case words joined by hyphens.",
    "key-repeated": "A second key of the same name would silently replace the first, as would a repeated question id.",
    "level-missing": "The level says whether a question asks to recall, apply or judge; the mix is checked.",
    "link-form": "A page is named by its path below docs/, with `.md` and, after `#`, the id of a heading.",
    "link-reference": "A reference link without its definition stands on the page as square brackets.",
    "macro-syntax": "Braces that do not close stop the whole page from being built.",
    "matter-open": "Front matter stands between two lines of `---`; without the second it is read as text.",
    "objective-missing": "Every question tests one objective of its lesson, so that coverage can be checked.",
    "review-missing": "Every question names the passage that answers it, where a reader can look again.",
    "why-missing": "The reason behind each option is what teaches; right or wrong alone hardly does.",
    "yaml-alias": "Anchors and aliases hide what a translator or a reader of a change has to see.",
    "yaml-depth": "Nothing here nests deeply; a bracket or the indentation has gone wrong.",
    "yaml-documents": "One file holds one document; what follows a second `---` would be lost.",
    "yaml-key": "Keys are plain words; a list or a mapping as a key is a slip of `?` or brackets.",
    "yaml-root": "A file begins with fields such as `title:`; a list or a sentence cannot be read.",
    "yaml-syntax": "The file is not YAML; nothing in it can be used until it is.",
    "yaml-tag": "Tags make YAML build objects; the course needs text, lists and mappings alone.",
}.items():
    describe(_name, _purpose)
