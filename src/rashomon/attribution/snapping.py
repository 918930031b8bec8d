"""Contents and quotations: a content that cuts into a quotation takes it whole."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.attribution.drafts import Draft, union
from rashomon.attribution.quotations import Marked
from rashomon.records import Span


def snap(drafts: Iterable[Draft], marked: Marked) -> list[Draft]:
    """Widen each content to the quotations it begins or ends in, unless its cue stands inside the same quotation."""
    return [_snapped(draft, marked) for draft in drafts]


def _snapped(draft: Draft, marked: Marked) -> Draft:
    draft.content = union(_widened(span, draft, marked) for span in draft.content)
    return draft


def _widened(span: Span, draft: Draft, marked: Marked) -> Span:
    start, end = span
    for part, quotation in marked.meeting(span):
        if not any(other.meets(cue) for other in quotation.parts for cue in draft.cue):
            start, end = min(start, part.start), max(end, part.end)
    return Span(start, end)
