"""What makes somebody the one whom a pronoun means: weights fitted on annotated articles.

    python -m training.antecedents --data DATA

reads the articles that training may see (English; `DATA` is the folder of those that do not lie beside this file),
takes each pronoun and description of a person that is an attribution's source, and fits by Newton's method the weights under which whom the
annotation names is the likeliest of all who came up before it (a conditional logit, McFadden 1974; of a candidate's
sights the best one counts). Each article is read twice, with its paragraphs and run together, as pages are whose layout
is lost. Writes language/data/antecedents.toml, and prints how often the fitted weights and the rules of thumb name the
right one in a fifth of the articles that is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.entities.antecedents import Candidate, Features, Kind, Sight, weights
from rashomon.entities.cast import Character
from rashomon.entities.descriptions import Found
from rashomon.entities.epithets import Epithets
from rashomon.entities.phrases import Phrase
from rashomon.entities.pronouns import Pronouns
from rashomon.entities.resolution import Resolution
from rashomon.evaluation.attribution import name_agrees
from rashomon.language.names import Gender
from rashomon.language.parse import Parse
from rashomon.language.parser import parse
from rashomon.records import Span, Statement
from training.articles import OURS
from training.corpus import document, held, records

Floats = NDArray[np.float64]

TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "language" / "data" / "antecedents.toml"
SETS: tuple[Kind, ...] = ("person", "body", "description")
SHARE = 0.2
# Kinds of articles that are about one person throughout: they teach that the hero is always meant, which no news bears out.
_HEROES = ("essay", "frag", "stump", "style", "talk")
# Pulls weights to nothing where little speaks for them; half or twice as much changes no figure by half a point.
_RIDGE = 1.0
_ROUNDS = 12
_NOBODY = Character(-1, "", "person")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A pronoun with all whom it may mean, and which of them it does mean."""

    kind: Kind
    candidates: Sequence[Candidate]
    right: frozenset[int]
    held: bool


class Taught(Pronouns):
    """Pronouns that are told whom they mean, and keep what could have been guessed."""

    def __init__(self, resolution: Resolution, gold: dict[int, str]) -> None:
        """Read with the cast and the scene of a resolution; `gold` names who speaks at the start of each source."""
        super().__init__(resolution.cast, resolution.scene)
        self.gold, self.lessons = gold, list[Lesson]()

    def _choose(
        self,
        phrase: Phrase,
        allowed: Sequence[Sight],
        sure: frozenset[Character],
        gender: Gender | None,
        statement: Statement | None,
    ) -> Found:
        name = self.gold.get(phrase.span.start)
        guess = super()._choose(phrase, allowed, sure, gender, statement)
        if name is None or phrase.possessive:
            return guess
        candidates = self.scene.candidates(phrase.span.start, allowed, sure, statement)
        right = [n for n, one in enumerate(candidates) if name_agrees(name, one.character.name)]
        self.lessons.append(Lesson("person" if gender else "body", candidates, frozenset(right), False))
        return self._settle(candidates[right[0]].character, gender) if len(right) == 1 else guess


class Described(Epithets):
    """Descriptions that are told whom they mean, and keep what could have been guessed; a place's last reading counts."""

    def __init__(self, resolution: Resolution, gold: dict[int, str]) -> None:
        """Read with the cast and the scene of a resolution; `gold` names who speaks at the start of each source."""
        super().__init__(resolution.cast, resolution.scene)
        self.gold, self.lessons = gold, dict[int, Lesson]()

    def meant(
        self, phrase: Phrase, gender: Gender | None, again: bool, statement: Statement | None = None
    ) -> Character | None:
        """Return whom a description means by the annotation; without one the guess."""
        name = self.gold.get(phrase.span.start)
        choice = self.choice(phrase, gender, again, statement)
        if name is None:
            return choice.best()
        people = choice.people
        right = [n for n, one in enumerate(people) if name_agrees(name, one.character.name)]
        if name[:1].isupper() and not right:
            return choice.best()
        rows = [*people, Candidate(_NOBODY, [{}], choice.nobody)]
        self.lessons[phrase.span.start] = Lesson(
            "description", rows, frozenset(right or [len(people)]), False
        )
        return people[right[0]].character if right else None


def lessons(record: dict[str, Any], read: Parse) -> Iterator[Lesson]:
    """Yield the pronouns that are sources in an article."""
    rows = [row for row in record["attributions"] if row["content"]]
    gold = {row["source"][0][0]: row["speaker"] for row in rows if row.get("source") and row.get("speaker")}
    resolution = Resolution(read, tuple(_statement(record["id"], row) for row in rows))
    taught = resolution.pronouns = Taught(resolution, gold)
    described = resolution.describer.epithets = Described(resolution, gold)
    resolution.run()
    found = [*taught.lessons, *described.lessons.values()]
    yield from (replace(lesson, held=held(record["id"], SHARE)) for lesson in found)


def _statement(name: str, row: dict[str, Any]) -> Statement:
    content, cue, source = (
        tuple(Span(*pair) for pair in row.get(role) or ()) for role in ("content", "cue", "source")
    )
    return Statement(str(row["id"]), name, row["type"], content, cue, source)


def together(read: Parse) -> Parse:
    """Return a parsed text whose paragraphs, but for the headline, stand in one line; all places stay."""
    title, mark, body = read.text.partition("\n\n")
    return replace(read, text=title + mark + body.replace("\n", " "))


def names(rows: Iterable[Lesson]) -> list[str]:
    """Return the names of all features, in order."""
    found = {name for row in rows for one in row.candidates for name in (*one.own, *one.sights[0])}
    return sorted(found)


def fit(rows: Sequence[Lesson], columns: Sequence[str]) -> Features:
    """Return the weights under which the right candidates are likeliest."""
    taught = [row for row in rows if row.right and len(row.candidates) > len(row.right)]
    values = np.zeros(len(columns))
    for _ in range(_ROUNDS):
        tables = [np.array([_best(one, values, columns) for one in row.candidates]) for row in taught]
        values = _step(tables, [row.right for row in taught], values)
    return {name: round(float(value), 2) for name, value in zip(columns, values, strict=True)}


def _step(tables: Sequence[Floats], rights: Sequence[frozenset[int]], values: Floats) -> Floats:
    """Return the weights after a step of Newton's method, halved until the right ones are likelier than before."""
    slope, bend = _RIDGE * values, _RIDGE * np.eye(len(values))
    for table, right in zip(tables, rights, strict=True):
        chance = _chances(table, values)
        mean = chance @ table
        slope += mean - table[max(right, key=lambda n: float(chance[n]))]
        bend += (table * chance[:, None]).T @ table - np.outer(mean, mean)
    step = np.linalg.solve(bend, slope)
    before = _cost(tables, rights, values)
    sizes = (size for size in (1.0, 0.5, 0.25, 0.125) if _cost(tables, rights, values - size * step) < before)
    return values - next(sizes, 0.0) * step


def _chances(table: Floats, values: Floats) -> Floats:
    weight = table @ values
    odds = np.exp(weight - weight.max())
    return odds / odds.sum()


def _cost(tables: Sequence[Floats], rights: Sequence[frozenset[int]], values: Floats) -> float:
    """Return how unlikely the right ones are, with the ridge."""
    pairs = zip(tables, rights, strict=True)
    told = sum(-np.log(max(float(_chances(t, values)[n]) for n in right) + 1e-12) for t, right in pairs)
    return float(told) + _RIDGE / 2 * float(values @ values)


def _best(candidate: Candidate, values: Floats, columns: Sequence[str]) -> Floats:
    """Return the features of a candidate with those of the sight that counts under some weights."""
    table = np.array(
        [[{**sight, **candidate.own}.get(name, 0.0) for name in columns] for sight in candidate.sights]
    )
    best: Floats = table[int(np.argmax(table @ values))]
    return best.astype(float)


def share(rows: Sequence[Lesson], by: Features) -> float:
    """Return how often the heaviest candidate is the right one, of all pronouns."""
    hits = 0
    for row in rows:
        if row.candidates:
            first = max(range(len(row.candidates)), key=lambda n: row.candidates[n].weight(by))
            hits += first in row.right
    return hits / max(1, len(rows))


def main() -> None:
    """Fit the weights on the articles of the folder named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    rows: list[Lesson] = []
    for record in records([data / "wikinews" / "train.jsonl", data / "styles" / "train.jsonl", OURS]):
        if not record["id"].startswith(("test-", *_HEROES)):
            read = parse(document(record))
            rows.extend(row for text in (read, together(read)) for row in lessons(record, text))
    write(rows)


def write(rows: Sequence[Lesson]) -> None:
    """Fit and write the weights of each kind of pronoun; print what they give."""
    before, _, _ = TARGET.read_text("utf-8").partition("[person]")
    parts = []
    for kind in SETS:
        mine = [row for row in rows if row.kind == kind]
        seen, unseen = ([row for row in mine if row.held is side] for side in (False, True))
        fitted = fit(seen, names(mine))
        lines = "".join(f"{name} = {value}\n" for name, value in fitted.items() if value)
        parts.append(f"[{kind}]\n{lines}")
        print(
            f"{kind}: {len(seen)} sources, right {share(seen, weights('plain')):.3f} by rule, {share(seen, fitted):.3f}"
            f" fitted; {len(unseen)} left out, {share(unseen, weights('plain')):.3f} and {share(unseen, fitted):.3f};"
            f" at most {sum(bool(row.right) for row in unseen) / max(1, len(unseen)):.3f}"
        )
    TARGET.write_text(before + "\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
