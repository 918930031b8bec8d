"""schema.org as JSON-LD: articles, quotations, claims, and claim reviews without a verdict.

A direct or mixed statement is a Quotation, an indirect one a Claim in the words of the article; each answer to a question
is a Claim too, in the articles that carry it. Each side of a discrepancy has a ClaimReview for a fact-checker to
complete: no rating, no author, since this program passes no verdict. Properties and types are those of schema.org's
vocabulary alone; what it has no word for (spans, acts, confidence) is in the other exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rashomon.exporting.addresses import address_of, name_of
from rashomon.exporting.dates import moment
from rashomon.exporting.files import write_pretty
from rashomon.exporting.table import words
from rashomon.reading.annotations.terms import encodable, one_line, urn
from rashomon.records import Answer, Comparison, Discrepancy, Document, Entity, Json, Question, Statement
from rashomon.report.fragment import wikidata_address

_TYPES = {
    "person": "Person", "organization": "Organization", "group": "Organization", "media": "NewsMediaOrganization",
    "place": "Place", "document": "CreativeWork",
}  # fmt: skip
# Who may say something, by schema.org: spokenByCharacter and author expect a Person or an Organization.
_SPEAKERS = frozenset({"person", "organization", "group", "media"})


def write_schema_org(comparison: Comparison, path: Path) -> None:
    """Write the graph; raise OSError where it cannot be written."""
    write_pretty(graph(comparison), path)


def graph(comparison: Comparison) -> Json:
    """Return the graph of a comparison: a node for each article, entity, statement, question, answer and review."""
    return {"@context": "https://schema.org", "@graph": [*_Graph(comparison).nodes()]}


class _Graph:
    """The nodes, which refer to each other by their ids."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.documents = {document.id: document for document in comparison.documents}
        # Two states of one page are two articles: only the first bears the address as its name.
        self.named: dict[str, str] = {}
        taken: set[str] = set()
        for document in comparison.documents:
            name = name_of(document)
            self.named[document.id] = urn("document", document.id) if name in taken else name
            taken.add(name)
        self.speakers = {entity.id for entity in comparison.entities if entity.type in _SPEAKERS}
        self.statements = {row.id: row for row in comparison.statements if row.document in self.documents}
        self.mentioned: dict[str, list[str]] = {}
        for entity in comparison.entities:
            for name in entity.documents:
                self.mentioned.setdefault(name, []).append(entity.id)

    def nodes(self) -> Iterator[Json]:
        """Yield all nodes, in the order of the comparison."""
        found = self.comparison
        yield from map(self._article, found.documents)
        yield from map(_entity, found.entities)
        yield from map(self._statement, self.statements.values())
        yield from map(_question, found.questions)
        yield from map(self._answer, found.answers)
        answers = {answer.id: answer for answer in found.answers}
        for discrepancy in found.discrepancies:
            for side in dict.fromkeys((discrepancy.a, discrepancy.b)):
                if side in answers:
                    yield _review(discrepancy, answers[side])

    def _article(self, document: Document) -> Json:
        return _node(
            self.named[document.id], "NewsArticle", identifier=document.id, headline=document.title,
            datePublished=moment(document.published), inLanguage=document.language, url=address_of(document),
            publisher={"@type": "NewsMediaOrganization", "name": one_line(document.outlet)} if document.outlet else None,
            mentions=_references("entity", self.mentioned.get(document.id, ())),
        )  # fmt: skip

    def _statement(self, statement: Statement) -> Json:
        document = self.documents[statement.document]
        article = {"@id": self.named[document.id]}
        said = words(encodable(document.text), statement.content)
        speaker = self._speaker(statement.speaker)
        about = {"text": said, "inLanguage": document.language}
        if statement.kind == "indirect":
            where = {"appearance": article, "firstAppearance": article}
            return _node(urn("statement", statement.id), "Claim", **about, author=speaker, **where)
        return _node(
            urn("statement", statement.id), "Quotation", **about, creator=speaker, spokenByCharacter=speaker,
            isPartOf=article,
        )  # fmt: skip

    def _answer(self, answer: Answer) -> Json:
        carrying = [self.statements[one] for one in answer.statements if one in self.statements]
        dated = {row.document: self.documents[row.document].published for row in carrying}
        first = min(
            (name for name, day in dated.items() if day),
            key=lambda name: (dated[name] or "", name),
            default=None,
        )
        return _node(
            urn("answer", answer.id), "Claim", text=answer.summary, author=self._speaker(answer.speaker),
            about={"@id": urn("question", answer.question)},
            appearance=[{"@id": self.named[name]} for name in dated],
            firstAppearance={"@id": self.named[first]} if first else None,
            hasPart=_references("statement", (row.id for row in carrying)),
        )  # fmt: skip

    def _speaker(self, entity: str | None) -> Json | None:
        return {"@id": urn("entity", entity)} if entity in self.speakers and entity else None


def _entity(entity: Entity) -> Json:
    pages = sorted({page for link in entity.links if (page := wikidata_address(link))})
    roles = list(dict.fromkeys(one_line(role.text) for role in entity.roles))
    return _node(
        urn("entity", entity.id), _TYPES.get(entity.type, "Thing"), name=entity.name,
        alternateName=[one_line(name) for name in entity.aliases if name != entity.name],
        jobTitle=roles if entity.type == "person" else None, sameAs=pages,
    )  # fmt: skip


def _question(question: Question) -> Json:
    return _node(urn("question", question.id), "Question", name=question.text, text=question.text)


def _review(discrepancy: Discrepancy, answer: Answer) -> Json:
    return _node(
        urn("review", f"{discrepancy.id} {answer.id}"), "ClaimReview", claimReviewed=answer.summary,
        itemReviewed={"@id": urn("answer", answer.id)}, description=discrepancy.note,
    )  # fmt: skip


def _references(noun: str, names: Iterable[str]) -> list[Json]:
    return [{"@id": urn(noun, name)} for name in names]


def _node(name: str, kind: str, /, **properties: object) -> Json:
    """Return a node with the properties that it has; words stand on one line."""
    told: Mapping[str, object] = {
        key: one_line(value) if isinstance(value, str) else value for key, value in properties.items()
    }
    return {"@id": name, "@type": kind, **{key: value for key, value in told.items() if value}}
