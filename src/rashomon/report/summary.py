"""The page on top: what an editor reads in a minute, all of it counted from what stands below."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from rashomon.records import Answer, Discrepancy, Statement
from rashomon.report.anchors import anchor
from rashomon.report.index import Index, Name
from rashomon.report.phrases import SURE_ENOUGH, certainty, counted
from rashomon.report.timeline import Timeline
from rashomon.report.versus import Versus, asked, versus

# What fits on one printed page: rows of each list.
_PARTINGS, _VOICES, _TURNS = 5, 6, 4
_VALUES = 4  # versions named of one speaker who changed them


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    number: str
    noun: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks, the role, how often and from how many origins."""

    name: Name
    role: str
    weight: str


@dataclass(frozen=True, slots=True)
class Parted:
    """A question on which accounts part: its best-supported discrepancy, what supports it, and how many more it has."""

    anchor: str
    text: str
    best: Versus
    support: str
    more: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker who changed the answer to a question: the values, oldest first."""

    anchor: str
    speaker: Name
    question: str
    values: list[str]


@dataclass(frozen=True, slots=True)
class Summary:
    """What happened in numbers, where accounts part, who speaks, who changed the story, and how sure that is."""

    figures: list[Figure]
    partings: list[Parted]
    partings_left: int
    voices: list[Voice]
    turns: list[Turn]
    turns_left: int
    sure: str
    reviewed: str


def summary(index: Index, changed: list[Timeline]) -> Summary:
    """Return the summary; `changed` are the timelines of those who changed their story."""
    partings = _partings(index)
    turns = _turns(changed)
    return Summary(
        figures=_figures(index),
        partings=[_parted(index, rows) for rows in partings[:_PARTINGS]],
        partings_left=max(0, len(partings) - _PARTINGS),
        voices=_voices(index),
        turns=turns[:_TURNS],
        turns_left=max(0, len(turns) - _TURNS),
        sure=_sure(index),
        reviewed=_reviewed(index),
    )


def _figures(index: Index) -> list[Figure]:
    comparison = index.comparison
    outlets = {document.outlet for document in comparison.documents if document.outlet}
    speaking = {row.speaker for row in index.statements.values() if row.speaker in index.entities}
    counts = (
        (len(comparison.documents), "article", ""), (len(outlets), "outlet", ""),
        (index.origins.count(index.documents), "independent origin", ""), (len(comparison.statements), "statement", ""),
        (len(speaking), "speaker", ""), (len(comparison.questions), "question", ""),
        (len(comparison.discrepancies), "discrepancy", "discrepancies"),
    )  # fmt: skip
    parts = (counted(*count).split(" ", 1) for count in counts)
    return [Figure(number, noun) for number, noun in parts]


def support(index: Index, row: Discrepancy) -> tuple[int, int]:
    """Return from how many independent origins each of the two sides comes."""
    return _origins(index, index.answers[row.a]), _origins(index, index.answers[row.b])


def _origins(index: Index, answer: Answer) -> int:
    return index.origins_of(index.told(answer.statements))


def _partings(index: Index) -> list[list[Discrepancy]]:
    """Return the discrepancies by question, the best supported first within and among the questions."""

    def strength(row: Discrepancy) -> tuple[bool, int, int, float]:
        one, other = support(index, row)
        kept = any(review.state in ("accepted", "added") for review in index.reviews.get(row.id, ()))
        return not kept, -min(one, other), -(one + other), -row.confidence

    ranked = [sorted(rows, key=strength) for rows in index.disputes.by_question.values() if rows]
    return sorted(ranked, key=lambda rows: (strength(rows[0]), -len(rows)))


def _parted(index: Index, rows: list[Discrepancy]) -> Parted:
    best = rows[0]
    text = asked(index, best.question)
    one, other = support(index, best)
    told = f"{one} against {counted(other, 'origin')}"
    return Parted(anchor("g", best.question), text, versus(index, best, text), told, len(rows) - 1)


def _voices(index: Index) -> list[Voice]:
    said: dict[str, list[Statement]] = defaultdict(list)
    for row in index.statements.values():
        if row.speaker in index.entities:
            said[row.speaker or ""].append(row)
    place = {name: number for number, name in enumerate(index.entities)}
    most = sorted(said, key=lambda name: (-len(said[name]), place[name]))[:_VOICES]
    return [
        Voice(
            index.speaker(name),
            index.role(name, None),
            f"{counted(len(said[name]), 'statement')}, {counted(index.origins_of(said[name]), 'origin')}",
        )
        for name in most
    ]


def _turns(changed: list[Timeline]) -> list[Turn]:
    return [
        Turn(
            timeline.anchor, track.speaker, timeline.question, _values([row.value for row in track.versions])
        )
        for timeline in changed
        for track in timeline.tracks
    ]


def _values(values: list[str]) -> list[str]:
    """Return the first and the latest versions, what lies between as an ellipsis.

    >>> _values(["1", "2", "3", "4", "5"])
    ['1', '…', '4', '5']
    """
    return values if len(values) <= _VALUES else [values[0], "…", *values[2 - _VALUES :]]


def _sure(index: Index) -> str:
    """Say how sure the discrepancies are, and how many statements are not."""
    found = Counter(certainty(row.confidence) for row in index.comparison.discrepancies)
    words = [f"{found[name]} {name}" for name in ("high", "fair", "low") if found[name]]
    doubted = sum(row.confidence < SURE_ENOUGH for row in index.statements.values())
    parted = f"Confidence in the discrepancies: {', '.join(words)}. " if words else ""
    said = (
        f"{counted(doubted, 'statement')} marked uncertain."
        if doubted
        else "No statement is marked uncertain."
    )
    return parted + said


def _reviewed(index: Index) -> str:
    """Say what people have looked at."""
    states = Counter(row.state for row in index.comparison.reviews if row.state != "noted")
    told = [f"{states[name]} {name}" for name in ("accepted", "corrected", "added") if states[name]]
    refused = sum(
        row.state == "applied" and row.edit.kind in ("reject-statement", "reject-discrepancy")
        for row in index.comparison.edits
    )
    told += [f"{refused} taken out"] if refused else []
    return f"By hand: {', '.join(told)}." if told else "Nobody has reviewed a finding yet."
