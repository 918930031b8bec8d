"""Where: the places in a passage, and what happened there."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.alignment.claims import Claim, Quality, topic_of
from rashomon.alignment.passages import Passage
from rashomon.language.concepts import Mention
from rashomon.language.parse import Token
from rashomon.language.places import Place, find_place
from rashomon.language.sites import Site, find_site

_WHERE = frozenset({"in", "at", "near", "off", "outside", "inside", "on", "aboard"})
# Close to a building is not in it.
_WITHIN = frozenset({"in", "at", "inside", "on", "aboard"})
_REACH = 4
# A name of a place has so many words at most.
_LONGEST = 4


def read_places_of(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says on "where" questions (English: the place hangs on the happening by in, at, near, off)."""
    if not passage.has_syntax or passage.act in {"deny", "ask", "direct"}:
        return
    for mention in passage.mentions:
        if "place" in mention.concept.ask and not mention.concept.particular:
            for token in passage.tokens:
                place = _place_at(passage, token, mention)
                if place is not None:
                    yield _claim(passage, mention, token, place)
                    break


def _claim(passage: Passage, mention: Mention, token: Token, place: Place | Site) -> Claim:
    found: set[Quality] = {"heading"} if passage.heading else set()
    if passage.act in {"hedge", "opine"} or passage.has("hedge"):
        found.add("hedged")
    concept = mention.concept
    return Claim(
        passage.statement.id, "place", topic_of(concept), concept.ask["place"], place.format(), token.span,
        frozenset(found),
    )  # fmt: skip


def place_of(passage: Passage, token: Token) -> Place | Site | None:
    """Return the place, or the kind of place, at which something is said to be or happen: "in Batumi", "on the train"."""
    if token.dep != "pobj" or passage.parse.tokens[token.head].lemma not in _WHERE:
        return None
    if token.entity in {"GPE", "LOC", "FAC"} and (named := _named(passage, token)):
        return named
    return _site(passage, token) if passage.parse.tokens[token.head].lemma in _WITHIN else None


def _site(passage: Passage, token: Token) -> Site | None:
    """Return a kind of place, or the one of a numbered row: "in a flat", "at Mile 108"."""
    following = passage.parse.tokens[token.index + 1 : token.index + 2]
    numbered = token.text.isdigit() and passage.parse.tokens[token.index - 1]
    if numbered and numbered.pos == "PROPN" and numbered.dep in {"compound", "nmod"}:
        return Site(numbered.lemma.lower(), "", token.text)
    if token.text[0].isupper() and following and following[0].text.isdigit():
        return Site(token.lemma.lower(), "", following[0].text)
    return find_site(token.lemma.lower()) if token.pos == "NOUN" else None


def _place_at(passage: Passage, token: Token, mention: Mention) -> Place | Site | None:
    if token.dep != "pobj":
        return None
    preposition = passage.parse.tokens[token.head]
    if preposition.lemma not in _WHERE or not passage.in_one_clause(token.index, mention):
        return None
    if min(passage.distance(token.index, end) for end in (mention.first, mention.last)) > _REACH:
        return None
    return place_of(passage, token)


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
