"""Who: the ones that a passage puts behind a happening, read from the sentence's tree (English)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.alignment.claims import Claim, Quality
from rashomon.alignment.names import Names
from rashomon.alignment.passages import Passage, head_of
from rashomon.alignment.values import actors_value
from rashomon.language.concepts import Mention, agency, can_act
from rashomon.language.parse import Parse, Token
from rashomon.records import Span

_SUBJECTS = frozenset({"nsubj", "csubj"})
_SPEAKER = frozenset({"i", "we"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
# Heads that name nobody in particular, and so nobody who could differ from another.
_ANYBODY = frozenset({
    "people", "person", "man", "woman", "somebody", "someone", "one", "other", "group", "side", "force", "party",
    "anyone", "nobody", "everyone", "plotter", "attacker", "unknown", "work", "evidence", "report", "statement",
    "member", "suspect", "that", "which", "who", "it", "this", "what", "he", "she", "they", "them", "him", "her", "you",
})  # fmt: skip


def read_actors_of(passage: Passage, names: Names) -> Iterator[Claim]:
    """Yield what the passage says on "who was behind it" questions."""
    if not passage.has_syntax or passage.act in {"ask", "direct"}:
        return
    for mention in passage.mentions:
        if "actor" in mention.concept.ask and mention.concept.event:
            head = head_of(passage.parse, mention)
            for found, verb in _behind(passage.parse, head):
                claim = _claim(passage, names, mention, found, verb)
                if claim is not None:
                    yield claim
                    break


def _behind(parse: Parse, head: Token) -> Iterator[tuple[Token, Token]]:
    """Yield the word for who is behind a happening, and the word that says so."""
    if head.pos == "VERB":
        yield from ((actor, head) for actor in _doers(parse, head))
        return
    for child in parse.children[head.index]:
        if child.dep == "acl" and child.lemma in agency("behind"):
            yield from ((actor, child) for actor in _agents(parse, child))
        elif child.dep in {"prep", "agent"} and child.lemma == "by":
            yield from ((actor, head) for actor in _objects(parse, child))
    yield from _above(parse, head)


def _above(parse: Parse, head: Token) -> Iterator[tuple[Token, Token]]:
    """Yield who does or bears what the happening is the object of: "they planned it", "X was behind it"."""
    governor = parse.tokens[head.head]
    if governor.lemma in agency("behind") and governor.pos == "VERB":
        if head.dep in {"dobj", "nsubjpass"}:
            yield from ((actor, governor) for actor in _doers(parse, governor))
    elif governor.dep == "prep" and governor.lemma == "behind":
        verb = parse.tokens[governor.head]
        yield from ((actor, verb) for actor in _doers(parse, verb))
    elif governor.lemma in {"for", "of", "on"} and head.dep == "pobj":
        yield from _blamed(parse, governor)
    if governor.lemma == "blame" and head.dep == "dobj":
        for child in parse.children[governor.index]:
            if child.lemma == "on":
                yield from ((actor, governor) for actor in _objects(parse, child))


def _blamed(parse: Parse, preposition: Token) -> Iterator[tuple[Token, Token]]:
    """Yield whom somebody blames for it, accuses of it, or calls responsible for it."""
    verb = parse.tokens[preposition.head]
    if verb.lemma in agency("blame") and preposition.lemma in {"for", "of"}:
        yield from (
            (child, verb) for child in parse.children[verb.index] if child.dep in {"dobj", "nsubjpass"}
        )
    elif verb.lemma in agency("charged_with") and preposition.lemma == "for":
        copula = parse.tokens[verb.head]
        yield from ((actor, copula) for actor in _doers(parse, copula))


def _doers(parse: Parse, verb: Token) -> list[Token]:
    """Return who does what a verb says: its subject, or what follows "by" in the passive."""
    children = parse.children[verb.index]
    if any(child.dep in {"nsubjpass", "auxpass"} for child in children):
        return _agents(parse, verb)
    found = [child for child in children if child.dep in _SUBJECTS]
    if not found and verb.dep in {"conj", "xcomp"} and verb.head != verb.index:
        return [child for child in parse.children[verb.head] if child.dep in _SUBJECTS and verb.dep == "conj"]
    return found


def _agents(parse: Parse, verb: Token) -> list[Token]:
    by = [child for child in parse.children[verb.index] if child.dep == "agent" or child.lemma == "by"]
    return [actor for one in by for actor in _objects(parse, one)]


def _objects(parse: Parse, preposition: Token) -> list[Token]:
    return [child for child in parse.children[preposition.index] if child.dep == "pobj"]


def _claim(passage: Passage, names: Names, mention: Mention, actor: Token, verb: Token) -> Claim | None:
    actors = [name for one in _joined(passage.parse, actor) if (name := _name(passage, names, one))]
    if not actors:
        return None
    children = passage.parse.children[verb.index]
    if any(child.dep == "mark" and child.lemma in _CONDITIONS for child in children):
        return None
    if any(child.tag == "MD" or (child.dep == "aux" and child.lemma == "to") for child in children):
        return None  # what will, should or could be is no version of what was
    negated = any(child.dep == "neg" for child in children)
    denied = negated or passage.act == "deny"
    span = Span(min(actor.start, verb.start), max(actor.end, verb.end))
    return Claim(
        passage.statement.id, "actor", mention.concept.name, mention.concept.ask["actor"],
        actors_value(tuple(actors), denied), span, _qualities(passage, denied),
    )  # fmt: skip


def _joined(parse: Parse, token: Token) -> list[Token]:
    """Return a word and those joined to it by "and" or "or"."""
    found = [token]
    for one in found:
        found.extend(child for child in parse.children[one.index] if child.dep == "conj")
    return found


def _name(passage: Passage, names: Names, token: Token) -> str | None:
    """Return the entity a word names, or the words themselves; None where it names nobody in particular."""
    if token.text.lower() in _SPEAKER:
        return passage.statement.speaker
    counted = any(child.dep == "nummod" for child in passage.parse.children[token.index])
    if token.pos not in {"NOUN", "PROPN"} or token.lemma.lower() in _ANYBODY or counted:
        return None
    phrase = _phrase(passage.parse, token)
    return (names.within(phrase) or _described(phrase)) if can_act(token) else None


def _phrase(parse: Parse, token: Token) -> Sequence[Token]:
    kept = {"compound", "amod", "nmod", "poss", "flat"}
    first = token.index
    while first and parse.tokens[first - 1].dep in kept and parse.tokens[first - 1].head >= first:
        first -= 1
    return parse.tokens[first : token.index + 1]


def _described(phrase: Sequence[Token]) -> str | None:
    words = [token.lemma.lower() for token in phrase if token.text[0].isalpha() and token.pos != "PRON"]
    return " ".join(words).replace(",", " ") or None


def _qualities(passage: Passage, denied: bool) -> frozenset[Quality]:
    found: set[Quality] = set()
    if denied:
        found.add("denied")
    if passage.heading:
        found.add("heading")
    if passage.act == "hedge" or passage.has("hedge"):
        found.add("hedged")
    return frozenset(found)
