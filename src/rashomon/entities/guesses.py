"""What capitalised words alone tell of whose name they are: a person's, a body's, a medium's or a place's."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.entities.lexicon import Lexicon
from rashomon.language.names import given_names
from rashomon.language.parse import Token
from rashomon.records import EntityType


def corporate(words: Lexicon, lowered: Sequence[str]) -> bool:
    """Tell whether a name's last word is one of bodies, companies or happenings: Acme International, Ferrin Cup 2031."""
    last = next((word for word in reversed(lowered) if not word.isdigit()), "")
    if last in words.bodies:
        return True
    known = last in words.companies or last in words.happenings or lowered[-1].isdigit()
    return known and len(lowered) > 1 and not given_names(lowered[0])


def guess(words: Lexicon, tokens: Sequence[Token], title: str) -> EntityType:
    """Return the type of a run of capitals in a language without a tagger."""
    lowered = [token.text.casefold() for token in tokens]
    given = bool(given_names(tokens[0].text))
    if any(word in words.media for word in lowered):
        return "media"
    if not given and any(word in words.bodies for word in lowered):
        return "organization"
    if given or title:
        return "person"
    if corporate(words, lowered):
        return "organization"
    if (
        len(tokens) > 1
        and tokens[-1].text.isupper()
        and not tokens[0].text.isupper()
        and len(tokens[-1].text) <= 5
    ):
        return "organization"  # Russian FSB
    if len(tokens) > 1:
        return "person"
    return "organization" if tokens[0].text.isupper() and len(tokens[0].text) > 1 else "place"
