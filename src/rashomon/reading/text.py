"""Plain text, with or without a header block."""

from __future__ import annotations

import re
from typing import IO, Any

from rashomon.reading.article import LARGEST, Article, Read, UnreadableError
from rashomon.reading.decoding import decode

FIELDS = ("outlet", "url", "published", "language", "title")
_HEADER_LINE = re.compile(r"([A-Za-z][\w -]{0,30}):(?:[ \t]+(.*))?")
_EMPTY_LINE = re.compile(r"(?>\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")
# A header block is a few short lines (code points); further on there is none.
_LONGEST_HEADER = 5_000


def read_text(stream: IO[bytes], uri: str) -> Read:
    """Yield the one article of a plain text file; raise UnreadableError where it is no text or too large."""
    yield article_of(decode(whole(stream)), uri)


def whole(stream: IO[bytes]) -> bytes:
    """Return all bytes of a stream; raise UnreadableError where there are too many."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableError(f"larger than {LARGEST // 1_000_000} MB; split it")
    return data


def article_of(text: str, uri: str) -> Article:
    """Return a text as an article: as it is, or where a header block opens it, its title and its body.

    >>> article_of("outlet: The Example\\ntitle: No\\n\\nShe said no.\\n", "a.txt").text
    'No\\n\\nShe said no.'
    """
    match = _EMPTY_LINE.search(text, 0, _LONGEST_HEADER)
    header = _header(text[: match.start()]) if match else None
    if match is None or header is None:
        return Article(text, uri)
    title = " ".join((header.get("title") or "").split())
    body = text[match.end() :].strip("\r\n")
    if not body.strip():
        raise UnreadableError("no text after its header block")
    fields: dict[str, Any] = {name: header.get(name) for name in FIELDS}
    return Article(f"{title}\n\n{body}" if title else body, uri, **fields)


def _header(block: str) -> dict[str, str] | None:
    """Return the fields of a header block, None where it is none: the first line must be a known field."""
    found: dict[str, str] = {}
    for line in block.splitlines():
        match = _HEADER_LINE.fullmatch(line.strip())
        if match is None:
            return None
        name = match.group(1).lower()
        if not found and name not in FIELDS:
            return None
        found.setdefault(name, (match.group(2) or "").strip())
    return found or None
