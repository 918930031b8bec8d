"""Whether: what a passage says happened, did not happen, or may have happened."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.alignment.claims import Claim, Quality
from rashomon.alignment.names import Names
from rashomon.alignment.passages import Passage, clause_of, head_of
from rashomon.language.concepts import Mention
from rashomon.language.modality import places_of
from rashomon.language.parse import Token

# A negation this many words before a happening, in languages without a parser here, denies it.
_BEFORE = 2
# Of all that takes part in a happening, so many are tried to match it with what others say of it.
_MOST = 6
_MAIN = frozenset({"ROOT", "ccomp", "conj", "xcomp", "advcl", "acl", "relcl", "parataxis"})
# What a happening may be the subject or object of and still be told as one: "a plot was foiled", "there was a plot".
_TOLD_AS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_LIGHT = frozenset({"come", "be", "get", "go", "put", "set", "remain", "die"})
# What these verbs are said of is no more, or never was: "the licence had lapsed".
_UNDOING = frozenset({"lapse", "expire", "cancel", "revoke", "lack", "refuse", "withdraw"})
# Nouns that restrict nothing.
_IDLE = frozenset({
    "time", "day", "night", "morning", "evening", "hour", "minute", "week", "month", "year", "sign", "evidence",
    "kind", "sort", "way", "thing", "people", "person", "case", "moment", "place", "fact", "talk", "question",
    "matter", "part", "yesterday", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "one", "nobody", "nothing", "reason", "doubt", "attempt", "idea", "end", "country",
})  # fmt: skip


def read_happenings(passage: Passage, names: Names) -> Iterator[Claim]:
    """Yield what the passage says on "did it happen" questions: yes, no or perhaps.

    A claim is made on the happening as such where nothing restricts it, and on the happening with each of those who
    take part in it: only claims about the same ones are compared.
    """
    if passage.statement.act in {"ask", "direct", "commit"}:
        return
    seen: set[str] = set()
    for mention in passage.mentions:
        concept = mention.concept
        if "occurrence" not in concept.ask or not concept.event or concept.name in seen:
            continue
        value = _value(passage, mention)
        if value is None:
            continue
        seen.add(concept.name)
        parts = _participants(passage, names, mention)
        for part in ["", *parts] if value != "no" or not parts else parts:
            yield _claim(passage, mention, value, part, names)


def _claim(passage: Passage, mention: Mention, value: str, part: str, names: Names) -> Claim:
    concept = mention.concept
    topic = f"{concept.name}/{part}" if part else concept.name
    ask = concept.ask["occurrence"]
    if part:
        ask = f"{ask.rstrip('?')} ({names.name(part)})?"
    return Claim(
        passage.statement.id, "occurrence", topic, ask, value, passage.span, _qualities(passage, value)
    )


def _qualities(passage: Passage, value: str) -> frozenset[Quality]:
    found: set[Quality] = {"heading"} if passage.heading else set()
    if value == "perhaps":
        found.add("hedged")
    if value == "no":
        found.add("denied")
    return frozenset(found)


def _value(passage: Passage, mention: Mention) -> str | None:
    """Return yes, no or perhaps; None where the happening is only spoken of."""
    if passage.has("open"):
        return "perhaps"
    if _is_denied(passage, mention):
        return "no"
    if passage.statement.act == "deny":
        return "no" if _is_told(passage, mention) else None
    if not _is_told(passage, mention):
        return None
    if passage.statement.act in {"hedge", "opine"} or passage.has("hedge"):
        return "perhaps"
    return "yes"


def _is_told(passage: Passage, mention: Mention) -> bool:
    """Tell whether the happening is what the sentence tells, and no mere circumstance of it."""
    if not passage.has_syntax:
        return True
    head = head_of(passage.parse, mention)
    if head.pos == "VERB":
        return head.dep in _MAIN and head.tag != "VBG"
    verb = passage.parse.tokens[head.head]
    if head.dep == "pobj" and verb.dep == "prep":  # "came into contact", "was under attack"
        verb = passage.parse.tokens[verb.head]
        return verb.lemma in _LIGHT and verb.dep in _MAIN
    inside = passage.tokens[0].index <= verb.index <= passage.tokens[-1].index
    return (head.dep in _TOLD_AS and inside) or (head.dep == "ROOT" and passage.heading)


def _is_denied(passage: Passage, mention: Mention) -> bool:
    if not passage.has_syntax:
        before = [token for token in passage.tokens if mention.first - _BEFORE <= token.index < mention.first]
        cut = max((place for place, token in enumerate(before) if not token.text[0].isalnum()), default=-1)
        words = [token.text.lower() for token in before[cut + 1 :]]
        return bool(places_of("negation", words, passage.language))
    head = head_of(passage.parse, mention)
    children = passage.parse.children
    if any(child.dep == "neg" or child.lemma in {"no", "never"} for child in children[head.index]):
        return True
    if head.pos == "VERB":
        return any(
            child.lemma in {"nobody", "nothing"} or _has_no(passage, child)
            for child in children[head.index]
            if child.dep in {"nsubj", "nsubjpass", "dobj"}
        )
    verb = passage.parse.tokens[clause_of(passage.parse, head.index)]
    governs = head.head == verb.index and head.dep in _TOLD_AS
    if governs and verb.lemma in _UNDOING:
        return True
    return governs and any(child.dep == "neg" or child.lemma == "never" for child in children[verb.index])


def _has_no(passage: Passage, noun: Token) -> bool:
    return any(
        child.lemma == "no" and child.dep in {"det", "neg"} for child in passage.parse.children[noun.index]
    )


def _participants(passage: Passage, names: Names, mention: Mention) -> list[str]:
    """Return the entities and nouns of the happening's clause, each once, in text order."""
    inside = range(mention.first, mention.last + 1)
    if not passage.has_syntax:
        found = [names.entity(token.text) for token in passage.tokens if token.text[0].isupper()]
        return list(dict.fromkeys(part for part in found if part))[:_MOST]
    clause = clause_of(passage.parse, head_of(passage.parse, mention).index)
    parts: list[str] = []
    for token in passage.tokens:
        if token.index in inside or token.pos not in {"NOUN", "PROPN"} or token.dep == "compound":
            continue
        if clause_of(passage.parse, token.index) == clause and token.lemma.lower() not in _IDLE:
            parts.append((token.text[0].isupper() and names.entity(token.text)) or token.lemma.lower())
    return list(dict.fromkeys(parts))[:_MOST]
