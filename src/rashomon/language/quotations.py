"""The quotation grammar: which words stand between quotation marks, nested, over paragraphs, with stray marks.

Marks known: “ ” „ “ ” " « » » « ‹ › ‘ ’ ‚ ‘ and '. A paragraph is scanned once with a stack; a quotation that
is opened again at the head of each following paragraph and closed once is one quotation with a part in each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.records import Span, Spans

# What may close each opening mark. German and Polish close „ with “ or ”; hasty typists mix " with curly marks.
_CLOSES = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", "‚": "‘’", '"': '"', "'": "'"}
_MARKS = frozenset("".join(_CLOSES) + "".join(_CLOSES.values()))
_BEFORE_OPENING = frozenset("([{—–-/:“„«‘‚\"'>…") | {"\u200b", "\ufeff"}
_DEEPEST = 8
_STOPS = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, marks included, a part for each paragraph.

    `level` is 0 for an outermost quotation; `closed` is false where the closing mark never came.
    """

    parts: Spans
    level: int = 0
    closed: bool = True

    @property
    def start(self) -> int:
        """Where the first part begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where the last part ends."""
        return self.parts[-1].end

    def inside(self, text: str) -> str:
        """Return the quoted words without their marks, parts joined by a line break."""
        return "\n".join(part.of(text).strip("".join(_MARKS)) for part in self.parts)


def find(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """Return all quotations in text order, nested ones after those that hold them.

    >>> [q.parts[0].of("a “b ‘c’ d” e") for q in find("a “b ‘c’ d” e", [Span(0, 13)])]
    ['“b ‘c’ d”', '‘c’']
    """
    found: list[Quotation] = []
    carried: Quotation | None = None
    for paragraph in paragraphs:
        marks = list(_scan(text, paragraph, inverted=_inverted(text)))
        carried = _continue(text, paragraph, marks, carried, found)
    if carried is not None:
        found.append(carried)
    return tuple(_levelled(sorted(found, key=lambda quotation: (quotation.start, -quotation.end))))


def _levelled(found: Iterable[Quotation]) -> Iterator[Quotation]:
    """Give each quotation its depth: how many others are open where it begins."""
    ends: list[int] = []
    for quotation in found:
        while ends and ends[-1] <= quotation.start:
            ends.pop()
        yield replace(quotation, level=len(ends))
        ends.append(quotation.parts[-1].end)


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    end: int = -1


def _inverted(text: str) -> bool:
    """Tell whether this text opens with » (German and Danish books and papers)."""
    return -1 < text.find("»") < text.find("«")


def _scan(text: str, paragraph: Span, *, inverted: bool) -> Iterator[_Open]:
    """Yield every quotation of one paragraph; one that is never closed has end -1."""
    stack: list[_Open] = []
    for place in range(paragraph.start, paragraph.end):
        mark = text[place]
        if mark not in _MARKS:
            continue
        before = text[place - 1] if place > paragraph.start else " "
        after = text[place + 1] if place + 1 < paragraph.end else " "
        depth = _closing(stack, mark, before, after)
        if depth is not None:
            stack[depth].end = place + 1
            yield stack[depth]
            del stack[depth:]  # marks opened inside and never closed are stray
        elif _reopens(stack, mark, text[paragraph.start : place]):
            continue
        elif _opening(mark, before, after, inverted=inverted) and len(stack) < _DEEPEST:
            stack.append(_Open(mark, place))
    yield from stack


def _closing(stack: Sequence[_Open], mark: str, before: str, after: str) -> int | None:
    """Return the depth of the quotation that this mark closes, or None where it closes none."""
    if mark in "’'‘" and (after.isalnum() or before.isspace()):
        return None  # an apostrophe, or a mark that opens
    if mark == '"' and before.isspace() and not after.isspace() and after.isalnum():
        return None
    if mark == "“" and before.isspace() and not after.isspace():
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if mark in _CLOSES[stack[depth].mark]:
            return depth
    return None


def _reopens(stack: Sequence[_Open], mark: str, lead: str) -> bool:
    """Tell whether a straight mark opens a quotation again that is open still: paragraphs that ran into one line."""
    return bool(stack) and stack[-1].mark == mark and mark in "\"'" and lead[-40:].rstrip()[-1:] in _STOPS


def _opening(mark: str, before: str, after: str, *, inverted: bool) -> bool:
    if mark not in _CLOSES or mark == ("«" if inverted else "»"):
        return False
    if mark in "“„«»‹‚":
        return True
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()


def _continue(
    text: str, paragraph: Span, marks: list[_Open], carried: Quotation | None, found: list[Quotation]
) -> Quotation | None:
    """Add the paragraph's quotations to `found`; return the one that runs on into the next paragraph."""
    marks.sort(key=lambda mark: mark.start)
    open_ended = [mark for mark in marks if mark.end < 0]
    running: Quotation | None = None
    if carried is not None and not (marks and marks[0].start == paragraph.start):
        found.append(carried)
        carried = None
    for number, mark in enumerate(marks):
        reopened = carried is not None and number == 0
        if mark.end < 0 and not _runs_on(text, paragraph, mark, open_ended):
            continue
        part = Span(mark.start, mark.end if mark.end >= 0 else paragraph.end)
        before = carried.parts if carried is not None and reopened else ()
        quotation = Quotation((*before, part), closed=mark.end >= 0)
        if mark.end < 0:
            running = quotation
        else:
            found.append(quotation)
    return running


def _runs_on(text: str, paragraph: Span, mark: _Open, open_ended: Sequence[_Open]) -> bool:
    """Tell whether a mark that is never closed opens a quotation to the paragraph's end, or is a stray one."""
    if mark.mark in "'‘‚" or mark is not open_ended[0]:
        return False
    lead = text[paragraph.start : mark.start].rstrip()
    last = not _MARKS.intersection(text[mark.start + 1 : paragraph.end].replace("’", "").replace("'", ""))
    return not lead or lead[-1] in ":," or (last and lead[-1] in ".?!…")


class Marked:
    """The quotations of one text, found by place."""

    def __init__(self, quotations: Iterable[Quotation]) -> None:
        """Index quotations as `find` returns them."""
        parts = ((part, quotation) for quotation in quotations for part in quotation.parts)
        self._parts = sorted(parts, key=lambda pair: (pair[0].start, -pair[0].end))
        self._starts = [part.start for part, _ in self._parts]

    def meeting(self, span: Span) -> Iterator[tuple[Span, Quotation]]:
        """Yield the parts that share a code point with a span, and their quotations, in text order.

        The work is that of a binary search: an outermost part begins no earlier than the one around the span.
        """
        first = last = bisect_left(self._starts, span.end)
        while first and self._parts[first - 1][0].start >= span.start:
            first -= 1
        while first and self._parts[first - 1][1].level:
            first -= 1
        yield from (pair for pair in self._parts[max(first - 1, 0) : last] if pair[0].meets(span))

    def opening_at(self, place: int) -> Quotation | None:
        """Return the outermost quotation that begins at a place."""
        at = bisect_left(self._starts, place)
        found = self._parts[at][1] if at < len(self._parts) and self._starts[at] == place else None
        return found if found is not None and found.level == 0 and found.start == place else None
