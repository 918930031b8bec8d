"""What English headlines and speaker lines need of the lexicon: reporting verbs with their acts, labels of rubrics."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.records import Act

# Where a verb performs several acts, the first of these wins.
_ORDER: tuple[Act, ...] = ("deny", "commit", "direct", "ask", "assert", "hedge", "opine")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Acts by the lemma of the verb; verbs that report whatever stands before them; labels that name no speaker."""

    acts: Mapping[str, Act]
    core: frozenset[str]
    rubrics: frozenset[str]

    def act(self, lemma: str) -> Act:
        """Return the act of a verb, "assert" of one that is not known."""
        return self.acts.get(lemma, "assert")


@cache
def english() -> Lexicon:
    """Return the English lexicon.

    >>> english().act("deny")
    'deny'
    """
    data = tomllib.loads(files("rashomon.language").joinpath("data", "en.toml").read_text("utf-8"))
    acts = {lemma: act for act in reversed(_ORDER) for lemma in data["verbs"][act].split()}
    words = (frozenset(data[name]["words"].split()) for name in ("core", "rubrics"))
    return Lexicon(acts, *words)
