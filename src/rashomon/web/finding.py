"""Words that a person typed or marked, found in an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.records import Span, Spans
from rashomon.report.phrases import clipped

# Parts of one statement stand apart by this on a line of its own.
APART = "[…]"
# So many places at which words stand are weighed.
_MOST = 10_000
_SHOWN = 60


class NotFoundError(ValueError):
    """Words that do not stand in the article; the message says which."""


def find_all(typed: str, text: str, near: int) -> Spans:
    """Return where each part of what was typed stands in a text: of several places the one nearest to `near`.

    White space may differ. Parts are told apart by a line “[…]”. Raise NotFoundError where one stands nowhere.

    >>> find_all("She  said\\n[…]\\nno", "No, no. She said: no.", 8)
    (Span(start=8, end=16), Span(start=18, end=20))
    """
    found: list[Span] = []
    for part in re.split(r"^\s*(?:\[…\]|\[\.\.\.\])\s*$", typed, flags=re.MULTILINE):
        if part.strip():
            found.append(_nearest(part, text, found[-1].end if found else near))
    return tuple(sorted(found))


def _nearest(part: str, text: str, near: int) -> Span:
    spans = list(_places(part, text))
    if not spans:
        raise NotFoundError(
            f"The words “{clipped(part, _SHOWN)}” do not stand in the article: copy them from it."
        )
    return min(spans, key=lambda span: (abs(span.start - near), span.start))


def _places(part: str, text: str) -> Iterator[Span]:
    pattern = re.compile(r"\s+".join(map(re.escape, part.split())))
    for number, match in enumerate(pattern.finditer(text)):
        if number >= _MOST:
            return
        yield Span(*match.span())


def shown(spans: Spans, text: str) -> str:
    """Return spans as a person edits them.

    >>> shown((Span(0, 2), Span(4, 6)), "No, no.")
    'No\\n[…]\\nno'
    """
    return f"\n{APART}\n".join(span.of(text) for span in spans)
