"""The statements of one event as rejoinders see them: who is on whose side, what came before, how likely each is meant."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice
from math import log

import numpy as np
from numpy.typing import NDArray

from rashomon.alignment.disavowals import Rejoinder
from rashomon.alignment.excerpts import accounts_of, is_heading
from rashomon.alignment.names import words_of
from rashomon.alignment.pairs import ONE, TWO, Comparer, shipped
from rashomon.alignment.sides import find_sides
from rashomon.language.encoder import log_odds
from rashomon.language.meanings import vectors
from rashomon.language.modality import places_of
from rashomon.records import Document, Entity, Statement, hull

# Words of so many letters count as shared, by so many of their first.
_LONG, _STEM = 4, 6
_MARKS = ".,;:!?…“”„«»\"'()[]"
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
    def places(self) -> Mapping[str, int]:
        """The number of each candidate, by its id."""
        return {one.id: number for number, one in enumerate(self.candidates)}

    @cached_property
    def meanings(self) -> NDArray[np.float32]:
        """What the candidates say, as vectors of length 1 [candidates, 512]."""
        return vectors([self.text(one) for one in self.candidates])

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

    @cached_property
    def headings(self) -> frozenset[str]:
        """The ids of the candidates that stand in a headline."""
        return frozenset(one.id for one in self.candidates if is_heading(self.documents[one.document], one))

    @cached_property
    def negated(self) -> frozenset[str]:
        """The ids of the candidates that say that something is not so: to deny it as well is no contradiction."""
        return frozenset(one.id for one in self.candidates if self._is_negated(one))

    def _is_negated(self, statement: Statement) -> bool:
        language = self.documents[statement.document].language or "en"
        words = self.text(statement).casefold().replace("n’t", " not").replace("n't", " not").split()
        return bool(places_of("negation", [word.strip(_MARKS) for word in words], language))

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

    def repeated(self, meant: Sequence[Statement]) -> list[Statement]:
        """Return the candidates that say what one of some candidates says, in their order."""
        rows = self.meanings[[self.places[one.id] for one in meant]]
        alike = (self.meanings @ rows.T).max(axis=1) >= _ONE
        return [one for one, is_alike in zip(self.candidates, alike, strict=True) if is_alike]

    def aims(
        self, rejoinder: Rejoinder, allowed: Callable[[Statement], bool]
    ) -> list[tuple[float, Statement]]:
        """Return the allowed candidates nearest to a rejoinder, the likeliest to be meant first, with how likely (0 to 1)."""
        text = self.documents[rejoinder.statement.document].text
        said = vectors([rejoinder.words.of(text), self.text(rejoinder.statement)])
        near = self.meanings @ said.T if self.candidates else np.zeros((0, 2), np.float32)
        order = np.argsort(-near.max(axis=1), kind="stable").tolist()
        nearest = islice((place for place in order if allowed(self.candidates[place])), _MOST)
        rows = [(self._weight(rejoinder, self.candidates[n], near[n]), self.candidates[n]) for n in nearest]
        return sorted(rows, key=lambda row: (-row[0], row[1].id))

    def _weight(self, rejoinder: Rejoinder, one: Statement, near: NDArray[np.float32]) -> float:
        found = self.signs(rejoinder, one, near)
        weights = shipped_weights()[rejoinder.sort]["read" if "said" in found else "unread"]
        score = sum(weights[name] * value for name, value in found.items())
        return float(1 / (1 + np.exp(-score))) if score > weights["least"] else 0.0

    def signs(self, rejoinder: Rejoinder, one: Statement, near: NDArray[np.float32]) -> Mapping[str, float]:
        """Return by name what tells whether a rejoinder is aimed at a statement.

        `sentence` and `content` are how near its sentence and what is said in it are in meaning to the statement
        (cosine, as `near` has them), `shared` the share of words that both have, those that few statements have counting
        more (Spärck Jones 1972), `said` the log odds of a contradiction by the pair model, left out where it cannot read.
        """
        text = self.documents[rejoinder.statement.document].text
        mine, yours = _stems(rejoinder.words.of(text)), self._stems[one.id]
        shared = self._weigh(mine & yours) / max(1.0, min(self._weigh(mine), self._weigh(yours)))
        found = {"bias": 1.0, "sentence": float(near[0]), "content": float(near[1]), "shared": shared}
        chance = self._chance(one, rejoinder.statement)
        return found if chance is None else found | {"said": log_odds(chance)}

    @cached_property
    def _stems(self) -> Mapping[str, frozenset[str]]:
        return {one.id: _stems(self._around(one)) for one in self.candidates}

    @cached_property
    def _in(self) -> Mapping[str, int]:
        """In how many statements each beginning of a word stands."""
        return Counter(stem for stems in self._stems.values() for stem in stems)

    def _weigh(self, stems: Iterable[str]) -> float:
        return sum(log((len(self._stems) + 1) / max(1, self._in.get(stem, 0))) for stem in stems)

    def _around(self, statement: Statement) -> str:
        accounts = accounts_of(self.documents[statement.document], statement)
        return " ".join(account.text for account in accounts)

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


@cache
def shipped_weights() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """Return the weights of the signs, by sort of rejoinder and by whether the pair model reads the two statements."""
    return tomllib.loads((files("rashomon.alignment") / "data" / "aims.toml").read_text("utf-8"))


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words, in small letters: endings and function words left aside."""
    return frozenset(word[:_STEM] for word in words_of(text) if len(word) >= _LONG)


def gap(one: Statement, other: Statement) -> int:
    """Return how many code points lie between the contents of two statements of one article."""
    first, second = sorted(hull(each.content) for each in (one, other))
    return max(0, second.start - first.end)
