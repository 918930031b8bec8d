"""When: the dates and clock times in a passage, and what happened then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rashomon.alignment.claims import HAPPENING, Claim, Quality, topic_of
from rashomon.alignment.passages import Passage, clause_of
from rashomon.alignment.values import Occasion
from rashomon.language.concepts import Mention
from rashomon.language.modality import Sort, places_of
from rashomon.language.moments import DAY, Moment
from rashomon.language.times import published_offset

# How far a time may stand from the word that says what happened: steps of the tree, or words without a tree.
_REACH_TREE = 5
_REACH_WORDS = 6
# A negation so many words before a time rules it out.
_NEXT = 2
# Words that say how far a count goes stand so many words before the time at most.
_BOUND = 4
_ENDING = frozenset(
    {"extinguish", "douse", "quench", "contain", "end", "stop", "cease", "finish", "conclude", "halt"}
)
_PUTTING = frozenset({"put", "go", "burn", "stamp"})


def read_times_of(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says on "when" questions: each time with the happening nearest to it."""
    if passage.act in {"deny", "ask", "direct"} or not passage.moments:
        return
    for moment, occasion in occasions(passage):
        if _is_ruled_out(passage, moment):
            continue
        mention = _mention(passage, moment)
        if mention is None or _is_of_the_end(passage, mention):
            continue
        if not passage.denied_before(mention.first, moment.span):
            concept = mention.concept
            yield Claim(
                passage.statement.id, "time", topic_of(concept), concept.ask["time"], occasion.format(), moment.span,
                _qualities(passage),
            )  # fmt: skip


def _is_of_the_end(passage: Passage, mention: Mention) -> bool:
    """Tell whether the time is when the happening ended: "the fire was put out at noon" (English)."""
    if not passage.has_syntax:
        return False
    verb = passage.parse.tokens[clause_of(passage.parse, mention.first)]
    inside = mention.first <= verb.index <= mention.last
    out = any(child.dep == "prt" and child.lemma == "out" for child in passage.parse.children[verb.index])
    return not inside and (verb.lemma in _ENDING or (verb.lemma in _PUTTING and out))


def _is_ruled_out(passage: Passage, moment: Moment) -> bool:
    """Tell whether a time is none of the happening: "not on Monday but on Sunday", "14 dead up to 11.00 hours today"."""
    tokens = passage.tokens_in(moment.span)
    behind: tuple[tuple[Sort, int], ...] = (("negation", _NEXT), ("up_to", _BOUND))
    return any(
        0 < tokens[0].index - passage.tokens[place].index <= reach
        for sort, reach in behind if tokens
        for place in places_of(sort, passage.words, passage.language)
    )  # fmt: skip


def occasions(passage: Passage) -> Iterator[tuple[Moment, Occasion]]:
    """Yield each clock time with the day named beside it, and each day that has no clock time beside it."""
    clocks = [moment for moment in passage.moments if moment.is_clock]
    days = [moment for moment in passage.moments if not moment.is_clock]
    for clock in clocks:
        if clock.bound != "state":
            day = min(days, key=lambda day: abs(day.span.start - clock.span.start)) if days else None
            yield clock, _clock(passage, clock, day)
    if not clocks:
        for day in days:
            if day.bound is None and day.first is not None:
                yield day, Occasion(day.first, day.last)


def _clock(passage: Passage, clock: Moment, day: Moment | None) -> Occasion:
    first = day.first if day and day.first == day.last else None
    here = passage.offset if passage.offset is not None else published_offset(passage.document.published)
    minute, until = _bounded(clock)
    if minute < 0:
        first = first - timedelta(days=1) if first else None
        minute, until = minute + DAY, until + DAY
    told = Occasion(
        first, first, minute, until, clock.zone if clock.zone is not None else here,
        clock.bound == "about", clock.halved,
    )  # fmt: skip
    return told.shifted(here)


def _bounded(clock: Moment) -> tuple[int, int]:
    """Return the minutes of a clock time, "before" and "after" it as the half day that ends or begins there."""
    minute, until = clock.minute or 0, clock.until or 0
    if clock.part or clock.bound not in {"before", "after"}:
        return minute, until
    if clock.bound == "before" and not minute:
        minute = DAY  # midnight ends the day that is named
    return (minute - DAY // 2, minute) if clock.bound == "before" else (until, until + DAY // 2)


def _mention(passage: Passage, moment: Moment) -> Mention | None:
    tokens = passage.tokens_in(moment.span)
    if not tokens:
        return None
    near = [
        (
            min(passage.distance(tokens[0].index, end) for end in (mention.first, mention.last)),
            mention.first,
            mention,
        )
        for mention in passage.mentions
        if "time" in mention.concept.ask
        and not mention.concept.particular
        and passage.in_one_clause(tokens[0].index, mention)
    ]
    reach = _REACH_TREE if passage.has_syntax else _REACH_WORDS
    within = [one for one in near if one[0] <= reach]
    named = [one for one in within if topic_of(one[2].concept) != HAPPENING]
    best = min(named or within, key=lambda one: one[:2], default=None)
    return best[2] if best else None


def _qualities(passage: Passage) -> frozenset[Quality]:
    found: set[Quality] = set()
    if passage.heading:
        found.add("heading")
    if passage.act in {"hedge", "opine"} or passage.has("hedge"):
        found.add("hedged")
    return frozenset(found)
