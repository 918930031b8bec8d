from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.entities.blind import cluster_names
from rashomon.entities.naming import Kind


def groups(kind: Kind, *names: str) -> list[set[str]]:
    return [set(group) for group in cluster_names(names, kind).clusters.groups()]


def together(kind: Kind, *names: str) -> bool:
    return len(groups(kind, *names)) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Alyaksandr Lukashenka", "Александр Лукашенко", "Łukaszenka", "Лукашэнкі", "Лукашенком"),
        ("Jan Kowalski", "Jana Kowalskiego", "Яна Ковальского", "Kowalski Jan", "J. Kowalski", "Kowalskim"),
        ("Petr Novák", "Petrovi Novákovi", "Novákův", "Novákem"),
        ("Marek Zelinka", "Marka Zelinky", "Zelinkou"),
        ("Elżbieta II", "Alžběty II.", "Елизаветы II"),
        ("Ursula von der Berg", "Урсула фон дер Берг", "von der Berg"),
        ("Владимир Петрович Громов", "Владимир Громов", "В.П. Громова"),
        ("Michael Grant", "Майкл Грант", "Grantem"),
        ("Jean-Luc Martel", "Jean Luc Martel", "Жан-Люк Мартель"),
        ("Heiko Brandt", "Хайко Брандт", "Гайко Брандт"),
        ("Žofie Malá", "Žofie Malé"),
    ],
)
def test_names_of_one_person(names: tuple[str, ...]) -> None:
    assert together("person", *names)


@pytest.mark.parametrize(
    "names",
    [
        ("Anna Roe", "Maria Roe"),
        ("John A. Miller", "John B. Miller"),
        ("John Miller", "John Muller"),
        ("Elżbieta I", "Elżbieta II"),
        ("Jana Kowalska", "Jan Kowalskiego"),
        ("Bog", "Bach"),
    ],
)
def test_names_of_two_people(names: tuple[str, ...]) -> None:
    assert not together("person", *names)


def test_a_surname_of_two_people_stays_alone() -> None:
    assert {"Roe"} in groups("person", "Anna Roe", "Karl Roe", "Roe")


def test_a_surname_in_a_mans_case_is_the_mans() -> None:
    found = groups("person", "Anna Brandt", "Karl Brandt", "Brandta", "Brandtem")
    assert {"Karl Brandt", "Brandta", "Brandtem"} in found


def test_genders_are_never_joined() -> None:
    found = groups(
        "person", "Aleksandra Kowalska", "Aleksandrą Kowalską", "Aleksandrem Kowalskim", "Aleksander Kowalski"
    )
    assert not any({"Aleksandrą Kowalską", "Aleksandrem Kowalskim"} <= group for group in found)


@pytest.mark.parametrize(
    "names",
    [
        ("Афганистане", "Afganistanie", "Afghanistan"),
        ("Warszawie", "Варшавы", "Varšavou", "Warschau"),
        ("Wiedniu", "Vídni", "Вене", "Dunaju"),
        ("Homel", "Homiel", "Gomel", "Гомеля"),
        ("Niemcami", "Германии", "Německu", "ФРГ", "Deutschland"),
        ("Wielkiej Brytanii", "Соединённого Королевства", "UK", "Velké Británii"),
        ("Morzem Czarnym", "Чёрного моря", "Černé moře", "Black Sea"),
        ("Zatoka Testowska", "Тестовский залив", "Testovský záliv"),
    ],
)
def test_names_of_one_place(names: tuple[str, ...]) -> None:
    assert together("place", *names)


@pytest.mark.parametrize(
    "names",
    [
        ("Iraku", "Iranu"), ("Austria", "Australia"), ("Slovensko", "Slovinsko"), ("Ireland", "Northern Ireland"),
        ("North Korea", "South Korea"), ("Black Sea", "Red Sea"),
    ],
)  # fmt: skip
def test_names_of_two_places(names: tuple[str, ...]) -> None:
    assert not together("place", *names)


@pytest.mark.parametrize(
    "names",
    [
        ("WHO", "Всемирная организация здравоохранения", "Światowej Organizacji Zdrowia", "ВОЗ"),
        ("Ministerstwo Obrony Litwy", "Министерства обороны Литвы"),
        ("Uniwersytet Oksfordzki", "University of Oxford", "Оксфордского университета"),
        ("Union of Free Bakers", "UFB"),
    ],
)
def test_names_of_one_organisation(names: tuple[str, ...]) -> None:
    assert together("organization", *names)


def test_a_body_of_every_country_is_joined_within_its_language_only() -> None:
    assert not together("organization", "Sąd Najwyższy", "Верховный суд")
    assert together("organization", "Sąd Najwyższy", "Sądu Najwyższego")


def test_every_join_has_its_reason() -> None:
    joining = cluster_names(["Jan Kowalski", "Kowalskim", "Яна Ковальского"], "person")
    assert len(joining.joins) == 2
    assert all(join.reason and join.name != join.other for join in joining.joins)


@pytest.mark.parametrize("kind", ["person", "place", "organization"])
def test_hostile_names_are_clustered_without_a_crash(kind: Kind) -> None:
    names = [
        "",
        " ",
        "\u200f",
        "a" * 10_000,
        "слово " * 3_000,
        "(((",
        "\u202ePutin\u202c",
        "Пyтин",
        "İ",
        "ß",
        "\x00",
        "’",
        "123",
        "—",
    ]
    joining = cluster_names(names, kind)
    assert sorted(name for group in joining.clusters.groups() for name in group) == sorted(set(names))


def test_homoglyphs_and_direction_marks_do_not_tell_names_apart() -> None:
    assert together("person", "Пyтин", "Путин", "\u202eПутин\u202c")  # the first with a Latin y


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=12), st.sampled_from(["person", "place", "organization"]))
def test_any_names_are_parted_without_loss(names: list[str], kind: Kind) -> None:
    found = cluster_names(names, kind).clusters.groups()
    assert sorted(name for group in found for name in group) == sorted(set(names))


def test_order_does_not_matter() -> None:
    names = [
        "Jan Kowalski",
        "Kowalskim",
        "Anna Roe",
        "Яна Ковальского",
        "Roe",
        "Karl Roe",
        "J. Kowalski",
        "Roego",
    ]
    expected = groups("person", *names)
    for seed in range(5):
        random.Random(seed).shuffle(names)  # noqa: S311
        assert groups("person", *names) == expected


@pytest.mark.parametrize(
    "names",
    [
        ("Минздрав Литвы", "Министерство здравоохранения Литвы", "Lithuanian Ministry of Health"),
        ("Rada Unii Europejskiej", "Rada UE", "Совета Евросоюза"),
        ("konzervativci", "Консервативная партия", "Konserwatyści", "Conservative Party"),
        (
            "Институт имени Гранта",
            "Центр им. Гранта",
            "Grantův institut",
            "Национальный центр физики им. П. Гранта",
        ),
        ("Velmgaz", "ОАО «Вельмгаз»", "Velmgaz Holding", "компания Вельмгаз"),
        ("FSB", "ФСБ", "Federal Security Service", "Федеральной службы безопасности"),
        ("Верховный суд", "Верховный суд Литвы", "Sądu Najwyższego Litwy"),
    ],
)
def test_names_of_one_organisation_across_languages(names: tuple[str, ...]) -> None:
    assert together("organization", *names)


@pytest.mark.parametrize(
    "names",
    [
        ("Минздрав Литвы", "Минздрав Латвии"),
        ("Conservative Party", "Labour Party"),
        ("Институт имени Гранта", "Институт имени Брандта"),
        ("Верховный суд Литвы", "Верховный суд Латвии", "Верховный суд"),
        ("Rada Europy", "Rada UE"),
        ("Ес Ол Ви", "EU"),
    ],
)
def test_names_of_two_organisations(names: tuple[str, ...]) -> None:
    assert not together("organization", *names)
