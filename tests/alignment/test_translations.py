from __future__ import annotations

import pytest

from rashomon.alignment import trace
from rashomon.alignment.translations import find_translations
from rashomon.records import Document

WIRE = (
    "A fire at the Osterquay grain terminal in Port Velm killed 11 people, harbour master Dara Kovrig said on Sunday.",
    "The first alarm came at 04:10 from silo four, Kovrig told the Velm Wire. She had 35 men on the quay by 05:00.",
    "The director of the terminal, Oleg Marun, said that 198 dockers had been at work in the night shift.",
    "A guard, Ilya Sorn, 54, told the Velm Wire that nobody had been near the silos.",
    "The terminal, built in 1974, belongs to Tarsia Grain.",
)
TRANSLATED = {
    "ru": (
        "При пожаре на зерновом терминале Остеркуэй в порту Вельм погибли 11 человек, сообщила в воскресенье капитан порта Дара Ковриг.",
        "Первый сигнал поступил в 04:10 из четвёртого силоса, сказала Ковриг агентству Velm Wire. К 05:00 на причале было 35 человек.",
        "Директор терминала Олег Марун сообщил, что в ночную смену работали 198 докеров.",
        "Охранник Илья Сорн, 54 года, рассказал Velm Wire, что к силосам никто не подходил.",
    ),
    "be": (
        "Пры пажары на збожжавым тэрмінале Остэркуэй у порце Вельм загінулі 11 чалавек, паведаміла ў нядзелю капітан порта Дара Коўрыг.",
        "Першы сігнал паступіў а 04:10 з чацвёртага сіласа, сказала Коўрыг агенцтву Velm Wire. Да 05:00 на прычале было 35 чалавек.",
        "Дырэктар тэрмінала Алег Марун паведаміў, што ў начную змену працавалі 198 докераў.",
        "Ахоўнік Ілья Сорн, 54 гады, расказаў Velm Wire, што да сіласаў ніхто не падыходзіў.",
    ),
    "de": (
        "Bei einem Brand im Getreideterminal Osterquay in Port Velm kamen 11 Menschen ums Leben, sagte die Hafenmeisterin Dara Kovrig am Sonntag.",
        "Der erste Alarm kam um 04:10 Uhr aus Silo vier, sagte Kovrig der Velm Wire. Um 05:00 Uhr habe sie 35 Leute am Kai gehabt.",
        "Der Direktor des Terminals, Oleg Marun, sagte, in der Nachtschicht hätten 198 Hafenarbeiter gearbeitet.",
        "Ein Wächter, Ilya Sorn, 54, sagte der Velm Wire, niemand sei den Silos nahe gekommen.",
    ),
    "pl": (
        "W pożarze terminalu zbożowego Osterquay w porcie Velm zginęło 11 osób, powiedziała w niedzielę kapitan portu Dara Kovrig.",
        "Pierwszy alarm nadszedł o 04:10 z silosu numer cztery, powiedziała Kovrig agencji Velm Wire. Do 05:00 miała na nabrzeżu 35 ludzi.",
        "Dyrektor terminalu, Oleg Marun, powiedział, że na nocnej zmianie pracowało 198 dokerów.",
        "Strażnik Ilia Sorn, 54 lata, powiedział Velm Wire, że nikt nie zbliżał się do silosów.",
    ),
}
# The same event, reported by somebody who was there and had other sources.
INDEPENDENT = (
    "В порту Вельм горит зерновой терминал, из города видно дым. По последним данным, 11 погибших.",
    "Жители рассказывают, что взрыв слышали ещё до рассвета. «Я подумал, что это гроза», — сказал нам рыбак Пётр Лисов.",
    "На набережной нас встретил Олег Марун. Он отказался говорить, сколько людей было в смене.",
    "Капитан порта Дара Ковриг приехала к семи утра, но к журналистам не вышла.",
)


def document(name: str, language: str, paragraphs: tuple[str, ...], published: str | None) -> Document:
    return Document(name, "\n\n".join(paragraphs), language=language, published=published, outlet=name)


@pytest.mark.parametrize("language", sorted(TRANSLATED))
def test_a_translation_is_a_copy_paragraph_by_paragraph(language: str) -> None:
    wire = document("wire", "en", WIRE, "2031-03-02T08:00")
    other = document("other", language, TRANSLATED[language], "2031-03-02T12:00")
    found = trace([other, wire])
    assert found.copies == (("wire", "other"),)
    assert len(found.reuses) >= 3
    for row in found.reuses:
        assert (row.document, row.origin, row.kind) == ("other", "wire", "translation")
        place = TRANSLATED[language].index(row.span.of(other.text))
        assert row.origin_span.of(wire.text) == WIRE[place]


def test_an_independent_report_is_no_translation() -> None:
    wire = document("wire", "en", WIRE, "2031-03-02T08:00")
    other = document("other", "ru", INDEPENDENT, "2031-03-02T12:00")
    assert find_translations([wire, other]) == ()


def test_other_numbers_are_another_report() -> None:
    changed = tuple(
        part.replace("11", "17").replace("35", "20").replace("198", "210").replace("04:10", "03:50")
        for part in TRANSLATED["ru"]
    )
    wire = document("wire", "en", WIRE, "2031-03-02T08:00")
    assert find_translations([wire, document("other", "ru", changed, "2031-03-02T12:00")]) == ()


def test_a_later_report_on_an_anniversary_is_no_translation() -> None:
    wire = document("wire", "en", WIRE, "2031-03-02")
    assert find_translations([wire, document("other", "ru", TRANSLATED["ru"], "2032-03-02")]) == ()


def test_the_earlier_one_is_the_original_in_any_order() -> None:
    first = document("ru", "ru", TRANSLATED["ru"], "2031-03-02T08:00")
    later = document("en", "en", WIRE[:4], "2031-03-02T09:00")
    assert {row.origin for row in find_translations([later, first])} == {"ru"}
    assert find_translations([later, first]) == find_translations([first, later])
