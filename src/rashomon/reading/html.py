"""HTML: the article of a page, found by trafilatura, with its blocks."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO, Any

import trafilatura
from lxml import etree

from rashomon.reading.article import Article, Read, UnreadableError
from rashomon.reading.decoding import decode_markup
from rashomon.reading.layout import split, words_of
from rashomon.reading.text import whole
from rashomon.records import Block, BlockKind, Span

# A library does not write to its user's terminal; what fails is said in the reason.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())

# The longest pages (live blogs) have some 20,000 tags; extraction takes 15 µs a <br> and, for links, grows
# with their square: 1.5 s at this many.
_MOST_TAGS = 60_000
# libxml2 compares each attribute of a tag with all others: 0.4 s for 20,000 of them.
_ATTRIBUTE = r"[\s/]++[^\s=>/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_MANY_ATTRIBUTES = re.compile(rf"<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE}){{500}}")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,2000}\[[^\]]{0,5000}+\]\s*+>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,8}));?")
_QUOTATION_MARKS = {*"\"'“”„«»‘’‚‹›"}
_SPACES = re.compile(r"[ \t\r\n\f\u2028\u2029]+")
# A date in the future is the page's business, not today's: the same page reads the same on each day.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
_DATE_META = (
    "article:published_time",
    "datePublished",
    "date",
    "pubdate",
    "dc.date",
    "DC.date.issued",
    "parsely-pub-date",
)
_DATE_PATHS = (
    *(f"//meta[@property='{name}' or @itemprop='{name}' or @name='{name}']/@content" for name in _DATE_META),
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
# The part of a paragraph's letters that must lie in links for it to be a link to another article.
_LINKED = 0.9

_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "head": "heading", "quote": "quotation", "item": "list", "row": "list",
    "code": "paragraph", "div": "paragraph", "list": "list", "table": "list",
}  # fmt: skip


@dataclass(slots=True)
class _Piece:
    """A stretch of text in one block element: its kind, and how many of its letters lie in links."""

    kind: BlockKind
    parts: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        lines = (_SPACES.sub(" ", line).strip() for line in "".join(self.parts).split("\n"))
        return "\n".join(line for line in lines if line)


def read_html(stream: IO[bytes], uri: str, charset: str | None = None) -> Read:
    """Yield the one article of a page; raise UnreadableError where no article is found or the page is hostile.

    `charset` is what the server says of the page's encoding; it holds where the page itself says nothing.

    The text is what trafilatura extracts, block by block: paragraphs part by an empty line, lines parted by
    ``<br>`` by a line break. The headline comes first also where the page has it outside its article.
    """
    data = whole(stream)
    declared = _CHARSET.search(data[:4096])
    encoding = declared.group(1).decode("ascii") if declared else charset
    page = cleaned(decode_markup(data, encoding))
    try:
        article = replace(_article(page, uri), page=(data, encoding))
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # whatever breaks in the parser or the extractor is this page's
        raise UnreadableError(f"the page cannot be taken apart: {type(error).__name__}") from error
    yield article


def cleaned(page: str) -> str:
    """Return a page without what no parser should see; raise UnreadableError where it would take too long."""
    if page.count("<") > _MOST_TAGS:
        raise UnreadableError(f"more than {_MOST_TAGS:,} tags: no article has so many")
    if _MANY_ATTRIBUTES.search(page):
        raise UnreadableError("a tag with more than 500 attributes: no article has one")
    return _CONTROL.sub("", _REFERENCE.sub(_reference, _DOCTYPE.sub("<!DOCTYPE html>", page)))


def _reference(match: re.Match[str]) -> str:
    """Return a character reference unchanged, or nothing where it stands for no character of text."""
    code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
    lost = code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or _CONTROL.match(chr(code))
    return "" if lost else match.group()


def _article(page: str, uri: str) -> Article:
    tree = trafilatura.load_html(page)
    if tree is None:
        raise UnreadableError("no HTML that can be parsed")
    published = _published(tree, page)
    _set_marks(tree)
    captions = _keep_captions(tree)
    found = _extract(tree)
    pieces = [piece for piece in _pieces(found.body) if piece.text] if found is not None else []
    if not pieces:
        raise UnreadableError("no article found in the page")
    title = _SPACES.sub(" ", found.title or "").strip() or None
    if title and not any(words_of(piece.text) == words_of(title) for piece in pieces[:3]):
        pieces.insert(0, _Piece("heading", [title]))
    text, blocks = _join(pieces, captions)
    return Article(
        text,
        uri,
        title=title,
        published=published or found.date,
        outlet=found.sitename,
        url=found.url,
        blocks=blocks,
    )


def _extract(tree: Any) -> Any:
    """Return what trafilatura finds, the quick way first; None where it finds nothing."""
    for fast in (True, False):
        found: Any = trafilatura.bare_extraction(
            tree, fast=fast, include_comments=False, include_links=True, with_metadata=True,
            date_extraction_params=_DATES,
        )  # fmt: skip
        if found is not None and found.body is not None:
            return found
    return None


def _published(tree: Any, page: str) -> str | None:
    """Return the publication time as the page declares it, with its clock."""
    for path in _DATE_PATHS:
        for value in tree.xpath(path):
            if value.strip():
                return str(value).strip()
    match = _JSON_DATE.search(page)
    return match.group(1) if match else None


def _set_marks(tree: Any) -> None:
    """Write out what a browser shows around inline quotations, and let what signs a quotation begin a line."""
    inline = [(element, next(element.iterancestors("q"), None) is not None) for element in tree.iter("q")]
    for quotation, nested in inline:
        quotation.tag = "span"
        if quotation.text_content().lstrip()[:1] not in _QUOTATION_MARKS:
            _enclose(quotation, *("‘’" if nested else "“”"))
    for signature in list(tree.iterfind(".//blockquote//cite")) + list(
        tree.iterfind(".//blockquote//footer")
    ):
        signature.tag = "p"
    etree.strip_tags(tree, "code", "kbd", "samp")


def _enclose(element: Any, opening: str, closing: str) -> None:
    element.text = opening + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + closing
    else:
        element.text += closing


def _keep_captions(tree: Any) -> set[str]:
    """Turn captions into paragraphs, which the extractor keeps, and return their words."""
    captions = set()
    for caption in list(tree.iter("figcaption")):
        captions.add(_words(caption.text_content()))
        caption.tag = "p"
        for above in caption.iterancestors("figure"):
            above.tag = "div"
    return captions - {""}


def _words(text: str) -> str:
    return " ".join(words_of(text))


def _pieces(body: Any) -> Iterator[_Piece]:
    """Yield the text of each block element in reading order; text between blocks belongs to the outer one."""
    kinds: list[BlockKind] = ["paragraph"]
    piece, links = _Piece("paragraph"), 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _KINDS:
            yield piece
            kinds = [*kinds, _inner(kinds[-1], _KINDS[tag])] if event == "start" else kinds[:-1]
            piece = _Piece(kinds[-1])
        links += (tag == "ref") * (1 if event == "start" else -1)
        _add(piece, tag, (element.text if event == "start" else element.tail) or "", links, event)
    yield piece


def _inner(outer: BlockKind, own: BlockKind) -> BlockKind:
    """Return the kind of a block within another: a paragraph in a quotation is quotation."""
    return outer if own == "paragraph" and outer in ("quotation", "list") else own


def _add(piece: _Piece, tag: str, text: str, links: int, event: str) -> None:
    if tag == "lb" and event == "start":
        piece.parts.append("\n")
    elif (tag == "cell" or (tag == "ref" and piece.kind == "quotation")) and event == "start":
        piece.parts.append(" ")
    text = _SPACES.sub(" ", text)
    piece.parts.append(text)
    piece.linked += len(text) if links else 0


def _join(pieces: Iterable[_Piece], captions: set[str]) -> tuple[str, tuple[Block, ...]]:
    """Return the text of all pieces, an empty line between them, and its blocks."""
    parts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for piece in pieces:
        text = piece.text
        kind = _kind(piece, text, captions)
        for block in split(text):
            found = block.kind if kind == "paragraph" else kind
            blocks.append(Block(found, Span(start + block.span.start, start + block.span.end)))
        parts.append(text)
        start += len(text) + 2
    return "\n\n".join(parts), tuple(blocks)


def _kind(piece: _Piece, text: str, captions: set[str]) -> BlockKind:
    if _words(text) in captions:
        return "caption"
    if piece.kind in ("paragraph", "list") and piece.linked >= _LINKED * len(text):
        return "related"
    return piece.kind
