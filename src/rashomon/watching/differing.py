"""What changed between two states of an article, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.alignment.revisions import changes_between
from rashomon.records import Change, Document, Spans

_WORDS = {
    "headline": "the headline", "number": "a number", "time": "a time", "negation": "yes or no", "name": "a name",
    "quotation": "a quotation", "attribution": "who said it", "wording": "the wording", "typo": "spelling",
}  # fmt: skip
# Code points shown of what was taken out or put in, and of a paragraph.
_SHOWN, _PARAGRAPH = 160, 200


def differences(earlier: Document, later: Document) -> tuple[str, ...]:
    """Return a line for each paragraph that changed: what sort of change, what was taken out and put in.

    >>> old = Document("a", "The fire left 12 people hurt, the mayor said.", language="en")
    >>> new = Document("b", "The fire left 14 people hurt, the mayor said.", language="en")
    >>> differences(old, new)
    ('a number: “12” became “14”',)
    """
    changes = changes_between(earlier, later)
    lines = [
        _line(earlier, later, change) for change in changes if change.kinds not in (("typo",), ("moved",))
    ]
    return (*lines, *_counted(changes))


def _line(earlier: Document, later: Document, change: Change) -> str:
    if change.later is None and change.earlier is None:
        return f"the headline: {_shown(earlier.title, _SHOWN)} became {_shown(later.title, _SHOWN)}"
    if "added" in change.kinds and change.later:
        return f"a paragraph put in: {_shown(change.later.of(later.text), _PARAGRAPH)}"
    if "removed" in change.kinds and change.earlier:
        return f"a paragraph taken out: {_shown(change.earlier.of(earlier.text), _PARAGRAPH)}"
    what = ", ".join(_WORDS[kind] for kind in change.kinds if kind in _WORDS) or "the wording"
    gone, come = _parts(earlier.text, change.deleted), _parts(later.text, change.inserted)
    if gone and come:
        return f"{what}: {gone} became {come}"
    return f"{what}: {gone} taken out" if gone else f"{what}: {come} put in"


def _counted(changes: Sequence[Change]) -> Iterator[str]:
    for kind, words in (("typo", "only its spelling corrected"), ("moved", "moved")):
        count = sum(change.kinds == (kind,) for change in changes)
        if count:
            yield f"{count} paragraph{'' if count == 1 else 's'} {words}"


def _parts(text: str, spans: Spans) -> str:
    return _shown(" … ".join(span.of(text) for span in spans), _SHOWN) if spans else ""


def _shown(text: str | None, longest: int) -> str:
    line = " ".join((text or "").split())
    return f"“{line if len(line) <= longest else line[: longest - 1].rstrip() + '…'}”"
