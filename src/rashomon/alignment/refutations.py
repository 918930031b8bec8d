"""Figures that are named to be denied: "the figure of 41 is wrong", "not 41 but 38"."""

from __future__ import annotations

from rashomon.alignment.passages import Passage, clause_of
from rashomon.language.concepts import word_of
from rashomon.language.modality import places_of
from rashomon.language.numbers import Quantity
from rashomon.language.parse import Token

# After a negation and a first number these words begin what holds instead.
_INSTEAD = frozenset({"but", "а", "але", "lecz", "ale", "tylko", "sondern", "mais", "sino"})


def is_negated(passage: Passage, quantity: Quantity, first: Token) -> bool:
    """Tell whether a negation before a number denies it: in "not 41 but 38" it denies the first one alone."""
    if not passage.denied_before(first.index, quantity.span):
        return False
    instead = [token for token in passage.tokens if token.index < first.index and word_of(token) in _INSTEAD]
    if not instead:
        return True
    negations = [passage.tokens[place] for place in places_of("negation", passage.words, passage.language)]
    before = [one for one in negations if one.index < instead[-1].index]
    after = [one for one in negations if instead[-1].index < one.index < first.index]
    denied = any(
        before[0].start < other.span.start and other.span.end <= instead[-1].start
        for other in passage.quantities
        if before
    )
    return bool(after) or not denied


def is_called_wrong(passage: Passage, tokens: tuple[Token, ...]) -> bool:
    """Tell whether the verb of the number's clause says that the number is wrong (English)."""
    if not passage.has_syntax:
        return False
    verb = passage.parse.tokens[clause_of(passage.parse, tokens[-1].index)]
    children = passage.parse.children[verb.index]
    if any(child.dep == "neg" for child in children):
        return False
    said = {verb.index, *(child.index for child in children if child.dep in {"attr", "acomp", "oprd"})}
    subject = {child.index for child in children if child.dep in {"nsubj", "nsubjpass", "dobj"}}
    above = {tokens[-1].index, *(token.index for token in passage.parse.ancestors(tokens[-1].index))}
    wrong = {passage.tokens[place].index for place in places_of("wrong", passage.words, passage.language)}
    return bool(said & wrong) and bool(subject & above)
