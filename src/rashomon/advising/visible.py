"""What a reader can see of a text: hidden characters carry orders to a model, and direction marks turn a page around."""

from __future__ import annotations

import unicodedata

# Control, format (zero-width, directions, tags), surrogate, private and unassigned characters.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def is_hidden(character: str) -> bool:
    """Tell whether a character, which is no white space, shows nothing by itself.

    >>> is_hidden("\\u200b"), is_hidden("\\ufe0f"), is_hidden("a"), is_hidden("\\n")
    (True, True, False, False)
    """
    if character.isascii() and character.isprintable():
        return False
    selects = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selects or (unicodedata.category(character) in _HIDDEN and not character.isspace())


def visible(text: str, longest: int) -> str:
    """Return the text on one line without hidden characters, cut with an ellipsis to at most `longest` code points.

    >>> visible("one\\u202e\\ntwo three", 9)
    'one two…'
    """
    # What is cut before it is cleaned leaves room for what cleaning takes away.
    words = "".join(character for character in text[: 8 * longest] if not is_hidden(character)).split()
    line = " ".join(words)
    if len(line) <= longest:
        return line
    head = line[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:") + "…"
