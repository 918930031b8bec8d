"""Headlines that name by a mark who says so: "KGB: suspects face death penalty", "Suspects face death penalty – KGB"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.attribution.drafts import Draft
from rashomon.language.parse import Parse
from rashomon.records import Span

_NAME = r"(?P<source>[A-Z][\w.'’&-]*(?: [A-Z][\w.'’&-]*){0,3})"
_CONTENT = r"(?P<content>(?:\S+\s+){3,}\S+?)"
_SIGNED = re.compile(rf"{_CONTENT},?\s[-–—]\s{_NAME}\s*")
_LABELLED = re.compile(rf"{_NAME}:\s+{_CONTENT}\.?\s*")
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_SPEAKS = frozenset(["PERSON", "ORG"])


def read(parse: Parse, headings: Sequence[Span], prose: Sequence[Span]) -> Iterator[Draft]:
    """Yield what a headline reports by a name and a mark, where the article's prose names that person, body or acronym too.

    A name that stands nowhere else is the site's own or the topic's.
    """
    spoken = {
        word
        for part in prose
        for word in (*_ACRONYM.findall(parse.text, part.start, part.end), *_names(parse, part))
    }
    for heading in headings:
        for form in (_LABELLED, _SIGNED):
            match = form.fullmatch(parse.text, heading.start, heading.end)
            if match and match["source"] in spoken:
                content, source = (Span(*match.span(name)) for name in ("content", "source"))
                yield Draft((content,), (), (source,), "assert", 0.6)
                break


def _names(parse: Parse, part: Span) -> Iterator[str]:
    return (span.of(parse.text) for span, kind in parse.names if kind in _SPEAKS and part.holds(span))
