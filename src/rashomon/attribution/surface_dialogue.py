"""Dialogue that dashes open: "— Words, — said X. — More words." in Slavic papers, French and Spanish interviews."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.attribution.drafts import Draft
from rashomon.attribution.surface_cues import guess, hits
from rashomon.attribution.surface_sources import SourceFinder
from rashomon.attribution.surface_units import Unit, units
from rashomon.language.lexicon import Lexicon
from rashomon.language.parse import Parse
from rashomon.language.quotations import Quotation
from rashomon.records import Act, Span

_OPENS = re.compile(r"[—–-]\s?(?=\S)")
# The author's words stand after a dash that follows a comma, a stop or a question; so does the next turn.
_TURN = re.compile(
    r"(?<=[,.!?…:])\s+[—–-]\s+|(?<=\w)\s+[—–-]\s+(?=[a-zа-яёіїєґўà-þśżźćł])"
    # Spanish sets the author's words between dashes without space: "—No lo sé —dijo Marta—. Nadie …".
    r"|\s+[—–](?=[a-zà-þ])|(?<=\w)[—–](?=[.,;:]?(?:\s|\Z))"
)
# An interview has this many turns at least; its questions are short (code points).
_INTERVIEW = 3
_QUESTION = 240


def read_dialogue(
    parse: Parse,
    paragraphs: Sequence[Span],
    quotes: Sequence[Quotation],
    lexicon: Lexicon,
    taken: Sequence[Draft],
) -> tuple[list[Draft], list[Span]]:
    """Return a draft for each paragraph that a dash opens, and the stretches that are the speakers' own words."""
    drafts: list[Draft] = []
    turns: list[Span] = []
    lines = [p for p in paragraphs if _OPENS.match(parse.text, p.start, p.end)]
    for paragraph in lines:
        if any(span.meets(paragraph) for draft in taken for span in draft.content):
            continue
        for draft in _paragraph(parse, paragraph, quotes, lexicon):
            drafts.append(draft)
            turns.extend(draft.content)
    asked = _questions(parse.text, drafts)
    return [draft for draft in drafts if draft.cue or (len(lines) > 1 and draft not in asked)], turns


def read_insertions(parse: Parse, quotes: Sequence[Quotation], lexicon: Lexicon) -> list[Draft]:
    """Return a draft for each quotation into which the author sets words: "«Да, – сказал он. – Мы готовы»"."""
    found = []
    for quotation in quotes:
        part = quotation.parts[0]
        whole = quotation.level == 0 and len(quotation.parts) == 1 and quotation.closed
        if whole and lexicon.language == "fr" and (draft := _comma_set(parse, part, lexicon)):
            found.append(draft)
            continue
        if not whole or not _TURN.search(parse.text, part.start, part.end):
            continue
        inner = [other for other in quotes if other.level and part.holds(other.parts[0])]
        draft = next(_paragraph(parse, Span(part.start + 1, part.end - 1), inner, lexicon), None)
        if draft is not None and draft.cue and len(draft.content) > 1:
            first, *middle, last = draft.content
            draft.content = (Span(part.start, first.end), *middle, Span(last.start, part.end))
            found.append(draft)
    return found


def _comma_set(parse: Parse, part: Span, lexicon: Lexicon) -> Draft | None:
    """Read what French sets between commas inside the marks: "« J’ai essayé, sourit M. Petit. Sans succès. »"."""
    for unit in units(parse, [Span(part.start + 1, part.end - 1)], (), lexicon):
        for hit in hits(unit, lexicon):
            chunk = unit.chunks[hit.chunk]
            opens = hit.first == chunk.start and hit.chunk > 0 and unit.mark(chunk.start - 1) == ","
            source = SourceFinder(unit, lexicon).inverted(hit) if opens else range(0)
            named = bool(source) and any(unit.items[i].capital or _subject(unit, i, lexicon) for i in source)
            whole = named and {*hit.places, *source} >= {i for i in chunk if unit.items[i].word}
            before, after = (
                Span(part.start, unit.items[chunk.start - 1].start),
                unit.items[chunk.stop - 1].end + 1,
            )
            if whole and chunk.stop <= len(unit.items) and after < part.end:
                label = unit.span(source.start, source.stop)
                content = (before, Span(after, part.end))
                text = tuple(span for s in content if (span := _stripped(parse.text, s)) is not None)
                return Draft(
                    text,
                    hit.spans(unit),
                    (label,) if label else (),
                    hit.act("quote", "clause") or "assert",
                    0.9,
                )
    return None


def _subject(unit: Unit, place: int, lexicon: Lexicon) -> bool:
    return (
        unit.items[place].lower in ("il", "elle", "ils", "elles") or unit.items[place].lower in lexicon.roles
    )


def _stripped(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if any(c.isalnum() for c in words) else None


def _questions(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the interviewer's turns of a dialogue without names: where it opens with a question, every other turn."""
    bare = [draft for draft in drafts if not draft.cue]
    if len(bare) < _INTERVIEW or text[bare[0].end - 1] != "?":
        return []
    short = [draft for draft in bare[::2] if draft.end - draft.start <= _QUESTION]
    return short if len(short) == len(bare[::2]) else [draft for draft in bare if text[draft.end - 1] == "?"]


def _paragraph(
    parse: Parse, paragraph: Span, quotes: Sequence[Quotation], lexicon: Lexicon
) -> Iterator[Draft]:
    """Yield the utterance of a paragraph, and a further one behind each colon of the author's words."""
    match = _OPENS.match(parse.text, paragraph.start, paragraph.end)
    start = match.end() if match else paragraph.start
    words: list[Span] = []
    clause: Draft | None = None
    for piece in _pieces(parse.text, Span(start, paragraph.end), quotes):
        said = _author(parse, piece, lexicon) if words else None
        if said is None:
            words.append(piece)
            continue
        clause = clause or said
        again = _announced(parse, piece, lexicon)
        if again is not None:
            first = _utterance(parse.text, words, clause)
            if first is not None:
                yield first
                again.follows = None if again.source else first
            words, clause = [], again
    last = _utterance(parse.text, words, clause)
    if last is not None:
        yield last


def _announced(parse: Parse, piece: Span, lexicon: Lexicon) -> Draft | None:
    """Return the cue at the end of the author's words where a colon opens another utterance: "— nods he. And adds: —"."""
    if parse.text[piece.end - 1] != ":":
        return None
    for unit in units(parse, [piece], (), lexicon):
        for hit in hits(unit, lexicon):
            if unit.items[0].start > piece.start and hit.places[-1] >= len(unit.items) - 3:
                source = SourceFinder(unit, lexicon).of(hit)
                spans = tuple(s for s in [unit.span(source.start, source.stop)] if s is not None and source)
                return Draft((piece,), hit.spans(unit), spans, hit.act("quote", "clause") or "assert")
    return None


def _utterance(text: str, words: Sequence[Span], clause: Draft | None) -> Draft | None:
    content = tuple(span for piece in words if (span := _trim(text, piece)) is not None)
    if not content:
        return None
    asked: Act = "ask" if text[content[-1].end - 1] == "?" else "assert"
    cue, source = (clause.cue, clause.source) if clause else ((), ())
    act = clause.act if clause else asked
    follows = clause.follows if clause else None
    return Draft(_joined(text, content), cue, source, act, 0.9 if source else 0.6, follows=follows)


def _pieces(text: str, span: Span, quotes: Sequence[Quotation]) -> list[Span]:
    inner = [part for quotation in quotes for part in quotation.parts if part.meets(span)]
    edges = [
        m
        for m in _TURN.finditer(text, span.start, span.end)
        if not any(p.start < m.start() < p.end for p in inner)
    ]
    starts = [span.start, *(match.end() for match in edges)]
    ends = [*(match.start() for match in edges), span.end]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def _author(parse: Parse, piece: Span, lexicon: Lexicon) -> Draft | None:
    """Read a piece as the author's words: a cue at its head, or behind a short source."""
    unit = next(units(parse, [piece], (), lexicon), None)
    if unit is None:
        return None
    found = hits(unit, lexicon)
    unknown = guess(unit, lexicon, 0) if unit.items[0].word and not found else None
    for hit in [unknown] if unknown is not None else found:
        if hit.chunk > 0 or hit.first > 4 or unit.items[0].text[0].isupper():
            return None
        source = SourceFinder(unit, lexicon).inverted(hit)
        spans = tuple(s for s in [unit.span(source.start, source.stop)] if s is not None and source)
        return Draft((piece,), hit.spans(unit), spans, hit.act("quote", "clause") or "assert")
    return None


def _trim(text: str, piece: Span) -> Span | None:
    start, end = piece
    while start < end and (text[start].isspace() or text[start] in "—–-,.;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.—–-"):
        end -= 1
    return Span(start, end) if start < end else None


def _joined(text: str, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Join pieces that only a dash of the speaker's own parts."""
    found = [content[0]]
    for span in content[1:]:
        gap = text[found[-1].end : span.start]
        if all(c.isspace() or c in "—–-,." for c in gap):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)
