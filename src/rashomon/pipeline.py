"""The way of the data, on one page: read → attribute → resolve → align → compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rashomon.alignment import align
from rashomon.alignment.copies import find_copies
from rashomon.attribution import attribute
from rashomon.discrepancies import find_discrepancies
from rashomon.entities import link, resolve
from rashomon.language.parser import parse
from rashomon.reading import read
from rashomon.records import Comparison, Document, Extraction, Rejected

Tell = Callable[[str], None]


def extract_document(document: Document) -> Extraction:
    """Return what one document says, and who says it."""
    parsed = parse(document)
    statements = attribute(document, parsed)
    return resolve(document, parsed, statements)


def extract(inputs: Iterable[str]) -> Iterator[Extraction | Rejected]:
    """Return each input's statements as they are found; an input that cannot be read is put aside with its reason."""
    for document in read(inputs):
        yield document if isinstance(document, Rejected) else extract_document(document)


def compare(inputs: Iterable[str], tell: Tell = lambda _: None) -> Comparison:
    """Return who said what over all inputs, the questions of the events, and where the accounts part."""
    extractions, rejected = [], []
    for result in extract(inputs):
        if isinstance(result, Rejected):
            rejected.append(result)
        else:
            extractions.append(result)
            tell(result.document.uri)
    return compare_extractions(extractions, rejected)


def compare_extractions(extractions: Iterable[Extraction], rejected: Iterable[Rejected] = ()) -> Comparison:
    """Return the comparison of what documents say that have been extracted already."""
    extractions = tuple(extractions)
    documents = tuple(extraction.document for extraction in extractions)
    copies = find_copies(documents)
    entities, statements = link(extractions)
    events, questions, answers = align(documents, statements, entities)
    discrepancies, agreements = find_discrepancies(
        documents, statements, entities, questions, answers, copies
    )
    return Comparison(
        documents=documents, entities=entities, statements=statements, events=events, questions=questions,
        answers=answers, discrepancies=discrepancies, agreements=agreements, copies=copies,
        rejected=tuple(rejected),
    )  # fmt: skip
