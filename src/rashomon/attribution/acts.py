"""What a speaker does with the words: assert, deny, hedge, opine, direct, commit, ask."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

from rashomon.records import Act

# Marks are looked for in the opening of a content: acts of long quotations are those of their first sentences.
_OPENING = 300


@cache
def _marks(language: str) -> Mapping[Act, re.Pattern[str]]:
    data = tomllib.loads(files("rashomon.language").joinpath("data", f"{language}.toml").read_text("utf-8"))
    marks = data.get("marks", {})
    return {
        cast("Act", act): re.compile("|".join(patterns), re.IGNORECASE) for act, patterns in marks.items()
    }


def refine(act: Act, content: str, language: str) -> Act:
    """Return the act that the content shows where the cue shows none; any other act stays.

    >>> refine("assert", "“Will it hold?”", "en")
    'ask'
    >>> refine("deny", "it may rain", "en")
    'deny'
    """
    if act != "assert":
        return act
    shown = content[:_OPENING] if len(content) > _OPENING else content
    return next((mark for mark, pattern in _marks(language).items() if pattern.search(shown)), act)
