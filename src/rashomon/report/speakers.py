"""The speakers: each with all spellings and roles, why its names were taken as one, and what it said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rashomon.records import Entity, Link, Statement
from rashomon.report.anchors import anchor
from rashomon.report.index import Index, Paper
from rashomon.report.phrases import counted, day, label
from rashomon.report.quotation import Mention, mention, opening


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in a speaker's list: the link, the act, the first words, the article's language."""

    mention: Mention
    act: str
    opening: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class Merged:
    """A name that was taken for this speaker, why, and in which article."""

    name: str
    reason: str
    paper: Paper | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker as shown. Roles are (words, day first used) pairs."""

    anchor: str
    name: str
    type: str
    spellings: list[str]
    roles: list[tuple[str, str]]
    merges: list[Merged]
    links: list[Link]
    said: list[Said]
    weight: str


def speakers(index: Index) -> list[Speaker]:
    """Return everybody who says or answers something, the most quoted first."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in index.statements.values():
        said[statement.speaker or ""].append(statement)
    answering = {answer.speaker for answer in index.comparison.answers}
    heard = [entity for entity in index.comparison.entities if entity.id in said or entity.id in answering]
    heard.sort(key=lambda entity: -len(said.get(entity.id, ())))
    return [_speaker(index, entity, said.get(entity.id, [])) for entity in heard]


def silent(index: Index, heard: list[Speaker]) -> list[Entity]:
    """Return the entities that are named but say nothing."""
    shown = {speaker.anchor for speaker in heard}
    return [entity for entity in index.comparison.entities if anchor("e", entity.id) not in shown]


def _speaker(index: Index, entity: Entity, statements: list[Statement]) -> Speaker:
    return Speaker(
        anchor=anchor("e", entity.id),
        name=entity.name,
        type=label("entity", entity.type),
        spellings=[alias for alias in dict.fromkeys(entity.aliases) if alias != entity.name],
        roles=_roles(entity),
        merges=[
            Merged(merge.name, merge.reason, index.papers.get(merge.document)) for merge in entity.merges
        ],
        links=list(entity.links),
        said=[said(index, statement) for statement in statements],
        weight=f"{counted(len(statements), 'statement')}, {counted(index.origins_of(statements), 'origin')}",
    )


def _roles(entity: Entity) -> list[tuple[str, str]]:
    """Return the roles, each spelling of one only where it is first used."""
    first: dict[str, tuple[str, str]] = {}
    for role in entity.roles:
        first.setdefault(role.text.casefold().replace("’", "'"), (role.text, day(role.since)))
    return list(first.values())


def said(index: Index, statement: Statement) -> Said:
    """Return a statement as a line of a list."""
    paper = index.papers[statement.document]
    return Said(mention(index, statement), label("act", statement.act), opening(index, statement), paper)
