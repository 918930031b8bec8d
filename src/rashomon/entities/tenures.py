"""Whether somebody holds an office, held it, or is about to: “former”, “acting”, “newly appointed” in all languages."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar, cast, get_args

from rashomon.records import Standing

# Standings of which an office is over.
OVER: frozenset[Standing] = frozenset(["former", "late", "then"])
# A role of more words than this is a story, not an office.
_LONGEST = 30
_SPLIT = re.compile(r"[\s\-–—]+")
_ORDER: tuple[Standing, ...] = get_args(Standing)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office without the words that tell how it is held, and what they tell."""

    office: str
    standing: Standing = "holder"

    @property
    def over(self) -> bool:
        """Tell whether the office is held no more."""
        return self.standing in OVER


@lru_cache(maxsize=65536)
def tenure(role: str) -> Tenure:
    """Return what a role tells of how the office is held, in any of the languages read here.

    >>> tenure("former Interior Minister"), tenure("ex-mayor of Ferrin").office, tenure("и. о. губернатора").standing
    (Tenure(office='Interior Minister', standing='former'), 'mayor of Ferrin', 'acting')
    >>> tenure("exministra"), tenure("owner of a new house").standing
    (Tenure(office='ministra', standing='former'), 'holder')
    """
    words = [word for word in _SPLIT.split(_own(role)) if word]
    for at in range(min(len(words), _LONGEST)):
        for standing, phrase in _opened_by(words[at].casefold().strip(",.")):
            beside = (*words[at - 1 : at], *words[at + len(phrase) :][:1])
            if _says(words[at : at + len(phrase)], phrase) and (at < 2 or any(map(_office, beside))):
                return Tenure(" ".join(words[:at] + words[at + len(phrase) :]), standing)
    for at, word in enumerate(words[:2]):
        lowered = word.casefold()
        if prefix := next(
            (p for p in _prefixes() if lowered.startswith(p) and _office(lowered[len(p) :])), ""
        ):
            return Tenure(" ".join([*words[:at], word[len(prefix) :], *words[at + 1 :]]), "former")
    return Tenure(role)


def _own(role: str) -> str:
    """Return a role without what ran in of somebody named before: “former Speaker Ann Roe and | Senator”."""
    before, joined, after = role.rpartition(" and ")
    last = before.split()[-1:]
    named = bool(last) and last[0][:1].isupper() and not _office(last[0])
    return after if joined and named else role


def _says(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return len(words) == len(phrase) and all(
        word.casefold().strip(",.") == entry
        or (entry.endswith("*") and word.casefold().startswith(entry[:-1]))
        for word, entry in zip(words, phrase, strict=True)
    )


def _office(word: str) -> bool:
    return word.casefold().strip(",.") in _offices()


@cache
def _offices() -> frozenset[str]:
    return frozenset(term for row in _data()["same"].values() for term in row.split())


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    text = (files("rashomon.language") / "data" / "offices.toml").read_text("utf-8")
    return cast(Mapping[str, Mapping[str, str]], tomllib.loads(text))


@cache
def _phrases() -> tuple[tuple[Standing, tuple[str, ...]], ...]:
    """Return the words of each standing, those of more words first; a hyphen joins the words of one entry."""
    rows = [
        (standing, tuple(_SPLIT.split(entry)))
        for standing in _ORDER
        for entry in _data()["standing"].get(standing, "").split()
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[1])))


@lru_cache(maxsize=65536)
def _opened_by(word: str) -> tuple[tuple[Standing, tuple[str, ...]], ...]:
    """Return the phrases that a word can open, in their order: of hundreds none, for most words."""
    lowered, phrases = word.casefold(), _phrases()
    begun = (rows for beginning, rows in _beginnings().items() if lowered.startswith(beginning))
    found = {at for rows in (_openings().get(lowered.strip(",."), ()), *begun) for at in rows}
    return tuple(phrases[at] for at in sorted(found))


@cache
def _openings() -> Mapping[str, Sequence[int]]:
    """Return which phrases open with each word."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, (_, phrase) in enumerate(_phrases()):
        found[phrase[0]].append(at)
    return found


@cache
def _beginnings() -> Mapping[str, Sequence[int]]:
    """Return which phrases open with a word that begins so."""
    return {word[:-1]: rows for word, rows in _openings().items() if word.endswith("*")}


@lru_cache(maxsize=65536)
def _awaited(role: str) -> bool:
    """Tell whether a role says that the office is not yet held: “president-elect”, unlike “new president”."""
    words = [word for word in _SPLIT.split(role) if word][:_LONGEST]
    entries = [tuple(_SPLIT.split(entry)) for entry in _data()["standing"]["awaited"].split()]
    return any(_says(words[at : at + len(row)], row) for at in range(len(words)) for row in entries)


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(_data()["standing"]["joined"].split())


def in_time(
    described: str, rows: Iterable[Row], roles: Callable[[Row], Iterable[tuple[str, Standing]]]
) -> list[Row]:
    """Return those whom a description can mean by how an office is held: “the former minister” is not the present one.

    `roles` gives what each is called, with the standing. A description that says nothing means who holds the office,
    where somebody does, rather than one who is elect; one that says “acting” or “new” means who is called so, where somebody is.

    >>> roles = {"Ann": [("minister", "former")], "Bea": [("minister", "holder")]}
    >>> in_time("the former minister", roles, roles.__getitem__), in_time("the minister", roles, roles.__getitem__)
    (['Ann'], ['Bea'])
    """
    found, wanted = list(rows), tenure(described).standing
    over = [row for row in found if any(standing in OVER for _, standing in roles(row))]
    if wanted in OVER:
        return over
    holding = [row for row in found if row not in over] or found
    if wanted == "holder":
        return [row for row in holding if not any(_awaited(role) for role, _ in roles(row))] or holding
    return [row for row in holding if any(standing == wanted for _, standing in roles(row))] or holding
