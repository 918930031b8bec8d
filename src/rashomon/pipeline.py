"""The way of the data, on one page: read → attribute → resolve → align → compare.

A stage is imported when it is first gone through: who looks at what was found waits for no model. `rashomon.stages`
imports them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rashomon.edits import ENTITY_KINDS
from rashomon.memo import NOTHING, Memo
from rashomon.records import Comparison, Document, Edit, Event, Extraction, Rejected

if TYPE_CHECKING:
    from rashomon.entities import Gazetteer
    from rashomon.language.reading import Reading

Tell = Callable[[str], None]

# Documents read side by side on all cores; and the code points at which it is enough.
_TOGETHER, _ENOUGH = 16, 200_000


def extract_documents(documents: Sequence[Document]) -> Iterator[Extraction]:
    """Yield what each document says, and who says it; paragraphs in another language are read in it."""
    from rashomon.entities import joined
    from rashomon.language.parts import parts
    from rashomon.language.reading import read_all

    pieces = [(document, part) for document in documents for part in parts(document)]
    readings = read_all([part for _, part in pieces])
    rows = zip(pieces, readings, strict=True)
    for document, group in groupby(rows, key=lambda row: row[0][0]):
        yield joined(document, [_resolved(part, reading) for (_, part), reading in group])


def _resolved(document: Document, reading: Reading) -> Extraction:
    from rashomon.attribution import attribute
    from rashomon.entities import resolve

    return resolve(document, reading.parse, attribute(document, reading))


def extract_document(document: Document) -> Extraction:
    """Return what one document says, and who says it."""
    return next(extract_documents([document]))


def extract(inputs: Iterable[str]) -> Iterator[Extraction | Rejected]:
    """Return each input's statements as they are found; an input that cannot be read is put aside with its reason."""
    from rashomon.reading import read

    for group in batches(read(inputs)):
        found = extract_documents([one for one in group if isinstance(one, Document)])
        yield from (one if isinstance(one, Rejected) else next(found) for one in group)


def batches(read: Iterable[Document | Rejected]) -> Iterator[list[Document | Rejected]]:
    """Yield what was read in groups small enough to hold, in order."""
    group: list[Document | Rejected] = []
    size = 0
    for one in read:
        group.append(one)
        size += len(one.text) if isinstance(one, Document) else 0
        if len(group) >= _TOGETHER or size >= _ENOUGH:
            yield group
            group, size = [], 0
    if group:
        yield group


def compare(
    inputs: Iterable[str],
    tell: Tell = lambda _: None,
    *,
    gazetteer: Gazetteer | None = None,
    edits: Sequence[Edit] = (),
) -> Comparison:
    """Return who said what over all inputs, the questions of the events, and where the accounts part.

    Names that `gazetteer` knows to be one are one; `edits` are replayed over what is found.
    """
    extractions, rejected = [], []
    for result in extract(inputs):
        if isinstance(result, Rejected):
            rejected.append(result)
        else:
            extractions.append(result)
            tell(result.document.uri)
    return compare_extractions(extractions, rejected, gazetteer=gazetteer, edits=edits)


def compare_extractions(
    extractions: Iterable[Extraction],
    rejected: Iterable[Rejected] = (),
    *,
    gazetteer: Gazetteer | None = None,
    edits: Sequence[Edit] = (),
    memo: Memo = NOTHING,
    events: tuple[Event, ...] | None = None,
) -> Comparison:
    """Return the comparison of what documents say that have been extracted already; `events` as `align` takes them.

    What `memo` has kept of an earlier comparison is not worked out again; the result is the same without it.
    """
    from rashomon.alignment import Origins, align, trace
    from rashomon.alignment.typed import Typing
    from rashomon.corrections import (
        Located,
        correct_discrepancies,
        correct_questions,
        correct_statements,
        in_order,
        read_remarks,
        standing,
    )
    from rashomon.discrepancies import find_discrepancies
    from rashomon.entities import settle

    extractions = tuple(extractions)
    documents = tuple(extraction.document for extraction in extractions)
    held = standing(edits)
    settled = settle(extractions, gazetteer, [edit for edit in held.edits if edit.kind in ENTITY_KINDS])
    said = correct_statements(documents, settled.statements, settled.entities, held.edits)
    printed = trace(documents, said.statements, memo)
    events, questions, answers = align(documents, said.statements, said.entities, memo, events)
    reading = Typing(said.entities)
    asked = correct_questions(documents, said.statements, questions, answers, held.edits, reading)
    discrepancies, agreements = find_discrepancies(
        documents,
        said.statements,
        said.entities,
        asked.questions,
        asked.answers,
        Origins(documents, printed.copies, printed.reuses, printed.revisions),
    )
    parted = correct_discrepancies(
        documents, said.statements, asked.questions, asked.answers, discrepancies, held.edits
    )
    at = Located(documents, said.statements, parted.questions, parted.answers)
    remarks = read_remarks(at, said.entities, parted.discrepancies, held.edits)
    told = (said, asked, parted, remarks)
    return Comparison(
        documents=documents, entities=said.entities, statements=said.statements, events=events,
        questions=parted.questions, answers=parted.answers, discrepancies=parted.discrepancies, agreements=agreements,
        copies=printed.copies, reuses=printed.reuses, revisions=printed.revisions, rejected=tuple(rejected),
        suggestions=settled.suggestions, hypotheses=remarks.hypotheses,
        reviews=tuple(review for part in told for review in part.reviews),
        edits=in_order(edits, (settled.edits, held.outcomes, *(part.outcomes for part in told))),
    )  # fmt: skip
