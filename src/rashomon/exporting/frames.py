"""Results as tables for pandas and Polars: names and words beside the ids, a row a finding.

They stand here and not as methods of the records: those are the contract of the JSON, know no framework, and a lower
room never imports a higher one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from rashomon.exporting.table import words
from rashomon.records import (
    Answer,
    Comparison,
    Discrepancy,
    Document,
    Entity,
    Extraction,
    Question,
    Statement,
)

if TYPE_CHECKING:
    import pandas
    import polars

Sort: TypeAlias = Literal["text", "number", "count", "texts"]
Row: TypeAlias = tuple[Any, ...]

_HALF = re.compile("[\ud800-\udfff]")
# The columns of each table, and what is in them; `texts` are lists.
COLUMNS: Mapping[str, Mapping[str, Sort]] = {
    "documents": {
        "id": "text", "outlet": "text", "title": "text", "published": "text", "language": "text", "url": "text",
        "uri": "text", "statements": "count", "text": "text",
    },
    "statements": {
        "id": "text", "document": "text", "outlet": "text", "published": "text", "language": "text", "speaker": "text",
        "speaker_id": "text", "speaker_type": "text", "kind": "text", "act": "text", "content": "text", "cue": "text",
        "source": "text", "start": "count", "end": "count", "parent": "text", "unknown": "text", "confidence": "number",
        "review": "text",
    },
    "entities": {
        "id": "text", "name": "text", "type": "text", "aliases": "texts", "roles": "texts", "documents": "texts",
        "statements": "count",
    },
    "questions": {"id": "text", "text": "text", "kind": "text", "event": "text"},
    "answers": {
        "id": "text", "question": "text", "question_id": "text", "speaker": "text", "speaker_id": "text",
        "value": "text", "summary": "text", "since": "text", "until": "text", "qualities": "texts",
        "statements": "texts",
    },
    "discrepancies": {
        "id": "text", "question": "text", "question_id": "text", "kind": "text", "between": "text", "a": "text",
        "b": "text", "speaker_a": "text", "speaker_b": "text", "value_a": "text", "value_b": "text",
        "evidence": "texts", "note": "text", "confidence": "number", "review": "text",
    },
}  # fmt: skip


class MissingExtraError(ImportError):
    """A library that the package does not bring along is not installed; its words say how to install it."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The tables of a result by name, each a list of values by column; all lists of a table have one length."""

    tables: Mapping[str, Mapping[str, Sequence[Any]]]

    def to_polars(self) -> dict[str, polars.DataFrame]:
        """Return a polars DataFrame for each table; raise MissingExtraError where Polars is not installed."""
        try:
            import polars
        except ImportError as error:
            raise _missing("polars") from error
        types: dict[str, Any] = {
            "text": polars.String,
            "number": polars.Float64,
            "count": polars.Int64,
            "texts": polars.List(polars.String),
        }
        return {
            name: polars.DataFrame(
                table, schema={column: types[sort] for column, sort in COLUMNS[name].items()}
            )
            for name, table in self.tables.items()
        }

    def to_pandas(self) -> dict[str, pandas.DataFrame]:
        """Return a pandas DataFrame for each table; raise MissingExtraError where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise _missing("pandas") from error
        types = {"text": "object", "number": "float64", "count": "Int64", "texts": "object"}
        return {
            name: pandas.DataFrame(
                {
                    column: pandas.Series(values, dtype=types[COLUMNS[name][column]])
                    for column, values in table.items()
                }
            )
            for name, table in self.tables.items()
        }


def frames(found: Comparison | Extraction) -> Frames:
    """Return a result as tables: of a Comparison all of `COLUMNS`, of an Extraction those that it has.

    Cells are str, int, float, lists of str, or None. Spans are code points: `start` of the first, `end` of the last.

    >>> frames(Comparison()).tables["questions"]
    {'id': [], 'text': [], 'kind': [], 'event': []}
    """
    if isinstance(found, Extraction):
        whole = Comparison((found.document,), found.entities, found.statements)
        return Frames({name: _table(name, whole) for name in ("documents", "statements", "entities")})
    return Frames({name: _table(name, found) for name in COLUMNS})


def _missing(library: str) -> MissingExtraError:
    return MissingExtraError(f"{library} is not installed: pip install 'rashomon[{library}]'")


def _table(name: str, found: Comparison) -> Mapping[str, Sequence[Any]]:
    rows = list(getattr(_Rows(found), name)())
    return {column: [_encodable(row[place]) for row in rows] for place, column in enumerate(COLUMNS[name])}


def _encodable(cell: Any) -> Any:
    """Return a cell whose text UTF-8 can hold: half a surrogate pair, which JSON can bring, becomes U+FFFD."""
    if isinstance(cell, list):
        return [_encodable(one) for one in cell]
    return _HALF.sub("\ufffd", cell) if isinstance(cell, str) else cell


class _Rows:
    """The rows of each table; what is named and not there is None."""

    def __init__(self, found: Comparison) -> None:
        self._found = found
        self._documents = {row.id: row for row in found.documents}
        self._entities = {row.id: row for row in found.entities}
        self._questions = {row.id: row for row in found.questions}
        self._answers = {row.id: row for row in found.answers}
        self._reviews = {row.target: row.state for row in found.reviews if row.state != "noted"}

    def documents(self) -> Iterator[Row]:
        said = Counter(row.document for row in self._found.statements)
        for row in self._found.documents:
            yield (
                row.id,
                row.outlet,
                row.title,
                row.published,
                row.language,
                row.url,
                row.uri,
                said[row.id],
                row.text,
            )

    def statements(self) -> Iterator[Row]:
        for row in self._found.statements:
            document = self._documents.get(row.document) or Document(row.document, "")
            speaker = self._entities.get(row.speaker or "")
            yield (
                row.id, row.document, document.outlet, document.published, document.language, _name(speaker),
                row.speaker, speaker.type if speaker else None, row.kind, row.act,
                *(words(document.text, spans) for spans in (row.content, row.cue, row.source)), *_ends(row), row.parent,
                row.unknown, row.confidence, self._reviews.get(row.id),
            )  # fmt: skip

    def entities(self) -> Iterator[Row]:
        said = Counter(row.speaker for row in self._found.statements)
        for row in self._found.entities:
            roles = [role.text for role in row.roles]
            yield (row.id, row.name, row.type, list(row.aliases), roles, list(row.documents), said[row.id])

    def questions(self) -> Iterator[Row]:
        for row in self._found.questions:
            yield (row.id, row.text, row.kind, row.event)

    def answers(self) -> Iterator[Row]:
        for row in self._found.answers:
            yield (
                row.id, _text(self._questions.get(row.question)), row.question, self._who(row), row.speaker, row.value,
                row.summary, row.since, row.until, list(row.qualities), list(row.statements),
            )  # fmt: skip

    def discrepancies(self) -> Iterator[Row]:
        for row in self._found.discrepancies:
            yield (
                row.id, _text(self._questions.get(row.question)), row.question, row.kind, row.between, row.a, row.b,
                *self._sides(row), list(row.evidence), row.note, row.confidence, self._reviews.get(row.id),
            )  # fmt: skip

    def _sides(self, row: Discrepancy) -> Row:
        one, other = self._answers.get(row.a), self._answers.get(row.b)
        values = (side.value if side else None for side in (one, other))
        return (self._who(one), self._who(other), *values)

    def _who(self, answer: Answer | None) -> str | None:
        return _name(self._entities.get(answer.speaker or "")) if answer else None


def _ends(row: Statement) -> tuple[int | None, int | None]:
    return (row.content[0].start, row.content[-1].end) if row.content else (None, None)


def _name(entity: Entity | None) -> str | None:
    return entity.name if entity else None


def _text(question: Question | None) -> str | None:
    return question.text if question else None
