from __future__ import annotations

import re

import pytest

from rashomon.attribution import leadins
from rashomon.attribution.drafts import Draft
from rashomon.language.reading import read
from rashomon.records import Block, Document, Span


def test_words_before_a_quotation_in_its_own_sentence_speak_for_it_too() -> None:
    text = "The old mayor shrugged: “A dragon opened the gates.”"
    draft = Draft((Span(text.index("“"), len(text)),))
    leadins.read(read(Document("d", text, language="en")).parse, [Span(0, len(text))], [draft])
    assert [span.of(text) for span in (*draft.cue, *draft.source)] == ["shrugged", "The old mayor"]


def led(text: str) -> tuple[str, str]:
    spans = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    document = Document("d", text, language="en", blocks=tuple(Block("paragraph", span) for span in spans))
    draft = Draft((spans[-1],))
    leadins.read(read(document).parse, spans, [draft])
    return tuple(" ".join(span.of(text) for span in spans) for spans in (draft.cue, draft.source))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("lead", "cue", "source"),
    [
        ("Bedtime tales are told by the village’s old mayor:", "told", "the village’s old mayor"),
        ("The old mayor tells another story:", "tells", "The old mayor"),
        ("Rain fell.", "", ""),
        ("At noon:", "", ""),
    ],
)
def test_a_paragraph_with_a_colon_speaks_for_the_quotation_below(lead: str, cue: str, source: str) -> None:
    assert led(f"{lead}\n\n“A dragon opened the gates.”") == (cue, source)


def test_what_is_expected_in_a_report_is_expected_by_its_source() -> None:
    text = "According to the industry, rain is expected, Bob was asked to go. Snow is expected too."

    def at(words: str, first: int = 0) -> tuple[Span, ...]:
        return (Span(text.index(words, first), text.index(words, first) + len(words)),)

    outer = Draft(at("rain is expected, Bob was asked to go"), at("According to"), at("the industry"))
    rain = Draft(at("rain"), at("is expected"), act="hedge")
    bob = Draft(at("to go"), at("was asked"), act="direct")
    snow = Draft(at("Snow"), at("is expected", text.index("Snow")), act="hedge")
    leadins.according(text, [snow, bob, rain, outer])
    assert [draft.follows for draft in (rain, bob, snow)] == [outer, None, None]
