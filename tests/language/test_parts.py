from __future__ import annotations

from rashomon.language.parts import parts
from rashomon.pipeline import extract_document
from rashomon.reading.article import Article, document_of

ENGLISH = "The harbour master, Ann Roe, said on Monday that the ferry had left the quay with both of its doors open."
FRENCH = (
    "« Nous n’avons rien vu venir, les portes étaient fermées quand nous avons quitté le quai ce matin-là », "
    "a déclaré Anne Roux, la porte-parole de la compagnie, devant les journalistes réunis au port."
)


def test_a_paragraph_in_another_language_is_read_in_it() -> None:
    document = document_of(Article(f"{ENGLISH}\n\n{FRENCH}\n\n{ENGLISH}", "a", language="en"))
    english, french = parts(document)
    assert (english.language, french.language) == ("en", "fr")
    assert [block.span.of(document.text) for block in french.blocks] == [FRENCH]
    found = extract_document(document)
    names = {entity.id: entity.name for entity in found.entities}
    speakers = [names[s.speaker] for s in found.statements if s.speaker]
    assert speakers == ["Ann Roe", "Anne Roux", "Ann Roe"]
    assert found.document == document


def test_a_foreign_name_or_a_short_quotation_changes_nothing() -> None:
    document = document_of(Article(f"{ENGLISH}\n\n« Rien », a dit Anne Roux.", "a", language="en"))
    assert parts(document) == [document]
