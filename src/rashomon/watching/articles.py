"""A fetched page as a document, by the same readers as a file's."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from rashomon.reading.article import Article, UnreadableError, document_of, web_address
from rashomon.reading.dates import published_at
from rashomon.reading.decoding import decode_markup
from rashomon.reading.html import read_html
from rashomon.reading.text import read_text
from rashomon.records import Document
from rashomon.watching.entry import Entry
from rashomon.watching.feeds import is_feed
from rashomon.watching.page import Page

# Hosts of one site for other screens.
_SITE = re.compile(r"^(?:www\d?|amp|m|mobile)\.(?=[^.]+\.)")


def document_from(page: Page, entry: Entry | None = None) -> Document:
    """Return the article of a page; `entry` fills in when and where it was published if the page does not say.

    Its `uri` is the address that was asked for, its `url` the one that the page names as its own, if that is of the
    same site, else the one behind all redirects. Raise UnreadableError where there is no article.
    """
    if is_feed(page):
        raise UnreadableError("this is a feed, no article; `rashomon watch` follows feeds")
    article = _article(page)
    return document_of(
        replace(
            article,
            url=_own(article.url, page.final),
            published=published_at(article.published) or (entry.published if entry else None),
            outlet=article.outlet or (entry.outlet if entry else None),
            retrieved=page.fetched,
            page=(page.body, page.charset) if article.page and page.charset else article.page,
        ),
        originals=True,
    )


def _article(page: Page) -> Article:
    plain = page.content_type in ("text/plain", "text/markdown")
    body = page.body
    if page.charset and body:  # what the server names counts before what stands in the page
        body = decode_markup(body, page.charset).encode("utf-8-sig", "surrogatepass")
    markup = not plain and body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
    read = read_html if markup or page.content_type.endswith("html") else read_text
    return next(iter(read(io.BytesIO(body), page.url)))  # type: ignore[return-value]


def _own(named: str | None, final: str) -> str:
    """Return the address that a page names as its own, where it may: another site's page is not its to speak for."""
    url = web_address(urljoin(final, named)) if named else None
    return url if url and _site(url) == _site(final) else final


def _site(url: str) -> str:
    try:
        return _SITE.sub("", (urlsplit(url).hostname or "").casefold().rstrip("."))
    except ValueError:
        return ""
