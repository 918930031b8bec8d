"""The search: words in all articles, and names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from rashomon.entities.dividing import spelled
from rashomon.records import Entity
from rashomon.report.index import Paper
from rashomon.web.ask import Ask
from rashomon.web.casebook import Found
from rashomon.web.entity import line
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS, _MOST, _NAMES = 20, 200, 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet, and whether it is what was looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found: the article, the words around in pieces, and where they stand."""

    paper: Paper
    pieces: list[Piece]
    place: int


def show(ask: Ask) -> Response:
    """Show what was found, a page at a time."""
    query = ask.get("q").strip()
    found = ask.desk.search(query, _MOST) if query else ()
    page = paged([row for row in found if row.document in ask.view.index.papers], ask.number("page"), _ROWS)
    return ask.page(
        "search.html", query=query, page=page, hits=[_hit(ask.view, row) for row in page.rows], most=_MOST,
        names=[line(ask.view, row) for row in _named(ask.view, query)] if query and page.number == 1 else [],
        behind=len(found) - page.total,
    )  # fmt: skip


def _hit(view: View, row: Found) -> Hit:
    return Hit(view.index.papers[row.document], list(_pieces(row)), row.span.start if row.span else 0)


def _pieces(row: Found) -> Iterator[Piece]:
    """Yield the snippet, what was found told apart."""
    done, start, text = 0, row.start, row.snippet
    for mark in sorted(row.marks):
        begin, end = max(done, mark.start - start), min(len(text), mark.end - start)
        if begin < end:
            yield Piece(text[done:begin], found=False)
            yield Piece(text[begin:end], found=True)
            done = end
    yield Piece(text[done:], found=False)


def _named(view: View, query: str) -> list[Entity]:
    """Return the names that hold what is looked for, the most quoted first."""
    wanted = spelled(query)
    rows = [entity for name, entities in view.by_name.items() if wanted in name for entity in entities]
    ranked = sorted(dict.fromkeys(rows), key=lambda row: (-view.quoted[row.id], row.name, row.id))
    return ranked[:_NAMES]
