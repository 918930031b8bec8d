"""Kinds of place that no map has: a flat, an office, a train. The nouns are data/sites.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_MARKED = re.compile(r"(?:a|an) (?P<name>\w+)")
_NUMBERED = re.compile(r"(?P<noun>[^\W\d]+) (?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class Site:
    """A kind of place (`sort`: building, vehicle, open), or one of a numbered row ("mile 108").

    >>> Site.parse("a dwelling").parts_from(Site.parse("a train"))
    True
    >>> Site.parse("mile 103").parts_from(Site.parse("mile 108")), Site.parse("mile 103").parts_from(Site("train", "vehicles"))
    (True, False)
    """

    name: str
    sort: str = ""
    number: str = ""

    def format(self) -> str:
        """Write the site: ``a dwelling``, ``an office``, ``mile 108``."""
        if self.number:
            return f"{self.name} {self.number}"
        return f"{'an' if self.name[0] in 'aeiou' else 'a'} {self.name}"

    @classmethod
    def parse(cls, value: str) -> Site | None:
        """Read what `format` wrote; None for anything else."""
        if numbered := _NUMBERED.fullmatch(value):
            return cls(numbered["noun"], "", numbered["number"])
        marked = _MARKED.fullmatch(value)
        sort = _sorts().get(marked["name"]) if marked else None
        return cls(marked["name"], sort) if marked and sort else None

    def parts_from(self, other: Site) -> bool:
        """Tell whether nobody can be at both at once; a car in the street is at both."""
        if self.number or other.number:
            return (
                bool(self.number and other.number) and self.name == other.name and self.number != other.number
            )
        return self.name != other.name and {self.sort, other.sort} != {"vehicles", "open"}


def find_site(noun: str) -> Site | None:
    """Return the kind of place that an English noun (lemma) names.

    >>> find_site("apartment"), find_site("opinion")
    (Site(name='dwelling', sort='buildings', number=''), None)
    """
    return _nouns().get(noun)


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("rashomon.language") / "data" / "sites.toml").read_text("utf-8"))


@cache
def _sorts() -> Mapping[str, str]:
    return {name: sort for sort, kinds in _data().items() for name in kinds}


@cache
def _nouns() -> Mapping[str, Site]:
    return {
        noun: Site(name, sort)
        for sort, kinds in _data().items()
        for name, nouns in kinds.items()
        for noun in nouns.split()
    }
