"""A claim: one answer that one statement gives to one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from rashomon.language.concepts import Concept
from rashomon.records import QuestionKind, Span

# growing: the count can only rise. provisional, final: the speaker says so. hedged: not said outright.
# denied: the speaker says it is not so. stock: so many at that time, which may fall.
# part: counted of some of them alone, and so the least that all can be.
# quoted: the question is who said the words. heading: it stands in a headline.
# taken_back, never_said: the speaker disavows what he is reported to have said. rejoinder: the question is whether
# something that was said stands, against which somebody turned.
Quality: TypeAlias = Literal[
    "growing", "provisional", "final", "hedged", "denied", "heading", "stock", "quoted", "part",
    "taken_back", "never_said", "rejoinder",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """What one statement says on one question: the kind and topic of the question, its text, and the value.

    `topic` is the same for claims about the same thing, in all languages: a concept's name, or lemmas.
    """

    statement: str
    kind: QuestionKind
    topic: str
    ask: str
    value: str
    span: Span
    qualities: frozenset[Quality] = frozenset()


# The topic of what happened, where a speaker does not say what that was.
HAPPENING = "?happening"


def topic_of(concept: Concept) -> str:
    """Return the topic of a claim on when or where something was.

    >>> from rashomon.language.concepts import concepts
    >>> topic_of(concepts()["explosion"]), topic_of(concepts()["happening"])
    ('explosion', '?happening')
    """
    return HAPPENING if f"?{concept.name}" == HAPPENING else concept.name
