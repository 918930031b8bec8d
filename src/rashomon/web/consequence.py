"""What a correction changed, in words: what is shown now and was not before, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.records import Edit
from rashomon.report.phrases import clipped, counted, listed
from rashomon.web.view import View

_NAMED = 60  # characters of a question that a consequence names


def consequence(before: View, after: View, edits: Sequence[Edit], trouble: str = "") -> str:
    """Return what became of edits, and what else is other than before, in a few sentences."""
    outcomes = [after.outcomes[edit.id] for edit in edits if edit.id in after.outcomes]
    if len(outcomes) < len(edits):
        return (
            f"It is kept, but the accounts could not be compared anew: {trouble}"
            if trouble
            else "It is kept; the accounts are being compared anew."
        )
    unfit = [outcome.note for outcome in outcomes if outcome.state == "orphaned"]
    if unfit:
        return f"It is kept, but fits nothing here: {'; '.join(unfit)}."
    noted = [outcome.note for outcome in outcomes if outcome.note]
    return " ".join([*(f"Note: {note}." for note in noted), *_differences(before, after)])


def _differences(before: View, after: View) -> Iterable[str]:
    if gone := _new(after, before):
        yield f"No longer shown: {gone}."
    if new := _new(before, after):
        yield f"New: {new}."
    changed = _answers_changed(before, after)
    if changed:
        yield f"{counted(changed, 'answer')} changed."


_NOUNS = {
    "discrepancies": ("discrepancy", "discrepancies"),
    "questions": ("question", "questions"),
    "entities": ("name", "names"),
}


def _new(before: View, after: View) -> str:
    """Return what is in the one view and not in the other."""
    parts = []
    for name, nouns in _NOUNS.items():
        old, now = getattr(before, name), getattr(after, name)
        count = len(now.keys() - old.keys())
        if count:
            parts.append(counted(count, *nouns) + _which(name, old, now))
    return listed(parts)


def _which(name: str, old: dict[str, object], now: dict[str, object]) -> str:
    """Name a question that is alone in coming or going."""
    new = [now[key] for key in sorted(now.keys() - old.keys())]
    text = getattr(new[0], "text", "") if name == "questions" and len(new) == 1 else ""
    return f" (“{clipped(text, _NAMED)}”)" if text else ""


def _answers_changed(before: View, after: View) -> int:
    both = before.answers.keys() & after.answers.keys()
    changed = sum(before.answers[key] != after.answers[key] for key in both)
    return changed + len(after.answers.keys() ^ before.answers.keys())
