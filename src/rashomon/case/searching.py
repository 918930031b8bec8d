"""Full text in all languages, by folded names: what a person types, into documents with the place and its words."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.case.machine import document_of
from rashomon.case.packing import key
from rashomon.case.store import Groups, Phrase, Store
from rashomon.case.words import placed, words
from rashomon.records import Document, Span

# What is typed beyond so many words is not looked for.
_MOST_WORDS = 16
# A part of a word stands in so many words at most that are looked for, the shortest first …
_MOST_TERMS = 60
# … and has so many letters at least, or it would be a part of nearly all.
_SHORTEST_PART = 3
# Matches of one text that are weighed against each other, and the code points within which they count as together.
_MOST_MATCHES = 2_000
_TOGETHER = 200
# A text is gone through in pieces of so many code points, each with the end of the one before.
_PIECE, _OVERLAP = 200_000, 2_000
# Code points of a snippet, before the words and in all.
_BEFORE, _SNIPPET = 80, 240
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found, and the best place in it.

    `span` is where the words stand in its text, None where they stand in the title alone. `snippet` is the text around,
    verbatim, and starts at code point `start`; `marks` are the spans in the document's text of the words in the snippet.
    `statement` is the id of the narrowest shown statement whose content holds the span.
    """

    document: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    span: Span | None
    snippet: str
    start: int = 0
    marks: tuple[Span, ...] = ()
    statement: str | None = None


def search(store: Store, query: str, limit: int, *, said: bool) -> list[Hit]:
    """Return the best hits of what a person typed, inside of `reading`; no text is an error."""
    phrases = _phrases(query)
    if not phrases or limit < 1:
        return []
    exact: Groups = [[phrase] for phrase in phrases]
    found = store.find(exact, limit, said=said)
    wider = exact
    if len(found) < limit:
        wider = _wider(store, phrases)
        if wider != exact:
            more = store.find(wider, limit + len(found), said=said)
            found += [number for number in more if number not in set(found)]
    return [hit for number in found[:limit] for hit in _hits(store, number, wider)]


def _phrases(query: str) -> list[Phrase]:
    """Return what is looked for: what stands in quotation marks in a row, other words each by itself."""
    phrases: list[Phrase] = []
    rest = query
    for match in _QUOTED.finditer(query):
        phrases.append(tuple(word for word, _ in words(match.group(1))))
        rest = rest.replace(match.group(), " ", 1)
    phrases += [(word,) for word, _ in words(rest)]
    return [phrase[:_MOST_WORDS] for phrase in dict.fromkeys(phrases) if phrase][:_MOST_WORDS]


def _wider(store: Store, phrases: Sequence[Phrase]) -> list[list[Phrase]]:
    """Return each phrase with what may stand for it: the other names of who is called so, words that it is part of."""
    names = _names(store, [word for phrase in phrases for word in phrase])
    if names:
        return [names]
    return [[*_names(store, phrase), *_parts(store, phrase)] or [phrase] for phrase in phrases]


def _names(store: Store, name: Sequence[str]) -> list[Phrase]:
    sql = (
        "SELECT DISTINCT other.folded FROM names one JOIN names other ON other.entity = one.entity "
        "WHERE one.folded = ? ORDER BY other.folded"
    )
    rows = store.rows(sql, " ".join(name))
    return (
        list(dict.fromkeys([tuple(name)] + [tuple(row[0].split()) for row in rows if row[0]])) if rows else []
    )


def _parts(store: Store, phrase: Phrase) -> list[Phrase]:
    if len(phrase) > 1 or len(phrase[0]) < _SHORTEST_PART:
        return [phrase]
    rows = store.rows(
        f"SELECT word FROM {store.term_parts} WHERE word LIKE ? ORDER BY length(word), word LIMIT ?",  # noqa: S608
        f"%{phrase[0]}%", _MOST_TERMS,
    )  # fmt: skip
    return list(dict.fromkeys([phrase, *((row[0],) for row in rows)]))


def _hits(store: Store, number: int, groups: Groups) -> Iterator[Hit]:
    for record, text in store.rows("SELECT record, text FROM documents WHERE number = ?", number):
        document = document_of(record, text)
        matches = _matches(document.text, groups)
        if matches:
            yield _hit(store, document, matches)
        else:
            yield _named(document)


def _named(document: Document) -> Hit:
    facts = (document.title, document.outlet, document.published, document.language)
    return Hit(document.id, *facts, None, document.title or document.text[:_SNIPPET])


@dataclass(frozen=True, slots=True)
class _Match:
    """Where a phrase of a group stands."""

    group: int
    span: Span


def _matches(text: str, groups: Groups) -> list[_Match]:
    """Return where phrases of the groups stand, in the order of the text, so many at most; a long text piece by piece."""
    starting: dict[str, list[tuple[Phrase, int]]] = {}
    for number, group in enumerate(groups):
        for phrase in group:
            starting.setdefault(phrase[0], []).append((phrase, number))
    found: dict[Span, _Match] = {}
    for start in range(0, max(1, len(text)), _PIECE):
        piece = Span(max(0, start - _OVERLAP), start + _PIECE)
        for match in _matches_in(piece.of(text), piece.start, starting):
            found.setdefault(match.span, match)
        if len(found) >= _MOST_MATCHES:
            break
    return list(found.values())[:_MOST_MATCHES]


def _matches_in(
    text: str, offset: int, starting: Mapping[str, Sequence[tuple[Phrase, int]]]
) -> Iterator[_Match]:
    """Yield where phrases stand in a piece of a text that starts at `offset`, by their first words."""
    said, spans = placed(text)
    for place in [place for place, word in enumerate(said) if word in starting]:
        for phrase, number in starting[said[place]]:
            if tuple(said[place : place + len(phrase)]) == phrase:
                start, end = spans[place][0], spans[place + len(phrase) - 1][1]
                yield _Match(number, Span(offset + start, offset + end))


def _hit(store: Store, document: Document, matches: Sequence[_Match]) -> Hit:
    best = _best(matches)
    start, end = _window(document.text, best.span)
    marks = tuple(dict.fromkeys(m.span for m in matches if start <= m.span.start and m.span.end <= end))
    facts = (document.title, document.outlet, document.published, document.language)
    statement = _statement(store, document.id, best.span)
    return Hit(document.id, *facts, best.span, document.text[start:end], start, marks, statement)


def _best(matches: Sequence[_Match]) -> _Match:
    """Return the first match from which on most of what is looked for stands together."""
    starts = [match.span.start for match in matches]
    told = [
        len({one.group for one in matches[number : bisect_right(starts, match.span.start + _TOGETHER)][:200]})
        for number, match in enumerate(matches)
    ]
    return matches[told.index(max(told))]


def _window(text: str, span: Span) -> tuple[int, int]:
    """Return where a snippet starts and ends: at whole words, as far as there are any."""
    start = max(0, span.start - _BEFORE)
    end = min(len(text), max(span.end, start + _SNIPPET))
    blank = re.compile(r"\s+")
    first = blank.search(text, start, span.start) if start else None
    if first:
        start = first.end()
    last = (
        None
        if end == len(text)
        else max((m.start() for m in blank.finditer(text, span.end, end)), default=None)
    )
    return start, end if last is None else last


def _statement(store: Store, document: str, span: Span) -> str | None:
    rows = store.rows(
        "SELECT record FROM statements WHERE document = ? AND start <= ? AND finish >= ? ORDER BY finish - start, id",
        key(document), span.start, span.end,
    )  # fmt: skip
    for row in rows:
        data = json.loads(row[0])
        if any(start <= span.start and span.end <= end for start, end in data["content"]):
            return str(data["id"])
    return None
