"""Rashomon: one event, many accounts. Who said what, and exactly where the stories part.

>>> from rashomon import Document, extract_document
>>> found = extract_document(Document("d1", "“It held,” Mayor Ann Roe said on Monday.", language="en"))
>>> statement = found.statements[0]
>>> [span.of(found.document.text) for span in statement.content]
['“It held,”']
"""

from __future__ import annotations

from importlib.metadata import version

from rashomon.pipeline import compare, compare_extractions, extract, extract_document
from rashomon.reading import read
from rashomon.records import (
    SCHEMA,
    Agreement,
    Answer,
    Block,
    Comparison,
    Discrepancy,
    Document,
    Entity,
    Event,
    Extraction,
    Merge,
    Question,
    Rejected,
    Role,
    Span,
    Statement,
)

__all__ = [
    "SCHEMA",
    "Agreement",
    "Answer",
    "Block",
    "Comparison",
    "Discrepancy",
    "Document",
    "Entity",
    "Event",
    "Extraction",
    "Merge",
    "Question",
    "Rejected",
    "Role",
    "Span",
    "Statement",
    "__version__",
    "compare",
    "compare_extractions",
    "extract",
    "extract_document",
    "read",
]

__version__ = version("rashomon")
