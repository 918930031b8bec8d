"""What the adviser says of two statements that it is shown alone, as far as the words of both bear it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.advising.anchoring import anchored
from rashomon.advising.asking import Asking
from rashomon.advising.questions import Told, explaining
from rashomon.advising.replies import read_verdict
from rashomon.records import Excerpt


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether two statements part and why, with the words of each on which that rests."""

    parts: bool
    why: str
    a: Excerpt
    b: Excerpt


async def explain(
    asking: Asking, pairs: Sequence[tuple[Told, Told, str]]
) -> tuple[list[Explanation | None], int]:
    """Return an explanation for each pair of statements and kind, None where there is none, and how many were dropped.

    A question holds its two statements and nothing else: what another article says cannot reach it.
    """
    answers = await asking.ask([explaining(one, other, kind) for one, other, kind in pairs])
    found = [
        None if answer is None else _explanation(answer, one, other)
        for answer, (one, other, _) in zip(answers, pairs, strict=True)
    ]
    dropped = sum(row is None for row in found) - sum(answer is None for answer in answers)
    return found, dropped


def _explanation(answer: str, one: Told, other: Told) -> Explanation | None:
    verdict = read_verdict(answer)
    if verdict is None:
        return None
    a, b = excerpt(one, verdict.a), excerpt(other, verdict.b)
    return Explanation(verdict.parts, verdict.why, a, b) if a and b else None


def excerpt(told: Told, quotation: str) -> Excerpt | None:
    """Return the words of a statement's own content that are quoted, or None where they do not stand there."""
    span = anchored(quotation, told.document.text, told.statement.content)
    return Excerpt(told.statement.id, span) if span else None
