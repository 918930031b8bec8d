"""At what is a denial or a retraction aimed? The weights of the signs, from invented events that trained nothing.

    python -m training.rejoinders [--held-out 3] [--measured "[wyz]-*"] [--write src/rashomon/alignment/data/aims.toml]

Each English passage is an article of its own. A logistic regression of whether a rejoinder contradicts an earlier
statement by the annotation, on the signs of `rashomon.alignment.scenes`; with the pair model, and without it for the
languages that it does not read. Prints, in six parts of the events, each aimed by what the other five taught, how many
rejoinders are aimed at something and how many of them rightly.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from rashomon.alignment.disavowals import Rejoinder, read_disavowals
from rashomon.alignment.rejoinders import may_be_meant
from rashomon.alignment.scenes import Scene
from rashomon.language.meanings import vectors
from rashomon.language.parser import parse
from rashomon.records import Block, Document, Entity, Span, Statement
from training import accounts
from training.calibrate import fit

# Words outside of what was said that make it a denial, as the extractor tells the act of a statement in an article.
_DENIAL = re.compile(
    r"\b(den(?:y|ies|ied|ying)|reject(?:s|ed)|dismiss(?:es|ed)|refut\w+|disput(?:es|ed)|rule[sd]? out|rubbish(?:ed|es))\b"
)
_QUOTES = tuple('“"«')
_FOLDS = 6
_SIGNS = ("bias", "sentence", "content", "shared")
# The sorts that teach the weights of one, and the chance from which on one is held to be aimed at something.
_TAUGHT_BY = {
    "denied": ("denied",),
    "taken_back": ("taken_back", "never_said"),
    "never_said": ("taken_back", "never_said"),
}
_LEAST = {"denied": 0.6, "taken_back": 0.4, "never_said": 0.5}
# Who says that he was misreported contradicts the report itself: there the pair model alone does better.
_ALONE = {"never_said": 0.2}


@dataclass(frozen=True)
class Aim:
    """One rejoinder: its event and sort, the signs of each statement it may be aimed at, and which it contradicts."""

    event: str
    sort: str
    signs: Sequence[Mapping[str, float]]
    right: Sequence[bool]


def read(passage: accounts.Passage) -> tuple[Document, Statement]:
    """Return a passage as an article with one statement."""
    kind = "heading" if passage.heading else "paragraph"
    whole = Span(0, len(passage.text))
    document = Document(
        passage.id, passage.text, published=f"{passage.date}T12:00:00+00:00", language="en", blocks=(Block(kind, whole),)
    )  # fmt: skip
    content = tuple(sorted(Span(*span) for span in passage.content))
    around = _gaps(content, whole)
    act = "deny" if _DENIAL.search(" ".join(span.of(passage.text) for span in around)) else "assert"
    quoted = any(
        passage.text[max(0, span.start - 1) : span.start + 1].strip().startswith(_QUOTES) for span in content
    )
    said = Statement(
        passage.id, passage.id, "direct" if quoted else "indirect", content, (), around, passage.speaker, act
    )
    return document, said


def _gaps(spans: Sequence[Span], whole: Span) -> tuple[Span, ...]:
    edges = [whole.start, *(edge for span in spans for edge in span), whole.end]
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def aims_of(event: accounts.Account) -> Iterator[Aim]:
    """Yield the rejoinders of an event that may be aimed at something."""
    passages = [one for one in event.passages if one.language == "en"]
    rows = [read(one) for one in passages]
    turns: list[Rejoinder] = []
    for passage, (document, said) in zip(passages, rows, strict=True):
        if passage.speaker and not passage.heading:
            turns += read_disavowals(parse(document), [said])
    people = [
        Entity(name, name, "person") for name in sorted({one.speaker for one in passages if one.speaker})
    ]
    documents = {document.id: document for document, _ in rows}
    scene = Scene(
        documents, [said for _, said in rows], people, frozenset(turn.statement.id for turn in turns)
    )
    parted = {frozenset((r.one.id, r.other.id)) for r in event.relations if r.label == "conflict"}
    for turn in turns:
        allowed = [one for one in scene.candidates if may_be_meant(turn, one, scene)]
        said = vectors([turn.words.of(documents[turn.statement.document].text), scene.text(turn.statement)])
        signs = [scene.signs(turn, one, said @ scene.meanings[scene.places[one.id]]) for one in allowed]
        right = [frozenset((turn.statement.id, one.id)) in parted for one in allowed]
        yield Aim(event.id, turn.sort, signs, right)


def weights_of(found: Sequence[Aim], sort: str, names: Sequence[str]) -> dict[str, float]:
    """Return the weights of the signs for a sort of rejoinder."""
    rows = [
        (signs, right)
        for aim in found if aim.sort in _TAUGHT_BY[sort]
        for signs, right in zip(aim.signs, aim.right, strict=True)
    ]  # fmt: skip
    table = np.array([[signs[name] for name in names] for signs, _ in rows])
    weights = fit(table, np.array([float(right) for _, right in rows]))
    least = _LEAST[sort]
    return dict(zip(names, map(float, weights), strict=True)) | {"least": log(least / (1 - least))}


def _rightly(found: Sequence[Aim], weights: Mapping[str, float], sort: str) -> Iterator[bool]:
    """Yield for each rejoinder that is aimed at something whether it is rightly."""
    for aim in found:
        if aim.sort == sort and aim.signs:
            scores = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in aim.signs]
            best = max(range(len(scores)), key=scores.__getitem__)
            if scores[best] > weights["least"]:
                yield aim.right[best]


def table(found: Sequence[Aim], sort: str, names: Sequence[str]) -> str:
    """Return in words how well a sort is aimed, each part of the events by what the others taught."""
    events = sorted({aim.event for aim in found})
    hits: list[bool] = []
    for fold in range(_FOLDS):
        inside = set(events[fold::_FOLDS])
        taught = [aim for aim in found if aim.event not in inside]
        weights = _chosen(taught, sort, names)
        hits += _rightly([aim for aim in found if aim.event in inside], weights, sort)
    possible = sum(any(aim.right) for aim in found if aim.sort == sort)
    told = "with" if "said" in names else "without"
    return f"{sort}, {told} the pair model: {possible} contradict something, {len(hits)} aimed, {sum(hits) / max(1, len(hits)):.2f} rightly"


def _chosen(found: Sequence[Aim], sort: str, names: Sequence[str]) -> dict[str, float]:
    if "said" in names and sort in _ALONE:
        least = _ALONE[sort]
        return dict.fromkeys(names, 0.0) | {"said": 1.0, "least": log(least / (1 - least))}
    return weights_of(found, sort, names)


def main() -> None:
    """Fit, print the tables, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", type=int, default=3)
    parser.add_argument(
        "--measured", default="[wyz]-*", help="events that trained nothing, as a pattern of names"
    )
    parser.add_argument("--write", type=Path, help="where the weights go")
    options = parser.parse_args()
    apart = {path.stem for path in accounts.FOLDER.glob(f"{options.measured}.json")}
    events = accounts.load(accounts.FOLDER.glob("*.json"))
    used = [one for one in events if one.id in apart or accounts.left_out(one, options.held_out)]
    found = [aim for event in used for aim in aims_of(event)]
    made: defaultdict[str, dict[str, dict[str, float]]] = defaultdict(dict)
    for sort in _LEAST:
        for name, names in (("read", (*_SIGNS, "said")), ("unread", _SIGNS)):
            print(table(found, sort, names))
            made[sort][name] = _chosen(found, sort, names)
    if options.write:
        options.write.write_text("".join(_lines(made)), "utf-8")


def _lines(made: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Iterator[str]:
    yield "# Made by training.rejoinders: what tells at which statement a rejoinder is aimed (log odds), with the pair model\n"
    yield "# and, in languages that it does not read, without it. `least` is the sum from which on one is held to be meant.\n"
    for sort, tables in made.items():
        for name, weights in tables.items():
            yield f"\n[{sort}.{name}]\n"
            yield from (f"{sign} = {value:.4f}\n" for sign, value in weights.items())


if __name__ == "__main__":
    main()
