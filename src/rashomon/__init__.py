"""Rashomon: one event, many accounts. Who said what, and exactly where the stories part.

>>> from rashomon import Document, extract_document
>>> found = extract_document(Document("d1", "“It held,” Mayor Ann Roe said on Monday.", language="en"))
>>> statement = found.statements[0]
>>> [span.of(found.document.text) for span in statement.content]
['“It held,”']
"""

from __future__ import annotations

from importlib.metadata import version

from rashomon.advising import Adviser, advise
from rashomon.case import Case, CaseError
from rashomon.entities import Gazetteer
from rashomon.exporting.frames import Frames, frames
from rashomon.pipeline import compare, compare_extractions, extract, extract_document
from rashomon.reading import read
from rashomon.reading.edit_file import read_edits
from rashomon.reading.gazetteer import read_gazetteer
from rashomon.records import (
    SCHEMA,
    Advice,
    Agreement,
    Anchor,
    Answer,
    Block,
    Comparison,
    Discrepancy,
    Document,
    Edit,
    Entity,
    Event,
    Excerpt,
    Extraction,
    Link,
    Merge,
    Moved,
    Outcome,
    Proposal,
    Question,
    Rejected,
    Remark,
    Role,
    Span,
    Statement,
    Suggestion,
)

__all__ = [
    "SCHEMA",
    "Advice",
    "Adviser",
    "Agreement",
    "Anchor",
    "Answer",
    "Block",
    "Case",
    "CaseError",
    "Comparison",
    "Discrepancy",
    "Document",
    "Edit",
    "Entity",
    "Event",
    "Excerpt",
    "Extraction",
    "Frames",
    "Gazetteer",
    "Link",
    "Merge",
    "Moved",
    "Outcome",
    "Proposal",
    "Question",
    "Rejected",
    "Remark",
    "Role",
    "Span",
    "Statement",
    "Suggestion",
    "__version__",
    "advise",
    "compare",
    "compare_extractions",
    "extract",
    "extract_document",
    "frames",
    "read",
    "read_edits",
    "read_gazetteer",
]

__version__ = version("rashomon")
