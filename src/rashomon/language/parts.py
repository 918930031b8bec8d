"""A document whose paragraphs are in several languages, as parts that are in one each."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.language.detection import detect
from rashomon.language.lexicon import known
from rashomon.records import Block, Document

# Letters a paragraph needs before its own language counts: below it, names and titles decide. Of the 983 paragraphs of
# wikinews train with as many letters, none is taken for another language.
_FEWEST = 120
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|was|is)\b", re.IGNORECASE)


def parts(document: Document) -> list[Document]:
    """Return the document once for each language its paragraphs are in, with the blocks in that language only.

    The first part is in the document's language; the text is the same in all, so that spans mean the same.

    >>> parts(Document("d", "No.", language="en"))[0].language
    'en'
    """
    own = document.language or "en"
    foreign: dict[str, list[Block]] = {}
    for block in document.blocks:
        other = _language(block.span.of(document.text), own)
        if other != own:
            foreign.setdefault(other, []).append(block)
    if not foreign:
        return [document]
    taken = {block for blocks in foreign.values() for block in blocks}
    mine = tuple(block for block in document.blocks if block not in taken)
    rest = [
        replace(document, language=code, blocks=tuple(blocks)) for code, blocks in sorted(foreign.items())
    ]
    return [replace(document, blocks=mine), *rest] if mine else rest


def _language(text: str, own: str) -> str:
    """Return the language of a paragraph where it is long enough and one that can be read, else the document's."""
    if sum(map(str.isalpha, text)) < _FEWEST or (own == "en" and len(_ENGLISH.findall(text)) > 1):
        return own
    found = detect(text)
    return found if found is not None and (found == "en" or known(found)) else own
