"""Who said it: the same quoted words, given to different speakers by different articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.alignment.claims import Claim
from rashomon.records import Document, Entity, Span, Statement, content_id

# So many words in a row, inside quotation marks in both articles, are one utterance and no coincidence.
_RUN = 6
# Whoever is named so many code points before or behind the words may be the one who said them, whom we read otherwise.
_BESIDE = 200
# Words quoted by more statements than this are a saying or a slogan that everybody quotes.
_EVERYBODY = 12
_QUOTED = re.compile(r"[“\"«„‘]([^“”\"«»„‘]{20,2000})[”\"»“’]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def read_sayings(
    documents: Mapping[str, Document], statements: Sequence[Statement], entities: Sequence[Entity]
) -> Iterator[tuple[Statement, Claim]]:
    """Yield, for each utterance that two articles give to two speakers, who is held to have said it.

    Only speakers named in so many words beside what they said count: behind "he" stands a guess of ours, and two
    guesses that differ are no news about the articles. A person and a body may be one and the other's voice.

    >>> texts = {name: Document(name, f"“It is a matter of when, not if”, said {name}.") for name in ("Ann", "Bob")}
    >>> quotes = [
    ...     Statement(n, n, "direct", (Span(0, 32),), source=(Span(39, 42),), speaker=n) for n in ("Ann", "Bob")
    ... ]
    >>> people = [Entity(name, name, "person") for name in ("Ann", "Bob")]
    >>> [claim.value for _, claim in read_sayings(texts, quotes, people)]
    ['Ann', 'Bob']
    """
    index = _index(entities)
    named = [one for one in statements if _is_named(documents[one.document].text, one, index)]
    by_id = {statement.id: statement for statement in named}
    told: set[frozenset[str | None]] = set()
    for run, holders in _holders(documents, named).items():
        held = _undoubted(documents, [(by_id[one], span) for one, span in holders], index)
        group = [statement for statement, _ in held]
        speakers = frozenset(statement.speaker for statement in group)
        types = {index.entities[one or ""].type for one in speakers}
        if speakers not in told and len(types) == 1 and _is_disputed(group):
            told.add(speakers)
            for statement, span in sorted(held, key=lambda pair: pair[0].id):
                yield statement, _claim(statement, run, span)


def _undoubted(
    documents: Mapping[str, Document], held: Sequence[tuple[Statement, Span]], index: _Index
) -> list[tuple[Statement, Span]]:
    """Leave out the statements beside whose words another of the speakers is named: who said them is our reading."""
    surnames = {one.speaker: _name_words(index.entities[one.speaker or ""].name)[-1] for one, _ in held}
    return [
        (one, span)
        for one, span in held
        if not _beside(documents[one.document].text, span)
        & (set(surnames.values()) - {surnames[one.speaker]})
    ]


def _beside(text: str, span: Span) -> set[str]:
    around = text[max(0, span.start - _BESIDE) : span.start] + text[span.end : span.end + _BESIDE]
    return set(_name_words(around))


@dataclass(frozen=True)
class _Index:
    """Entities by id, and for each word of a name how many entities bear it."""

    entities: Mapping[str, Entity]
    bearers: Mapping[str, int]


def _is_named(text: str, statement: Statement, index: _Index) -> bool:
    """Tell whether the words of the source name the speaker, and nobody else who is spoken of."""
    entity = index.entities.get(statement.speaker or "")
    if entity is None or entity.type not in {"person", "organization"} or not entity.name[:1].isupper():
        return False
    said = {word.group().casefold() for span in statement.source for word in _WORD.finditer(text, *span)}
    name = _name_words(entity.name)
    if not name or any(part[0].islower() for part in entity.name.split()):
        return False
    return set(name) <= said or (name[-1] in said and index.bearers[name[-1]] == 1)


def _index(entities: Sequence[Entity]) -> _Index:
    bearers = Counter(word for entity in entities for word in set(_name_words(entity.name)))
    return _Index({entity.id: entity for entity in entities}, bearers)


def _name_words(name: str) -> list[str]:
    return [word.group().casefold() for word in _WORD.finditer(name)]


def _claim(statement: Statement, run: tuple[str, ...], span: Span) -> Claim:
    topic = f"saying/{content_id(*run)}"
    ask = f"Who said “{' '.join(run)} …”?"
    return Claim(statement.id, "actor", topic, ask, statement.speaker or "", span, frozenset({"quoted"}))


def _holders(
    documents: Mapping[str, Document], statements: Sequence[Statement]
) -> Mapping[tuple[str, ...], list[tuple[str, Span]]]:
    holders: defaultdict[tuple[str, ...], list[tuple[str, Span]]] = defaultdict(list)
    for statement in statements:
        if statement.speaker is None:
            continue
        for run, span in _runs(documents[statement.document].text, statement.content):
            holders[run].append((statement.id, span))
    return {run: held for run, held in holders.items() if 1 < len(held) <= _EVERYBODY}


def _runs(text: str, content: Sequence[Span]) -> Iterator[tuple[tuple[str, ...], Span]]:
    seen: set[tuple[str, ...]] = set()
    for part in content:
        for quoted in _QUOTED.finditer(text, part.start, part.end):
            words = list(_WORD.finditer(text, *quoted.span(1)))
            for place in range(len(words) - _RUN + 1):
                run = words[place : place + _RUN]
                key = tuple(word.group().casefold() for word in run)
                if key not in seen:
                    seen.add(key)
                    yield key, Span(run[0].start(), run[-1].end())


def _is_disputed(group: Sequence[Statement]) -> bool:
    """Tell whether two articles give the words to two speakers; one quoting the other is no dispute."""
    speakers = {statement.speaker for statement in group}
    within = {statement.parent for statement in group}
    outer = [statement for statement in group if statement.id not in within]
    return len(speakers) > 1 and len({s.speaker for s in outer}) > 1 and len({s.document for s in outer}) > 1
