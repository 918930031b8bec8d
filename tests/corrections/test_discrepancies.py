"""Corrections of discrepancies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.corrections.discrepancies import Parted, correct_discrepancies
from rashomon.records import Discrepancy, Edit, Parting
from tests.corrections.material import DOCUMENTS, ONE, STATEMENTS, TWO, quote
from tests.corrections.test_questions import ANSWERS, QUESTIONS

FOUND = Discrepancy("x1", "q3", "occurrence", "speakers", "a4", "a5", ("s1", "s5"), "held or broke", 0.5)
SIDES = (quote(TWO, "The dam broke"), quote(ONE, "The dam held"))
OTHERS = (quote(ONE, "“Nobody was hurt,”"), quote(TWO, "that two men drowned"))


def corrected(*edits: Edit, found: tuple[Discrepancy, ...] = (FOUND,)) -> Parted:
    return correct_discrepancies(DOCUMENTS, STATEMENTS, QUESTIONS, ANSWERS, found, edits)


def about(kind: str, sides: tuple = SIDES, what: str = "occurrence", **more: str) -> Edit:  # type: ignore[type-arg]
    return Edit(kind, quotes=sides, parting=Parting(what, **more))  # type: ignore[arg-type]


def test_one_is_accepted_or_gone() -> None:
    taken = corrected(about("accept-discrepancy"))
    assert (taken.discrepancies, [r.state for r in taken.reviews]) == ((FOUND,), ["accepted"])
    assert corrected(about("reject-discrepancy")).discrepancies == ()


def test_another_kind_or_other_sides_are_not_meant() -> None:
    assert corrected(about("reject-discrepancy", what="number")).discrepancies == (FOUND,)
    assert corrected(about("reject-discrepancy", OTHERS)).discrepancies == (FOUND,)


def test_one_that_is_taken_and_no_longer_found_is_brought_back() -> None:
    kept = corrected(about("accept-discrepancy"), found=())
    one = kept.discrepancies[0]
    assert (one.kind, {one.a, one.b}, set(one.evidence)) == ("occurrence", {"a4", "a5"}, {"s1", "s5"})
    assert "does not find it" in kept.outcomes[0].note


def test_one_is_added_with_the_question_that_both_answer_or_a_new_one() -> None:
    known = corrected(about("add-discrepancy", OTHERS, "number")).discrepancies[-1]
    assert (known.question, {known.a, known.b}) == ("q2", {"a2", "a3"})
    sides = (quote(ONE, "The dam held"), quote(TWO, "that two men drowned"))
    found = corrected(about("add-discrepancy", sides, "cause", question="Why?"))
    assert found.questions[-1].text == "Why?"
    assert [answer.summary for answer in found.answers[-2:]] == ["The dam held", "that two men drowned"]
    assert found.reviews[0].state == "added"


def test_of_two_people_who_differ_the_later_holds_and_the_earlier_is_shown() -> None:
    yes, no = about("accept-discrepancy"), about("reject-discrepancy")
    assert [o.state for o in corrected(no, yes).outcomes] == ["overruled", "applied"]
    assert corrected(no, yes).discrepancies == (FOUND,)
    assert [o.state for o in corrected(yes, no).outcomes] == ["overruled", "applied"]
    assert corrected(yes, no).outcomes[0].by == no.id


def amended(into: str, why: str = "", **more: str) -> Edit:
    return Edit(
        "correct-discrepancy",
        quotes=SIDES,
        parting=Parting("occurrence"),
        into=Parting(into, **more),
        why=why,
    )


def test_one_is_corrected_where_it_is_and_stays_the_same_one() -> None:
    found = corrected(amended("modality", "one is sure", between="self"))
    (one,) = found.discrepancies
    assert (one.id, one.kind, one.between, one.note, one.a, one.b) == (
        "x1", "modality", "self", "one is sure", "a4", "a5",
    )  # fmt: skip
    assert [review.state for review in found.reviews] == ["corrected"]
    assert corrected(amended("modality")).discrepancies[0].note == FOUND.note


@pytest.mark.parametrize("kind", ["occurrence", "modality"])
def test_a_later_edit_means_it_by_its_kind_before_or_after_the_correction(kind: str) -> None:
    found = corrected(amended("modality"), about("reject-discrepancy", what=kind))
    assert found.discrepancies == ()
    assert [one.state for one in found.outcomes] == ["overruled", "applied"]


def test_of_two_corrections_the_later_holds() -> None:
    found = corrected(amended("modality"), amended("wording"), about("accept-discrepancy", what="wording"))
    assert [one.kind for one in found.discrepancies] == ["wording"]
    assert [one.state for one in found.outcomes] == ["overruled", "applied", "applied"]


def test_a_corrected_one_that_is_no_longer_found_is_brought_back_as_corrected() -> None:
    found = corrected(amended("modality"), found=())
    assert [one.kind for one in found.discrepancies] == ["modality"]
    assert "does not find it" in found.outcomes[0].note
    gone = replace(
        amended("modality"), quotes=(quote(ONE, "The dam held"), replace(SIDES[0], exact="It leaked"))
    )
    assert corrected(gone).outcomes[0].state == "orphaned"
    assert corrected(amended("mood")).outcomes[0].state == "orphaned"


def test_a_correction_goes_through_a_file_and_one_that_says_nothing_is_none() -> None:
    edit = amended("modality", "why", between="outlets")
    assert Edit.from_dict(edit.to_dict()) == edit
    with pytest.raises(ValueError, match="in what the two part in truth"):
        Edit("correct-discrepancy", quotes=SIDES, parting=Parting("occurrence"))


def test_what_is_of_no_kind_is_orphaned() -> None:
    assert corrected(about("add-discrepancy", OTHERS, "mood")).outcomes[0].state == "orphaned"
    assert (
        corrected(about("add-discrepancy", OTHERS, "cause", between="cats")).outcomes[0].state == "orphaned"
    )
