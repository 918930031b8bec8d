"""The numbers, words and signs of a text, as the number reader takes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_NUMBER_EN = r"\d{1,3}(?:[,\u00a0\u202f ]\d{2,3})*[,\u00a0\u202f ]\d{3}(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_NUMBER = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_WORD = r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|km/h|км/ч|\S"


@dataclass(frozen=True, slots=True)
class Piece:
    """A number, word or sign in small letters, and where it stands."""

    text: str
    start: int
    end: int


@cache
def _pattern(english: bool) -> re.Pattern[str]:
    return re.compile(f"({_NUMBER_EN if english else _NUMBER})|{_WORD}")


def phrase_of(form: str) -> tuple[str, ...]:
    """Return the words of a form of the data, in which `_` stands for a space."""
    return tuple(piece.text for piece in pieces_of(form.replace("_", " "), "en"))


def pieces_of(text: str, language: str) -> list[Piece]:
    """Return the numbers, words and signs of a text in order; digits are grouped as the language groups them."""
    return [
        Piece(match.group().lower(), match.start(), match.end())
        for match in _pattern(language == "en").finditer(text)
    ]
