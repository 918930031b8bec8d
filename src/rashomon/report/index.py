"""The look-ups that every part of the report shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from rashomon.alignment.origins import Origins
from rashomon.records import Answer, Comparison, Document, Entity, Reuse, Span, Statement
from rashomon.report.anchors import anchor
from rashomon.report.comments import comments
from rashomon.report.disputes import Disputes
from rashomon.report.fragment import live_link, web_address
from rashomon.report.moments import moment
from rashomon.report.phrases import (
    ASKED,
    NAME,
    OUTLET,
    TITLE,
    clipped,
    day,
    label,
    language_tag,
    shortened,
    value_in_words,
    when,
)
from rashomon.report.reviews import reviews

NOT_NAMED = "not named"
_DEEPEST = 5  # speakers named of a chain of hearsay


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker as shown: the name, its place among the speakers (None where nobody is named), its kind."""

    text: str
    anchor: str | None = None
    type: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """An article as it is cited: where it stands in the report, its outlet, title, date, language, address."""

    anchor: str
    outlet: str
    title: str
    published: str
    day: str
    when: str
    lang: str | None
    url: str | None
    reprint: Paper | None = None
    relation: str = "Reprint"


class Index:
    """Documents, speakers, statements and answers by id, and the running numbers of statements."""

    def __init__(self, comparison: Comparison) -> None:
        """Build the look-ups of one comparison."""
        self.comparison = comparison
        self.documents = {document.id: document for document in comparison.documents}
        self.entities = {entity.id: entity for entity in comparison.entities}
        self.questions = {question.id: question for question in comparison.questions}
        self.answers = {answer.id: answer for answer in comparison.answers}
        self.origins = Origins(
            comparison.documents, comparison.copies, comparison.reuses, comparison.revisions
        )
        self.by_document: dict[str, list[Statement]] = defaultdict(list)
        for statement in comparison.statements:
            if statement.document in self.documents:
                self.by_document[statement.document].append(statement)
        for rows in self.by_document.values():
            rows.sort(key=_position)
        ordered = [row for document in self.documents for row in self.by_document[document]]
        self.statements = {statement.id: statement for statement in ordered}
        self.numbers = {statement.id: number for number, statement in enumerate(ordered, 1)}
        self.disputes = Disputes(comparison)
        self.comments = comments(comparison)
        self.reviews = reviews(comparison)
        self.articles = Origins(comparison.documents, (), (), comparison.revisions)
        self.held: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.documents:
            if self.origins.of(name) != name:
                self.held[self.origins.of(name)].append(name)
        self.reused: defaultdict[str, list[Reuse]] = defaultdict(list)
        for reuse in sorted(comparison.reuses, key=lambda reuse: reuse.span):
            self.reused[reuse.document].append(reuse)
        self.papers: dict[str, Paper] = {}
        for document in comparison.documents:
            self._cite(document)

    def _cite(self, document: Document) -> Paper:
        first = self.origins.of(document.id)
        paper = Paper(
            anchor=anchor("doc", document.id),
            outlet=shortened(document.outlet or "outlet not given", OUTLET),
            title=shortened(document.title or "", TITLE) or clipped(document.text[:500], 90) or "untitled",
            published=document.published if document.published and moment(document.published) else "",
            day=day(document.published) or "date not given",
            when=when(document.published) or "date not given",
            lang=language_tag(document.language),
            url=web_address(document.url),
            reprint=self._cite(self.documents[first]) if first != document.id else None,
            relation="Later state" if self.articles.of(document.id) == first else "Reprint",
        )
        self.papers[document.id] = paper
        return paper

    def speaker(self, entity: str | None) -> Name:
        """Return the speaker with this id as shown; an id without an entity is not named."""
        found = self.entities.get(entity or "")
        if found is None:
            return Name(NOT_NAMED)
        return Name(shortened(found.name, NAME), anchor("e", found.id), label("entity", found.type))

    def role(self, entity: str | None, published: str | None) -> str:
        """Return what the speaker was called at the time: the latest role used by then, else the first."""
        found = self.entities.get(entity or "")
        roles = found.roles if found else ()
        then = [role for role in roles if role.since and published and role.since[:10] <= published[:10]]
        latest = max(then, key=lambda role: role.since or "", default=roles[0] if roles else None)
        return latest.text if found and latest and not _repeats(latest.text, found.name) else ""

    def told(self, statements: Iterable[str]) -> list[Statement]:
        """Return the statements with these ids, in the order of the articles; unknown ids are left out."""
        known = {name for name in statements if name in self.statements}
        return [self.statements[name] for name in sorted(known, key=self.numbers.__getitem__)]

    def origins_of(self, statements: Iterable[Statement]) -> int:
        """Return how many independent origins the statements come from."""
        return self.origins.count_statements(statements)

    def reported(self, answer: Answer) -> tuple[str, float]:
        """Return when an answer was first reported, to sort by: its own day, then its articles' times."""
        published = [self.documents[row.document].published for row in self.told(answer.statements)]
        moments = [found.timestamp() for found in map(moment, published) if found]
        return (answer.since or "9999")[:10], min(moments, default=0.0)

    def versions(self, answers: Iterable[Answer]) -> list[list[Answer]]:
        """Return one speaker's answers to one question, oldest first, those of one value in a row as one version."""
        ordered = sorted(answers, key=self.reported)
        return [list(run) for _, run in groupby(ordered, key=lambda answer: answer.value.casefold().strip())]

    def live(self, statement: Statement) -> str | None:
        """Return a link to the statement's words on the live page, or None."""
        document = self.documents[statement.document]
        spans = [span for span in statement.content if span.start < span.end]
        return live_link(document.url, document.text, spans[0]) if spans else web_address(document.url)

    def value(self, answer: Answer) -> str:
        """Return an answer's value in words, clipped where it is endless."""
        return shortened(value_in_words(answer.value, self.entities) or answer.summary, ASKED)

    def detail(self, answer: Answer) -> str:
        """Return an answer's summary where it says more than its value."""
        return (
            "" if answer.summary.casefold().strip(" .") == self.value(answer).casefold() else answer.summary
        )

    def chain(self, statement: Statement) -> list[Entity | None]:
        """Return the speakers through whom a nested statement came, nearest first."""
        found: list[Entity | None] = []
        seen = {statement.id}
        parent = self.statements.get(statement.parent or "")
        while parent and parent.id not in seen and len(found) < _DEEPEST:
            seen.add(parent.id)
            found.append(self.entities.get(parent.speaker or ""))
            parent = self.statements.get(parent.parent or "")
        return found


def _repeats(role: str, name: str) -> bool:
    """Tell whether a role says nothing beyond the name: "the mayor" beside "mayor"."""
    return role.casefold() in name.casefold() or name.casefold() in role.casefold()


def first_span(statement: Statement) -> Span | None:
    """Return the span at which a statement is found in its article: its content's first, else any."""
    content = [span for span in statement.content if span.start < span.end]
    spans = content or [*statement.cue, *statement.source]
    return min(spans, default=None)


def _position(statement: Statement) -> tuple[int, int, str]:
    span = first_span(statement)
    return (span.start, -span.end, statement.id) if span else (0, 0, statement.id)
