"""What a notebook shows of a result: a small table, escaped, without script, style sheet or anything fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from rashomon.taming import tame

# Rows of a table and characters of a cell: a cell of a notebook is glanced at, the report has all.
_ROWS, _LONGEST = 10, 160
_CELL = "text-align:start;vertical-align:top;white-space:normal;overflow-wrap:anywhere;max-width:28em"


def comparison_html(found: Any) -> str:
    """Return a Comparison as HTML: its extent, the surest discrepancies, who speaks most."""
    names = {entity.id: entity.name for entity in found.entities}
    asked = {question.id: question.text for question in found.questions}
    answers = {answer.id: answer for answer in found.answers}
    said = Counter(row.speaker for row in found.statements if row.speaker in names)
    parted = sorted(found.discrepancies, key=lambda row: -row.confidence)

    def side(name: str) -> str:
        answer = answers.get(name)
        return (
            f"{names.get(answer.speaker or '', 'not named')}: {answer.summary or answer.value}"
            if answer
            else ""
        )

    rows = [
        (asked.get(row.question, ""), side(row.a), side(row.b), row.kind, f"{row.confidence:.2f}")
        for row in parted
    ]
    counts = (
        (len(found.documents), "documents"), (len(found.statements), "statements"), (len(names), "entities"),
        (len(found.questions), "questions"), (len(found.discrepancies), "discrepancies"), (len(found.rejected), "put aside"),
    )  # fmt: skip
    return _told("Comparison", counts) + (
        _table(("question", "one says", "another says", "kind", "confidence"), rows)
        + _table(("speaker", "statements"), [(names[name], str(count)) for name, count in said.most_common()])
    )


def extraction_html(found: Any) -> str:
    """Return an Extraction as HTML: the document, and what is said in it by whom."""
    names = {entity.id: entity.name for entity in found.entities}
    text = found.document.text
    rows = [
        (
            names.get(row.speaker or "", "not named"),
            row.act,
            " […] ".join(span.of(text) for span in row.content),
        )
        for row in found.statements
    ]
    title = found.document.title or found.document.uri or found.document.id
    counts = ((len(found.statements), "statements"), (len(found.entities), "entities"))
    return _told(title, counts) + _table(("speaker", "does", "words"), rows)


def _told(title: str, counts: Iterable[tuple[int, str]]) -> str:
    told = ", ".join(f"{number:,} {noun}" for number, noun in counts)
    return f"<p><b>{_safe(title)}</b>: {told}</p>"


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of the first rows, and how many there are beyond them; nothing where there is no row."""
    if not rows:
        return ""
    head = "".join(f'<th style="{_CELL}">{name}</th>' for name in names)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{_safe(cell)}</td>' for cell in row) + "</tr>"
        for row in rows[:_ROWS]
    )
    more = f"<p>and {len(rows) - _ROWS:,} more</p>" if len(rows) > _ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _safe(text: str) -> str:
    r"""Return text that is nothing but text.

    >>> _safe("<b>\u202e")
    '<bdi>&lt;b&gt;</bdi>'
    """
    line = tame(text[: 8 * _LONGEST])
    return f"<bdi>{escape(line if len(line) <= _LONGEST else line[:_LONGEST] + '…')}</bdi>"
