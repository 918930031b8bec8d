"""What a format's reader hands on, and how it becomes a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rashomon.language.detection import detect
from rashomon.reading.dates import published_at
from rashomon.reading.layout import classify, headline, split
from rashomon.records import Block, Document, Original, Rejected, content_id

# The longest text taken (bytes of a file, code points of a field): far above any article, low enough
# that one hostile input cannot fill the memory.
LARGEST = 20_000_000
# An article has tens of paragraphs, a book some ten thousand; a record for each costs memory.
_MOST_BLOCKS = 100_000

_SURROGATE = re.compile("[\ud800-\udfff]")
_WEB = re.compile(r"https?://[^\s<>\"'`\x00-\x20\x7f]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?")


class UnreadableError(ValueError):
    """An input cannot become a document; the message is the reason, in words for the user."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its format gives it: the text and its metadata, not checked yet.

    `blocks` are given where the format knows the layout (HTML); elsewhere they are found in the text. `page` is the
    HTML it was read from: its bytes, and the encoding that is declared for them.
    """

    text: str
    uri: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    url: str | None = None
    blocks: tuple[Block, ...] = ()
    retrieved: str | None = None
    page: tuple[bytes, str | None] | None = None


Read: TypeAlias = Iterator[Article | Rejected]


def document_of(article: Article, *, originals: bool = False) -> Document:
    """Return the article as a document with id, layout, language and normalised metadata; with `originals` its page too.

    Raise UnreadableError where there is no text, or it is too large or not valid Unicode.

    >>> found = document_of(Article("Bridge closed\\n\\nThe mayor said no.", "a.txt", published="2031-04-02 10:00"))
    >>> found.title, found.published, [block.kind for block in found.blocks]
    ('Bridge closed', '2031-04-02T10:00:00', ['heading', 'paragraph'])
    """
    _check(article)
    pieces = article.blocks or _blocks(article.text)
    title = _line(article.title) or headline(article.text, pieces)
    outlet, url, published = _line(article.outlet), web_address(article.url), published_at(article.published)
    return Document(
        id=_given(article.id) or content_id(article.text, title, outlet, published, url),
        text=article.text,
        uri=article.uri,
        title=title,
        published=published,
        language=_code(article.language) or detect(article.text),
        outlet=outlet,
        url=url,
        blocks=classify(article.text, pieces, title),
        retrieved=published_at(article.retrieved),
        original=Original.of(*article.page) if originals and article.page else None,
    )


def web_address(url: str | None) -> str | None:
    """Return the address when it is one on the web (http or https), else None.

    >>> web_address(" https://example.org/a "), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    stripped = (url or "").strip()
    return stripped if _WEB.fullmatch(stripped) else None


def _check(article: Article) -> None:
    if not article.text.strip():
        raise UnreadableError("the text is empty")
    if len(article.text) > LARGEST:
        raise UnreadableError(f"the text is longer than {LARGEST:,} characters; split it")
    fields = (article.text, article.id, article.title, article.published, article.outlet)
    if any(field and _SURROGATE.search(field) for field in fields):
        raise UnreadableError(
            "it holds lone surrogates (half of a character): not valid Unicode; write it anew as UTF-8"
        )


def _blocks(text: str) -> tuple[Block, ...]:
    found: list[Block] = []
    if text.count("\n") + text.count("\r") > 10 * _MOST_BLOCKS:
        raise UnreadableError(f"more than {10 * _MOST_BLOCKS:,} lines; split it")
    for block in split(text):
        found.append(block)
        if len(found) > _MOST_BLOCKS:
            raise UnreadableError(f"more than {_MOST_BLOCKS:,} paragraphs; split it")
    return tuple(found)


def _given(text: str | None) -> str | None:
    return text if text and text.strip() else None


def _line(text: str | None) -> str | None:
    """Return the text on one line; what stands for nothing ("", "None") is None."""
    line = " ".join((text or "").split())
    return None if line.casefold() in {"", "none", "null", "nan"} else line


def _code(language: str | None) -> str | None:
    match = _LANGUAGE.fullmatch((language or "").strip())
    return match.group(1).lower() if match else None
