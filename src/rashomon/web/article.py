"""The articles: a list of them, and one with its statements marked where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from rashomon.records import Block, Document, Span, Statement
from rashomon.report.article import Paragraph, article, pieces
from rashomon.report.index import first_span
from rashomon.report.phrases import counted, labels
from rashomon.web.ask import Ask
from rashomon.web.card import pending
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS = 40
# What a paragraph may hold before it is cut in two (code points), a page (bytes of HTML, as estimated), and what a
# statement costs of that.
_PARAGRAPH, _PAGE, _STATEMENT = 4_000, 38_000, 1_500
# A longer name is none that anybody types (code points).
_NAME = 200


@dataclass(frozen=True, slots=True)
class Line:
    """An article in the list: how many statements it has, and how many of them people have reviewed."""

    key: str
    statements: int
    reviewed: int


def show_all(ask: Ask) -> Response:
    """Show the articles, a page at a time."""
    view, language, outlet = ask.view, ask.get("language"), ask.get("outlet")
    rows = [
        row
        for row in view.comparison.documents
        if (not language or row.language == language) and (not outlet or row.outlet == outlet)
    ]
    if ask.get("sort") == "latest":
        rows.sort(key=lambda row: row.published or "", reverse=True)
    page = paged(rows, ask.number("page"), _ROWS)
    return ask.page(
        "articles.html", page=page, lines=[_line(view, row) for row in page.rows],
        papers=[view.index.papers[row.id] for row in page.rows], language=language, outlet=outlet, sort=ask.get("sort"),
        languages=[(code, labels()["language"].get(code, code)) for code in sorted({row.language for row in view.comparison.documents if row.language})],
    )  # fmt: skip


def _line(view: View, document: Document) -> Line:
    own = view.index.by_document[document.id]
    return Line(view.key(document), len(own), sum(view.verdict(row.id) is not None for row in own))


def show(ask: Ask) -> Response:
    """Show one article, a page of it where it is long: that with the statement or the place (`at`) asked for."""
    view, document = ask.view, ask.found(ask.view.documents)
    shown = article(view.index, replace(document, blocks=tuple(_blocks(document))))
    pages = list(_pages(shown.paragraphs))
    page = paged(pages, _wanted(ask, document, pages) or ask.number("page"), 1)
    documents = list(view.documents)
    place = documents.index(view.key(document))
    statements = view.index.by_document[document.id]
    return ask.page(
        "article.html", article=shown, paragraphs=page.rows[0] if page.rows else [], page=page, document=document,
        states=_states(ask, statements),
        key=view.key(document), kept=ask.desk.original(document.id) is not None, beside=bool(ask.get("original")), at=_at(ask, document),
        previous=documents[place - 1] if place else None,
        following=documents[place + 1] if place + 1 < len(documents) else None,
        acts=labels()["act"], reviewed=sum(view.verdict(row.id) is not None for row in statements), total=len(statements),
        count=counted(len(statements), "statement"), names=names(view, document),
    )  # fmt: skip


def _states(ask: Ask, statements: Sequence[Statement]) -> dict[int, str]:
    """Return in a word what a person said of each statement, by its running number; empty of most."""
    kept = pending(ask)
    reviews = {row.id: ask.view.verdict(row.id) for row in statements}
    return {
        ask.view.index.numbers[name]: "kept" if name in kept else review.state if review else ""
        for name, review in reviews.items()
    }


def _blocks(document: Document) -> Iterator[Block]:
    """Yield the paragraphs of an article, a very long one in parts."""
    for piece in pieces(document.text, document.blocks):
        if piece.kind == "gap":
            continue
        for span in _parts(piece.words, document.text):
            yield Block(piece.kind, span)  # type: ignore[arg-type]


def _parts(span: Span, text: str) -> Iterator[Span]:
    start = span.start
    while span.end - start > _PARAGRAPH:
        space = max(text.rfind(mark, start + _PARAGRAPH // 2, start + _PARAGRAPH) for mark in " \n")
        end = space + 1 if space > 0 else start + _PARAGRAPH
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _pages(paragraphs: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs page by page."""
    page: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        weight = sum(
            len(part.text.encode("utf-8", "replace")) + 90 for part in paragraph.segments
        ) + _STATEMENT * len(paragraph.notes)
        if page and size + weight > _PAGE:
            yield page
            page, size = [], 0
        page.append(paragraph)
        size += weight
    if page:
        yield page


def _wanted(ask: Ask, document: Document, pages: list[list[Paragraph]]) -> int | None:
    """Return the number of the page with what is asked for; None where nothing is."""
    place = _at(ask, document)
    if place is None:
        return None
    starts, done = [], 0
    for page in pages:
        starts.append(done)
        done += sum(len(row.gap) + sum(len(part.text) for part in row.segments) for row in page)
    return max(1, bisect_right(starts, place))


def _at(ask: Ask, document: Document) -> int | None:
    """Return the code point that is asked for: a number, or where a statement begins."""
    given = ask.get("at")
    if given in ask.view.statements:
        statement = ask.view.statements[given]
        span = first_span(statement) if statement.document == document.id else None
        return span.start if span else None
    return ask.number("at", 0) if given else None


def names(view: View, document: Document) -> list[str]:
    """Return the names that a speaker may be given in an article: those it names, then the most quoted."""
    named = [
        row.name for row in view.comparison.entities if document.id in row.documents and row.type != "place"
    ]
    rows = dict.fromkeys([*named[:60], *(row.name for row in view.heard[:40])])
    return [name for name in rows if len(name) <= _NAME]
