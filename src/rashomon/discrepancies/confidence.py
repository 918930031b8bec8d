"""How sure a discrepancy is: how often the rule that found it was right where the truth is known."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Any

from rashomon.records import Between, DiscrepancyKind


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line in log odds from the rank of a rule to a chance, moved by the kind and by between whom (Platt scaling)."""

    bias: float = 0.0
    slope: float = 1.0
    kinds: Mapping[str, float] | None = None
    between: Mapping[str, float] | None = None

    def confidence(self, kind: DiscrepancyKind, between: Between, rank: float) -> float:
        """Return the chance, 0 to 1, that a discrepancy which a rule of this rank found is one.

        >>> Calibration().confidence("number", "speakers", 0.7)
        0.7
        >>> Calibration(kinds={"time": -1.0}).confidence("time", "self", 0.5)
        0.27
        """
        moved = (self.kinds or {}).get(kind, 0.0) + (self.between or {}).get(between, 0.0)
        odds = self.bias + self.slope * log(rank / (1 - rank)) + moved
        return round(1 / (1 + exp(-odds)), 2)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Calibration:
        """Return the calibration that a table of numbers holds."""
        return cls(data["bias"], data["slope"], data.get("kinds"), data.get("between"))


# Ranks as they are: what calibration starts from.
PLAIN = Calibration()


@cache
def shipped() -> Calibration:
    """Return the calibration that ships, as `training.reliability` made it."""
    text = (files("rashomon.discrepancies") / "data" / "confidence.toml").read_text("utf-8")
    return Calibration.from_dict(tomllib.loads(text))
