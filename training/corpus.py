"""The annotated articles that the shipped weights may be trained on, and how they become windows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from rashomon.language.quotations import find
from rashomon.language.windows import CONTEXT, LONGEST, windows
from rashomon.reading.article import Article, document_of
from rashomon.records import Document
from training.articles import OURS, gold, read
from training.labels import Sample, targets

Record = dict[str, Any]
# The share of the articles that no training sees: threshold and confidence are calibrated on them.
SHARE = 0.05
GUM = Path(__file__).parent / "data" / "gum.jsonl"


def records(paths: Iterable[Path], language: str = "en") -> Iterator[Record]:
    """Yield the annotated articles in a language from JSON lines and from folders of articles in words."""
    for path in paths:
        if path.is_dir():
            rows: Iterable[Record] = (gold(article) for article in read(path.glob("*.json")))
        else:
            rows = map(json.loads, path.read_text("utf-8").splitlines())
        yield from (row for row in rows if (row.get("language") or "en") == language)


def held(name: str, share: float) -> bool:
    """Tell whether an article is left out of training: the same ones each time, chosen by their names."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) < share * 2**32


def annotated(data: Path, *, ours: bool = True, gum: bool = True) -> Iterator[Record]:
    """Yield the English articles with attributions; `data` is the folder of what does not lie beside this file."""
    yield from records(
        [data / "wikinews" / "train.jsonl", data / "styles" / "train.jsonl", *([OURS] if ours else [])]
    )
    yield from (row for row in corpus(data / "gum") if gum and "attributions" in row)


def document(record: Record) -> Document:
    """Return the document of a record, laid out as the reader of JSON lines does it."""
    return document_of(
        Article(record["text"], record["id"], id=record["id"], language=record.get("language") or "en")
    )


def samples(
    record: Record, tokenizer: Tokenizer, longest: int = LONGEST, context: int = CONTEXT
) -> list[Sample]:
    """Return the windows of an article, of so many pieces, with the attributions anchored in each."""
    article = document(record)
    quotations = find(article.text, [block.span for block in article.blocks])
    found = windows(article, quotations, tokenizer, longest, context)
    annotated = record.get("attributions")
    return [
        Sample(window, record["id"], targets(window, annotated or []), annotated is not None)
        for window in found
    ]


def corpus(folder: Path) -> Iterator[Record]:
    """Yield the texts of CoNLL-U files, with the attributions that we have marked in some of them.

    The annotation holds no words, only places; raises ValueError where a text is not the one that was annotated.
    """
    marked = {row["id"]: row for row in map(json.loads, GUM.read_text("utf-8").splitlines())}
    for record in plain(folder):
        row = marked.get(record["id"])
        if row is not None and hashlib.sha256(record["text"].encode()).hexdigest() != row["sha256"]:
            raise ValueError(
                f"{record['id']}: not the text that was annotated; take the release that CARD.md names"
            )
        yield {**record, **({"attributions": row["attributions"]} if row else {})}


def plain(folder: Path) -> Iterator[Record]:
    """Yield the texts of CoNLL-U files, sentences joined to paragraphs."""
    for path in sorted(folder.glob("*.conllu")):
        paragraphs: list[list[str]] = []
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# newpar") and (not paragraphs or paragraphs[-1]):
                paragraphs.append([])
            elif line.startswith("# text = "):
                paragraphs[-1].append(line.removeprefix("# text = ")) if paragraphs else paragraphs.append(
                    [line[9:]]
                )
        yield {"id": path.stem, "language": "en", "text": "\n\n".join(" ".join(p) for p in paragraphs if p)}
