"""Totals that are told in parts: eight crew and eleven passengers are nineteen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.alignment.claims import Claim
from rashomon.alignment.passages import Passage
from rashomon.alignment.values import Amount, is_denied
from rashomon.language.intervals import Interval

# What joins two parts of a whole, in so many code points at most.
_JOINT = re.compile(r"[^.;:]*?(?:,|\b(?:and|plus|и|і|та|i|oraz|und|et|y)\b)[^.;:]*")
_FARTHEST = 60


def sums(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the total of counts that one sentence gives of two sorts of persons, where it gives no total itself.

    The claims are those of one passage; the counts of a sort have the topic ``concept/noun``.
    """
    by_concept: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        concept, _, noun = claim.topic.partition("/")
        if noun and not is_denied(claim.value) and Amount.parse(claim.value).interval.exact:
            by_concept[concept].append(claim)
    for concept, parts in by_concept.items():
        whole = [claim for claim in told if claim.topic == concept and "part" not in claim.qualities]
        if not whole and _are_parts(passage, parts):
            yield _total(concept, parts, told)


def _are_parts(passage: Passage, parts: Sequence[Claim]) -> bool:
    if len(parts) < 2 or len({claim.topic for claim in parts}) < len(parts):
        return False
    text = passage.document.text
    gaps = [text[a.span.end : b.span.start] for a, b in pairwise(parts)]
    return all(len(gap) <= _FARTHEST and _JOINT.fullmatch(gap) for gap in gaps)


def _total(concept: str, parts: Sequence[Claim], told: Sequence[Claim]) -> Claim:
    number = sum(Amount.parse(claim.value).interval.low for claim in parts)
    least = next(claim for claim in told if claim.topic == concept)
    return replace(
        least, value=Amount(Interval(number, number)).format(), qualities=least.qualities - {"part"},
        span=parts[-1].span,
    )  # fmt: skip
