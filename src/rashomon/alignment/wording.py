"""How the words of one paragraph became those of another: a word-level diff."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rashomon.records import Span

_TOKEN = re.compile(r"\w+(?:[’'.,:/-]\w+)*|[^\w\s]")
# Marks that typesetters change at will.
_MARKS = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛ʼ`´", "'"), **dict.fromkeys("–—―‒−", "-")}
)
# Two texts of more tokens than this, multiplied, are compared at their ends alone: a diff is quadratic.
_LARGEST = 9_000_000


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark, as it is compared and where it stands."""

    text: str
    span: Span

    @property
    def is_word(self) -> bool:
        """Tell whether this is a word or a number."""
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens that gave way to others; either side may be empty. `before` are those that stand before them."""

    deleted: tuple[Token, ...]
    inserted: tuple[Token, ...]
    before: tuple[Token | None, Token | None] = (None, None)
    after: Token | None = None


def tokens(text: str, span: Span) -> tuple[Token, ...]:
    """Return the words and marks of a stretch of text.

    >>> [token.text for token in tokens("“It isn’t 4:10”", Span(0, 15))]
    ['"', 'It', "isn't", '4:10', '"']
    """
    return tuple(
        Token(match.group().translate(_MARKS), Span(*match.span())) for match in _TOKEN.finditer(text, *span)
    )


def edits(earlier: Sequence[Token], later: Sequence[Token]) -> list[Edit]:
    """Return what was put for what, in order.

    >>> old, new = "It is not safe.", "It is safe today."
    >>> [([t.text for t in e.deleted], [t.text for t in e.inserted])
    ...     for e in edits(tokens(old, Span(0, 15)), tokens(new, Span(0, 17)))]
    [(['not'], []), ([], ['today'])]
    """
    return [
        Edit(
            tuple(earlier[a:b]), tuple(later[c:d]),
            (earlier[a - 1] if a else None, later[c - 1] if c else None),
            earlier[b] if b < len(earlier) else None,
        )
        for a, b, c, d in replaced([token.text for token in earlier], [token.text for token in later])
    ]  # fmt: skip


def replaced(earlier: Sequence[Hashable], later: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    """Return where one sequence is not the other: places ``[a, b)`` of the first that became ``[c, d)`` of the second.

    >>> replaced("abcd", "axcd")
    [(1, 2, 1, 2)]
    """
    if list(earlier) == list(later):
        return []
    if len(earlier) * len(later) > _LARGEST:
        return _between_ends(earlier, later)
    matcher = SequenceMatcher(None, earlier, later, autojunk=False)
    return [(a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _between_ends(earlier: Sequence[Hashable], later: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    """Return what lies between the words that two texts begin with and those that they end with, as one change."""
    least = min(len(earlier), len(later))
    head = next((place for place in range(least) if earlier[place] != later[place]), least)
    tail = next(
        (place for place in range(least - head) if earlier[-1 - place] != later[-1 - place]), least - head
    )
    return [(head, len(earlier) - tail, head, len(later) - tail)]
