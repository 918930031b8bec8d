"""The extractor as a network: a trunk that reads a window once and a branch that reads it again for each cue.

The trunk is the lower part of MiniLM (Wang et al. 2020); the branch is its upper layers, told by a mark which cue is
meant, as in SRL with a marked predicate (Shi and Lin 2019), but sharing the lower layers between all cues of a window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log

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
    epsilon: float = 1e-12
    buckets: int = 0  # of distances between pieces that attention is told of, 0 for none
    parts: int = 0  # fine tags of the auxiliary parse, 0 for none
    relations: int = 0
    names: int = 0


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor, heads: int) -> Tensor:
    """Return what each piece takes from the others [rows, pieces, width]; mask [rows, 1, 1, pieces] is added to the scores.

    Written out: on CPUs with bfloat16 the fused kernel's backward pass takes a third of the training time.
    """
    rows, asking, width = q.shape
    q, k, v = (x.view(rows, x.shape[1], heads, width // heads).transpose(1, 2) for x in (q, k, v))
    likeness = (q @ k.transpose(2, 3)) * (width // heads) ** -0.5 + mask
    return (likeness.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(rows, asking, width)


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.rate = shape.heads, shape.dropout
        self.query, self.key, self.value, self.output = (
            nn.Linear(shape.width, shape.width) for _ in range(4)
        )
        self.up, self.down = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.norm1, self.norm2 = (
            nn.LayerNorm(shape.width, shape.epsilon),
            nn.LayerNorm(shape.width, shape.epsilon),
        )
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next hidden states [rows, pieces, width]; mask as `attention` takes it."""
        seen = attention(self.query(x), self.key(x), self.value(x), mask, self.heads)
        x = self.norm1(x + self.output(seen))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Distances(nn.Module):
    """What attention is told of the distance between two pieces (Raffel et al. 2020), as MPNet is; else nothing."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.half = shape.buckets // 2
        self.bias = nn.Embedding(shape.buckets, shape.heads) if shape.buckets else None

    def forward(self, mask: Tensor) -> Tensor:
        """Return the mask [rows, 1, 1, pieces] with a bias for each head and pair of pieces added to it."""
        if self.bias is None:
            return mask
        places = torch.arange(mask.shape[3], device=mask.device)
        apart = places[None, :] - places[:, None]
        near, far = self.half // 2, apart.abs().clamp(min=1)
        logarithmic = near + (torch.log(far / near) / log(128 / near) * (self.half - near)).long()
        size = torch.where(far < near, apart.abs(), logarithmic.clamp(max=self.half - 1))
        return mask + self.bias(size + self.half * (apart > 0)).permute(2, 0, 1)


class Trunk(nn.Module):
    """Reads windows: hidden states and, for each piece, whether an attribution is anchored there."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, shape.width)
        self.places = nn.Embedding(512, shape.width)
        self.features = nn.ModuleList(nn.Embedding(n, shape.width) for n in (3, 4, 3))
        self.norm, self.drop = nn.LayerNorm(shape.width, shape.epsilon), nn.Dropout(shape.dropout)
        self.distances = Distances(shape)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.trunk))
        self.anchor = nn.Linear(shape.width, len(ANCHORS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return hidden states [rows, pieces, width] and anchor scores [rows, pieces, 3]."""
        x = self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device))
        for number, embedding in enumerate(self.features):
            x = x + embedding(features[:, :, number])
        x, mask = self.drop(self.norm(x)), self.distances(mask)
        for layer in self.layers:
            x = layer(x, mask)
        return x, self.anchor(x)


class Branch(nn.Module):
    """Reads hidden states again for one anchor: the role of each piece, whether it holds, the act."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.mark = nn.Embedding(2, shape.width)
        self.distances = Distances(shape)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.branch))
        self.drop = nn.Dropout(shape.dropout)
        self.roles = nn.Linear(shape.width, len(ROLES))
        self.valid = nn.Linear(shape.width, 1)
        self.act = nn.Linear(shape.width, len(ACTS))

    def forward(self, hidden: Tensor, anchors: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return role scores [anchors, pieces, 4], validity [anchors] and acts [anchors, 7]; anchors are one-hot."""
        x, mask = hidden + anchors.unsqueeze(-1) * self.mark.weight[1], self.distances(mask)
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
        """Take over the weights of an encoder: embeddings, the first layers into the trunk, the last into the branch."""
        pick = lambda name: weights[name]  # noqa: E731
        self.trunk.words.weight.data.copy_(pick("embeddings.word_embeddings.weight"))
        kinds = weights.get("embeddings.token_type_embeddings.weight", torch.zeros(1, self.shape.width))
        self.trunk.places.weight.data.copy_(pick("embeddings.position_embeddings.weight") + kinds[0])
        for part in (self.trunk, self.branch):
            if part.distances.bias is not None:
                part.distances.bias.weight.data.copy_(pick("encoder.relative_attention_bias.weight"))
        starting_norm(self.trunk.norm, weights, "embeddings.LayerNorm")
        count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        numbers = [*range(self.shape.trunk), *range(count - self.shape.branch, count)]
        for layer, number in zip([*self.trunk.layers, *self.branch.layers], numbers, strict=True):
            layer.load_state_dict(_narrowed(starting_layer(weights, number), self.shape.inner))

    def start_from_larger(self, larger: Extractor) -> None:
        """Take over the weights of a network with more or wider layers: layers evenly, the last one kept; in each of
        them the units inside that weigh most.
        """
        states = larger.state_dict()
        for part in ("trunk", "branch"):
            mine, theirs = (len(getattr(model, part).layers) for model in (self, larger))
            kept = [round((number + 1) * theirs / mine) - 1 for number in range(mine)]
            for number, old in enumerate(kept):
                layer = _narrowed(getattr(larger, part).layers[old].state_dict(), self.shape.inner)
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


def shaped(shape: Shape, weights: Mapping[str, Tensor]) -> Shape:
    """Return a shape with the width of an encoder's weights, and inside at most as wide."""
    inner, width = weights["encoder.layer.0.intermediate.dense.weight"].shape
    bias = weights.get("encoder.relative_attention_bias.weight")
    told = {} if bias is None else {"buckets": len(bias), "epsilon": 1e-5}
    return replace(shape, width=width, inner=min(inner, shape.inner), **told)


def _narrowed(layer: dict[str, Tensor], inner: int) -> dict[str, Tensor]:
    weight = layer["up.weight"].norm(dim=1) * layer["down.weight"].norm(dim=0)
    units = weight.topk(inner).indices.sort().values
    up, bias, down = layer["up.weight"][units], layer["up.bias"][units], layer["down.weight"][:, units]
    return {**layer, "up.weight": up, "up.bias": bias, "down.weight": down}


def starting_norm(norm: nn.LayerNorm, weights: Mapping[str, Tensor], name: str) -> None:
    """Give a norm the weights of an encoder's norm of that name."""
    norm.weight.data.copy_(weights[f"{name}.weight"])
    norm.bias.data.copy_(weights[f"{name}.bias"])


def starting_layer(weights: Mapping[str, Tensor], number: int) -> dict[str, Tensor]:
    """Return the weights of one layer of an encoder under our names."""
    names = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "output": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
        "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm",
    }  # fmt: skip
    root = f"encoder.layer.{number}"
    return {
        f"{mine}.{kind}": weights[f"{root}.{theirs}.{kind}"]
        for mine, theirs in names.items()
        for kind in ("weight", "bias")
    }
