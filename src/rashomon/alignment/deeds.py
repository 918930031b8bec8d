"""When and where somebody did what no concept covers: the same kind of verb with the same one who takes part (English)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from rashomon.alignment.claims import Claim, Quality
from rashomon.alignment.names import Names
from rashomon.alignment.passages import Passage, clause_of
from rashomon.alignment.placing import place_of
from rashomon.alignment.timing import occasions
from rashomon.language.parse import Token
from rashomon.records import QuestionKind, Span

# A time or place hangs on its verb by so many steps at most.
_REACH = 3
# Who or what takes part stands beside the verb so.
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_SPEAKER = frozenset({"i", "we"})
# Nouns that are never the same ones twice.
_ANY = frozenset({
    "people", "person", "man", "woman", "one", "other", "thing", "time", "day", "part", "body", "child", "report",
    "statement", "number", "group", "case", "work", "place", "way", "news",
})  # fmt: skip
# These verbs say of a noun of happening that it happened: "the decision was taken", "the vote took place".
_LIGHT = frozenset({"take", "happen", "occur", "hold", "make", "come"})
# Deeds start here in the topics of questions.
_MARK = "~"


def read_deeds(passage: Passage, names: Names) -> Iterator[Claim]:
    """Yield when and where the passage says that somebody did something or had it done to him."""
    if not passage.has_syntax or passage.statement.act in {"deny", "ask", "direct", "commit"}:
        return
    for moment, occasion in occasions(passage):
        tokens = passage.tokens_in(moment.span)
        if tokens:
            yield from _claims(passage, names, tokens[0], "time", occasion.format())
    for token in passage.tokens:
        place = place_of(passage, token)
        if place is not None:
            yield from _claims(passage, names, token, "place", place.format())


def _claims(passage: Passage, names: Names, token: Token, kind: QuestionKind, value: str) -> Iterator[Claim]:
    verb = passage.parse.tokens[clause_of(passage.parse, token.index)]
    deed = "" if verb.lemma in _LIGHT else _deeds().get(verb.lemma)
    inside = passage.tokens[0].index <= verb.index <= passage.tokens[-1].index
    if deed is None or not inside or not _is_told(passage, verb):
        return
    covered = _covered(passage, kind)
    if verb.index in covered or passage.distance(token.index, verb.index) > _REACH:
        return
    word = "When" if kind == "time" else "Where"
    for part, shown in _parts(passage, names, verb, bool(deed), covered):
        ask = f"{word} was it that {shown} …{deed and f' ({deed})'}?".replace("_", " ")
        span = Span(min(token.start, verb.start), max(token.end, verb.end))
        yield Claim(
            passage.statement.id, kind, f"{_MARK}{deed}/{part}", ask, value, span, _qualities(passage)
        )


def _covered(passage: Passage, kind: QuestionKind) -> frozenset[int]:
    """Return the words of happenings for which the lexicon asks this itself."""
    asked = [one for one in passage.mentions if kind in one.concept.ask and not one.concept.particular]
    return frozenset(index for one in asked for index in range(one.first, one.last + 1))


def _is_told(passage: Passage, verb: Token) -> bool:
    """Tell whether a verb tells what was: in the past, and neither denied nor supposed."""
    children = passage.parse.children[verb.index]
    if any(child.dep in {"neg", "mark"} and child.lemma != "that" for child in children):
        return False
    auxiliaries = [child for child in children if child.dep in {"aux", "auxpass"}]
    if any(child.tag == "MD" or child.lemma == "to" for child in auxiliaries):
        return False
    if any(child.lemma == "never" for child in children):
        return False
    return verb.tag in {"VBD", "VBN"} or (passage.heading and verb.tag in {"VBZ", "VBP"})


def _parts(
    passage: Passage, names: Names, verb: Token, acts: bool, covered: frozenset[int]
) -> Iterator[tuple[str, str]]:
    """Yield those who take part: entities, the speaker himself, and where a verb alone says what was done, nouns."""
    for child in passage.parse.children[verb.index]:
        if child.dep not in _PARTS or (not acts and child.dep == "dobj" and verb.lemma != "make"):
            continue
        if child.index in covered:
            continue
        if child.text.lower() in _SPEAKER and acts and passage.statement.speaker:
            yield passage.statement.speaker, names.name(passage.statement.speaker)
        known = names.entity(child.text) if child.text[:1].isupper() and child.pos == "PROPN" else None
        if known:
            yield known, names.name(known)
        elif child.pos == "NOUN" and child.tag == "NN" and child.lemma.lower() not in _ANY:
            yield child.lemma.lower(), child.text.lower()


def _qualities(passage: Passage) -> frozenset[Quality]:
    found: set[Quality] = {"heading"} if passage.heading else set()
    if passage.statement.act in {"hedge", "opine"} or passage.has("hedge"):
        found.add("hedged")
    return frozenset(found)


@cache
def _deeds() -> Mapping[str, str]:
    rows = tomllib.loads((files("rashomon.language") / "data" / "deeds.toml").read_text("utf-8"))
    return {verb: deed for deed, verbs in rows.items() for verb in verbs.split()}
