"""Units of measurement and money: what they measure, what they are called, how they convert."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.language.pieces import Piece, phrase_of

# The longest name of a unit, in tokens.
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, and how many base units one of it is."""

    name: str
    dimension: str
    factor: float


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.language") / "data" / "units.toml").read_text("utf-8"))


@cache
def _units() -> tuple[Mapping[tuple[str, ...], Unit], tuple[tuple[tuple[str, ...], Unit], ...]]:
    exact: dict[tuple[str, ...], Unit] = {}
    stems: list[tuple[tuple[str, ...], Unit]] = []
    for name, row in _data()["units"].items():
        unit = Unit(name, row["dimension"], float(row["factor"]))
        for form in row["forms"].split():
            phrase = tuple(form.replace("_", " ").split(" "))
            if "*" in form:
                stems.append((phrase, unit))
            else:
                exact[phrase_of(form)] = unit
    return exact, tuple(stems)


def unit_named(name: str) -> Unit | None:
    """Return the unit of this canonical name, if there is one.

    >>> unit_named("bbl").dimension
    'volume'
    """
    row = _data()["units"].get(name)
    return Unit(name, row["dimension"], float(row["factor"])) if row else None


def litres_in(name: str, words: Sequence[str]) -> float | None:
    """Return how many litres one of a unit of mass is, of a substance that is named among the words; None for none.

    >>> round(litres_in("t", ["crude", "oil"])), litres_in("t", ["cement"]), litres_in("m", ["oil"])
    (1163, None, None)
    """
    unit = unit_named(name)
    if unit is None or unit.dimension != "mass":
        return None
    dense = next((density for word in words for stem, density in _densities() if word.startswith(stem)), None)
    return unit.factor / dense if dense else None


@cache
def _densities() -> tuple[tuple[str, float], ...]:
    return tuple((stem, float(value)) for value, row in _data()["density"].items() for stem in row.split())


def is_unit(word: str) -> bool:
    """Tell whether a word or sign alone is a unit ("$")."""
    return (word,) in _units()[0]


def unit_of(pieces: Sequence[Piece], start: int, end: int) -> tuple[Unit | None, int, int]:
    """Return the unit of the number at `[start, end)`, and where both begin and end."""
    exact, _ = _units()
    after = end + 1 if end < len(pieces) and pieces[end].text == "-" else end
    for length in range(min(_LONGEST, len(pieces) - after), 0, -1):
        unit = _unit_named_by(tuple(piece.text for piece in pieces[after : after + length]))
        if unit:
            return unit, start, after + length
    if start and (pieces[start - 1].text,) in exact:
        unit = exact[(pieces[start - 1].text,)]
        if unit.dimension.isupper():
            return unit, start - 1, end
    if start > 1 and pieces[start - 1].text == "." and pieces[start - 2].text == "rs":
        return exact[("rs",)], start - 2, end
    return None, start, end


def _unit_named_by(phrase: tuple[str, ...]) -> Unit | None:
    exact, stems = _units()
    if phrase in exact:
        return exact[phrase]
    return next((unit for stem, unit in stems if _fits(phrase, stem)), None)


def _fits(phrase: tuple[str, ...], stem: tuple[str, ...]) -> bool:
    return len(phrase) == len(stem) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(phrase, stem, strict=True)
    )
