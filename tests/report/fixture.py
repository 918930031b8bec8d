"""A small coverage with everything a report has to show: invented people, places and outlets."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace

from rashomon.records import (
    Advice,
    Agreement,
    Anchor,
    Answer,
    Block,
    Comparison,
    Discrepancy,
    Document,
    Edit,
    Entity,
    Event,
    Excerpt,
    Hypothesis,
    Link,
    Mark,
    Merge,
    Moved,
    Outcome,
    Proposal,
    Question,
    Quote,
    Rejected,
    Remark,
    Review,
    Role,
    Span,
    Statement,
    Suggestion,
    Topic,
)  # fmt: skip

WIRE = """Three missing after grain terminal fire in Port Velm, harbour master says

PORT VELM, March 2 (Velm Wire) - A fire at the Osterquay grain terminal left three people missing, harbour master Dara Kovrig said on Sunday.

“The fire began in silo four. It began at 04:10, not a minute later,” Kovrig told reporters. She added that 12 people had been taken to hospital.

The terminal’s director, Oleg Marun, blamed “people who came over the fence with petrol”. Marun said that a guard had told him, “Two men ran when I shouted”.

It is alleged that the sprinklers had been switched off.

SEE ALSO: Wheat price climbs for a third week"""

REPRINT = """Three missing after terminal fire

A fire at the Osterquay grain terminal left three people missing, harbour master Dara Kovrig said on Sunday, the Velm Wire reports.

“The fire began in silo four. It began at 04:10, not a minute later,” Kovrig told reporters."""

RUSSIAN = """Пожар в порту Вельм: версия министерства

Министерство внутренних дел Тарсии заявило, что поджога не было: загорелась проводка. По данным ведомства, пострадали 14 человек.

«Никаких людей с бензином не было», — сказал министр Илья Радов. Олег Марун, напротив, утверждает, что «через забор перелезли двое»."""

LATER = """Harbour master moves the hour

Dara Kovrig, the harbour master, has changed her account of the fire. “The first alarm came at 03:50. I misread the log,” she told the Lantern on Tuesday.

A spokeswoman for the ministry, who did not want to be named, said it was "too early" to speak of arson.

Nobody switched the sprinklers off, Marun’s deputy Wanda Leitner said; "about a dozen" colleagues were still in hospital on Tuesday."""

ARABIC = """حريق في ميناء فيلم

قال الوزير إيليا رادوف: «لم يكن هناك متسللون» (Radio Sahil, 4 March)."""

ENTITIES = (
    Entity("e1", "Dara Kovrig", "person", ("Kovrig", "Dara Kovrig"), (Role("harbour master", "2031-03-02"),),
           (Merge("Kovrig", "surname of the only Kovrig in the article", "wire"),)),
    Entity("e2", "Oleg Marun", "person", ("Marun", "Олег Марун"), (Role("director of the terminal", "2031-03-02"),),
           (Merge("Marun", "surname of the only Marun in the article", "wire"),
            Merge("Олег Марун", "the same name in Cyrillic, and the same terminal", "vestnik")),
           ("vestnik", "wire"), (Link("marun", "tarsia.csv", "Oleg Marun", "Q4242"),)),
    Entity("e3", "Interior Ministry of Tarsia", "organization", ("Министерство внутренних дел Тарсии", "ведомство")),
    Entity("e4", "Ilya Radov", "person", ("Илья Радов", "إيليا رادوف"), (Role("interior minister", "2031-03-03"),),
           (Merge("إيليا رادوف", "the same name in Arabic script, and the same office", "sahil"),)),
    Entity("e5", "Wanda Leitner", "person", (), (Role("Marun’s deputy", "2031-03-04"),)),
    Entity("e6", "a guard", "person", documents=("wire",)),
    Entity("e7", "Velm Wire", "media", ("the Velm Wire",)),
    Entity("e8", "Port Velm", "place", ("порт Вельм",)),
)  # fmt: skip


def document(
    name: str, text: str, outlet: str | None, published: str | None, language: str, url: str | None
) -> Document:
    """Return a document whose first line is its title."""
    return Document(
        name, text, f"coverage/{name}.txt", text.partition("\n")[0], published, language, outlet, url
    )


DOCUMENTS = (
    document(
        "wire", WIRE, "Velm Wire", "2031-03-02T08:10:00+02:00", "en", "https://velmwire.example/fire?a=1&b=2"
    ),
    document(
        "post", REPRINT, "Harbour Post", "2031-03-02T11:30:00+02:00", "en", "https://harbourpost.example/7"
    ),
    document("vestnik", RUSSIAN, "Вестник Тарсии", "2031-03-03", "ru", "https://vestnik.example/port#top"),
    document(
        "lantern", LATER, "The Lantern", "2031-03-04T19:00:00+02:00", "en", "http://lantern.example/kovrig"
    ),
    document("sahil", ARABIC, None, None, "ar", None),
)
TEXTS = {row.id: row.text for row in DOCUMENTS}


def at(document: str, *parts: str) -> tuple[Span, ...]:
    """Return the spans of the parts, each looked for after the one before."""
    found, start = [], 0
    for part in parts:
        start = TEXTS[document].index(part, start)
        found.append(Span(start, start + len(part)))
        start += len(part)
    return tuple(found)


def inside(document: str, phrase: str, word: str) -> tuple[Span, ...]:
    """Return the span of a word in the first place where the phrase stands."""
    start = TEXTS[document].index(phrase) + phrase.index(word)
    return (Span(start, start + len(word)),)


STATEMENTS = (
    Statement("wire-1", "wire", "indirect", at("wire", "Three missing after grain terminal fire in Port Velm"),
              at("wire", "says"), at("wire", "harbour master"), "e1"),
    Statement("wire-2", "wire", "indirect",
              at("wire", "A fire at the Osterquay grain terminal left three people missing"),
              at("wire", "said"), at("wire", "harbour master Dara Kovrig"), "e1"),
    Statement("wire-3", "wire", "direct", at("wire", "“The fire began in silo four. It began at 04:10, not a minute later,”"),
              at("wire", "told"), inside("wire", "Kovrig told", "Kovrig"), "e1"),
    Statement("wire-4", "wire", "indirect", at("wire", "that 12 people had been taken to hospital"),
              at("wire", "added"), at("wire", "She"), "e1"),
    Statement("wire-5", "wire", "mixed", at("wire", "“people who came over the fence with petrol”"),
              at("wire", "blamed"), at("wire", "The terminal’s director, Oleg Marun"), "e2"),
    Statement("wire-6", "wire", "indirect", at("wire", "that a guard had told him, “Two men ran when I shouted”"),
              inside("wire", "Marun said", "said"),
              inside("wire", "Marun said", "Marun"), "e2"),
    Statement("wire-7", "wire", "direct", at("wire", "“Two men ran when I shouted”"),
              at("wire", "had told"), at("wire", "a guard"), "e6", parent="wire-6", confidence=0.45),
    Statement("wire-8", "wire", "indirect", at("wire", "that the sprinklers had been switched off"),
              at("wire", "is alleged"), (), None, "hedge", unknown="passive without a source"),
    Statement("post-1", "post", "indirect", at("post", "A fire at the Osterquay grain terminal left three people missing"),
              at("post", "said"), at("post", "harbour master Dara Kovrig"), "e1", parent="post-2"),
    Statement("post-2", "post", "indirect",
              at("post", "A fire at the Osterquay grain terminal left three people missing, harbour master Dara Kovrig said on Sunday"),
              at("post", "reports"), at("post", "the Velm Wire"), "e7"),
    Statement("post-3", "post", "direct", at("post", "“The fire began in silo four. It began at 04:10, not a minute later,”"),
              at("post", "told"), at("post", "Kovrig", "Kovrig")[1:], "e1"),
    Statement("vestnik-1", "vestnik", "indirect", at("vestnik", "что поджога не было: загорелась проводка"),
              at("vestnik", "заявило"), at("vestnik", "Министерство внутренних дел Тарсии"), "e3", "deny"),
    Statement("vestnik-2", "vestnik", "indirect", at("vestnik", "пострадали 14 человек"),
              at("vestnik", "По данным"), at("vestnik", "ведомства"), "e3"),
    Statement("vestnik-3", "vestnik", "direct", at("vestnik", "«Никаких людей с бензином не было»"),
              at("vestnik", "сказал"), at("vestnik", "министр Илья Радов"), "e4", "deny"),
    Statement("vestnik-4", "vestnik", "mixed", at("vestnik", "что «через забор перелезли двое»"),
              at("vestnik", "утверждает"), at("vestnik", "Олег Марун"), "e2"),
    Statement("lantern-1", "lantern", "indirect", at("lantern", "Harbour master moves the hour"), (), (), "e1"),
    Statement("lantern-2", "lantern", "direct", at("lantern", "“The first alarm came at 03:50. I misread the log,”"),
              at("lantern", "told"), at("lantern", "she"), "e1", follows="lantern-1"),
    Statement("lantern-3", "lantern", "mixed", at("lantern", 'it was "too early" to speak of arson'),
              at("lantern", "said"), at("lantern", "A spokeswoman for the ministry"), None, "hedge",
              unknown="a spokeswoman who is not named"),
    Statement("lantern-4", "lantern", "indirect", at("lantern", "Nobody switched the sprinklers off"),
              inside("lantern", "Leitner said", "said"),
              at("lantern", "Marun’s deputy Wanda Leitner"), "e5", "deny"),
    Statement("lantern-5", "lantern", "mixed", at("lantern", '"about a dozen" colleagues were still in hospital on Tuesday'),
              (), at("lantern", "Wanda Leitner"), "e5", follows="lantern-4"),
    Statement("sahil-1", "sahil", "direct", at("sahil", "«لم يكن هناك متسللون»"), at("sahil", "قال"),
              at("sahil", "الوزير إيليا رادوف"), "e4", "deny"),
)  # fmt: skip

QUESTIONS = (
    Question("q1", "Who was behind the fire?", "actor", "fire"),
    Question("q2", "How many people were hurt?", "number", "fire"),
    Question("q3", "When did the fire begin?", "time", "fire"),
    Question("q4", "Were the sprinklers switched off?", "occurrence", "fire"),
)

ANSWERS = (
    Answer("a1", "q1", "e2", "intruders", "Intruders with petrol, two of them.", ("wire-5", "vestnik-4"), "2031-03-02", "2031-03-03"),
    Answer("a2", "q1", "e3", "nobody", "Nobody: the wiring caught fire.", ("vestnik-1",), "2031-03-03"),
    Answer("a3", "q1", "e4", "nobody", "There were no intruders.", ("vestnik-3", "sahil-1"), "2031-03-03", "2031-03-04"),
    Answer("a4", "q2", "e1", "12", "Twelve taken to hospital.", ("wire-4",), "2031-03-02"),
    Answer("a5", "q2", "e3", "14", "Fourteen hurt.", ("vestnik-2",), "2031-03-03"),
    Answer("a6", "q2", "e5", "~12", "About a dozen still in hospital.", ("lantern-5",), "2031-03-04"),
    Answer("a7", "q3", "e1", "2031-03-02T04:10+02:00", "At ten past four, not a minute later.", ("wire-3", "post-3"), "2031-03-02"),
    Answer("a8", "q3", "e1", "2031-03-02T03:50+02:00", "At ten to four; she had misread the log.", ("lantern-2",), "2031-03-04"),
    Answer("a9", "q4", None, "yes", "It is alleged that they were.", ("wire-8",), "2031-03-02"),
    Answer("a10", "q4", "e5", "no", "Nobody switched them off.", ("lantern-4",), "2031-03-04"),
)  # fmt: skip

DISCREPANCIES = (
    Discrepancy("d1", "q1", "actor", "speakers", "a1", "a2", ("wire-5", "vestnik-1"),
                "The director names intruders with petrol; the ministry says that nobody set the fire.", 0.91),
    Discrepancy("d2", "q1", "actor", "speakers", "a1", "a3", ("vestnik-4", "vestnik-3"),
                "The director says that two climbed the fence; the minister that there was nobody.", 0.74),
    Discrepancy("d3", "q2", "number", "speakers", "a4", "a5", ("wire-4", "vestnik-2"), "12 hurt against 14.", 0.66),
    Discrepancy("d#4", "q3", "time", "self", "a7", "a8", ("wire-3", "lantern-2"),
                "The harbour master gives 04:10, and two days later 03:50.", 0.95),
    Discrepancy("d5", "q4", "occurrence", "speakers", "a9", "a10", ("wire-8", "lantern-4"),
                "An unnamed source says that the sprinklers were switched off, the deputy director denies it.", 0.52),
)  # fmt: skip


SUGGESTIONS = (
    Suggestion("e7", "e8", "“Velm Wire” begins like “Port Velm”", "one is a medium, the other a place", "doubtful"),
    Suggestion("e6", "e5", "a guard was called Leitner", "“Oleg Marun” could be meant too", "possible"),
    Suggestion("e1", None, "“Dara Kovrig” is a name of two entries of tarsia.csv", "nothing tells which is meant", "possible",
               (Link("k1", "tarsia.csv", "Dara Kovrig", "Q77"), Link("k2", "tarsia.csv", "Dara Kovrig, painter"))),
)  # fmt: skip

ONE_NAME = Edit("rename", (Anchor("Velm Wire"),), "The Velm Wire", who="Bob")
OTHER_NAME = Edit("rename", (Anchor("Velm Wire"),), "Velm Wire", who="Ann", when="2031-03-06T09:00:00+00:00")
HASTY = Edit(
    "reject-statement",
    quotes=(Quote("wire", "that the sprinklers had been switched off"),),
    who="Bob",
    when="2031-03-05",
)
EDITS = (
    Outcome(Edit("merge", (Anchor("Ilya Radov", ("vestnik",)), Anchor("إيليا رادوف")), who="Ann", when="2031-03-05T10:00:00+00:00",
                 why="one minister"), "applied"),
    Outcome(Edit("split", (Anchor("Oleg Marun"),), "The other Marun", Moved(("Marun",)), "Ann", "2031-03-06"),
            "orphaned", "no article calls anybody “Marun”"),
    Outcome(ONE_NAME, "overruled", "a later rename says otherwise", OTHER_NAME.id),
    Outcome(OTHER_NAME, "applied"),
    Outcome(Edit("note", topics=(Topic("number", "How many people were hurt?"),), who="Ann", when="2031-03-05",
                 why="Ask the hospital on Monday."), "applied"),
    Outcome(HASTY, "undone", "taken back by Ann", "edit-undo"),
)  # fmt: skip

REVIEWS = (
    Review("d1", "accepted", "edit-1", "Ann", "2031-03-05T10:00:00+00:00"),
    Review("wire-5", "corrected", "edit-2", "Bob", "2031-03-05", "the director, not the guard"),
    Review("lantern-5", "added", "edit-3", "Bob"),
    Review("q2", "noted", "edit-4", "Ann", "2031-03-05", "Ask the hospital on Monday."),
    Review("e4", "noted", "edit-5", "Ann", "2031-03-05", "Called back on Tuesday."),
)  # fmt: skip

HYPOTHESES = (
    Hypothesis("h1", "Somebody set the fire.", "Ann", "2031-03-05", (
        Mark("a1", "consistent", "m1", "Ann"), Mark("a2", "inconsistent", "m2", "Ann"), Mark("a3", "inconsistent", "m3", "Bob"))),
    Hypothesis("h2", "The wiring caught fire.", "Ann", "2031-03-05", (
        Mark("a1", "inconsistent", "m4", "Ann"), Mark("a2", "consistent", "m5", "Ann"), Mark("a3", "neutral", "m6", "Bob"))),
    Hypothesis("h3", "Nobody will ever know.", "Bob", "2031-03-06"),
)  # fmt: skip


ADVICE = Advice(
    "tiny-model",
    remarks=(
        Remark("d1", False, "One names people with petrol, the other says that nobody set the fire.",
               Excerpt("wire-5", inside("wire", "over the fence with petrol", "petrol")[0]),
               Excerpt("vestnik-1", at("vestnik", "поджога не было")[0])),
        Remark("d3", True, "Twelve in hospital may be part of fourteen hurt.",
               Excerpt("wire-4", at("wire", "12 people")[0]), Excerpt("vestnik-2", at("vestnik", "14 человек")[0])),
    ),
    proposals=(
        Proposal("modality", Excerpt("wire-5", at("wire", "people who came over the fence with petrol")[0]),
                 Excerpt("lantern-3", at("lantern", 'it was "too early" to speak of arson')[0]),
                 "One speaks of petrol as a fact, the other says that it is too early."),
        Proposal("number", Excerpt("wire-7", inside("wire", "“Two men ran", "Two men")[0]),
                 Excerpt("sahil-1", at("sahil", "لم يكن هناك متسللون")[0]), "Two men against nobody."),
    ),
    asked=9, dropped=3, left_out=2, troubles=("model.example gave no answer within 60 seconds: 1 question without an answer",),
)  # fmt: skip


def advised() -> Comparison:
    """Return the whole coverage with what a language model says of it."""
    return replace(comparison(), advice=ADVICE)


def comparison() -> Comparison:
    """Return the whole coverage, compared."""
    blocks = (Block("related", at("wire", "SEE ALSO: Wheat price climbs for a third week")[0]),)
    wire = replace(DOCUMENTS[0], blocks=blocks)
    return Comparison(
        documents=(wire, *DOCUMENTS[1:]), entities=ENTITIES, statements=STATEMENTS,
        events=(Event("fire", "Fire at the Osterquay grain terminal", tuple(TEXTS)),),
        questions=QUESTIONS, answers=ANSWERS, discrepancies=DISCREPANCIES,
        agreements=(Agreement("q2", "a4", "a6", ("wire-4", "lantern-5"), "“About a dozen” and 12 are the same number."),),
        copies=(("post", "wire"),),
        rejected=(Rejected("coverage/scan-07.pdf", "a PDF: only text, HTML, JSONL and CSV are read"),),
        suggestions=SUGGESTIONS, edits=EDITS, reviews=REVIEWS, hypotheses=HYPOTHESES,
    )  # fmt: skip


def many(times: int) -> Comparison:
    """Return the fixture many times over, each time with its own ids."""
    ids = re.compile(r'"((?:wire|post|vestnik|lantern|sahil)(?:-\d)?|[eqad]#?\d+|fire|h\d)"')
    text = json.dumps(comparison().to_dict(), ensure_ascii=False)
    copies = [Comparison.from_dict(json.loads(ids.sub(rf'"\1x{number}"', text))) for number in range(times)]
    joined = {
        part.name: tuple(row for copy in copies for row in getattr(copy, part.name))
        for part in fields(Comparison)
        if part.name != "advice"
    }
    return Comparison(**joined)
