"""The extractor as a network: a trunk that reads a window once and a branch that reads it again for each cue.

The trunk is the lower part of MiniLM (Wang et al. 2020); the branch is its upper layers, told by a mark which cue is
meant, as in SRL with a marked predicate (Shi and Lin 2019), but sharing the lower layers between all cues of a window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from rashomon.language.encoder import ACTS
from training.labels import ANCHORS, ROLES


@dataclass(frozen=True)
class Shape:
    """The sizes of the network; widths are those of the encoder it starts from."""

    trunk: int = 4
    branch: int = 2
    width: int = 384
    heads: int = 12
    inner: int = 1536
    dropout: float = 0.1
    parts: int = 0  # fine tags of the auxiliary parse, 0 for none
    relations: int = 0
    names: int = 0


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.rate = shape.heads, shape.dropout
        self.query, self.key, self.value, self.output = (
            nn.Linear(shape.width, shape.width) for _ in range(4)
        )
        self.up, self.down = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.norm1, self.norm2 = nn.LayerNorm(shape.width, 1e-12), nn.LayerNorm(shape.width, 1e-12)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next hidden states [rows, pieces, width]; mask [rows, 1, 1, pieces] is added to the scores."""
        rows, pieces, width = x.shape
        split = (rows, pieces, self.heads, width // self.heads)
        q, k, v = (f(x).view(split).transpose(1, 2) for f in (self.query, self.key, self.value))
        # Written out: on CPUs with bfloat16 the fused kernel's backward pass takes a third of the training time.
        likeness = (q @ k.transpose(2, 3)) * (width // self.heads) ** -0.5 + mask
        seen = (likeness.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(rows, pieces, width)
        x = self.norm1(x + self.output(seen))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Trunk(nn.Module):
    """Reads windows: hidden states and, for each piece, whether an attribution is anchored there."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, shape.width)
        self.places = nn.Embedding(512, shape.width)
        self.features = nn.ModuleList(nn.Embedding(n, shape.width) for n in (3, 4, 3))
        self.norm, self.drop = nn.LayerNorm(shape.width, 1e-12), nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.trunk))
        self.anchor = nn.Linear(shape.width, len(ANCHORS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return hidden states [rows, pieces, width] and anchor scores [rows, pieces, 3]."""
        x = self.words(ids) + self.places(torch.arange(ids.shape[1]))
        for number, embedding in enumerate(self.features):
            x = x + embedding(features[:, :, number])
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x, self.anchor(x)


class Branch(nn.Module):
    """Reads hidden states again for one anchor: the role of each piece, whether it holds, the act."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.mark = nn.Embedding(2, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.branch))
        self.drop = nn.Dropout(shape.dropout)
        self.roles = nn.Linear(shape.width, len(ROLES))
        self.valid = nn.Linear(shape.width, 1)
        self.act = nn.Linear(shape.width, len(ACTS))

    def forward(self, hidden: Tensor, anchors: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return role scores [anchors, pieces, 4], validity [anchors] and acts [anchors, 7]; anchors are one-hot."""
        x = hidden + anchors.unsqueeze(-1) * self.mark.weight[1]
        for layer in self.layers:
            x = layer(x, mask)
        at = (x * anchors.unsqueeze(-1)).sum(1)
        return self.roles(self.drop(x)), self.valid(self.drop(at)).squeeze(-1), self.act(self.drop(at))


class Extractor(nn.Module):
    """Trunk and branch, and the auxiliary parse that teaches the trunk syntax while training."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.trunk, self.branch = Trunk(shape), Branch(shape)
        self.parse = Parser(shape) if shape.parts else None
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=0.02)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        for embedding in self.trunk.features:
            nn.init.zeros_(embedding.weight)
        nn.init.normal_(self.branch.mark.weight, std=0.1)

    def start_from(self, weights: Mapping[str, Tensor]) -> None:
        """Take over the weights of a BERT encoder: embeddings, the first layers into the trunk, the last into the branch."""
        pick = lambda name: weights[name]  # noqa: E731
        self.trunk.words.weight.data.copy_(pick("embeddings.word_embeddings.weight"))
        kind = pick("embeddings.token_type_embeddings.weight")[0]
        self.trunk.places.weight.data.copy_(pick("embeddings.position_embeddings.weight") + kind)
        _norm(self.trunk.norm, weights, "embeddings.LayerNorm")
        count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        for number, layer in enumerate(self.trunk.layers):
            _layer(layer, weights, number)
        for number, layer in enumerate(self.branch.layers):
            _layer(layer, weights, count - len(self.branch.layers) + number)

    def start_from_teacher(self, teacher: Extractor) -> None:
        """Take over all weights of a deeper network but those of the layers left out: evenly, the last one kept."""
        states = teacher.state_dict()
        for part in ("trunk", "branch"):
            mine, theirs = (len(getattr(model, part).layers) for model in (self, teacher))
            kept = [round((number + 1) * theirs / mine) - 1 for number in range(mine)]
            for number, old in enumerate(kept):
                layer = getattr(teacher, part).layers[old].state_dict()
                states.update({f"{part}.layers.{number}.{name}": value for name, value in layer.items()})
        self.load_state_dict({name: states[name] for name in self.state_dict()})


class Parser(nn.Module):
    """Tags, names, heads and relations from the trunk's states: a biaffine parser (Dozat and Manning 2017)."""

    def __init__(self, shape: Shape, size: int = 128) -> None:
        super().__init__()
        self.tags, self.names = nn.Linear(shape.width, shape.parts), nn.Linear(shape.width, shape.names)
        self.child, self.head = nn.Linear(shape.width, size), nn.Linear(shape.width, size)
        self.arc = nn.Linear(size + 1, size, bias=False)
        self.relation = nn.Sequential(nn.Linear(2 * size, size), nn.GELU(), nn.Linear(size, shape.relations))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Return tag scores, name scores, arc scores [rows, child, head], and the halves of the relation scores."""
        child, head = functional.gelu(self.child(x)), functional.gelu(self.head(x))
        one = torch.ones_like(child[..., :1])
        arcs = self.arc(torch.cat([child, one], -1)) @ head.transpose(1, 2)
        return self.tags(x), self.names(x), arcs, child, head


def _norm(norm: nn.LayerNorm, weights: Mapping[str, Tensor], name: str) -> None:
    norm.weight.data.copy_(weights[f"{name}.weight"])
    norm.bias.data.copy_(weights[f"{name}.bias"])


def _layer(layer: Layer, weights: Mapping[str, Tensor], number: int) -> None:
    root = f"encoder.layer.{number}"
    names = {
        "attention.self.query": layer.query, "attention.self.key": layer.key, "attention.self.value": layer.value,
        "attention.output.dense": layer.output, "intermediate.dense": layer.up, "output.dense": layer.down,
    }  # fmt: skip
    for name, linear in names.items():
        linear.weight.data.copy_(weights[f"{root}.{name}.weight"])
        linear.bias.data.copy_(weights[f"{root}.{name}.bias"])
    _norm(layer.norm1, weights, f"{root}.attention.output.LayerNorm")
    _norm(layer.norm2, weights, f"{root}.output.LayerNorm")
