"""Lead-ins: a paragraph that ends with a colon and speaks for the quotation below it.

"The story is told by the village's mayor:" names who speaks as its agent or its subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rashomon.attribution.drafts import Draft
from rashomon.language.parse import Parse, Token
from rashomon.records import Span


def read(parse: Parse, paragraphs: Sequence[Span], drafts: Iterable[Draft]) -> None:
    """Give each draft without a source that opens a paragraph below a lead-in the lead-in's verb and speaker."""
    above = {after.start: before for before, after in pairwise(paragraphs)}
    for draft in drafts:
        lead = above.get(draft.start)
        if lead is not None and not draft.source and lead.of(parse.text).rstrip().endswith(":"):
            _attach(parse, lead, draft)


def _attach(parse: Parse, lead: Span, draft: Draft) -> None:
    tokens = parse.within(lead)
    if not tokens:
        return
    sentence = parse.sentences[parse.sentence_of[tokens[-1].index]]
    root = next((parse.tokens[i] for i in sentence if parse.tokens[i].head == i), None)
    speaker = _agent(parse, root) if root is not None and root.pos in ("VERB", "AUX") else None
    if root is not None and speaker is not None:
        words = [parse.tokens[i] for i in parse.subtree(speaker.index)]
        draft.cue, draft.source = (root.span,), (Span(words[0].start, words[-1].end),)


def _agent(parse: Parse, verb: Token) -> Token | None:
    """Return who does what a verb says: behind "by" where it is passive, else its subject."""
    children = parse.children[verb.index]
    by = next((child for child in children if child.dep == "agent"), None)
    if by is not None:
        return next((child for child in parse.children[by.index] if child.dep == "pobj"), None)
    return next((child for child in children if child.dep == "nsubj"), None)
