from __future__ import annotations

from rashomon.records import Span
from training.accounts import Passage
from training.rejoinders import read


def passage(text: str, *content: tuple[int, int], heading: bool = False) -> Passage:
    return Passage("p1", "The Lantern", "2031-03-02", "Ann Roe", "en", heading, text, content)


def test_a_passage_is_an_article_with_one_statement() -> None:
    text = "“It was shut,” Ann Roe said, “and dry.”"
    document, said = read(passage(text, (1, 12), (30, 37)))
    assert [span.of(document.text) for span in said.content] == ["It was shut", "and dry"]
    assert [span.of(document.text) for span in said.source] == ["“", ",” Ann Roe said, “", ".”"]
    assert (said.kind, said.act, said.speaker) == ("direct", "assert", "Ann Roe")


def test_what_denies_is_told_by_the_words_that_report() -> None:
    text = "The firm denied that the valve was shut."
    document, said = read(passage(text, (16, 39)))
    assert said.act == "deny"
    assert said.kind == "indirect"
    _, plain = read(passage("That he denied it is known, Ann Roe said.", (0, 26)))
    assert plain.act == "assert"
    assert document.blocks[0].span == Span(0, len(text))
