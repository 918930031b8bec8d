"""Undo, and undo of undo."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.corrections.standing import in_order, standing
from rashomon.records import Anchor, Edit

NAME = Edit("rename", (Anchor("Roe"),), "Ann Roe")


def undo(edit: Edit, when: str = "") -> Edit:
    return Edit("undo", edit=edit.id, when=when)


def test_an_undone_edit_is_shown_with_who_undid_it() -> None:
    back = Edit("undo", edit=NAME.id, who="Bo", when="2031-03-02T10:00:00+00:00")
    found = standing([NAME, back])
    assert found.edits == ()
    assert [(o.edit, o.state, o.note, o.by) for o in found.outcomes] == [
        (NAME, "undone", "undone by Bo on 2031-03-02", back.id),
        (back, "applied", "", None),
    ]


def test_an_undo_of_nothing_is_orphaned() -> None:
    assert standing([Edit("undo", edit="nothing")]).outcomes[0].state == "orphaned"


@given(st.integers(0, 12))
def test_undos_of_undos_alternate(count: int) -> None:
    edits = [NAME]
    for number in range(count):
        edits.append(undo(edits[-1], str(number)))
    assert standing(edits).edits == ((NAME,) if count % 2 == 0 else ())
    assert {outcome.edit.id for outcome in standing(edits).outcomes} == {e.id for e in edits} - (
        set() if count % 2 else {NAME.id}
    )


def test_outcomes_stand_in_the_order_of_the_edits() -> None:
    back = undo(NAME)
    found = standing([NAME, back])
    assert [o.edit for o in in_order([NAME, back, NAME], [reversed(found.outcomes)])] == [NAME, back]
