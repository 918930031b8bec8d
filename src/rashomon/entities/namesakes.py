"""People who may be one: a surname that several bear, names that sound alike, an office that several held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from rashomon.entities import people
from rashomon.entities.offices import Words, content
from rashomon.entities.parties import BLOCK, MOST, Open, Party, apart, at_odds, chained, others
from rashomon.entities.referents import definite
from rashomon.entities.wording import same_word, word
from rashomon.language.names import given_names, same_given, skeleton, sound
from rashomon.suggestions import Strength

# A surname is compared by sound from so many letters of its phonetic key on: shorter ones sound like many others.
_LONG_SOUND = 4
# Two given names of which nothing is known are alike when so much of their sound is the same (Dice, 0 to 1):
# Zurab and Zviad are not, Jyldyz and Dzhyldyz are.
_ALIKE = 0.7


def namesakes(parties: Sequence[Party]) -> Iterator[Open]:
    """Yield the pairs of people whose names leave it open whether they are one."""
    rows = [party for party in parties if party.person and party.named]
    full = [party for party in rows if party.full]
    yield from _surnames([party for party in rows if not party.full], full)
    yield from _alike(full)
    yield from _offices([party for party in parties if party.person and not party.named], full)


def _surnames(alone: Sequence[Party], full: Sequence[Party]) -> Iterator[Open]:
    """Yield a surname with each of those who bear it; where nobody does in full, equal surnames with each other."""
    bearers = _bearers(full)
    peers: dict[str, list[Party]] = defaultdict(list)
    for party in alone:
        owners = _owners(party, bearers)
        if owners:
            yield from _owned(party, owners[: BLOCK + 1])
        elif not given_names(party.name):
            peers[people.surname(party.name)].append(party)
    for rows in peers.values():
        for other, first in chained(rows):
            if _initials_fit(other.name, first.name):
                missing = "no article gives a full name, and they have no role in common"
                yield Open(other, first, "the name is the same", missing, "possible")


def _owned(party: Party, owners: Sequence[Party]) -> Iterator[Open]:
    """Yield a surname with those who bear it, where they are few; an initial and a gender rule some out."""
    rows = [
        row for row in owners if _initials_fit(party.name, row.full or row.name) and not at_odds(party, row)
    ]
    for row in rows if len(owners) <= BLOCK and len(rows) <= MOST else ():
        same = people.surname(party.name) == people.surname(row.full or row.name)
        why = f"“{party.name}” is {'' if same else 'like '}the surname of “{row.name}”"
        alone = apart(party, row, "nothing but the surname speaks for it")
        yield Open(party, row, why, others(rows, row) if len(rows) > 1 else alone, "possible")


def _bearers(full: Sequence[Party]) -> Mapping[str, list[Party]]:
    found: dict[str, list[Party]] = defaultdict(list)
    for party in full:
        last = people.surname(party.full or party.name)
        found[last].append(party)
        found["sound " + sound(last).rstrip("aeu")].append(party)
    return found


def _owners(party: Party, bearers: Mapping[str, list[Party]]) -> list[Party]:
    last = people.surname(party.name)
    heard = sound(last)
    return bearers.get(last) or (
        bearers.get("sound " + heard.rstrip("aeu"), []) if len(heard) >= _LONG_SOUND else []
    )


def _initials_fit(one: str, other: str) -> bool:
    """Tell whether the given names of two persons agree, as far as both have one."""
    first, second = people.words_of(one), people.words_of(other)
    return len(first) < 2 or len(second) < 2 or same_given(first[0], second[0]) is not False


def _alike(full: Sequence[Party]) -> Iterator[Open]:
    blocks: dict[tuple[str, ...], list[Party]] = defaultdict(list)
    for party in full:
        for key in _keys(party.full or party.name):
            blocks[key].append(party)
    for block in blocks.values():
        for one, other in combinations(block[:BLOCK], 2):
            found = None if at_odds(one, other) else _likeness(one.full or "", other.full or "")
            if found:
                yield Open(one, other, *found)


def _keys(name: str) -> set[tuple[str, ...]]:
    """Return the keys of which two names that are alike share one: how the given name begins or ends, or both names."""
    words = people.words_of(name)
    last = skeleton(words[-1])
    return {
        ("begins", sound(words[0])[:1], last),
        ("ends", skeleton(words[0])[-2:], last),
        ("both", words[0], words[1]),
    }


def _likeness(one: str, other: str) -> tuple[str, str, Strength] | None:
    """Return why two full names may be one person's, what speaks against it, and how much speaks for it."""
    first, second = people.words_of(one), people.words_of(other)
    agreed, same_last = same_given(first[0], second[0]), same_word(word(first[-1]), word(second[-1]))
    short, long = sorted((first, second), key=len)
    if long[: len(short)] == short and len(long) > len(short):
        return (
            "one is the other with a further name after it",
            "it may be a second surname, or another’s name",
            "possible",
        )
    if agreed is False:
        return None
    if agreed is None and same_last and _sounds_like(first[0], second[0]):
        return (
            "the surname is the same and the given names sound alike",
            "the given names are not known as forms of one",
            "possible",
        )
    if agreed and not same_last and len(sound(first[-1])) >= _LONG_SOUND:
        return (
            "the given name is the same and the surnames sound alike",
            "the surnames differ by a vowel, which can make them two families",
            "doubtful",
        )
    if agreed and same_last:
        middles = zip(first[1:-1], second[1:-1], strict=False)
        if all(same_given(a, b) is True for a, b in middles):
            return "the names are spellings of the same", "other names of theirs speak against it", "possible"
        return "the given name and the surname are the same", "the middle names differ", "doubtful"
    return None


def _sounds_like(one: str, other: str) -> bool:
    return SequenceMatcher(None, sound(one), sound(other), autojunk=False).ratio() >= _ALIKE


def _offices(unnamed: Sequence[Party], full: Sequence[Party]) -> Iterator[Open]:
    """Yield an office that stands for a person with each of those who are told to hold it."""
    holders: dict[str, dict[str, Party]] = defaultdict(dict)
    for party in full:
        for role in party.entity.roles:
            for part in content(role.text, party.nodes[0].language):
                holders[part][party.entity.id] = party
    for party in unnamed:
        wanted = next((content(n.entity.name, n.language) for n in party.nodes if definite(n)), Words())
        few = min((holders.get(part, {}) for part in wanted), key=len, default={})
        known = few.values() if len(few) <= BLOCK else ()
        fitting = [row for row in known if _holds(row, wanted) and not at_odds(party, row)]
        for row in fitting if len(fitting) <= MOST else ():
            against = apart(
                party, row, "no name that their articles share shows that they are about the same"
            )
            why = f"“{row.name}” is told to be {party.name}"
            yield Open(party, row, why, others(fitting, row) if len(fitting) > 1 else against, "possible")


def _holds(party: Party, wanted: Words) -> bool:
    return any(wanted <= content(role.text, party.nodes[0].language) for role in party.entity.roles)
