from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.attribution import attribute
from rashomon.language.reading import read as reading
from rashomon.records import Block, Document, Span, Statement


def document(text: str) -> Document:
    spans = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    return Document("d", text, language="en", blocks=tuple(Block("paragraph", span) for span in spans))


def read(text: str) -> list[dict[str, object]]:
    """Attribute a text and show each statement by its words."""
    doc = document(text)
    return [
        {
            "content": [span.of(text) for span in statement.content],
            "cue": " ".join(span.of(text) for span in statement.cue),
            "source": " ".join(span.of(text) for span in statement.source),
            "kind": statement.kind,
            "act": statement.act,
        }
        for statement in attribute(doc, reading(doc))
    ]


CASES = {
    "direct, verb after": (
        "“The wall held,” Mayor Ann Roe said on Monday.",
        [(["“The wall held,”"], "said", "Mayor Ann Roe", "direct", "assert")],
    ),
    "direct, inverted": (
        "“The wall held,” said Ann Roe, the mayor of Selm.",
        [(["“The wall held,”"], "said", "Ann Roe, the mayor of Selm", "direct", "assert")],
    ),
    "direct, interrupted": (
        "“The wall held,” she said. “It always will.”",
        [(["“The wall held,”", "“It always will.”"], "said", "she", "direct", "assert")],
    ),
    "direct, verb before": (
        'The mayor told reporters: "The wall held."',
        [(['"The wall held."'], "told", "The mayor", "direct", "assert")],
    ),
    "indirect": (
        "The ministry said that nobody was hurt.",
        [(["that nobody was hurt"], "said", "The ministry", "indirect", "assert")],
    ),
    "mixed": (
        "The ministry said that the gates were “shut by hand”.",
        [(["that the gates were “shut by hand”"], "said", "The ministry", "mixed", "assert")],
    ),
    "according to": (
        "Nobody was hurt, according to the fire service.",
        [(["Nobody was hurt"], "according to", "the fire service", "indirect", "assert")],
    ),
    "parenthesis": (
        "The wall, the mayor said, had been built in 1962.",
        [(["The wall", "had been built in 1962"], "said", "the mayor", "indirect", "assert")],
    ),
    "denial": (
        "The company denied that the wall was weak.",
        [(["that the wall was weak"], "denied", "The company", "indirect", "deny")],
    ),
    "order": (
        "Police ordered residents to leave the village.",
        [(["to leave the village"], "ordered", "Police", "indirect", "direct")],
    ),
    "characterisation": (
        "Critics described the project as a waste of money.",
        [(["the project as a waste of money"], "described", "Critics", "indirect", "opine")],
    ),
    "passive without a source": (
        "It is believed that the gates were opened by hand.",
        [(["that the gates were opened by hand"], "is believed", "", "indirect", "hedge")],
    ),
    "adverb": (
        "The gates reportedly opened at midnight.",
        [(["The gates", "opened at midnight"], "reportedly", "", "indirect", "assert")],
    ),
    "noun": (
        "The minister rejected the claim that the gates had failed.",
        [(["that the gates had failed"], "claim", "", "indirect", "assert")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_reads_the_ways_english_reports(name: str) -> None:
    text, expected = CASES[name]
    shapes = [
        tuple(found[key] for key in ("content", "cue", "source", "kind", "act")) for found in read(text)
    ]
    for attribution in expected:
        assert attribution in shapes, shapes


def test_two_speakers_around_while_keep_their_own_words() -> None:
    found = read(
        "Russia’s FSB claims that a coup was prepared by generals, while Roe speaks of a plot led by the CIA."
    )
    assert [(f["source"], f["content"]) for f in found] == [
        ("Russia’s FSB", ["that a coup was prepared by generals"]),
        ("Roe", ["a plot led by the CIA"]),
    ]


def test_a_report_within_a_report_stands_inside_it() -> None:
    doc = document("The agency reported that the minister said nobody was hurt.")
    outer, inner = attribute(doc, reading(doc))
    assert inner.parent == outer.id
    assert [span.of(doc.text) for span in inner.content] == ["nobody was hurt"]


def test_speaker_lines_signatures_and_transcripts() -> None:
    text = "Ann Roe, mayor:\n\n“It held.”\n\nBob Low, farmer:\n\n“It did not.”\n\n“Go home.”\n\n— Cy Ash, engineer"
    assert [(f["source"], f["content"]) for f in read(text)] == [
        ("Ann Roe, mayor", ["“It held.”"]),
        ("Bob Low, farmer", ["“It did not.”"]),
        ("Cy Ash, engineer", ["“Go home.”"]),
    ]
    transcript = "ANN ROE, HOST: Did the wall hold this time?\n\nBOB LOW: It did not hold, and they knew it.\n\nANN ROE: They knew it?"
    assert [(f["source"], f["kind"], f["act"]) for f in read(transcript)] == [
        ("ANN ROE, HOST", "direct", "ask"),
        ("BOB LOW", "direct", "assert"),
        ("ANN ROE", "direct", "ask"),
    ]


def test_a_post_belongs_to_the_name_with_the_handle() -> None:
    text = (
        "It held all through the night. #wall — Ann Roe (@annroe) November 3, 2031 "
        "Nobody slept a wink up here -- Bob Low (@lowbob) November 4, 2031"
    )
    posts = [(f["source"], f["content"], f["kind"]) for f in read(text) if "@" in str(f["source"])]
    assert posts == [
        ("Ann Roe (@annroe)", ["It held all through the night. #wall"], "direct"),
        ("Bob Low (@lowbob)", ["Nobody slept a wink up here"], "direct"),
    ]


def test_a_works_title_with_a_colon_is_no_speaker() -> None:
    lines = [
        "Sky Wars: Duel is out today.",
        "Players waited.",
        "They bought Sky Wars: Duel at noon.",
        "Some slept.",
        "Sky Wars: Duel sold well.",
    ]
    assert [f for f in read("\n\n".join(lines)) if f["source"] == "Sky Wars"] == []


def test_a_lead_in_with_a_colon_speaks_for_the_next_paragraph() -> None:
    text = "Bedtime tales are told by the village’s mayor:\n\n“A dragon opened the gates.”"
    (found,) = [f for f in read(text) if f["kind"] == "direct"]
    assert (found["source"], found["content"]) == ("the village’s mayor", ["“A dragon opened the gates.”"])


def test_a_quotation_that_goes_on_in_the_next_paragraph_follows_its_speaker() -> None:
    doc = document("“The wall held,” Ann Roe said.\n\n“It will hold for a hundred years.”")
    first, second = attribute(doc, reading(doc))
    assert second.follows == first.id
    assert not second.source


def test_a_dateline_is_nobodys_words() -> None:
    (found,) = read("SELM (Reuters) - The wall held through the night, the mayor said.")
    assert found["content"] == ["The wall held through the night"]


@pytest.mark.parametrize(
    "text",
    [
        "She plans to say more.",
        "He would not comment.",
        "The prize, called the Golden Gate, went to Roe.",
        "They wrote off the car.",
        "Asked about hackers, Mark Ivory laughed.",
    ],
)
def test_what_reports_nothing_is_left_out(text: str) -> None:
    assert read(text) == []


def spans_of(statement: Statement) -> list[Span]:
    return [*statement.content, *statement.cue, *statement.source]


words = st.sampled_from(
    [
        "Ann",
        "said",
        "“",
        "”",
        "that",
        "it",
        "fell",
        ".",
        ",",
        "\n",
        "according",
        "to",
        "he",
        "'",
        '"',
        ":",
        "while",
        "told",
        "him",
        "—",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=40))
def test_any_text_gives_exact_spans_unique_ids_and_known_parents(parts: list[str]) -> None:
    text = " ".join(parts)
    doc = document(text)
    found = attribute(doc, reading(doc))
    ids = [statement.id for statement in found]
    assert len(ids) == len(set(ids))
    for statement in found:
        assert statement.content
        assert all(0 <= span.start < span.end <= len(text) for span in spans_of(statement))
        assert not any(span.of(text) != span.of(text).strip() for span in spans_of(statement))
        assert statement.parent in {None, *ids}
        assert statement.follows in {None, *ids}
    assert found == attribute(doc, reading(doc))
