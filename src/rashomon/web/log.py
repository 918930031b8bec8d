"""The log: every correction that was ever made, what became of it, and the forms that take one back or add a note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import Response

from rashomon.case.journal import about
from rashomon.edits import EditKind
from rashomon.records import Edit, Outcome
from rashomon.report.phrases import clipped, label
from rashomon.web.ask import Ask
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS = 40
_LONGEST = 240
_NOTE = 4_000
STATES = {
    "applied": "holds", "overruled": "overruled", "undone": "undone", "orphaned": "fits nothing here",
    "kept": "not worked in yet",
}  # fmt: skip
KINDS: dict[str, str] = {
    "merge": "one name:", "split": "parted:", "rename": "shown as", "reject": "not one:",
    "accept-statement": "accepted:", "reject-statement": "rejected:", "correct-statement": "corrected:",
    "add-statement": "added:", "merge-questions": "one question:", "split-question": "question parted:",
    "reword-question": "question reworded:", "move-statement": "moved:",
    "correct-answer": "answer corrected:", "correct-discrepancy": "discrepancy corrected:",
    "accept-discrepancy": "discrepancy accepted:",
    "reject-discrepancy": "discrepancy dropped:", "add-discrepancy": "discrepancy added:", "hypothesis": "hypothesis:",
    "mark": "marked", "note": "note:", "undo": "undone:",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """An edit in the log."""

    id: str
    kind: str
    verb: str
    about: str
    name: str
    who: str
    when: str
    why: str
    state: str
    told: str
    note: str


def line(outcome: Outcome, edits: dict[str, Edit]) -> Line:
    """Return an edit in words; `edits` are all, by id, since an undo speaks of another."""
    edit = outcome.edit
    words = about(edit)
    if edit.kind == "undo" and edit.edit in edits:
        undone = edits[edit.edit]
        words = f"{KINDS.get(undone.kind, undone.kind)} {about(undone)}"
    name = edit.name or ""
    if edit.kind == "mark" and edit.position:
        speaker = edit.position.speaker.name if edit.position.speaker else "nobody named"
        words = f"what {speaker} says on “{edit.position.topic.text}”"
        name = f"{name} with “{edits[edit.edit].name}”" if edit.edit in edits else name
    if edit.into:
        name = f"{label('kind', edit.into.kind)}, {label('between', edit.into.between)}"
    return Line(
        edit.id, edit.kind, KINDS.get(edit.kind, edit.kind), clipped(words, _LONGEST), name, edit.who,
        edit.when, edit.why, outcome.state, STATES.get(outcome.state, outcome.state), outcome.note,
    )  # fmt: skip


def show(ask: Ask) -> Response:
    """Show the edits, the latest first, a page at a time."""
    who, kind, state = ask.get("who"), ask.get("kind"), ask.get("state")
    edits = ask.desk.edits()
    known = {edit.id: edit for edit in edits}
    lines = [
        _line(ask, edit, known)
        for edit in reversed(edits)
        if (not who or edit.who == who) and (not kind or edit.kind == kind)
    ]
    rows = [row for row in lines if not state or row.state == state]
    page = paged(rows, ask.number("page"), _ROWS)
    return ask.page(
        "log.html", page=page, who=who, kind=kind, state=state, kinds=[k for k in get_args(EditKind) if any(e.kind == k for e in edits)],
        people=[(name, name) for name in sorted({edit.who for edit in edits if edit.who})], states=STATES, verbs=KINDS, total=len(edits),
    )  # fmt: skip


def _line(ask: Ask, edit: Edit, known: dict[str, Edit]) -> Line:
    outcome = ask.view.outcomes.get(edit.id)
    found = line(outcome or Outcome(edit, "applied"), known)
    return found if outcome else replace(found, state="kept", told=STATES["kept"])


def undo(ask: Ask) -> Response:
    """Take edits back, each by an edit of its own; to undo an undo brings back what it took."""
    known = {edit.id for edit in ask.desk.edits()}
    wanted = [one for one in ask.fields("edit") if one in known]
    if not wanted:
        raise HTTPException(404, "There is no such correction.")
    ask.correct([Edit("undo", edit=one) for one in reversed(wanted)], "Undone.")
    return ask.back("/log")


def note(ask: Ask) -> Response:
    """Write a note on what is shown."""
    view, key, words = ask.view, ask.field("on"), ask.field("words")[:_NOTE]
    edit = _note(view, key, words or "-")
    if not words:
        ask.say("The note is empty: nothing was kept.", trouble=True)
    else:
        ask.correct([edit], "Noted.")
    return ask.back("/log")


def _note(view: View, key: str, words: str) -> Edit:
    if key in view.statements:
        return Edit("note", quotes=(view.pointing.quote(view.statements[key].id),), why=words)
    if key in view.entities:
        return Edit("note", (view.pointing.entity(view.entities[key].id),), why=words)
    if key in view.questions:
        return Edit("note", topics=(view.pointing.topic(view.questions[key].id),), why=words)
    if key in view.discrepancies:
        quotes, parting = view.pointing.discrepancy(view.discrepancies[key].id)
        return Edit("note", quotes=quotes, parting=parting, why=words)
    raise HTTPException(404, "What the note is about is not in the case, or not any more.")
