from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.entities import resolve
from rashomon.language.parser import parse
from rashomon.records import Document, Span, Statement
from tests.entities.building import extraction, read, speakers


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[[Mayor Ann Roberts]] said {{it rained}}. [[Roberts]] added {{it had stopped}}.", ["Ann Roberts", "Ann Roberts"]),
        ("Ann Roberts met Paul Kerr. [[She]] said {{no}}.", ["Ann Roberts"]),
        ("[[The mayor of Ferrin, Ann Roberts]], said {{so}}.", ["Ann Roberts"]),
        ("[[Ann Roberts, mayor of Ferrin]], said {{so}}. [[The mayor]] left, saying {{more}}.", ["Ann Roberts", "Ann Roberts"]),
        ("[[Roberts]] said {{so}}.\n\nAnn Roberts is mayor.", ["Ann Roberts"]),
        ("[[Paul Kerr’s lawyer, Ann Roberts]], said {{so}}.", ["Ann Roberts"]),
        ("[[Paul Kerr’s statement]] said {{so}}.", ["Paul Kerr"]),
        ("Paul Kerr fell ill, and [[his spokesman]] said {{he slept}}.", ["Paul Kerr's spokesman"]),
        ("[[Witnesses]] said {{it burned}}.", ["witnesses"]),
        ("[[The Federal Harbour Agency (FHA)]] said {{so}}. [[The FHA]] denied {{that}}.", ["Federal Harbour Agency"] * 2),
        ("[[The Interior Ministry]] said {{so}}. Later [[the ministry]] said {{more}}.", ["Interior Ministry"] * 2),
        ("[[Paul Kerr and Ann Roberts]] said {{so}}.", ["Paul Kerr and Ann Roberts"]),
        ("[[Germany]] says {{it was poisoned}}.", ["Germany"]),
        ("[[The US]] said {{no}}.", ["United States"]),
        ("Vladimir Horn spoke. [[Vladimir Vladimirovich]] is sure {{it was so}}.", ["Vladimir Horn"]),
        ("[[PR]]: {{I left.}}\n\nPaul Roberts is a baker.", ["Paul Roberts"]),
    ],
)  # fmt: skip
def test_english_sources(marked: str, expected: list[str]) -> None:
    assert speakers(marked) == expected


@pytest.mark.parametrize(
    ("language", "marked", "expected"),
    [
        ("ru", "[[Министр Иван Петров]] заявил, {{что дождь}}. [[Он]] добавил, {{что снег}}.", ["Иван Петров"] * 2),
        ("ru", "По словам [[Ивана Петрова]], {{шёл дождь}}. [[Петров]] ушёл, сказав: {{нет}}.", ["Иван Петров"] * 2),
        ("ru", "[[Анна Соколова]] молчала. [[Иван Петров]] говорил, {{да}}. [[Она]] сказала: {{нет}}.", ["Анна Соколова", "Иван Петров", "Анна Соколова"]),
        ("uk", "[[Голова комісії Людмила Ткач]] сказала, {{що ні}}. [[Вона]] пішла: {{так}}.", ["Людмила Ткач"] * 2),
        ("be", "[[Дырэктар Мікалай Карп]] сказаў, {{што так}}. [[Ён]] дадаў: {{не}}.", ["Мікалай Карп"] * 2),
        ("pl", "[[Minister Anna Nowak]] powiedziała, {{że nie}}. [[Ona]] dodała: {{tak}}.", ["Anna Nowak"] * 2),
        ("de", "[[Ministerin Anna Vogt]] sagte, {{es regne}}. [[Sie]] fügte an: {{nein}}.", ["Anna Vogt"] * 2),
        ("fr", "[[La maire, Claire Duval]], a dit {{que non}}. [[Elle]] ajoute {{oui}}.", ["Claire Duval"] * 2),
        ("es", "[[El alcalde Pablo Ruiz]] dijo {{que no}}. [[Él]] añadió {{sí}}.", ["Pablo Ruiz"] * 2),
    ],
)  # fmt: skip
def test_sources_in_other_languages(language: str, marked: str, expected: list[str]) -> None:
    assert speakers(marked, language) == expected


def test_a_speaker_that_stays_open_says_why() -> None:
    found = extraction("[[He]] said {{it rained}}.")
    assert found.statements[0].speaker is None
    assert "He" in (found.statements[0].unknown or "")


def test_a_statement_without_source_is_unknown_unless_it_follows_one() -> None:
    document, statements = read("[[Ann Roberts]] said {{so}}. More of it.")
    alone = Statement("x", "d", "direct", (Span(22, 26),))
    follower = Statement("y", "d", "direct", (Span(22, 26),), follows=statements[0].id)
    found = resolve(document, parse(document), (*statements, alone, follower)).statements
    assert found[1].speaker is None
    assert found[1].unknown == "no source was found beside the words"
    assert found[2].speaker == found[0].speaker


def test_statements_that_refer_to_each_other_in_a_circle_end() -> None:
    document, _ = read("It rained.")
    one = Statement("a", "d", "direct", (Span(0, 2),), follows="b")
    two = Statement("b", "d", "direct", (Span(3, 9),), follows="a")
    found = resolve(document, parse(document), (one, two)).statements
    assert all(statement.speaker is None and statement.unknown for statement in found)


def test_roles_bear_the_date_of_the_article() -> None:
    found = extraction("[[Ann Roberts, mayor of Ferrin]], said {{so}}.", published="2031-05-04")
    roles = [role for entity in found.entities if entity.name == "Ann Roberts" for role in entity.roles]
    assert ("mayor of Ferrin", "2031-05-04") in [(role.text, role.since) for role in roles]


def test_names_in_contents_are_given_without_statements() -> None:
    found = extraction("[[Ann Roberts]] said {{that Paul Kerr had left Berlin}}.")
    assert {"Paul Kerr", "Berlin"} <= {entity.name for entity in found.entities}


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.sampled_from(["ru", "de", "fr", "xx"])
)
def test_any_text_and_any_span_resolve(text: str, start: int, end: int, language: str) -> None:
    first, last = sorted((min(start, len(text)), min(end, len(text))))
    document = Document("d", text, language=language)
    statement = Statement("s", "d", "direct", (Span(0, len(text)),), source=(Span(first, last),))
    found = resolve(document, parse(document), (statement,))
    ids = {entity.id for entity in found.entities}
    assert len(ids) == len(found.entities)
    assert all(s.speaker in ids if s.speaker else s.unknown for s in found.statements)


@pytest.mark.parametrize(
    "hostile",
    ["A" * 10_000, "Ann ‮eoR‬ said", "</script><script>", "Аnn Rое", "\u0000\u0001", "“" * 300, "Ann " * 3_000],
)
def test_hostile_names_do_no_harm(hostile: str) -> None:
    document = Document("d", f"{hostile} said no.", language="en")
    statement = Statement(
        "s", "d", "indirect", (Span(len(hostile) + 6, len(hostile) + 8),), source=(Span(0, len(hostile)),)
    )
    found = resolve(document, parse(document), (statement,))
    assert len(found.statements) == 1


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # words in apposition are the name's
        ("For Anna Roberts, [[a lawyer from Ferrin]], {{it was wrong}}.", ["Anna Roberts"]),
        # what a body is called tells which is meant
        (
            "Ferrin Motors, the largest automaker of the valley, sued the Ferrin Herald. [[The automaker]] said {{no}}.",
            ["Ferrin Motors"],
        ),
    ],
)
def test_what_stands_beside_a_name(marked: str, expected: list[str]) -> None:
    assert speakers(marked) == expected


def test_two_unknown_things_of_one_head_word_stay_two() -> None:
    marked = "[[The parts trade]] said {{it was slow}}. [[The money trade]] said {{it was quick}}."
    assert len(set(speakers(marked))) == 2
