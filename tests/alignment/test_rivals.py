from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.alignment.excerpts import Account
from rashomon.alignment.pairs import ONE, TWO, Circumstances, Comparer, Opinion
from rashomon.alignment.rivals import relate
from rashomon.records import Document, Statement
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
        ("Ann Roe", "it burned to the water", LATER), ("Karl Dahl", "it was rammed by another", "2031-06-15")
    )
    comparer = Said(0.9)
    events = {document.id: "e" for document in documents}
    (relation,) = relate(documents, statements, events, comparer)
    assert (relation.one, relation.other) == (statements[1].id, statements[0].id)
    assert comparer.asked[0][:2] == (
        "Of the ferry Karl Dahl said it was rammed by another.",
        "Of the ferry Ann Roe said it burned to the water.",
    )


def test_events_are_not_compared_with_each_other_and_questions_with_nothing() -> None:
    documents, statements = told(
        ("Ann Roe", "it burned to the water", LATER),
        ("Karl Dahl", "it was rammed by another", LATER),
        ("Ann Roe", "why it sank", LATER),
    )
    statements[2] = says(documents[2], "why it sank", "Ann Roe", act="ask")
    apart = {"d0": "e", "d1": "f", "d2": "e"}
    assert list(relate(documents, statements, apart, Said(1.0))) == []


@pytest.mark.parametrize(("second", "speakers"), [("Ann Roe", ONE), ("Karl Dahl", TWO)])
def test_the_comparer_is_told_whose_words_they_are(second: str, speakers: int) -> None:
    documents, statements = told(
        ("Ann Roe", "it burned to the water", LATER), (second, "it was rammed by another", LATER)
    )
    comparer = Said(0.5)
    list(relate(documents, statements, {"d0": "e", "d1": "e"}, comparer))
    assert comparer.asked[0][2].speakers == speakers


def test_nobody_is_compared_who_is_unknown_or_reports_what_others_say() -> None:
    documents, statements = told(
        ("Ann Roe", "it burned to the water", LATER), ("Karl Dahl", "it was rammed by another", LATER)
    )
    events = {"d0": "e", "d1": "e"}
    unknown = [statements[0], replace(statements[1], speaker=None)]
    assert list(relate(documents, unknown, events, Said(1.0))) == []
    inner = replace(says(documents[1], "was rammed by another", "Ann Roe"), parent=statements[1].id)
    (relation,) = relate(documents, [*statements, inner], events, Said(1.0))
    assert {relation.one, relation.other} == {statements[0].id, inner.id}


def test_other_languages_are_left_alone() -> None:
    document = article(
        "d0", "Roe sagte, es brannte im hinteren Raum. Dahl sagte, es sank nach einem Stoß.", language="de"
    )
    statements = [
        says(document, "es brannte im hinteren Raum", "Roe"),
        says(document, "es sank nach einem Stoß", "Dahl"),
    ]
    assert list(relate([document], statements, {"d0": "e"}, Said(1.0))) == []


def test_one_utterance_in_two_articles_is_not_compared_with_itself() -> None:
    documents, statements = told(
        ("Ann Roe", "it burned to the water before the tugs came", LATER),
        ("Ann Roe", "it burned to the water before the tugs came, sir", LATER),
    )
    comparer = Said(0.9)
    assert list(relate(documents, statements, {"d0": "e", "d1": "e"}, comparer)) == []
    assert comparer.asked == []
