"""Where the words that an adviser quotes stand in a statement, if they stand there at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rashomon.advising.visible import is_hidden
from rashomon.records import Span, Spans

# Quotation marks that Unicode does not call opening or closing.
_MARKS = frozenset("\"'`´„‚‟″′＂＇「」『』〝〞〟")
# Code points of a quotation that is looked up: more than a statement that is shown has.
_LONGEST = 2000
# What stands inside a number.
_POINTS = frozenset(".,")


def anchored(quotation: str, text: str, content: Spans) -> Span | None:
    """Return where in the content a quotation first stands verbatim, or None.

    White space, quotation marks, hidden characters and the composition of accents aside, each character must be there,
    in one unbroken part; no word and no number may be cut.

    >>> text = "“At least 39 people,” she said, “were hurt.”"
    >>> content = (Span(0, 21), Span(32, 44))
    >>> anchored('"at least', text, content), anchored("39 people were hurt", text, content)
    (None, None)
    >>> anchored("39  people", text, content).of(text)
    '39 people'
    >>> anchored("people, she", text, content) is None, anchored("hurt", text, content).of(text)
    (True, 'hurt')
    """
    sought = "".join(letter for letter, _ in _letters(quotation[: 4 * _LONGEST])).strip()
    if len(sought) > _LONGEST or not any(map(str.isalnum, sought)):
        return None
    for part in content:
        if found := _found(sought, text, part):
            return found
    return None


def _found(sought: str, text: str, part: Span) -> Span | None:
    pairs = list(_letters(part.of(text)))
    letters = "".join(letter for letter, _ in pairs)
    place = letters.find(sought)
    while place >= 0:
        end = place + len(sought)
        if not _is_cut(letters, place) and not _is_cut(letters, end):
            return Span(part.start + pairs[place][1], part.start + pairs[end - 1][1] + 1)
        place = letters.find(sought, place + 1)
    return None


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Yield what is compared of a text, each character with its place: a run of white space is one space."""
    last = ""
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFD", character):
            seen = " " if letter.isspace() else letter
            if seen == " " == last or _is_mark(letter) or is_hidden(letter):
                continue
            last = seen
            yield seen, place


def _is_mark(letter: str) -> bool:
    return letter in _MARKS or unicodedata.category(letter) in ("Pi", "Pf")


def _is_cut(letters: str, place: int) -> bool:
    """Tell whether an edge at this place cuts a word or a number.

    >>> [_is_cut("a 12.5 b", place) for place in (1, 3, 4, 5, 6)]
    [False, True, True, True, False]
    """
    before, after = letters[max(place - 1, 0) : place], letters[place : place + 1]
    if not before or not after:
        return False
    if unicodedata.category(after).startswith("M"):
        return True
    if after in _POINTS or before in _POINTS:
        point = place if after in _POINTS else place - 1
        return letters[max(point - 1, 0) : point].isdecimal() and letters[point + 1 : point + 2].isdecimal()
    return _is_of_word(before) and _is_of_word(after)


def _is_of_word(letter: str) -> bool:
    """Tell whether a character holds a word together; scripts that write no spaces are cut anywhere."""
    category = unicodedata.category(letter)
    return category[0] in "LNM" and unicodedata.east_asian_width(letter) != "W"
