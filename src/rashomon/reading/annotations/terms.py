"""What our annotation files call things: ids, file names, tags. Writers and readers of a format share them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable

from rashomon.records import Span, Spans, content_id

SPAN_ROLES = ("content", "cue", "source")
ACTS = ("assert", "deny", "hedge", "opine", "direct", "commit", "ask")
KINDS = ("direct", "indirect", "mixed")

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/rashomon-news/rashomon")
_SURROGATE = re.compile("[\ud800-\udfff]")
# brat and its readers take a line at a time and part it at tabs, so no span may reach across one of these.
_BREAKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
_UNBROKEN = re.compile(f"[^{_BREAKS}]+")


def urn(noun: str, name: str) -> str:
    """Return an id on the web for a record of ours: opaque, and the same for the same record.

    >>> urn("statement", "s1")
    'urn:uuid:0235cd53-2415-525b-8e1e-5f320be66044'
    """
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, content_id(noun, name))}"


def file_stem(document: str) -> str:
    """Return the name, without ending, of the files about a document: hex digits alone, whatever its id holds.

    >>> file_stem("../../x") == content_id("document", "../../x")
    True
    """
    return content_id("document", document)


def encodable(text: str) -> str:
    """Return text that UTF-8 can hold, as long as it was: a lone surrogate becomes U+FFFD.

    >>> encodable("a\\ud800b") == "a\\ufffdb"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return text on one line, in which runs of spaces and line ends are one space.

    >>> one_line("Ann\\n  Roe")
    'Ann Roe'
    """
    return " ".join(encodable(text).split())


def lines_of(text: str, spans: Iterable[Span]) -> Spans:
    """Return spans without the line ends and tabs inside them, each line's words a span; what is beyond the text goes.

    >>> lines_of("one\\ntwo", [Span(0, 7)])
    (Span(start=0, end=3), Span(start=4, end=7))
    """
    found = (
        Span(match.start(), match.end())
        for span in spans
        for match in _UNBROKEN.finditer(text, max(span.start, 0), max(span.end, 0))
    )
    return tuple(span for span in found if span.of(text).strip())


def unbroken(text: str, spans: Iterable[Span]) -> Spans:
    """Return spans, in order, of which those with nothing but white space between them are one.

    >>> unbroken("one\\ntwo, three", [Span(0, 3), Span(4, 7), Span(9, 14)])
    (Span(start=0, end=7), Span(start=9, end=14))
    """
    joined: list[Span] = []
    for span in sorted(spans):
        gap = text[joined[-1].end : span.start] if joined else "-"
        if not gap.strip() and joined:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def tag(name: str, value: str) -> str:
    """Return a tag that a person can read and a program can part.

    >>> tag("act", "deny"), untagged("act: deny")
    ('act: deny', ('act', 'deny'))
    """
    return f"{name}: {one_line(value)}"


def untagged(value: str) -> tuple[str, str]:
    """Return the name and value of a tag; the name is empty where it has none."""
    name, colon, rest = value.partition(":")
    return (name.strip(), rest.strip()) if colon else ("", value.strip())
