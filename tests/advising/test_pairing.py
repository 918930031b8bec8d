from __future__ import annotations

from dataclasses import replace

from rashomon.advising.pairing import propose
from rashomon.alignment.excerpts import Account
from rashomon.alignment.pairs import Circumstances, Comparer, Opinion
from rashomon.records import Advice, Answer, Comparison, Discrepancy, Event, Question
from tests.alignment.making import article, person, says

DAYS = ["2031-06-16T09:00:00+04:00", "2031-06-17T09:00:00+04:00", "2031-06-18T09:00:00+04:00"]


class Judged(Comparer):
    """A pair model that holds two accounts for contradictory if one tells of a shut valve and the other of an open one."""

    threshold = 0.5  # type: ignore[assignment]

    def __init__(self) -> None:
        pass

    def compare(self, one: Account, other: Account, circumstances: Circumstances) -> Opinion:  # noqa: ARG002
        words = set(f"{one.text} {other.text}".replace(".", "").split())
        chance = 0.8 if {"shut", "open"} <= words else 0.1
        return Opinion((1 - chance, 0.0, 0.0, chance), chance, "occurrence")


def compared(*texts: tuple[str, str, str]) -> Comparison:
    """Return the coverage of one event: each article is (speaker, what he says, language)."""
    documents = [
        article(f"d{n}", f"{who} said {words}.", DAYS[n % 3], language)
        for n, (who, words, language) in enumerate(texts)
    ]
    statements = [says(d, words, who) for d, (who, words, _) in zip(documents, texts, strict=True)]
    return Comparison(
        documents=tuple(documents),
        statements=tuple(statements),
        entities=tuple(person(name) for name in dict.fromkeys(who for who, *_ in texts)),
        events=(Event("e", "the valve", tuple(d.id for d in documents)),),
    )


SHUT, OPEN = (
    "the valve of the north reservoir was shut",
    "that night they left the valve open at the north reservoir",
)


def test_what_the_model_holds_for_contradictory_is_proposed_apart() -> None:
    before = compared(
        ("Ann Roe", SHUT, "en"), ("Karl Dahl", OPEN, "en"), ("Ida Lund", "nobody was on duty there", "en")
    )
    found = propose(before, Judged)
    assert found.advice is not None
    (one,) = found.advice.proposals
    assert (one.a.statement, one.b.statement) == (before.statements[0].id, before.statements[1].id)
    assert one.a.span.of(before.documents[0].text) == SHUT
    assert replace(found, advice=None) == before
    assert found.advice.local
    assert found.advice.asked == 3


def test_advice_survives_the_json() -> None:
    advice = propose(compared(("Ann Roe", SHUT, "en"), ("Karl Dahl", OPEN, "en")), Judged).advice
    assert advice is not None
    assert Advice.from_dict(advice.to_dict()) == advice


def test_what_is_shown_already_is_not_proposed() -> None:
    before = compared(("Ann Roe", SHUT, "en"), ("Karl Dahl", OPEN, "en"))
    mine, yours = before.statements
    shown = replace(
        before,
        questions=(Question("q", "Was the valve open?", "occurrence", "e"),),
        answers=(
            Answer("a", "q", "Ann Roe", "no", "", (mine.id,)),
            Answer("b", "q", "Karl Dahl", "yes", "", (yours.id,)),
        ),
        discrepancies=(
            Discrepancy("x", "q", "occurrence", "speakers", "a", "b", (mine.id, yours.id), "", 0.7),
        ),
    )
    found = propose(shown, Judged).advice
    assert found is not None
    assert not found.proposals


def test_a_reprint_is_not_proposed_again_and_no_statement_more_than_twice() -> None:
    wire = ("Ann Roe", SHUT, "en")
    copied = compared(wire, wire, ("Karl Dahl", OPEN, "en"))
    copied = replace(copied, copies=((copied.documents[0].id, copied.documents[1].id),))
    found = propose(copied, Judged).advice
    assert found is not None
    assert len(found.proposals) == 1
    many = compared(wire, *((f"Dahl {letter}", OPEN, "en") for letter in "ABCDE"))
    found = propose(many, Judged).advice
    assert found is not None
    assert len(found.proposals) == 2


def test_other_languages_are_not_read() -> None:
    before = compared(("Ann Roe", SHUT, "en"), ("Роу", "задвижка водохранилища была открыта всю ночь", "ru"))
    found = propose(before, Judged).advice
    assert found is not None
    assert found.asked == 0
