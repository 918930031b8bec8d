"""Train the extractor: annotated articles in, weights out.

    python -m training.train --data DATA --out WEIGHTS.pt [--teacher WEIGHTS.pt] [--device cuda] [--epochs 9 …]

Runs on CPU cores or on a GPU, in bfloat16. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rashomon.language.windows import Window, crop
from training.encoders import minilm, weights
from training.labels import Sample, Target
from training.network import Extractor, Parser, Shape, shaped
from training.prepare import Prepared, prepare
from training.recipe import Recipe, add_flags, of_flags
from training.syntax import IGNORED
from training.variation import Variation

HIDDEN = -1e4
PARSE = 0.5  # the weight of the auxiliary parse


def load(path: Path) -> tuple[Extractor, dict[str, list[str]]]:
    """Return a trained extractor and the labels of its parse."""
    saved = torch.load(path)
    model = Extractor(Shape(**saved["shape"]))
    model.load_state_dict(saved["weights"])
    return model.eval(), saved["labels"]


def batch_of(group: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids [rows, pieces], features [rows, pieces, 3] and an additive mask [rows, 1, 1, pieces], padded."""
    longest = max(map(len, group))
    ids, features = np.zeros((len(group), longest), np.int64), np.zeros((len(group), longest, 3), np.int64)
    mask = np.full((len(group), 1, 1, longest), HIDDEN, np.float32)
    for row, window in enumerate(group):
        ids[row, : len(window)], features[row, : len(window)] = window.ids, window.features
        mask[row, :, :, : len(window)] = 0
    return torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(mask)


def batches(data: Sequence[Sample], size: int, rng: random.Random) -> Iterator[list[Sample]]:
    """Yield samples in batches of about `size` pieces, alike in length, in random order."""
    order = sorted(range(len(data)), key=lambda i: len(data[i].window) + rng.uniform(-8, 8))
    groups, group = [], []
    for index in order:
        group.append(data[index])
        if len(group) * max(len(s.window) for s in group) >= size:
            groups.append(group)
            group = []
    if group:
        groups.append(group)
    rng.shuffle(groups)
    yield from groups


def loss_of(model: Extractor, group: Sequence[Sample], teacher: Extractor | None = None) -> Tensor:
    """Return the loss of a batch: anchors, and for gold anchors and likely wrong ones the branch's work."""
    device = model.trunk.words.weight.device
    ids, features, mask = (part.to(device, non_blocking=True) for part in batch_of([s.window for s in group]))
    hidden, scores = model.trunk(ids, features, mask)
    loss = (
        PARSE * parse_loss(model.parse, group, hidden, mask) if model.parse is not None else scores.sum() * 0
    )
    known = anchor_labels(group, ids.shape)
    if (known == IGNORED).all():
        return loss
    taught = None
    kinds, anchored = torch.from_numpy(known).to(device), max(1, int((known > 0).sum()))
    if teacher is not None:
        with torch.no_grad():
            taught = teacher.trunk(ids, features, mask)
        read = kinds != IGNORED
        loss = loss + divergence(scores[read], taught[1][read]) * int((known != IGNORED).sum()) / anchored
    known[[sample.varied for sample in group]] = IGNORED
    if (known != IGNORED).any():
        sure = torch.from_numpy(known).to(device)
        total = functional.cross_entropy(scores.float().transpose(1, 2), sure, reduction="sum")
        loss = loss + total / max(1, int((known > 0).sum()))
    return loss + branch_loss(model, group, hidden, scores, kinds, teacher, taught)


def anchor_labels(group: Sequence[Sample], shape: Sequence[int]) -> np.ndarray:
    """Return what hangs on each piece [rows, pieces]: 0 nothing, 1 a cue, 2 a content; IGNORED where nobody says."""
    known = np.full(shape, IGNORED, np.int64)
    for row, sample in enumerate(group):
        if sample.annotated:
            own = sample.window.own & sample.window.begins
            known[row, : len(own)][own] = 0
            for target in sample.targets:
                known[row, target.anchor] = target.kind
    return known


def branch_loss(
    model: Extractor,
    group: Sequence[Sample],
    hidden: Tensor,
    scores: Tensor,
    kinds: Tensor,
    teacher: Extractor | None = None,
    taught: tuple[Tensor, Tensor] | None = None,
) -> Tensor:
    """Return the loss of the branch over gold anchors and over the likeliest wrong ones, half as many."""
    rows = [(row, target.anchor, target) for row, sample in enumerate(group) for target in sample.targets]
    likely = scores.detach().float().softmax(-1)[..., 1:].sum(-1).masked_fill(kinds != 0, 0)
    count = min(1 + len(rows) // 2, int((likely > 0.01).sum()))
    wrong = likely.flatten().topk(count).indices.tolist() if count else []
    pairs: list[tuple[int, int, Target | None]] = [*rows]
    pairs += [(place // likely.shape[1], place % likely.shape[1], None) for place in wrong]
    if not pairs:
        return hidden.sum() * 0
    places = [(row, anchor) for row, anchor, _ in pairs]
    crops = [crop(group[row].window, anchor) for row, anchor in places]
    roles, valid, acts = model.branch(*cropped(hidden, places, crops))
    shown, gold = role_labels(group, pairs, crops, roles.shape[:2])
    right = np.array([target is not None for _, _, target in pairs], np.float32)
    act = np.array([IGNORED if target is None else target.act for _, _, target in pairs])
    sure = torch.tensor([not group[row].varied for row, _ in places])
    wanted, seen, right, act = (torch.from_numpy(x).to(hidden.device) for x in (gold, shown, right, act))
    loss = hidden.sum() * 0
    if teacher is not None and taught is not None:
        with torch.no_grad():
            theirs, chance, _ = teacher.branch(*cropped(taught[0], places, crops))
        chance = chance.float().sigmoid()
        right = torch.where(sure.to(right.device), (right + chance) / 2, chance)
        if rows:
            loss = 12 * divergence(roles[seen], theirs[seen])
    loss = loss + functional.binary_cross_entropy_with_logits(valid.float(), right)
    if (gold != IGNORED).any():
        loss = loss + 12 * functional.cross_entropy(roles.float().transpose(1, 2), wanted)
        loss = loss + 0.2 * functional.cross_entropy(acts.float(), act)
    return loss


def role_labels(
    group: Sequence[Sample],
    pairs: Sequence[tuple[int, int, Target | None]],
    crops: Sequence[slice],
    shape: Sequence[int],
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each anchor [anchors, pieces] which pieces have a role to be told, and the role where it is sure."""
    shown, gold = np.zeros(shape, bool), np.full(shape, IGNORED, np.int64)
    for number, ((row, _, target), here) in enumerate(zip(pairs, crops, strict=True)):
        if target is not None:
            window = group[row].window
            words = (window.begins & (window.starts >= 0))[here]
            shown[number, : len(words)] = words
            if not group[row].varied:
                gold[number, : len(words)] = np.where(words, target.roles[here], IGNORED)
    return shown, gold


def divergence(scores: Tensor, taught: Tensor) -> Tensor:
    """Return how far scores are from a teacher's (Hinton et al. 2015): the mean Kullback–Leibler divergence of rows."""
    return functional.kl_div(
        scores.float().log_softmax(-1), taught.float().log_softmax(-1), reduction="batchmean", log_target=True
    )


def cropped(
    hidden: Tensor, pairs: Sequence[tuple[int, int]], crops: Sequence[slice]
) -> tuple[Tensor, Tensor, Tensor]:
    """Return what the branch reads: states [anchors, pieces, width] around each anchor, its place, and the mask."""
    longest = max(here.stop - here.start for here in crops)
    starts, stops = np.array([(here.start, here.stop) for here in crops]).T
    index = starts[:, None] + np.arange(longest)
    beyond = index >= stops[:, None]
    rows, places = np.array(pairs).T
    marks = (index == places[:, None]).astype(np.float32)
    mask = np.where(beyond, np.float32(HIDDEN), np.float32(0))[:, None, None, :]
    index = np.minimum(index, stops[:, None] - 1)
    where, among, anchors, hide = (torch.from_numpy(x).to(hidden.device) for x in (rows, index, marks, mask))
    return hidden[where[:, None], among], anchors, hide


def parse_loss(parser: Parser, group: Sequence[Sample], hidden: Tensor, mask: Tensor) -> Tensor:
    """Return the loss of the auxiliary parse over a batch."""
    tags, names, arcs, child, head = parser(hidden)
    gold = np.full((4, *hidden.shape[:2]), IGNORED, np.int64)
    for row, sample in enumerate(group):
        if (known := sample.syntax) is not None:
            for number, values in enumerate((known.parts, known.names, known.heads, known.relations)):
                gold[number, row, : len(values)] = values
    if (gold[2] == IGNORED).all():
        return hidden.sum() * 0
    known = torch.from_numpy(np.stack(np.nonzero(gold[2] != IGNORED))).to(hidden.device)
    rows, pieces = known
    parts, entities, heads, relations = torch.from_numpy(gold).to(hidden.device)
    pairs = torch.cat([child[rows, pieces], head[rows, heads[rows, pieces]]], -1)
    named = parser.relation(pairs)
    arcs = arcs.float() + mask[:, 0]
    return (
        functional.cross_entropy(tags.float().transpose(1, 2), parts)
        + functional.cross_entropy(names.float().transpose(1, 2), entities)
        + functional.cross_entropy(arcs[rows, pieces], heads[rows, pieces])
        + 0.5 * functional.cross_entropy(named.float(), relations[rows, pieces])
    )


def train(
    model: Extractor, data: Sequence[Sample], recipe: Recipe, teacher: Extractor | None = None
) -> Extractor:
    """Train in place and return the average of the weights over the last steps (Polyak averaging)."""
    rng = random.Random(recipe.seed)
    new = [
        p
        for n, p in model.named_parameters()
        if not n.startswith(("trunk.layers", "trunk.words", "trunk.places", "trunk.norm", "branch.layers"))
    ]
    names = {id(p) for p in new}
    old = [p for p in model.parameters() if id(p) not in names]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": recipe.rate}, {"params": new, "lr": 4 * recipe.rate}],
        weight_decay=0.01,
        fused=True,
    )
    varied = [sample for sample in data if sample.annotated] if teacher else []
    variation = Variation(varied, recipe.seed)
    steps = recipe.epochs * sum(1 for _ in batches([*data, *varied], recipe.size, random.Random(0)))
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99)
    )
    begun, device = time.perf_counter(), next(model.parameters()).device.type
    for epoch in range(recipe.epochs):
        model.train()
        total, count = 0.0, 0
        texts = [*data, *map(variation.vary, varied)]
        for group in batches(texts, recipe.size, rng):
            with torch.autocast(device, torch.bfloat16):
                loss = loss_of(model, group, teacher)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            total, count = total + loss.detach(), count + 1
        print(
            f"epoch {epoch + 1}/{recipe.epochs}  loss {float(total) / count:.3f}  {time.perf_counter() - begun:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    return average.module


def build(
    prepared: Prepared,
    recipe: Recipe,
    encoder: Path,
    *,
    start: Extractor | None = None,
    teacher: Extractor | None = None,
    device: str = "cpu",
) -> Extractor:
    """Return the trained extractor, on the CPU.

    It starts from the weights of an encoder, or from an extractor as large or larger, layers and units left out.
    With a teacher, of any size, it learns the teacher's scores too.
    """
    torch.manual_seed(recipe.seed)
    shape = Shape(trunk=recipe.trunk, branch=recipe.branch, inner=recipe.inner)
    if (labels := prepared.labels) is not None:
        sizes = {"parts": len(labels.parts), "relations": len(labels.relations), "names": len(labels.names)}
        shape = replace(shape, **sizes)
    if start is None:
        found = weights(encoder)
        model = Extractor(shaped(shape, found))
        model.start_from(found)
    else:
        model = Extractor(shape)
        model.start_from_larger(start)
    count = sum(len(sample.targets) for sample in prepared.samples)
    print(f"{len(prepared.samples)} windows, {count} attributions", file=sys.stderr)
    taught = None if teacher is None else teacher.eval().to(device)
    return train(model.to(device), prepared.samples, recipe, taught).cpu()


def save(model: Extractor, prepared: Prepared, recipe: Recipe, path: Path) -> None:
    """Write weights, with what is needed to read them again."""
    labels = prepared.labels and asdict(prepared.labels)
    state = {
        "shape": asdict(model.shape),
        "weights": model.state_dict(),
        "labels": labels,
        "recipe": asdict(recipe),
    }
    torch.save(state, path)


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, help="the folder of annotated articles")
    source.add_argument("--samples", type=Path, help="what training.prepare has made of it")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    parser.add_argument(
        "--encoder", type=Path, default=minilm(), help="the folder of the encoder to start from"
    )
    parser.add_argument("--start", type=Path, help="weights of ours to start from instead")
    parser.add_argument("--teacher", type=Path, help="weights of ours whose scores are learned too")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    add_flags(parser)
    options = parser.parse_args()
    recipe = of_flags(options)
    if options.samples:
        with options.samples.open("rb") as file:
            prepared = Prepared(*pickle.load(file))  # noqa: S301 what our own training.prepare wrote
    else:
        prepared = prepare(options.data, recipe)
    start, teacher = (path and load(path)[0] for path in (options.start, options.teacher))
    model = build(prepared, recipe, options.encoder, start=start, teacher=teacher, device=options.device)
    save(model, prepared, recipe, options.out)


if __name__ == "__main__":
    main()
