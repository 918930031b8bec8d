from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import (
    SCHEMA,
    Advice,
    Agreement,
    Anchor,
    Answer,
    Block,
    Change,
    Comparison,
    Discrepancy,
    Document,
    Edit,
    Entity,
    Event,
    Excerpt,
    Extraction,
    Link,
    Merge,
    Moved,
    Outcome,
    Proposal,
    Question,
    Rejected,
    Remark,
    Reuse,
    Revision,
    Role,
    Span,
    Statement,
    Suggestion,
    content_id,
)

texts = st.text(max_size=12)
maybe = st.none() | texts
spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(min(pair), max(pair)))
span_lists = st.lists(spans, max_size=3).map(tuple)
blocks = st.builds(Block, st.sampled_from(["heading", "paragraph", "caption"]), spans)
documents = st.builds(
    Document,
    id=texts,
    text=texts,
    uri=texts,
    title=maybe,
    published=maybe,
    language=maybe,
    outlet=maybe,
    url=maybe,
    blocks=st.lists(blocks, max_size=2).map(tuple),
)
statements = st.builds(
    Statement, id=texts, document=texts, kind=st.sampled_from(["direct", "indirect", "mixed"]), content=span_lists, cue=span_lists,
    source=span_lists, speaker=maybe, act=st.sampled_from(["assert", "deny"]), parent=maybe, follows=maybe, unknown=maybe,
    confidence=st.floats(0, 1),
)  # fmt: skip
roles = st.lists(st.builds(Role, texts, maybe), max_size=2).map(tuple)
merges = st.lists(st.builds(Merge, texts, texts, texts), max_size=2).map(tuple)
names = st.lists(texts, max_size=2).map(tuple)
links = st.lists(st.builds(Link, texts, texts, texts, maybe), max_size=2).map(tuple)
entities = st.builds(
    Entity, texts, texts, st.sampled_from(["person", "group"]), names, roles, merges, names, links
)
evidence = st.lists(texts, max_size=2).map(tuple)
kinds = st.lists(st.sampled_from(["typo", "number", "added"]), max_size=2).map(tuple)
suggestions = st.builds(
    Suggestion, texts, maybe, texts, texts, st.sampled_from(["likely", "possible"]), links
)
anchors = st.builds(Anchor, texts.filter(str.strip), names)
splits = st.builds(
    Edit, st.just("split"), anchors.map(lambda one: (one,)), st.none(), st.builds(Moved, st.just(("Roe",)), names, names),
    texts, texts, texts,
)  # fmt: skip
outcomes = st.builds(Outcome, splits, st.sampled_from(["applied", "orphaned"]), texts)
changes = st.builds(Change, kinds, st.none() | spans, st.none() | spans, span_lists, span_lists)
excerpts = st.builds(Excerpt, texts, spans)
advice = st.builds(
    Advice, texts, st.lists(st.builds(Remark, texts, st.booleans(), texts, excerpts, excerpts), max_size=2).map(tuple),
    st.lists(st.builds(Proposal, texts, excerpts, excerpts, texts), max_size=2).map(tuple),
    st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), names,
)  # fmt: skip
comparisons = st.builds(
    Comparison,
    documents=st.lists(documents, max_size=2).map(tuple),
    entities=st.lists(entities, max_size=2).map(tuple),
    statements=st.lists(statements, max_size=2).map(tuple),
    events=st.lists(st.builds(Event, texts, texts, names), max_size=1).map(tuple),
    questions=st.lists(st.builds(Question, texts, texts, st.just("number"), maybe), max_size=1).map(tuple),
    answers=st.lists(st.builds(Answer, texts, texts, maybe, texts, texts, evidence, maybe, maybe), max_size=2).map(tuple),
    discrepancies=st.lists(
        st.builds(Discrepancy, texts, texts, st.just("number"), st.just("self"), texts, texts, evidence, texts, st.floats(0, 1)),
        max_size=1,
    ).map(tuple),
    agreements=st.lists(st.builds(Agreement, texts, texts, texts, evidence, texts), max_size=1).map(tuple),
    copies=st.lists(evidence, max_size=2).map(tuple),
    reuses=st.lists(st.builds(Reuse, texts, spans, texts, spans, st.just("copy"), st.floats(0, 1)), max_size=2).map(tuple),
    revisions=st.lists(
        st.builds(Revision, texts, texts, texts, st.booleans(), st.just("typo"), st.lists(changes, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    rejected=st.lists(st.builds(Rejected, texts, texts), max_size=1).map(tuple),
    suggestions=st.lists(suggestions, max_size=2).map(tuple), edits=st.lists(outcomes, max_size=2).map(tuple),
    advice=st.none() | advice,
)  # fmt: skip


@given(comparisons)
def test_a_comparison_survives_json(comparison: Comparison) -> None:
    assert Comparison.from_dict(json.loads(json.dumps(comparison.to_dict()))) == comparison


def test_without_an_adviser_the_json_has_no_place_for_one() -> None:
    assert "advice" not in Comparison().to_dict()


def test_another_schema_is_refused_with_both_names() -> None:
    with pytest.raises(ValueError, match=r"'other/9'.*'rashomon/1'"):
        Comparison.from_dict({"schema": "other/9"})


def test_an_extraction_shows_its_speakers_inside_the_statements() -> None:
    statement = Statement("s", "d", "direct", (Span(0, 1),), speaker="e")
    nameless = Statement("t", "d", "direct", (Span(0, 1),))
    found = Extraction(
        Document("d", "x"), (statement, nameless), (Entity("e", "Ann Roe", "person"),)
    ).to_dict()
    assert found["schema"] == SCHEMA
    assert [s["speaker"] for s in found["statements"]] == [
        {"id": "e", "name": "Ann Roe", "type": "person"},
        None,
    ]


@given(st.lists(maybe, max_size=4), st.lists(maybe, max_size=4))
def test_content_ids_keep_parts_apart(one: list[str | None], other: list[str | None]) -> None:
    plain = not any("\x1f" in (part or "") or part == "\x00" for part in (*one, *other))
    if plain and len(one) == len(other):
        assert (content_id(*one) == content_id(*other)) == (one == other)


@given(spans, spans)
def test_spans_that_hold_each_other_meet(one: Span, other: Span) -> None:
    if one.holds(other) and other.start < other.end:
        assert one.meets(other)
