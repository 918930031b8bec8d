"""A quotation in its context: the sentences around a statement's spans, verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.records import Span

REACH = 220  # code points of context to a side, before a sentence is cut at a word
JOIN = 80  # windows closer than this are shown as one
LONGEST = 900  # code points shown of one statement; the article has the rest

_BREAK = re.compile(r"\n|[.!?…。][\"”’»)\]]*\s")


def windows(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the stretches of text that show the spans in their sentences, in text order.

    Spans far apart give several windows; together they hold at most `LONGEST` code points.

    >>> text = "It rained. He said it was cold. Then he left."
    >>> [window.of(text) for window in windows(text, [Span(11, 18)])]
    ['He said it was cold.']
    """
    bounded = (Span(max(0, span.start), min(len(text), span.end)) for span in spans)
    grown = sorted(
        Span(_before(text, span.start), _after(text, span.end)) for span in bounded if span.start < span.end
    )
    return _within_limit(text, _joined(text, grown))


def _before(text: str, start: int) -> int:
    """Return where the sentence that holds `start` begins, or a word's begin within reach."""
    floor = max(0, start - REACH)
    breaks = [
        match.end() + floor
        for match in _BREAK.finditer(text[floor:start])
        if _opens(text, match.end() + floor)
    ]
    if breaks:
        return breaks[-1]
    return 0 if floor == 0 else _next_word(text, floor, start)


def _opens(text: str, position: int) -> bool:
    """Tell whether a sentence can begin here: "Oct. 15" and "e.g. this" do not break."""
    letter = next((char for char in text[position : position + 8] if char.isalnum()), "")
    return text[position - 1] == "\n" or not (letter.islower() or letter.isdigit())


def _next_word(text: str, floor: int, start: int) -> int:
    space = text.find(" ", floor, start)
    return start if space < 0 else space + 1


def _after(text: str, end: int) -> int:
    """Return where the sentence that holds `end` ends, or a word's end within reach."""
    if re.search(r"[.!?…。][\"”’»)\]]*$", text[max(0, end - 4) : end]):
        return end
    for match in _BREAK.finditer(text[: end + REACH], end):
        if _opens(text, match.end()):
            return match.end() - 1
    if len(text) <= end + REACH:
        return len(text)
    space = text.rfind(" ", end, end + REACH)
    return end if space < 0 else space


def _joined(text: str, spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and (span.start <= joined[-1].end or _near(text, joined[-1].end, span.start)):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _near(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return not between.strip() or (len(between) <= JOIN and "\n" not in between)


def _within_limit(text: str, spans: list[Span]) -> list[Span]:
    left, kept = LONGEST, []
    for span in spans:
        if left <= 0:
            break
        end = min(span.end, span.start + left)
        if end < span.end:
            space = text.rfind(" ", span.start + 1, end)
            end = end if space < 0 else space
        kept.append(Span(span.start, end))
        left -= end - span.start
    return kept
