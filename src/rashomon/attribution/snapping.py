"""Contents and quotations: a content that cuts into a quotation takes it whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.attribution.drafts import Draft
from rashomon.attribution.quotations import Quotation
from rashomon.records import Span, Spans


def snap(drafts: Iterable[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Widen each content to the quotations it begins or ends in, unless its cue stands inside the same quotation."""
    return [_snapped(draft, quotations) for draft in drafts]


def _snapped(draft: Draft, quotations: Sequence[Quotation]) -> Draft:
    around = [q for q in quotations if not any(part.meets(cue) for part in q.parts for cue in draft.cue)]
    parts = [part for quotation in around for part in quotation.parts]
    draft.content = _merged(_widened(span, parts) for span in draft.content)
    return draft


def _widened(span: Span, parts: Iterable[Span]) -> Span:
    start, end = span
    for part in parts:
        if part.meets(span):
            start, end = min(start, part.start), max(end, part.end)
    return Span(start, end)


def _merged(spans: Iterable[Span]) -> Spans:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
