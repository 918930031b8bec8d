"""Datelines: "LONDON (Reuters) - …" opens a story and belongs to no statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon.attribution.drafts import Draft
from rashomon.records import Span

# A place in capitals, perhaps a date, perhaps the agency in brackets, then a dash; or a place in capitals and a colon.
_DATELINE = re.compile(
    r"(?=[^\W\d_]{3})(?:[A-ZÀ-ÞА-ЯЁІЇЄҐЎŁŚŻ][\w.’'-]*[ ,/]{0,2}){1,6}(?:[\w. ,]{0,24})?"
    r"(?:\([^()\n]{2,40}\)\s?[-–—]+|[-–—]{1,2})\s+"
)
_CAPITALS = re.compile(r"[A-ZÀ-ÞА-ЯЁІЇЄҐЎŁŚŻ]{3}")


def find(text: str, paragraphs: Iterable[Span]) -> list[Span]:
    """Return the datelines at the heads of paragraphs.

    >>> find("LONDON (Reuters) - It rained.", [Span(0, 29)])
    [Span(start=0, end=19)]
    >>> find("Ann - Bob's sister - left.", [Span(0, 26)])
    []
    """
    matches = (
        _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + 90))
        for paragraph in paragraphs
    )
    return [Span(*match.span()) for match in matches if match and _is_dateline(match.group())]


def _is_dateline(words: str) -> bool:
    return bool(_CAPITALS.match(words)) or "(" in words


def cut(drafts: Iterable[Draft], datelines: Sequence[Span]) -> list[Draft]:
    """Take datelines off the contents that begin with one."""
    starts = {dateline.start: dateline.end for dateline in datelines}
    kept = []
    for draft in drafts:
        if not draft.content:
            continue  # "Ann said: . . ." says nothing
        end = starts.get(draft.start, -1)
        if draft.start < end < draft.content[0].end:
            draft.content = (Span(end, draft.content[0].end), *draft.content[1:])
        if draft.start >= end:
            kept.append(draft)
    return kept
