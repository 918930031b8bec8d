"""What stands where a source should and names nobody: a title alone, a page's buttons, the end of a phrase that was cut."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.entities.lexicon import Lexicon


def scrap(text: str, words: Lexicon) -> str:
    """Return why the words of a source name nobody; nothing where they name somebody.

    >>> from rashomon.entities.lexicon import lexicon
    >>> scrap("Mr", lexicon("en")), scrap("x Share", lexicon("en")), scrap("the mayor", lexicon("en"))
    ('“Mr” is a title without its name', '“x Share” is of the page and not of the article', '')
    """
    told = [word.strip(".,:;|·•…").casefold() for word in text.split()]
    told = [word for word in told if word]
    if not told:
        return ""
    if all(word in words.honorifics for word in told):
        return f"“{text}” is a title without its name"
    if _all(told, words) and any(len(word) > 1 for word in told):
        return f"“{text}” is of the page and not of the article"
    if told[0] in words.cut and not any(word[:1].isupper() for word in text.split()[1:]):
        return f"“{text}” is the rest of a phrase that was cut"
    return ""


def _all(told: Sequence[str], words: Lexicon) -> bool:
    return all(word in words.furniture or len(word) == 1 for word in told)
