"""What `show` shows: all of it, or one question, one speaker, one article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from rashomon.records import Document, Entity, Question, Statement
from rashomon.report.anchors import anchor
from rashomon.report.article import article
from rashomon.report.facts import facts, missing
from rashomon.report.index import Index
from rashomon.report.matrix import Cell, Matrix, matrices
from rashomon.report.phrases import certainty, clipped, counted, day, label
from rashomon.report.timeline import timelines
from rashomon.report.versus import Side, Versus, groups
from rashomon.terminal.sheets import Column, Sheet

Found = TypeVar("Found", Question, Entity, Document)

_QUOTED = 400  # characters of a statement in a table
_NAMED = 8  # names that an unclear wish is answered with


class NotFoundError(LookupError):
    """Nothing, or more than one thing, is called as was asked; its words say what there is."""


def overview(index: Index) -> Iterator[Sheet]:
    """Yield everything at a glance: the events, the matrix, where accounts part, who changed the story."""
    told, gaps = facts(index), missing(index)
    lines = [told.extent, told.origins, told.found]
    yield Sheet(told.title, lines=[*lines, *([f"Not known: {'; '.join(gaps.lines)}."] if gaps.lines else [])])
    if index.comparison.events:
        columns = [
            Column("event", 20, 4),
            *(Column(name, 9, 0) for name in ("articles", "origins", "questions", "parted")),
        ]
        yield Sheet("Events", columns, list(_events(index)))
    numbers = {anchor("q", row.id): number for number, row in enumerate(index.comparison.questions, 1)}
    yield from (_matrix(matrix, numbers) for matrix in matrices(index))
    rows = [_parted(row) for group in groups(index) for row in group.discrepancies]
    columns = [
        Column("≠", 3, 0), Column("question", 16, 5), Column("one says", 16, 6), Column("another says", 16, 6),
        Column("kind", 8, 0), Column("sure", 4, 0),
    ]  # fmt: skip
    yield Sheet("Where the accounts part", columns, rows, [] if rows else ["No discrepancy was found."])
    changed = [
        (track.speaker.text, timeline.question, " → ".join(version.value for version in track.versions))
        for timeline in timelines(index)
        for track in timeline.tracks
    ]
    if changed:
        yield Sheet(
            "Who changed the story",
            [Column("speaker", 12), Column("question", 16, 2), Column("versions", 16, 2)],
            changed,
        )


def _events(index: Index) -> Iterator[Sequence[str]]:
    for event in index.comparison.events:
        asked = [question.id for question in index.comparison.questions if question.event == event.id]
        documents = [name for name in event.documents if name in index.documents]
        parted = sum(len(index.disputes.by_question[name]) for name in asked)
        counts = (len(documents), index.origins.count(documents), len(asked), parted)
        yield (event.title, *map(str, counts))


def _matrix(matrix: Matrix, numbers: dict[str, int]) -> Sheet:
    columns = [
        Column("№", 3, 0),
        Column("question", 16, 3),
        *(Column(column.speaker.text, 12, 2) for column in matrix.columns),
    ]
    rows = [(str(numbers[row.anchor]), row.text, *map(_cell, row.cells)) for row in matrix.rows]
    more = "a wider window has more speakers, --question NUMBER all of one question"
    return Sheet(f"{matrix.title}: questions by speakers", columns, rows, firm=2, more=more)


def _cell(cell: Cell) -> str:
    """Return what a cell says in short: its versions, and the discrepancies that stand on it."""
    disputes = sorted({dispute.number for position in cell.positions for dispute in position.disputes})
    told = " → ".join(position.value for position in cell.positions)
    return f"{told} ≠{','.join(map(str, disputes))}" if disputes else told


def _parted(row: Versus) -> Sequence[str]:
    one, other = (f"{side.value} ({side.voice})" for side in row.sides)
    return str(row.number), row.question, one, other, row.kind, certainty(row.degree)


def question_view(index: Index, wanted: str) -> Iterator[Sheet]:
    """Yield one question, by its number, its id or a part of its text: each answer, then both sides where they part.

    Raises NotFoundError.
    """
    questions = index.comparison.questions
    found = _one("question", questions, wanted, lambda row: (row.text,), lambda row: row.text)
    kind = label("kind", found.kind)
    reviews = [
        f"{review.words} by {review.signed}: {review.why}" for review in index.reviews.get(found.id, ())
    ]
    yield Sheet(f"{questions.index(found) + 1}. {found.text}", lines=[kind, *reviews])
    columns = [
        Column("speaker", 12, 3), Column("answer", 14, 4), Column("since", 10, 0), Column("statements", 10, 0),
        Column("origins", 7, 0), Column("≠", 3, 0),
    ]  # fmt: skip
    yield Sheet("Answers", columns, list(_answers(index, found)))
    for group in groups(index):
        if group.anchor == anchor("g", found.id):
            yield from map(_side_by_side, group.discrepancies)


def _answers(index: Index, question: Question) -> Iterator[Sequence[str]]:
    for answer in index.comparison.answers:
        if answer.question != question.id:
            continue
        said = index.told(answer.statements)
        detail = index.detail(answer)
        value = (
            f"{index.value(answer)} ({detail})"
            if detail and detail != index.value(answer)
            else index.value(answer)
        )
        disputes = (str(dispute.number) for dispute in index.disputes.of_answer(answer.id))
        numbers = ", ".join(str(index.numbers[row.id]) for row in said)
        yield (
            index.speaker(answer.speaker).text,
            value,
            day(answer.since),
            numbers,
            str(index.origins_of(said)),
            ", ".join(disputes),
        )


def _side_by_side(row: Versus) -> Sheet:
    columns = [Column("one", 24, 1), Column("another", 24, 1)]
    lines = [f"{row.kind}; {row.between}; {row.confidence}", row.note]
    cells = zip(*map(_told, row.sides), strict=True)
    return Sheet(f"≠ {row.number}", columns, list(cells), lines)


def _told(side: Side) -> Sequence[str]:
    """Return one side in lines: its value, its words, who says them where and when, how much carries it."""
    quoted = side.quotation
    if quoted is None:
        return side.value, "no quotation is recorded", side.speaker.text, ""
    words = " […] ".join("".join(part.text for part in passage.segments) for passage in quoted.passages)
    by = ", ".join(filter(None, (quoted.speaker.text, quoted.role)))
    source = f"{by} [{quoted.number}] {quoted.paper.outlet}, {quoted.paper.when}"
    return side.value, clipped(words, _QUOTED), source, side.weight


def speaker_view(index: Index, wanted: str) -> Iterator[Sheet]:
    """Yield one speaker, by a name in any of its spellings or by id: roles, positions, all that is said.

    Raises NotFoundError.
    """
    found = _one(
        "speaker",
        index.comparison.entities,
        wanted,
        lambda row: (row.name, *row.aliases),
        lambda row: row.name,
    )
    lines = [label("entity", found.type)]
    lines += [
        f"role: {role.text}" + (f", from {day(role.since)}" if role.since else "") for role in found.roles
    ]
    lines += (
        [f"also as: {', '.join(name for name in found.aliases if name != found.name)}"]
        if found.aliases
        else []
    )
    lines += [f"{merge.name}: {merge.reason}" for merge in found.merges]
    yield Sheet(found.name, lines=lines)
    held = [
        (index.questions[answer.question].text, index.value(answer), day(answer.since))
        for answer in index.comparison.answers
        if answer.speaker == found.id and answer.question in index.questions
    ]
    if held:
        yield Sheet(
            "Answers", [Column("question", 16, 3), Column("answer", 12, 3), Column("since", 10, 0)], held
        )
    said = [row for row in index.statements.values() if row.speaker == found.id]
    rows = [
        (str(index.numbers[row.id]), label("act", row.act), _words(index, row), index.papers[row.document].outlet,
         index.papers[row.document].day)
        for row in said
    ]  # fmt: skip
    columns = [
        Column("№", 3, 0),
        Column("does", 8, 0),
        Column("words", 20, 8),
        Column("outlet", 10, 2),
        Column("day", 10, 0),
    ]
    told = f"{counted(len(said), 'statement')}, {counted(index.origins_of(said), 'origin')}"
    yield Sheet("Statements", columns, rows, [told])


def article_view(index: Index, wanted: str) -> Iterator[Sheet]:
    """Yield one article, by its number, its id or a part of its title or outlet: what it says, who says it, its text.

    Raises NotFoundError.
    """
    documents = index.comparison.documents
    found = _one(
        "article", documents, wanted, lambda row: (row.title or "", row.outlet or "", row.url or ""),
        lambda row: f"{index.papers[row.id].outlet}: {index.papers[row.id].title}",
    )  # fmt: skip
    paper = index.papers[found.id]
    lines = [f"{paper.outlet}, {paper.when}", *([paper.url] if paper.url else [])]
    lines += [f"{paper.relation} of {paper.reprint.outlet}, {paper.reprint.day}"] if paper.reprint else []
    yield Sheet(f"{documents.index(found) + 1}. {paper.title}", lines=lines)
    rows = [
        (
            str(index.numbers[row.id]),
            index.speaker(row.speaker).text,
            label("act", row.act),
            _words(index, row),
        )
        for row in index.by_document[found.id]
    ]
    columns = [Column("№", 3, 0), Column("speaker", 12, 3), Column("does", 8, 0), Column("words", 20, 8)]
    yield Sheet("Statements", columns, rows, [] if rows else ["Nobody is said to say anything."])
    text = [
        "".join("".join(f"[{pin}] " for pin in part.pins) + part.text for part in paragraph.segments)
        for paragraph in article(index, found).paragraphs
    ]
    yield Sheet(
        "Text, with the numbers of the statements where they begin", lines=[line for line in text if line]
    )


def _words(index: Index, row: Statement) -> str:
    text = index.documents[row.document].text
    return clipped(" […] ".join(span.of(text) for span in row.content), _QUOTED)


def _one(
    what: str, rows: Sequence[Found], wanted: str, names: Callable[[Found], Sequence[str]],
    told: Callable[[Found], str],
) -> Found:  # fmt: skip
    """Return the row that is meant: by number (from 1), id, whole name, or a part of one that no other has."""
    folded = wanted.casefold().strip()
    if what != "speaker" and wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:9]) <= len(rows):
        return rows[int(wanted) - 1]
    tests: tuple[Callable[[Found], bool], ...] = (
        lambda row: row.id == wanted,
        lambda row: any(name.casefold() == folded for name in names(row)),
        lambda row: any(folded in name.casefold() for name in names(row)),
    )
    for test in tests:
        found = [row for row in rows if test(row)] if folded else []
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFoundError(f"more than one {what} is called “{wanted}”: {_named(found, told)}")
    raise NotFoundError(f"no {what} is called “{wanted}”; there are: {_named(rows, told)}")


def _named(rows: Sequence[Found], told: Callable[[Found], str]) -> str:
    shown = "; ".join(clipped(told(row), 60) for row in rows[:_NAMED])
    return f"{shown}; and {len(rows) - _NAMED} more" if len(rows) > _NAMED else shown or "none"
