"""Annotated articles, written by people in words and read by machines as spans.

    python -m training.articles training/data/articles/*.json

checks the files named and prints what a second look should look at; it exits with 1 when a quotation of an annotation
is not in its paragraph. An article is a JSON object:

    {"id", "language", "style", "title", "paragraphs": [...],
     "attributions": [{"id", "content": [[PARAGRAPH, WORDS], ...], "cue": ..., "source": ..., "speaker", "speaker_type",
                       "type", "act", "parent"}]}

PARAGRAPH counts from 0, the title is -1; a third item K means the K-th occurrence of the words in that paragraph.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]

OURS = Path(__file__).parent / "data" / "articles"
ACTS = {"assert", "deny", "hedge", "opine", "direct", "commit", "ask"}
TYPES = {"person", "organization", "group", "media", "document", None}
_MARKS = '“”„«»"'
_SAID = re.compile(
    r"\b(said|says|told|tells|according to|claim(?:s|ed)?|announced|denied|denies|warned|asked|urged|added)\b"
)


def text_of(article: Record) -> str:
    """Return the text of an article: title, empty line, paragraphs with empty lines between."""
    return "\n\n".join([article["title"], *article["paragraphs"]])


def gold(article: Record) -> Record:
    """Return an article with its annotations as spans [start, end) in code points of its text.

    >>> words = {"id": "a", "language": "en", "style": "wire", "title": "T", "paragraphs": ["Ann said no."]}
    >>> one = {"id": 1, "type": "indirect", "content": [[0, "no"]], "cue": [[0, "said"]], "source": [[0, "Ann"]]}
    >>> gold({**words, "attributions": [one]})["attributions"][0]["content"]
    [[12, 14]]
    """
    text, starts = text_of(article), _starts(article)
    attributions = []
    for row in article["attributions"]:
        spans = {role: _spans(article, text, starts, row, role) for role in ("content", "cue", "source")}
        attributions.append({**row, **spans})
    kept = {key: article[key] for key in ("id", "language", "style")}
    return {**kept, "text": text, "attributions": attributions}


def _starts(article: Record) -> dict[int, int]:
    starts, place = {}, 0
    for number, words in enumerate([article["title"], *article["paragraphs"]], -1):
        starts[number] = place
        place += len(words) + 2
    return starts


def _spans(article: Record, text: str, starts: dict[int, int], row: Record, role: str) -> list[list[int]]:
    spans = []
    for paragraph, words, *count in row.get(role) or []:
        body = article["title"] if paragraph == -1 else article["paragraphs"][paragraph]
        places = [match.start() for match in re.finditer(f"(?={re.escape(words)})", body)]
        nth = count[0] if count else 1
        if not words or len(places) < nth:
            raise ValueError(
                f"{article['id']} {row['id']} {role}: not in paragraph {paragraph}: {words!r} ({nth})"
            )
        start = starts[paragraph] + places[nth - 1]
        if text[start : start + len(words)] != words:
            raise ValueError(f"{article['id']} {row['id']} {role}: {words!r} does not anchor")
        spans.append([start, start + len(words)])
    return sorted(spans)


def doubts(article: Record) -> Iterator[str]:
    """Yield what a second look should look at: quoted words and reporting verbs that no annotation covers, odd edges."""
    found = gold(article)
    text, rows = found["text"], found["attributions"]
    ids = [row["id"] for row in rows]
    if len(set(ids)) < len(ids):
        yield "two attributions share an id"
    for row in rows:
        yield from _odd(text, row, ids)
    covered = {
        place for row in rows for role in ("content", "cue") for s, e in row[role] for place in range(s, e)
    }
    cued = {place for row in rows for s, e in row["cue"] for place in range(s, e)}
    for match in _SAID.finditer(text) if article["language"] == "en" else ():
        if match.start() not in cued:
            yield f"a reporting verb that is no cue: …{text[max(0, match.start() - 40) : match.end() + 40]}…"
    for match in re.finditer(r"[“„«]([^“”„«»]{12,}?)[”“»]", text):
        if match.start() + 1 not in covered:
            yield f"quoted words in no content: {match[0][:80]}"


def _odd(text: str, row: Record, ids: list[int]) -> Iterator[str]:
    name = f"{row['id']} ({text[row['content'][0][0] :][:40]!r}…)" if row["content"] else str(row["id"])
    if not row["content"]:
        yield f"{name}: no content"
    if row["act"] not in ACTS or row.get("speaker_type") not in TYPES:
        yield f"{name}: unknown act or speaker_type"
    if row.get("parent") is not None and row["parent"] not in ids:
        yield f"{name}: its parent is not there"
    for start, end in row["content"]:
        if text[start].isspace() or text[end - 1].isspace():
            yield f"{name}: white space at an edge"
        if (
            text[end - 1] == "."
            and text[start] not in _MARKS
            and not any(mark in text[start:end] for mark in _MARKS)
        ):
            yield f"{name}: a final full stop inside"
    told = {place for start, end in row["content"] for place in range(start, end)}
    if any(start in told for start, _ in row["cue"]):
        yield f"{name}: the cue stands inside its own content"


def read(paths: Iterable[str | Path]) -> Iterator[Record]:
    """Yield the articles of files in the order of their names; raises ValueError where one is not what it should be."""
    for path in sorted(map(str, paths)):
        try:
            yield json.loads(Path(path).read_text("utf-8"))
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}: {error}") from error


def main(paths: list[str]) -> int:
    """Check files; print what is doubtful; return 1 when one cannot be anchored."""
    wrong = 0
    for article in read(paths):
        try:
            for doubt in doubts(article):
                print(f"{article['id']}: {doubt}")
        except (ValueError, KeyError, IndexError) as error:
            wrong = 1
            print(f"WRONG {article.get('id')}: {error!r}")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or sys.exit("usage: python -m training.articles FILE.json...")))
