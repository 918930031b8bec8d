"""A small invented coverage for the golden files: two articles, in two scripts, that part on one number."""

from __future__ import annotations

from rashomon.records import (
    Answer,
    Comparison,
    Discrepancy,
    Document,
    Entity,
    Link,
    Question,
    Review,
    Role,
    Span,
    Statement,
)

POST = "Ferry aground\n\nTwelve people, said harbour master Ida Brandt, left the ferry 🛟. “Nobody,” she added, “was hurt.”"
VESTNIK = "Паром на мели\n\nПо словам министра Кая Орлова, паром покинули 15 человек."

DOCUMENTS = (
    Document("post", POST, "post.txt", "Ferry aground", "2031-05-04T09:00:00+02:00", "en", "The Sound Post",
             "https://soundpost.example/ferry?id=4&x=1"),
    Document("vestnik", VESTNIK, "vestnik.txt", "Паром на мели", "2031-05-05", "ru", "Вестник Зунда"),
)  # fmt: skip


def at(text: str, *parts: str) -> tuple[Span, ...]:
    """Return where parts stand, each after the one before."""
    found, start = [], 0
    for part in parts:
        start = text.index(part, start)
        found.append(Span(start, start + len(part)))
        start += len(part)
    return tuple(found)


def example() -> Comparison:
    """Return the comparison."""
    return Comparison(
        documents=DOCUMENTS,
        entities=(
            Entity("e1", "Ida Brandt", "person", ("she",), (Role("harbour master"),), documents=("post",),
                   links=(Link("7", "known.csv", "Ida Brandt", "Q4242"),)),
            Entity("e2", "Kai Orlov", "person", ("Кай Орлов",), (Role("министр"),), documents=("vestnik",)),
            Entity("e3", "Sound", "place", documents=("post",)),
        ),
        statements=(
            Statement("s1", "post", "indirect", at(POST, "Twelve people", "left the ferry 🛟"), at(POST, "said"),
                      at(POST, "harbour master Ida Brandt"), "e1", confidence=0.91),
            Statement("s2", "post", "direct", at(POST, "“Nobody,”", "“was hurt.”"), at(POST, "added"), at(POST, "she"),
                      "e1", "deny", follows="s1", confidence=0.88),
            Statement("s3", "vestnik", "indirect", at(VESTNIK, "паром покинули 15 человек"), at(VESTNIK, "По словам"),
                      at(VESTNIK, "министра Кая Орлова"), "e2", confidence=0.8),
        ),
        questions=(Question("q1", "How many people left the ferry?", "number"),),
        answers=(
            Answer("a1", "q1", "e1", "12", "Twelve people left the ferry.", ("s1",), "2031-05-04", "2031-05-04"),
            Answer("a2", "q1", "e2", "15", "Fifteen people left the ferry.", ("s3",), "2031-05-05", "2031-05-05"),
        ),
        discrepancies=(
            Discrepancy("x1", "q1", "number", "speakers", "a1", "a2", ("s1", "s3"), "Twelve against fifteen.", 0.9),
        ),
        copies=(("post", "vestnik"),),
        reviews=(Review("s1", "accepted", "edit1", "Mo", "2031-05-06T10:00:00+00:00"),),
    )  # fmt: skip
