"""Make the shipped model from nothing: train, export to int8, calibrate, measure.

    python -m training.make --data DATA [--out src/rashomon/language/model]

Twenty-five minutes on two CPU cores. Prints the figures of MODEL/CARD.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.calibrate import calibrate
from training.export import export
from training.train import Recipe, build

MODEL = Path(__file__).parents[1] / "src" / "rashomon" / "language" / "model"


def main() -> None:
    """Make the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of annotated articles")
    parser.add_argument("--out", type=Path, default=MODEL, help="where the model goes")
    options = parser.parse_args()
    model, labels = build(options.data, Recipe())
    if labels is None:
        raise ValueError("the recipe leaves out the parse, which the package needs")
    export(model.eval(), labels, options.out)
    calibrate(options.out, options.data)


if __name__ == "__main__":
    main()
