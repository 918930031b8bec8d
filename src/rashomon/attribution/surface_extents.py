"""What stands around an insertion or between two places of a unit, as content."""

from __future__ import annotations

from rashomon.attribution.surface_units import Unit
from rashomon.language.lexicon import Lexicon
from rashomon.records import Span, Spans


class Extents:
    """Cuts contents out of one unit; places are indices of its items."""

    def __init__(self, unit: Unit, lexicon: Lexicon) -> None:
        """Take a unit and its language's words."""
        self.unit = unit
        self.lexicon = lexicon

    def around(self, start: int, end: int) -> Spans:
        """Return what stands before and behind a stretch set into it; behind only where it opens the unit."""
        words = self.lexicon.words
        opener = self._word(start - 2) if self.unit.mark(start - 1) == "," else ""
        opened = opener in words["subordinators"] | words["causal"] | self.lexicon.complementizers
        before = None
        if not (opened and self._goes_on(end)):
            before = self.unit.span(self._clause_start(start, behind=self._goes_on(end)), start)
        tells = before is not None and self._word(end + 1) in self.lexicon.words["relatives"]
        after = self.unit.span(end, self._sentence_end(end)) if self._goes_on(end) and not tells else None
        return tuple(span for span in (before, after) if span is not None and self._says(span))

    def _sentence_end(self, start: int) -> int:
        """Return where the sentence ends after which a quotation stands by itself."""
        items = range(start, len(self.unit.items) - 1)
        return next(
            (i for i in items if self.unit.mark(i) == "." and self._quoted(i + 1)), len(self.unit.items)
        )

    def _goes_on(self, end: int) -> bool:
        return any(
            self.unit.items[i].word or self.unit.items[i].quotation for i in range(end, len(self.unit.items))
        )

    def _says(self, span: Span) -> bool:
        return any(character.isalnum() for character in span.of(self.unit.text))

    def _clause_start(self, start: int, *, behind: bool) -> int:
        """Return where the clause begins that an insertion interrupts: the unit, or behind a colon or a relative."""
        if not behind:
            return 0
        chunk = self.unit.chunks[self.unit.chunk_of.get(start - 2, 0)]
        if self._word(chunk.start) in self.lexicon.words["relatives"] and self.lexicon.language != "de":
            return chunk.start + 1  # "Roe, who took, as neighbours say, “…”"
        colon = next((i for i in range(start - 1, -1, -1) if self.unit.mark(i) == ":"), -1)
        return colon + 1

    def _content(self, start: int, stop: int) -> Spans:
        span = self.unit.span(start, stop)
        return (span,) if span is not None and self._says(span) else ()

    def _word(self, place: int) -> str:
        return self.unit.items[place].lower if 0 <= place < len(self.unit.items) else ""

    def _quoted(self, place: int) -> bool:
        item = self.unit.items[place] if 0 <= place < len(self.unit.items) else None
        if item is None:
            return False
        return item.quotation is not None and not item.name
