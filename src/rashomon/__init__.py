"""Rashomon: one event, many accounts. Who said what, and exactly where the stories part.

>>> from rashomon import Document, extract_document
>>> found = extract_document(Document("d1", "“It held,” Mayor Ann Roe said on Monday.", language="en"))
>>> statement = found.statements[0]
>>> [span.of(found.document.text) for span in statement.content]
['“It held,”']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.later import later
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

if TYPE_CHECKING:
    from rashomon.advising import Adviser, advise
    from rashomon.case import Case, CaseError
    from rashomon.entities import Gazetteer
    from rashomon.exporting.frames import Frames, frames
    from rashomon.pipeline import compare, compare_extractions, extract, extract_document
    from rashomon.reading import read
    from rashomon.reading.edit_file import read_edits
    from rashomon.reading.gazetteer import read_gazetteer
    from rashomon.release import __version__
else:
    __getattr__ = later(
        __name__,
        {
            "Adviser": "rashomon.advising",
            "Case": "rashomon.case",
            "CaseError": "rashomon.case",
            "Frames": "rashomon.exporting.frames",
            "Gazetteer": "rashomon.entities",
            "__version__": "rashomon.release",
            "advise": "rashomon.advising",
            "compare": "rashomon.pipeline",
            "compare_extractions": "rashomon.pipeline",
            "extract": "rashomon.pipeline",
            "extract_document": "rashomon.pipeline",
            "frames": "rashomon.exporting.frames",
            "read": "rashomon.reading",
            "read_edits": "rashomon.reading.edit_file",
            "read_gazetteer": "rashomon.reading.gazetteer",
        },
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


def __dir__() -> list[str]:
    """Return what the package offers, what is not imported yet too."""
    return sorted({*globals(), *__all__})
