"""Corrections of questions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rashomon.alignment.typed import Typing
from rashomon.corrections.questions import Asked, correct_questions
from rashomon.records import Answer, Edit, Question, Topic
from tests.corrections.material import DOCUMENTS, ENTITIES, ONE, STATEMENTS, TWO, quote

QUESTIONS = (
    Question("q1", "How many drowned?", "number", "v"),
    Question("q2", "How many died?", "number", "v"),
    Question("q3", "Did it hold?", "occurrence", "v"),
)
ANSWERS = (
    Answer("a1", "q1", "e2", "2", "two men", ("s3",), "2031-03-01", "2031-03-01"),
    Answer("a2", "q2", "e1", "0", "nobody", ("s2",), "2031-03-01", "2031-03-01"),
    Answer("a3", "q2", "e2", "2", "two men", ("s4",), "2031-03-02", "2031-03-02"),
    Answer("a4", "q3", "e1", "yes", "held", ("s1",), "2031-03-01", "2031-03-01"),
    Answer("a5", "q3", "e3", "no", "broke", ("s5",), "2031-03-02", "2031-03-02"),
)
DROWNED = Topic("number", "How many drowned?", (quote(ONE, "that two men drowned"),))
DIED = Topic(
    "number", "How many died?", (quote(ONE, "“Nobody was hurt,”"), quote(TWO, "that two men drowned"))
)
HELD = Topic("occurrence", "Did it hold?", (quote(ONE, "The dam held"),))
GONE = Topic("place", "Where?", (quote(ONE, "The dam held"),))


def corrected(*edits: Edit) -> Asked:
    return correct_questions(DOCUMENTS, STATEMENTS, QUESTIONS, ANSWERS, edits, Typing(ENTITIES))


def test_two_questions_are_one_and_answers_of_one_mind_too() -> None:
    found = corrected(Edit("merge-questions", topics=(DIED, DROWNED)))
    assert [question.id for question in found.questions] == ["q2", "q3"]
    joined = next(answer for answer in found.answers if answer.id == "a3")
    assert (joined.statements, joined.since, joined.until) == (("s4", "s3"), "2031-03-01", "2031-03-02")


def test_questions_of_two_kinds_are_not_one() -> None:
    found = corrected(Edit("merge-questions", topics=(DIED, HELD)))
    assert found.questions == QUESTIONS
    assert found.outcomes[0].state == "orphaned"


def test_a_question_is_split_and_reworded() -> None:
    found = corrected(
        Edit(
            "split-question",
            topics=(DIED,),
            quotes=(quote(TWO, "that two men drowned"),),
            name="How many men?",
        ),
        Edit("reword-question", topics=(HELD,), name="Did the dam hold?"),
    )
    assert [question.text for question in found.questions] == [
        "How many drowned?",
        "How many died?",
        "Did the dam hold?",
        "How many men?",
    ]
    new = next(answer for answer in found.answers if answer.question == found.questions[-1].id)
    assert (new.value, new.statements) == ("2", ("s4",))


def test_a_statement_moves_and_an_empty_question_goes() -> None:
    found = corrected(
        Edit("move-statement", topics=(DROWNED, DIED), quotes=(quote(ONE, "that two men drowned"),))
    )
    assert [question.id for question in found.questions] == ["q2", "q3"]


def test_a_question_that_is_not_asked_any_more_orphans_the_edit() -> None:
    assert corrected(Edit("reword-question", topics=(GONE,), name="There?")).outcomes[0].state == "orphaned"


def test_a_later_wording_overrules_an_earlier_one() -> None:
    first, second = (Edit("reword-question", topics=(HELD,), name=name, who=name) for name in ("A?", "B?"))
    found = corrected(first, second)
    assert [outcome.state for outcome in found.outcomes] == ["overruled", "applied"]
    assert found.outcomes[0].by == second.id
    assert found.questions[-1].text == "B?"


def answered(topic: Topic, words: str, name: str) -> Edit:
    document = ONE if words in ONE.text else TWO
    return Edit("correct-answer", topics=(topic,), quotes=(quote(document, words),), name=name)


def test_an_answer_is_corrected_and_one_with_its_like() -> None:
    found = corrected(answered(HELD, "The dam broke", "yes"))
    values = {(a.speaker, a.value, a.statements) for a in found.answers if a.question == "q3"}
    assert values == {("e1", "yes", ("s1",)), ("e3", "yes", ("s5",))}
    assert [review.target for review in found.reviews] == ["q3"]
    found = corrected(answered(DIED, "“Nobody was hurt,”", "at least 2"))
    assert {a.value for a in found.answers if a.question == "q2"} == {">=2", "2"}


def test_what_two_statements_of_nobody_answer_is_corrected_each_by_itself() -> None:
    nobodys = (Answer("a", "q2", None, "2", "two men", ("s3", "s4")),)
    edits = [
        Edit("correct-answer", topics=(DIED,), quotes=(quote(document, "that two men drowned"),), name="3")
        for document in (ONE, TWO)
    ]
    found = correct_questions(DOCUMENTS, STATEMENTS, QUESTIONS, nobodys, edits, Typing(ENTITIES))
    assert sorted((a.value, a.statements) for a in found.answers) == [("3", ("s3",)), ("3", ("s4",))]


def test_of_two_answers_by_hand_the_later_holds() -> None:
    rows = [answered(HELD, "The dam broke", name) for name in ("perhaps", "yes")]
    found = corrected(*rows)
    assert [outcome.state for outcome in found.outcomes] == ["overruled", "applied"]
    assert [a.value for a in found.answers if a.speaker == "e3"] == ["yes"]


def test_an_answer_that_is_none_or_of_another_question_is_orphaned() -> None:
    states = [
        corrected(edit).outcomes[0]
        for edit in (answered(HELD, "The dam broke", "a bit"), answered(DIED, "The dam held", "3"))
    ]
    assert [one.state for one in states] == ["orphaned", "orphaned"]
    assert "none of yes, no, perhaps" in states[0].note
    assert corrected(answered(HELD, "The dam broke", "a bit")).answers == ANSWERS


EDITS = st.lists(
    st.sampled_from(
        [
            Edit("merge-questions", topics=(DIED, DROWNED)),
            Edit("merge-questions", topics=(DROWNED, DIED)),
            Edit("split-question", topics=(DIED,), quotes=(quote(TWO, "that two men drowned"),), name="Men?"),
            Edit("reword-question", topics=(HELD,), name="Held?"),
            Edit("move-statement", topics=(DIED, DROWNED), quotes=(quote(TWO, "that two men drowned"),)),
        ]
    ),
    max_size=7,
)


@given(EDITS)
def test_no_answer_is_lost_and_none_hangs_in_the_air(edits: list[Edit]) -> None:
    found = corrected(*edits)
    asked = {question.id for question in found.questions}
    assert {answer.question for answer in found.answers} == asked
    before = sorted((s, a.speaker or "", a.value) for a in ANSWERS for s in a.statements)
    assert sorted((s, a.speaker or "", a.value) for a in found.answers for s in a.statements) == before
    assert len({answer.id for answer in found.answers}) == len(found.answers)
    assert [outcome.edit for outcome in found.outcomes] == edits


@given(EDITS)
def test_a_replay_does_not_depend_on_the_order_of_questions_and_answers(edits: list[Edit]) -> None:
    there = correct_questions(DOCUMENTS, STATEMENTS, QUESTIONS[::-1], ANSWERS[::-1], edits, Typing(ENTITIES))
    here = corrected(*edits)
    assert sorted(here.questions, key=lambda q: q.id) == sorted(there.questions, key=lambda q: q.id)
    assert sorted(map(_plain, here.answers)) == sorted(map(_plain, there.answers))


def _plain(answer: Answer) -> str:
    return repr(replace(answer, id="", statements=tuple(sorted(answer.statements))))
