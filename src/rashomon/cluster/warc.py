"""WARC and WET: the pages of a crawl, by FastWARC, a record at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import IO
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from rashomon.cluster.frames import Frame, Packing, frames
from rashomon.cluster.page import Page
from rashomon.reading.article import Article, Read, UnreadableError
from rashomon.reading.html import read_html
from rashomon.reading.text import article_of
from rashomon.records import Rejected

# What holds a page: an answer of a server, its text as WET has it, a file put in by hand.
_KINDS = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
_TYPES = (b"warc-type: response", b"warc-type: conversion", b"warc-type: resource")
_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain",)
_OK = 200
# Where a record says what it is (bytes).
_HEAD = 4_096
# What ends a header, and a record.
_END = b"\r\n\r\n"


def is_page(frame: Frame) -> bool:
    """Tell whether a frame holds a page, or may have held one."""
    if frame.broken:
        return True
    head = frame.data[:_HEAD].lower()
    return any(kind in head for kind in _TYPES)


def read_warc(stream: IO[bytes], packing: Packing, uri: str, start: int, end: int) -> Iterator[Page]:
    """Yield the pages whose records begin in ``[start, end)`` bytes, `stream` standing at `start`."""
    for frame in frames(stream, packing, start, end):
        if is_page(frame):
            yield _page(frame, f"{uri}#{frame.start}")


def _page(frame: Frame, uri: str) -> Page:
    if frame.broken:
        return Page(uri, partial(_refuse, f"a WARC record that cannot be read: {frame.broken}"))
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(frame.data), auto_decode="all")), None)
        if record is None:
            return Page(uri, partial(_refuse, "no WARC record"))
        fetched = record.headers.get("WARC-Date")
        return Page(uri, _reader(record, frame, uri), fetched)
    except (OSError, ValueError) as error:
        return Page(uri, partial(_refuse, f"a WARC record that cannot be read: {error}"))


def _reader(record: WarcRecord, frame: Frame, uri: str) -> partial[Read]:
    """Return what reads a record's page, which is taken out of the record here."""
    if not record.record_type & _KINDS:
        return partial(_nothing)
    if missing := _missing(record, frame):
        return partial(_refuse, f"cut short: {missing:,} bytes of the record are missing")
    url, kind = record.headers.get("WARC-Target-URI"), _type(record)
    if record.is_http and (record.http_headers.status_code or _OK) != _OK:
        return partial(_refuse, f"no page: the server answered {record.http_headers.status_code}")
    if kind in _TEXT:
        return partial(_text, record.reader.read(), uri, url)
    if kind in _HTML:
        return partial(_html, record.reader.read(), uri, url, record.http_charset if record.is_http else None)
    return partial(_refuse, f"no page: {kind or 'of unknown type'}")


def _missing(record: WarcRecord, frame: Frame) -> int:
    """Return how many bytes a record lacks of the length it gives (before HTTP headers were taken off)."""
    given = int(record.headers.get("Content-Length") or 0)
    body = len(frame.data.removesuffix(_END)) - (frame.data.find(_END) + len(_END))
    return max(0, given - body)


def _type(record: WarcRecord) -> str:
    """Return the media type of a page, as the crawler found it or the server told it."""
    told = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    found = record.headers.get("WARC-Identified-Payload-Type") or told or ""
    return found.partition(";")[0].strip().lower()


def _html(data: bytes, uri: str, url: str | None, charset: str | None) -> Read:
    """Yield the article of a page; the address it was fetched from stands, unless the page names another of its site."""
    for article in read_html(io.BytesIO(data), uri, charset):
        yield article if isinstance(article, Rejected) else _addressed(article, url)


def _addressed(article: Article, url: str | None) -> Article:
    if url is None or (article.url and _host(article.url) == _host(url)):
        return article
    return Article(
        article.text, article.uri, article.id, article.title, article.published, article.language,
        article.outlet, url, article.blocks,
    )  # fmt: skip


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # no address after all
        return ""


def _text(data: bytes, uri: str, url: str | None) -> Read:
    """Yield plain text as an article; in WET files the first line is the page's title."""
    try:
        article = article_of(data.decode("utf-8"), uri)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"byte {error.start} is not UTF-8") from error
    yield _addressed(article, url)


def _refuse(reason: str) -> Read:
    raise UnreadableError(reason)
    yield  # pragma: no cover - it makes a reader, like the others


def _nothing() -> Read:
    yield from ()
