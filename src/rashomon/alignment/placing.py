"""Where: the places in a passage, and what happened there."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.alignment.claims import Claim, Quality, topic_of
from rashomon.alignment.passages import Passage
from rashomon.language.concepts import Mention
from rashomon.language.parse import Token
from rashomon.language.places import Place, find_place

_WHERE = frozenset({"in", "at", "near", "off", "outside", "inside"})
_REACH = 4
# A name of a place has so many words at most.
_LONGEST = 4


def read_places_of(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says on "where" questions (English: the place hangs on the happening by in, at, near, off)."""
    if not passage.has_syntax or passage.statement.act in {"deny", "ask", "direct"}:
        return
    for mention in passage.mentions:
        if "place" in mention.concept.ask and not mention.concept.particular:
            for token in passage.tokens:
                place = _place_at(passage, token, mention)
                if place is not None:
                    yield _claim(passage, mention, token, place)
                    break


def _claim(passage: Passage, mention: Mention, token: Token, place: Place) -> Claim:
    found: set[Quality] = {"heading"} if passage.heading else set()
    if passage.statement.act in {"hedge", "opine"} or passage.has("hedge"):
        found.add("hedged")
    concept = mention.concept
    return Claim(
        passage.statement.id, "place", topic_of(concept), concept.ask["place"], place.format(), token.span,
        frozenset(found),
    )  # fmt: skip


def _place_at(passage: Passage, token: Token, mention: Mention) -> Place | None:
    if token.dep != "pobj" or token.entity not in {"GPE", "LOC", "FAC"}:
        return None
    preposition = passage.parse.tokens[token.head]
    if preposition.lemma not in _WHERE or not passage.in_one_clause(token.index, mention):
        return None
    if min(passage.distance(token.index, end) for end in (mention.first, mention.last)) > _REACH:
        return None
    return _named(passage, token)


def _named(passage: Passage, token: Token) -> Place | None:
    """Return the place that the whole name ending with this token names: a place inside a longer name is none."""
    tokens = passage.parse.tokens
    first = token.index
    while first and token.index - first < _LONGEST and not tokens[first].begins and tokens[first - 1].entity:
        first -= 1
    following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if following is not None and following.entity == token.entity and not following.begins:
        return None
    while first < token.index and tokens[first].pos in {"DET", "ADJ"}:  # "the", "downtown"
        first += 1
    return find_place(passage.document.text[tokens[first].start : token.end])
