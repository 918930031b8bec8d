"""Bodies that may be one: an acronym and what it may stand for, a name and a longer one, spellings of one name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from rashomon.entities.bodies import generic_body
from rashomon.entities.lexicon import lexicon
from rashomon.entities.nodes import name_key
from rashomon.entities.parties import BLOCK, MOST, Open, Party, apart, at_odds, chained, others
from rashomon.language.names import fold, sound
from rashomon.suggestions import Strength

_ACRONYM = re.compile(r"[^\W\d_]{2,7}")
# A single word is compared by sound from so many letters of its phonetic key on.
_LONG_SOUND = 5
_LONGEST = 12


def shortenings(parties: Sequence[Party]) -> Iterator[Open]:
    """Yield the pairs of organizations, media and places whose names leave it open whether they are one."""
    rows = [party for party in parties if party.body and party.named]
    yield from _acronyms(rows)
    yield from _longer(rows)
    yield from _spellings(rows)
    yield from _kinds(rows)


def _acronyms(rows: Sequence[Party]) -> Iterator[Open]:
    expansions: dict[str, dict[str, Party]] = defaultdict(dict)
    for party in rows:
        for name in party.written:
            for letters in _initials(name, party):
                expansions[letters][party.entity.id] = party
    for party in rows:
        short = next((letters for name in party.written if (letters := _acronym(name))), "")
        found = expansions.get(short, {})
        yield from _either(party, found, partial(_stands_for, party), "no article gives both names", "likely")


def _stands_for(party: Party, row: Party) -> str:
    return f"“{party.name}” may stand for “{row.name}”"


def _either(
    party: Party, rows: Mapping[str, Party], why: Callable[[Party], str], missing: str, sole: Strength
) -> Iterator[Open]:
    """Yield a body with each of those that it may be, where they are few."""
    few = rows.values() if len(rows) <= BLOCK else ()
    found = [row for row in few if row is not party and not at_odds(party, row)]
    for row in found if len(found) <= MOST else ():
        if len(found) > 1:
            yield Open(party, row, why(row), others(found, row), "possible")
        else:
            yield Open(party, row, why(row), apart(party, row, missing), sole)


def _acronym(name: str) -> str:
    """Return the letters of a name that is an acronym, folded; none of other names.

    >>> _acronym("ФСБ"), _acronym("F.S.B."), _acronym("Ferrin")
    ('fsb', 'fsb', '')
    """
    bare = name.replace(".", "")
    return fold(bare).replace(" ", "") if bare.isupper() and _ACRONYM.fullmatch(bare) else ""


def _initials(name: str, party: Party) -> set[str]:
    """Return the initials of a name of several words, with and without its small words."""
    words = name_key(name).split()[:_LONGEST]
    small = lexicon(party.nodes[0].language)
    content = [word for word in words if word not in small.articles and word not in small.prepositions]
    return {"".join(word[0] for word in row) for row in (words, content) if len(row) > 1}


def _longer(rows: Sequence[Party]) -> Iterator[Open]:
    """Yield a name with the longer ones that begin with it."""
    longer: dict[tuple[str, ...], dict[str, Party]] = defaultdict(dict)
    for party in rows:
        words = name_key(party.name).split()
        for length in range(2, min(len(words), _LONGEST)):
            longer[tuple(words[:length])][party.entity.id] = party
    for party in rows:
        if generic_body(party.name) is None:
            found = longer.get(tuple(name_key(party.name).split()), {})
            missing = "no name that their articles share shows that they are about the same"
            yield from _either(party, found, _begins_so, missing, "possible")


def _begins_so(row: Party) -> str:
    return f"“{row.name}” begins with the same words"


def _spellings(rows: Sequence[Party]) -> Iterator[Open]:
    heard: Mapping[str, list[Party]] = defaultdict(list)
    for party in rows:
        words = name_key(party.name).split()[:_LONGEST]
        key = " ".join(map(sound, words))
        if generic_body(party.name) is None and (len(words) > 1 or len(key) >= _LONG_SOUND):
            heard[key].append(party)
    for group in heard.values():
        for other, first in chained(group):
            if name_key(other.name) != name_key(first.name):
                against = "their letters differ, and no article gives both"
                yield Open(other, first, "the names sound alike", against, "possible")


def _kinds(rows: Sequence[Party]) -> Iterator[Open]:
    """Yield bodies that every country has once, of one kind, where no country tells them apart."""
    groups: dict[tuple[str, frozenset[str]], list[Party]] = defaultdict(list)
    for party in rows:
        body = generic_body(party.name)
        if body is not None and not body.local:
            groups[body.kind, body.qualifiers].append(party)
    for (kind, _), group in groups.items():
        for other, first in chained(group):
            against = "the articles do not show of which country each is"
            yield Open(other, first, f"both are the {kind.replace('_', ' ')}", against, "possible")
