"""What descriptions are made of: their words without endings, and offices that are one in all languages."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from rashomon.entities.lexicon import lexicon
from rashomon.language.names import fold, stem

Words = frozenset[str]
# What an office begins with among the words of a description.
OFFICE = "@"
_SMALL = frozenset(["of", "for", "and", "&"])
_OWNER = re.compile(r"['’]s?\b")


@lru_cache(maxsize=65536)
def content(text: str, language: str) -> Words:
    """Return the words of a description without articles and case endings, an office as one word in all languages.

    >>> content("the mayor of Minsk", "en") == content("мэр Минска", "ru")
    True
    """
    words = lexicon(language)
    found = frozenset(
        stem(word, language)
        for word in fold(_OWNER.sub("", text)).split()
        if word not in words.articles and word not in words.prepositions and word not in _SMALL
    )
    for word in sorted(found):
        for term, office in _offices().get(word, ()):
            if term <= found:
                found = (found - term) | {office}
    return found


@cache
def _offices() -> Mapping[str, Sequence[tuple[Words, str]]]:
    """Return the terms of offices by each of their words, longer terms first."""
    data = tomllib.loads((files("rashomon.language") / "data" / "offices.toml").read_text("utf-8"))
    rows: dict[str, list[tuple[Words, str]]] = defaultdict(list)
    for office, terms in data["same"].items():
        for term in terms.split():
            for language in ("en", "ru", "pl"):
                stems = (stem(word, language) for word in fold(term.replace("-", " ")).split())
                words = frozenset(word for word in stems if word not in _SMALL)
                for word in words:
                    rows[word].append((words, f"{OFFICE}{office}"))
    return {word: sorted(set(found), key=lambda row: (-len(row[0]), row[1])) for word, found in rows.items()}
