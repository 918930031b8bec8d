"""From what the extractor sees to drafts: contents that cut into a quotation take it whole, and quotations that no
cue claims go on with the speaker before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from rashomon.attribution.drafts import Draft, letters, overlap, union, without, worded
from rashomon.attribution.speaker_lines import is_title
from rashomon.language.encoder import Found
from rashomon.language.quotations import Marked, Quotation
from rashomon.records import Document, Span, Spans

# A quotation of fewer words that ends without a stop is a phrase of somebody's sentence, not an utterance.
_UTTERANCE = 4
# The share of a quotation that a content must cover to report it, and how sure we are of one that none does: by hand.
_CLAIMED = 0.5
# Words between two parts of one content or source that still belong to it: of 0, 4 and 8, on Wikinews dev and styles
# dev, 8 gives the most contents exactly.
_HOLE = 8
# Drafts that share this much of both contents say the same.
_SAME = 0.8
_UNCLAIMED = 0.5
_STOP = re.compile(r"[.!?…](?:[”»“\"’')\]]*)(?=\s|$)")
_STOPS = ".!?…,—–"


def drafts_of(document: Document, found: Sequence[Found], quotes: Sequence[Quotation]) -> list[Draft]:
    """Return the drafts of what the encoder found in one document, contents whole."""
    marked = Marked(quotes)
    walls = [block.span.start for block in document.blocks]
    drafts = [_draft(document.text, one, marked, walls) for one in found]
    return [draft for draft in drafts if draft.content and not _titled(document.text, draft)]


def _titled(text: str, draft: Draft) -> bool:
    """Tell a work's title from a speaker line: a source with no cue, a colon behind it, met inside a sentence too."""
    if draft.cue or not draft.source or text[draft.source[0].end : draft.source[0].end + 1] != ":":
        return False
    return is_title(text, draft.source[0].of(text), draft.source[0].start, draft.content[0].of(text))


def besides(lines: Sequence[Draft], drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that are not the words of a speaker line, which layout tells exactly."""
    said = [span for line in lines for span in line.content]
    return [
        draft
        for draft in drafts
        if not any(_most(span, draft) for span in said if span.meets(draft.content[0]))
    ]


def _most(span: Span, draft: Draft) -> bool:
    """Tell whether a draft says nearly what stands in a span."""
    size = sum(part.end - part.start for part in draft.content)
    shared = sum(part.end - part.start for part in overlap((span,), draft.content))
    return shared >= _SAME * max(size, span.end - span.start)


def _draft(text: str, found: Found, marked: Marked, walls: Sequence[int]) -> Draft:
    roles = found.roles
    source = _filled(text, roles.source, roles.cue, walls)[:1]  # what follows its first phrase are strays
    outside = (*roles.cue, *source)
    content = union(part for span in roles.content for part in _whole(span, outside, marked))
    content = tuple(part for span in content for part in without(span, outside))
    filled = _filled(text, content, (*roles.cue, *roles.source), walls)
    if not roles.cue and not source:
        filled = _in_a_row(text, filled)
    return Draft(worded(text, filled), roles.cue, source, found.act, found.confidence, judged=True)


def _in_a_row(text: str, spans: Spans) -> Spans:
    """Return the parts of what nobody is named for up to a paragraph that is none of it: two answers are two."""
    for number in range(1, len(spans)):
        between = text[spans[number - 1].end : spans[number].start]
        if "\n\n" in between and between.strip():
            return spans[:number]
    return spans


def _filled(text: str, spans: Spans, outside: Spans, walls: Sequence[int]) -> Spans:
    """Join spans of one sentence that few words part, none of them of the cue or the source: a hole loses a "not".

    `walls` are the places where blocks begin, in text order: no hole reaches across one.
    """
    joined: list[Span] = []
    for span in spans:
        gap = Span(joined[-1].end, span.start) if joined else None
        if gap is not None and _hole(text, gap, walls) and not any(gap.meets(word) for word in outside):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _hole(text: str, gap: Span, walls: Sequence[int]) -> bool:
    """Tell whether words between two parts are too few to be anything but theirs, and stand in their block."""
    words = gap.of(text)
    walled = bisect_left(walls, gap.start) < bisect_right(walls, gap.end)
    return len(words.split()) <= _HOLE and not _STOP.search(words) and not walled and "\n" not in words


def _whole(span: Span, outside: Spans, marked: Marked) -> Iterator[Span]:
    """Yield a content with the quotations it cuts into made whole, unless the cue or the source stands in them."""
    start, end = span
    for part, quotation in marked.meeting(span):
        if any(other.meets(word) for other in quotation.parts for word in outside):
            continue
        start, end = min(start, part.start), max(end, part.end)
        yield from (other for other in quotation.parts if other != part)
    yield Span(start, end)


class Voices:
    """Who goes on speaking: quotations that no draft reports, and contents that name no source of their own."""

    def __init__(self, document: Document, quotes: Sequence[Quotation], paragraphs: Sequence[Span]) -> None:
        """Look at the quotations of a document outside its headings."""
        heads = [block.span for block in document.blocks if block.kind in ("heading", "related", "caption")]
        self.text, self.paragraphs = document.text, paragraphs
        self._heads = [paragraph.start for paragraph in paragraphs]
        self.quotes = [
            q for q in quotes if q.level == 0 and not any(head.meets(q.parts[0]) for head in heads)
        ]
        self._quoted = [quotation.start for quotation in self.quotes]

    def unclaimed(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return a draft for each quotation that is an utterance and that none of `drafts` reports."""
        taken = union(span for draft in drafts if not self._inner(draft) for span in draft.content)
        return [Draft(q.parts, confidence=_UNCLAIMED) for q in self.quotes if self._open(q, taken)]

    def go_on(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the drafts in text order, those without cue and source told whom they follow."""
        found = sorted(drafts, key=lambda draft: draft.start)
        voice: Draft | None = None
        for draft in found:
            if not draft.cue and not draft.source and voice is not None and self._near(voice, draft):
                draft.follows = voice
            if draft.source or draft.follows:
                voice = draft
        return found

    def _open(self, quotation: Quotation, taken: Sequence[Span]) -> bool:
        """Tell whether a quotation is an utterance that no content covers."""
        first = bisect_right(taken, quotation.start, key=lambda span: span.end)
        last = bisect_left(taken, quotation.end, key=lambda span: span.start)
        covered = letters(self.text, overlap(quotation.parts, taken[first:last]))
        return covered < _CLAIMED * letters(self.text, quotation.parts) and self._utterance(quotation)

    def _inner(self, draft: Draft) -> bool:
        """Tell whether a draft stands with its cue inside a quotation: words that a speaker reports, not the speaker's."""
        at = bisect_right(self._quoted, draft.cue[0].start) - 1 if draft.cue else -1
        return at >= 0 and any(part.holds(draft.cue[0]) for part in self.quotes[at].parts)

    def _utterance(self, quotation: Quotation) -> bool:
        """Tell whether a quotation stands as a sentence: behind a stop, a comma or an edge, ended by one."""
        words = quotation.inside(self.text)
        lead = self.text[self._paragraph(quotation.start).start : quotation.start].rstrip()
        alone = not lead or lead[-1] in '.!?…:,”"'
        return alone and words[-1:] in _STOPS and len(words.split()) >= _UTTERANCE

    def _paragraph(self, place: int) -> Span:
        at = bisect_right(self._heads, place) - 1
        return self.paragraphs[at] if at >= 0 else Span(0, 0)

    def _near(self, voice: Draft, draft: Draft) -> bool:
        """Tell whether a draft begins in the paragraph in which another ends, or in the one below it."""
        at = bisect_right(self._heads, draft.start) - 1
        return voice.end > self.paragraphs[max(0, at - 1)].start
