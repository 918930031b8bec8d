"""Inputs into documents, as a stream."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from rashomon.reading.article import Article, Read, UnreadableError, document_of
from rashomon.reading.html import read_html
from rashomon.reading.inputs import sources
from rashomon.reading.jsonl import read_jsonl
from rashomon.reading.source import Source
from rashomon.reading.table import read_table
from rashomon.reading.text import read_text
from rashomon.records import Document, Rejected, content_id

Format = Callable[[IO[bytes], str], Read]

_FORMATS: dict[str, Format] = {
    ".txt": read_text, ".text": read_text, ".md": read_text, ".markdown": read_text,
    ".html": read_html, ".htm": read_html, ".xhtml": read_html,
    ".jsonl": read_jsonl, ".ndjson": read_jsonl,
    ".csv": read_table, ".tsv": read_table,
}  # fmt: skip
# What reading a damaged or protected archive raises (RuntimeError: a password; EOFError: cut short).
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|\?xml|!--|meta|title|article|div|p)\b", re.IGNORECASE
)
# Enough to see what a stream is (bytes).
_HEAD = 1_024


def read(inputs: Iterable[str]) -> Iterator[Document | Rejected]:
    """Yield the documents that the inputs hold, one at a time; what cannot be read is put aside with its reason.

    An input is a file, a folder (read through, in the order of its paths), a glob, a zip archive, or ``-`` for
    standard input. Formats: plain text and Markdown, HTML, JSON Lines, CSV and TSV. A text that comes twice
    under one id is yielded once.

    >>> [result.reason for result in read(["no-such-file.txt"])]
    ['no such file or folder']
    """
    seen: dict[str, tuple[str, str]] = {}
    return (_once(document, seen) for document in read_each(inputs))


def read_each(inputs: Iterable[str], *, originals: bool = False) -> Iterator[Document | Rejected]:
    """Yield the documents that the inputs hold as `read` does, those that come twice, or under one id, too.

    With `originals`, those that were read from HTML have the page with them.
    """
    for source in sources(inputs):
        if isinstance(source, Rejected):
            yield source
        else:
            yield from read_source(source, originals=originals)


def read_source(source: Source, *, originals: bool = False) -> Iterator[Document | Rejected]:
    """Yield the documents of one source, as `read_each` does; one that cannot be read is put aside with its reason."""
    for article in articles(source):
        yield article if isinstance(article, Rejected) else _document(article, originals=originals)


def articles(source: Source) -> Read:
    """Yield the articles of a source, whatever its format; what stops it is put aside with its reason."""
    try:
        with source.open() as stream:
            yield from _format(source, stream)(stream, source.uri)
    except UnreadableError as error:
        yield Rejected(source.uri, str(error))
    except OSError as error:
        yield Rejected(source.uri, f"cannot be read: {error.strerror or error}")
    except _DAMAGED as error:
        yield Rejected(source.uri, f"damaged or protected: {error}")


def _format(source: Source, stream: IO[bytes]) -> Format:
    known = _FORMATS.get(source.suffix)
    if known is not None:
        return known
    if source.suffix and not source.named:
        raise UnreadableError(
            f"no format of ours ({source.suffix}); there are: {', '.join(sorted(_FORMATS))}, .zip"
        )
    return _sniffed(stream)


def _sniffed(stream: IO[bytes]) -> Format:
    """Return the format that the first bytes show."""
    peek = getattr(stream, "peek", None)
    head = peek(_HEAD)[:_HEAD] if peek else stream.read(_HEAD)
    if not peek:
        stream.seek(-len(head), 1)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        return read_jsonl
    return read_html if _HTML.match(start) else read_text


def _document(article: Article, *, originals: bool) -> Document | Rejected:
    try:
        return document_of(article, originals=originals)
    except UnreadableError as error:
        return Rejected(article.uri, str(error))


def _once(document: Document | Rejected, seen: dict[str, tuple[str, str]]) -> Document | Rejected:
    """Return the document the first time its id comes; then why it is put aside."""
    if isinstance(document, Rejected):
        return document
    text = content_id(document.text)
    if document.id not in seen:
        seen[document.id] = text, document.uri
        return document
    known, uri = seen[document.id]
    if known == text:
        return Rejected(document.uri, f"same content as {uri}")
    return Rejected(document.uri, f"the id {document.id!r} belongs to another text already, in {uri}")
