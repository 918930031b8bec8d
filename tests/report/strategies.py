"""Arbitrary documents with arbitrary, overlapping, nested statements."""

from __future__ import annotations

from hypothesis import strategies as st

from rashomon.records import Block, Comparison, Document, Span, Statement

CHARACTERS = st.one_of(
    st.sampled_from(list(" \n\n\r\t.,;“”<>&'\"-\u202e\u2028\u0085\x0b")), st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
)  # fmt: skip


def spans(length: int, most: int = 3) -> st.SearchStrategy[tuple[Span, ...]]:
    """Spans in any order; some empty, some reaching beyond the text."""
    place = st.integers(0, length + 3)
    return st.lists(st.tuples(place, place).map(lambda pair: Span(*sorted(pair))), max_size=most).map(tuple)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    text = draw(st.text(CHARACTERS, max_size=120))
    parts = spans(len(text))
    statements = tuple(
        Statement(f"s{number}", "d", "direct", draw(parts), draw(parts), draw(parts),
                  parent=draw(st.sampled_from([None, "s0", "s1", "nobody"])))
        for number in range(draw(st.integers(0, 6)))
    )  # fmt: skip
    kinds = st.sampled_from(["heading", "paragraph", "quotation", "list", "related", "caption"])
    blocks = tuple(Block(draw(kinds), span) for span in draw(spans(len(text), 4)))
    title = draw(st.sampled_from([None, "title", text.partition("\n")[0]]))
    return Comparison(documents=(Document("d", text, title=title, blocks=blocks),), statements=statements)
