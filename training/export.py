"""Write a trained extractor as the ONNX files that the package ships.

    python -m training.export WEIGHTS.pt --out src/rashomon/language/model [--exact]

Linear layers and embeddings become int8 (dynamic quantisation) unless --exact is given: `training.measure`
tells what that costs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training import network
from training.calibrate import PLAIN, write
from training.encoders import minilm
from training.network import Extractor, Parser
from training.train import load


class _Attention(torch.autograd.Function):
    """Attention as the runtime's one operator for it, over rows that are not padded."""

    @staticmethod
    def forward(_: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:  # noqa: ARG004
        return q + k + v  # only the shape matters while the graph is traced

    @staticmethod
    def symbolic(graph: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        out = graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads)
        out.setType(q.type())
        return out


BARE = torch.zeros(1)  # no row is padded, so nothing is masked


class _Trunk(nn.Module):
    """The trunk with the likelihood of an anchor instead of scores, and what it says of the syntax."""

    def __init__(self, model: Extractor, parser: Parser) -> None:
        super().__init__()
        self.trunk, self.parser = model.trunk, parser

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        hidden, scores = self.trunk(ids, features, BARE)
        parts, names, arcs, child, head = self.parser(hidden)
        return hidden, 1 - scores.softmax(-1)[..., 0], parts.argmax(-1), names.argmax(-1), arcs, child, head


class _Relation(nn.Module):
    """The relation of tokens to their heads, from the halves that the trunk gives."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.relation = parser.relation

    def forward(self, child: Tensor, head: Tensor) -> Tensor:
        return self.relation(torch.cat([child, head], -1)).argmax(-1)


class _Branch(nn.Module):
    def __init__(self, model: Extractor) -> None:
        super().__init__()
        self.branch = model.branch

    def forward(self, hidden: Tensor, anchors: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        roles, valid, act = self.branch(hidden, anchors, BARE)
        return roles.log_softmax(-1), valid.sigmoid(), act.argmax(-1)


def export(model: Extractor, labels: dict[str, list[str]], folder: Path, *, exact: bool = False) -> None:
    """Write a model's files into a folder: three networks, tokenizer, labels, and a calibration still to be fitted."""
    folder.mkdir(parents=True, exist_ok=True)
    ids, features = torch.ones(2, 7, dtype=torch.long), torch.ones(2, 7, 3, dtype=torch.long)
    parser = model.parse
    if parser is None:
        raise ValueError("these weights were trained without --parse: the package needs the parse too")
    hidden, anchors = torch.zeros(2, 7, model.shape.width), torch.zeros(2, 7)
    text = {0: "rows", 1: "pieces"}
    write_network(
        _Trunk(model, parser), (ids, features), folder / "trunk.onnx", exact,
        {"ids": text, "features": text},
        {**dict.fromkeys(("hidden", "likely", "parts", "names", "child", "head"), text), "arcs": {**text, 2: "heads"}},
    )  # fmt: skip
    write_network(
        _Branch(model), (hidden, anchors), folder / "branch.onnx", exact,
        {"hidden": text, "anchors": text}, {"roles": text, "valid": {0: "rows"}, "act": {0: "rows"}},
    )  # fmt: skip
    halves = torch.zeros(3, parser.child.out_features), torch.zeros(3, parser.child.out_features)
    tokens = {0: "tokens"}
    write_network(
        _Relation(parser), halves, folder / "relation.onnx", exact,
        {"child": tokens, "head": tokens}, {"relation": tokens},
    )  # fmt: skip
    (folder / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", "utf-8")
    shutil.copyfile(minilm() / "tokenizer.json", folder / "tokenizer.json")
    write(folder, PLAIN)


def write_network(
    module: nn.Module, example: tuple[Tensor, ...], path: Path, exact: bool, inputs: dict[str, dict[int, str]],
    outputs: dict[str, dict[int, str]],
) -> None:  # fmt: skip
    """Write a network as ONNX, its linear layers and embeddings as int8 unless `exact`."""
    with tempfile.TemporaryDirectory() as folder:
        plain = path if exact else Path(folder) / path.name
        with patch.object(network, "attention", lambda q, k, v, _, heads: _Attention.apply(q, k, v, heads)):
            torch.onnx.export(
                module.eval(), example, str(plain), input_names=list(inputs), output_names=list(outputs),
                dynamic_axes={**inputs, **outputs}, opset_version=17, dynamo=False,
                custom_opsets={"com.microsoft": 1},
            )  # fmt: skip
        if not exact:
            quantize_dynamic(
                plain,
                path,
                weight_type=QuantType.QInt8,
                per_channel=True,
                op_types_to_quantize=["MatMul", "Gather"],
            )


def main() -> None:
    """Export the weights named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--exact", action="store_true", help="keep 32-bit floating point")
    options = parser.parse_args()
    export(*load(options.weights), options.out, exact=options.exact)


if __name__ == "__main__":
    main()
