from __future__ import annotations

from itertools import permutations

import pytest

from rashomon.entities import link, people
from rashomon.records import Document, Entity, EntityType, Extraction, Role
from tests.entities.building import extraction, linked

ENGLISH = "[[Siarhei Drazdovich, head of the hospital]], said {{he slept}}. [[Drazdovich]] denied {{poison}}."
RUSSIAN = "[[Главный врач Сергей Дроздович]] заявил, {{что всё хорошо}}."


def made(name: str, kind: EntityType = "person", document: str = "d", role: str = "") -> Extraction:
    roles = (Role(role),) if role else ()
    return Extraction(
        Document(document, "", language="en"), (), (Entity(f"{document}-{name}", name, kind, roles=roles),)
    )


def count(*names: tuple[str, EntityType]) -> int:
    rows = [made(name, kind, f"d{number}") for number, (name, kind) in enumerate(names)]
    return len(link(rows)[0])


def test_one_person_over_scripts_and_spellings() -> None:
    entities, speakers = linked(("en", ENGLISH), ("ru", RUSSIAN))
    assert len(set(speakers)) == 1
    entity = next(entity for entity in entities if entity.id == speakers[0])
    assert "Сергей Дроздович" in (entity.name, *entity.aliases)
    assert any("spellings" in merge.reason for merge in entity.merges)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alyaksandr Lukashenka", "Александр Лукашенко"), ("Yauhen Halavach", "Evgeny Golovach"), ("Ann Roberts", "Ann Roberts"),
        ("Volha Karpenka", "Ольга Карпенко"), ("Aleksander Łukaszenka", "Аляксандр Лукашэнка"), ("E. P. Golovach", "Yevgeny Golovach"),
    ],
)  # fmt: skip
def test_names_that_are_one(one: str, other: str) -> None:
    assert count((one, "person"), (other, "person")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Anna Roberts", "person"), ("Maria Roberts", "person")),
        (("Paul Kerr", "person"), ("Paula Kerr", "person")),
        (("John Miller", "person"), ("John Muller", "person")),
        (("John A. Miller", "person"), ("John B. Miller", "person")),
        (("witnesses", "group"), ("witnesses", "group")),
        (("study", "document"), ("study", "document")),
        (("spokesman", "person"), ("spokesman", "person")),
        (("police", "organization"), ("police", "organization")),
        (("FSB", "organization"), ("KGB", "organization")),
        (("Polish government", "organization"), ("German government", "organization")),
        (("Foreign Ministry", "organization"), ("Interior Ministry", "organization")),
    ],
)  # fmt: skip
def test_names_that_are_two(one: tuple[str, EntityType], other: tuple[str, EntityType]) -> None:
    assert count(one, other) == 2


def test_ministries_of_one_country_are_one_over_languages() -> None:
    names = [
        "Belarusian Interior Ministry",
        "МВД Белоруссии",
        "Міністэрства ўнутраных спраў Беларусі",
        "belarussisches Innenministerium",
    ]
    assert count(*((name, "organization") for name in names[:3])) == 1


def test_a_surname_joins_its_only_bearer_and_no_one_of_two() -> None:
    assert count(("Ann Roberts", "person"), ("Roberts", "person")) == 1
    assert count(("Ann Roberts", "person"), ("Paul Roberts", "person"), ("Roberts", "person")) == 3


def test_one_initial_does_not_bridge_two_people() -> None:
    assert count(("Anna Roberts", "person"), ("A. Roberts", "person"), ("Alice Roberts", "person")) == 3


def test_an_office_joins_the_only_person_who_holds_it() -> None:
    named = "[[Labour Minister Ann Roberts]] said {{that Paul Kerr fell}}."
    unnamed = "[[Paul Kerr]] wept: {{no}}. [[The labour minister]] said {{nothing}}."
    _, speakers = linked(("en", named), ("en", unnamed))
    assert speakers[0] == speakers[2]
    assert speakers[0] != speakers[1]


def test_places_in_two_spellings_are_one() -> None:
    assert count(("Homel", "place"), ("Гомель", "place"), ("Homiel", "place")) == 1


def test_ids_and_entities_do_not_depend_on_the_order() -> None:
    found = [
        extraction(ENGLISH, "en", "d0"),
        extraction(RUSSIAN, "ru", "d1"),
        made("Sergei Drozdovich", document="d2"),
        made("Drozdovich", document="d3"),
    ]
    entities, statements = link(found)
    by_id = {statement.id: statement.speaker for statement in statements}
    for order in permutations(found):
        again, shuffled = link(order)
        assert again == entities
        assert {statement.id: statement.speaker for statement in shuffled} == by_id


def test_every_speaker_is_an_entity_and_ids_are_unique() -> None:
    entities, speakers = linked(
        ("en", ENGLISH),
        ("ru", RUSSIAN),
        ("en", "[[Witnesses]] said {{so}}."),
        ("en", "[[Witnesses]] said {{so}}."),
    )
    ids = [entity.id for entity in entities]
    assert len(set(ids)) == len(ids)
    assert set(speakers) <= set(ids)
    assert speakers[-1] != speakers[-2]


def test_many_namesakes_are_not_all_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = "bdklmnprtv"
    given = [
        "".join(f"{letters[int(digit)]}a" for digit in f"{number:04}").title() for number in range(3_000)
    ]
    compared = 0

    def counting(one: str, other: str) -> str | None:
        nonlocal compared
        compared += 1
        return same_person(one, other)

    same_person = people.same_person
    monkeypatch.setattr(people, "same_person", counting)
    assert len(link([made(f"{name} Smith", document=f"d{name}") for name in given])[0]) == 3_000
    assert compared < 20 * 3_000


SHARED = "[[Olga Brandt, the mayor of Ferrin]], said {{the tram was late}}. "


def test_an_acronym_is_the_only_name_whose_letters_it_is() -> None:
    one = "[[The Osterland Bakers Union]] said {{bread was dear}}."
    _, speakers = linked(("en", SHARED + one), ("en", SHARED + "[[OBU]] said {{bread was cheap}}."))
    assert speakers[1] == speakers[3]
    other = "[[The Oster Builders Union]] said {{bricks were dear}}."
    entities, speakers = linked(
        ("en", SHARED + one), ("en", SHARED + other), ("en", SHARED + "[[OBU]] said {{bread was cheap}}.")
    )
    assert len({speakers[1], speakers[3], speakers[5]}) == 3
    assert entities


def test_a_body_of_which_there_is_one_is_one_in_all_scripts() -> None:
    entities, speakers = linked(
        ("en", "[[The Federal Security Service]] said {{no}}."), ("ru", "[[ФСБ]] заявила, {{что нет}}.")
    )
    assert speakers[0] == speakers[1]
    (entity,) = (entity for entity in entities if entity.id == speakers[0])
    assert any("both " in merge.reason for merge in entity.merges)


def test_a_given_name_alone_is_the_only_one_of_articles_about_the_same() -> None:
    def together(*names: str) -> int:
        rows = [
            Extraction(
                Document(f"d{n}", "", language="en"),
                (),
                tuple(Entity(f"{n}{one}", one, "person") for one in (name, "Anna Roberts")),
            )
            for n, name in enumerate(names)
        ]
        return len(link(rows)[0])

    assert together("Michelle Holt", "Michelle") == 2
    assert together("Michelle Holt", "Michelle", "Michelle Kerr") == 4
