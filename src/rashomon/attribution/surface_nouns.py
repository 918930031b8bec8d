"""Nouns that report: "заявление министра о том, что …", "слухи об уходе", "the claim that" in other tongues."""

from __future__ import annotations

from rashomon.attribution.surface_extents import Extents
from rashomon.records import Spans

_SLAVIC = frozenset({"be", "pl", "ru", "uk"})
# How far behind a noun (items) what it reports may begin.
_NEAR = 8


class Nouns(Extents):
    """Finds what the reporting nouns of one unit report."""

    def named(self, place: int) -> tuple[Spans, range] | None:
        """Return what a reporting noun says, a clause or "about X", and the words between: whose saying it is."""
        if place not in self.unit.chunk_of:
            return None
        chunk = self.unit.chunks[self.unit.chunk_of[place]]
        last = min(chunk.stop, place + _NEAR)
        opening = next(
            (
                i
                for i in range(place + 1, last)
                if self._word(i).rstrip("’'") in self.lexicon.noun_prepositions
            ),
            None,
        )
        clause = self._named_clause(place, chunk, opening)
        if clause is not None:
            stop = opening if opening is not None else chunk.stop
            return self._content(clause, len(self.unit.items)), self._owner(place, min(stop, clause))
        about = (
            opening is not None
            and opening + 1 < chunk.stop
            and self.lexicon.noun(self._word(place)) == "assert"
        )
        if opening is None or not about or self.lexicon.language not in _SLAVIC:
            return None
        content = self._content(opening, min(chunk.stop, opening + _NEAR))
        return (content, self._owner(place, opening)) if content else None

    def _named_clause(self, place: int, chunk: range, opening: int | None) -> int | None:
        if self.lexicon.language in ("fr", "es"):
            near = range(place + 1, min(chunk.stop, place + 4))
            return next(
                (
                    i
                    for i in near
                    if self._word(i) in self.lexicon.complementizers
                    and self._word(i - 1) in ("de", self._word(place))
                ),
                None,
            )
        number = self.unit.chunk_of[place] + 1
        close = chunk.stop - place <= _NEAR
        if number >= len(self.unit.chunks) or not close or self.unit.mark(chunk.stop) != ",":
            return None
        start = self.unit.chunks[number].start
        led = opening is None or chunk.stop - opening <= 2
        return start if led and self._word(start) in self.lexicon.complementizers else None

    def _owner(self, place: int, stop: int) -> range:
        """Return the genitive between a reporting noun and what it says; nothing where that is no name or role."""
        owner = range(place + 1, stop)
        named = any(self.unit.items[i].capital for i in owner)
        return owner if named and len(owner) <= _NEAR else range(0)
