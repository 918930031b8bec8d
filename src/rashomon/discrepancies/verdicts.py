"""Whether two answers to one question can both stand, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rashomon.alignment.values import Amount, Occasion, denied, is_denied, read_actors
from rashomon.language.places import Place
from rashomon.language.sites import Site
from rashomon.records import Answer, DiscrepancyKind, QuestionKind

# Ranks of the rules, as pairs of each were read by eye; `confidence` makes frequencies of them.
SURE, TURNED, LIKELY, WEAK = 0.85, 0.8, 0.7, 0.5
# A count this small beside one this many times as large is a part of it: three dead among thirty.
_FEW, _TIMES = 3, 4.0

# Whoever did it is called so: who is named beside these words may be the same.
_DOERS = frozenset({
    "team", "winner", "gunman", "shooter", "assailant", "thief", "robber", "burglar", "intruder", "hijacker", "kidnapper",
    "bomber", "arsonist", "killer", "murderer", "hacker", "culprit", "perpetrator",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Position:
    """An answer with what its statements say of where and when it was given.

    `documents` are origins: reprints count as the article they reprint, a reused paragraph also as the one it is from. `first` and `last` are ISO times of
    publication; `side` is the entity the speaker speaks for, `medium` whether the outlet itself speaks, `named`
    whether the value is of known entities alone and of nobody who is only described, `firsthand` whether it is the
    speaker who is quoted and not what another says of him.
    """

    answer: Answer
    side: str
    medium: bool
    named: bool
    documents: frozenset[str]
    first: str
    last: str
    firsthand: bool = True

    def has(self, quality: str) -> bool:
        """Tell whether the answer is meant so."""
        return quality in self.answer.qualities


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two answers part, why, in words, and how the rule ranks; `kind` where it is not the question's."""

    parts: bool
    reason: str
    rank: float = SURE
    kind: DiscrepancyKind | None = None


def judge(kind: QuestionKind, one: Position, other: Position) -> Verdict | None:
    """Return whether the answers part or agree though they look different; None where they cannot be compared."""
    if one.answer.value == other.answer.value:
        return None
    judge_kind = _JUDGES.get(kind)
    return judge_kind(one, other) if judge_kind else None


def _numbers(one: Position, other: Position) -> Verdict | None:
    if is_denied(one.answer.value) or is_denied(other.answer.value):
        return _refuted(one, other)
    mine, yours = Amount.parse(one.answer.value), Amount.parse(other.answer.value)
    meets = mine.meets(yours)
    if meets is None or _is_share_of(mine, yours):
        return None
    if meets:
        return Verdict(False, _nearness(mine, yours))
    if one.has("growing") and other.has("growing"):
        return _growing(one, other, mine, yours)
    if (one.has("stock") or other.has("stock")) and one.last[:10] != other.first[:10]:
        return None  # so many then, so many now
    earlier, later = sorted((one, other), key=lambda position: position.first)
    if (one.has("provisional") or other.has("provisional")) and one.side == other.side:
        return Verdict(False, "the speaker called the first figure provisional")
    if earlier.has("provisional") and earlier.last[:10] < later.first[:10]:
        return Verdict(False, "the earlier figure was called provisional")
    unsure = one.has("hedged") or other.has("hedged")
    if earlier.has("hedged") and one.side == other.side:
        return Verdict(False, "the first figure was given with reserve")
    return Verdict(True, "no number fits both", WEAK if unsure else SURE)


def _refuted(one: Position, other: Position) -> Verdict | None:
    """Judge a figure against the word that it is wrong; to a figure of one's own, that word is a correction."""
    refuting, held = (one, other) if is_denied(one.answer.value) else (other, one)
    if refuting.answer.value != denied(held.answer.value) or one.side == other.side:
        return None
    return Verdict(True, "one gives the figure, the other says that it is wrong", LIKELY)


def _is_share_of(mine: Amount, yours: Amount) -> bool:
    ends = sorted((mine.interval.high, yours.interval.high))
    return mine.unit is None and ends[0] <= _FEW and ends[1] >= ends[0] * _TIMES


def _nearness(mine: Amount, yours: Amount) -> str:
    if mine.unit != yours.unit:
        return "the same amount in other units"
    if mine.interval.exact and yours.interval.exact:
        return "one figure is the other, rounded"
    return "one lies inside the other"


def _growing(one: Position, other: Position, mine: Amount, yours: Amount) -> Verdict | None:
    """Judge two counts that can only rise: a later and higher one is news, a later and lower one is not."""
    apart = one.side != other.side
    if one.documents & other.documents and apart:
        unsure = one.has("provisional") or other.has("provisional")
        return Verdict(True, "two counts at one time", LIKELY if unsure else SURE)
    if one.documents & other.documents and one.has("heading") != other.has("heading"):
        return Verdict(True, "the headline has another count than the text", SURE)
    lower = one if mine.interval.low <= yours.interval.low else other
    if lower.has("provisional"):
        return Verdict(False, "the lower count was still going on")
    if one.first == other.first and not one.documents & other.documents:
        return None  # nobody can tell which is the newer one
    if one.first > other.first:
        one, other, mine, yours = other, one, yours, mine
    if mine.interval.low <= yours.interval.low:
        if one.has("final"):
            return Verdict(True, "the first count was called final", SURE)
        return Verdict(False, "a later, higher count")
    if one.has("hedged") and one.side == other.side:
        return Verdict(False, "the first figure was given with reserve")
    return None if other.has("stock") else Verdict(True, "the later count is lower", LIKELY)


def _times(one: Position, other: Position) -> Verdict | None:
    mine, yours = Occasion.parse(one.answer.value), Occasion.parse(other.answer.value)
    meets = mine.meets(yours)
    if meets is None:
        return None
    if meets:
        return Verdict(False, "one time lies inside the other")
    unsure = mine.about or yours.about or one.has("hedged") or other.has("hedged")
    return Verdict(True, "no time fits both", WEAK if unsure else LIKELY)


def _places(one: Position, other: Position) -> Verdict | None:
    sites = Site.parse(one.answer.value), Site.parse(other.answer.value)
    if sites[0] and sites[1]:
        return Verdict(True, "the places are of two kinds", WEAK) if sites[0].parts_from(sites[1]) else None
    mine, yours = Place.parse(one.answer.value), Place.parse(other.answer.value)
    if mine is None or yours is None:
        return None
    relation = mine.relation(yours)
    if relation == "apart":
        return Verdict(True, "the places lie apart", LIKELY)
    return Verdict(
        False, "one place lies inside the other" if relation == "inside" else "the places lie close together"
    )


def _actors(one: Position, other: Position) -> Verdict | None:
    if one.has("quoted") or other.has("quoted"):
        return _sayings(one, other)
    (mine, not_me), (yours, not_you) = read_actors(one.answer.value), read_actors(other.answer.value)
    if not_me and not_you:
        return None
    if not_me or not_you:
        return Verdict(True, "one names whom the other rules out", LIKELY) if mine & yours else None
    if mine & yours:
        return Verdict(False, "one names some of those the other names")
    if mine <= _DOERS or yours <= _DOERS:
        return None
    if one.side == other.side and not (one.named and other.named):
        return Verdict(False, "one may be a description of the other")
    return Verdict(True, "they name different ones", LIKELY)


def _sayings(one: Position, other: Position) -> Verdict | None:
    if one.side == other.side or one.documents & other.documents:
        return None
    return Verdict(True, "the same words are given to two speakers", LIKELY, "attribution")


def _occurrences(one: Position, other: Position) -> Verdict | None:
    values = {one.answer.value, other.answer.value}
    if one.has("rejoinder"):
        return _rejoined(one, other)
    if values == {"yes", "no"}:
        return Verdict(True, "one says it happened, the other that it did not", LIKELY)
    certain = one if one.answer.value == "yes" else other
    if "yes" in values and certain.has("heading") and one.documents & other.documents:
        return Verdict(True, "the headline states what the text calls possible", WEAK, "modality")
    if one.side == other.side and "perhaps" in values and not one.documents & other.documents:
        certain, unsure = (one, other) if other.answer.value == "perhaps" else (other, one)
        grew = "surer" if unsure.first <= certain.first else "less sure"
        return Verdict(True, f"the same side was {grew} of it later", WEAK, "modality")
    return None


def _rejoined(one: Position, other: Position) -> Verdict:
    """Judge what was said against what somebody said against it."""
    if one.has("taken_back") or other.has("taken_back"):
        return Verdict(True, "the speaker takes back what was said before", TURNED)
    if one.has("never_said") or other.has("never_said"):
        return Verdict(True, "the speaker denies having said this", TURNED, "attribution")
    return Verdict(True, "one says it, the other denies it", LIKELY)


_JUDGES: Mapping[QuestionKind, Callable[[Position, Position], Verdict | None]] = {
    "number": _numbers, "time": _times, "place": _places, "actor": _actors, "occurrence": _occurrences,
}  # fmt: skip
