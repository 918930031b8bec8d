"""The layout of a text: its paragraphs, and which of them are headings, related links, lists, captions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rashomon.reading.furniture import part
from rashomon.records import Block, BlockKind, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"(?:[•●▪◦‣·*█]+|\d{1,2}[.)])\s+\S")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+")
_NAME_AND_ROLE = re.compile(r"[^\W\d_a-zа-яёіїєґў][\w.’'-]*(?: [^\W\d_a-zа-яёіїєґў][\w.’'-]*){1,4}, \S")
_STOPS = ".!?…:;,"
# up to three words may stand between: "Photos in collage: ..."
_SET_OFF = re.compile(r"(?: \w+){0,3}\s*[:|/©—–]")
_CLOSING = "\"'”’»“)]"
_QUOTES = re.compile(r"[“”„«»\"]")
_DASHES = "-–—―"

# A headline: at most this many code points. The longest of 202 Wikinews headlines has 130.
_LONGEST_HEADLINE = 250
# A heading or related headline between paragraphs: at most this many words.
_MOST_WORDS = 18
# From this many words on, a line between paragraphs is a headline of another article, below a crosshead.
_RELATED_WORDS = 6
# A caption or credit: at most this many words, so that a paragraph that opens with "Photos show" is none.
_CAPTION_WORDS = 40
# From this many short lines in a row, they are a list.
_RUN = 3
# Text wrapped at a fixed width has no line longer than this (code points).
_WIDTH = 120
# A line of wrapped text is nearly as long as the longest; one below this share ends by itself.
_SHORT = 0.75


def words_of(text: str) -> list[str]:
    """Return the words of a text without case and punctuation."""
    return _WORD.findall(text.casefold())


def split(text: str) -> Iterator[Block]:
    """Yield the paragraphs and list items of a text: exact, in order, without outer white space.

    Paragraphs part at blank lines, and at single line breaks unless the lines are one paragraph wrapped
    at a fixed width. Every character that is no white space lies in exactly one block.

    >>> [block.span.of("One.\\n Two. ") for block in split("One.\\n Two. ")]
    ['One.', 'Two.']
    """
    for chunk in _chunks(text):
        for span in _paragraphs(text, chunk):
            yield Block("list" if _is_item(text, span) else "paragraph", span)


def _is_item(text: str, span: Span) -> bool:
    """Tell whether a line is a list's item; a long numbered one is a paragraph, as official statements have them."""
    match = _BULLET.match(text, span.start, span.end)
    return (
        match is not None
        and _WORD.search(text, span.start, span.end) is not None
        and not (match.group()[0].isdigit() and _count(span.of(text)) > _MOST_WORDS)
    )


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the lines that are not blank, without their outer white space."""
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        line = match.group()
        if stripped := line.strip():
            begin = match.start() + len(line) - len(line.lstrip())
            yield Span(begin, begin + len(stripped))


def _chunks(text: str) -> Iterator[list[Span]]:
    chunk: list[Span] = []
    for line in lines(text):
        if chunk and len(_BREAK.findall(text, chunk[-1].end, line.start)) > 1:
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def _paragraphs(text: str, chunk: list[Span]) -> Iterator[Span]:
    if not _wrapped(text, chunk):
        yield from chunk
        return
    start = int(_heads(text, chunk))
    yield from chunk[:start]
    yield Span(chunk[start].start, chunk[-1].end)


def _heads(text: str, chunk: list[Span]) -> bool:
    """Tell whether the first line stands above a wrapped paragraph: it ends before the width, and no sentence does."""
    first, after = chunk[0].of(text), text[chunk[1].start]
    width = max(line.end - line.start for line in chunk)
    return len(first) < _SHORT * width and not _stopped(first) and not after.islower()


def _wrapped(text: str, chunk: list[Span]) -> bool:
    """Tell whether lines are one paragraph broken at a width: sentences run on over the ends of lines."""
    if len(chunk) < 2 or max(line.end - line.start for line in chunk) > _WIDTH:
        return False
    pairs = [(line.of(text), text[after.start]) for line, after in pairwise(chunk)]
    stopped = sum(_stopped(line) for line, _ in pairs)
    return 2 * stopped < len(pairs) + 1 and any(
        not _stopped(line) and first.islower() for line, first in pairs
    )


def headline(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the first line where it is a headline: something follows it, and no full stop ends it.

    >>> text = "Bridge closed\\n\\nThe mayor said no."
    >>> headline(text, list(split(text)))
    'Bridge closed'
    """
    if len(blocks) < 2 or blocks[0].kind not in ("heading", "paragraph"):
        return None
    line = blocks[0].span.of(text)
    if _BREAK.search(line) or len(line) > _LONGEST_HEADLINE or line[0] in _DASHES:
        return None
    if line.rstrip(_CLOSING)[-1:] in (".", "…", ":", ";", ",") or not words_of(line):
        return None
    return _MARKDOWN_HEADING.sub("", line, count=1)


def classify(text: str, blocks: Sequence[Block], title: str | None) -> tuple[Block, ...]:
    """Return the blocks with their kinds: what was found as a paragraph may be a heading, a related link, a caption.

    >>> text = "Bridge closed\\n\\nThe mayor said no.\\n\\nWhat happened\\n\\nNobody knows."
    >>> [block.kind for block in classify(text, list(split(text)), "Bridge closed")]
    ['heading', 'paragraph', 'heading', 'paragraph']
    """
    kinds = [
        _kind(text, blocks, index) if block.kind == "paragraph" else block.kind
        for index, block in enumerate(blocks)
    ]
    _ending(text, kinds, blocks)
    _lists(kinds, blocks)
    if blocks and title and _says(text, blocks[0].span, title):
        kinds[0] = "heading"
    whole = (Block(kind, block.span) for kind, block in zip(kinds, blocks, strict=True))
    return tuple(part(text, whole))


def _says(text: str, span: Span, title: str) -> bool:
    # a paragraph much longer than the title is not read
    return span.end - span.start <= 2 * len(title) + 100 and words_of(span.of(text)) == words_of(title)


def _kind(text: str, blocks: Sequence[Block], index: int) -> BlockKind:
    # a long paragraph is cut short: its first words tell
    line = text[blocks[index].span.start : min(blocks[index].span.end, blocks[index].span.start + 600)]
    count = _count(line)
    if _MARKDOWN_HEADING.match(line) and count <= 2 * _MOST_WORDS:
        return "heading"
    if count <= _CAPTION_WORDS and _is_caption(line):
        return "caption"
    if count > _MOST_WORDS or not count:
        return "paragraph"
    if _opens(line, "related"):
        return "related"
    before = blocks[index - 1].span.of(text) if index else ""
    if not _is_label(line) or _is_signature(line, before):
        return "paragraph"
    # what follows the headline at once is its own article's deck
    return "related" if index > 1 and count >= _RELATED_WORDS else "heading"


def _count(line: str) -> int:
    return sum(1 for word in line.split() if _WORD.search(word))


def _is_label(line: str) -> bool:
    """Tell whether a short line stands for itself: no sentence, no speech, no stage direction."""
    unfit = line[0] in _DASHES or line[0] in "([" or _BREAK.search(line) is not None
    return not (unfit or _stopped(line) or _QUOTES.search(line) or _opens(line, "byline"))


def _is_signature(line: str, before: str) -> bool:
    """Tell whether a line signs what stands before it: "Jane Roe, mayor" or a name after a quotation."""
    return bool(_NAME_AND_ROLE.match(line)) or (before[-1:] in set('"”»“') and "," in line)


def _is_caption(line: str) -> bool:
    return _opens(line, "caption") or bool(_credit().search(line))


def _ending(text: str, kinds: list[BlockKind], blocks: Sequence[Block]) -> None:
    """Turn a heading with nothing but captions below it into a paragraph, in place: it heads nothing."""
    last = next((index for index in reversed(range(len(kinds))) if kinds[index] != "caption"), 0)
    if last and kinds[last] in ("heading", "related") and blocks[last].kind == "paragraph":
        line = blocks[last].span.of(text)
        kinds[last] = "related" if _opens(line, "related") else "paragraph"


def _lists(kinds: list[BlockKind], blocks: Sequence[Block]) -> None:
    """Turn runs of short lines into list items, in place; the first block may be the headline."""
    start = 1
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in ("heading", "related") and blocks[end].kind == "paragraph":
            end += 1
        if end - start >= _RUN:
            kinds[start:end] = ["list"] * (end - start)
        start = end + 1


def _stopped(line: str) -> bool:
    return line.rstrip(_CLOSING)[-1:] in set(_STOPS)


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    source = files("rashomon.reading").joinpath("data/layout.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _opening(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(_data()[kind]['opens'])})(?!\w)", re.IGNORECASE)


@cache
def _credit() -> re.Pattern[str]:
    labels, bracketed = _either(_data()["caption"]["labels"]), _either(_data()["caption"]["credits"])
    return re.compile(rf"\A(?:{labels})(?!\w)|[(\[](?:{bracketed})\s*[:/©]", re.IGNORECASE)


def _either(words: list[str]) -> str:
    return "|".join(map(re.escape, words))


def _opens(line: str, kind: str) -> bool:
    """Tell whether a line opens with such a word, set off by punctuation, or a byline's by a name."""
    match = _opening(kind).match(line)
    if match is None:
        return False
    rest = line[match.end() :]
    return bool(_SET_OFF.match(rest)) or (kind == "byline" and rest.lstrip()[:1].isupper())
