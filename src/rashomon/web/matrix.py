"""The matrix: questions by speakers, filtered and sorted, a page of each at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.responses import Response

from rashomon.records import Answer, Document, Question
from rashomon.report.disputes import Dispute
from rashomon.report.phrases import clipped, counted, day, label, labels
from rashomon.report.quotation import Mention, mention
from rashomon.web.ask import Ask
from rashomon.web.paging import Paging, paged
from rashomon.web.view import View

_ROWS, _COLUMNS = 12, 6
# Characters of a summary, statements that a cell links to, and versions that it tells.
_SUMMARY, _LINKS, _VERSIONS = 100, 6, 4
# Names that a list of choices offers.
_CHOICES = 100
SORTS = {
    "contested": "most contested",
    "answers": "most answered",
    "latest": "latest answer",
    "order": "as found",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is left in the matrix, and in which order."""

    event: str
    speaker: str
    outlet: str
    language: str
    kind: str
    since: str
    until: str
    reviewed: str
    contested: bool
    sort: str

    @property
    def active(self) -> bool:
        """Tell whether something is left out."""
        given = (
            self.event,
            self.speaker,
            self.outlet,
            self.language,
            self.kind,
            self.since,
            self.until,
            self.reviewed,
        )
        return self.contested or any(given)


@dataclass(frozen=True, slots=True)
class Position:
    """One version in a cell: what it says, since when, how often and from how many origins, and where."""

    value: str
    summary: str
    since: str
    weight: str
    mentions: list[Mention]
    more: int
    disputes: list[Dispute]
    key: str
    noted: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one speaker says on one question: the first versions, and how many more there are."""

    positions: list[Position]
    more: int
    contested: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A question, how much contested it is, and its cells."""

    key: str
    question: Question
    kind: str
    disputes: int
    reviewed: bool
    cells: list[Cell | None]


def show(ask: Ask) -> Response:
    """Show the matrix."""
    view, wanted = ask.view, read_filter(ask)
    answers = list(_passing(view, wanted))
    by_question: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_question[answer.question].append(answer)
    questions = _questions(view, wanted, by_question)
    rows = paged(questions, ask.number("page"), _ROWS)
    columns = paged(
        _speakers(view, [row for q in rows.rows for row in by_question[q.id]]),
        ask.number("columns"),
        _COLUMNS,
    )
    return ask.page(
        "matrix.html", filter=wanted, rows=rows, columns=columns, kinds=labels()["kind"], sorts=SORTS,
        speakers=[view.index.speaker(name) for name in columns.rows],
        table=[_row(view, question, columns, by_question[question.id]) for question in rows.rows],
        choices=view.once(choices),
    )  # fmt: skip


def read_filter(ask: Ask) -> Filter:
    """Return the filter that an address asks for."""
    sort = ask.get("sort")
    return Filter(
        ask.get("event"), ask.get("speaker"), ask.get("outlet"), ask.get("language"), ask.get("kind"), ask.get("since"),
        ask.get("until"), ask.get("reviewed"), bool(ask.get("contested")), sort if sort in SORTS else "contested",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filter offers: (key, name) pairs, the commonest first."""

    events: list[tuple[str, str]]
    speakers: list[tuple[str, str]]
    outlets: list[str]
    languages: list[tuple[str, str]]


def choices(view: View) -> Choices:
    """Return what the filter offers."""
    answering = Counter(row.speaker for row in view.comparison.answers if row.speaker in view.index.entities)
    heard = [view.index.entities[name or ""] for name, _ in answering.most_common(_CHOICES)]
    outlets = Counter(row.outlet for row in view.comparison.documents if row.outlet)
    codes = Counter(row.language for row in view.comparison.documents if row.language)
    return Choices(
        [(event.id, event.title) for event in view.comparison.events[:_CHOICES]],
        [(view.key(entity), entity.name) for entity in heard],
        [name for name, _ in outlets.most_common(_CHOICES)],
        [(code, label("language", code)) for code, _ in codes.most_common(_CHOICES)],
    )


def _passing(view: View, wanted: Filter) -> Iterable[Answer]:
    """Yield the answers that the filter lets through."""
    speaker = view.entities.get(wanted.speaker)
    told = _documents(wanted)
    for answer in view.comparison.answers:
        if wanted.speaker and (speaker is None or answer.speaker != speaker.id):
            continue
        if told and not any(
            told(view.index.documents[one.document]) for one in view.index.told(answer.statements)
        ):
            continue
        yield answer


def _documents(wanted: Filter) -> Callable[[Document], bool] | None:
    """Return what tells whether an article passes; None where all do."""
    if not (wanted.outlet or wanted.language or wanted.since or wanted.until):
        return None

    def passes(document: Document) -> bool:
        published = (document.published or "")[:10]
        return (
            (not wanted.outlet or document.outlet == wanted.outlet)
            and (not wanted.language or document.language == wanted.language)
            and (not wanted.since or published >= wanted.since)
            and (not wanted.until or "" < published <= wanted.until)
        )

    return passes


def _questions(view: View, wanted: Filter, answers: dict[str, list[Answer]]) -> list[Question]:
    disputes = view.index.disputes.by_question
    rows = [
        row
        for row in view.comparison.questions
        if row.id in answers
        and (not wanted.kind or row.kind == wanted.kind)
        and (not wanted.event or row.event == wanted.event)
        and (not wanted.contested or disputes.get(row.id))
        and (not wanted.reviewed or reviewed(view, row) == (wanted.reviewed == "yes"))
    ]
    keys: dict[str, Callable[[Question], object]] = {
        "contested": lambda row: (-len(disputes.get(row.id, ())), -len(answers[row.id])),
        "answers": lambda row: -len(answers[row.id]),
        "latest": lambda row: [
            -ord(letter) for letter in max(a.until or a.since or "" for a in answers[row.id])
        ],
    }
    return sorted(rows, key=keys[wanted.sort]) if wanted.sort in keys else rows  # type: ignore[arg-type]


def reviewed(view: View, question: Question) -> bool:
    """Tell whether people have reviewed all that is contested on a question, and it is not the machine's alone."""
    rows = view.index.disputes.by_question.get(question.id, [])
    own = view.verdict(question.id) is not None
    return own or (bool(rows) and all(view.verdict(row.id) for row in rows))


def _speakers(view: View, answers: list[Answer]) -> list[str]:
    """Return the speakers of the rows: the most contested first, then who answers most; those not named last."""
    disputes: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for answer in answers:
        disputes[_column(view, answer)] += len(view.index.disputes.of_answer(answer.id))
        count[_column(view, answer)] += 1
    place = {speaker: number for number, speaker in enumerate(count)}
    return sorted(count, key=lambda who: (who == "", -disputes[who], -count[who], place[who]))


def _column(view: View, answer: Answer) -> str:
    return answer.speaker if answer.speaker and answer.speaker in view.index.entities else ""


def _row(view: View, question: Question, columns: Paging[str], answers: list[Answer]) -> Row:
    by_speaker: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_speaker[_column(view, answer)].append(answer)
    cells = [_cell(view, by_speaker[name]) if by_speaker.get(name) else None for name in columns.rows]
    disputes = len(view.index.disputes.by_question.get(question.id, ()))
    kind = label("kind", question.kind)
    return Row(view.key(question), question, kind, disputes, reviewed(view, question), cells)


def _cell(view: View, answers: list[Answer]) -> Cell:
    versions = view.index.versions(answers)
    contested = any(view.index.disputes.of_answer(answer.id) for answer in answers)
    return Cell(
        [position(view, version) for version in versions[:_VERSIONS]], len(versions[_VERSIONS:]), contested
    )


def position(view: View, version: list[Answer]) -> Position:
    """Return one version of a speaker as it stands in a cell."""
    index, first = view.index, version[0]
    statements = index.told(name for answer in version for name in answer.statements)
    disputes = sorted({dispute for answer in version for dispute in index.disputes.of_answer(answer.id)})
    return Position(
        value=clipped(index.value(first), 2 * _SUMMARY),
        summary=clipped(index.detail(first), _SUMMARY),
        since=day(first.since),
        weight=f"{counted(len(statements), 'statement')}, {counted(index.origins_of(statements), 'origin')}",
        mentions=[mention(index, statement) for statement in statements[:_LINKS]],
        more=len(statements[_LINKS:]),
        disputes=disputes[:_LINKS],
        key=view.key(first),
        noted=sum(view.verdict(statement.id) is not None for statement in statements),
    )
