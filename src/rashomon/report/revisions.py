"""Articles that were changed after they were published: what was taken out and what was put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rashomon.records import Change, Revision, Span
from rashomon.report.anchors import anchor
from rashomon.report.index import Index, Paper
from rashomon.report.phrases import counted, label

Mark: TypeAlias = Literal["", "del", "ins"]

# Words left as they were are cut to so many code points at either side of a change.
_CONTEXT = 90


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a paragraph: kept, deleted ("del") or inserted ("ins")."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Altered:
    """What became of one paragraph: the sorts of change in words, and its words before and after in one."""

    kinds: list[str]
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True)
class Revised:
    """Two states of an article. `slips` are paragraphs with typos alone, `changes` all others."""

    anchor: str
    earlier: Paper
    later: Paper
    dated: bool
    extent: str
    changes: list[Altered]
    slips: list[Altered]
    count: str


def revised(index: Index) -> list[Revised]:
    """Return the revisions whose documents are there, in the order of the comparison."""
    known = index.documents
    return [
        _revised(index, revision)
        for revision in index.comparison.revisions
        if revision.earlier in known and revision.later in known
    ]


def _revised(index: Index, revision: Revision) -> Revised:
    slips = [change for change in revision.changes if change.kinds == ("typo",)]
    others = [change for change in revision.changes if change.kinds != ("typo",)]
    return Revised(
        anchor=anchor("r", revision.later),
        earlier=index.papers[revision.earlier],
        later=index.papers[revision.later],
        dated=revision.dated,
        extent=label("extent", revision.extent),
        changes=[_altered(index, revision, change) for change in others],
        slips=[_altered(index, revision, change) for change in slips],
        count=counted(len(revision.changes), "paragraph"),
    )


def _altered(index: Index, revision: Revision, change: Change) -> Altered:
    earlier, later = index.documents[revision.earlier], index.documents[revision.later]
    if change.earlier is None and change.later is None:
        marked = [Stretch(earlier.title or "", "del"), Stretch(later.title or "", "ins")]
    else:
        marked = list(_woven(earlier.text, later.text, change))
    kinds = [label("change", kind) for kind in change.kinds]
    return Altered(kinds, list(_spaced([stretch for stretch in _clipped(marked) if stretch.text])))


def _woven(earlier: str, later: str, change: Change) -> Iterator[Stretch]:
    """Yield the later paragraph with what was deleted put back where it stood.

    Between changes the two texts have the same letters and may differ in their spaces, so letters are counted.
    """
    place, from_end = (change.later or Span(0, 0)).start, (change.earlier or Span(0, 0)).start
    deleted, inserted = list(change.deleted), list(change.inserted)
    while deleted or inserted:
        to_deleted = _letters(earlier, from_end, deleted[0].start) if deleted else None
        to_inserted = _letters(later, place, inserted[0].start) if inserted else None
        if to_inserted is None or (to_deleted is not None and to_deleted <= to_inserted):
            end = _after(later, place, to_deleted or 0)
            yield Stretch(later[place:end])
            yield Stretch(deleted[0].of(earlier), "del")
            place, from_end = end, deleted.pop(0).end
        else:
            end = inserted[0].start
            yield Stretch(later[place:end])
            yield Stretch(inserted[0].of(later), "ins")
            from_end = _after(earlier, from_end, to_inserted)
            place = inserted.pop(0).end
    yield Stretch(later[place : (change.later or Span(0, 0)).end] if change.later else "")


def _spaced(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Yield stretches with a space between words that would run together: what was deleted has left none behind."""
    before = " "
    for stretch in stretches:
        if before.isalnum() and stretch.text[0].isalnum():
            yield Stretch(" ")
        yield stretch
        before = stretch.text[-1]


def _letters(text: str, start: int, end: int) -> int:
    return sum(not letter.isspace() for letter in text[start:end])


def _after(text: str, start: int, letters: int) -> int:
    """Return where so many letters after a place are over, the space behind them included."""
    end = start
    while end < len(text) and (letters or text[end].isspace()):
        letters -= not text[end].isspace()
        end += 1
    return end


def _clipped(stretches: list[Stretch]) -> list[Stretch]:
    """Return stretches with the words that were left as they were cut to those beside a change."""
    last = len(stretches) - 1
    return [
        stretch if stretch.mark else Stretch(_ends(stretch.text, place == 0, place == last))
        for place, stretch in enumerate(stretches)
    ]


def _ends(text: str, first: bool, last: bool) -> str:
    head = "" if first else text[:_CONTEXT]
    tail = "" if last else text[-_CONTEXT:]
    if len(text) <= len(head) + len(tail) + _CONTEXT // 2:
        return text
    head, tail = head.rsplit(" ", 1)[0] if head else "", tail.split(" ", 1)[-1] if tail else ""
    return f"{head} … {tail}".strip() if not (head and tail) else f"{head} … {tail}"
