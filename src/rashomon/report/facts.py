"""What the top of the page says: how much coverage there is, and what is missing from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from rashomon.report.fragment import web_address
from rashomon.report.index import Index, Paper
from rashomon.report.moments import moment
from rashomon.report.phrases import TITLE, counted, label, listed, period, shortened
from rashomon.report.speakers import Said, said


@dataclass(frozen=True, slots=True)
class Facts:
    """The coverage in sentences: title, events, extent, origins, what was found."""

    title: str
    days: str
    events: list[str]
    extent: str
    origins: str
    found: str


@dataclass(frozen=True, slots=True)
class Nameless:
    """A statement whose speaker is not named, and why."""

    said: Said
    reason: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What is unknown or was put aside. `rejected` are (input, reason) pairs."""

    nameless: list[Nameless]
    undated: list[Paper]
    outletless: list[Paper]
    rejected: list[tuple[str, str]]
    unsure: int

    @property
    def lines(self) -> list[str]:
        """Return what is missing, a sentence each."""
        counts = (
            (len(self.nameless), counted(len(self.nameless), "statement") + " without a named speaker"),
            (self.unsure, counted(self.unsure, "discrepancy", "discrepancies") + " of low confidence"),
            (len(self.undated), counted(len(self.undated), "article") + " without a date"),
            (len(self.outletless), counted(len(self.outletless), "article") + " without an outlet"),
            (len(self.rejected), counted(len(self.rejected), "input") + " put aside unread"),
        )
        return [words for count, words in counts if count]


def facts(index: Index) -> Facts:
    """Return the sentences at the top."""
    comparison = index.comparison
    titles = [shortened(event.title, TITLE) for event in comparison.events if event.title]
    origins = index.origins.count(index.documents)
    states = sum(paper.reprint is not None and paper.relation != "Reprint" for paper in index.papers.values())
    reprints = len(index.documents) - origins - states
    speaking = {row.speaker for row in comparison.statements if row.speaker in index.entities}
    discrepancies = counted(len(comparison.discrepancies), "discrepancy", "discrepancies")
    return Facts(
        title=_title(titles),
        days=period([document.published for document in comparison.documents]),
        events=titles,
        extent=_extent(index),
        origins=_origins(reprints, states, origins),
        found=f"{counted(len(comparison.statements), 'attributed statement')} by {counted(len(speaking), 'speaker')}; "
        f"{counted(len(comparison.questions), 'question')}, {discrepancies}.",
    )  # fmt: skip


def _origins(reprints: int, states: int, origins: int) -> str:
    """Say how many articles are independent.

    >>> _origins(1, 2, 4)
    '1 reprint and 2 later states counted with their source: 4 independent origins.'
    """
    several = [
        counted(count, noun) for count, noun in ((reprints, "reprint"), (states, "later state")) if count
    ]
    whose = "its" if reprints + states == 1 else "their"
    told = f"{' and '.join(several)} counted with {whose} source" if several else "No reprints among them"
    return f"{told}: {counted(origins, 'independent origin')}."


def _title(titles: list[str]) -> str:
    if not titles:
        return "Who said what"
    return titles[0] if len(titles) == 1 else f"{titles[0]} and {counted(len(titles) - 1, 'other event')}"


def _extent(index: Index) -> str:
    documents = index.comparison.documents
    outlets = {document.outlet for document in documents if document.outlet}
    languages = Counter(document.language for document in documents if document.language)
    names = [label("language", code) for code, _ in languages.most_common()]
    dates = period([document.published for document in documents])
    parts = [
        counted(len(documents), "article"),
        f"from {counted(len(outlets), 'outlet')}" if outlets else "",
        f"in {listed(names)}" if names else "",
    ]
    return ", ".join(filter(None, [" ".join(filter(None, parts)), dates])) + "."


def missing(index: Index) -> Missing:
    """Return what is unknown or was put aside."""
    nameless = [row for row in index.statements.values() if row.speaker not in index.entities]
    return Missing(
        nameless=[Nameless(said(index, row), row.unknown or "nobody is named") for row in nameless],
        undated=[index.papers[row.id] for row in index.comparison.documents if not moment(row.published)],
        outletless=[index.papers[row.id] for row in index.comparison.documents if not row.outlet],
        rejected=[(shown_input(row.uri), row.reason) for row in index.comparison.rejected],
        unsure=sum(row.confidence < 0.6 for row in index.comparison.discrepancies),
    )


def shown_input(uri: str) -> str:
    """Return an input as named in a report that is sent on: a web address, or a file without its folders.

    >>> shown_input("file:///home/ann/coverage/03.html")
    '03.html'
    """
    return web_address(uri) or PurePosixPath(uri.replace("\\", "/")).name or uri
