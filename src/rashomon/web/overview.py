"""The overview: what is new, what is contested, who speaks, in which languages, how far the review is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from rashomon.records import Document, Entity, Outcome
from rashomon.report.facts import Facts, facts
from rashomon.report.index import Paper
from rashomon.report.moments import moment
from rashomon.report.phrases import counted, label
from rashomon.report.versus import Versus, versus
from rashomon.web.ask import Ask
from rashomon.web.view import View

# So many rows of each list stand on the overview; the views behind have the rest.
_QUESTIONS, _SPEAKERS, _ARTICLES, _EDITS, _LANGUAGES = 8, 12, 6, 5, 8


@dataclass(frozen=True, slots=True)
class Contested:
    """A question with its discrepancies: how many, and the surest one."""

    key: str
    text: str
    count: int
    best: Versus


@dataclass(frozen=True, slots=True)
class Speaking:
    """Somebody who says much: how often, from how many origins, and in how many discrepancies."""

    key: str
    entity: Entity
    said: int
    origins: int
    disputes: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many articles there are of a kind, and their share of the largest, in per cent."""

    name: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How much has been reviewed."""

    noun: str
    href: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The parts of the overview."""

    facts: Facts
    contested: list[Contested]
    speaking: list[Speaking]
    latest: list[Paper]
    revisions: int
    languages: list[Share]
    missing: list[str]
    progress: list[Progress]


def show(ask: Ask) -> Response:
    """Show the overview."""
    return ask.page(
        "overview.html", overview=ask.view.once(overview), edits=_edits(ask.view.comparison.edits)
    )


def overview(view: View) -> Overview:
    """Return the parts of the overview."""
    return Overview(
        facts(view.index), _contested(view), _speaking(view), _latest(view), len(view.comparison.revisions),
        _languages(view), _missing(view), progress(view),
    )  # fmt: skip


def _contested(view: View) -> list[Contested]:
    groups = [(name, rows) for name, rows in view.index.disputes.by_question.items() if rows]
    groups.sort(key=lambda group: (-len(group[1]), -group[1][0].confidence))
    found = []
    for name, rows in groups[:_QUESTIONS]:
        question = view.index.questions.get(name)
        if question:
            best = versus(view.index, rows[0], question.text)
            found.append(Contested(view.key(question), question.text, len(rows), best))
    return found


def _speaking(view: View) -> list[Speaking]:
    disputes: Counter[str] = Counter()
    for row in view.discrepancies.values():
        disputes.update({view.index.answers[name].speaker or "" for name in (row.a, row.b)})
    rows = []
    for entity in view.heard[:_SPEAKERS]:
        said = view.said_by[entity.id]
        rows.append(
            Speaking(view.key(entity), entity, len(said), view.index.origins_of(said), disputes[entity.id])
        )
    return rows


def _latest(view: View) -> list[Paper]:
    dated = [
        (found.timestamp(), row.id) for row in view.comparison.documents if (found := moment(row.published))
    ]
    return [view.index.papers[name] for _, name in sorted(dated, reverse=True)[:_ARTICLES]]


def _languages(view: View) -> list[Share]:
    counts = Counter(row.language or "" for row in view.comparison.documents).most_common(_LANGUAGES)
    most = max((count for _, count in counts), default=1)
    return [
        Share(label("language", code) if code else "not known", count, round(100 * count / most, 1))
        for code, count in counts
    ]


def _missing(view: View) -> list[str]:
    documents: Sequence[Document] = view.comparison.documents
    rows = (
        (len(view.said_by[""]), "statement", "statements", "without a named speaker"),
        (sum(row.confidence < 0.6 for row in view.discrepancies.values()), "discrepancy", "discrepancies", "of low confidence"),
        (sum(not moment(row.published) for row in documents), "article", "articles", "without a date"),
        (sum(not row.outlet for row in documents), "article", "articles", "without an outlet"),
        (len(view.comparison.rejected), "input", "inputs", "put aside unread"),
    )  # fmt: skip
    return [f"{counted(count, noun, plural)} {rest}" for count, noun, plural, rest in rows if count]


def progress(view: View) -> list[Progress]:
    """Return how much has been reviewed, of statements, discrepancies and pairs of names."""
    statements, discrepancies = len(view.statements), len(view.discrepancies)
    joins = len(view.to_join)
    settled = sum(
        row.edit.kind in ("merge", "reject") and row.state == "applied" for row in view.comparison.edits
    )
    return [
        Progress("statements", "/review", statements - len(view.to_check), statements),
        Progress(
            "discrepancies", "/review?what=discrepancies", discrepancies - len(view.to_judge), discrepancies
        ),
        Progress("names that may be one", "/review?what=names", settled, settled + joins),
    ]


def _edits(rows: Sequence[Outcome]) -> list[Outcome]:
    return list(rows[-_EDITS:])[::-1]
