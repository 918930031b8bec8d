"""Invented accounts of invented events, with the questions on which they part: data for the pair model.

One JSON file an event: `id`, `languages`, `event` (a line), `passages` and `questions`.

A passage is one to three sentences as an article prints them: `id`, `outlet`, `date` (ISO day), `speaker` (whose
statement it is), `text` with the words of the statement between `[[` and `]]`, and where they differ from the usual
`language` (en) and `heading` (false). A question has `id`, `text`, `kind`, its `answers` (`id`, `speaker`, `value`,
`passages`) and two lists that say of every two of its answers with different values how they stand to each other:
`conflicts` ([answers, answers, kind, between, why]) and `compatible` ([answers, answers, why]), where `answers` is
one id or a list of ids and each of the one side is meant with each of the other. `unclear` holds pairs
([answers, answers]) on which two readers would differ: nothing is learned from them.

`python -m training.accounts FILE...` checks files and prints what looks wrong.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "accounts"
KINDS = frozenset(
    [
        "number",
        "actor",
        "place",
        "time",
        "occurrence",
        "cause",
        "means",
        "target",
        "identity",
        "modality",
        "attribution",
        "wording",
    ]
)
BETWEEN = frozenset(["speakers", "self", "outlets", "headline"])
_MARKED = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement as an article prints it: `text` without marks, `content` the code points of what was said."""

    id: str
    outlet: str
    date: str
    speaker: str | None
    language: str
    heading: bool
    text: str
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two passages' answers to one question stand to each other: `conflict`, `same` or `compatible`."""

    one: Passage
    other: Passage
    label: str
    question: str
    kind: str = ""
    between: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One event: its passages and the relations between them that the annotation states."""

    id: str
    passages: tuple[Passage, ...]
    relations: tuple[Relation, ...]
    answered: dict[str, frozenset[str]]


def load(paths: Iterable[Path]) -> Iterator[Account]:
    """Yield the events of files, in the order of their names."""
    for path in sorted(paths):
        yield read(json.loads(path.read_text("utf-8")))


def left_out(account: Account, which: int) -> bool:
    """Tell whether an event is one of every seventh that is left out of training; -1 leaves none out."""
    return which >= 0 and int(account.id.split("-")[1]) % 7 == which


def read(row: dict[str, Any]) -> Account:
    """Return one event from its JSON."""
    passages = {one["id"]: _passage(one) for one in row["passages"]}
    answered: dict[str, set[str]] = {name: set() for name in passages}
    relations: list[Relation] = []
    for question in row["questions"]:
        held = {answer["id"]: answer["passages"] for answer in question["answers"]}
        for answer in question["answers"]:
            for name in answer["passages"]:
                answered[name].add(question["id"])
        for one, other, label, kind, between in _pairs(question):
            relations.extend(
                Relation(passages[a], passages[b], label, question["text"], kind, between)
                for a, b in product(held[one], held[other])
                if a != b
            )
    frozen = {name: frozenset(questions) for name, questions in answered.items()}
    return Account(row["id"], tuple(passages.values()), tuple(relations), frozen)


def _passage(row: dict[str, Any]) -> Passage:
    text, spans = "", []
    last = 0
    for match in _MARKED.finditer(row["text"]):
        text += row["text"][last : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        last = match.end()
    text += row["text"][last:]
    return Passage(
        row["id"], row["outlet"], row["date"], row.get("speaker"), row.get("language", "en"),
        row.get("heading", False), text, tuple(spans),
    )  # fmt: skip


def _pairs(question: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield pairs of answers with their label; two answers of one value are the same."""
    for ones, others, kind, between, *_ in question.get("conflicts", ()):
        yield from ((a, b, "conflict", kind, between) for a, b in product(_list(ones), _list(others)))
    for ones, others, *_ in question.get("compatible", ()):
        yield from ((a, b, "compatible", "", "") for a, b in product(_list(ones), _list(others)))
    for one, other in combinations(question["answers"], 2):
        if _same(one, other):
            yield one["id"], other["id"], "same", "", ""
    for answer in question["answers"]:
        yield answer["id"], answer["id"], "same", "", ""


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return str(one["value"]).casefold() == str(other["value"]).casefold()


def _list(ids: str | Sequence[str]) -> Sequence[str]:
    return [ids] if isinstance(ids, str) else ids


def problems(row: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with an event's JSON, in words."""
    passages = {one["id"]: one for one in row["passages"]}
    if len(passages) != len(row["passages"]):
        yield "two passages have one id"
    for one in row["passages"]:
        if not _MARKED.search(one["text"]) or _MARKED.sub("", one["text"]).count("["):
            yield f"passage {one['id']}: no [[content]], or a stray bracket"
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", one["date"]):
            yield f"passage {one['id']}: date {one['date']}"
    used = {name for q in row["questions"] for answer in q["answers"] for name in answer["passages"]}
    yield from (f"no passage {name}" for name in used - set(passages))
    for question in row["questions"]:
        yield from (f"question {question['id']}: {problem}" for problem in _wrong(question))


def _wrong(question: dict[str, Any]) -> Iterator[str]:
    known = {answer["id"]: answer for answer in question["answers"]}
    if question["kind"] not in KINDS:
        yield f"kind {question['kind']}"
    seen: set[frozenset[str]] = set()
    listed = [(a, b) for a, b, *_ in (*question.get("conflicts", ()), *question.get("compatible", ()))]
    listed += [(a, b) for a, b, *_ in question.get("unclear", ())]
    for ones, others in listed:
        for a, b in product(_list(ones), _list(others)):
            if a not in known or b not in known or a == b:
                yield f"pair {a}, {b}"
            elif frozenset((a, b)) in seen:
                yield f"pair {a}, {b} stands twice"
            seen.add(frozenset((a, b)))
    for _, _, kind, between, *_ in question.get("conflicts", ()):
        if kind not in KINDS or between not in BETWEEN:
            yield f"conflict of kind {kind} between {between}"
    for one, other in combinations(question["answers"], 2):
        if frozenset((one["id"], other["id"])) not in seen and not _same(one, other):
            yield f"how do {one['id']} and {other['id']} stand to each other?"


def main(paths: Sequence[str]) -> int:
    """Check files; print what is wrong and how much there is."""
    wrong = total = 0
    for name in paths:
        row = json.loads(Path(name).read_text("utf-8"))
        found = list(problems(row))
        wrong += len(found)
        print(*(f"{name}: {problem}" for problem in found), sep="\n", end="\n" if found else "")
        if not found:
            account = read(row)
            total += len(account.passages)
            labels = [relation.label for relation in account.relations]
            print(
                f"{name}: {len(account.passages)} passages,",
                {x: labels.count(x) for x in sorted(set(labels))},
            )
    print(f"{total} passages, {wrong} problems")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
