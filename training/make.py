"""Make the shipped model from nothing: train three times, average, export to int8, calibrate, measure.

    python -m training.make --data DATA [--out src/rashomon/language/model]

The three trainings start from the same weights and see the same articles in windows of different lengths; the average
of their weights reads better than each (Wortsman et al. 2022, "Model soups"). About an hour on two CPU cores.
"""

from __future__ import annotations

import argparse
import copy
from collections.abc import Sequence
from pathlib import Path

import torch

from training.calibrate import calibrate
from training.export import export
from training.network import Extractor
from training.train import Recipe, build

MODEL = Path(__file__).parents[1] / "src" / "rashomon" / "language" / "model"
RECIPES = (
    Recipe(longest=192, context=24),
    Recipe(longest=160, context=40),
    Recipe(longest=128, context=32, epochs=7),
)


def average(models: Sequence[Extractor]) -> Extractor:
    """Return a model whose weights are the mean of those of others of the same shape."""
    states = [model.state_dict() for model in models]
    mean = copy.deepcopy(models[0])
    mean.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return mean


def main() -> None:
    """Make the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of annotated articles")
    parser.add_argument("--out", type=Path, default=MODEL, help="where the model goes")
    options = parser.parse_args()
    built = [build(options.data, recipe) for recipe in RECIPES]
    labels = built[0][1]
    if labels is None:
        raise ValueError("the recipe leaves out the parse, which the package needs")
    export(average([model for model, _ in built]).eval(), labels, options.out)
    calibrate(options.out, options.data)


if __name__ == "__main__":
    main()
