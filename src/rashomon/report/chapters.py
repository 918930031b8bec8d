"""What stands in the folder of a large report: chapters of blocks, in the clothes of the one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from rashomon.records import Entity, content_id
from rashomon.report.article import Article, article
from rashomon.report.facts import Missing
from rashomon.report.index import Index
from rashomon.report.matrix import Column, Matrix, Row, pieces
from rashomon.report.page import environment
from rashomon.report.phrases import clipped, counted
from rashomon.report.reviews import Reviewed
from rashomon.report.sources import Source
from rashomon.report.speakers import Speaker
from rashomon.report.versus import Alike, Group

# A piece of the matrix: questions and speakers at most. The rest of the speakers stand with the question.
_ROWS, _COLUMNS = 8, 12
_WEIGHED = 12  # answers by hypotheses in one table
_TITLE = 120  # characters of a page's title


@dataclass(frozen=True, slots=True)
class Chapter:
    """A run of blocks under one heading, cut into pages where it grows long.

    `path` is its first page without the ending, `anchor` what leads to it, `opens` and `closes` stand around the
    blocks of each page. `listed` chapters are named on the first page of the folder.
    """

    path: str
    title: str
    heading: str
    anchor: str
    blocks: Iterable[Markup]
    classes: str = ""
    note: str = ""
    opens: Markup = field(default=Markup())
    closes: Markup = field(default=Markup())
    extent: str = ""

    @property
    def listed(self) -> bool:
        """Tell whether the first page of the folder names it."""
        return bool(self.extent)


@dataclass(frozen=True, slots=True)
class Listed:
    """A question in the list of all: where it stands, its kind, how many answer it and part on it."""

    anchor: str
    text: str
    kind: str
    weight: str
    reviews: list[Reviewed]


def part(template: str, macro: str) -> Callable[..., Markup]:
    """Return a macro of the templates, to be called with records."""
    found: Callable[..., Markup] = getattr(environment().get_template(f"parts/{template}.html").module, macro)
    return found


def slug(anchor: str) -> str:
    """Return the name of a file for an anchor: the same on disks that know no capitals, and never another's.

    >>> slug("doc-7f3a"), slug("doc-A") == slug("doc-a"), slug("doc-A").startswith("doc--")
    ('doc-7f3a', False, True)
    """
    prefix, _, rest = anchor.partition("-")
    plainly = anchor.isascii() and anchor == anchor.lower() and "--" not in anchor and len(anchor) <= 60
    return anchor if plainly and rest else f"{prefix}--{content_id(anchor)}"


def chapters(index: Index, told: dict[str, Any]) -> Iterator[Chapter]:
    """Yield the chapters of what `contents` told: first those that list, then a question, a speaker, an article each."""
    asked = _asked(told)
    yield _matrix(told["matrices"])
    yield _questions(asked)
    yield from _findings(told)
    yield _speakers(told["speakers"])
    yield from [_silent(told["silent"])] if told["silent"] else []
    yield _articles(index)
    yield _unknown(told["missing"])
    yield from (_question(one) for one in asked)
    yield from map(_speaker, told["speakers"])
    yield from (_article(article(index, document)) for document in index.comparison.documents)


@dataclass(slots=True)
class _Asked:
    """All that is known of one question: its row of the matrix, its discrepancies, what only looks like one."""

    anchor: str
    text: str
    kind: str = ""
    event: str = ""
    row: Row | None = None
    columns: list[Column] = field(default_factory=list)
    group: Group | None = None
    alike: Alike | None = None

    def listed(self) -> Listed:
        parted = len(self.group.discrepancies) if self.group else 0
        answered = sum(bool(cell.positions) for cell in self.row.cells) if self.row else 0
        weight = f"{counted(answered, 'speaker')}, {counted(parted, 'discrepancy', 'discrepancies')}"
        return Listed(self.anchor, self.text, self.kind, weight, self.row.reviews if self.row else [])


def _asked(told: dict[str, Any]) -> list[_Asked]:
    """Return the questions, those of the matrices first."""
    found: dict[str, _Asked] = {}
    for matrix in told["matrices"]:
        for row in matrix.rows:
            name = f"g{row.anchor[1:]}"
            found[name] = _Asked(name, row.text, row.kind, matrix.title, row, matrix.columns)
    for group in told["groups"]:
        found.setdefault(group.anchor, _Asked(group.anchor, group.text, group.kind)).group = group
    for alike in told["likenesses"]:
        found.setdefault(alike.anchor, _Asked(alike.anchor, alike.question)).alike = alike
    return list(found.values())


def _matrix(matrices: list[Matrix]) -> Chapter:
    table = part("table", "table")
    blocks = (table(piece, True) for matrix in matrices for piece in pieces(matrix, _ROWS, _COLUMNS))
    note = "Each cell is one speaker’s position; a double rule marks one that another account contradicts."
    extent = counted(sum(len(matrix.rows) for matrix in matrices), "question")
    return Chapter(
        "matrix", "Questions by speakers", "Matrix", "matrix", blocks, "matrices", note, extent=extent
    )


def _questions(asked: list[_Asked]) -> Chapter:
    line, happening = part("contents", "question"), part("contents", "happening")

    def blocks() -> Iterator[Markup]:
        event = None
        for one in asked:
            if one.event != event:
                event = one.event
                yield happening(event or "Questions of no one event")
            yield line(one.listed())

    parted = sum(len(one.group.discrepancies) for one in asked if one.group)
    extent = f"{counted(len(asked), 'question')}, {counted(parted, 'discrepancy', 'discrepancies')}"
    note = "Each question leads to the answers of all speakers and to where they part."
    return _list("questions", "Where the accounts part", "discrepancies", blocks(), note, extent)


def _list(path: str, title: str, anchor: str, blocks: Iterable[Markup], note: str, extent: str) -> Chapter:
    opens, closes = Markup('<ul class="listing">'), Markup("</ul>")
    return Chapter(path, title, extent, anchor, blocks, "listed", note, opens, closes, extent)


def _findings(told: dict[str, Any]) -> Iterator[Chapter]:
    """Yield the chapters that the one page has as sections, those with nothing to say left out."""
    changed = told["timelines"]
    blocks: Iterable[Markup] = map(part("timeline", "changed"), changed)
    note = "Each version by the day it was first reported. A circle is the first version, a square a changed one."
    yield Chapter("changes", "Who changed the story", "Timeline", "timeline", blocks, "timelines", note,
                  extent=counted(len(changed), "question"))  # fmt: skip
    if told["revisions"]:
        note = "States of one article, found under one address: they count as one origin."
        blocks = map(part("revised", "revised"), told["revisions"])
        yield Chapter("revisions", "Changed after publication", "Revisions", "revisions", blocks, "revisions", note,
                      extent=counted(len(told["revisions"]), "revision"))  # fmt: skip
    pairs = [*told["suggested"].first, *told["suggested"].folded]
    if pairs:
        note = "Names that this report keeps apart, since the evidence does not decide."
        blocks = map(part("pair", "pair"), pairs)
        opens, closes = Markup("<ul>"), Markup("</ul>")
        yield Chapter("names", "May be the same", "Names", "suggestions", blocks, "suggestions", note, opens, closes,
                      counted(len(pairs), "pair"))  # fmt: skip
    if told["advised"]:
        proposed = [*told["advised"].first, *told["advised"].folded]
        proposal = part("proposal", "proposal")
        blocks = (proposal(row, told["advised"]) for row in proposed)
        yield Chapter("proposed", "Proposed by a language model", "Proposed", "proposals", blocks, "proposals",
                      told["advised"].extent, extent=counted(len(proposed), "proposal"))  # fmt: skip
    yield from _by_people(told)


def _by_people(told: dict[str, Any]) -> Iterator[Chapter]:
    corrected = told["corrected"]
    if corrected.any:
        line, trouble = part("corrected", "line"), part("corrected", "trouble")
        rows = [
            *map(trouble, corrected.troubled),
            *map(line, corrected.applied),
            *map(line, corrected.undone),
        ]
        yield Chapter("corrections", "Corrected by hand", "Corrections", "corrections", rows, "corrections",
                      "Corrections that do not hold come first, those taken back last.", Markup("<ul>"), Markup("</ul>"),
                      counted(len(rows), "correction"))  # fmt: skip
    competing = told["competing"]
    if competing:
        table = part("weighed", "weighed")
        starts = range(0, len(competing.rows), _WEIGHED) if competing.rows else range(1)
        blocks = (
            table(replace(competing, rows=competing.rows[start : start + _WEIGHED])) for start in starts
        )
        note = f"{competing.outcome} People judged how each answer stands to each hypothesis; the program judges nothing."
        yield Chapter("hypotheses", "What may have been so", "Hypotheses", "hypotheses", blocks, note=note,
                      extent=counted(len(competing.heads), "hypothesis", "hypotheses"))  # fmt: skip


def _speakers(rows: list[Speaker]) -> Chapter:
    extent = counted(len(rows), "speaker")
    return _list(
        "speakers",
        "Speakers",
        "speakers",
        map(part("speaker", "listed"), rows),
        "The most quoted first.",
        extent,
    )


def _silent(entities: list[Entity]) -> Chapter:
    blocks = map(part("speaker", "mute"), entities)
    title = "Named, but silent"
    return _list("silent", title, "silent", blocks, "", counted(len(entities), "name"))


def _articles(index: Index) -> Chapter:
    entry = part("paper", "entry")
    blocks = (entry(paper) for paper in index.papers.values())
    return _list("articles", "The articles", "articles", blocks, "", counted(len(index.papers), "article"))


def _unknown(missing: Missing) -> Chapter:
    nameless, aside, incomplete = (
        part("nameless", "nameless"),
        part("nameless", "aside"),
        part("nameless", "incomplete"),
    )
    rows = [
        *map(aside, missing.rejected),
        *(incomplete("No date", paper) for paper in missing.undated),
        *(incomplete("No outlet", paper) for paper in missing.outletless),
        *map(nameless, missing.nameless),
    ]
    note = (
        "; ".join(missing.lines) or "Each statement has a named speaker, each article a date and an outlet."
    )
    return _list("unknown", "Unknown and put aside", "missing", rows, note, counted(len(rows), "line"))


def _question(one: _Asked) -> Chapter:
    return Chapter(f"questions/{slug(one.anchor)}", clipped(one.text, _TITLE), one.kind or "Accounts", one.anchor,
                   _accounts(one), "accounts", one.event)  # fmt: skip


def _accounts(one: _Asked) -> Iterator[Markup]:
    """Yield each speaker's answers, then the discrepancies, then what only looks like one."""
    answer, versus, alike = part("table", "answer"), part("versus", "versus"), part("versus", "alike")
    if one.row:
        cells = zip(one.row.cells, one.columns, strict=True)
        yield from (answer(cell, column) for cell, column in cells if cell.positions)
    if one.group:
        yield from (versus(row, "h3") for row in one.group.discrepancies)
    if one.alike:
        yield alike(one.alike)
    if one.group:
        yield _footnotes(one.group)


def _footnotes(group: Group) -> Markup:
    """Return the sources of the quotations of a question, for its printed page."""
    sides = (side.quotation for row in group.discrepancies for side in row.sides)
    cited = {quoted.number: quoted.paper for quoted in sides if quoted}
    rows = [Source(str(number), paper) for number, paper in sorted(cited.items(), key=lambda row: row[0])]
    return Markup(environment().get_template("sources.html").render(sources=rows))  # noqa: S704 (our own template)


def _speaker(row: Speaker) -> Chapter:
    line, merged, happening = (
        part("speaker", "line"),
        part("speaker", "merged"),
        part("contents", "happening"),
    )

    def blocks() -> Iterator[Markup]:
        yield Markup('<li class="profile">{}</li>').format(part("speaker", "profile")(row))
        yield from map(line, row.said)
        if row.merges:
            yield happening("Why other names were taken for this one")
        yield from map(merged, row.merges)

    return Chapter(f"speakers/{slug(row.anchor)}", clipped(row.name, _TITLE), row.type, row.anchor, blocks(),
                   "one-speaker", opens=Markup('<ul class="said">'), closes=Markup("</ul>"))  # fmt: skip


def _article(row: Article) -> Chapter:
    head, para = part("paper", "head"), part("paper", "para")

    def blocks() -> Iterator[Markup]:
        yield head(row)
        for place, paragraph in enumerate(row.paragraphs):
            yield para(paragraph, row.paper, row.headed and place == 0)

    title = f"{clipped(row.paper.outlet, _TITLE)}, {row.paper.when}"
    opens = Markup('<article class="paper"><div class="body"{}>').format(
        Markup(' lang="{}"').format(row.paper.lang) if row.paper.lang else ""
    )
    return Chapter(f"articles/{slug(row.paper.anchor)}", title, "The article", row.paper.anchor, blocks(), "articles",
                   opens=opens, closes=Markup("</div></article>"))  # fmt: skip
