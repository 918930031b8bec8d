"""Train the extractor: annotated articles in, weights out.

    python -m training.train --out WEIGHTS.pt --data DATA [--dev wikinews/dev.jsonl ...]

DATA is the folder that holds wikinews/train.jsonl and styles/train.jsonl; our own articles are beside this file.
Runs on CPU cores with bfloat16. Seeds are fixed; figures on the dev files are printed at the end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from rashomon.evaluation.attribution import Tally
from rashomon.language.decoding import best_roles, spans_of
from rashomon.language.parser import parse
from rashomon.language.windows import Window, crop
from training.corpus import OURS, corpus, document, records, samples
from training.labels import Sample
from training.network import Extractor, Parser, Shape
from training.syntax import IGNORED, Labels, inventory, syntax

HIDDEN = -1e4
PARSE = 0.5  # the weight of the auxiliary parse


def encoder(folder: Path) -> tuple[Tokenizer, dict[str, Tensor]]:
    """Return the tokenizer and the weights that training starts from."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, load_file(folder / "model.safetensors")


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


def loss_of(model: Extractor, group: Sequence[Sample]) -> Tensor:
    """Return the loss of a batch: anchors, and for gold anchors and likely wrong ones the branch's work."""
    ids, features, mask = batch_of([s.window for s in group])
    hidden, scores = model.trunk(ids, features, mask)
    kinds = torch.full(ids.shape, -100)
    for row, sample in enumerate(group):
        if not sample.annotated:
            continue
        own = torch.from_numpy(sample.window.own & sample.window.begins)
        kinds[row, : len(own)][own] = 0
        for target in sample.targets:
            kinds[row, target.anchor] = target.kind
    extra = PARSE * parse_loss(model.parse, group, hidden) if model.parse is not None else 0.0
    if (kinds == IGNORED).all():
        return extra + scores.sum() * 0
    loss = functional.cross_entropy(scores.float().transpose(1, 2), kinds, reduction="sum") / max(
        1, (kinds > 0).sum()
    )
    return extra + loss + branch_loss(model, group, hidden, scores, kinds)


def branch_loss(
    model: Extractor, group: Sequence[Sample], hidden: Tensor, scores: Tensor, kinds: Tensor
) -> Tensor:
    """Return the loss of the branch over gold anchors and over the likeliest wrong ones, half as many."""
    rows = [(row, target.anchor, target) for row, sample in enumerate(group) for target in sample.targets]
    likely = scores.detach().float().softmax(-1)[..., 1:].sum(-1).masked_fill(kinds != 0, 0)
    count = min(1 + len(rows) // 2, int((likely > 0.01).sum()))
    wrong = likely.flatten().topk(count).indices.tolist() if count else []
    pairs = [(row, anchor, target) for row, anchor, target in rows]
    pairs += [(place // likely.shape[1], place % likely.shape[1], None) for place in wrong]
    if not pairs:
        return hidden.sum() * 0
    crops = [crop(anchor, len(group[row].window)) for row, anchor, _ in pairs]
    roles, valid, acts = model.branch(*cropped(hidden, [(row, anchor) for row, anchor, _ in pairs], crops))
    wanted = torch.full(roles.shape[:2], -100)
    for number, ((row, _, target), here) in enumerate(zip(pairs, crops, strict=True)):
        if target is not None:
            window = group[row].window
            shown = (window.begins & (window.starts >= 0))[here]
            gold = np.where(shown, target.roles[here], -100)
            wanted[number, : len(gold)] = torch.from_numpy(gold)
    right = torch.tensor([float(target is not None) for _, _, target in pairs])
    act = torch.tensor([-100 if target is None else target.act for _, _, target in pairs])
    loss = functional.binary_cross_entropy_with_logits(valid.float(), right)
    if rows:
        loss = loss + 12 * functional.cross_entropy(roles.float().transpose(1, 2), wanted)
        loss = loss + 0.2 * functional.cross_entropy(acts.float(), act)
    return loss


def cropped(
    hidden: Tensor, pairs: Sequence[tuple[int, int]], crops: Sequence[slice]
) -> tuple[Tensor, Tensor, Tensor]:
    """Return what the branch reads: states [anchors, pieces, width] around each anchor, its place, and the mask."""
    longest = max(here.stop - here.start for here in crops)
    index = torch.tensor([[min(here.start + i, here.stop - 1) for i in range(longest)] for here in crops])
    beyond = torch.tensor([[here.start + i >= here.stop for i in range(longest)] for here in crops])
    anchors = torch.zeros(len(pairs), longest)
    for number, ((_, anchor), here) in enumerate(zip(pairs, crops, strict=True)):
        anchors[number, anchor - here.start] = 1
    rows = torch.tensor([row for row, _ in pairs])
    mask = torch.zeros(len(pairs), 1, 1, longest).masked_fill(beyond[:, None, None, :], HIDDEN)
    return hidden[rows[:, None], index], anchors, mask


def parse_loss(parser: Parser, group: Sequence[Sample], hidden: Tensor) -> Tensor:
    """Return the loss of the auxiliary parse over a batch."""
    tags, names, arcs, child, head = parser(hidden)
    gold = np.full((4, *hidden.shape[:2]), IGNORED, np.int64)
    for row, sample in enumerate(group):
        if (known := sample.syntax) is not None:
            for number, values in enumerate((known.parts, known.names, known.heads, known.relations)):
                gold[number, row, : len(values)] = values
    parts, entities, heads, relations = torch.from_numpy(gold)
    rows, pieces = torch.nonzero(heads != IGNORED, as_tuple=True)
    if not len(rows):
        return hidden.sum() * 0
    pairs = torch.cat([child[rows, pieces], head[rows, heads[rows, pieces]]], -1)
    named = parser.relation(pairs)
    padding = torch.tensor([[i >= len(s.window) for i in range(hidden.shape[1])] for s in group])
    arcs = arcs.float().masked_fill(padding[:, None, :], HIDDEN)
    return (
        functional.cross_entropy(tags.float().transpose(1, 2), parts)
        + functional.cross_entropy(names.float().transpose(1, 2), entities)
        + functional.cross_entropy(arcs[rows, pieces], heads[rows, pieces])
        + 0.5 * functional.cross_entropy(named.float(), relations[rows, pieces])
    )


def train(
    model: Extractor, data: Sequence[Sample], epochs: int, rate: float, seed: int, size: int
) -> Extractor:
    """Train in place and return the average of the weights over the last steps (Polyak averaging)."""
    rng = random.Random(seed)
    new = [
        p
        for n, p in model.named_parameters()
        if not n.startswith(("trunk.layers", "trunk.words", "trunk.places", "trunk.norm", "branch.layers"))
    ]
    names = {id(p) for p in new}
    old = [p for p in model.parameters() if id(p) not in names]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": rate}, {"params": new, "lr": 4 * rate}], weight_decay=0.01
    )
    steps = epochs * sum(1 for _ in batches(data, size, random.Random(0)))
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99)
    )
    begun = time.perf_counter()
    for epoch in range(epochs):
        model.train()
        total, count = 0.0, 0
        for group in batches(data, size, rng):
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(model, group)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            total, count = total + float(loss.detach()), count + 1
        print(
            f"epoch {epoch + 1}/{epochs}  loss {total / count:.3f}  {time.perf_counter() - begun:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    return average.module


@torch.no_grad()
def predict(model: Extractor, found: Sequence[Sample], text: str, low: float) -> list[dict]:
    """Return the attributions of one document's windows, with the scores that a threshold is chosen by."""
    model.eval()
    out = []
    for sample in found:
        window = sample.window
        ids, features, mask = batch_of([window])
        hidden, scores = model.trunk(ids, features, mask)
        likely = scores[0].softmax(-1)[:, 1:].sum(-1).numpy()
        anchors = np.flatnonzero((likely > low) & window.own & window.begins)
        if not len(anchors):
            continue
        crops = [crop(anchor, len(window)) for anchor in anchors.tolist()]
        roles, valid, _ = model.branch(*cropped(hidden, [(0, anchor) for anchor in anchors.tolist()], crops))
        paths = best_roles(roles.log_softmax(-1).numpy())
        for number, (anchor, here) in enumerate(zip(anchors, crops, strict=True)):
            spans = spans_of(window, here, paths[number], text)
            if spans.content:
                out.append({
                    "content": [list(s) for s in spans.content], "source": [list(s) for s in spans.source],
                    "cue": [list(s) for s in spans.cue], "kind": "indirect", "speaker": None,
                    "trunk": float(likely[anchor]), "valid": float(valid[number].sigmoid()),
                })  # fmt: skip
    return out


def evaluate(model: Extractor, rows: Sequence[dict], tokenizer: Tokenizer) -> dict:
    """Print figures at several thresholds; return those of the best."""
    predicted = [(row, predict(model, samples(row, tokenizer), row["text"], 0.1)) for row in rows]
    best: dict = {}
    for name in ("valid", "trunk", "both"):
        for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
            tally = Tally()
            for row, statements in predicted:
                score = lambda s: (s["valid"] * s["trunk"]) ** 0.5 if name == "both" else s[name]  # noqa: E731, B023
                tally.add(row["text"], row["attributions"], [s for s in statements if score(s) > threshold])
            figures = tally.figures()
            if figures["found"]["f1"] > best.get("found", {"f1": 0})["f1"]:
                best = {"by": name, "threshold": threshold, **figures}
    return best


def held(name: str, share: float) -> bool:
    """Tell whether an article is left out of training: the same ones each time, chosen by their names."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) < share * 2**32


def add_syntax(shape: Shape, rows: Sequence[dict], data: Sequence[Sample]) -> tuple[Shape, Labels]:
    """Give each sample the parse of its text; return the shape with the sizes of what the parser tells apart."""
    parses = {row["id"]: parse(document(row)) for row in rows}
    labels = inventory(parses.values())
    for sample in data:
        sample.syntax = syntax(sample.window, parses[sample.document], labels)
    sizes = {"parts": len(labels.parts), "relations": len(labels.relations), "names": len(labels.names)}
    return replace(shape, **sizes), labels


def main() -> None:
    """Train, save, and print what the dev files say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--train", nargs="*", default=["wikinews/train.jsonl", "styles/train.jsonl"])
    parser.add_argument("--dev", nargs="*", default=[])
    parser.add_argument("--no-ours", action="store_true")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--size", type=int, default=1600, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trunk", type=int, default=4)
    parser.add_argument(
        "--hold", type=float, default=0.05, help="the share of articles left out, to calibrate on"
    )
    parser.add_argument("--parse", action="store_true", help="learn the parse of the texts beside")
    parser.add_argument("--branch", type=int, default=2)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    tokenizer, weights = encoder(options.encoder)
    files = [options.data / name for name in options.train] + ([] if options.no_ours else [OURS])
    rows = [*records(files), *corpus(options.data / "gum")]
    rows = [row for row in rows if options.parse or "attributions" in row]
    rows = [row for row in rows if not held(row["id"], options.hold)]
    data = [sample for row in rows for sample in samples(row, tokenizer)]
    shape, labels = Shape(trunk=options.trunk, branch=options.branch), None
    if options.parse:
        shape, labels = add_syntax(shape, rows, data)
    model = Extractor(shape)
    model.start_from(weights)
    print(f"{len(data)} windows, {sum(len(s.targets) for s in data)} attributions", file=sys.stderr)
    model = train(model, data, options.epochs, options.rate, options.seed, options.size)
    torch.save(
        {"shape": asdict(shape), "weights": model.state_dict(), "labels": labels and asdict(labels)},
        options.out,
    )
    for name in options.dev:
        rows = list(records([options.data / name]))
        print(name, json.dumps(evaluate(model, rows, tokenizer)), flush=True)


if __name__ == "__main__":
    main()
