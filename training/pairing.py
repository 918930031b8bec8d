"""Train the pair model: invented accounts and versions in, weights out.

    python -m training.pairing --out PAIRS.pt [--epochs 4] [--held-out 3]

A cross-encoder (Devlin et al. 2019) that starts from MiniLM: two passages, each with the words that were said marked, and
how they stand to each other. Runs on two CPU cores in bfloat16. Seeds are fixed. Every seventh event, counted from
--held-out, is left out and measured after each epoch; -1 leaves none out.
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from rashomon.alignment.excerpts import Account as Read
from rashomon.alignment.excerpts import Ints, accounts_of, pieces
from rashomon.alignment.pairs import ONE, RELATIONS, TWO, UNKNOWN, beside
from rashomon.language.meanings import vectors
from rashomon.records import Document, Span, Statement
from training import accounts, articles, network, versions
from training.encoders import minilm, tokenizer, weights
from training.network import Layer, Shape, starting_layer, starting_norm

KINDS = sorted(accounts.KINDS)
NONE, SAME, COMPATIBLE, CONFLICT = range(len(RELATIONS))
# Anything but a conflict: what one speaker says in one article.
CALM = len(RELATIONS)
IGNORED = -1
HIDDEN = -1e4
# Of one event no more pairs are learned from in an epoch: events with many passages would outweigh the others.
_CONFLICTS, _OTHERS = 40, 50
# Pairs that have nothing to do with each other, for each that has; two thirds of them near each other in meaning.
_STRANGERS, _NEAR, _NEIGHBOURS = 0.7, 2 / 3, 10
_REPRINTS = 2
# Cuts of passages in an epoch, for each event: another outlet quotes a part, or a word differently.
_CUTS, _DROPPED = 8, 0.08
# Of the versions of one statement so many pairs are learned from in an epoch, and of an article so many pairs of what one
# speaker says in it.
_VERSIONS, _CALM = 4, 3
_SMOOTHING = 0.05
_KIND = 0.25  # the weight of the kind of a conflict


@dataclass(frozen=True)
class Passage:
    """A passage as the model reads it, with its speaker."""

    pieces: Ints
    text: str
    speaker: str | None


@dataclass(frozen=True)
class Pair:
    """Two passages, whether one speaker made both, how they stand to each other, the kind of a conflict or IGNORED."""

    one: Passage
    other: Passage
    speakers: int
    relation: int
    kind: int = IGNORED

    def __len__(self) -> int:
        """Return how many pieces both have, marks included."""
        return self.one.pieces.shape[1] + self.other.pieces.shape[1] + 3

    def turned(self) -> Pair:
        """Return the pair the other way round."""
        return replace(self, one=self.other, other=self.one)


@dataclass(frozen=True)
class Event:
    """The pairs of one event: in conflict, otherwise related, strangers near in meaning, all strangers; passages."""

    conflicts: list[Pair]
    others: list[Pair]
    near: list[Pair]
    strangers: list[Pair]
    passages: list[Passage]

    def sample(self, rng: random.Random) -> Iterator[Pair]:
        """Yield the pairs of one epoch."""
        known = [*_some(self.conflicts, _CONFLICTS, rng), *_some(self.others, _OTHERS, rng)]
        count = int(len(known) * _STRANGERS)
        close = _some(self.near, int(count * _NEAR), rng)
        far = _some(self.strangers, count - len(close), rng)
        again = [Pair(one, one, ONE, SAME) for one in _some(self.passages, _REPRINTS, rng)]
        cut = [
            Pair(one, _cut(one, rng), rng.choice([ONE, ONE, UNKNOWN]), SAME)
            for one in _some(self.passages, _CUTS, rng)
        ]
        for pair in (*known, *close, *far, *again, *cut):
            yield pair.turned() if rng.random() < 0.5 else pair

    def candidates(self) -> list[Pair]:
        """Return the pairs that would be compared: those related, and strangers near in meaning."""
        return [*self.conflicts, *self.others, *self.near]


def _some(pairs: list, count: int, rng: random.Random) -> list:
    return rng.sample(pairs, min(count, len(pairs)))


def _cut(passage: Passage, rng: random.Random) -> Passage:
    """Return the passage as another outlet might print it: a run of at least half of its pieces, some of them dropped."""
    count = passage.pieces.shape[1]
    length = rng.randint(max(1, count // 2), count)
    start = rng.randint(0, count - length)
    kept = [place for place in range(start, start + length) if rng.random() > _DROPPED]
    return replace(passage, pieces=passage.pieces[:, kept or [start]])


def event_of(account: accounts.Account) -> Event:
    """Return an annotated event as pairs of English passages; what is not known of two that share a question is left out."""
    words = tokenizer()
    english = [one for one in account.passages if one.language == "en"]
    read = {
        one.id: Passage(
            pieces(Read(one.text, tuple(Span(*span) for span in one.content), one.heading), words),
            one.text,
            one.speaker,
        )
        for one in english
    }
    labels = labels_of(account, read.keys())
    event = Event([], [], [], [], list(read.values()))
    near = _near([one.text for one in english]) if len(english) > 1 else set()
    for place, one in enumerate(english):
        for before, other in enumerate(english[:place]):
            known = labels.get(frozenset((one.id, other.id)))
            mine, yours = read[other.id], read[one.id]
            speakers = _speakers(mine.speaker, yours.speaker)
            if known:
                (event.conflicts if known[0] == CONFLICT else event.others).append(
                    Pair(mine, yours, speakers, *known)
                )
            elif not account.answered[one.id] & account.answered[other.id]:
                pair = Pair(mine, yours, speakers, NONE)
                event.strangers.append(pair)
                if (before, place) in near:
                    event.near.append(pair)
    return event


def labels_of(account: accounts.Account, known: Collection[str]) -> dict[frozenset[str], tuple[int, int]]:
    """Return for pairs of passages the strongest relation between them over all questions, and its kind."""
    labels: dict[frozenset[str], tuple[int, int]] = {}
    for relation in account.relations:
        key = frozenset((relation.one.id, relation.other.id))
        label = RELATIONS.index(relation.label)
        if key <= set(known) and label > labels.get(key, (NONE, IGNORED))[0]:
            labels[key] = (label, KINDS.index(relation.kind) if label == CONFLICT else IGNORED)
    return labels


def _near(texts: Sequence[str]) -> set[tuple[int, int]]:
    meanings = vectors(texts)
    likeness = meanings @ meanings.T
    np.fill_diagonal(likeness, -1)
    nearest = np.argsort(-likeness, axis=1)[:, :_NEIGHBOURS]
    return {(min(one, int(other)), max(one, int(other))) for one, row in enumerate(nearest) for other in row}


class Pairs(nn.Module):
    """MiniLM over two passages, and what its first piece says of them."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words, self.places = nn.Embedding(30522, shape.width), nn.Embedding(512, shape.width)
        self.flags, self.sides, self.speakers = (nn.Embedding(count, shape.width) for count in (3, 2, 3))
        self.norm, self.drop = nn.LayerNorm(shape.width, shape.epsilon), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.trunk))
        self.out = nn.Linear(shape.width, shape.width)
        self.relation, self.kind = nn.Linear(shape.width, len(RELATIONS)), nn.Linear(shape.width, len(KINDS))
        for embedding in (self.flags, self.sides, self.speakers):
            nn.init.normal_(embedding.weight, std=0.02)
        self.words.weight.requires_grad_(False)  # too few texts to move words by, and a third of the time

    def start(self) -> None:
        """Take over MiniLM's weights."""
        found = weights(minilm())
        kinds = found["embeddings.token_type_embeddings.weight"]
        self.words.weight.data.copy_(found["embeddings.word_embeddings.weight"])
        self.places.weight.data.copy_(found["embeddings.position_embeddings.weight"] + kinds[0])
        starting_norm(self.norm, found, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            layer.load_state_dict(starting_layer(found, number))

    def forward(
        self, ids: Tensor, flags: Tensor, sides: Tensor, speakers: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return scores of relations [rows, 4] and of kinds [rows, 12]; mask as `network.attention` takes it."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.flags(flags) + self.sides(sides)
        x = torch.cat([x[:, :1] + self.speakers(speakers)[:, None], x[:, 1:]], 1)
        x = self.norm(x)
        for layer in self.layers[:-1]:
            x = layer(x, mask)
        seen = self.drop(functional.gelu(self.out(_first(self.layers[-1], x, mask))))
        return self.relation(seen), self.kind(seen)


def _first(layer: Layer, x: Tensor, mask: Tensor) -> Tensor:
    """Return what a layer makes of the first piece: nothing else is read of the last layer."""
    seen = network.attention(layer.query(x[:, :1]), layer.key(x), layer.value(x), mask, layer.heads)
    y = layer.norm1(x[:, :1] + layer.output(seen))
    return layer.norm2(y + layer.down(functional.gelu(layer.up(y))))[:, 0]


def batch_of(pairs: Sequence[Pair]) -> tuple[Tensor, ...]:
    """Return ids, flags and sides [rows, pieces], speakers [rows] and an additive mask [rows, 1, 1, pieces]."""
    longest = max(map(len, pairs))
    table = np.zeros((3, len(pairs), longest), np.int64)
    mask = np.full((len(pairs), 1, 1, longest), HIDDEN, np.float32)
    for row, pair in enumerate(pairs):
        table[:, row, : len(pair)] = beside(pair.one.pieces, pair.other.pieces)
        mask[row, :, :, : len(pair)] = 0
    speakers = torch.tensor([pair.speakers for pair in pairs])
    return (*torch.from_numpy(table), speakers, torch.from_numpy(mask))


def _speakers(one: str | None, other: str | None) -> int:
    if not one or not other:
        return UNKNOWN
    return ONE if one == other else TWO


class Versions:
    """Versions of single statements, whose speakers are drawn anew in each epoch: only a shift depends on them."""

    def __init__(self, groups: Iterable[list[versions.Version]]) -> None:
        words = tokenizer()
        self._read: dict[str, Passage] = {}
        self._groups = list(groups)
        for text in {text for group in self._groups for pair in group for text in (pair.one, pair.other)}:
            self._read[text] = Passage(pieces(Read(text, (Span(0, len(text)),)), words), text, None)

    def sample(self, rng: random.Random) -> Iterator[Pair]:
        """Yield the pairs of one epoch."""
        for version in (version for group in self._groups for version in _some(group, _VERSIONS, rng)):
            one, other = self._read[version.one], self._read[version.other]
            speakers = rng.choices([TWO, ONE, UNKNOWN], [6, 5, 1])[0]
            if version.label == "shift" and speakers == UNKNOWN:
                continue
            label = version.label
            if label == "shift":
                label = "conflict" if speakers == ONE else "compatible"
            relation = RELATIONS.index(label)
            kind = KINDS.index(version.kind) if relation == CONFLICT else IGNORED
            pair = Pair(one, other, speakers, relation, kind)
            yield pair.turned() if rng.random() < 0.5 else pair


class Articles:
    """Annotated articles, in each of which what one speaker says is no conflict."""

    def __init__(self, found: Iterable[articles.Record]) -> None:
        words = tokenizer()
        self._said = [
            list(_of_one_speaker(article, words)) for article in found if article["language"] == "en"
        ]

    def sample(self, rng: random.Random) -> Iterator[Pair]:
        """Yield the pairs of one epoch."""
        for pairs in self._said:
            yield from (Pair(one, other, ONE, CALM) for one, other in _some(pairs, _CALM, rng))


def _of_one_speaker(article: articles.Record, words: Tokenizer) -> Iterator[tuple[Passage, Passage]]:
    found = articles.gold(article)
    document = Document(article["id"], found["text"], language=article["language"])
    said: defaultdict[str, list[Passage]] = defaultdict(list)
    for row in found["attributions"]:
        if row["speaker"]:
            spans = {role: tuple(Span(*span) for span in row[role]) for role in ("content", "cue", "source")}
            read = accounts_of(document, Statement(str(row["id"]), document.id, "direct", **spans))[0]
            said[row["speaker"]].append(Passage(pieces(read, words), read.text, row["speaker"]))
    for statements in said.values():
        yield from combinations(statements, 2)


def batches(pairs: list[Pair], size: int, rng: random.Random) -> list[list[Pair]]:
    """Return pairs in batches of about `size` pieces, alike in length, in random order."""
    pairs = sorted(pairs, key=lambda pair: len(pair) + rng.uniform(-6, 6))
    groups: list[list[Pair]] = [[]]
    for pair in pairs:
        groups[-1].append(pair)
        if len(groups[-1]) * len(pair) >= size:
            groups.append([])
    groups = [group for group in groups if group]
    rng.shuffle(groups)
    return groups


def loss_of(model: Pairs, group: Sequence[Pair]) -> Tensor:
    """Return the loss of a batch: relations, and the kinds of conflicts."""
    *read, mask = batch_of(group)
    relations, kinds = model(*read, mask.to(model.out.weight.dtype))
    wanted = torch.tensor([pair.relation for pair in group])
    sure = wanted != CALM
    loss = functional.cross_entropy(
        relations.float(), wanted.where(sure, -100), label_smoothing=_SMOOTHING, reduction="sum"
    )
    calm = -(1 - relations.float().softmax(-1)[~sure, CONFLICT]).clamp_min(1e-6).log()
    loss = (loss + calm.sum()) / len(group)
    known = torch.tensor([pair.kind for pair in group])
    if (known != IGNORED).any():
        loss = loss + _KIND * functional.cross_entropy(kinds.float(), known, ignore_index=IGNORED)
    return loss


def train(
    model: Pairs, learned: Sequence[Event | Versions | Articles], held_out: Sequence[Event], epochs: int, rate: float,
    size: int, seed: int, out: Path,
) -> Pairs:  # fmt: skip
    """Train and return the average of the weights over the last steps (Polyak averaging), saved after each epoch.

    Steps are taken by a copy in bfloat16, which is what a CPU multiplies fast; the weights are kept exact.
    """
    rng = random.Random(seed)
    quick = copy.deepcopy(model).to(torch.bfloat16)
    old = [p for n, p in model.named_parameters() if n.startswith(("layers", "places", "norm"))]
    ids = {id(p) for p in (*old, model.words.weight)}
    new = [p for p in model.parameters() if id(p) not in ids]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": rate}, {"params": new, "lr": 4 * rate}], weight_decay=0.01, fused=True
    )
    sample = [pair for source in learned for pair in source.sample(random.Random(0))]
    steps = epochs * len(batches(sample, size, random.Random(0)))
    warm = steps // 12 + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99)
    )
    begun = time.perf_counter()
    for epoch in range(epochs):
        quick.train()
        total, count = 0.0, 0
        for group in batches([pair for source in learned for pair in source.sample(rng)], size, rng):
            total += step(model, quick, optimizer, group)
            schedule.step()
            average.update_parameters(model)
            count += 1
        told = f"epoch {epoch + 1}/{epochs}  loss {total / count:.3f}  {time.perf_counter() - begun:.0f} s"
        torch.save(average.module.state_dict(), out)
        print(told, measure(average.module, held_out) if held_out else "", file=sys.stderr, flush=True)
    return average.module


def step(model: Pairs, quick: Pairs, optimizer: torch.optim.Optimizer, group: Sequence[Pair]) -> float:
    """Take one step of the exact weights by the gradients of their quick copy; return the loss."""
    with torch.no_grad():
        for fast, exact in zip(quick.parameters(), model.parameters(), strict=True):
            fast.copy_(exact)
    quick.zero_grad(set_to_none=True)
    loss = loss_of(quick, group)
    loss.backward()
    for fast, exact in zip(quick.parameters(), model.parameters(), strict=True):
        exact.grad = None if fast.grad is None else fast.grad.float()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def predict(model: Pairs, pairs: Sequence[Pair]) -> np.ndarray:
    """Return the chances of the relations [pairs, 4]."""
    quick = copy.deepcopy(model).to(torch.bfloat16).eval()
    found = np.zeros((len(pairs), len(RELATIONS)), np.float32)
    order = sorted(range(len(pairs)), key=lambda place: len(pairs[place]))
    with torch.no_grad():
        for start in range(0, len(order), 64):
            places = order[start : start + 64]
            *read, mask = batch_of([pairs[place] for place in places])
            scores, _ = quick(*read, mask.to(torch.bfloat16))
            found[places] = scores.float().softmax(-1).numpy()
    return found


def measure(model: Pairs, events: Sequence[Event]) -> str:
    """Return in words how well conflicts are told among the pairs that would be compared: average precision, best F1."""
    pairs = [pair for event in events for pair in event.candidates()]
    scores = predict(model, pairs)[:, CONFLICT]
    right = np.array([pair.relation == CONFLICT for pair in pairs])
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(right[order])
    precision, recall = hits / np.arange(1, len(hits) + 1), hits / max(1, right.sum())
    best = int(np.argmax(2 * precision * recall / np.maximum(1e-9, precision + recall)))
    average = float((precision * right[order]).sum() / max(1, right.sum()))
    return (
        f"conflicts {right.sum()} of {len(pairs)}  average precision {average:.3f}  "
        f"best at {scores[order[best]]:.2f}: precision {precision[best]:.2f} recall {recall[best]:.2f}"
    )


def split(held_out: int, names: str = "*") -> tuple[list[Event], list[Event]]:
    """Return the events to learn from, and those left out: every seventh by the number in its name."""
    learned: list[Event] = []
    left: list[Event] = []
    for account in accounts.load(accounts.FOLDER.glob(f"{names}.json")):
        (left if accounts.left_out(account, held_out) else learned).append(event_of(account))
    return [event for event in learned if event.conflicts or event.others], left


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--size", type=int, default=3200, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--held-out", type=int, default=3)
    parser.add_argument(
        "--accounts", default="*", help="the events to learn from, as a pattern of their names"
    )
    parser.add_argument("--start", type=Path, help="weights of ours to go on from, with more data")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    learned, left = split(options.held_out, options.accounts)
    model = Pairs(Shape(trunk=6, dropout=0.05))
    if options.start:
        model.load_state_dict(torch.load(options.start))
    else:
        model.start()
    known = Versions(versions.load(versions.FOLDER.glob("*.jsonl")))
    quiet = Articles(articles.read(articles.OURS.glob("*.json")))
    train(
        model, [*learned, known, quiet], left, options.epochs, options.rate, options.size, options.seed, options.out
    )  # fmt: skip


if __name__ == "__main__":
    main()
