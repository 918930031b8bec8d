"""What does a denial deny, and what is it that somebody takes back? Of what was said before, the likeliest to be meant.

A denial of no words of its own is aimed at what stands right before it ("police rubbished the charge"); the others at what
the pair model, nearness in meaning and shared words speak for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rashomon.alignment.claims import Claim, Quality
from rashomon.alignment.disavowals import Rejoinder
from rashomon.alignment.pairs import Comparer, shipped
from rashomon.alignment.scenes import Scene, gap
from rashomon.records import Document, Entity, Statement, content_id

# A second statement is shown beside the likeliest if it is nearly as likely.
_NEARLY = 0.8
# Code points between a denial that says nothing of its own and what it denies, in one paragraph.
_CLOSE = 150
_BREAK = "\n\n"
# Code points of the earlier words that are shown in the question.
_SHOWN = 90


def read_rejoinders(
    rejoinders: Sequence[Rejoinder],
    documents: Mapping[str, Document],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    judge: Callable[[], Comparer] = shipped,
) -> Iterator[tuple[Statement, Claim]]:
    """Yield, for each rejoinder, the statements that it is most likely aimed at, and itself as said against them.

    Whoever speaks for a body takes back what another said for it. Where nothing that was said is likely enough, nothing
    is yielded.
    """
    scene = Scene(documents, statements, entities, frozenset(one.statement.id for one in rejoinders), judge)
    for rejoinder in rejoinders:
        meant = _meant(rejoinder, scene)
        if meant:
            yield from _claims(rejoinder, meant, scene)


def _meant(rejoinder: Rejoinder, scene: Scene) -> list[Statement]:
    """Return the statements that are most likely meant, the likeliest first, then where other articles repeat them."""

    def allowed(one: Statement) -> bool:
        return may_be_meant(rejoinder, one, scene)

    if rejoinder.is_bare:
        chosen = [
            one for one in _beside(rejoinder.statement, scene) if one.id in scene.places and allowed(one)
        ]
    else:
        ranked = scene.aims(rejoinder, allowed)
        best = ranked[0][0] if ranked else 0.0
        chosen = [one for weight, one in ranked if weight and weight >= _NEARLY * best]
    if not chosen:
        return []
    side = scene.side(chosen[0])
    of_one = [one for one in chosen if scene.side(one) == side][:2]
    again = (one for one in scene.repeated(of_one) if scene.side(one) == side and allowed(one))
    return list(dict.fromkeys((*of_one, *again)))


def _beside(taken: Statement, scene: Scene) -> list[Statement]:
    """Return the statement right before one in its paragraph, if it is close."""
    text = scene.documents[taken.document].text
    before = [
        one
        for one in scene.statements
        if one.document == taken.document and one.content[-1].end <= taken.content[0].start
    ]
    last = max(before, key=lambda one: (one.content[-1].end, one.id), default=None)
    if last is None or gap(last, taken) > _CLOSE:
        return []
    return [] if _BREAK in text[last.content[-1].end : taken.content[0].start] else [last]


def may_be_meant(rejoinder: Rejoinder, one: Statement, scene: Scene) -> bool:
    """Tell whether a rejoinder may be aimed at a statement: by who said it, and when."""
    taken = rejoinder.statement
    if (
        one.id == taken.parent
        or one.parent == taken.id
        or (one.document == taken.document and not gap(one, taken))
    ):
        return False
    heading = one.id in scene.headings
    if rejoinder.sort == "never_said" and one.document == taken.document and not heading:
        return False  # who was misquoted was so elsewhere, or in the headline above his words
    if rejoinder.sort != "never_said" and heading:
        return False  # a headline's words are its outlet's
    mine = scene.side(one) == scene.side(taken)
    if rejoinder.sort == "denied":
        told = one.act in {"assert", "hedge", "opine"} and one.id not in scene.negated
        return told and not mine and scene.is_earlier(one, taken, same_day=True)
    return mine and scene.is_earlier(one, taken, same_day=rejoinder.sort == "never_said")


def _claims(
    rejoinder: Rejoinder, meant: Sequence[Statement], scene: Scene
) -> Iterator[tuple[Statement, Claim]]:
    first = min(meant, key=lambda one: (scene.day(one), one.id))
    topic, ask = f"{rejoinder.sort}/{content_id(first.id)}", _ask(rejoinder, meant[0], scene)
    for one in meant:
        yield one, Claim(one.id, "occurrence", topic, ask, "yes", one.content[0], frozenset({"rejoinder"}))
    taken, qualities = rejoinder.statement, frozenset[Quality]({"rejoinder", rejoinder.sort})
    yield taken, Claim(taken.id, "occurrence", topic, ask, "no", rejoinder.words, qualities)


def _ask(rejoinder: Rejoinder, meant: Statement, scene: Scene) -> str:
    name = scene.name(meant)
    words = " ".join(scene.text(meant).split())
    shown = words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"
    if rejoinder.sort == "never_said":
        return f"Did {name} say this: “{shown}”?"
    if rejoinder.sort == "taken_back":
        return f"Does {name} stand by this: “{shown}”?"
    return f"Is it so, as {name} says: “{shown}”?"
