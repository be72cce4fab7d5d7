"""What may be written: quizzes, worksheets, lessons' front matter, facts, sources, tables, pictures.

Every class is frozen and refuses unknown fields.  The JSON Schemas for editors are made from these classes
(`python -m macros schema`), and docs/contribute/authoring.md describes each field; tests hold both to the model.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
# A page of the course, relative to docs/, and optionally the id of a heading on it.
PageLink = Annotated[str, StringConstraints(pattern=r"^[^#\s:]+\.md(#[^#\s]+)?$", strip_whitespace=True)]
PagePath = Annotated[str, StringConstraints(pattern=r"^[^#\s:]+\.md$", strip_whitespace=True)]
Folding = Literal["case", "space", "diacritics"]


def _true_or_false(value: object) -> object:
    """Only `true` and `false` are truth values; `yes`, `no`, `on` and `1` are words."""
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise ValueError("write true or false")
    return value == "true"


Flag = Annotated[bool, BeforeValidator(_true_or_false, json_schema_input_type=bool)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e12, le=1e12)]


class Model(BaseModel):
    """Base of everything an author writes: frozen, no unknown fields."""

    # Built when first used: each command needs a few of them, and building all costs its start.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Option(Model):
    """One thing to choose, place or match, with the reason that is shown after checking."""

    text: Text = Field(description="What the reader sees; Markdown in one paragraph.")
    why: Text = Field(description="Why it is right or wrong here, 8 to 60 words.")


class Asked(Model):
    """What all questions share."""

    level: Literal["recall", "apply", "judge"] = Field(
        description="recall a passage, apply it to a case, or judge between defensible things."
    )
    objective: Id = Field(description="The id of an objective in the lesson's front matter.")
    pool: Literal["inline", "lesson", "final"] = Field(
        description="inline: asked in the text; lesson: at the lesson's end; final: held back for the final."
    )
    ask: Text = Field(description="The question; Markdown, a code block may follow the first paragraph.")
    hint: Text | None = Field(default=None, description="One sentence shown after a wrong try.")
    review: PageLink = Field(description="The passage that answers it: page.md#heading-id, below docs/.")
    negative: Flag = Field(
        default=False, description="true where the question asks for what is NOT so; the word stands in bold."
    )
    start: Flag = Field(
        default=False, description="true for the one question of a lesson that “Start here” asks as well."
    )


class Single(Asked):
    """One right option among three to five."""

    type: Literal["single"]
    options: dict[Id, Option] = Field(description="Option id to text and reason.")
    answer: Id = Field(description="The id of the right option.")
    fixed: Flag = Field(default=False, description="true keeps the written order, as for a scale.")


class Multiple(Asked):
    """Two or more right options and at least one wrong."""

    type: Literal["multiple"]
    options: dict[Id, Option] = Field(description="Option id to text and reason.")
    answer: tuple[Id, ...] = Field(description="The ids of the right options.")
    fixed: Flag = Field(default=False, description="true keeps the written order, as for a scale.")


class Words(Asked):
    """A word or short phrase to type."""

    type: Literal["text"]
    accept: tuple[Text, ...] = Field(description="Every answer that counts as right; the first is shown.")
    ignore: tuple[Folding, ...] = Field(
        default=("case", "space"), description="Differences that do not matter: case, space, diacritics."
    )
    why: Text = Field(description="Why this is the answer, 8 to 60 words.")


class Amount(Asked):
    """A number to type."""

    type: Literal["number"]
    value: Number = Field(description="The right number.")
    tolerance: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = Field(
        default=None, description="How far off still counts; needed where the value is not a whole number."
    )
    unit: Text | None = Field(default=None, description="The word behind the field, such as hours.")
    why: Text = Field(description="How the number comes about, 8 to 60 words.")


class Order(Asked):
    """Steps to bring into order."""

    type: Literal["order"]
    options: dict[Id, Option] = Field(description="Step id to text and the reason for its place.")
    answer: tuple[Id, ...] = Field(description="All step ids in the right order.")


class Match(Asked):
    """Things on the left, each to be given one of the targets."""

    type: Literal["match"]
    options: dict[Id, Option] = Field(description="What stands on the left: id to text and reason.")
    targets: dict[Id, Text] = Field(description="The choices: id to plain text; spare ones are allowed.")
    answer: dict[Id, Id] = Field(description="For every option id the id of its target.")
    fixed: Flag = Field(default=False, description="true keeps the written order, as for a scale.")


Question = Annotated[Single | Multiple | Words | Amount | Order | Match, Field(discriminator="type")]
QUESTION_TYPES: dict[str, type[Asked]] = {
    "single": Single,
    "multiple": Multiple,
    "text": Words,
    "number": Amount,
    "order": Order,
    "match": Match,
}
Choice = Single | Multiple
Optioned = Single | Multiple | Order | Match


class QuizHead(Model):
    """The lines of a quiz file before its questions."""

    title: Text = Field(description="What the quiz is about; names it for screen readers.")
    lesson: PagePath = Field(description="The lesson it belongs to, relative to docs/.")


class Quiz(QuizHead):
    """One file of quizzes/: the questions of one lesson.

    The ids are the contract with readers' browsers, where answers are kept under quiz and question id: an id
    is never reused, and a question whose meaning changes gets a new one.
    """

    questions: dict[Id, Question] = Field(description="Question id to question.")


class LessonMatter(Model):
    """The front matter of a lesson. Pages that are not lessons have no `objectives` and are not held to it."""

    title: Text = Field(description="The lesson's title, as in its first heading.")
    unit: Id = Field(description="The folder of the unit.")
    description: Text = Field(description="One sentence on what the reader gets; used by search engines.")
    takeaway: Text = Field(description="What one leaves with; stands on the lesson's card.")
    objectives: dict[Id, Text] = Field(description="Objective id to a sentence that begins with a verb.")
    sources: tuple[Id, ...] = Field(description="Ids of sources.yml that the lesson rests on.")
    related: dict[str, Id] = Field(
        default_factory=dict, max_length=3, description="Up to three other lessons: page to the objective it serves."
    )


Status = Literal["checked", "estimate", "dated", "disputed"]


class Fact(Model):
    """A figure that a lesson states, with where it comes from."""

    says: Text = Field(description="What the figure measures, as a phrase.")
    value: Number | tuple[Number, Number] | Text = Field(
        union_mode="left_to_right", description="A number, [low, high], or a text."
    )
    unit: Text | None = Field(default=None, description='A word such as months, or "%".')
    region: Text = Field(description="Where it holds: any, UK, US …")
    as_of: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$")] = Field(
        description="The year, month or day it speaks of."
    )
    source: Id = Field(description="An id of sources.yml.")
    status: Status = Field(
        description="checked against the source, the author's estimate, dated, or disputed by another source."
    )
    note: Text | None = Field(default=None, description="What the figure assumes or leaves open.")
    review_by: Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = Field(
        default=None, description="The month by which somebody looks whether it still holds; needed where it is dated."
    )


class Facts(Model):
    """facts.yml: every figure that lessons print."""

    facts: dict[Id, Fact] = Field(description="Fact id to figure.")


class Source(Model):
    """A document that the course rests on."""

    title: Text = Field(description="Its title.")
    by: Text = Field(description="Who wrote or published it.")
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$")] | None = Field(
        default=None, description="When it was published; left out where it does not say."
    )
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = Field(
        default=None, description="Its address; left out where none is known, and the page then says so."
    )
    accessed: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = Field(
        default=None, description="When the address was last read."
    )
    supports: Text = Field(description="What the course takes from it, and its limits.")


class Sources(Model):
    """sources.yml: the bibliography."""

    sources: dict[Id, Source] = Field(description="Source id to document.")


class BlindAnswer(Model):
    """What came of answering one question blind: with the lesson and without the key."""

    on: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] = Field(description="The day.")
    agreed: Flag = Field(description="Whether the answer was the key.")
    stamp: Text = Field(description="A mark of the question's words and key as they were then.")


class Blind(Model):
    """blind.yml: which questions were answered blind. Written by `python -m macros blind`."""

    answers: dict[Id, dict[Id, BlindAnswer]] = Field(description="Quiz to question id to what came of it.")


class Picture(Model):
    """What all pictures share: the words around the drawing."""

    title: Text = Field(description="Names the picture; stands above it.")
    describe: Text = Field(description="What it shows, for a reader who cannot see it.")
    sources: tuple[Id, ...] = Field(description="Ids of sources.yml that the data come from.")


class Matrix(Picture):
    """Rows against columns; each cell shows how strong the tie is."""

    kind: Literal["matrix"]
    rows: dict[Id, Text] = Field(description="Row id to label.")
    columns: dict[Id, Text] = Field(description="Column id to label.")
    levels: dict[Id, Text] = Field(description="Strengths of a mark, strongest first, each with its label in the key.")
    cells: dict[Id, dict[Id, Id]] = Field(description="Row id to column id to level id; none where left out.")


class Pair(Model):
    """One line of a Pairs picture."""

    from_: Text = Field(alias="from", description="What stands on the left.")
    to: Text = Field(description="What stands on the right.")
    level: Id = Field(description="A level id: how much lies between.")


class Pairs(Picture):
    """What one has, what it is called elsewhere, and how much lies between."""

    kind: Literal["pairs"]
    left: Text = Field(description="Head of the left side.")
    right: Text = Field(description="Head of the right side.")
    levels: dict[Id, Text] = Field(description="How much lies between, least first, each with its label in the key.")
    rows: dict[Id, Pair] = Field(description="Row id to pair.")


class FactCell(Model):
    """A figure of facts.yml in a cell of a table, or as the length of a bar."""

    fact: Id = Field(description="An id of facts.yml.")


class Bar(Model):
    """One bar of a Bars picture."""

    group: Text | None = Field(default=None, description="Heading; written once for bars of the same group.")
    label: Text = Field(description="What stands beside the bar.")
    value: FactCell | Number | tuple[Number, Number] = Field(
        union_mode="left_to_right", description="A figure of facts.yml, a number, or [low, high]."
    )
    limit: Flag = Field(default=False, description="True where the value is an upper limit; the bar is then open.")
    note: Text | None = Field(default=None, description="What the table says of it besides.")


class Bars(Picture):
    """Numbers or ranges beside each other on one scale."""

    kind: Literal["bars"]
    unit: Text = Field(description='Unit of the scale, such as months, or "%".')
    from_zero: Flag = Field(default=False, description="True where a bar begins at zero, false where it is a range.")
    heads: tuple[Text, Text, Text] = Field(description="Heads of the table: what is compared, the value, the note.")
    rows: dict[Id, Bar] = Field(min_length=1, description="Row id to bar.")


class Block(Model):
    """One block of a Blocks picture."""

    label: Text = Field(description="Its name.")
    text: Text = Field(description="What it is or does.")
    more: Text | None = Field(default=None, description="An example or a limit, set apart.")
    share: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = Field(
        default=None, description="How large it is, in the picture's unit."
    )


class Blocks(Picture):
    """Parts of a whole: side by side, one leading to the next, or one resting on the other."""

    kind: Literal["blocks"]
    flow: Literal["none", "down", "up"] = Field(
        default="none", description="down: each leads to the next. up: a stack, whose first row is at the bottom."
    )
    unit: Text | None = Field(default=None, description="Unit of the shares, such as seconds.")
    heads: dict[Literal["label", "text", "more", "share"], Text] = Field(
        min_length=1, description="Heads of the table's columns."
    )
    rows: dict[Id, Block] = Field(min_length=1, description="Row id to block.")


PICTURE_KINDS: dict[str, type[Picture]] = {"matrix": Matrix, "pairs": Pairs, "bars": Bars, "blocks": Blocks}
AnyPicture = Annotated[Matrix | Pairs | Bars | Blocks, Field(discriminator="kind")]


class Table(Model):
    """One file of tables/: what worksheets offer to choose from and calculate with, dated and sourced."""

    title: Text = Field(description="Names the table; stands above it.")
    note: Text | None = Field(default=None, description="What it assumes or leaves open, in one paragraph.")
    sources: tuple[Id, ...] = Field(description="Ids of sources.yml; none where the course wrote it itself.")
    region: Text = Field(description="Where it holds: any, UK, US …")
    as_of: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$")] = Field(
        description="The year, month or day it speaks of."
    )
    columns: dict[Id, Text] = Field(description="Column id to its head.")
    names: dict[Id, Id] = Field(
        default={}, description="Column id to the table whose row ids stand in it; their names are printed."
    )
    rows: dict[Id, dict[Id, FactCell | tuple[Id, ...] | Text]] = Field(
        description="Row id to cells: column id to text, {fact: id}, or ids of the table that `names` gives."
    )


class Entry(Model):
    """A field of a worksheet, and what all kinds of fields share."""

    kind: Literal["line", "area", "link", "date", "month", "check"]
    label: Text = Field(description="What to write here, as plain text.")
    help: Text | None = Field(default=None, description="One sentence below the label; Markdown.")
    above: Text | None = Field(default=None, description="A small heading above the field, where a group begins.")
    takes: tuple[
        Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+){2}(\?[a-z0-9-]+=[a-z0-9-]+)?$")], ...
    ] = Field(default=(), description="Where the same thing is asked: worksheet/part/field, offered here.")
    history: Flag = Field(default=False, description="true keeps each earlier value with its date.")
    person: Flag = Field(default=False, description="true where somebody else is named; exports ask first.")


class Choosing(Entry):
    """A field with a few answers: a list, a scale of radio buttons, or a result that the calculation fills in."""

    kind: Literal["choice", "scale", "result"]  # type: ignore[assignment]
    options: dict[Id, Text] = Field(default={}, description="Option id to what the reader sees, as plain text.")
    rows_of: Id | None = Field(default=None, description="The table whose rows are the options.")


class Counted(Entry):
    """A number to type."""

    kind: Literal["number"]  # type: ignore[assignment]
    least: Number | None = Field(default=None, description="The smallest number that makes sense.")
    most: Number | None = Field(default=None, description="The largest number that makes sense.")
    unit: Text | None = Field(default=None, description="The word behind the field, such as hours.")


AnyField = Annotated[Entry | Choosing | Counted, Field(discriminator="kind")]


class Rows(Model):
    """What a reader may add to a part, as often as needed."""

    one: Text = Field(description="What one of them is called: Skill.")
    blank: Annotated[int, Field(ge=1, le=40)] = Field(description="How many empty ones stand on paper.")
    most: Annotated[int, Field(ge=1, le=1000)] = Field(default=60, description="How many a reader may add.")


class Pick(Model):
    """A table to choose rows from; what is chosen fills fields."""

    table: Id = Field(description="A table of tables/.")
    filter: tuple[Id, ...] = Field(default=(), description="Columns by whose values the list can be narrowed.")
    fills: dict[Id, Id] = Field(description="Field id to the column that fills it.")


class Part(Model):
    """A part of a worksheet: one set of fields, or the same fields for each of several rows."""

    title: Text = Field(description="Heading of the part.")
    intro: Text | None = Field(default=None, description="One paragraph of Markdown: what to do here.")
    fields: dict[Id, AnyField] = Field(description="Field id to field; the ids are kept in readers' browsers.")
    rows: Rows | None = Field(default=None, description="Where the reader adds rows.")
    given: dict[Id, Text] = Field(default={}, description="Where the rows stand already: row id to its name.")
    columns: tuple[Id, ...] = Field(default=(), description="The fields that a printed table shows; otherwise all.")
    pick: Pick | None = Field(default=None, description="A table to choose rows from.")


Written = dict[Id, Text]


class Example(Model):
    """A worksheet as an imagined person fills it in."""

    who: Text = Field(description="The person: Grace, a nurse.")
    parts: dict[Id, tuple[Written, ...] | dict[Id, Text | Written]] = Field(
        description="Part id to what was written: field ids to values; a list of them; or by the id of a given row."
    )


class Worksheet(Model):
    """One file of worksheets/. Ids are the contract with readers' browsers, as in quizzes."""

    title: Text = Field(description="Names the worksheet.")
    leaves: Text = Field(description="What one leaves with, as a phrase.")
    minutes: Annotated[int, Field(ge=1, le=120)] = Field(description="Minutes that it takes.")
    parts: dict[Id, Part] = Field(description="Part id to part.")
    example: Example = Field(description="The worksheet filled in by an imagined person.")
    data: tuple[Id, ...] = Field(default=(), description="Tables that its calculations use; they are printed below.")
    exports: tuple[Literal["markdown", "csv", "calendar", "text"], ...] = Field(
        default=("markdown",), description="The files a reader may take away."
    )
    imports: Id | None = Field(default=None, description="The part that takes rows from a CSV file.")
    says: dict[Id, Text] = Field(
        default={}, description="Words of its calculations, which stand in docs/assets/js/calculate/<name>.js."
    )
