"""brat standoff, read: the annotations of a folder (or one .ann file), each beside the text it is about.

Content, Cue and Source are text-bound; SaidBy and CuedBy tie a Content to its Source and Cue; the attribute Act says
what the speaker does; an AnnotatorNotes comment on a Content says `speaker: NAME` or `no speaker`, any other comment is
the annotator's remark. A text-bound Complete anywhere says that the file has all statements of its document. Kinds,
nesting and what brat has beside these are not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.reading.annotations.marks import Mark, Sheet
from rashomon.reading.annotations.terms import ACTS, encodable, file_stem, unbroken
from rashomon.records import Document, Rejected, Span, Spans

CONTENT, CUE, SOURCE, COMPLETE = "Content", "Cue", "Source", "Complete"
SAID_BY, CUED_BY, INSIDE, FOLLOWS = "SaidBy", "CuedBy", "Inside", "Follows"
ACT, KIND = "Act", "Kind"
SPEAKER, NO_SPEAKER = "speaker: ", "no speaker"

_OFFSETS = r"[0-9]{1,9} [0-9]{1,9}"
_TEXT_BOUND = re.compile(rf"(T[0-9]\S*)\t(\S+) ({_OFFSETS}(?:;{_OFFSETS})*)\t(.*)")
_RELATION = re.compile(r"R[0-9]\S*\t(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
_ATTRIBUTE = re.compile(r"[AM][0-9]\S*\t(\S+) (\S+)(?: (\S+))?\s*")
_NOTE = re.compile(r"#[0-9]*\tAnnotatorNotes (\S+)\t(.*)")


class _BadLineError(ValueError):
    """A line says nothing that can be read; the message says why."""


@dataclass(slots=True)
class _File:
    """What the lines of a file have said so far."""

    text: str
    bounds: dict[str, tuple[str, Spans, str]] = field(default_factory=dict)
    tied: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    acts: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def read_brat(path: Path, documents: Sequence[Document]) -> Iterator[Sheet | Rejected]:
    """Yield a sheet for each file about one of the documents, and what was put aside with its line and reason.

    A file is about the document whose text stands beside it as .txt. Raise OSError where the path cannot be read.
    """
    texts = _by_text(documents)
    for ann in sorted(path.rglob("*.ann")) if path.is_dir() else [path]:
        try:
            document = _document(ann, texts)
            lines = ann.read_bytes().decode("utf-8-sig").split("\n")
        except ValueError as error:
            reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            yield Rejected(ann.name, reason)
        else:
            yield from _sheet(ann.name, document, lines)


def _by_text(documents: Iterable[Document]) -> Mapping[str, list[Document]]:
    texts = defaultdict(list)
    for document in documents:
        texts[encodable(document.text)].append(document)
    return texts


def _document(ann: Path, texts: Mapping[str, list[Document]]) -> Document:
    beside = ann.with_suffix(".txt")
    if not beside.is_file():
        raise ValueError(f"there is no {beside.name} beside it")
    found = texts.get(beside.read_bytes().decode("utf-8"), [])
    named = [document for document in found if file_stem(document.id) == ann.stem]
    if not found:
        raise ValueError(f"the text in {beside.name} is that of no article here")
    if len(found) > 1 and not named:
        raise ValueError(f"the text in {beside.name} is that of {len(found)} articles")
    return (named or found)[0]


def _sheet(name: str, document: Document, lines: Sequence[str]) -> Iterator[Sheet | Rejected]:
    file = _File(encodable(document.text))
    rows = [(number, line.rstrip("\r")) for number, line in enumerate(lines, 1) if line.strip()]
    # What ties and qualifies may stand before what it is about.
    for number, line in sorted(rows, key=lambda row: not row[1].startswith("T")):
        try:
            _take(file, line)
        except _BadLineError as error:
            yield Rejected(f"{name}, line {number}", str(error))
    tied = {target for targets in file.tied.values() for target in targets}
    for key, (kind, _, _) in file.bounds.items():
        if kind in (CUE, SOURCE) and key not in tied:
            yield Rejected(f"{name}, {key}", f"no {CONTENT} is tied to this {kind}")
    marks = (_mark(name, file, key) for key, (kind, _, _) in file.bounds.items() if kind == CONTENT)
    complete = any(kind == COMPLETE for kind, _, _ in file.bounds.values())
    yield Sheet(document, tuple(marks), complete)


def _take(file: _File, line: str) -> None:
    """Add what a line says; raise _BadLineError where it says nothing that can be read."""
    if found := _TEXT_BOUND.fullmatch(line):
        _take_bound(file, *found.groups())
    elif found := _RELATION.fullmatch(line):
        _take_relation(file, *found.groups())
    elif found := _ATTRIBUTE.fullmatch(line):
        _take_attribute(file, *found.groups())
    elif found := _NOTE.fullmatch(line):
        _known(file, found[1])
        file.notes[found[1]].append(found[2].strip())
    else:
        raise _BadLineError("this is no annotation that is read here")


def _take_bound(file: _File, key: str, kind: str, offsets: str, words: str) -> None:
    if kind not in (CONTENT, CUE, SOURCE, COMPLETE):
        raise _BadLineError(f"“{kind[:80]}” marks nothing that is read here")
    if key in file.bounds:
        raise _BadLineError(f"{key} is used twice")
    pairs = (pair.split(" ") for pair in offsets.split(";"))
    spans = [Span(int(start), int(end)) for start, end in pairs]
    if any(not span.start < span.end <= len(file.text) for span in spans):
        raise _BadLineError("its offsets are not inside the text")
    there = " ".join(span.of(file.text) for span in spans)
    if there.split() != words.split():
        raise _BadLineError(f"at its offsets the text has “{' '.join(there.split())[:80]}”")
    file.bounds[key] = kind, unbroken(file.text, spans), words


def _take_relation(file: _File, kind: str, first: str, second: str) -> None:
    wanted = {SAID_BY: SOURCE, CUED_BY: CUE, INSIDE: CONTENT, FOLLOWS: CONTENT}
    if kind not in wanted:
        raise _BadLineError(f"“{kind[:80]}” is no relation that is read here")
    for key, role in ((first, CONTENT), (second, wanted[kind])):
        if _known(file, key) != role:
            raise _BadLineError(f"{key} is no {role}")
    file.tied[first, kind].append(second)


def _take_attribute(file: _File, kind: str, key: str, value: str | None) -> None:
    if _known(file, key) != CONTENT:
        raise _BadLineError(f"{key} is no {CONTENT}")
    if kind == ACT and value not in ACTS:
        raise _BadLineError(f"an act is one of {', '.join(ACTS)}")
    if kind == ACT and value:
        file.acts[key] = value
    elif kind != KIND:
        raise _BadLineError(f"“{kind[:80]}” is no attribute that is read here")


def _known(file: _File, key: str) -> str:
    if key not in file.bounds:
        raise _BadLineError(f"it is about {key[:80]}, which marks nothing")
    return file.bounds[key][0]


def _mark(name: str, file: _File, key: str) -> Mark:
    notes = file.notes.get(key, [])
    named = [note.removeprefix(SPEAKER).strip() for note in notes if note.startswith(SPEAKER)]
    remarks = [note for note in notes if note and not note.startswith(SPEAKER) and note != NO_SPEAKER]
    return Mark(
        place=f"{name}, {key}", content=file.bounds[key][1], cue=_tied(file, key, CUED_BY),
        source=_tied(file, key, SAID_BY), speaker=named[-1] if named and named[-1] else None,
        nobody=NO_SPEAKER in notes and not named, act=file.acts.get(key), why="; ".join(remarks),
    )  # fmt: skip


def _tied(file: _File, key: str, kind: str) -> Spans | None:
    spans = [span for other in file.tied.get((key, kind), ()) for span in file.bounds[other][1]]
    return unbroken(file.text, spans) if spans else None
