"""Feeds: RSS, Atom and JSON Feed into the articles that they list."""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urldefrag, urljoin

import feedparser
from lxml import etree

from rashomon.reading.article import UnreadableError, web_address
from rashomon.reading.decoding import is_utf8
from rashomon.watching.entry import Entry
from rashomon.watching.page import Page

# Bytes of a feed; the longest with all their articles' text have some three million.
_LARGEST = 5_000_000
# Articles taken of one feed; the longest feeds list some two hundred.
MOST_ENTRIES = 500
# Elements of these articles: feeds have ten to thirty each. feedparser takes 0.1 ms for one.
_MOST_ELEMENTS = 40_000
# Code points of a title or a date.
_LONGEST = 500
# What may stand before the root, and the root.
_ROOT = re.compile(
    rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*+<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\b",
    re.IGNORECASE | re.DOTALL,
)
_ITEMS = ("{*}item", "{*}entry")
_TAG = re.compile(r"<[^<>]*>")
# Enough of a page to see what it is (bytes).
_HEAD = 2_000


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, and the articles that it lists, in its order."""

    title: str | None
    entries: tuple[Entry, ...]


def is_feed(page: Page) -> bool:
    """Tell whether a page is a feed, by what it holds: servers name the type of feeds in many ways."""
    head = _start(page.body)[:_HEAD]
    if head.startswith(b"{"):
        return b"jsonfeed.org" in head or "json" in page.content_type
    return bool(_ROOT.match(head.replace(b"\x00", b"").lstrip(b"\xff\xfe")))  # as UTF-16 too


def read_feed(page: Page) -> Feed:
    """Return the articles that a feed lists, once each; raise UnreadableError where it is no feed that can be read.

    Links are made absolute; those that lead to no web page are passed over.
    """
    if len(page.body) > _LARGEST:
        raise UnreadableError(f"larger than {_LARGEST // 1_000_000} MB: no feed is so large")
    data = _start(page.body)
    title, rows = _json(data) if data.startswith(b"{") else _xml(page)
    entries: dict[str, Entry] = {}
    for row in rows:
        url = web_address(urldefrag(urljoin(page.final, row.url.strip())).url) if row.url.strip() else None
        if url and url not in entries:
            entries[url] = Entry(url, row.title, row.published, title)
    return Feed(title, tuple(entries.values()))


def _start(body: bytes) -> bytes:
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()


def _json(data: bytes) -> tuple[str | None, list[Entry]]:
    try:
        feed = json.loads(data)
        items = feed["items"][:MOST_ENTRIES]
        rows = [_json_entry(item) for item in items if isinstance(item, dict)]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise UnreadableError("this is JSON, and no JSON Feed") from error
    return _line(feed.get("title")), rows


def _json_entry(item: Mapping[str, Any]) -> Entry:
    urls = [each for each in (item.get("url"), item.get("external_url")) if isinstance(each, str)]
    return Entry(urls[0] if urls else "", _line(item.get("title")), _time(item.get("date_published")))


def _xml(page: Page) -> tuple[str | None, list[Entry]]:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": page.final}
    # Given bytes, feedparser opens no address and no file; of the markup in a feed nothing is kept.
    found = feedparser.parse(
        io.BytesIO(_cleaned(page)), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.version and not found.entries:
        raise UnreadableError("this is XML, and no feed: neither RSS nor Atom")
    rows = [Entry(each.get("link") or "", _line(each.get("title")), _moment(each)) for each in found.entries]
    return _line(found.feed.get("title")), rows


def _cleaned(page: Page) -> bytes:
    """Return a feed as well-formed UTF-8 without a document type, entities and comments.

    feedparser looks for these by regular expressions that take a minute for 40 kB of empty lines, and reads what is
    not well-formed at 15 s a MB; libxml2 does so in no time, bounded in depth, and without a network.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding=_charset(page),
    )  # fmt: skip
    try:
        root = etree.fromstring(page.body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("no XML that can be read") from error
    if root is None:
        raise UnreadableError("no XML that can be read")
    etree.strip_elements(root, etree.Entity, with_tail=False)
    for item in list(root.iter(*_ITEMS))[MOST_ENTRIES:]:
        item.getparent().remove(item)
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        raise UnreadableError(f"more than {_MOST_ELEMENTS:,} elements: no feed has so many")
    cleaned: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return cleaned


def _charset(page: Page) -> str | None:
    """Return the encoding that the server names, where there is such a one and the feed is not plainly UTF-8."""
    if is_utf8(page.body):
        return None
    try:
        "".encode(page.charset or "utf-8")
        etree.XMLParser(encoding=page.charset)
    except LookupError:
        return None
    return page.charset


def _line(text: object) -> str | None:
    """Return a title on one line, without the tags that some feeds write into it."""
    if not isinstance(text, str):
        return None
    return " ".join(_TAG.sub(" ", text[: 4 * _LONGEST]).split())[:_LONGEST] or None


def _moment(entry: dict[str, Any]) -> str | None:
    """Return when an article was published, or else updated; past feedparser's own `get`, which warns of a mapping."""
    for name in ("published", "updated"):
        found = _time(dict.get(entry, name)) or _struct(dict.get(entry, f"{name}_parsed"))
        if found:
            return found
    return None


def _time(text: object) -> str | None:
    """Return a time as ISO 8601 with the offset it was written with; None where it is written in no usual way.

    >>> _time("Tue, 04 Mar 2031 08:00:00 +0300"), _time("soon")
    ('2031-03-04T08:00:00+03:00', None)
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text.strip()).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _struct(moment: Any) -> str | None:
    """Return a time that feedparser has read, which is UTC."""
    try:
        return datetime.fromtimestamp(timegm(moment), UTC).isoformat() if moment else None
    except (ValueError, OverflowError):
        return None
