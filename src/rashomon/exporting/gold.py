"""Annotated articles out of what people reviewed: to measure the next version against, and to train on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rashomon.exporting.files import whole_file
from rashomon.records import Comparison, Document, Entity, Json, Statement, spans_to

_REVIEWED = frozenset({"accepted", "corrected", "added"})


def gold_rows(comparison: Comparison) -> Iterator[Json]:
    """Yield the articles of which people reviewed every statement, as `rashomon evaluate attribution` reads them.

    An article with a single statement that nobody looked at is left out: what it lacks would count as an error. The
    speaker is named as the case shows it, the kind as `type`.
    """
    reviewed = {review.target for review in comparison.reviews if review.state in _REVIEWED}
    said: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in comparison.statements:
        said[statement.document].append(statement)
    people = {entity.id: entity for entity in comparison.entities}
    for document in comparison.documents:
        rows = said.get(document.id, [])
        if rows and all(statement.id in reviewed for statement in rows):
            yield _article(document, rows, people)


def _article(document: Document, rows: Sequence[Statement], people: Mapping[str, Entity]) -> Json:
    number = {statement.id: place for place, statement in enumerate(rows, 1)}
    return {
        "id": document.id, "url": document.url, "title": document.title, "published": document.published,
        "language": document.language, "outlet": document.outlet, "text": document.text,
        "attributions": [_attribution(statement, number, people) for statement in rows],
    }  # fmt: skip


def _attribution(statement: Statement, number: Mapping[str, int], people: Mapping[str, Entity]) -> Json:
    speaker = people.get(statement.speaker or "")
    return {
        "id": number[statement.id], "type": statement.kind, "content": spans_to(statement.content),
        "cue": spans_to(statement.cue), "source": spans_to(statement.source),
        "speaker": speaker.name if speaker else None, "speaker_type": speaker.type if speaker else None,
        "act": statement.act, "parent": number.get(statement.parent or ""),
    }  # fmt: skip


def write_gold(comparison: Comparison, target: Path) -> None:
    """Write the reviewed articles as JSON lines; raise ValueError where no article is reviewed to its end."""
    rows = list(gold_rows(comparison))
    if not rows:
        raise ValueError(
            "no article is reviewed to its end: accept, correct or reject each of its statements first"
        )
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    with whole_file(target) as part:  # a lone surrogate is written as JSON escapes it
        part.write_bytes("".join(lines).encode("utf-8", "backslashreplace"))
