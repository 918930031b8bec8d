from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Block, Comparison, Document, Span
from rashomon.report.article import Article, article, pieces
from rashomon.report.index import Index
from tests.report.fixture import comparison


def shown(document: str) -> Article:
    index = Index(comparison())
    return article(index, index.documents[document])


@given(
    st.text(st.sampled_from(list("ab \n\t")), max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70))),
)
def test_gaps_and_words_are_the_whole_text(text: str, pairs: list[tuple[int, int]]) -> None:
    found = pieces(text, [Block("list", Span(*sorted(pair))) for pair in pairs])
    assert "".join(piece.gap.of(text) + piece.words.of(text) for piece in found) == text
    assert all(piece.gap.of(text).strip() == "" for piece in found)


def test_blocks_keep_their_kind_and_the_rest_are_paragraphs() -> None:
    text = "Head\n\nBody one.\n\nBody two.\n\nSEE ALSO: more"
    blocks = [Block("heading", Span(0, 4)), Block("related", Span(text.index("SEE"), len(text)))]
    kinds = [(piece.kind, piece.words.of(text)) for piece in pieces(text, blocks)]
    assert kinds == [
        ("heading", "Head"),
        ("paragraph", "Body one."),
        ("paragraph", "Body two."),
        ("related", "SEE ALSO: more"),
    ]


def test_a_kind_that_is_none_is_shown_as_a_paragraph() -> None:
    (piece,) = pieces("One.", [Block("hidden", Span(0, 4))])  # type: ignore[arg-type]
    assert piece.kind == "paragraph"


def test_the_first_line_is_the_heading_when_it_is_the_title() -> None:
    assert shown("wire").headed
    index = Index(Comparison(documents=(Document("d", "One.\n\nTwo.", title="Another title"),)))
    assert not article(index, index.documents["d"]).headed


def test_notes_stand_beside_the_paragraph_where_the_statement_begins() -> None:
    places = [[note.number for note in paragraph.notes] for paragraph in shown("wire").paragraphs]
    assert places == [[1], [2], [3, 4], [5, 6, 7], [8], []]


def test_a_note_says_who_what_and_what_is_unsure() -> None:
    notes = {note.number: note for paragraph in shown("wire").paragraphs for note in paragraph.notes}
    nested, nameless = notes[7], notes[8]
    assert (nested.speaker.text, nested.inside, nested.unsure) == ("a guard", 6, True)
    assert (nameless.speaker.text, nameless.unknown) == ("not named", "passive without a source")
    assert notes[3].disputes == [(4, "d-d_23_4")]
    assert notes[1].disputes == []


def test_a_reprint_and_its_source_name_each_other() -> None:
    reprint = shown("post").paper.reprint
    assert reprint
    assert reprint.outlet == "Velm Wire"
    assert [paper.outlet for paper in shown("wire").reprints] == ["Harbour Post"]
