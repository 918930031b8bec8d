"""W3C Web Annotations, read: a collection, a page, a list of annotations or a single one, as JSON.

An annotation tagged `part: content` on a passage of an article is a statement; tags `act: …` and `speaker: …` (or
`no speaker`) say more of it. Passages tagged `part: source` and `part: cue` belong to the statement that an annotation
with motivation linking ties to them. A passage is found by its position where the words are there, else by its quotation
where only one place fits. A document tagged `coverage: complete` has all its statements in the file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.reading.annotations.marks import Mark, Sheet
from rashomon.reading.annotations.terms import ACTS, SPAN_ROLES, encodable, untagged, urn
from rashomon.records import Document, Rejected, Span, Spans

# Longer files are no annotations of news (bytes).
_LARGEST = 512_000_000


class _UnfitError(ValueError):
    """An annotation says nothing that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A part of a statement: which, in which document, where, with its tags, remarks and signature."""

    place: str
    key: str
    document: str
    spans: Spans
    tags: Mapping[str, str]
    nobody: bool = False
    who: str = ""
    when: str = ""
    why: str = ""


def read_web_annotation(path: Path, documents: Sequence[Document]) -> Iterator[Sheet | Rejected]:
    """Yield a sheet for each document that the file is about, and what was put aside with its reason.

    Raise OSError where the file cannot be read, ValueError where it holds no annotations.
    """
    if path.stat().st_size > _LARGEST:
        raise ValueError(f"it is larger than {_LARGEST:,} bytes")
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    reading = _Reading(documents)
    for number, item in enumerate(_items(data), 1):
        try:
            reading.take(f"{path.name}, annotation {number}", item)
        except _UnfitError as error:
            yield Rejected(f"{path.name}, annotation {number}", str(error))
    yield from reading.sheets()


def _items(data: object) -> list[object]:
    """Return the annotations of whatever holds them; raise ValueError where nothing does."""
    if isinstance(data, list):
        return data
    if isinstance(data, Mapping):
        if "Annotation" in _many(data.get("type")):
            return [data]
        for holder in (data, data.get("first")):
            if isinstance(holder, Mapping) and isinstance(holder.get("items"), list):
                return list(holder["items"])
        if "AnnotationCollection" in _many(data.get("type")) and not data.get("first"):
            return []
    raise ValueError("it holds no annotations of the W3C Web Annotation model")


def _many(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


class _Reading:
    """What the annotations of a file have said so far."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = {document.id: document for document in documents}
        self.texts = {document.id: encodable(document.text) for document in documents}
        self.called: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            self.called[urn("document", document.id)].append(document.id)
            if document.url:
                self.called[document.url].append(document.id)
        self.passages: dict[str, _Passage] = {}
        self.ties: list[tuple[str, str]] = []
        self.complete: set[str] = set()

    def take(self, place: str, item: object) -> None:
        """Add what an annotation says; raise _UnfitError where that is nothing."""
        if not isinstance(item, Mapping) or "Annotation" not in _many(item.get("type")):
            raise _UnfitError("this is no annotation")
        tags, remarks = _told(item)
        if "relation" in tags:
            self._tie(item)
        elif tags.get("part") in SPAN_ROLES:
            passage = self._passage(place, item, tags, remarks)
            if passage.key in self.passages:
                raise _UnfitError("an annotation before it has the same id")
            self.passages[passage.key] = passage
        elif tags.get("coverage") == "complete":
            self.complete.update(
                name for target in _many(item.get("target")) for name in self._about(target)[:1]
            )
        elif not {"describing", "identifying"} & set(_many(item.get("motivation"))):
            raise _UnfitError(
                "it does not say what it marks: no tag `part: content`, `part: source` or `part: cue`"
            )

    def _tie(self, item: Mapping[str, Any]) -> None:
        ends = [body.get("source") for body in _many(item.get("body")) if isinstance(body, Mapping)]
        for target in _many(item.get("target")):
            self.ties.extend(
                (target, end) for end in ends if isinstance(target, str) and isinstance(end, str)
            )

    def _passage(
        self, place: str, item: Mapping[str, Any], tags: Mapping[str, str], remarks: Sequence[str]
    ) -> _Passage:
        found = [self._place(target) for target in _many(item.get("target"))]
        homes = {document for document, _ in found}
        if len(homes) != 1:
            raise _UnfitError("it marks no passage" if not homes else "it marks passages of several articles")
        if tags.get("act", ACTS[0]) not in ACTS:
            raise _UnfitError(f"an act is one of {', '.join(ACTS)}")
        spans = tuple(sorted(span for _, span in found))
        key = item.get("id") if isinstance(item.get("id"), str) else place
        when = item.get("modified") or item.get("created")
        return _Passage(
            place, str(key), homes.pop(), spans, tags, "no speaker" in remarks, _person(item.get("creator")),
            when if isinstance(when, str) else "",
            "; ".join(text for text in remarks if not text.startswith("no speaker")),
        )  # fmt: skip

    def _place(self, target: object) -> tuple[str, Span]:
        """Return the one place that a target marks; raise _UnfitError where there is none, or more than one."""
        selectors = target.get("selector") if isinstance(target, Mapping) else None
        rows = [row for row in _many(selectors) if isinstance(row, Mapping)]
        quote = next((row for row in rows if row.get("type") == "TextQuoteSelector"), {})
        position = next((row for row in rows if row.get("type") == "TextPositionSelector"), {})
        homes = self._about(target)
        if not homes:
            raise _UnfitError("it is about none of the articles here")
        found = [(home, span) for home in homes for span in self._spans(home, quote, position)]
        if len(found) != 1:
            fit = "fit nowhere in the article" if not found else f"fit {len(found)} places"
            raise _UnfitError(f"its words {fit}")
        return found[0]

    def _about(self, target: object) -> list[str]:
        """Return the ids of the documents that a target may mean: that of the cached copy, else all at the address."""
        if not isinstance(target, Mapping):
            return self.called.get(target, []) if isinstance(target, str) else []
        cached = [
            name
            for state in _many(target.get("state"))
            if isinstance(state, Mapping)
            for name in _many(state.get("cached"))
        ]
        source = target.get("source")
        names = [*cached, source.get("id") if isinstance(source, Mapping) else source]
        return next(
            (self.called[name] for name in names if isinstance(name, str) and name in self.called), []
        )

    def _spans(self, home: str, quote: Mapping[str, Any], position: Mapping[str, Any]) -> list[Span]:
        text, exact = self.texts[home], quote.get("exact")
        start, end = position.get("start"), position.get("end")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
            span = Span(start, end)
            if exact is None or span.of(text) == exact:
                return [span]
        if not isinstance(exact, str) or not exact:
            return []
        before, after = (
            part if isinstance(part, str) else "" for part in map(quote.get, ("prefix", "suffix"))
        )
        starts = _starts(text, before + exact + after)
        return [Span(one + len(before), one + len(before) + len(exact)) for one in starts]

    def sheets(self) -> Iterator[Sheet | Rejected]:
        """Yield the sheets in the order of the documents, and the passages that no statement has."""
        tied: dict[str, list[_Passage]] = defaultdict(list)
        for statement, part in self.ties:
            if statement in self.passages and part in self.passages:
                tied[statement].append(self.passages[part])
        contents = [one for one in self.passages.values() if one.tags["part"] == "content"]
        used = {part.key for parts in tied.values() for part in parts}
        for one in self.passages.values():
            if one.tags["part"] != "content" and one.key not in used:
                yield Rejected(one.place, f"no statement is tied to this {one.tags['part']}")
        marks: dict[str, list[Mark]] = defaultdict(list)
        for one in contents:
            marks[one.document].append(_mark(one, tied.get(one.key, ())))
        for name, document in self.documents.items():
            if name in marks or name in self.complete:
                yield Sheet(document, tuple(marks.get(name, ())), name in self.complete)


def _told(item: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """Return the tags and the remarks in an annotation's body."""
    tags: dict[str, str] = {}
    remarks = []
    for body in _many(item.get("body")):
        value = body.get("value") if isinstance(body, Mapping) else body
        if not isinstance(value, str):
            continue
        name, rest = untagged(value)
        if isinstance(body, Mapping) and body.get("purpose") == "tagging" and name:
            tags.setdefault(name, rest)
        else:
            remarks.append(value.strip())
    return tags, remarks


def _person(creator: object) -> str:
    for one in _many(creator):
        name = one.get("name") if isinstance(one, Mapping) else one
        if isinstance(name, str):
            return name
    return ""


def _starts(text: str, words: str) -> list[int]:
    """Return where words stand, the first two places at most."""
    first = text.find(words)
    second = text.find(words, first + 1) if first >= 0 else -1
    return [place for place in (first, second) if place >= 0]


def _mark(passage: _Passage, parts: Sequence[_Passage]) -> Mark:
    ends = {
        role: tuple(
            sorted(
                span
                for part in parts
                if part.tags["part"] == role and part.document == passage.document
                for span in part.spans
            )
        )
        for role in ("cue", "source")
    }
    return Mark(
        passage.place, passage.spans, ends["cue"] or None, ends["source"] or None, passage.tags.get("speaker"),
        passage.nobody and "speaker" not in passage.tags, passage.tags.get("act"), passage.key,
        passage.who, passage.when, passage.why,
    )  # fmt: skip
