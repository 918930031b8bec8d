"""What the pair model or a language model proposes, to be read side by side, and taken or dropped by a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rashomon.records import DiscrepancyKind, Parting, Proposal, Statement
from rashomon.report.anchors import anchor
from rashomon.report.phrases import label
from rashomon.web.ask import Ask
from rashomon.web.card import Card, Passage, card, passage, pending
from rashomon.web.deeds import Deeds
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal as shown: its key, its kind in words and as it is kept, the model's reason, and the two statements."""

    key: str
    kind: str
    sort: str
    why: str
    sides: tuple[tuple[Card, Passage], ...]


def show(ask: Ask) -> Response:
    """Show the proposals that nobody has taken or dropped yet, a page at a time."""
    advice = ask.view.comparison.advice
    page = paged(ask.view.proposals, ask.number("page"), _ROWS)
    kept = pending(ask)
    rows = [
        Row(anchor("p", one.id), label("kind", one.kind), one.kind, one.why, tuple(
            (card(ask, statement, kept), passage(ask.view, statement)) for statement in sides(ask.view, one)
        ))
        for one in page.rows
    ]  # fmt: skip
    return ask.page("proposals.html", page=page, rows=rows, advice=advice)


def sides(view: View, proposal: Proposal) -> tuple[Statement, Statement]:
    """Return the two statements of a proposal."""
    return view.index.statements[proposal.a.statement], view.index.statements[proposal.b.statement]


def judge(ask: Ask) -> Response:
    """Take a proposal as a discrepancy, or drop it for good."""
    taken, dropped = ask.field("accept"), ask.field("reject")
    proposal = next((one for one in ask.view.proposals if anchor("p", one.id) in (taken, dropped)), None)
    if proposal is None or proposal.kind not in get_args(DiscrepancyKind):
        raise HTTPException(404, "There is no such proposal: it may have been taken or dropped already.")
    one, other = sides(ask.view, proposal)
    parting = Parting(proposal.kind, "self" if one.speaker == other.speaker else "speakers")
    deeds = Deeds(ask.view)
    if taken:
        ask.correct([deeds.differ(one, other, parting, ask.field("why"))], "Taken as a discrepancy.")
    else:
        ask.correct(
            [deeds.agree(one, other, parting, ask.field("why"))],
            "Dropped: it is not proposed again.",
            wait=0.25,
        )
    return ask.back("/proposals")
