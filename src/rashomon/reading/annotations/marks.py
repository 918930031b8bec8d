"""What a file of annotations says of a document, in whatever format it said it."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import Document, Spans


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement as an annotator marked it.

    `place` is where in the file it stands. `cue`, `source`, `speaker` and `act` are None where the file does not say;
    `nobody` says that no speaker is named. `key` is the id on the web of the statement that is meant, where the file has
    kept it; `who`, `when` and `why` are the annotator's own words on the mark.
    """

    place: str
    content: Spans
    cue: Spans | None = None
    source: Spans | None = None
    speaker: str | None = None
    nobody: bool = False
    act: str | None = None
    key: str | None = None
    who: str = ""
    when: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks on a document; `complete` says that they are all the statements that it has."""

    document: Document
    marks: tuple[Mark, ...]
    complete: bool = False
