"""Numbers that count nothing: parts of names, ordinals, ages, scores."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.language.pieces import Piece

# No count that stands alone between commas behind a name is a higher age than this.
_OLDEST = 120


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.language") / "data" / "numbers.toml").read_text("utf-8"))


def is_label(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Tell whether the number is a name's part ("R-4", "Mile 103.4"), an ordinal ("4th") or an age."""
    labels = _data()["labels"]
    before = pieces[start - 1] if start else None
    joined = before is not None and before.end == pieces[start].start
    digits = pieces[start].text[0].isdigit()
    if before and digits and before.text in labels["before"].split():
        return True
    if joined and digits and start > 1 and before is not None and before.text in {"-", "/", "№", "#"}:
        return pieces[start - 2].end == before.start
    if before is not None and before.text == "." and start > 1 and pieces[start - 2].text in {"no", "nos"}:
        return True
    return _is_ordinal(pieces, end) or _is_age(pieces, start, end) or _is_score(pieces, start, end)


def _is_age(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Tell whether the number is somebody's age: "at the age of 99", or alone between commas behind a name."""
    phrases = [form.split("_") for form in _data()["labels"]["age"].split()]
    texts = [piece.text for piece in pieces[max(start - 2, 0) : start]]
    if any(texts[-len(phrase) :] == phrase for phrase in phrases):
        return True
    alone = start > 1 and end < len(pieces) and pieces[start - 1].text == pieces[end].text == ","
    digits = pieces[start].text
    return (
        alone
        and end == start + 1
        and digits.isdecimal()
        and int(digits[:4]) <= _OLDEST
        and pieces[start - 2].text.isalpha()
    )


def _is_score(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Tell whether the number is one of two that fall ("a 3-1 lead"), or closes a word ("best-of-seven")."""
    if start > 1 and pieces[start - 1].text == "-" and pieces[start - 2].text == "of":
        return pieces[start - 2].end == pieces[start - 1].start
    if (
        end + 1 >= len(pieces)
        or pieces[end].text not in {"-", "–"}
        or pieces[end].start != pieces[end - 1].end
    ):
        return False
    first, second = pieces[start].text, pieces[end + 1].text
    return (
        first.isdecimal()
        and second.isdecimal()
        and pieces[end].end == pieces[end + 1].start
        and int(second[:9]) < int(first[:9])
    )


def _is_ordinal(pieces: Sequence[Piece], end: int) -> bool:
    if end >= len(pieces):
        return False
    glued = pieces[end - 1].end == pieces[end].start
    if glued and pieces[end].text in {"st", "nd", "rd", "th", "s"}:
        return True
    rest = "".join(piece.text for piece in pieces[end : end + 5])
    ages = _data()["labels"]["after"].split()
    return glued and any(rest.lstrip("-").startswith(age.lstrip("-")) for age in ages)
