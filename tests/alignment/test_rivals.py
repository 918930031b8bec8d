from __future__ import annotations

import pytest

from rashomon.alignment.disputes import Disputes, ask_disputes
from rashomon.alignment.rivals import Relation, relate
from rashomon.language.accounts import Account
from rashomon.language.comparing import ONE, TWO, UNKNOWN, Circumstances, Comparer, Opinion
from rashomon.records import Answer, Document, Statement
from tests.alignment.making import article, says

LATER = "2031-06-16T09:00:00+04:00"


class Said(Comparer):
    """A comparer that is asked and answers as a test says; it remembers what it was asked."""

    def __init__(self, conflict: float) -> None:
        self.conflict, self.asked = conflict, list[tuple[str, str, Circumstances]]()

    def compare(self, one: Account, other: Account, circumstances: Circumstances) -> Opinion:
        self.asked.append((one.text, other.text, circumstances))
        return Opinion((0.0, 1 - self.conflict, 0.0, self.conflict), self.conflict, "cause")


def told(*texts: tuple[str, str, str]) -> tuple[list[Document], list[Statement]]:
    """Return documents "Of the ferry WHO said WORDS." with their statements; each is (who, words, day)."""
    documents = [
        article(f"d{n}", f"Of the ferry {who} said {words}.", day)
        for n, (who, words, day) in enumerate(texts)
    ]
    statements = [
        says(document, words, who) for document, (who, words, _) in zip(documents, texts, strict=True)
    ]
    return documents, statements


def test_statements_of_one_event_are_compared_the_earlier_first() -> None:
    documents, statements = told(
        ("Ann Roe", "it burned", LATER), ("Karl Dahl", "it was rammed", "2031-06-15")
    )
    comparer = Said(0.9)
    events = {document.id: "e" for document in documents}
    (relation,) = relate(documents, statements, events, comparer)
    assert (relation.one, relation.other) == (statements[1].id, statements[0].id)
    assert comparer.asked[0][:2] == (
        "Of the ferry Karl Dahl said it was rammed.",
        "Of the ferry Ann Roe said it burned.",
    )


def test_events_are_not_compared_with_each_other_and_questions_with_nothing() -> None:
    documents, statements = told(
        ("Ann Roe", "it burned", LATER),
        ("Karl Dahl", "it was rammed", LATER),
        ("Ann Roe", "why it sank", LATER),
    )
    statements[2] = says(documents[2], "why it sank", "Ann Roe", act="ask")
    apart = {"d0": "e", "d1": "f", "d2": "e"}
    assert list(relate(documents, statements, apart, Said(1.0))) == []


@pytest.mark.parametrize(
    ("first", "second", "speakers"), [("A", "A", ONE), ("A", "B", TWO), ("A", None, UNKNOWN)]
)
def test_the_comparer_is_told_whose_words_they_are(first: str, second: str | None, speakers: int) -> None:
    documents, statements = told(("Ann Roe", "it burned", LATER), ("Ann Roe", "it was rammed", LATER))
    named = [
        Statement(**{**_fields(one), "speaker": who})
        for one, who in zip(statements, (first, second), strict=True)
    ]
    comparer = Said(0.5)
    list(relate(documents, named, {"d0": "e", "d1": "e"}, comparer))
    assert comparer.asked[0][2].speakers == speakers


def _fields(statement: Statement) -> dict[str, object]:
    return {name: getattr(statement, name) for name in Statement.__slots__}


def test_other_languages_are_left_alone() -> None:
    document = article("d0", "Roe sagte, es brannte. Dahl sagte, es sank.", language="de")
    statements = [says(document, "es brannte", "Roe"), says(document, "es sank", "Dahl")]
    assert list(relate([document], statements, {"d0": "e"}, Said(1.0))) == []


def disputed(*relations: Relation, answers: tuple[Answer, ...] = ()) -> Disputes:
    documents, statements = told(
        ("Ann Roe", "it burned", "2031-06-15"),
        ("Karl Dahl", "it was rammed", LATER),
        ("Ann Roe", "fire broke out", LATER),
    )
    events = {document.id: "e" for document in documents}
    names = {str(place): statement.id for place, statement in enumerate(statements)}
    moved = [Relation(names[r.one], names[r.other], r.same, r.conflict, r.kind) for r in relations]
    renamed = [
        Answer(a.id, a.question, a.speaker, a.value, a.summary, tuple(names[s] for s in a.statements))
        for a in answers
    ]
    return ask_disputes(documents, statements, events, moved, renamed, 0.5)


def test_a_conflict_is_a_question_with_two_answers() -> None:
    found = disputed(Relation("0", "1", 0.0, 0.8, "cause"))
    (question,) = found.questions
    assert question.kind == "cause"
    assert "it burned" in question.text
    assert [(answer.speaker, answer.value) for answer in found.answers] == [
        ("Ann Roe", "it burned"),
        ("Karl Dahl", "it was rammed"),
    ]
    ((pair, relation),) = found.relations.items()
    assert pair == {answer.id for answer in found.answers}
    assert relation.conflict == 0.8


def test_what_one_speaker_says_twice_is_one_answer() -> None:
    found = disputed(
        Relation("0", "1", 0.0, 0.8, "cause"),
        Relation("0", "2", 0.9, 0.0, "cause"),
        Relation("1", "2", 0.0, 0.7, "cause"),
    )
    assert [len(answer.statements) for answer in found.answers] == [2, 1]
    assert found.answers[0].since == "2031-06-15"
    assert found.answers[0].until == LATER[:10]
    assert len(found.questions) == len(found.relations) == 1


def test_what_is_less_likely_than_the_threshold_is_no_question() -> None:
    found = disputed(Relation("0", "1", 0.0, 0.49, "cause"))
    assert found.questions == found.answers == ()


def test_what_the_rules_have_asked_is_left_to_them() -> None:
    answers = tuple(Answer(name, "q", None, name, name, (name,)) for name in ("0", "1"))
    found = disputed(Relation("0", "1", 0.0, 0.9, "cause"), answers=answers)
    assert found.questions == ()


def test_how_sure_somebody_was_is_asked_of_what_is_so() -> None:
    found = disputed(Relation("0", "1", 0.0, 0.9, "modality"))
    assert found.questions[0].kind == "occurrence"
