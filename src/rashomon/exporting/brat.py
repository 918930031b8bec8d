"""brat standoff: a folder with a text and its annotations for each document, and the configuration for brat.

Content, Cue and Source are text-bound, discontinuous where their words are, and at every line end, since brat's spans
do not cross one. SaidBy, CuedBy, Inside (a statement in a statement) and Follows are relations, Kind and Act are
attributes, the speaker is a comment. Files are named by a hash of the document's id; `documents.csv` says which is which.
The mark Complete says that the file has all statements: who removes a Content from it rejects a statement.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rashomon.exporting.files import whole_folder
from rashomon.exporting.table import disarm
from rashomon.reading.annotations.brat import (
    ACT,
    COMPLETE,
    CONTENT,
    CUE,
    CUED_BY,
    FOLLOWS,
    INSIDE,
    KIND,
    NO_SPEAKER,
    SAID_BY,
    SOURCE,
    SPEAKER,
)
from rashomon.reading.annotations.terms import ACTS, KINDS, encodable, file_stem, lines_of, one_line
from rashomon.records import Comparison, Document, Span, Spans, Statement

_CONFIGURATION = f"""[entities]
{CONTENT}
{CUE}
{SOURCE}
{COMPLETE}

[relations]
{SAID_BY} Arg1:{CONTENT}, Arg2:{SOURCE}
{CUED_BY} Arg1:{CONTENT}, Arg2:{CUE}
{INSIDE} Arg1:{CONTENT}, Arg2:{CONTENT}
{FOLLOWS} Arg1:{CONTENT}, Arg2:{CONTENT}
<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
{KIND} Arg:{CONTENT}, Value:{"|".join(KINDS)}
{ACT} Arg:{CONTENT}, Value:{"|".join(ACTS)}
"""


def write_brat(comparison: Comparison, path: Path) -> None:
    """Write the folder; raise FileExistsError where it is there and not empty, OSError where it cannot be written."""
    names = {entity.id: one_line(entity.name) for entity in comparison.entities}
    said: dict[str, list[Statement]] = {}
    for statement in comparison.statements:
        said.setdefault(statement.document, []).append(statement)
    with whole_folder(path) as folder:
        (folder / "annotation.conf").write_text(_CONFIGURATION, "utf-8", newline="\n")
        _index(comparison.documents, folder / "documents.csv")
        for document in comparison.documents:
            stem = folder / file_stem(document.id)
            stem.with_suffix(".txt").write_bytes(encodable(document.text).encode())
            lines = _lines(document, said.get(document.id, ()), names)
            stem.with_suffix(".ann").write_bytes("".join(line + "\n" for line in lines).encode())


def _index(documents: Sequence[Document], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "document", "outlet", "published", "title", "url"])
        for row in documents:
            about = (row.id, row.outlet, row.published, row.title, row.url)
            writer.writerow([file_stem(row.id), *(disarm(one_line(cell or "")) for cell in about)])


def _lines(document: Document, statements: Sequence[Statement], names: Mapping[str, str]) -> Iterator[str]:
    sheet = _Lines(encodable(document.text))
    first = lines_of(sheet.text, [Span(0, len(sheet.text))])[:1]
    if first:
        sheet.bound(COMPLETE, first)
    for statement in statements:
        sheet.add(statement, names)
    sheet.tie(statements)
    return iter(sheet.lines)


class _Lines:
    """The lines of a file, numbered as they come."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.bounds: dict[tuple[str, Spans], str] = {}
        self.contents: dict[str, str] = {}
        self.counts = dict.fromkeys("TRA#", 0)

    def add(self, statement: Statement, names: Mapping[str, str]) -> None:
        """Add a statement; one without a word in the text has no place in this format."""
        content = self.bound(CONTENT, lines_of(self.text, statement.content), new=True)
        if content is None:
            return
        self.contents[statement.id] = content
        for relation, kind, spans in ((SAID_BY, SOURCE, statement.source), (CUED_BY, CUE, statement.cue)):
            other = self.bound(kind, lines_of(self.text, spans))
            if other:
                self._line("R", f"{relation} Arg1:{content} Arg2:{other}")
        self._line("A", f"{KIND} {content} {one_line(statement.kind)}")
        self._line("A", f"{ACT} {content} {one_line(statement.act)}")
        name = names.get(statement.speaker or "")
        if statement.speaker is None or name:  # a speaker without a visible name is not said to be nobody
            self._line("#", f"AnnotatorNotes {content}", SPEAKER + name if name else NO_SPEAKER)

    def tie(self, statements: Sequence[Statement]) -> None:
        """Add what statements are to each other."""
        for statement in statements:
            for relation, other in ((INSIDE, statement.parent), (FOLLOWS, statement.follows)):
                ends = self.contents.get(statement.id), self.contents.get(other or "")
                if all(ends):
                    self._line("R", f"{relation} Arg1:{ends[0]} Arg2:{ends[1]}")

    def bound(self, kind: str, spans: Spans, *, new: bool = False) -> str | None:
        """Return the id of a text-bound annotation, an earlier one of the same words unless it must be a new one."""
        if not spans:
            return None
        key = (kind, spans)
        if new or key not in self.bounds:
            offsets = ";".join(f"{span.start} {span.end}" for span in spans)
            words = " ".join(span.of(self.text) for span in spans)
            self.bounds[key] = self._line("T", f"{kind} {offsets}", words)
        return self.bounds[key]

    def _line(self, letter: str, *fields: str) -> str:
        self.counts[letter] += 1
        key = f"{letter}{self.counts[letter]}"
        self.lines.append("\t".join((key, *fields)))
        return key
