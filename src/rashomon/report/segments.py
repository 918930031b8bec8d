"""A text cut where marks begin and end, so that nested and overlapping spans need no nested tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias

from rashomon.records import Span, Statement

Part: TypeAlias = Literal["content", "cue", "source"]

_NAMED = 8  # statements a segment names at most: keeps a hostile pile of overlapping spans linear
_DEEPEST = 3  # shades of nesting that the stylesheet tells apart


class Mark(NamedTuple):
    """A span that plays a part in the statement with this running number."""

    span: Span
    number: int
    part: Part


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the same marks all over: its words, the statements it belongs to, its parts.

    `depth` says how many contents lie over one another here; `pins` are the statements that begin here.
    """

    text: str
    numbers: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    depth: int = 0
    pins: tuple[int, ...] = ()

    @property
    def classes(self) -> str:
        """Return the segment's CSS classes.

        >>> Segment("said", (1,), ("content", "cue"), depth=1).classes
        'c1 cue'
        """
        content = [f"c{self.depth}"] if self.depth else []
        return " ".join(content + [part for part in self.parts if part != "content"])


def marks_of(statement: Statement, number: int) -> Iterator[Mark]:
    """Yield the marks of one statement."""
    parts: tuple[tuple[Part, tuple[Span, ...]], ...] = (
        ("content", statement.content), ("cue", statement.cue), ("source", statement.source),
    )  # fmt: skip
    for part, spans in parts:
        yield from (Mark(span, number, part) for span in spans if span.start < span.end)


def cut(
    text: str, window: Span, marks: Iterable[Mark], pins: Iterable[tuple[int, int]] = ()
) -> list[Segment]:
    """Return the window's segments; joined they are its text. `pins` are (position, running number) pairs.

    >>> spans = [Mark(Span(0, 9), 1, "content"), Mark(Span(5, 9), 2, "source")]
    >>> [(segment.text, segment.numbers) for segment in cut("it is so, he said", Span(0, 17), spans)]
    [('it is', (1,)), (' so,', (1, 2)), (' he said', ())]
    """
    starts, ends, begun = defaultdict(list), defaultdict(list), defaultdict(list)
    for mark in marks:
        if mark.span.meets(window):
            starts[max(mark.span.start, window.start)].append(mark)
            ends[min(mark.span.end, window.end)].append(mark)
    for position, number in pins:
        begun[position].append(number)
    bounds = sorted({*starts, *ends, *begun, window.start, window.end})
    over = _Over()
    segments = []
    for here, there in zip(bounds, [*bounds[1:], window.end], strict=True):
        over.move(ends[here], starts[here])
        if here < there or begun[here]:
            segments.append(over.segment(text[here:there], begun[here]))
    return segments


class _Over:
    """The marks over the present place, the latest begun last."""

    def __init__(self) -> None:
        self._marks: dict[Mark, None] = {}
        self._depth = 0

    def move(self, ended: list[Mark], begun: list[Mark]) -> None:
        for mark in ended:
            if mark in self._marks:
                del self._marks[mark]
                self._depth -= mark.part == "content"
        for mark in begun:
            if mark not in self._marks:
                self._marks[mark] = None
                self._depth += mark.part == "content"

    def segment(self, text: str, pins: list[int]) -> Segment:
        latest = list(islice(reversed(self._marks), _NAMED))[::-1]
        return Segment(
            text=text,
            numbers=tuple(dict.fromkeys(mark.number for mark in latest)),
            parts=tuple(sorted({mark.part for mark in latest})),
            depth=min(_DEEPEST, self._depth),
            pins=tuple(pins),
        )
