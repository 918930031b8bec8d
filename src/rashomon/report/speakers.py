"""The speakers: each with all spellings and roles, why its names were taken as one, and what it said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.records import Entity, Link, Role, Statement
from rashomon.report.anchors import anchor
from rashomon.report.index import Index, Paper
from rashomon.report.phrases import NAME, counted, day, label, shortened
from rashomon.report.quotation import Mention, mention, opening
from rashomon.report.reviews import Reviewed

_ARTICLES = frozenset(["the", "a", "an"])
# So many roles are looked at for a fuller one.
_MOST = 50


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in a speaker's list: the link, the act, the first words, the article's language."""

    mention: Mention
    act: str
    opening: str
    paper: Paper
    reviews: list[Reviewed]


@dataclass(frozen=True, slots=True)
class Merged:
    """A name that was taken for this speaker, why, and in which article."""

    name: str
    reason: str
    paper: Paper | None


@dataclass(frozen=True, slots=True)
class Held:
    """A role as shown: the words, the days between which it is told of, the body where the words shorten it, who came before or after."""

    text: str
    days: str
    organization: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker as shown."""

    anchor: str
    name: str
    type: str
    spellings: list[str]
    roles: list[Held]
    merges: list[Merged]
    links: list[Link]
    said: list[Said]
    weight: str
    reviews: list[Reviewed]


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
        name=shortened(entity.name, NAME),
        type=label("entity", entity.type),
        spellings=[alias for alias in dict.fromkeys(entity.aliases) if alias != entity.name],
        roles=roles_of(entity),
        merges=[
            Merged(merge.name, merge.reason, index.papers.get(merge.document)) for merge in entity.merges
        ],
        links=list(entity.links),
        said=[said(index, statement) for statement in statements],
        weight=f"{counted(len(statements), 'statement')}, {counted(index.origins_of(statements), 'origin')}",
        reviews=index.reviews.get(entity.id, []),
    )


def roles_of(entity: Entity) -> list[Held]:
    """Return the roles, each spelling of one only where it is first used, none that only says less than an earlier one."""
    first: dict[str, Held] = {}
    for role in _told(entity.roles):
        key = role.text.casefold().replace("’", "'")
        known = first.setdefault(key, _held(role))
        if role.note and not known.note:
            first[key] = replace(known, note=role.note)
    return list(first.values())


def _told(roles: Sequence[Role]) -> Iterator[Role]:
    """Yield the roles without those of which all words are in another of the same day or before: “minister” of the interior."""
    rows = [(role, frozenset(role.text.casefold().split()) - _ARTICLES) for role in roles]
    for role, words in rows:
        fuller = (
            (other.since or "") <= (role.since or "") and other.until == role.until
            for other, more in rows[:_MOST]
            if words < more
        )
        if role.note or not any(fuller):
            yield role


def _held(role: Role) -> Held:
    """Return a role as shown: from the day it is first told of, until the day on which it is first called over.

    >>> _held(Role("minister", "2031-03-02", "2031-03-09", "former")).days
    'from 2 March 2031, over by 9 March 2031'
    >>> _held(Role("former minister", "2031-03-09", "2031-03-09", "former")).days
    'over by 9 March 2031'
    """
    since = role.since if role.since and (not role.until or role.since < role.until) else None
    days = [f"from {day(since)}"] if since else []
    days += [f"over by {day(role.until)}"] if role.until else []
    organization = role.organization or ""
    told = organization.casefold() in role.text.casefold()
    return Held(role.text, ", ".join(days), "" if told else organization, role.note)


def said(index: Index, statement: Statement) -> Said:
    """Return a statement as a line of a list."""
    paper = index.papers[statement.document]
    reviewed = index.reviews.get(statement.id, [])
    return Said(
        mention(index, statement), label("act", statement.act), opening(index, statement), paper, reviewed
    )
