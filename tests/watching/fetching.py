"""Fetchers for tests: in no need of pauses, and free to ask this machine."""

from __future__ import annotations

from typing import Any

from rashomon.watching import PRIVATE, Fetcher, Guard, Limits

QUICK = {"seconds": 5.0, "delay": 0.0, "largest": 100_000}


def fetcher(**given: Any) -> Fetcher:
    limits = Limits(**{**QUICK, **given.pop("limits", {})})
    return Fetcher(given.pop("store", None), guard=given.pop("guard", Guard(PRIVATE)), limits=limits, **given)
