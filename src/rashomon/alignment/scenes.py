"""The statements of one event as rejoinders see them: who is on whose side, what came before, how likely each is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rashomon.alignment.disavowals import Rejoinder
from rashomon.alignment.excerpts import accounts_of
from rashomon.alignment.names import words_of
from rashomon.alignment.pairs import ONE, TWO, Comparer, shipped
from rashomon.alignment.sides import find_sides
from rashomon.language.meanings import vectors
from rashomon.records import Document, Entity, Span, Statement

# What it adds that one of two statements names the other's speaker, and that they stand side by side in one article.
_NAMED, _BESIDE = 0.1, 0.1
# Code points between two statements that stand side by side.
_CLOSE = 700
# Where the pair model does not read, two statements as near in meaning (cosine) as the first have nothing to do with each
# other, and weights go up from there to 1.
_FAR, _SURE = 0.3, 1.05
# So near each other two statements of one speaker are one utterance in two articles.
_ONE = 0.85
# Of those that may be meant, so many of the nearest in meaning are read by the pair model: it keeps the work linear.
_MOST = 12


@dataclass(frozen=True)
class Scene:
    """All that is said in one event; `apart` are the ids of rejoinders, which no other rejoinder is aimed at.

    `judge` gives the pair model; it is loaded when two English statements are first compared.
    """

    documents: Mapping[str, Document]
    statements: Sequence[Statement]
    entities: Sequence[Entity]
    apart: frozenset[str]
    judge: Callable[[], Comparer] = shipped

    @cached_property
    def candidates(self) -> Sequence[Statement]:
        """The statements with a speaker that a rejoinder may be aimed at."""
        return [one for one in self.statements if one.id not in self.apart and one.speaker is not None]

    @cached_property
    def _sides(self) -> Mapping[str, str]:
        return find_sides(self.entities)

    @cached_property
    def _entities(self) -> Mapping[str, Entity]:
        return {one.id: one for one in self.entities}

    @cached_property
    def _meanings(self) -> Mapping[str, NDArray[np.float32]]:
        found = vectors([self.text(one) for one in self.candidates])
        return {one.id: row for one, row in zip(self.candidates, found, strict=True)}

    def text(self, statement: Statement) -> str:
        """Return the words that were said."""
        text = self.documents[statement.document].text
        return " ".join(span.of(text) for span in statement.content)

    def name(self, statement: Statement) -> str:
        """Return the name of who made a statement."""
        entity = self._entities.get(statement.speaker or "")
        return entity.name if entity else "an unnamed source"

    def side(self, statement: Statement) -> str | None:
        """Return the entity for which a statement's speaker speaks."""
        return self._sides.get(statement.speaker or "", statement.speaker)

    def is_heading(self, statement: Statement) -> bool:
        """Tell whether a statement stands in a headline."""
        blocks = self.documents[statement.document].blocks
        return any(block.kind == "heading" and block.span.meets(statement.content[0]) for block in blocks)

    def day(self, statement: Statement) -> str:
        """Return when a statement's article came out, empty where that is not known."""
        return self.documents[statement.document].published or ""

    def is_earlier(self, one: Statement, other: Statement, *, same_day: bool = False) -> bool:
        """Tell whether a statement was made before another: by its article's date, in one article by its place."""
        if one.document == other.document:
            return one.content[0] < other.content[0]
        mine, yours = self.day(one), self.day(other)
        if not mine or not yours:
            return True
        return mine[:10] <= yours[:10] if same_day else mine < yours

    def is_repeated(self, one: Statement, meant: Sequence[Statement]) -> bool:
        """Tell whether a statement is one of those that are meant, in another article."""
        return any(
            self.side(one) == self.side(other)
            and float(self._meanings[one.id] @ self._meanings[other.id]) >= _ONE
            for other in meant
        )

    def weights(self, rejoinder: Rejoinder, statements: Sequence[Statement]) -> list[float]:
        """Return how likely a rejoinder is aimed at each of some statements: 0, and up from there."""
        if not statements:
            return []
        text = self.documents[rejoinder.statement.document].text
        said = vectors([rejoinder.words.of(text), self.text(rejoinder.statement)])
        near = [float((said @ self._meanings[one.id]).max()) for one in statements]
        least = sorted(near)[-min(_MOST, len(near))]
        return [
            self._weight(rejoinder, one, likeness) if likeness >= least else 0.0
            for one, likeness in zip(statements, near, strict=True)
        ]

    def _weight(self, rejoinder: Rejoinder, one: Statement, likeness: float) -> float:
        taken = rejoinder.statement
        chance = self._chance(one, taken)
        if chance is None:
            chance = min(1.0, max(0.0, (likeness - _FAR) / (_SURE - _FAR)))
        beside = one.document == taken.document and gap(one, taken) <= _CLOSE
        return chance + _NAMED * self._names_other(rejoinder, one) + _BESIDE * beside

    def _chance(self, one: Statement, taken: Statement) -> float | None:
        """Return how likely two statements contradict each other, None where the pair model does not read them."""
        sides = [self.documents[each.document] for each in (one, taken)]
        if any((document.language or "en") != "en" for document in sides):
            return None
        speakers = ONE if self.side(one) == self.side(taken) else TWO
        mine, yours = (
            accounts_of(document, each) for document, each in zip(sides, (one, taken), strict=True)
        )
        return max(self.judge().relations(a, b, speakers)[-1] for a in mine for b in yours)

    def _names_other(self, rejoinder: Rejoinder, one: Statement) -> bool:
        """Tell whether a denial names who said what it denies, or is named there."""
        if rejoinder.sort != "denied":
            return False
        taken = rejoinder.statement
        around = set(words_of(rejoinder.words.of(self.documents[taken.document].text)))
        mine, yours = self._last_names(taken), self._last_names(one)
        return bool(mine & set(words_of(self.text(one))) or yours & around)

    def _last_names(self, statement: Statement) -> set[str]:
        entity = self._entities.get(statement.speaker or "")
        names = (entity.name, *entity.aliases) if entity else ()
        return {words_of(name)[-1] for name in names if name[:1].isupper() and words_of(name)}


def gap(one: Statement, other: Statement) -> int:
    """Return how many code points lie between the contents of two statements of one article."""
    first, second = sorted(_hull(each) for each in (one, other))
    return max(0, second.start - first.end)


def _hull(statement: Statement) -> Span:
    return Span(statement.content[0].start, statement.content[-1].end)
