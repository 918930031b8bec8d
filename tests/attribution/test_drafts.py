from __future__ import annotations

from rashomon.attribution.drafts import Draft, settle
from rashomon.language.quotations import Marked
from rashomon.records import Block, Document, Span


def test_what_is_reported_inside_anothers_words_ends_where_they_end() -> None:
    text = "By the count of the network, 38 per cent voted in the town, he added."
    document = Document("d", text, language="en", blocks=(Block("paragraph", Span(0, len(text))),))

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    outer = Draft(
        (at("By the count of the network, 38 per cent voted in the town"),), (at("added"),), (at("he"),)
    )
    inner = Draft(
        (at("38 per cent voted in the town, he added"),), (at("By the count"),), (at("the network"),)
    )
    found = settle(document, [outer, inner], Marked(()))
    by_cue = {statement.cue[0].of(text): statement for statement in found}
    assert by_cue["By the count"].content[0].of(text) == "38 per cent voted in the town"
    assert by_cue["By the count"].parent == by_cue["added"].id
