"""How often a denial or a retraction is aimed at what it contradicts, in invented events that trained nothing.

    python -m training.rejoinders [--held-out 3] [--measured "[wyz]-*"]

Each English passage is an article of its own. Prints, by sort and by the least weight at which something is held to be
meant, how many rejoinders have found their aim and how many of those contradict it by the annotation.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rashomon.alignment.disavowals import Rejoinder, read_disavowals
from rashomon.alignment.rejoinders import may_be_meant
from rashomon.alignment.scenes import Scene
from rashomon.language.parser import parse
from rashomon.records import Block, Document, Entity, Span, Statement
from training import accounts

# Words outside of what was said that make it a denial, as the extractor tells the act of a statement in an article.
_DENIAL = re.compile(
    r"\b(den(?:y|ies|ied|ying)|reject(?:s|ed)|dismiss(?:es|ed)|refut\w+|disput(?:es|ed)|rule[sd]? out|rubbish(?:ed|es))\b"
)
_QUOTES = tuple('“"«')
_LEAST = (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


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


def aimed(event: accounts.Account) -> Iterator[tuple[str, float, bool, bool]]:
    """Yield each rejoinder's sort, the weight of its likeliest aim, whether that is right, and whether any would be."""
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
        right = [frozenset((turn.statement.id, one.id)) in parted for one in allowed]
        weights = scene.weights(turn, allowed)
        best = max(range(len(weights)), key=weights.__getitem__, default=None)
        yield (
            (turn.sort, 0.0, False, False)
            if best is None
            else (turn.sort, weights[best], right[best], any(right))
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", type=int, default=3)
    parser.add_argument(
        "--measured", default="[wyz]-*", help="events that trained nothing, as a pattern of names"
    )
    options = parser.parse_args()
    apart = {path.stem for path in accounts.FOLDER.glob(f"{options.measured}.json")}
    found: defaultdict[str, list[tuple[float, bool, bool]]] = defaultdict(list)
    for event in accounts.load(accounts.FOLDER.glob("*.json")):
        if event.id in apart or accounts.left_out(event, options.held_out):
            for sort, *row in aimed(event):
                found[sort].append((row[0], row[1], row[2]))
    for sort, rows in sorted(found.items()):
        print(
            f"{sort}: {len(rows)}, of which {sum(any_right for *_, any_right in rows)} contradict something in the event"
        )
        for least in _LEAST:
            told = Counter(right for weight, right, _ in rows if weight >= least)
            print(f"  {least:.2f}  {told.total():3}  {told[True] / max(1, told.total()):.2f}")


if __name__ == "__main__":
    main()
