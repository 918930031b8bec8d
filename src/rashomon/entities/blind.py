"""Names of one kind joined into entities blind: without their language, their article or what was said around them."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.entities import bearers
from rashomon.entities.naming import Joining, Kind


def cluster_names(names: Sequence[str], kind: Kind) -> Joining:
    """Return the names joined into entities, with the reason of each join; the order of the names does not matter.

    >>> joining = cluster_names(["Putin", "Владимир Путин", "Wladimir Putin"], "person")
    >>> [f"{join.other}: {join.reason}" for join in joining.joins]
    ['Владимир Путин: the names are forms of the same words', 'Putin: the only person of this surname']
    """
    return bearers.cluster(names)
