"""Attribution without syntax, for languages that have a lexicon but no parser here: forms, marks and order.

A unit (a sentence, with what its quotations tie to it) is read for, in this order: quotations and the cue beside
them; according-to phrases; cues with a clause, a colon, an inserted place, an infinitive or an object; and, where
nobody speaks, words of hearsay and the moods that carry reported speech on (German subjunctive, French conditional).
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from rashomon.attribution import datelines, speaker_lines
from rashomon.attribution.drafts import Draft, settle
from rashomon.attribution.surface_dialogue import read_dialogue, read_insertions
from rashomon.attribution.surface_lines import headings, read_answers, read_headings, read_labels
from rashomon.attribution.surface_reading import UnitReader
from rashomon.attribution.surface_units import Unit, units
from rashomon.language.lexicon import Lexicon, known, load
from rashomon.language.parse import Parse
from rashomon.language.quotations import Marked, Quotation
from rashomon.records import Document, Span, Statement

# A headline's quotation is shortened from one in the article that has this share of its words, told by so many letters.
_ECHO = 0.6
_STEM = 5
# What a quotation in a headline is trusted with (see surface_lines).
_HEADLINE = 0.3

__all__ = ["attribute", "known"]


def attribute(document: Document, parse: Parse, quotes: Sequence[Quotation]) -> tuple[Statement, ...]:
    """Return the attributions of a document whose language has a lexicon, in text order; () for another language.

    The parse needs tokens and sentences only. Speakers are left open, as `rashomon.attribution.attribute` does.
    """
    if not known(parse.language):
        return ()
    lexicon = load(parse.language)
    paragraphs = [block.span for block in document.blocks] or [Span(0, len(document.text))]
    marked = Marked(quotes)
    lines = [
        line
        for line in speaker_lines.read(parse.text, paragraphs, marked)
        if not _reports(line, parse, lexicon)
    ]
    lines += read_labels(parse.text, paragraphs, lines)
    lines += read_answers(parse.text, paragraphs)
    lines += read_headings(parse, headings(document, paragraphs), quotes, lexicon, lines)
    spoken, turns = read_dialogue(parse, paragraphs, quotes, lexicon, lines)
    drafts = lines + spoken + read_insertions(parse, quotes, lexicon)
    for level, frame in _levels(paragraphs, turns, quotes):
        drafts += _read(parse, level, frame, lexicon, drafts)
    _echo(drafts, parse.text)
    return settle(document, datelines.cut(drafts, datelines.find(parse.text, paragraphs)), marked)


def _echo(drafts: Sequence[Draft], text: str) -> None:
    """Let a headline's quotation be said by who says the same words in the article."""
    said = [(draft, _stems(text, draft)) for draft in drafts if draft.source or draft.follows]
    for bare in drafts:
        if bare.cue or bare.source or bare.follows or bare.confidence > _HEADLINE:
            continue
        own = _stems(text, bare)
        best = max(said, key=lambda row: (len(own & row[1]), -row[0].start), default=None)
        if best is not None and len(own & best[1]) >= _ECHO * len(own):
            bare.follows = best[0]


def _stems(text: str, draft: Draft) -> frozenset[str]:
    words = "".join(c if c.isalnum() else " " for span in draft.content for c in span.of(text)).casefold()
    return frozenset(word[:_STEM] for word in words.split())


def _reports(line: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """Tell whether the label of a speaker's line is none: it reports ("Ann Roe, who lives here, recalls: …"), or a phrase."""
    words = [token.text.casefold() for span in line.source for token in parse.within(span)]
    plain = [word for word in words if word.isalpha()]
    said = any(word in lexicon.finite and word not in lexicon.roles for word in plain[1:])
    dashed = any(word in "—–" for word in words)
    governed = bool(plain) and plain[0] in lexicon.words["prepositions"] - lexicon.determiners
    return said or dashed or governed


Levels = Iterator[tuple[tuple[Quotation, ...], list[Span]]]


def _levels(paragraphs: Sequence[Span], turns: Sequence[Span], quotes: Sequence[Quotation]) -> Levels:
    """Yield the quotations of each depth with the stretches that may report them.

    The paragraphs of a dialogue are read turn by turn: the author's words between are read already.
    """
    starts = [turn.start for turn in turns]
    silent = [
        p for p in paragraphs if bisect.bisect_left(starts, p.start) == bisect.bisect_left(starts, p.end)
    ]
    frame = silent + list(turns)
    depth = 0
    while frame:
        level = tuple(quotation for quotation in quotes if quotation.level == depth)
        yield level, sorted(frame)
        frame = [
            Span(p.start + 1, max(p.start + 1, p.end - quotation.closed))
            for quotation in level
            if quotation.closed
            for p in quotation.parts
        ]
        depth += 1


def _read(
    parse: Parse, level: Sequence[Quotation], frame: Sequence[Span], lexicon: Lexicon, taken: Sequence[Draft]
) -> list[Draft]:
    found: list[Draft] = []
    last: tuple[Unit, Draft] | None = None
    previous: Unit | None = None
    near = _Near(taken)
    for unit in units(parse, frame, level, lexicon):
        earlier = last[1] if last is not None and last[0].paragraph == unit.paragraph else None
        before = previous if previous is not None and _near(previous, unit) else None
        drafts = UnitReader(unit, lexicon, earlier, near.to(unit), before).read()
        previous = unit
        found += [draft for draft in drafts if draft is not earlier]
        if drafts:
            last = (unit, next((d for d in reversed(drafts) if d.source or d.follows), drafts[-1]))
    return found


class _Near:
    """The drafts around units that come in text order, so that no unit looks at all of them."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._ahead = sorted(drafts, key=lambda draft: draft.start, reverse=True)
        self._open: list[Draft] = []

    def to(self, unit: Unit) -> list[Draft]:
        """Return the drafts that reach into a unit, in text order."""
        start, end = unit.items[0].span.start, unit.items[-1].span.end
        while self._ahead and self._ahead[-1].start < end:
            self._open.append(self._ahead.pop())
        self._open = [draft for draft in self._open if draft.end > start]
        return self._open


def _near(previous: Unit, unit: Unit) -> bool:
    """Tell whether a unit may speak of the one before: in its paragraph, or at the end of the paragraph above."""
    return previous.paragraph == unit.paragraph or previous.items[-1].text[-1] in '.!?…”»“"'
