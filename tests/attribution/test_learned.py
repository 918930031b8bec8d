from __future__ import annotations

import re

from rashomon.attribution.drafts import Draft
from rashomon.attribution.learned import Voices, besides, drafts_of
from rashomon.language.decoding import Roles
from rashomon.language.encoder import Found
from rashomon.language.quotations import Quotation, find
from rashomon.records import Block, Document, Span


def document(text: str) -> tuple[Document, tuple[Quotation, ...]]:
    spans = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    blocks = tuple(Block("paragraph", span) for span in spans)
    return Document("d", text, language="en", blocks=blocks), find(text, spans)


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def seen(text: str, content: str, cue: str, source: str) -> Found:
    spans = [(at(text, words),) if words else () for words in (content, source, cue)]
    return Found(Roles(*spans), "assert", 0.9, 0.9, 0.9)


def contents(text: str, draft: Draft) -> list[str]:
    return [span.of(text) for span in draft.content]


def test_a_content_that_cuts_into_a_quotation_takes_it_whole() -> None:
    text = "Ann Roe said the wall “was built to last” by her firm."
    doc, quotes = document(text)
    (draft,) = drafts_of(doc, [seen(text, "the wall “was built", "said", "Ann Roe")], quotes)
    assert contents(text, draft) == ["the wall “was built to last”"]


def test_a_quotation_that_is_opened_again_in_the_next_paragraph_is_one() -> None:
    text = "Ann Roe said: “It held.\n\n“It will hold.”"
    doc, quotes = document(text)
    (draft,) = drafts_of(doc, [seen(text, "“It held.", "said", "Ann Roe")], quotes)
    assert contents(text, draft) == ["“It held.", "“It will hold.”"]


def test_a_report_inside_a_quotation_keeps_to_its_own_words() -> None:
    text = "“The mayor said it held,” Bob Low wrote."
    doc, quotes = document(text)
    (draft,) = drafts_of(doc, [seen(text, "it held", "said", "The mayor")], quotes)
    assert contents(text, draft) == ["it held"]


def test_a_quotation_nobody_claims_goes_on_with_the_speaker_before() -> None:
    text = "“It held,” Ann Roe said.\n\n“It will hold for a hundred years.”\n\nThe “old wall” stands."
    doc, quotes = document(text)
    first = Draft((at(text, "“It held,”"),), (at(text, "said"),), (at(text, "Ann Roe"),))
    voices = Voices(doc, quotes, [block.span for block in doc.blocks])
    drafts = voices.go_on([first, *voices.unclaimed([first])])
    assert [contents(text, draft) for draft in drafts] == [
        ["“It held,”"],
        ["“It will hold for a hundred years.”"],
    ]
    assert drafts[1].follows is first


def test_a_quotation_two_paragraphs_on_follows_nobody() -> None:
    text = "“It held,” Ann Roe said.\n\nRain fell.\n\n“It will hold for a hundred years.”"
    doc, quotes = document(text)
    first = Draft((at(text, "“It held,”"),), (at(text, "said"),), (at(text, "Ann Roe"),))
    voices = Voices(doc, quotes, [block.span for block in doc.blocks])
    drafts = voices.go_on([first, *voices.unclaimed([first])])
    assert drafts[1].follows is None


def test_the_words_of_a_speaker_line_are_told_once() -> None:
    line, same, other = (Draft((span,)) for span in (Span(10, 50), Span(10, 48), Span(20, 30)))
    assert besides([line], [same, other]) == [other]


def test_no_part_is_joined_to_another_across_a_caption() -> None:
    text = "Ann Roe said: “It held. (Photo: Bob) “It will hold.”"
    cuts = [Span(0, 23), Span(24, 36), Span(37, len(text))]
    kinds = ("paragraph", "caption", "paragraph")
    blocks = tuple(Block(kind, span) for kind, span in zip(kinds, cuts, strict=True))
    doc = Document("d", text, language="en", blocks=blocks)
    quotes = find(text, [cuts[0], cuts[2]])
    (draft,) = drafts_of(doc, [seen(text, "“It held.", "said", "Ann Roe")], quotes)
    assert contents(text, draft) == ["“It held.", "“It will hold.”"]
