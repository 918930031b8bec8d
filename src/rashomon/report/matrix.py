"""The matrix: questions by speakers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rashomon.records import Answer, Question
from rashomon.report.anchors import anchor
from rashomon.report.disputes import Dispute
from rashomon.report.index import Index, Name
from rashomon.report.phrases import ASKED, TITLE, clipped, counted, day, label, shortened
from rashomon.report.quotation import Mention, mention
from rashomon.report.reviews import Reviewed

_SUMMARY = 100  # characters of a summary in a cell; the quotation is one link away


@dataclass(frozen=True, slots=True)
class Position:
    """One version in a cell: its value and summary, what carries it, and the discrepancies it stands in."""

    value: str
    summary: str
    since: str
    weight: str
    mentions: list[Mention]
    disputes: list[Dispute]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one speaker says on one question, oldest version first."""

    positions: list[Position]

    @property
    def contested(self) -> bool:
        """Tell whether a discrepancy stands on this cell."""
        return any(position.disputes for position in self.positions)


@dataclass(frozen=True, slots=True)
class Row:
    """One question and its cells, one for each column."""

    anchor: str
    text: str
    kind: str
    cells: list[Cell]
    reviews: list[Reviewed]


@dataclass(frozen=True, slots=True)
class Column:
    """One speaker of the matrix."""

    speaker: Name
    role: str
    contested: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The questions of one event by the speakers who answer any of them; `left` speakers are not among the columns."""

    anchor: str
    title: str
    columns: list[Column]
    rows: list[Row]
    left: int = 0


def matrices(index: Index) -> list[Matrix]:
    """Return a matrix for each event that has a question, and one for questions without an event."""
    titles = {event.id: shortened(event.title, TITLE) for event in index.comparison.events}
    groups: dict[str, list[Question]] = defaultdict(list)
    for question in index.comparison.questions:
        groups[question.event if question.event in titles else ""].append(question)
    order = [name for name in [*titles, ""] if groups.get(name)]
    return [
        _matrix(index, name, titles.get(name, "Questions of no one event"), groups[name]) for name in order
    ]


def _matrix(index: Index, event: str, title: str, questions: list[Question]) -> Matrix:
    cells: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    wanted = {question.id for question in questions}
    for answer in index.comparison.answers:
        if answer.question in wanted:
            cells[answer.question, _column(index, answer)].append(answer)
    speakers = _ordered(index, [answer for answers in cells.values() for answer in answers])
    rows = [
        Row(anchor("q", question.id), shortened(question.text, ASKED), label("kind", question.kind),
            [_cell(index, cells.get((question.id, speaker), [])) for speaker in speakers], index.reviews.get(question.id, []))
        for question in questions
    ]  # fmt: skip
    columns = [
        Column(
            index.speaker(speaker), index.role(speaker, None), any(row.cells[place].contested for row in rows)
        )
        for place, speaker in enumerate(speakers)
    ]
    return Matrix(anchor("m", event), title, columns, rows)


def _column(index: Index, answer: Answer) -> str:
    """Return the speaker's id; everybody without an entity stands in the column of those not named."""
    return answer.speaker if answer.speaker in index.entities else ""


def _ordered(index: Index, answers: list[Answer]) -> list[str]:
    """Return the speakers: most contested first, then who answers most; those not named last."""
    disputes: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for answer in answers:
        disputes[_column(index, answer)] += len(index.disputes.of_answer(answer.id))
        count[_column(index, answer)] += 1
    place = {speaker: number for number, speaker in enumerate(count)}
    return sorted(count, key=lambda who: (who == "", -disputes[who], -count[who], place[who]))


def _cell(index: Index, answers: list[Answer]) -> Cell:
    return Cell([_position(index, version) for version in index.versions(answers)])


def _position(index: Index, version: list[Answer]) -> Position:
    statements = index.told(name for answer in version for name in answer.statements)
    disputes = {dispute for answer in version for dispute in index.disputes.of_answer(answer.id)}
    weight = f"{counted(len(statements), 'statement')}, {counted(index.origins_of(statements), 'origin')}"
    return Position(
        value=index.value(version[0]),
        summary=clipped(index.detail(version[0]), _SUMMARY),
        since=day(version[0].since),
        weight=weight,
        mentions=[mention(index, statement) for statement in statements],
        disputes=sorted(disputes),
    )


def pieces(matrix: Matrix, rows: int, columns: int) -> Iterator[Matrix]:
    """Yield the matrix in pieces of at most so many questions, each by the first so many speakers who answer them."""
    for number, start in enumerate(range(0, len(matrix.rows), rows), 1):
        some = matrix.rows[start : start + rows]
        speaking = [
            place for place in range(len(matrix.columns)) if any(row.cells[place].positions for row in some)
        ]
        kept = speaking[:columns]
        yield Matrix(
            matrix.anchor if number == 1 else f"{matrix.anchor}_{number}",
            matrix.title,
            [matrix.columns[place] for place in kept],
            [replace(row, cells=[row.cells[place] for place in kept]) for row in some],
            len(speaking) - len(kept),
        )
