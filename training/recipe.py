"""How the shipped weights are made: what is read, in what windows, by a network of what size, how long."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, fields

from rashomon.language.windows import CONTEXT, LONGEST


@dataclass(frozen=True)
class Recipe:
    """One training; an ablation changes one line."""

    epochs: int = 9
    rate: float = 3e-4
    size: int = 1600  # pieces in a batch
    seed: int = 1
    trunk: int = 4  # layers
    branch: int = 2
    inner: int = 1536  # width of the layers inside
    longest: int = LONGEST  # pieces in a window
    context: int = CONTEXT  # pieces of what stands before it
    parse: bool = True  # learn the parse of the texts beside
    ours: bool = True  # our own articles
    gum: bool = True  # our attributions in GUM


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Add a flag for each line of the recipe."""
    for field in fields(Recipe):
        flag = f"--{field.name}"
        if isinstance(field.default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=field.default)
        else:
            parser.add_argument(flag, type=type(field.default), default=field.default)


def of_flags(options: argparse.Namespace) -> Recipe:
    """Return the recipe that flags name."""
    return Recipe(**{field.name: getattr(options, field.name) for field in fields(Recipe)})
