"""The whole way: what a memo keeps, and how corrections reach what is shown."""

from __future__ import annotations

import json
from functools import cache

from rashomon import Comparison, Document, Edit, Extraction, compare_extractions, extract_document
from rashomon.records import Anchor, Fix, Parting, Quote, Topic
from tests.kept import Kept

ARTICLES = (
    ("dam-1", "Dam. At least nine people died at Karst Dam, Mayor Ann Roe said on Monday. “The Karst gate held,” she added."),
    ("dam-2", "Dam. Six people died at Karst Dam, the Velm fire service said. “The Karst gate broke,” said Bo Ek of the Velm fire service."),
    ("vote-1", "Vote. “Turnout in Sumy was 41 percent,” said Olga Marchuk of the Kowal party in Sumy."),
    ("vote-2", "Vote. Turnout in Sumy was 63 percent, said Pavlo Kowal of the Kowal party in Sumy."),
)  # fmt: skip


@cache
def extractions() -> tuple[Extraction, ...]:
    return tuple(
        extract_document(Document(name, text, language="en", published=f"2031-03-0{number}"))
        for number, (name, text) in enumerate(ARTICLES, 1)
    )


def compare(*edits: Edit, memo: Kept | None = None, count: int = 4) -> Comparison:
    return compare_extractions(extractions()[:count], edits=edits, memo=memo or Kept())


def as_bytes(comparison: Comparison) -> bytes:
    return json.dumps(comparison.to_dict()).encode()


def quote(document: int, words: str) -> Quote:
    one = extractions()[document].document
    statement = next(
        s
        for s in extractions()[document].statements
        if words in one.text[s.content[0].start : s.content[-1].end]
    )
    return Quote.of(
        one.id, one.text, type(statement.content[0])(statement.content[0].start, statement.content[-1].end)
    )


def test_a_memo_changes_nothing_but_the_work() -> None:
    memo = Kept()
    first = compare(memo=memo)
    assert as_bytes(first) == as_bytes(compare_extractions(extractions()))
    memo.new.clear()
    assert as_bytes(compare(memo=memo)) == as_bytes(first)
    assert memo.new == []


def test_only_the_event_that_an_article_belongs_to_is_aligned_again() -> None:
    memo = Kept()
    compare(memo=memo, count=3)
    memo.new.clear()
    found = compare(memo=memo)
    assert len(found.events) == 2
    assert sorted(memo.new) == ["features", "paragraphs", "parse", "questions", "reuses"]


def test_a_rejected_statement_answers_nothing() -> None:
    nine = quote(0, "nine people")
    before, after = compare(), compare(Edit("reject-statement", quotes=(nine,)))
    gone = {s.id for s in before.statements} - {s.id for s in after.statements}
    assert len(gone) == 1
    assert gone & {name for answer in before.answers for name in answer.statements}
    assert not gone & {name for answer in after.answers for name in answer.statements}
    assert [outcome.state for outcome in after.edits] == ["applied"]


def test_a_statement_given_to_another_speaker_is_that_speakers_answer() -> None:
    edit = Edit("correct-statement", quotes=(quote(0, "nine people"),), fix=Fix(speaker=Anchor("Bo Ek")))
    found = compare(edit)
    ek = next(entity for entity in found.entities if entity.name == "Bo Ek")
    assert any(answer.speaker == ek.id and "9" in answer.value for answer in found.answers)


def test_edits_of_every_kind_meet_in_one_comparison_and_its_json() -> None:
    found = compare()
    question = next(q for q in found.questions if q.kind == "number")
    topic = Topic(question.kind, question.text, (quote(0, "nine people"),))
    broke = (quote(0, "gate held"), quote(1, "gate broke"))
    edits = [
        Edit("reword-question", topics=(topic,), name="How many died at the dam?"),
        Edit("add-discrepancy", quotes=broke, parting=Parting("occurrence", question="Did the gate hold?")),
        Edit("rename", (Anchor("Bo Ek"),), "Bogdan Ek"),
        Edit("hypothesis", name="The gate was opened."),
        Edit("note", quotes=broke[:1], why="ask her again"),
    ]
    edits.append(Edit("undo", edit=edits[2].id))
    corrected = compare(*edits)
    assert [o.state for o in corrected.edits] == [
        "applied",
        "applied",
        "undone",
        "applied",
        "applied",
        "applied",
    ]
    assert any(q.text == "How many died at the dam?" for q in corrected.questions)
    assert corrected.discrepancies[-1].confidence == 1.0
    assert {review.state for review in corrected.reviews} == {"corrected", "added", "noted"}
    assert Comparison.from_dict(json.loads(as_bytes(corrected))) == corrected
