"""Competing hypotheses: the answers by the hypotheses, what stands against each, and on which answers that hangs."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.edits import MARKS
from rashomon.hypotheses import least_against, sensitivity
from rashomon.records import Answer, Comparison, Hypothesis, Mark
from rashomon.report.anchors import anchor
from rashomon.report.index import Index, Name
from rashomon.report.phrases import counted, label, listed
from rashomon.report.quotation import Mention, mention
from rashomon.report.reviews import signature


@dataclass(frozen=True, slots=True)
class Head:
    """A hypothesis: its letter, its text, who wrote it, how many answers are against it, how many are marked."""

    letter: str
    text: str
    signed: str
    against: int
    marked: int
    least: bool


@dataclass(frozen=True, slots=True)
class Bearing:
    """How an answer stands to one hypothesis; `state` is empty where nobody said."""

    state: str
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer and how it stands to each hypothesis; `without` tells what changes where it is left out."""

    anchor: str
    question: str
    speaker: Name
    value: str
    mentions: list[Mention]
    bearings: list[Bearing]
    without: str
    same: bool


@dataclass(frozen=True, slots=True)
class Competing:
    """The hypotheses and the answers that were weighed against them, with the outcome in a sentence."""

    heads: list[Head]
    rows: list[Weighed]
    outcome: str


def competing(index: Index) -> Competing | None:
    """Return the table of hypotheses, None where nobody wrote one."""
    rows = index.comparison.hypotheses
    if not rows:
        return None
    letters = {row.id: _letter(place) for place, row in enumerate(rows)}
    least = least_against(rows)
    heads = [_head(row, letters[row.id], row.id in least) for row in rows]
    marks = {(mark.answer, row.id): mark for row in rows for mark in row.marks}
    hangs = {
        answer: _without([letters[name] for name in names]) for answer, names in sensitivity(rows).items()
    }
    weighed = [
        _weighed(index, answer, [marks.get((answer.id, row.id)) for row in rows], hangs.get(answer.id, ""))
        for answer in _answers(index.comparison)
    ]
    return Competing(heads, weighed, _outcome([letters[name] for name in least], len(heads), len(hangs)))


def _answers(comparison: Comparison) -> list[Answer]:
    """Return the answers that carry a mark, in the order of the questions."""
    marked = {mark.answer for row in comparison.hypotheses for mark in row.marks}
    place = {question.id: number for number, question in enumerate(comparison.questions)}
    found = [answer for answer in comparison.answers if answer.id in marked]
    return sorted(found, key=lambda answer: place.get(answer.question, len(place)))


def _letter(place: int) -> str:
    """Return the letter of a hypothesis.

    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'A2')
    """
    return chr(65 + place % 26) + (str(place // 26 + 1) if place >= 26 else "")


def _head(row: Hypothesis, letter: str, least: bool) -> Head:
    return Head(letter, row.text, signature(row.who, row.when), row.against, len(row.marks), least)


def _weighed(index: Index, answer: Answer, marks: list[Mark | None], without: str) -> Weighed:
    question = index.questions.get(answer.question)
    bearings = [
        Bearing(mark.bearing, label("bearing", mark.bearing), mark.who)
        if mark and mark.bearing in MARKS
        else Bearing("", "", "")
        for mark in marks
    ]
    return Weighed(
        anchor=anchor("q", answer.question) if question else "",
        question=question.text if question else "",
        speaker=index.speaker(answer.speaker),
        value=index.value(answer),
        mentions=[mention(index, row) for row in index.told(answer.statements)],
        bearings=bearings,
        without=without,
        same=len(marks) > 1 and len({bearing.state for bearing in bearings}) == 1,
    )


def _without(letters: list[str]) -> str:
    return f"left out, {listed(letters)} {'has' if len(letters) == 1 else 'have'} the least against"


def _outcome(letters: list[str], total: int, hangs: int) -> str:
    """Say which hypothesis has the least against it, and how far that can be trusted.

    >>> _outcome(["B"], 3, 2)
    'B has the least against it. That hangs on 2 answers, each of which changes it when left out.'
    """
    if not letters:
        return "No answer is marked yet."
    if total == 1:
        return "One hypothesis alone competes with nothing: write what else may have been so."
    if len(letters) == total:
        told = "Nothing tells them apart: each has as much against it as any other."
    else:
        have = "has the least against it" if len(letters) == 1 else "have the least against them"
        told = f"{listed(letters)} {have}."
    if hangs == 0:
        return f"{told} No single answer, left out, changes that."
    each = ", each of which changes it when left out" if hangs > 1 else ", which changes it when left out"
    return f"{told} That hangs on {counted(hangs, 'answer')}{each}."
