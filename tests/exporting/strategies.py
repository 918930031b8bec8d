"""Arbitrary coverage: texts in many scripts, statements with spans anywhere in them, hostile ids and names."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from rashomon.reading.annotations.terms import ACTS, KINDS
from rashomon.records import Comparison, Document, Entity, Span, Statement

# Words in Latin, Cyrillic, Arabic, Hebrew, Devanagari, Han; letters beyond the basic plane; marks, breaks and controls.
_PIECES = st.one_of(
    st.sampled_from([
        "said", "Łódź", "сказал", "قال", "אמר", "कहा", "说", "𝔘𝔫", "🛟", "👩‍👧", "e\u0301", " ", " ", "\n", "\n\n", "\r\n", "\t",
        "\u2028", "\u202e", "\x00", "\x0b", "\x85", "\ud800", "=1+1", "</script>", ";", ":", "“", "”", "\ufeff",
    ]),
    st.text(st.characters(), max_size=4),
)  # fmt: skip
TEXTS = st.lists(_PIECES, min_size=1, max_size=24).map("".join)
NAMES = st.one_of(
    st.sampled_from([
        "Ann Roe", "Роу", "../../x", "=cmd|' /C calc'!A0", "@SUM(1)", "a\nb", "\ud800", "</script>", "-1", "x:y", "C:\\a", "no speaker",
    ]),
    st.text(min_size=1, max_size=12),
)  # fmt: skip


@st.composite
def _spans(draw: st.DrawFn, length: int, least: int) -> tuple[Span, ...]:
    ends = draw(st.lists(st.integers(0, length), min_size=2 * least, max_size=6, unique=True).map(sorted))
    return tuple(Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False))


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Up to three documents with statements of up to three entities."""
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    texts = draw(st.lists(TEXTS, min_size=len(names), max_size=len(names)))
    urls = st.sampled_from(
        [None, "https://news.example/a?b=1&c=ж", "javascript:alert(1)", "https://a b", "../x"]
    )
    documents = tuple(
        Document(name, text, f"{name}.txt", draw(st.none() | NAMES), draw(st.sampled_from([None, "2031-05-04", "x"])),
                 draw(st.sampled_from([None, "en", "ru", "zz"])), draw(st.none() | NAMES), draw(urls))
        for name, text in zip(names, texts, strict=True)
    )  # fmt: skip
    kinds = st.sampled_from(["person", "organization", "group", "media", "document", "place"])
    entities = tuple(
        Entity(
            f"e{number}", name, draw(kinds), tuple(draw(st.lists(NAMES, max_size=2))), documents=(names[0],)
        )
        for number, name in enumerate(draw(st.lists(NAMES, max_size=3, unique=True)))
    )
    statements: list[Statement] = []
    for number in range(draw(st.integers(0, 5))):
        document = draw(st.sampled_from([row for row in documents if len(row.text) > 1] or [None]))  # type: ignore[list-item]
        if document is not None:
            statements.append(_statement(draw, f"s{number}", document, entities))
    return Comparison(documents=documents, entities=entities, statements=tuple(statements))


def _statement(draw: st.DrawFn, name: str, document: Document, entities: tuple[Entity, ...]) -> Statement:
    length = len(document.text)
    row = Statement(
        name, document.id, draw(st.sampled_from(KINDS)), draw(_spans(length, 1)), draw(_spans(length, 0)),  # type: ignore[arg-type]
        draw(_spans(length, 0)), draw(st.sampled_from([None, *(entity.id for entity in entities)])),
        draw(st.sampled_from(ACTS)), draw(st.sampled_from([None, "s0", "s1"])),  # type: ignore[arg-type]
        confidence=draw(st.floats(0, 1)),
    )  # fmt: skip
    return row if row.speaker else replace(row, unknown=draw(st.none() | NAMES))
