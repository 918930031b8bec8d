"""Names of one kind joined into entities blind: without their language, their article or what was said around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rashomon.entities import bearers, institutions, localities
from rashomon.entities.naming import Joining, Kind

_WAYS: Mapping[Kind, Callable[[Sequence[str]], Joining]] = {
    "person": bearers.cluster,
    "place": localities.cluster,
    "organization": institutions.cluster,
}


def cluster_names(names: Sequence[str], kind: Kind) -> Joining:
    """Return the names joined into entities, with the reason of each join; the order of the names does not matter.

    >>> joining = cluster_names(["Putin", "Władimir Putin", "Władimira Putina"], "person")
    >>> [f"{join.other}: {join.reason}" for join in joining.joins]
    ['Władimira Putina: the surname and the given name are spellings and forms of the same', 'Putin: the only person of this surname']
    """
    return _WAYS[kind](names)
