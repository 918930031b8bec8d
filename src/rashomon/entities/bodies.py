"""Bodies that every country has: МВД, Innenministerium and Interior Ministry are one kind of body."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rashomon.language.names import fold, sound

_SMALL = frozenset(
    ["the", "a", "an", "of", "in", "for", "and", "at", "to", "de", "la", "le", "du", "des", "der", "die", "das", "fur", "v", "u", "w", "z", "na", "po", "i", "et", "y", "s'k", "oblasti", "obl", "dept"]
)  # fmt: skip
# A name of more words than this names a particular body, whatever it contains.
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Body:
    """A generic body: its kind, its country where the name tells it, what else the name says, whether towns have one."""

    kind: str
    country: str | None
    qualifiers: frozenset[str]
    local: bool


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("rashomon.language").joinpath("data/bodies.toml").read_text("utf-8"))


@cache
def _forms() -> Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """Return the forms by the first two letters of their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for group in ("national", "local"):
        for kind, forms in _data()[group].items():
            for form in forms:
                words = tuple(form.removeprefix("*").split())
                found.setdefault(words[0][:2], []).append((words, kind, group == "local"))
    return {key: tuple(sorted(rows, key=lambda row: (-len(row[0]), row))) for key, rows in found.items()}


@lru_cache(maxsize=16384)
def generic_body(name: str) -> Body | None:
    """Return which generic body a name names; None where it names a particular one.

    >>> body = generic_body("Belarusian Interior Ministry")
    >>> body.kind, body.country
    ('interior_ministry', 'BY')
    >>> generic_body("МВД").kind, generic_body("Rail Workers' Alliance")
    ('interior_ministry', None)
    """
    words = fold(name).split()
    if not words or len(words) > _LONGEST:
        return None
    best: tuple[int, int, str, bool] | None = None
    for start, word in enumerate(words):
        for form, kind, local in _forms().get(word[:2], ()):
            if _matches(words[start : start + len(form)], form) and (best is None or len(form) > best[0]):
                best = (len(form), start, kind, local)
    if best is None:
        return None
    length, start, kind, local = best
    rest = words[:start] + words[start + length :]
    country = country_of(" ".join(rest))
    others = frozenset(sound(word) for word in rest if word not in _SMALL and country_of(word) is None)
    return Body(kind, country, others, local)


def _matches(words: Sequence[str], form: Sequence[str]) -> bool:
    return len(words) == len(form) and all(
        _like(word, entry) for word, entry in zip(words, form, strict=True)
    )


def _like(word: str, entry: str) -> bool:
    if entry.startswith("*"):
        return word.endswith(entry[1:].rstrip("*")) or (entry.endswith("*") and entry[1:-1] in word)
    return word.startswith(entry[:-1]) if entry.endswith("*") else word == entry


def category(word: str) -> str | None:
    """Return what a single word calls bodies of several kinds; a body is of it whose kind ends so.

    >>> category("ministry"), category("Ведомство"), category("bench")
    ('ministry', 'ministry', 'court')
    """
    folded = fold(word)
    for name, forms in _data()["categories"].items():
        if any(_like(folded, form) for form in forms):
            return str(name)
    return None


def written_out(acronym: str) -> str | None:
    """Return the English name of a country or world body for its usual short form, None of another word.

    >>> written_out("UN")
    'United Nations'
    """
    found = _data()["abbreviations"].get(acronym.casefold())
    return str(found) if found and acronym.isupper() else None


@cache
def _country_words() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for code, forms in _data()["countries"].items():
        for form in forms:
            words = tuple(form.split())
            found.setdefault(words[0][:2], []).append((words, code))
    return {key: tuple(rows) for key, rows in found.items()}


@lru_cache(maxsize=16384)
def country_of(text: str) -> str | None:
    """Return the ISO 3166 code of the country that the words name, None where none or two do.

    >>> country_of("the Polish government"), country_of("Министерство обороны Литвы"), country_of("the police")
    ('PL', 'LT', None)
    """
    words = fold(text).split()[:40]
    codes = {
        code
        for start, word in enumerate(words)
        for form, code in _country_words().get(word[:2], ())
        if _matches(words[start : start + len(form)], form)
    }
    return codes.pop() if len(codes) == 1 else None
