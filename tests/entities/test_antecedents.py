from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from rashomon.entities import resolve
from rashomon.entities.antecedents import Kind, weights
from rashomon.language.parser import parse
from rashomon.records import Block, BlockKind
from tests.entities.building import read, speakers


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # the subject, though another name is nearer
        (
            "Peter Kerr opened the depot on Monday with Paul Moss. [[He]] said {{it was late}}.",
            ["Peter Kerr"],
        ),
        # a subject and a name nearer by are as likely: nobody rather than a guess
        (
            "Peter Kerr opened the depot on Monday with Paul Moss, who [[he]] said {{was late}}.",
            [None],
        ),
        # whom indirect speech names is not who says it
        (
            "Peter Kerr met Paul Moss. [[He]] said {{the depot was glad of Moss’s visit}}.",
            ["Peter Kerr"],
        ),
        # a surname alone that the tagger misses is on the scene, and so is a name that it takes for a body
        (
            "Anneliese Collingbrook, 93, has kept bees since 1951. [[She]] said {{they were quiet}}.",
            ["Anneliese Collingbrook"],
        ),
        ("John Kerr greeted Mary Moss at noon. [[He]] said {{the depot was late}}.", ["John Kerr"]),
        # who spoke last goes on
        (
            "The depot belongs to Paul Moss. [[Peter Kerr]] said {{it was late}}. [[He]] added {{it was cold}}.",
            ["Peter Kerr", "Peter Kerr"],
        ),
        # a pronoun that is no source keeps its person in mind, however far the name is
        (
            "Peter Kerr left. He was ill. He was tired. He was old. He was cold. He was glad. He was rich. He was home. [[He]] said {{no}}.",
            ["Peter Kerr"],
        ),
    ],
)
def test_whom_a_pronoun_means(marked: str, expected: list[str]) -> None:
    assert speakers(marked) == expected


def test_nobody_else_named_in_what_is_said_is_the_one_who_says_it() -> None:
    marked = "Peter Kerr came at noon. {{“Paul Moss has left the depot”}}, [[he]] said."
    assert speakers(marked) == ["Peter Kerr"]


def test_who_is_in_a_caption_is_not_whom_the_article_means() -> None:
    marked = "Peter Kerr came at noon.\n\nPaul Moss shakes hands at the depot (Photo: Getty)\n\n[[He]] said {{it was late}}."
    document, statements = read(marked)
    kinds: list[BlockKind] = ["paragraph", "caption", "paragraph"]
    blocks = tuple(Block(kind, block.span) for kind, block in zip(kinds, document.blocks, strict=True))
    found = resolve(replace(document, blocks=blocks), parse(document), statements)
    names = {entity.id: entity.name for entity in found.entities}
    assert names[found.statements[0].speaker or ""] == "Peter Kerr"


def test_every_kind_has_its_weights() -> None:
    assert all(weights(kind) for kind in get_args(Kind))
