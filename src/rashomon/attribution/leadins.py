"""Lead-ins: words that end with a colon or a comma and speak for the quotation behind them.

"The story is told by the village's mayor:", in the paragraph above or in the quotation's own, names who speaks as the
agent or the subject of its verb. "According to the industry," names whose words the sentence is, and so who expects
what "is expected" in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rashomon.attribution.drafts import Draft
from rashomon.language.parse import Parse, Token
from rashomon.records import Span


def read(parse: Parse, paragraphs: Sequence[Span], drafts: Iterable[Draft]) -> None:
    """Give each draft without cue and source that stands behind a lead-in the lead-in's verb and speaker."""
    above = {after.start: before for before, after in pairwise(paragraphs)}
    starts = {paragraph.start: paragraph for paragraph in paragraphs}
    for draft in drafts:
        if draft.cue or draft.source:
            continue
        if draft.start in starts:
            _attach(parse, above.get(draft.start), ":", draft)
        else:
            _attach(parse, _before(parse, draft.start), ":,", draft)


def _before(parse: Parse, place: int) -> Span | None:
    """Return what stands before a place in its sentence."""
    at = bisect_right(parse.sentences, place, key=lambda sentence: parse.tokens[sentence.start].start) - 1
    start = parse.tokens[parse.sentences[at].start].start if at >= 0 else place
    return Span(start, place) if start < place else None


def _attach(parse: Parse, lead: Span | None, ends: str, draft: Draft) -> None:
    tokens = parse.within(lead) if lead is not None else ()
    if not tokens or tokens[-1].text[-1] not in ends:
        return
    last = parse.sentence_of[tokens[-1].index]
    verbs = [token for token in tokens if token.pos == "VERB" and parse.sentence_of[token.index] == last]
    for verb in reversed(verbs):
        speaker = _agent(parse, verb)
        if speaker is not None and speaker.end <= tokens[-1].end:
            words = [parse.tokens[i] for i in parse.subtree(speaker.index)]
            draft.cue, draft.source = (verb.span,), (Span(words[0].start, words[-1].end),)
            return


def _agent(parse: Parse, verb: Token) -> Token | None:
    """Return who does what a verb says: behind "by" where it is passive, else its subject."""
    children = parse.children[verb.index]
    passive = any(child.dep == "nsubjpass" for child in children)
    by = next((child for child in children if child.dep == "agent" or (passive and child.text == "by")), None)
    if by is not None:
        return next((child for child in parse.children[by.index] if child.dep == "pobj"), None)
    return next((child for child in children if child.dep == "nsubj"), None)


def according(text: str, drafts: Iterable[Draft]) -> None:
    """Let each expectation without a source inside what is so "according to" somebody follow that draft.

    "According to the industry, rain is expected": the industry expects it. "… he was asked to leave": not by the industry.
    """
    outer: Draft | None = None
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        if draft.source and [span.of(text).lower() for span in draft.cue] == ["according to"]:
            outer = draft
        elif outer is not None and draft.act == "hedge" and draft.cue and not draft.source:
            inside = any(part.holds(draft.cue[0]) for part in outer.content)
            draft.follows = outer if inside else None
