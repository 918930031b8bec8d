"""Make the shipped model from nothing: a teacher, three students, their average, int8, calibration.

    python -m training.make --data DATA --mpnet all-mpnet-base-v2 [--device cuda] [--out src/rashomon/language/model]

The teacher is MPNet. Two students learn from the annotation alone, in windows of different lengths, one from the
teacher too, also on texts whose words are swapped; all start from the same weights, and the average of their weights
reads better than each (Wortsman et al. 2022, "Model soups"). The trainings of the shipped weights took three and
a half minutes on an H100, side by side; on two CPU cores, by the time of their steps, about five hours.
"""

from __future__ import annotations

import argparse
import copy
from collections.abc import Sequence
from pathlib import Path

import torch

from training.calibrate import calibrate
from training.encoders import minilm
from training.export import export
from training.network import Extractor
from training.prepare import prepare
from training.recipe import Recipe
from training.train import build

MODEL = Path(__file__).parents[1] / "src" / "rashomon" / "language" / "model"
TEACHER = Recipe(trunk=8, branch=3, inner=3072, rate=7e-5, epochs=4)
PLAIN = (Recipe(epochs=7), Recipe(epochs=7, longest=160, context=40))
TAUGHT = Recipe(epochs=3, size=3200, rate=4e-4)
SHARES = (0.25, 0.25, 0.5)


def average(models: Sequence[Extractor], shares: Sequence[float]) -> Extractor:
    """Return a model whose weights are the mean of those of others of the same shape, by their shares."""
    states = [model.state_dict() for model in models]
    mean = copy.deepcopy(models[0])
    mean.load_state_dict({
        name: sum((share * state[name] for share, state in zip(shares, states, strict=True)), torch.zeros(()))
        for name in states[0]
    })  # fmt: skip
    return mean


def main() -> None:
    """Make the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of annotated articles")
    parser.add_argument("--mpnet", type=Path, required=True, help="the folder of the teacher's encoder")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--out", type=Path, default=MODEL, help="where the model goes")
    options = parser.parse_args()
    long, short = (prepare(options.data, recipe) for recipe in PLAIN)
    if long.labels is None:
        raise ValueError("the recipe leaves out the parse, which the package needs")
    teacher = build(long, TEACHER, options.mpnet, device=options.device)
    students = [
        *(build(text, recipe, minilm(), device=options.device) for text, recipe in zip((long, short), PLAIN, strict=True)),
        build(long, TAUGHT, minilm(), teacher=teacher, device=options.device),
    ]  # fmt: skip
    export(average(students, SHARES).eval(), vars(long.labels), options.out)
    calibrate(options.out, options.data)


if __name__ == "__main__":
    main()
