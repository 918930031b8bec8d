"""Text that does nothing where it is shown: it moves no cursor, turns no line, opens no link, grows over no other."""

from __future__ import annotations

import re
import unicodedata

# What turns the direction of a line, is not seen, or hides words: marks, embeddings, isolates, tags, soft hyphens.
# U+200C and U+200D stay: Persian and emoji are written with them.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"\s+")
_STACKED = 4  # marks over one letter that some language needs at most (pointed Hebrew); more is play
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def tame(text: str) -> str:
    r"""Return text on one line, control characters shown as pictures, what only turns or hides left out.

    >>> tame("a\x1b[31m\nb\u202ec")
    'a␛[31m bc'
    """
    line = _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()
    return "".join(_shown(char) for char in _thinned(line))


def _shown(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 else char


def _thinned(line: str) -> list[str]:
    """Return the characters without the marks that a letter bears beyond those that a language needs."""
    kept: list[str] = []
    stacked = 0
    for char in line:
        stacked = stacked + 1 if unicodedata.combining(char) else 0
        if stacked <= _STACKED:
            kept.append(char)
    return kept


def right_to_left(text: str) -> bool:
    """Tell whether a terminal that knows of it will write a part of the text from right to left.

    >>> right_to_left("حريق"), right_to_left("fire")
    (True, False)
    """
    return _RIGHT_TO_LEFT.search(text) is not None
