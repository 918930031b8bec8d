"""What an annotator says of a document, as corrections of what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.reading.annotations.marks import Mark, Sheet
from rashomon.reading.annotations.terms import lines_of, one_line, unbroken, urn
from rashomon.records import (
    Anchor,
    Comparison,
    Document,
    Edit,
    Entity,
    Fix,
    Quote,
    Rejected,
    Span,
    Spans,
    Statement,
    hull,
)

# A mark is of a statement when their contents share at least half of all letters in either: what counts as the same
# content where attribution is measured.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Signature:
    """Who corrects, and when (ISO 8601), where the annotation itself does not say."""

    who: str = ""
    when: str = ""


def edits_of(
    sheets: Iterable[Sheet | Rejected], found: Comparison, signed: Signature
) -> Iterator[Edit | Rejected]:
    """Yield the corrections that sheets of annotations make of a comparison; what is put aside passes through.

    A mark that says what was found accepts the statement, one that says otherwise corrects it, one of no statement adds
    one. A statement without a mark is rejected where the sheet is complete.
    """
    cast = _Cast(found.entities)
    said: dict[str, list[Statement]] = {}
    for row in found.statements:
        said.setdefault(row.document, []).append(row)
    for sheet in sheets:
        if isinstance(sheet, Rejected):
            yield sheet
            continue
        text, name = sheet.document.text, sheet.document.id
        statements = [row for row in said.get(name, ()) if lines_of(text, row.content)]
        pairs = _pairs(sheet, statements)
        for mark in sheet.marks:
            yield _edit(sheet, mark, pairs.get(mark.place), cast, signed)
        met = {statement.id for statement in pairs.values()}
        for statement in statements if sheet.complete else ():
            if statement.id not in met:
                quotes = _known_by(sheet.document, statement.content)
                why = "not among the statements of a file that has them all"
                yield Edit("reject-statement", quotes=quotes, who=signed.who, when=signed.when, why=why)


class _Cast:
    """Whom a name in an annotation means."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.names: dict[str, list[Entity]] = {}
        self.entities = {entity.id: entity for entity in entities}
        for entity in self.entities.values():
            for name in dict.fromkeys(map(one_line, (entity.name, *entity.aliases))):
                self.names.setdefault(name, []).append(entity)

    def calls(self, name: str, entity: str | None) -> bool:
        """Tell whether an entity is called so."""
        return any(one.id == entity for one in self.names.get(one_line(name), ()))

    def anchor(self, name: str, document: str) -> Anchor:
        """Return whom a name means in a document; raise ValueError where it may be more than one."""
        bearers = self.names.get(one_line(name), [])
        rows = [one for one in bearers if document in one.documents] or bearers
        rows = [one for one in rows if one_line(one.name) == one_line(name)] or rows
        if len(rows) > 1:
            raise ValueError(f"“{name[:80]}” is {len(rows)} entities here")
        if not rows:
            return Anchor(one_line(name), (document,))
        return Anchor(rows[0].name, rows[0].documents or (document,))


def _pairs(sheet: Sheet, statements: Sequence[Statement]) -> Mapping[str, Statement]:
    """Return the statement that each mark, by its place, is of: by its id, else by its words, the likest first."""
    text = sheet.document.text
    keys = {urn("statement", row.id): row for row in statements}
    pairs = {mark.place: keys.pop(mark.key) for mark in sheet.marks if mark.key and mark.key in keys}
    marks = [mark for mark in sheet.marks if mark.place not in pairs]
    words = {row.id: lines_of(text, row.content) for row in keys.values()}
    likest = sorted(
        (-alike, not _same_parts(text, mark, row), at, number)
        for at, mark in enumerate(marks)
        for number, row in enumerate(keys.values())
        if (alike := _alike(lines_of(text, mark.content), words[row.id])) >= _SAME
    )
    rows, taken = list(keys.values()), set()
    for _, _, at, number in likest:
        if marks[at].place not in pairs and number not in taken:
            pairs[marks[at].place] = rows[number]
            taken.add(number)
    return pairs


def _alike(a: Spans, b: Spans) -> float:
    """Return the share of letters in either that both have."""
    shared = sum(max(0, min(one.end, two.end) - max(one.start, two.start)) for one in a for two in b)
    return shared / max(1, _length(a) + _length(b) - shared)


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _same_parts(text: str, mark: Mark, row: Statement) -> bool:
    pairs = ((mark.content, row.content), (mark.cue or (), row.cue), (mark.source or (), row.source))
    return all(_same(text, a, b) for a, b in pairs)


def _same(text: str, a: Spans, b: Spans) -> bool:
    """Tell whether spans hold the same words, whatever white space parts or ends them."""
    return unbroken(text, lines_of(text, a)) == unbroken(text, lines_of(text, b))


def _edit(
    sheet: Sheet, mark: Mark, statement: Statement | None, cast: _Cast, signed: Signature
) -> Edit | Rejected:
    who, when = mark.who or signed.who, mark.when or signed.when
    try:
        if statement is None:
            fix = _added(sheet, mark, cast)
            return Edit(
                "add-statement",
                quotes=_known_by(sheet.document, mark.content),
                fix=fix,
                who=who,
                when=when,
                why=mark.why,
            )
        fix = _fix(sheet, mark, statement, cast)
        quotes = _known_by(sheet.document, statement.content)
        if fix == Fix():
            return Edit("accept-statement", quotes=quotes, who=who, when=when, why=mark.why)
        return Edit("correct-statement", quotes=quotes, fix=fix, who=who, when=when, why=mark.why)
    except ValueError as error:
        return Rejected(mark.place, str(error))


def _added(sheet: Sheet, mark: Mark, cast: _Cast) -> Fix:
    document = sheet.document
    if not lines_of(document.text, mark.content):
        raise ValueError("it marks no words")
    return Fix(
        _quotes(document, mark.content),
        _quotes(document, mark.cue) if mark.cue else None,
        _quotes(document, mark.source) if mark.source else None,
        cast.anchor(mark.speaker, document.id) if mark.speaker else None,
        mark.nobody,
        mark.act,
    )


def _fix(sheet: Sheet, mark: Mark, statement: Statement, cast: _Cast) -> Fix:
    """Return what a mark says otherwise than the statement that it is of."""
    document = sheet.document
    if not lines_of(document.text, mark.content):
        raise ValueError("it marks no words")
    speaks = bool(mark.speaker) and not cast.calls(mark.speaker or "", statement.speaker)
    return Fix(
        _other(document, mark.content, statement.content),
        _other(document, _part(sheet, mark.cue), statement.cue),
        _other(document, _part(sheet, mark.source), statement.source),
        cast.anchor(mark.speaker or "", document.id) if speaks else None,
        mark.nobody and statement.speaker is not None,
        mark.act if mark.act != statement.act else None,
    )


def _part(sheet: Sheet, spans: Spans | None) -> Spans | None:
    """Return the spans of a cue or source; where a complete sheet has none, there is none."""
    return () if spans is None and sheet.complete else spans


def _other(document: Document, marked: Spans | None, found: Spans) -> tuple[Quote, ...] | None:
    if marked is None or _same(document.text, marked, found):
        return None
    return _quotes(document, marked)


def _known_by(document: Document, content: Spans) -> tuple[Quote, ...]:
    """Return the quote that an edit knows a statement by: from its first word to its last, whatever stands between."""
    return _quotes(document, [hull(content)])


def _quotes(document: Document, spans: Iterable[Span]) -> tuple[Quote, ...]:
    """Return the quotes of what is inside the text."""
    inside = (Span(max(span.start, 0), min(span.end, len(document.text))) for span in spans)
    return tuple(
        Quote.of(document.id, document.text, span, document.url) for span in inside if span.start < span.end
    )
