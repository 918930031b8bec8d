"""Who owns a quotation: one attribution, the one whose words stand beside it.

In text that runs on without paragraphs the extractor hands a speaker the quotation of a neighbour, or a scrap of the
sentence behind. In the annotated articles (Wikinews train and dev, styles train, PolNeAR dev) none of 505 quotations
before the words that report them is parted from these by another sentence, none belongs to words that a colon joins to a
quotation behind them; outside PolNeAR (19, signed with a dash) none ends with a full stop before a sentence of theirs,
and of 385 unquoted parts none is parted from its cue by a sentence's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from rashomon.attribution.drafts import Draft, letters, overlap, without, worded
from rashomon.language.parse import Parse
from rashomon.language.quotations import Marked, Quotation
from rashomon.records import Span, Spans, hull

# The share of a quotation that a content must cover to have taken it, and how sure we are of one told by word order.
_TAKEN = 0.5
_INVERTED = 0.6
_STOP = re.compile(r"(?:[!?…]|(?<!\s[^\W\d_])(?<!\b[A-Z][a-z])\.)[\"'”’»“)\]]*(?:\s|\Z)")
_COLON = re.compile(r"[^\"“”„«.!?\n]{0,80}:\s*[\"“„«‘']")
# a quotation that ends with a full stop, and a sentence of its own behind it
_ENDED = re.compile(r"[.)][\"'”’»“]+\Z")
_NEW = re.compile(r"\s+[^\W_a-zа-яёіїєґў]")
_NEXT, _BETWEEN, _APART = range(3)
_SPOKEN = frozenset(",.!?…")
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
# Words of an utterance at least, and code points of one word at most.
_UTTERANCE, _WORD = 4, 30


def inverted(parse: Parse, quotations: Sequence[Quotation], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield a draft for each utterance that a verb and its subject follow, where no draft has that verb for its cue.

    "… would it happen?" wrote another user.
    """
    cues = {place for draft in drafts for span in draft.cue for place in range(*span)}
    for quotation in quotations:
        words = quotation.inside(parse.text)
        if quotation.level or words[-1:] not in _SPOKEN or len(words.split()) < _UTTERANCE:
            continue
        verb = next(iter(parse.within(Span(quotation.end, quotation.end + _WORD))), None)
        if verb is None or verb.tag not in _FINITE or not verb.text.islower() or verb.start in cues:
            continue
        subject = next((child for child in parse.children[verb.index] if child.dep == "nsubj"), None)
        if subject is not None and subject.index > verb.index:
            phrase = parse.subtree(subject.index)
            source = Span(parse.tokens[phrase[0]].start, parse.tokens[phrase[-1]].end)
            yield Draft(quotation.parts, (verb.span,), (source,), "assert", _INVERTED)


def part(text: str, drafts: Sequence[Draft], marked: Marked) -> list[Draft]:
    """Return the drafts without the quotations of their neighbours and without strays; those left empty are dropped."""
    told = [draft for draft in drafts if draft.cue]
    claims: dict[Spans, list[Draft]] = {}
    for draft in told:
        for quotation in _taken(text, draft, marked):
            claims.setdefault(quotation.parts, []).append(draft)
    for parts, owners in claims.items():
        _assign(text, parts, owners, marked)
    for draft in told:
        draft.content = tuple(span for span in draft.content if not _stray(text, span, draft, marked))
    said = {span for draft in told for span in draft.content}
    return [draft for draft in drafts if draft.content and not _echoes(draft, said)]


def _assign(text: str, parts: Spans, owners: Sequence[Draft], marked: Marked) -> None:
    """Leave a quotation to those of its owners whose words stand nearest, in place; to none before a sentence apart."""
    distances = [_distance(text, parts, draft, marked) for draft in owners]
    for draft, distance in zip(owners, distances, strict=True):
        apart = distance == _APART
        before = parts[-1].end <= _clause(draft).start
        alone = any(span.start == parts[0].start for span in draft.content)
        if (distance > min(distances) and (alone or apart)) or (before and apart):
            draft.content = worded(text, (left for span in draft.content for left in without(span, parts)))


def _echoes(draft: Draft, said: Set[Span]) -> bool:
    """Tell whether a draft without words that report has nothing but a quotation that others report."""
    return not draft.cue and not draft.source and draft.content[0] in said


def _clause(draft: Draft) -> Span:
    return hull((*draft.cue, *draft.source))


def _taken(text: str, draft: Draft, marked: Marked) -> Iterator[Quotation]:
    """Yield the outermost quotations that a draft has for its content, those that its own cue stands in left out."""
    clause = _clause(draft)
    found = {q.parts: q for span in draft.content for _, q in marked.meeting(span) if not q.level}
    whole = set(draft.content)
    for quotation in found.values():
        if any(clause.meets(part) for part in quotation.parts):
            continue
        cut = [part for part in quotation.parts if part not in whole]
        missing = letters(text, cut) - letters(text, overlap(cut, tuple(whole.difference(quotation.parts))))
        if missing <= (1 - _TAKEN) * letters(text, quotation.parts):
            yield quotation


def _distance(text: str, parts: Spans, draft: Draft, marked: Marked) -> int:
    """Return how near a quotation the words that report stand: next to it, with another between, or a sentence apart."""
    clause = _clause(draft)
    if parts[-1].end > clause.start:
        gap = Span(clause.end, parts[0].start)
        apart = False
    else:
        gap = Span(parts[-1].end, clause.start)
        ended = _ENDED.search(text, parts[-1].start, parts[-1].end) and _NEW.match(text, parts[-1].end)
        apart = bool(ended or _COLON.match(text, clause.end))
    if apart or _parted(text, gap, marked):
        return _APART
    return _BETWEEN if any(not quotation.level for _, quotation in marked.meeting(gap)) else _NEXT


def _parted(text: str, gap: Span, marked: Marked) -> bool:
    """Tell whether a sentence ends in a stretch of text, what is quoted in it left out."""
    place = gap.start
    for span, quotation in marked.meeting(gap):
        if not quotation.level and _STOP.search(text, place, max(place, span.start)):
            return True
        place = max(place, span.end)
    return bool(_STOP.search(text, place, max(place, gap.end)))


def _stray(text: str, span: Span, draft: Draft, marked: Marked) -> bool:
    """Tell whether a further part stands outside of any quotation, in another sentence than the words that report it."""
    if len(draft.content) == 1 or any(True for _ in marked.meeting(span)):
        return False
    clause = _clause(draft)
    gap = Span(span.end, clause.start) if span.end <= clause.start else Span(clause.end, span.start)
    return gap.start < gap.end and _parted(text, gap, marked)
