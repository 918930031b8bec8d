from __future__ import annotations

from rashomon.language.reading import read
from rashomon.records import Block, BlockKind, Document, Span


def quoted(*blocks: tuple[BlockKind, str]) -> list[list[str]]:
    text, found = "", []
    for kind, words in blocks:
        found.append(Block(kind, Span(len(text), len(text) + len(words))))
        text += words + " "
    document = Document("d", text, language="pl", blocks=tuple(found))
    return [[part.of(text) for part in quotation.parts] for quotation in read(document).quotations]


def test_a_quotation_goes_on_behind_a_caption_that_has_its_own() -> None:
    assert quoted(
        ("paragraph", "Anna powiedziała: “Stoi."), ("caption", "Mur “Stary” (Fot. B.)"), ("paragraph", "“Będzie stał.” I wyszła.")
    ) == [["“Stoi.", "“Będzie stał.”"], ["“Stary”"]]  # fmt: skip


def test_a_quotation_that_is_not_opened_again_ends_with_its_paragraph() -> None:
    assert quoted(("paragraph", "Anna powiedziała: “Stoi."), ("paragraph", "I wyszła.")) == [["“Stoi."]]
