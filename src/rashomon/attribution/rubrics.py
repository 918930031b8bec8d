"""Labels at the head of an English line that name no speaker: "Note:", "Updated:", "Analysis:"."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def rubrics() -> frozenset[str]:
    """Return the labels, in lower case.

    >>> "note" in rubrics()
    True
    """
    data = tomllib.loads(files("rashomon.language").joinpath("data", "en.toml").read_text("utf-8"))
    return frozenset(data["rubrics"]["words"].split())
