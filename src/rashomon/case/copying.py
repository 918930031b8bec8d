"""A case copied from one engine to another: every row, both ways without loss."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rashomon.case import machine
from rashomon.case.migrations import store_at
from rashomon.case.shelves import SHELVES, TIES
from rashomon.case.store import CaseError, Row, Store

_MACHINE = {
    "documents": ("id", "title", "outlet", "published", "language", "url", "address", "uri", "added", "text", "record"),
    "originals": ("document", "charset", "page"),
    "extractions": ("document", "version", "digest", "record"),
    "rejected": ("id", "place", "uri", "reason", "record"),
    "memo": ("stage", "key", "value"),
    "edits": ("id", "at", "who", "kind", "about", "name", "why", "record"),
}  # fmt: skip
# What an engine keeps about itself.
_OWN = frozenset({"schema"})
_PORTION = 500


def tables() -> dict[str, tuple[str, ...]]:
    """Return every table that holds something of its own, with its columns, in an order that keeps references whole."""
    shown = {s.table: ("id", "place", *s.columns, "record") for s in SHELVES if s.table not in _MACHINE}
    return {**_MACHINE, **shown, **{tie.table: ("id", *tie.columns) for tie in TIES}}


def copy(source: str, target: str) -> None:
    """Copy the case at `source` to `target`, where there is none yet: paths, or `postgresql://` addresses.

    Raise CaseError where the one cannot be read or the other is there already. What stands at `target` is whole, or,
    where the copy fails, an empty case, into which it can be copied again.
    """
    origin = store_at(source, readonly=True)
    try:
        copied = _target(target)
        try:
            with origin.reading(), copied.writing(durable=True):
                _copy(origin, copied)
        finally:
            copied.close()
    finally:
        origin.close()


def _target(where: str) -> Store:
    """Return a new case, or an empty one that is there."""
    try:
        return store_at(where, new=True)
    except CaseError:
        store = store_at(where)
        if any(store.count(table) for table in tables()):
            store.close()
            raise
        return store


def _copy(origin: Store, target: Store) -> None:
    for table, columns in tables().items():
        marks = ", ".join("?" for _ in columns)
        names = ", ".join(columns)
        rows = origin.stream(f"SELECT {names} FROM {table}")  # noqa: S608 (our own names)
        for portion in _portions(rows):
            target.run(f"INSERT INTO {table} ({names}) VALUES ({marks})", portion)  # noqa: S608
    for name, value in origin.rows("SELECT name, value FROM about ORDER BY name"):
        if name not in _OWN:
            target.set_value(name, value)
    for extraction in machine.extractions(origin):
        machine.index(target, extraction)


def _portions(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while portion := list(islice(rows, _PORTION)):
        yield portion
