"""Links out of the report: only to the web, and to the very words where a text fragment can say so."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from rashomon.records import Link, Span

_ITEM = re.compile(r"Q[1-9][0-9]{0,11}")
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
_WHOLE = 8  # words up to which a passage is named in full
_ENDS = 4  # words that name each end of a longer passage
_SEARCHED = 100_000  # characters in which an earlier occurrence is looked for
_END = 600  # characters of a long passage that are looked at, at each end
_LONGEST = 60  # characters of one term: scripts without spaces have no short words


def web_address(url: str | None) -> str | None:
    """Return the address when it is one of http or https and without odd characters, else None.

    >>> web_address("https://news.example/a"), web_address("javascript:alert(1)")
    ('https://news.example/a', None)
    """
    if not url or any(char.isspace() or not char.isprintable() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def wikidata_address(link: Link) -> str | None:
    """Return the page of the item that an entity is linked to, None where its id is none of Wikidata.

    >>> wikidata_address(Link("1", "known.csv", "Ann Roe", "Q42"))
    'https://www.wikidata.org/wiki/Q42'
    """
    item = link.wikidata or ""
    return f"https://www.wikidata.org/wiki/{item}" if _ITEM.fullmatch(item) else None


def live_link(url: str | None, text: str, span: Span) -> str | None:
    """Return a link to the passage on the live page (``#:~:text=``), or None without a web address.

    The passage is widened to whole words, a browser finds no others; one that occurs earlier as well
    carries the words before it as a prefix.

    >>> live_link("https://news.example/a", "It was a well-known man.", Span(9, 18))
    'https://news.example/a#:~:text=well%2Dknown'
    """
    address = web_address(url)
    words = _words(text, _widened(text, span))
    if address is None or not words:
        return address
    terms = _terms(text, words)
    prefix = _prefix(text, words[0][0], terms[0])
    directive = ",".join(_encoded(term) for term in terms)
    return f"{address}{'' if '#' in address else '#'}:~:text={prefix}{directive}"


def _words(text: str, span: Span) -> list[tuple[int, int]]:
    """Return where the words of the passage stand; of a long one only those near its ends."""
    if span.end - span.start <= 2 * _END:
        return [match.span() for match in _WORD.finditer(text, *span)]
    head = [match.span() for match in _WORD.finditer(text, span.start, span.start + _END)]
    tail = [match.span() for match in _WORD.finditer(text, span.end - _END, span.end)]
    return head + tail[1:]  # the tail's first word may be cut


def _widened(text: str, span: Span) -> Span:
    """Return the span grown until neither end stands inside a word."""
    start, end = max(0, span.start), min(len(text), span.end)
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    while start > first and _in_word(text[start - 1 : start + 1]):
        start -= 1
    while end < last and _in_word(text[end - 1 : end + 1]):
        end += 1
    return Span(start, end)


def _in_word(around: str) -> bool:
    """Tell whether the two characters stand in one word."""
    return len(around) == 2 and all(char.isalnum() or char in "_’'" for char in around)


def _terms(text: str, words: list[tuple[int, int]]) -> list[str]:
    if len(words) <= _WHOLE and words[-1][1] - words[0][0] <= 2 * _LONGEST:
        whole = text[words[0][0] : words[-1][1]]
        if "\n" not in whole:
            return [whole]
    ends = min(_ENDS, max(1, len(words) // 2))
    first, last = words[:ends], words[-ends:]
    return [_clipped(text[first[0][0] : first[-1][1]]), _clipped(text[last[0][0] : last[-1][1]], end=True)]


def _clipped(term: str, *, end: bool = False) -> str:
    """Return a term inside one line: a text fragment's term cannot cross a paragraph."""
    lines = term.split("\n")
    line = lines[-1] if end else lines[0]
    return line[-_LONGEST:] if end else line[:_LONGEST]


def _prefix(text: str, start: int, term: str) -> str:
    """Return the words before, encoded as a prefix, where the term stands earlier in the text as well."""
    if not 0 <= text.find(term, 0, _SEARCHED) < start:
        return ""
    before = text[max(0, start - 3 * _LONGEST) : start].rpartition("\n")[2]
    words = list(_WORD.finditer(before))[-3:]
    return f"{_encoded(before[words[0].start() :].strip())}-," if words else ""


def _encoded(term: str) -> str:
    """Return the term percent-encoded; ``-``, ``,`` and ``&`` mean something in a directive."""
    return quote(" ".join(term.split()), safe="", errors="replace").replace("-", "%2D")
