"""The nouns of competing hypotheses: what may have been so, and how each answer stands to it.

After Heuer, Psychology of Intelligence Analysis (1999), chapter 8: the hypothesis with the least against it is the one
to look at, not the one with the most for it. A person sets the marks; nothing here judges.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from rashomon.spans import Json

Bearing: TypeAlias = Literal["consistent", "neutral", "inconsistent"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How one answer stands to a hypothesis, by whom, and by which edit."""

    answer: str
    bearing: Bearing
    edit: str
    who: str = ""

    def to_dict(self) -> Json:
        """Return the mark as JSON."""
        return {"answer": self.answer, "bearing": self.bearing, "edit": self.edit, "who": self.who}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Mark:
        """Return the mark that `to_dict` wrote."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What may have been so, in a person's words; its id is that of the edit that wrote it."""

    id: str
    text: str
    who: str = ""
    when: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def against(self) -> int:
        """How many answers are inconsistent with it.

        >>> Hypothesis("h", "It was staged.", marks=(Mark("a", "inconsistent", "e"), Mark("b", "neutral", "f"))).against
        1
        """
        return sum(mark.bearing == "inconsistent" for mark in self.marks)

    def to_dict(self) -> Json:
        """Return the hypothesis as JSON."""
        marks = [mark.to_dict() for mark in self.marks]
        return {"id": self.id, "text": self.text, "who": self.who, "when": self.when, "marks": marks}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Hypothesis:
        """Return the hypothesis that `to_dict` wrote."""
        return cls(
            data["id"],
            data["text"],
            data["who"],
            data["when"],
            tuple(map(Mark.from_dict, data.get("marks", ()))),
        )


def least_against(hypotheses: Sequence[Hypothesis], without: str | None = None) -> tuple[str, ...]:
    """Return the ids of the hypotheses with the fewest answers against them, in their order.

    Those on which nobody has set a mark are left aside; so are the marks on the answer `without`.

    >>> staged = Hypothesis("h1", "Staged.", marks=(Mark("a", "inconsistent", "e"),))
    >>> real = Hypothesis("h2", "Real.", marks=(Mark("a", "consistent", "f"),))
    >>> least_against([staged, real]), least_against([staged, real], without="a")
    (('h2',), ('h1', 'h2'))
    """
    against = {
        row.id: sum(mark.bearing == "inconsistent" and mark.answer != without for mark in row.marks)
        for row in hypotheses
        if row.marks
    }
    fewest = min(against.values(), default=0)
    return tuple(name for name, count in against.items() if count == fewest)


def sensitivity(hypotheses: Sequence[Hypothesis]) -> dict[str, tuple[str, ...]]:
    """Return the answers on which the outcome hangs, each with the ids that have the least against them without it.

    >>> staged = Hypothesis("h1", "Staged.", marks=(Mark("a", "inconsistent", "e"), Mark("b", "neutral", "g")))
    >>> real = Hypothesis("h2", "Real.", marks=(Mark("a", "consistent", "f"),))
    >>> sensitivity([staged, real])
    {'a': ('h1', 'h2')}
    """
    found = least_against(hypotheses)
    answers = dict.fromkeys(mark.answer for row in hypotheses for mark in row.marks)
    without = {answer: least_against(hypotheses, answer) for answer in answers}
    return {answer: names for answer, names in without.items() if names != found}
