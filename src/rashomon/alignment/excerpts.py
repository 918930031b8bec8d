"""What the pair model reads: a statement in its sentences, as word pieces, each told whether it is what was said.

A long statement is read in parts, each a few of its sentences: what it says at its end counts as much as its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rashomon.language.segmentation import stretches
from rashomon.records import Block, Document, Span, Statement

Ints = NDArray[np.int64]

# Pieces of one account: nine of ten passages in the training data are shorter.
LONGEST = 64
# Pieces shown before the words that were said where an account is too long.
_BEFORE = 8
# Parts of one statement that are read: a speech in full would be compared with everything.
_PARTS = 4
# Code points of content in one part, about forty words: longer statements are read in several.
_LONG = 240
_CONTEXT, _SAID = 1, 2
_MARKS = str.maketrans("“”„«»", '""""' + '"')


@dataclass(frozen=True, slots=True)
class Account:
    """A passage of an article with the words that somebody is reported to have said in it.

    `content` are spans in `text`; `heading` tells whether it is a headline.
    """

    text: str
    content: tuple[Span, ...]
    heading: bool = False


def accounts_of(document: Document, statement: Statement) -> tuple[Account, ...]:
    """Return a statement in its sentences, in up to four parts where it is long.

    >>> text = "Rain fell. “We saw it,” Roe said. Then it stopped."
    >>> quoted = Statement("s", "d", "direct", (Span(11, 23),), (Span(28, 32),), (Span(24, 27),))
    >>> [account.text for account in accounts_of(Document("d", text, language="en"), quoted)]
    ['“We saw it,” Roe said.']
    """
    heading = is_heading(document, statement)
    sentences = list(_sentences(document, statement))
    parts = list(_parts(sentences, statement.content)) or [(sentences, list(statement.content))]
    return tuple(_account(document.text, *part, heading) for part in parts[:_PARTS])


def pieces(account: Account, tokenizer: Tokenizer) -> Ints:
    """Return word pieces and flags [2, pieces]: 1 for what stands around the words that were said, 2 for those."""
    encoding = tokenizer.encode(account.text.translate(_MARKS), add_special_tokens=False)
    table = np.full((2, len(encoding.ids)), _CONTEXT, np.int64)
    table[0] = encoding.ids
    starts, ends = np.array(encoding.offsets, np.int64).reshape(-1, 2).T
    for span in account.content:
        table[1, (starts < span.end) & (ends > span.start)] = _SAID
    return table[:, _window(table[1])]


def _window(flags: Ints) -> slice:
    """Return the pieces that are kept: all, or those from a little before what was said."""
    said = np.flatnonzero(flags == _SAID)
    if len(flags) <= LONGEST or not len(said):
        return slice(0, LONGEST)
    start = max(0, min(int(said[0]) - _BEFORE, len(flags) - LONGEST))
    return slice(start, start + LONGEST)


def is_heading(document: Document, statement: Statement) -> bool:
    """Tell whether a statement stands in a headline."""
    headings = (block.span for block in document.blocks if block.kind == "heading")
    return any(span.meets(statement.content[0]) for span in headings)


def _sentences(document: Document, statement: Statement) -> Iterator[Span]:
    """Yield the sentences of a document that hold words of a statement, its cue and its source."""
    wanted = sorted((*statement.content, *statement.cue, *statement.source))
    blocks = document.blocks or (Block("paragraph", Span(0, len(document.text))),)
    for block in blocks:
        if any(block.span.meets(span) for span in wanted):
            for start, end in stretches(document.text, block.span, document.language or "en"):
                if any(span.start < end and start < span.end for span in wanted):
                    yield Span(start, start + len(document.text[start:end].rstrip()))


def _parts(sentences: Sequence[Span], content: Sequence[Span]) -> Iterator[tuple[list[Span], list[Span]]]:
    """Yield sentences in groups that hold not much more content than fits, each with the content in it."""
    group: list[Span] = []
    held: list[Span] = []
    for sentence in sentences:
        said = [part for span in content if (part := _shared(span, sentence))]
        if held and said and _size([*held, *said]) > _LONG:
            yield group, held
            group, held = [], []
        group.append(sentence)
        held.extend(said)
    if held:
        yield group, held


def _shared(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _size(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _account(text: str, sentences: Sequence[Span], content: Sequence[Span], heading: bool) -> Account:
    words, said = "", []
    for sentence in sentences:
        shift = len(words) - sentence.start
        said += [
            Span(part.start + shift, part.end + shift)
            for span in content
            if (part := _shared(span, sentence))
        ]
        words += sentence.of(text) + " "
    return Account(words.rstrip(), tuple(said), heading)
