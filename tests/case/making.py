"""Invented coverage for the tests and benchmarks of the case: as many documents as are wanted, extracted by no model."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rashomon.case import Case
from rashomon.records import Document, Entity, Extraction, Span, Statement

TOWNS = ("Velm", "Osterquay", "Tarsia", "Łomnik", "Karst", "Sahil", "Гродек", "Мироль", "Norrby", "Żarnów")
NAMES = (
    "Dara Kovrig", "Oleg Marun", "Ilya Radov", "Wanda Leitner", "Łucja Wdowik", "Олег Марун", "Ann Roe", "Bo Ek",
    "Светлана Гаруля", "José Aldán", "Zoë Fry", "Temir Asan",
)  # fmt: skip
VERBS = ("said", "told reporters", "insisted", "denied", "added", "wrote")
THINGS = (
    "the gate had held until four in the morning", "nine people were taken to hospital", "nobody had given the order",
    "the sirens never sounded", "two men climbed the fence", "the wiring caught fire", "the bridge was closed too late",
    "заслонка была открыта вручную", "straż przyjechała po godzinie",
)  # fmt: skip


def text_of(number: int, sentences: int = 8) -> tuple[str, list[tuple[int, int, int, int, int]]]:
    """Return an article, the same for the same number, and of each statement the content, the source and who."""
    town = TOWNS[number % len(TOWNS)]
    parts = [f"Flood in {town}: report {number}\n"]
    found = []
    size = len(parts[0])
    for turn in range(sentences):
        pick = number * 31 + turn * 7
        who = pick % len(NAMES)
        said = f"“{THINGS[pick // 3 % len(THINGS)]}, {town} station {pick % 9973}”"
        sentence = f"\n{said} {VERBS[pick % len(VERBS)]} {NAMES[who]}, and the people of {TOWNS[pick // 5 % len(TOWNS)]} listened."
        start = size + 1
        source = start + sentence[1:].index(NAMES[who], len(said))
        found.append((start, start + len(said), source, source + len(NAMES[who]), who))
        parts.append(sentence)
        size += len(sentence)
    return "".join(parts), found


def extraction(number: int, sentences: int = 8) -> Extraction:
    """Return an invented document with its statements and speakers."""
    text, found = text_of(number, sentences)
    identity = f"doc{number:06}"
    document = Document(
        identity, text, f"made/{number:06}.txt", text.partition("\n")[0], f"2031-{1 + number % 12:02}-{1 + number % 28:02}",
        "en", f"Outlet {number % 40}", f"https://outlet{number % 40}.example/{number}",
    )  # fmt: skip
    statements = tuple(
        Statement(
            f"{identity}-{turn}", identity, "direct", (Span(start, end),), source=(Span(s, e),), speaker=f"{identity}-e{who}"
        )
        for turn, (start, end, s, e, who) in enumerate(found)
    )  # fmt: skip
    entities = tuple(
        Entity(f"{identity}-e{who}", NAMES[who], "person", (), documents=(identity,))
        for who in dict.fromkeys(row[4] for row in found)
    )
    return Extraction(document, statements, entities)


def extractions(count: int, start: int = 0, sentences: int = 8) -> Iterator[Extraction]:
    """Yield so many invented documents with their statements."""
    return (extraction(number, sentences) for number in range(start, start + count))


def exported(case: Case) -> bytes:
    """Return all that a case holds as JSON: documents, what was found, edits, and what is shown."""
    held = {
        "documents": [one.to_dict() for one in case.documents()],
        "extractions": [
            {**one.to_dict(), "entities": [entity.to_dict() for entity in one.entities]}
            for one in case.extractions()
        ],
        "edits": [edit.to_dict() for edit in case.edits()],
        "shown": case.comparison().to_dict(),
        "made of": case.fingerprint(),
    }
    return json.dumps(held, ensure_ascii=True, sort_keys=True).encode()


def syllables(number: int, salt: int) -> str:
    """Return an invented name, another one for each number."""
    parts = (
        "ba",
        "ve",
        "lo",
        "mir",
        "tan",
        "ko",
        "ri",
        "sul",
        "ned",
        "ga",
        "zor",
        "pel",
        "hu",
        "dra",
        "fin",
        "yo",
    )
    turned = number * 7 + salt * 1013
    return "".join(parts[turned // 16**at % 16] for at in range(4)).capitalize()


def happening(number: int, together: int = 10) -> Document:
    """Return an invented report of one of many happenings, each told by so many papers, with people of its own."""
    event, paper = divmod(number, together)
    town, mayor, chief = (
        syllables(event, 1),
        f"{syllables(event, 2)} {syllables(event, 3)}",
        f"{syllables(event, 4)} {syllables(event, 5)}",
    )
    what = ("fire", "flood", "strike", "election", "crash", "robbery", "storm", "trial")[event % 8]
    dead, hurt = 2 + event % 30, 5 + (event * 3 + paper // 4) % 40
    text = (
        f"{what.capitalize()} in {town}: {dead} dead\n\n"
        f"A {what} in {town} left {dead + paper % 3} people dead, Mayor {mayor} said on Monday.\n\n"
        f"“There were {hurt} injured people in the {town} hospital,” said {chief}, head of the {town} rescue service.\n\n"
        f"{mayor.split()[1]} denied that the {what} had been expected in {town}. The paper counted {paper} witnesses.\n\n"
        f"“Nobody warned us of the {what},” {chief.split()[1]} told reporters of paper {paper}."
    )
    day = f"2031-{1 + event % 12:02}-{1 + event % 28:02}"
    return Document(
        f"h{number:06}", text, f"made/h{number:06}.txt", text.partition("\n")[0], day, "en", f"Paper {paper}",
        f"https://paper{paper}.example/{event}",
    )  # fmt: skip
