"""The review queue: what nobody has looked at yet, the least sure first."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from rashomon.web.ask import Ask
from rashomon.web.card import card, passage, pending
from rashomon.web.discrepancy import listed
from rashomon.web.entity import pair
from rashomon.web.overview import progress

# So many stand on one page: the first is the one to decide on.
_ROWS = 8


def show(ask: Ask) -> Response:
    """Show the queue of statements, of discrepancies, or of names that may be one."""
    what = ask.get("what")
    shows = {"discrepancies": _discrepancies, "names": _names}
    return shows.get(what, _statements)(ask)


def _statements(ask: Ask) -> Response:
    kept, skip = pending(ask), ask.number("skip", 0)
    speaker = ask.view.entities.get(ask.get("speaker"))
    rows = [
        row
        for row in ask.view.to_check
        if row.id not in kept and (speaker is None or row.speaker == speaker.id)
    ]
    rows = rows[skip : skip + _ROWS]
    cards = [(card(ask, row, kept), passage(ask.view, row)) for row in rows]
    return ask.page(
        "review.html", what="statements", cards=cards, **_common(ask, len(kept), skip), speaker=speaker
    )


def _discrepancies(ask: Ask) -> Response:
    skip = ask.number("skip", 0)
    rows = [listed(ask.view, row) for row in ask.view.to_judge[skip : skip + _ROWS]]
    return ask.page("review.html", what="discrepancies", rows=rows, **_common(ask, 0, skip), speaker=None)


def _names(ask: Ask) -> Response:
    skip = ask.number("skip", 0)
    rows = [pair(ask.view, row) for row in ask.view.to_join[skip : skip + _ROWS]]
    return ask.page("review.html", what="names", rows=rows, **_common(ask, 0, skip), speaker=None)


def _common(ask: Ask, kept: int, skip: int) -> dict[str, Any]:
    return {"progress": progress(ask.view), "kept": kept, "skip": skip, "size": _ROWS}
