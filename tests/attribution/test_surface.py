from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.attribution import datelines, surface
from rashomon.attribution.drafts import Draft
from rashomon.language import quotations
from rashomon.language.lexicon import LANGUAGES
from rashomon.language.segmentation import segment
from rashomon.records import Block, Document, Span, Statement


def read(language: str, *paragraphs: str) -> tuple[str, tuple[Statement, ...]]:
    text, blocks = "", []
    for paragraph in paragraphs:
        start = len(text) + (2 if text else 0)
        text = f"{text}\n\n{paragraph}" if text else paragraph
        blocks.append(Block("paragraph", Span(start, start + len(paragraph))))
    document = Document("d", text, language=language, blocks=tuple(blocks))
    spans = [block.span for block in blocks]
    return text, surface.attribute(document, segment(text, spans, language), quotations.find(text, spans))


def words(text: str, statement: Statement) -> tuple[str, str, str]:
    """Content, cue and source, parts joined by an ellipsis."""
    roles = (statement.content, statement.cue, statement.source)
    content, cue, source = (" … ".join(span.of(text) for span in spans) for spans in roles)
    return content, cue, source


def only(language: str, *paragraphs: str) -> tuple[Statement, tuple[str, str, str]]:
    text, found = read(language, *paragraphs)
    assert len(found) == 1, [words(text, statement) for statement in found]
    return found[0], words(text, found[0])


# language, sentence, kind, act, content, cue, source
ONE = [
    ("ru", "Президент страны Иван Лосев в понедельник заявил, что переговоры завершены.", "indirect", "assert", "что переговоры завершены", "заявил", "Президент страны Иван Лосев"),
    ("ru", "Погибли 12 человек, сообщили в МЧС.", "indirect", "assert", "Погибли 12 человек", "сообщили", "МЧС"),
    ("ru", "По словам министра обороны Сергея Лаптева, атака отбита.", "indirect", "assert", "атака отбита", "По словам", "министра обороны Сергея Лаптева"),
    ("ru", "Министр Лосев подчеркнул: «Мы не отступим».", "direct", "assert", "«Мы не отступим»", "подчеркнул", "Министр Лосев"),
    ("ru", "Политик назвал обвинения «абсурдными».", "mixed", "assert", "обвинения «абсурдными»", "назвал", "Политик"),
    ("ru", "Министерство обороны опровергло гибель солдат.", "indirect", "deny", "гибель солдат", "опровергло", "Министерство обороны"),
    ("ru", "Она потребовала показать записи с камер.", "indirect", "direct", "показать записи с камер", "потребовала", "Она"),
    ("ru", "Неизвестные, по версии следствия, подожгли склад.", "indirect", "assert", "Неизвестные … подожгли склад", "по версии", "следствия"),
    ("uk", "«Ми не відступимо», — заявив президент у вечірньому зверненні.", "direct", "assert", "«Ми не відступимо»", "заявив", "президент"),
    ("uk", "За словами мера, постраждало 15 людей.", "indirect", "assert", "постраждало 15 людей", "За словами", "мера"),
    ("uk", "На її думку, запасів вистачить до травня.", "indirect", "opine", "запасів вистачить до травня", "На … думку", "її"),
    ("uk", "Голова ЦВК наголосила, що результати ще не остаточні.", "indirect", "assert", "що результати ще не остаточні", "наголосила", "Голова ЦВК"),
    ("be", "«Мы не ведаем, дзе ён», — сказала сястра зніклага Ганна Лось.", "direct", "assert", "«Мы не ведаем, дзе ён»", "сказала", "сястра зніклага Ганна Лось"),
    ("be", "Паводле слоў міністра, сітуацыя стабільная.", "indirect", "assert", "сітуацыя стабільная", "Паводле слоў", "міністра"),
    ("be", "Дырэктар паабяцаў, што завод адкрыецца ўвосень.", "indirect", "commit", "што завод адкрыецца ўвосень", "паабяцаў", "Дырэктар"),
    ("pl", "„To skandal” – ocenił poseł.", "direct", "assert", "„To skandal”", "ocenił", "poseł"),
    ("pl", "Zdaniem ekspertów ceny wzrosną.", "indirect", "opine", "ceny wzrosną", "Zdaniem", "ekspertów"),
    ("pl", "Policja nie wyklucza, że był to zamach.", "indirect", "hedge", "że był to zamach", "nie wyklucza", "Policja"),
    ("pl", "Jak podaje agencja, zginęło pięć osób.", "indirect", "assert", "zginęło pięć osób", "podaje", "agencja"),
    ("de", "Ein Sprecher des Werks sagte der Agentur, es habe keinen Unfall gegeben.", "indirect", "assert", "es habe keinen Unfall gegeben", "sagte", "Ein Sprecher des Werks"),
    ("de", "Nach Angaben der Polizei wurden drei Menschen verletzt.", "indirect", "assert", "wurden drei Menschen verletzt", "Nach Angaben", "der Polizei"),
    ("de", "Wie die Polizei am Dienstag mitteilte, kam der Fahrer ums Leben.", "indirect", "assert", "kam der Fahrer ums Leben", "mitteilte", "die Polizei"),
    ("de", "Er forderte die Regierung auf, sofort zu handeln.", "indirect", "direct", "sofort zu handeln", "forderte … auf", "Er"),
    ("de", "„Das ist falsch“, sagte er. „Wir waren nie dort.“", "direct", "assert", "„Das ist falsch“ … „Wir waren nie dort.“", "sagte", "er"),
    ("de", "„Die Lage ist ernst“, so der Sprecher der Polizei.", "direct", "assert", "„Die Lage ist ernst“", "so", "der Sprecher der Polizei"),
    ("de", "Dies sei „ein klarer Verstoß“, sagte die Anwältin Petra Lind.", "mixed", "assert", "Dies sei „ein klarer Verstoß“", "sagte", "die Anwältin Petra Lind"),
    ("fr", "« Nous ne céderons pas », a affirmé la ministre de l’Intérieur, Claire Vasseur.", "direct", "assert", "« Nous ne céderons pas »", "a affirmé", "la ministre de l’Intérieur, Claire Vasseur"),
    ("fr", "D’après les témoins, le conducteur roulait trop vite.", "indirect", "assert", "le conducteur roulait trop vite", "D’après", "les témoins"),
    ("fr", "Le syndicat demande au préfet de suspendre le chantier.", "indirect", "direct", "de suspendre le chantier", "demande", "Le syndicat"),
    ("fr", "L’attaque a fait douze morts, a indiqué le ministère dans un communiqué.", "indirect", "assert", "L’attaque a fait douze morts", "a indiqué", "le ministère"),
    ("es", "El presidente Luis Ferrer afirmó este lunes que no habrá recortes.", "indirect", "assert", "que no habrá recortes", "afirmó", "El presidente Luis Ferrer"),
    ("es", "“No vamos a ceder”, dijo la ministra de Interior, Carmen Soto.", "direct", "assert", "“No vamos a ceder”", "dijo", "la ministra de Interior, Carmen Soto"),
    ("es", "El alcalde negó haber recibido dinero.", "indirect", "deny", "haber recibido dinero", "negó", "El alcalde"),
    ("es", "De acuerdo con testigos, el conductor huyó.", "indirect", "assert", "el conductor huyó", "De acuerdo con", "testigos"),
    ("fr", "L’usine a indiqué dans un courriel avoir cessé la production.", "indirect", "assert", "avoir cessé la production", "a indiqué", "L’usine"),
    ("fr", "Comme l’a rappelé le juge, le délai court toujours.", "indirect", "assert", "le délai court toujours", "a rappelé", "le juge"),
    ("fr", "Pour Marc Delorme, géologue à Pau, le risque est faible.", "indirect", "assert", "le risque est faible", "Pour", "Marc Delorme, géologue à Pau"),
    ("fr", "« Le pont a bougé, soupire M. Roche. Personne n’écoute. »", "direct", "assert", "« Le pont a bougé … Personne n’écoute. »", "soupire", "M. Roche"),
    ("fr", "La mine fermera, selon un délégué, qui rit beaucoup.", "indirect", "assert", "La mine fermera", "selon", "un délégué"),
    ("fr", "Les bateliers, eux, mettent en cause la crue.", "indirect", "assert", "la crue", "mettent en cause", "Les bateliers, eux"),
    ("es", "La jueza ordenó suspender la obra.", "indirect", "direct", "suspender la obra", "ordenó", "La jueza"),
    ("es", "“Nadie avisó”, dijo el martes ante la prensa Lola Prat, vecina del barrio.", "direct", "assert", "“Nadie avisó”", "dijo", "Lola Prat, vecina del barrio"),
    ("es", "El gobernador acusa al fiscal y la oficina lo desmiente.", "indirect", "deny", "lo", "desmiente", "la oficina"),
    ("uk", "Мені сусід сказав, що мосту не буде.", "indirect", "assert", "що мосту не буде", "сказав", "сусід"),
    ("uk", "Дощі не вщухнуть, попереджають метеорологи області, і вода підніметься.", "indirect", "assert", "Дощі не вщухнуть … і вода підніметься", "попереджають", "метеорологи області"),
    ("uk", "Міст перекрито (передає агенція «Обрій»).", "indirect", "assert", "Міст перекрито", "передає", "агенція «Обрій»"),
    ("uk", "Мер заявив, що роботи «майже готові», але кран стоїть.", "mixed", "assert", "що роботи «майже готові»", "заявив", "Мер"),
    ("ru", "В приказе, изданном в мае, отмечается, что склад закрыт.", "indirect", "assert", "что склад закрыт", "отмечается", "приказе"),
    ("ru", "Когда репортёр спросил, почему дорога закрыта, рабочие ушли.", "indirect", "ask", "почему дорога закрыта", "спросил", "репортёр"),
    ("pl", "Protestuje związek górników, który domaga się podwyżek.", "indirect", "direct", "podwyżek", "domaga się", "związek górników"),
    ("de", "Ministerin Lutz sagte, die Länder hielten sich daran.", "indirect", "assert", "die Länder hielten sich daran", "sagte", "Ministerin Lutz"),
    ("de", "In der Stadt gab es Berichten zufolge acht Verletzte.", "indirect", "assert", "In der Stadt gab es … acht Verletzte", "zufolge", "Berichten"),
    ("de", "Er wies dies am Abend zurück.", "indirect", "deny", "dies", "wies … zurück", "Er"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "kind", "act", "content", "cue", "source"), ONE)
def test_one_attribution(
    language: str, sentence: str, kind: str, act: str, content: str, cue: str, source: str
) -> None:
    statement, found = only(language, sentence)
    assert found == (content, cue, source)
    assert (statement.kind, statement.act) == (kind, act)
    assert statement.speaker is None


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ru", "Поезд прибыл в Минск в пять часов утра, пассажиры вышли."),
        ("ru", "Движение «Живая река» основали в 2011 году."),
        ("ru", "Министр не сообщил, что будет дальше."),
        ("uk", "Міст збудували торік, але дороги до нього немає."),
        ("de", "Der Zug ist am Montag um fünf in Graz angekommen."),
        ("de", "Wer das sagen will, muss es beweisen."),
        ("fr", "La demande de permis et le rapport sont prêts."),
        ("es", "La denuncia y la orden están en el juzgado."),
        ("pl", "Pociąg przyjechał do Lublina o piątej rano."),
        ("pl", "Zgodnie z harmonogramem roboty skończą się w maju."),
        ("de", "Die Brücke ist zeitweise gesperrt, zahlreiche Passagiere warten."),
        ("es", "¿Quién dice que la feria vuelve?"),
    ],
)
def test_no_attribution(language: str, sentence: str) -> None:
    assert read(language, sentence)[1] == ()


def test_two_cues_of_one_source() -> None:
    text, found = read("ru", "Адвокат заявил, что его подзащитный невиновен, и потребовал освободить его.")
    assert [words(text, statement) for statement in found] == [
        ("что его подзащитный невиновен", "заявил", "Адвокат"),
        ("освободить его", "потребовал", "Адвокат"),
    ]


def test_a_quotation_and_a_converb() -> None:
    text, found = read("ru", "«Мы готовы», – сказал он, добавив, что войска отходят.")
    assert [words(text, statement)[1:] for statement in found] == [("сказал", "он"), ("добавив", "он")]


def test_dialogue_with_the_authors_words_inside() -> None:
    _, found = only("pl", "– Nie mamy wyboru – powiedział premier Adam Lis w Sejmie. – Musimy działać.")
    assert found == ("Nie mamy wyboru … Musimy działać", "powiedział", "premier Adam Lis")
    _, found = only("es", "—No lo sé —dijo Marta—. Nadie me avisó.")
    assert found == ("No lo sé … Nadie me avisó", "dijo", "Marta")
    _, found = only("ru", "«Мы не сдадимся, – подчеркнул он. – Победа будет за нами».")
    assert found == ("«Мы не сдадимся … Победа будет за нами»", "подчеркнул", "он")


def test_the_sentence_before_is_what_was_reported() -> None:
    _, found = only("ru", "Пожар потушен. Об этом сообщили в МЧС.")
    assert found == ("Пожар потушен", "сообщили", "МЧС")


def test_a_statement_inside_a_quotation_has_a_parent() -> None:
    text, found = read("fr", "« Le ministre affirme que tout va bien », a dit la maire.")
    outer, inner = found
    assert words(text, inner)[0] == "que tout va bien"
    assert inner.parent == outer.id


def test_the_subjunctive_goes_on_with_the_speaker() -> None:
    text, found = read("de", "Brandt kündigte an, die Gesetze zu verschärfen. Man werde hart durchgreifen.")
    assert words(text, found[1]) == ("Man werde hart durchgreifen", "", "")
    assert found[1].follows == found[0].id


def test_hearsay_has_no_source() -> None:
    statement, found = only("ru", "Якобы на станции видели посторонний автомобиль.")
    assert found == ("на станции видели посторонний автомобиль", "Якобы", "")
    assert statement.confidence <= 0.5


def test_a_noun_that_reports_stands_inside_what_is_denied() -> None:
    text, found = read("ru", "Клуб опроверг слухи об уходе тренера.")
    denied, rumoured = found
    assert words(text, denied) == ("слухи об уходе тренера", "опроверг", "Клуб")
    assert words(text, rumoured) == ("об уходе тренера", "слухи", "")
    assert rumoured.parent == denied.id


def test_headline_with_its_source_behind_a_dash() -> None:
    _, found = only("uk", "Підроблені ліки виявили у трьох аптеках — МОЗ Литви")
    assert found == ("Підроблені ліки виявили у трьох аптеках", "", "МОЗ Литви")


def test_initials_of_an_interview() -> None:
    text, found = read("be", "В. С.: Не ведаю.", "Мы яшчэ паглядзім на гэта.", "В. С.: Так, я быў там.")
    assert [words(text, statement)[0] for statement in found] == [
        "Не ведаю … Мы яшчэ паглядзім на гэта",
        "Так, я быў там",
    ]


def test_a_language_without_a_lexicon_has_no_statements() -> None:
    assert read("ja", "彼は「行く」と言った。")[1] == ()


pieces = st.sampled_from([
    "Министр", "заявил", "что", "«", "»", "„", "“", "\"", ",", ".", ":", " ", " ", " ", "—", "–", "-", "\n", "по словам",
    "sagte", "dass", "a dit", "que", "según", "dijo", "mówi", "że", "сказала", "Роу", "er", "нібыта", "(", ")", "…",
    "habe", "zufolge", "selon", "d’", "a-t-il", "?", "\u202e", "\u0301", "не", "zu", "laut", "so", "его мнению", "В. С.:",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces | st.text(max_size=4), max_size=40), st.sampled_from(LANGUAGES))
def test_any_text_gives_exact_spans_and_the_same_answer_twice(parts: list[str], language: str) -> None:
    paragraphs = [p for p in "".join(parts).split("\n") if p] or ["-"]
    text, found = read(language, *paragraphs)
    assert found == read(language, *paragraphs)[1]
    ids = [statement.id for statement in found]
    assert len(set(ids)) == len(ids)
    for statement in found:
        spans = [*statement.content, *statement.cue, *statement.source]
        assert statement.content
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert any(c.isalnum() for span in statement.content for c in span.of(text))
        assert {statement.parent, statement.follows} <= {None, *ids}
        assert 0 <= statement.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "сказал, что " * 2_000, "«" * 5_000, "«а» " * 4_000, "— а, — сказал он. " * 1_500, "(" * 5_000, "слово " * 10_000,
        ", " * 8_000, "и потребовал вернуть " * 1_000, ", он просил уйти" * 1_000, "по словам " * 3_000, "A: «б» " * 3_000, "sagte, dass „“ " * 2_000,
    ],
)  # fmt: skip
def test_long_and_broken_text_takes_no_longer_than_its_length_asks(text: str) -> None:
    begun = time.process_time()
    read("ru", text)
    read("de", text)
    assert time.process_time() - begun < 20


def test_a_headlines_quotation_is_said_by_who_says_it_below() -> None:
    text, found = read(
        "fr", "« La mer a gagné trois mètres »", "« La mer a gagné trois mètres en dix ans », dit Luc Morvan."
    )
    assert words(text, found[0]) == ("« La mer a gagné trois mètres »", "", "")
    assert found[0].follows == found[1].id


def test_answers_of_an_interview_by_their_letters() -> None:
    text, found = read(
        "es",
        "Ana Prat vive sola.",
        "P. ¿Por qué se quedó?",
        "R. Porque nací aquí.",
        "P. ¿Y ahora?",
        "R. Ya veremos.",
    )
    assert [words(text, statement) for statement in found] == [
        ("Porque nací aquí", "", ""),
        ("Ya veremos", "", ""),
    ]
    assert {statement.kind for statement in found} == {"direct"}


def test_a_second_utterance_behind_the_authors_colon() -> None:
    text, found = read("uk", "— Річка сама прийде, — киває дід. І додає: — Мосту їй не треба.")
    assert [words(text, statement) for statement in found] == [
        ("Річка сама прийде", "киває", "дід"),
        ("Мосту їй не треба", "додає", ""),
    ]


def test_what_goes_on_behind_a_colon_in_the_subjunctive() -> None:
    text, found = read("de", "Lutz glaubt, dass der Preis entschied: Viele hätten gezögert.")
    assert [words(text, statement)[0] for statement in found] == [
        "dass der Preis entschied",
        "Viele hätten gezögert",
    ]
    assert found[1].follows == found[0].id


def test_a_dropped_subject() -> None:
    text, found = read("pl", "Minister Lis przyjechał rano.", "Zapowiedział kontrolę szpitala.")
    assert [words(text, statement) for statement in found] == [("kontrolę szpitala", "Zapowiedział", "")]


def test_a_draft_that_says_nothing_is_no_statement() -> None:
    assert datelines.cut([Draft(())], [Span(0, 4)]) == []


def test_a_relative_clause_is_not_what_is_said() -> None:
    _, found = only("es", "Eso es falso, insiste Lola Prat, que perdió su casa.")
    assert found[1:] == ("insiste", "Lola Prat")
    assert found[0].startswith("Eso es falso")
