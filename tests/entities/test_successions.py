"""Who held an office before, who holds it now, and whom “the former minister” means in articles about the same."""

from __future__ import annotations

import pytest

from rashomon import Comparison, Document, Entity, compare_extractions, extract_document
from rashomon.records import Role

HOLT = "Olga Brandt, the mayor of Ferrin, said the tram was late. "


def compared(*articles: tuple[str, str, str]) -> Comparison:
    """Return the comparison of articles of (language, day, text)."""
    return compare_extractions(
        [
            extract_document(Document(f"d{n}", text, language=language, published=day))
            for n, (language, day, text) in enumerate(articles)
        ]
    )


def people(found: Comparison) -> dict[str, Entity]:
    return {entity.name: entity for entity in found.entities if entity.type == "person"}


def said(found: Comparison) -> dict[str, str]:
    """Return who says each statement, by its words."""
    names = {entity.id: entity.name for entity in found.entities}
    text = {document.id: document.text for document in found.documents}
    return {
        row.content[0].of(text[row.document]): names.get(row.speaker or "", "") for row in found.statements
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tomas Reyle replaced Anna Brandt as interior minister on Monday. Reyle said he was glad."),
        ("en", "Anna Brandt was replaced by Tomas Reyle as interior minister. Reyle said he was glad."),
        ("en", "Minister Anna Brandt was replaced by Tomas Reyle. Reyle said he was glad."),
        ("ru", "Томас Рейле сменил Анну Брандт на посту министра внутренних дел. Рейле заявил, что рад."),
        ("uk", "Томас Рейле змінив Анну Брандт на посаді міністра внутрішніх справ. Рейле заявив, що радий."),
        (
            "be",
            "Томас Рэйле змяніў Ганну Брандт на пасадзе міністра ўнутраных спраў. Рэйле заявіў, што рады.",
        ),
        ("pl", "Tomasz Rejle zastąpił Annę Brandt na stanowisku ministra. Rejle powiedział, że jest rad."),
        ("de", "Tomas Reyle löste Anna Brandt als Innenminister ab. Reyle sagte, er sei froh."),
        ("fr", "Tomas Reyle a remplacé Anna Brandt au poste de ministre. Reyle a déclaré qu'il était ravi."),
        ("es", "Tomás Reyle sustituyó a Ana Brandt como ministro. Reyle dijo que estaba contento."),
    ],
)
def test_who_replaced_whom_is_told_of_both(language: str, text: str) -> None:
    found = people(compared((language, "2031-05-09", text)))
    old = next(entity for name, entity in found.items() if name.split()[-1] in ("Brandt", "Брандт"))
    new = next(entity for entity in found.values() if entity is not old)
    (before,), (after,) = old.roles, new.roles
    assert (before.standing, before.until, before.note) == ("former", "2031-05-09", f"replaced by {new.name}")
    assert (after.standing, after.until, after.note) == ("incoming", None, f"replaced {old.name}")
    assert before.text == after.text


@pytest.mark.parametrize(
    "text",
    [
        "Tomas Reyle replaced the lamp that Anna Brandt broke. Reyle said he was glad.",
        "Tomas Reyle spoke. Anna Brandt was replaced. Reyle said he was glad.",
        "Tomas Reyle replaced Anna Brandt in the second half. Reyle said he was glad.",
        "President Tomas Reyle replaced Anna Brandt as minister with Karl Holt. Reyle said he was glad.",
        "President Tomas Reyle replaced Minister Anna Brandt on Monday. Reyle said he was glad.",
    ],
)
def test_no_office_no_succession(text: str) -> None:
    found = compared(("en", "2031-05-09", text))
    assert not any(role.note for entity in found.entities for role in entity.roles)


OLD = ("en", "2031-05-01", f"{HOLT}Interior Minister Lucrecia Bonfante said the files were lost.")
CHANGE = (
    "en", "2031-05-09", f"{HOLT}Tomas Reyle replaced Lucrecia Bonfante as interior minister. Reyle said he was glad.",
)  # fmt: skip
NEW = (
    "en", "2031-05-10", f"{HOLT}The former minister said nothing was lost. The minister said he was busy.",
)  # fmt: skip


def test_the_former_minister_held_the_office_before_and_the_minister_holds_it() -> None:
    found = said(compared(OLD, CHANGE, NEW))
    assert found["nothing was lost"] == "Lucrecia Bonfante"
    assert found["he was busy"] == "Tomas Reyle"


def test_the_former_minister_is_never_the_present_one() -> None:
    now = "Interior Minister Tomas Reyle said he was busy. The former minister said nothing was lost."
    assert said(compared(OLD, ("en", "2031-05-10", HOLT + now)))["nothing was lost"] == "Lucrecia Bonfante"
    alone = said(compared(("en", "2031-05-10", HOLT + now)))
    assert alone["nothing was lost"] != "Tomas Reyle"


def test_two_holders_of_one_office_are_two() -> None:
    found = people(compared(OLD, CHANGE, NEW))
    assert {"Lucrecia Bonfante", "Tomas Reyle"} <= found.keys()
    roles = {role.text: role for role in found["Lucrecia Bonfante"].roles}
    assert roles["Interior Minister"] == Role("Interior Minister", "2031-05-01", "2031-05-09", "former")


def test_an_office_that_a_later_article_still_gives_is_not_over() -> None:
    early = ("en", "2031-05-01", f"{HOLT}Former minister Lucrecia Bonfante said the files were lost.")
    late = ("en", "2031-05-10", f"{HOLT}Minister Lucrecia Bonfante said she was back.")
    roles = {role.text: role for role in people(compared(early, late))["Lucrecia Bonfante"].roles}
    assert roles["Minister"].until is None


def test_a_role_says_of_which_body_it_is() -> None:
    text = "Jan Low, a spokesman for the Ferrin Harbour Board, said no. The Ferrin Harbour Board said yes."
    (role,) = people(compared(("en", "2031-05-09", text)))["Jan Low"].roles
    assert role.organization == "Ferrin Harbour Board"


def test_a_title_with_former_before_it_is_over() -> None:
    text = (
        "Former Interior Minister Lucrecia Bonfante said it was late. Interior Minister Tomas Reyle said no."
    )
    found = people(compared(("en", "2031-05-09", text)))
    assert all(role.standing == "former" for role in found["Lucrecia Bonfante"].roles)
    assert all(role.standing == "holder" for role in found["Tomas Reyle"].roles)
