"""The names: all of them, and one with its spellings, roles and statements, and the forms that join and part them."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from rashomon.entities.dividing import spelled
from rashomon.records import Edit, Entity, Moved, Suggestion
from rashomon.report.phrases import counted, label, labels
from rashomon.report.speakers import Merged, roles_of, said
from rashomon.web.ask import Ask
from rashomon.web.deeds import Deeds, Unclear
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS, _SAID, _NAMES, _ARTICLES = 40, 25, 60, 40
# Names that the form offers to join with.
_OFFERED = 150


@dataclass(frozen=True, slots=True)
class Line:
    """A name in the list."""

    key: str
    entity: Entity
    type: str
    said: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that may be one: what speaks for it and what against."""

    id: str
    a: Line
    b: Line
    why: str
    against: str
    strength: str


def line(view: View, entity: Entity) -> Line:
    """Return a name as it stands in a list."""
    return Line(view.key(entity), entity, label("entity", entity.type), view.quoted[entity.id])


def pair(view: View, row: Suggestion) -> Pair:
    """Return two names that may be one."""
    a, b = view.index.entities[row.a], view.index.entities[row.b or ""]
    return Pair(row.id, line(view, a), line(view, b), row.why, row.against, label("strength", row.strength))


def show_all(ask: Ask) -> Response:
    """Show the names, the most quoted first, a page at a time."""
    view, query, kind = ask.view, ask.get("q"), ask.get("type")
    wanted = spelled(query)
    named = {one.id for name, entities in view.by_name.items() if wanted in name for one in entities}
    rows = [
        row
        for row in view.once(_ranked)
        if (not kind or row.type == kind) and (not wanted or row.id in named)
    ]
    page = paged(rows, ask.number("page"), _ROWS)
    return ask.page(
        "people.html", page=page, lines=[line(view, row) for row in page.rows], query=query, kind=kind,
        types=labels()["entity"], pairs=len(view.to_join),
    )  # fmt: skip


def _ranked(view: View) -> list[Entity]:
    return sorted(view.comparison.entities, key=lambda row: (-view.quoted[row.id], row.name, row.id))


def show(ask: Ask) -> Response:
    """Show one name."""
    return _page(ask, ask.found(ask.view.entities), "")


def _page(ask: Ask, entity: Entity, trouble: str) -> Response:
    view = ask.view
    told = paged(view.said_by.get(entity.id, []), ask.number("page"), _SAID)
    names = list(dict.fromkeys([entity.name, *entity.aliases]))
    return ask.page(
        "entity.html", 422 if trouble else 200, trouble=trouble, entity=entity, key=view.key(entity),
        type=label("entity", entity.type), names=names[:_NAMES], more=len(names[_NAMES:]), roles=roles_of(entity)[:_NAMES],
        merges=[Merged(row.name, row.reason, view.index.papers.get(row.document)) for row in entity.merges[:_NAMES]],
        said=[(said(view.index, row), view.key(row), view.verdict(row.id)) for row in told.rows], page=told,
        weight=f"{counted(told.total, 'statement')}, {counted(view.index.origins_of(view.said_by.get(entity.id, [])), 'origin')}",
        papers=[view.index.papers[name] for name in entity.documents[:_ARTICLES] if name in view.index.papers],
        articles=len(entity.documents), notes=view.notes(entity.id), documents=dict(list(_cited(view, entity))),
        pairs=[pair(view, row) for row in view.to_join if entity.id in (row.a, row.b)][:10],
        offered=[row.name for row in view.once(_ranked) if row.type == entity.type and row.id != entity.id][:_OFFERED],
    )  # fmt: skip


def _cited(view: View, entity: Entity) -> list[tuple[str, str]]:
    rows = [name for name in entity.documents[:_ARTICLES] if name in view.index.papers]
    return [(view.key(view.index.documents[name]), name) for name in rows]


def correct(ask: Ask) -> Response:
    """Join, part or rename."""
    entity = ask.found(ask.view.entities)
    forms = {"merge": _merge, "rename": _rename, "split": _split}
    form = forms.get(ask.field("do"))
    if form is None:
        raise HTTPException(400, "The form does not say what to do.")
    try:
        edit, words = form(ask, entity)
    except ValueError as error:
        return _page(ask, entity, str(error))
    ask.correct([edit], words)
    return _to(ask, entity, edit)


def _merge(ask: Ask, entity: Entity) -> tuple[Edit, str]:
    deeds, name = Deeds(ask.view), ask.field("name")
    key = ask.field("with")
    other = ask.view.entities[key] if key in ask.view.entities else deeds.named(name)
    if other is None:
        raise Unclear(f"Nobody in this case is called “{name}”." if name else "Say with whom.")
    if other.id == entity.id:
        raise Unclear(f"“{other.name}” is this one already.")
    return deeds.merge((entity, other), ask.field("why")), f"“{entity.name}” and “{other.name}” are one."


def _rename(ask: Ask, entity: Entity) -> tuple[Edit, str]:
    name = ask.field("name")
    return Deeds(ask.view).rename(entity, name, ask.field("why")), f"Now shown as “{name}”."


def _split(ask: Ask, entity: Entity) -> tuple[Edit, str]:
    known = dict(_cited(ask.view, entity))
    documents = tuple(known[key] for key in ask.fields("document") if key in known)
    moved = Moved(
        tuple(name for name in ask.fields("moved") if name in {entity.name, *entity.aliases}), documents
    )
    if moved == Moved():
        raise Unclear("Say which names, or which articles, are somebody else’s.")
    return Deeds(ask.view).split(entity, moved, ask.field("name") or None, ask.field("why")), "Parted."


def settle(ask: Ask) -> Response:
    """Say of two names that may be one whether they are."""
    key = ask.field("merge") or ask.field("apart")
    row = ask.found(ask.view.suggestions, key)
    a, b = ask.view.index.entities[row.a], ask.view.index.entities[row.b or ""]
    deeds = Deeds(ask.view)
    if ask.field("merge"):
        ask.correct([deeds.merge((a, b))], f"“{a.name}” and “{b.name}” are one.")
    else:
        ask.correct([deeds.apart(a, b)], f"“{a.name}” and “{b.name}” are two.")
    return ask.back("/review?what=names")


def _to(ask: Ask, entity: Entity, edit: Edit) -> Response:
    """Go to the entity as it is now: under another id where it was joined or parted."""
    view = ask.desk.view
    if entity.id in view.index.entities:
        return RedirectResponse(f"/entity/{view.key(entity)}", 303)
    named = view.by_name.get(spelled(edit.name or entity.name), [])
    return RedirectResponse(f"/entity/{view.key(named[0])}" if named else "/people", 303)
