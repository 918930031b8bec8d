"""Where documents are on the web, as names in linked data."""

from __future__ import annotations

import re

from rashomon.reading.annotations.terms import urn
from rashomon.records import Document

# What an IRI may not hold, and what turns or hides letters in one (RFC 3987, section 2.2 and 4.1).
_IRI = re.compile(
    'https?://[^\\s<>"{}|\\\\^`\x00-\x20\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff\ue000-\uf8ff]+',
    re.IGNORECASE,
)


def address_of(document: Document) -> str | None:
    """Return a document's address where it is one of the web and an IRI as it stands.

    >>> address_of(Document("d", "", url="https://news.example/a")), address_of(Document("d", "", url="javascript:x"))
    ('https://news.example/a', None)
    """
    return document.url if document.url and _IRI.fullmatch(document.url) else None


def name_of(document: Document) -> str:
    """Return what a document is called in linked data: its address, else an id of ours."""
    return address_of(document) or urn("document", document.id)
