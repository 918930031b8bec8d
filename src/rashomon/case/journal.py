"""The journal of edits: each stamped, written once, and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rashomon.case.packing import packed, plain
from rashomon.case.store import Store
from rashomon.records import Edit

# A clock that goes ahead of ours by more is not followed.
_AHEAD = timedelta(days=1)


def stamped(store: Store, edit: Edit, who: str | None) -> Edit:
    """Return an edit with who makes it and when: now, and after all that the case has, so that it comes last."""
    now = _now()
    latest = [_time(row[0]) for row in store.rows("SELECT at FROM edits ORDER BY at DESC LIMIT 100")]
    last = max((when for when in latest if when and when < now + _AHEAD), default=None)
    if last is not None and last >= _milliseconds(now):
        now = last + timedelta(milliseconds=1)
    when = now.isoformat(timespec="milliseconds")
    return replace(edit, when=when, who=edit.who if who is None else who)


def _now() -> datetime:
    return datetime.now(UTC)


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the first and the last day there are, in another zone
        return None


def _milliseconds(time: datetime) -> datetime:
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


def write(store: Store, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Write edits and return those that were not there, inside of `writing`."""
    known = {row[0] for row in store.rows("SELECT id FROM edits")}
    new = {edit.id: edit for edit in edits if edit.id not in known}
    store.run(
        "INSERT INTO edits (id, at, who, kind, about, name, why, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (identity, *map(plain, (at(edit), edit.who, edit.kind, about(edit), edit.name, edit.why)), packed(edit.to_dict()))
            for identity, edit in new.items()
        ],
    )  # fmt: skip
    return tuple(new.values())


def read(store: Store) -> tuple[Edit, ...]:
    """Return all edits in the order in which they are replayed: by when they were made, whoever made them."""
    rows = store.rows("SELECT record FROM edits ORDER BY at, id")
    return tuple(Edit.from_dict(json.loads(row[0])) for row in rows)


def at(edit: Edit) -> str:
    """Return when an edit was made, so that texts are in the order of time; words that are no time stay as they are.

    >>> at(Edit("undo", edit="x", when="2031-03-05T12:00:00+02:00"))
    '2031-03-05T10:00:00.000+00:00'
    """
    found = _time(edit.when)
    return found.isoformat(timespec="milliseconds") if found else edit.when


def about(edit: Edit) -> str:
    """Return in words what an edit is about: names, words of statements, questions.

    >>> from rashomon.records import Anchor
    >>> about(Edit("merge", (Anchor("Ann Roe"), Anchor("А. Ро"))))
    '“Ann Roe” and “А. Ро”'
    """
    if edit.targets:
        return " and ".join(f"“{target.name}”" for target in edit.targets)
    if edit.topics:
        return " and ".join(topic.text for topic in edit.topics)
    quotes = edit.quotes or (edit.fix.content if edit.fix and edit.fix.content else ())
    if quotes:
        return " against ".join(f"“{' '.join(quote.exact.split())}”" for quote in quotes)
    return edit.position.topic.text if edit.position else edit.edit or ""
