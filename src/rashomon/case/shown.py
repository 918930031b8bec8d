"""What is shown: the last comparison, written by its difference from the one before, and read back the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rashomon.case.machine import document_of
from rashomon.case.packing import key, packed
from rashomon.case.places import places
from rashomon.case.shelves import SHELVES, TIES, Cell, Shelf, Tie
from rashomon.case.store import Store
from rashomon.records import Advice, Comparison, Document

_ADVICE = "advice"
_DOCUMENTS = "SELECT d.record, d.text FROM compared c JOIN documents d ON d.id = c.id ORDER BY c.place"


@dataclass(frozen=True, slots=True)
class Ready:
    """A comparison as the rows that it will be, made ready before anybody has to wait for their writing."""

    shelves: tuple[Mapping[str, tuple[tuple[Cell, ...], str]], ...]
    ties: tuple[Mapping[str, tuple[Cell, ...]], ...]
    advice: str | None

    @classmethod
    def of(cls, comparison: Comparison) -> Ready:
        """Return the rows of a comparison."""
        texts = {document.id: document.text for document in comparison.documents}
        advice = packed(comparison.advice.to_dict()) if comparison.advice else None
        shelves = tuple(shelf.rows(comparison, texts) for shelf in SHELVES)
        return cls(shelves, tuple(tie.rows(comparison) for tie in TIES), advice)


def write(store: Store, ready: Ready) -> None:
    """Put a comparison in the place of the one before, inside of `writing`; rows that stay the same are not touched."""
    for shelf, rows in zip(SHELVES, ready.shelves, strict=True):
        _write_shelf(store, shelf, rows)
    for tie, ties in zip(TIES, ready.ties, strict=True):
        _write_tie(store, tie, ties)
    if (
        ready.advice is not None
    ):  # else what was advised before stays: it names statements, which may still be there
        store.set_value(_ADVICE, ready.advice)


def keep_advice(store: Store, advice: Advice) -> None:
    """Keep what an adviser said of the comparison that is shown, inside of `writing`."""
    store.set_value(_ADVICE, packed(advice.to_dict()))


def clear(store: Store) -> None:
    """Show nothing, inside of `writing`; inputs that were put aside stay, out of place."""
    for table in (*(one.table for one in SHELVES), *(one.table for one in TIES)):
        if table != "rejected":
            store.run(f"DELETE FROM {table}")  # noqa: S608 (our own names)
    store.run("UPDATE rejected SET place = NULL")
    store.set_value(_ADVICE, None)


# By table and row, the records that were read before.
Known = dict[tuple[str, ...], Any]


def read(store: Store, known: Known | None = None) -> Comparison:
    """Return the comparison that was written last, inside of `reading`.

    Rows that are in `known` are the same records again, and it is left with those of this comparison alone: who looks
    at one comparison after another neither makes nor frees what they share.
    """
    held: Known = {}
    rows = {shelf.field: tuple(_remembered(store, shelf, known or {}, held)) for shelf in SHELVES}
    if known is not None:
        known.clear()
        known.update(held)
    return Comparison(**rows, advice=kept_advice(store))


def kept_advice(store: Store) -> Advice | None:
    """Return what an adviser said of what is shown, None where none was asked."""
    advice = store.value(_ADVICE)
    return Advice.from_dict(json.loads(advice)) if advice else None


def read_field(store: Store, field: str) -> tuple[Any, ...]:
    """Return one field of the comparison that was written last, inside of `reading`."""
    if field == "documents":
        return _documents(store)
    return _records(store, next(shelf for shelf in SHELVES if shelf.field == field))


def _remembered(store: Store, shelf: Shelf, known: Known, held: Known) -> Iterator[Any]:
    documents = shelf.field == "documents"
    for row in store.stream(_DOCUMENTS if documents else _in_place(shelf.table)):
        key = (shelf.table, *row)
        found = known.get(key)
        if found is None:
            found = document_of(*row) if documents else shelf.unpack(json.loads(row[0]))
        held[key] = found
        yield found


def _records(store: Store, shelf: Shelf) -> tuple[Any, ...]:
    return tuple(shelf.unpack(json.loads(row[0])) for row in store.stream(_in_place(shelf.table)))


def _in_place(table: str) -> str:
    return f"SELECT record FROM {table} WHERE place IS NOT NULL ORDER BY place"  # noqa: S608 (our own names)


def _documents(store: Store) -> tuple[Document, ...]:
    return tuple(document_of(record, text) for record, text in store.stream(_DOCUMENTS))


def _write_shelf(store: Store, shelf: Shelf, rows: Mapping[str, tuple[tuple[Cell, ...], str]]) -> None:
    sql = f"SELECT id, place, record FROM {shelf.table} WHERE place IS NOT NULL"  # noqa: S608
    old = {identity: (place, record) for identity, place, record in store.rows(sql)}
    store.run(f"DELETE FROM {shelf.table} WHERE id = ?", [(one,) for one in old if one not in rows])  # noqa: S608
    placed = dict(zip(rows, places({one: place for one, (place, _) in old.items()}, list(rows)), strict=True))
    changed, moved = [], []
    for identity, (cells, record) in rows.items():
        before = old.get(identity)
        if before is None or before[1] != record:
            changed.append((identity, placed[identity], *cells, record))
        elif before[0] != placed[identity]:
            moved.append((placed[identity], identity))
    store.run(f"UPDATE {shelf.table} SET place = ? WHERE id = ?", moved)  # noqa: S608
    store.run(_upsert(shelf.table, ("id", "place", *shelf.columns, "record")), changed)


def _write_tie(store: Store, tie: Tie, rows: Mapping[str, tuple[Cell, ...]]) -> None:
    old = {row[0] for row in store.rows(f"SELECT id FROM {tie.table}")}  # noqa: S608 (our own names)
    store.run(f"DELETE FROM {tie.table} WHERE id = ?", [(one,) for one in sorted(old - rows.keys())])  # noqa: S608
    new = [(identity, *cells) for identity, cells in rows.items() if identity not in old]
    store.run(_upsert(tie.table, ("id", *tie.columns)), new)


def _upsert(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" for _ in columns)
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) "  # noqa: S608 (our own names)
        f"ON CONFLICT (id) DO UPDATE SET {changes}"
    )


def missing(store: Store, comparison: Comparison) -> bool:
    """Tell whether a document of the comparison is there no more."""
    there = {row[0] for row in store.rows("SELECT id FROM documents")}
    return any(key(document.id) not in there for document in comparison.documents)
