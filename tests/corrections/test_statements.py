"""Corrections of statements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.corrections import correct_statements
from rashomon.records import Anchor, Document, Edit, Fix, Quote, Span, Statement
from tests.corrections.material import DOCUMENTS, ENTITIES, ONE, STATEMENTS, TWO, quote, span

HELD = quote(ONE, "The dam held")


def corrected(*edits: Edit, statements: tuple[Statement, ...] = STATEMENTS) -> Any:
    return correct_statements(DOCUMENTS, statements, ENTITIES, edits)


def states(*edits: Edit) -> list[str]:
    return [outcome.state for outcome in corrected(*edits).outcomes]


def test_without_edits_nothing_changes() -> None:
    found = corrected()
    assert (found.statements, found.entities, found.reviews) == (STATEMENTS, ENTITIES, ())


def test_an_accepted_statement_is_reviewed_and_stays_as_it_is() -> None:
    found = corrected(Edit("accept-statement", quotes=(HELD,), who="Ann", why="heard it"))
    assert found.statements == STATEMENTS
    assert [(r.target, r.state, r.who, r.why) for r in found.reviews] == [
        ("s1", "accepted", "Ann", "heard it")
    ]


def test_a_rejected_statement_is_gone_and_what_stood_in_it_stands_alone() -> None:
    inner = replace(STATEMENTS[1], parent="s1", follows="s1")
    found = corrected(
        Edit("reject-statement", quotes=(HELD,)), statements=(STATEMENTS[0], inner, *STATEMENTS[2:])
    )
    assert [s.id for s in found.statements] == ["s2", "s3", "s4", "s5"]
    assert (found.statements[0].parent, found.statements[0].follows) == (None, None)


def test_words_speaker_and_act_are_corrected() -> None:
    fix = Fix(
        content=(quote(ONE, "The dam held"),),
        source=(quote(ONE, "Ann Roe"),),
        speaker=Anchor("Bo Ek"),
        act="deny",
    )
    found = corrected(Edit("correct-statement", quotes=(HELD,), fix=fix))
    one = found.statements[0]
    assert (one.id, one.speaker, one.act, one.source) == ("s1", "e2", "deny", (span(ONE, "Ann Roe"),))
    assert found.reviews[0].state == "corrected"


def test_a_speaker_whom_nobody_knows_is_added_once() -> None:
    edits = [
        Edit("correct-statement", quotes=(quote(ONE, words),), fix=Fix(speaker=Anchor("Cy Dorn")))
        for words in ("The dam held", "“Nobody was hurt,”")
    ]
    found = corrected(*edits)
    new = [entity for entity in found.entities if entity.name == "Cy Dorn"]
    assert len(new) == 1
    assert {s.speaker for s in found.statements[:2]} == {new[0].id}


def test_nobody_is_a_speaker_too() -> None:
    found = corrected(Edit("correct-statement", quotes=(HELD,), fix=Fix(nobody=True)))
    assert found.statements[0].speaker is None
    assert found.statements[0].unknown


def test_a_name_that_two_bear_is_not_guessed() -> None:
    twins = (*ENTITIES, replace(ENTITIES[1], id="e4", name="Ek"))
    edit = Edit("correct-statement", quotes=(HELD,), fix=Fix(speaker=Anchor("Ek", ("d1",))))
    found = correct_statements(DOCUMENTS, STATEMENTS, twins, [edit])
    assert found.statements[0].speaker == "e4", "its own name goes before another's alias"
    both = (*ENTITIES, replace(ENTITIES[1], id="e4"))
    outcome = correct_statements(DOCUMENTS, STATEMENTS, both, [edit]).outcomes[0]
    assert (outcome.state, "is 2 entities" in outcome.note) == ("orphaned", True)


def test_a_statement_that_was_missed_is_added() -> None:
    fix = Fix(content=(quote(TWO, "The dam"),), source=(quote(TWO, "union"),), speaker=Anchor("the union"))
    found = corrected(Edit("add-statement", fix=fix))
    new = found.statements[-1]
    assert (new.speaker, new.content, new.source) == ("e3", (span(TWO, "The dam"),), (span(TWO, "union"),))
    assert found.reviews[0].state == "added"


def test_of_two_that_contradict_each_other_the_later_holds() -> None:
    yes, no = (
        Edit("accept-statement", quotes=(HELD,), who="Ann"),
        Edit("reject-statement", quotes=(HELD,), who="Bo"),
    )
    assert states(yes, no) == ["overruled", "applied"]
    assert states(no, yes) == ["overruled", "applied"]
    found = corrected(yes, no)
    assert found.outcomes[0].by == no.id
    assert "by Bo" in found.outcomes[0].note
    speakers = [
        Edit("correct-statement", quotes=(HELD,), fix=Fix(speaker=Anchor(name)))
        for name in ("Bo Ek", "the union")
    ]
    assert states(*speakers) == ["overruled", "applied"]


def test_what_was_rejected_comes_back_with_a_later_accept() -> None:
    found = corrected(Edit("reject-statement", quotes=(HELD,)), Edit("accept-statement", quotes=(HELD,)))
    assert "s1" in {s.id for s in found.statements}


def test_an_accepted_statement_that_a_newer_version_cuts_otherwise_keeps_a_persons_words() -> None:
    newer = replace(STATEMENTS[0], content=(span(ONE, "The dam held, Mayor"),), speaker=None)
    fix = Fix(content=(HELD,), source=(quote(ONE, "Mayor Ann Roe"),), speaker=Anchor("Ann Roe", ("d1",)))
    edit = Edit("accept-statement", quotes=(HELD,), fix=fix)
    found = corrected(edit, statements=(newer, *STATEMENTS[1:]))
    assert (found.statements[0].content, found.statements[0].speaker) == ((span(ONE, "The dam held"),), "e1")


def test_an_accepted_statement_that_a_newer_version_misses_is_brought_back() -> None:
    fix = Fix(content=(HELD,), speaker=Anchor("Ann Roe", ("d1",)))
    found = corrected(Edit("accept-statement", quotes=(HELD,), fix=fix), statements=STATEMENTS[1:])
    assert found.statements[-1].content == (span(ONE, "The dam held"),)
    assert "does not find it" in found.outcomes[0].note


def test_a_rejection_does_not_reach_other_words() -> None:
    newer = replace(STATEMENTS[0], content=(span(ONE, "The dam held, Mayor"),))
    found = corrected(Edit("reject-statement", quotes=(HELD,)), statements=(newer, *STATEMENTS[1:]))
    assert found.statements[0] == newer
    assert found.outcomes[0].state == "orphaned"


def test_words_that_have_gone_orphan_the_edit() -> None:
    gone = Quote("d1", "The dam fell", "", "")
    assert states(Edit("accept-statement", quotes=(gone,))) == ["orphaned"]
    assert states(Edit("accept-statement", quotes=(Quote("d9", "The dam held"),))) == ["orphaned"]


def test_an_edit_holds_in_every_state_of_a_page() -> None:
    later = replace(ONE, id="d3", text="UPDATE: " + ONE.text)
    moved = replace(STATEMENTS[0], id="s9", document="d3", content=(span(later, "The dam held"),), source=())
    edit = Edit("reject-statement", quotes=(HELD,))
    found = correct_statements((*DOCUMENTS, later), (*STATEMENTS, moved), ENTITIES, [edit])
    assert {s.id for s in found.statements} == {"s2", "s3", "s4", "s5"}
    alone = correct_statements((later,), (moved,), ENTITIES, [edit])
    assert alone.statements == (), "the page's first state is not here any more"


def test_an_act_that_there_is_not_is_refused() -> None:
    assert states(Edit("correct-statement", quotes=(HELD,), fix=Fix(act="lie"))) == ["orphaned"]


@pytest.mark.parametrize("words", ["said", "that two men drowned"])
def test_a_quote_finds_the_occurrence_that_it_was_made_of(words: str) -> None:
    text = ONE.text + " " + TWO.text
    document = Document("d", text)
    start = text.rindex(words)
    statement = Statement("s", "d", "indirect", (Span(start, start + len(words)),))
    edit = Edit("reject-statement", quotes=(Quote.of("d", text, statement.content[0]),))
    assert correct_statements([document], [statement], (), [edit]).statements == ()


EDITS = st.lists(
    st.sampled_from(
        [
            Edit("accept-statement", quotes=(quote(ONE, "The dam held"),)),
            Edit("reject-statement", quotes=(quote(ONE, "The dam held"),)),
            Edit("reject-statement", quotes=(quote(TWO, "The dam broke"),)),
            Edit("correct-statement", quotes=(HELD,), fix=Fix(speaker=Anchor("Bo Ek"))),
            Edit("correct-statement", quotes=(HELD,), fix=Fix(content=(quote(ONE, "The dam"),))),
            Edit("correct-statement", quotes=(quote(TWO, "The dam broke"),), fix=Fix(act="deny")),
            Edit("add-statement", fix=Fix(content=(quote(TWO, "The dam"),))),
        ]
    ),
    max_size=8,
)


@given(EDITS, st.permutations(range(len(STATEMENTS))))
def test_a_replay_does_not_depend_on_the_order_in_which_statements_were_found(
    edits: list[Edit], order: list[int]
) -> None:
    here = correct_statements(DOCUMENTS, STATEMENTS, ENTITIES, edits)
    there = correct_statements(DOCUMENTS, [STATEMENTS[n] for n in order], ENTITIES, edits)
    assert sorted(here.statements, key=lambda s: s.id) == sorted(there.statements, key=lambda s: s.id)
    assert (here.reviews, here.outcomes, here.entities) == (there.reviews, there.outcomes, there.entities)


@given(EDITS)
def test_every_edit_has_an_outcome_and_every_span_its_words(edits: list[Edit]) -> None:
    found = correct_statements(DOCUMENTS, STATEMENTS, ENTITIES, edits)
    assert [outcome.edit for outcome in found.outcomes] == edits
    texts = {document.id: document.text for document in DOCUMENTS}
    assert all(span.of(texts[s.document]).strip() for s in found.statements for span in s.content)
