"""What the extractor reads: paragraphs as word pieces, packed into windows with a little of what stands before.

Pieces are those of BERT (Devlin et al. 2019). Quotation marks of every kind reach the encoder as the same four, told
apart by the quotation grammar; how deep each piece is quoted, its capitals and its kind of block come beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rashomon.language.quotations import Quotation
from rashomon.language.tokens import cut
from rashomon.records import Block, Document, Span

Ints = NDArray[np.int64]

# Pieces in one window: three or four paragraphs of news; attention costs the square of it.
LONGEST = 192
# Pieces of the paragraph before that are shown with a window, not read in it.
CONTEXT = 24
# Pieces on either side of a cue in which its content and source are looked for: in the training articles .97 of the
# attributions lie within; what is quoted farther on is found by its quotation marks.
REACH = 64
_CLS, _SEP, _COLON = 101, 102, 1024  # in BERT's vocabulary, as "." and "?" are:
_STOP_IDS = (1012, 1029)
_DEEPEST = 3
# Code points encoded together: a long article; more only costs memory.
_CHUNK = 50_000
# In paragraphs of wikinews train letters are 68 to 86 % of the characters; at little over half of that it is a table
# or noise. Short blocks (bylines, scores, "5:30") cost nothing and are always read.
_LETTERS = 0.4
_SHORT = 200
_MARKS = ("“‘", "”’")
_KINDS = {"heading": 1, "related": 1, "caption": 2, "list": 2}


@dataclass(frozen=True, slots=True)
class Window:
    """Some paragraphs of a document as pieces: arrays of one length, a row a piece.

    `starts` and `ends` are code points in the document's text (-1 at separators), `begins` marks the first piece of
    a word, `own` the pieces that are read in this window and not shown as context only.
    """

    ids: Ints
    features: Ints  # [pieces, 3]: capitals, depth of quotation, kind of block
    starts: Ints
    ends: Ints
    begins: NDArray[np.bool_]
    own: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.ids)


def load_tokenizer(data: bytes) -> Tokenizer:
    """Return the tokenizer of a tokenizer.json, which neither cuts nor pads."""
    tokenizer = Tokenizer.from_buffer(data)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def windows(
    document: Document,
    quotations: Sequence[Quotation],
    tokenizer: Tokenizer,
    longest: int = LONGEST,
    context: int = CONTEXT,
) -> Iterator[Window]:
    """Yield the windows of a document in text order; together they hold each piece of its prose once as their own."""
    text, depths = _marked(document.text, quotations)
    blocks = document.blocks or (Block("paragraph", Span(0, len(document.text))),)
    prose = (block for block in blocks if is_prose(block.span.of(document.text)))
    tables = (table for group in _chunks(text, prose) for table in _tables(text, depths, group, tokenizer))
    pieces = (piece for table in tables if len(table) for piece in _cut(table, longest - context - 3))
    return _packed(pieces, longest, context)


def is_prose(text: str) -> bool:
    """Tell running text from rows of figures and marks, which nobody says anything in.

    >>> is_prose("“No,” she said."), is_prose("“”“”“” 1 2 3")
    (True, True)
    >>> is_prose("1 2 3 " * 100)
    False
    """
    return len(text) < _SHORT or sum(map(str.isalpha, text)) >= _LETTERS * len(text)


def _chunks(text: str, blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield blocks in groups that are encoded together."""
    group: list[Block] = []
    size = 0
    for block in blocks:
        for piece in cut(text, block.span, _CHUNK):
            group.append(Block(block.kind, piece))
            size += piece.end - piece.start
            if size >= _CHUNK:
                yield group
                group, size = [], 0
    if group:
        yield group


def _tables(text: str, depths: Ints, blocks: Sequence[Block], tokenizer: Tokenizer) -> Iterator[Ints]:
    words = [text[block.span.start : block.span.end] for block in blocks]
    for block, encoding in zip(blocks, tokenizer.encode_batch(words, add_special_tokens=False), strict=True):
        yield _table(text, depths, block, encoding.ids, encoding.offsets, encoding.word_ids)


def crop(window: Window, anchor: int) -> slice:
    """Return the pieces of a window that are read again for an anchor: those near it in its paragraph.

    A paragraph that ends with a colon and the one below it are one.
    """
    edges = np.flatnonzero(window.starts < 0)
    after = int(np.searchsorted(edges, anchor))
    first, last = after - 1, after
    while first > 0 and window.ids[edges[first] - 1] == _COLON:
        first -= 1
    while last + 1 < len(edges) and window.ids[edges[last] - 1] == _COLON:
        last += 1
    start, stop = int(edges[first]), int(edges[last]) + 1
    return slice(max(start, anchor - REACH), min(stop, anchor + REACH))


def _marked(text: str, quotations: Sequence[Quotation]) -> tuple[str, Ints]:
    """Return the text with its quotation marks made alike, and how many quotations each code point stands in."""
    letters, depths = list(text), np.zeros(len(text) + 1, np.int64)
    for quotation in quotations:
        for part in quotation.parts:
            depths[part.start : part.end] += 1
            letters[part.start] = _MARKS[0][quotation.level % 2]
        if quotation.closed:
            letters[quotation.end - 1] = _MARKS[1][quotation.level % 2]
    return "".join(letters), np.minimum(depths, _DEEPEST)


def _table(
    text: str,
    depths: Ints,
    block: Block,
    ids: list[int],
    offsets: list[tuple[int, int]],
    words: list[int | None],
) -> Ints:
    table = np.zeros((len(ids), 7), np.int64)
    if not ids:
        return table
    first = block.span.start
    places = np.array(offsets, np.int64) + first
    numbers = np.array(words, np.int64)
    table[:, 0] = ids
    table[:, 1] = [_capitals(text[first + start : first + end]) for start, end in offsets]
    table[:, 2] = depths[places[:, 0]]
    table[:, 3] = _KINDS.get(block.kind, 0)
    table[:, 4:6] = places
    table[0, 6] = 1
    table[1:, 6] = numbers[1:] != numbers[:-1]
    return table


def _capitals(word: str) -> int:
    if word.islower() or not word[:1].isalpha():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[:1].isupper() else 0


def _cut(table: Ints, longest: int) -> Iterator[Ints]:
    """Yield a paragraph in runs of at most `longest` pieces, cut behind a full stop where one is in the second half."""
    while len(table) > longest:
        stops = np.flatnonzero((table[:longest, 0] == _STOP_IDS[0]) | (table[:longest, 0] == _STOP_IDS[1]))
        stop = int(stops[-1]) + 1 if len(stops) and stops[-1] > longest // 2 else longest
        yield table[:stop]
        table = table[stop:]
    yield table


def _packed(pieces: Iterable[Ints], longest: int, context: int) -> Iterator[Window]:
    group: list[Ints] = []
    before: Ints | None = None
    size = 0
    for table in pieces:
        room = longest - 2 - (len(before) + 1 if before is not None else 0)
        if group and size + len(table) + 1 > room:
            yield _window(before, group)
            before, group, size = group[-1][-context:], [], 0
        group.append(table)
        size += len(table) + 1
    if group:
        yield _window(before, group)


def _window(before: Ints | None, group: Sequence[Ints]) -> Window:
    separator = np.array([[_SEP, 0, 0, 0, -1, -1, 0]], np.int64)
    rows: list[Ints] = [np.array([[_CLS, 0, 0, 0, -1, -1, 0]], np.int64)]
    if before is not None:
        rows += [before, separator]
    shown = sum(map(len, rows))
    for table in group:
        rows += [table, separator]
    table = np.concatenate(rows)
    own = table[:, 4] >= 0
    own[:shown] = False
    return Window(
        ids=table[:, 0], features=table[:, 1:4], starts=table[:, 4], ends=table[:, 5],
        begins=table[:, 6].astype(bool), own=own,
    )  # fmt: skip
