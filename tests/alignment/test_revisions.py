"""What sort of change each edit is, in several languages, and what is no change at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.alignment import trace
from rashomon.alignment.revisions import find_revisions
from rashomon.records import Change, Document, Revision, Span, Statement

URL = "https://velmwire.example/fire"
EN = """Three missing after fire

A fire at the grain terminal in Port Velm left three people missing, harbour master Dara Kovrig said on Sunday.

“The fire began in silo four,” Kovrig told reporters. She added that 12 people had been taken to hospital.

Police did not rule out arson. The colour of the smoke was grey, and the harbour smelled of petrol all day."""
RU = """Пожар в порту

Министерство внутренних дел заявило, что поджога не было: загорелась проводка. Пострадали 14 человек.

Министр Илья Радов сказал журналистам, что расследование продолжается."""
UK = """Пожежа в порту

Міністерство внутрішніх справ заявило, що підпалу не було: загорілася проводка. Постраждали 14 людей.

Міністр Ілля Радов сказав журналістам, що розслідування триває."""
DE = """Brand im Hafen

Der Innenminister sagte, es habe keine Brandstiftung gegeben. Verletzt wurden 14 Menschen in einem Haus.

Der Bürgermeister Karl Weber wies die Kritik zurück."""
PL = """Pożar w porcie

Ministerstwo oświadczyło, że podpalenia nie było. Rannych zostało 14 osób.

Burmistrz Jan Nowak odrzucił krytykę."""


def state(name: str, text: str, language: str = "en", hour: int = 8, url: str = URL) -> Document:
    return Document(
        name,
        text,
        title=text.partition("\n")[0],
        language=language,
        url=url,
        published=f"2031-03-02T{hour:02}:00",
    )


def revised(
    text: str, old: str, new: str, language: str = "en", statements: tuple[Statement, ...] = ()
) -> Revision | None:
    assert old in text
    states = [
        state("a", text, language),
        state("b", text.replace(old, new, 1), language, 9, URL + "/?utm_source=x"),
    ]
    found = find_revisions(states, statements)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "language", "old", "new", "kind"),
    [
        (EN, "en", "12 people", "14 people", "number"),
        (EN, "en", "three people", "four people", "number"),
        (EN, "en", "on Sunday", "on Monday", "time"),
        (EN, "en", "did not rule", "did rule", "negation"),
        (EN, "en", "Dara Kovrig", "Oleg Marun", "name"),
        (EN, "en", "Dara Kovrig", "Dora Kovrig", "name"),
        (EN, "en", "silo four", "shed four", "quotation"),
        (EN, "en", "“The fire began in silo four,” Kovrig", "The fire began in silo four, Kovrig", "quotation"),
        (EN, "en", "Three missing after fire", "Three feared dead after fire", "headline"),
        (RU, "ru", "14", "15", "number"),
        (RU, "ru", "не было", "было", "negation"),
        (RU, "ru", "Илья Радов", "Пётр Радов", "name"),
        (UK, "uk", "14", "15", "number"),
        (UK, "uk", "не було", "було", "negation"),
        (DE, "de", "keine ", "", "negation"),
        (DE, "de", "14", "fünfzehn", "number"),
        (DE, "de", "Karl Weber", "Kurt Weber", "name"),
        (PL, "pl", "nie było", "było", "negation"),
        (PL, "pl", "Nowak", "Kowal", "name"),
    ],
)  # fmt: skip
def test_a_change_of_substance_is_named(text: str, language: str, old: str, new: str, kind: str) -> None:
    found = revised(text, old, new, language)
    assert found is not None
    assert found.extent == "substance"
    (change,) = found.changes
    assert kind in change.kinds


@pytest.mark.parametrize(
    ("text", "language", "old", "new"),
    [
        (EN, "en", "smoke", "smoek"),
        (EN, "en", "colour", "color"),
        (EN, "en", "Kovrig told", "Kovirg told"),
        (EN, "en", "A fire", "An fire"),
        (EN, "en", "fire at the", "fire at the the"),
        (EN, "en", "all day.", "all day"),
        (EN, "en", "harbour smelled", "Harbour smelled"),
        (EN, "en", "three people", "threee people"),
        (RU, "ru", "журналистам", "жуналистам"),
        (UK, "uk", "журналістам", "жураналістам"),
        (DE, "de", "Bürgermeister", "Bürgermesiter"),
        (PL, "pl", "odrzucił", "odrzuicł"),
    ],
)
def test_a_slip_and_its_correction_are_typos(text: str, language: str, old: str, new: str) -> None:
    for one, other in ((text, text.replace(old, new, 1)), (text.replace(old, new, 1), text)):
        (found,) = find_revisions([state("a", one, language), state("b", other, language, 9)])
        assert found.extent == "typo"
        assert [change.kinds for change in found.changes] == [("typo",)]


@pytest.mark.parametrize(
    ("old", "new"),
    [("12 people", "twelve people"), ("had been taken", "were taken"), ("all day", "for hours")],
)
def test_other_words_for_the_same_are_wording(old: str, new: str) -> None:
    found = revised(EN, old, new)
    assert found is not None
    assert found.extent == "wording"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“The fire began in silo four,”", '"The fire began in silo four,"'),
        ("\n\nPolice", " Police"),
        ("\n\n", "\n \n"),
    ],
)
def test_layout_and_the_shape_of_marks_are_no_change(old: str, new: str) -> None:
    assert revised(EN, old, new) is None


def test_who_is_said_to_say_it_is_told_by_the_statements() -> None:
    start = EN.index("Kovrig told")
    told = Statement("s", "a", "direct", (Span(0, 5),), cue=(Span(start + 7, start + 11),))
    found = revised(EN, "told reporters", "claimed before reporters", statements=(told,))
    assert found is not None
    assert found.changes[0].kinds == ("attribution",)


def test_paragraphs_come_go_and_move() -> None:
    first, *rest = EN.split("\n\n")
    added = "The mayor has opened the sports hall for all those who cannot go home tonight."
    later = "\n\n".join([first, rest[2], rest[1], added])
    (found,) = find_revisions([state("a", EN), state("b", later, hour=9)])
    kinds = sorted(change.kinds for change in found.changes)
    assert kinds == [("added",), ("moved",), ("removed",)]
    by_kind = {change.kinds[0]: change for change in found.changes}
    assert by_kind["added"].later is not None
    assert by_kind["added"].later.of(later) == added
    assert by_kind["removed"].deleted[0].of(EN) == rest[0]


def test_a_headline_beside_the_text_is_compared() -> None:
    states = [
        Document(name, "The text stays as it is.", title=title, url=URL, published=f"2031-03-0{day}")
        for day, (name, title) in enumerate([("a", "Old head"), ("b", "New head")], 1)
    ]
    (found,) = find_revisions(states)
    assert found.changes == (Change(("headline",), None, None),)


def test_three_states_are_two_revisions_and_no_copies() -> None:
    texts = [EN, EN.replace("12", "13"), EN.replace("12", "14")]
    states = [state(str(hour), text, hour=hour) for hour, text in enumerate(texts, 1)]
    found = trace([states[2], states[0], states[1]])
    assert [(row.earlier, row.later, row.dated) for row in found.revisions] == [
        ("1", "2", True),
        ("2", "3", True),
    ]
    assert (found.copies, found.reuses) == ((), ())


def test_a_reprint_of_a_revised_article_is_a_copy_still() -> None:
    long = EN + "\n\n" + EN.replace("Three", "Two")
    states = [state("1", long, hour=1), state("2", long.replace("12", "14"), hour=2)]
    copy = Document("3", long, outlet="Other", url="https://other.example/1", published="2031-03-02T10:00")
    found = trace([*states, copy])
    assert found.copies == (("1", "2", "3"),)
    assert len(found.revisions) == 1


def test_without_dates_nobody_knows_which_state_came_first() -> None:
    states = [Document("b", EN.replace("12", "14"), url=URL), Document("a", EN, url=URL)]
    (found,) = find_revisions(states)
    assert (found.earlier, found.later, found.dated) == ("a", "b", False)


def test_a_page_whose_stories_come_and_go_is_no_article() -> None:
    assert find_revisions([state("a", EN), state("b", DE, "de", 9)]) == ()


def test_a_front_page_is_no_article() -> None:
    front = "https://velmwire.example/"
    assert (
        find_revisions([state("a", EN, url=front), state("b", EN.replace("12", "14"), hour=9, url=front)])
        == ()
    )


words = st.lists(st.sampled_from([*EN.split(), "\n\n", "“", "”", "12", "not", "x"]), max_size=30).map(
    " ".join
)


@settings(max_examples=60, deadline=None)
@given(words, words)
def test_spans_are_exact_and_both_ways_change_the_same_paragraphs(one: str, other: str) -> None:
    earlier, later = (f"{EN}\n\n{text}" for text in (one, other))
    found = find_revisions([state("a", earlier), state("b", later, hour=9)])
    back = find_revisions([state("a", later), state("b", earlier, hour=9)])
    assert bool(found) == bool(back)
    for change in (change for revision in found for change in revision.changes):
        for side, spans, text in (
            (change.earlier, change.deleted, earlier),
            (change.later, change.inserted, later),
        ):
            assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
            assert all(side is not None and side.holds(span) for span in spans)
            assert list(spans) == sorted(spans)


def test_a_long_article_of_one_line_is_compared_in_time() -> None:
    long = " ".join(f"word{number % 700}" for number in range(8_000))
    (found,) = find_revisions([state("a", long), state("b", long.replace("word5 ", "other5 ", 3), hour=9)])
    assert found.changes


def test_of_two_states_with_one_date_the_one_fetched_first_is_the_earlier() -> None:
    states = [
        Document(
            "a", "Five people died.", url=URL, published="2031-03-04", retrieved="2031-03-04T12:00:00+00:00"
        ),
        Document(
            "b", "Three people died.", url=URL, published="2031-03-04", retrieved="2031-03-04T09:00:00+00:00"
        ),
    ]
    for order in (states, states[::-1]):
        assert [(r.earlier, r.later, r.dated) for r in find_revisions(order)] == [("b", "a", True)]
