"""Whether somebody did what no concept covers, and whether something was there: told by one, denied by another (English).

Who says "no inspector came" and who says "an inspector came in May" part on one thing: the same verb of the same one or
the same thing. A question is asked of each verb with each of those who take part, and of each thing that is said to be
there or not to be.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from rashomon.alignment.claims import Claim, Quality
from rashomon.alignment.names import Names
from rashomon.alignment.passages import Passage
from rashomon.language.parse import Token

# Happenings of no concept start so in the topics of questions.
_MARK = "^"
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "attr"})
# A verb that stands so tells something; elsewhere it is a circumstance or a purpose.
_TELLING = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
_DENIED_AS = _TELLING | {"pcomp", "xcomp"}
_SPEAKER = frozenset({"i", "we"})
_OPEN = frozenset({"if", "whether", "unless", "until", "before", "when", "as", "while"})
_NOBODY = frozenset({"nobody", "none", "nothing", "no-one", "neither"})
_NO = frozenset({"no", "not", "neither"})
# A negation with these denies a measure, a time or a manner, and not the deed: "not only", "not yet".
_SCOPED = frozenset({"only", "yet", "always", "even", "just", "more", "less", "immediately", "fully", "entirely", "long", "enough"})
_SUPPOSED = frozenset({"MD"})


@cache
def _words() -> Mapping[str, frozenset[str]]:
    rows = tomllib.loads((files("rashomon.language") / "data" / "denials.toml").read_text("utf-8"))
    return {kind: frozenset(words.split()) for kind, words in rows.items()}


def read_denials(passage: Passage, names: Names) -> Iterator[Claim]:
    """Yield what the passage says was done, or was there, and what it says was not."""
    if not passage.has_syntax or passage.statement.act not in {"assert", "deny"}:
        return
    seen: set[str] = set()
    for verb in passage.tokens:
        if verb.pos not in {"VERB", "AUX"} or not _is_told(passage, verb):
            continue
        value = _value(passage, verb)
        if value is None:
            continue
        for topic, ask, said in (*_things(passage, verb, value), *_deeds(passage, names, verb, value)):
            if topic not in seen:
                seen.add(topic)
                yield Claim(passage.statement.id, "occurrence", topic, ask, said, passage.span, _qualities(passage, said))


def _qualities(passage: Passage, value: str) -> frozenset[Quality]:
    found: set[Quality] = {"heading"} if passage.heading else set()
    return frozenset(found | ({"denied"} if value == "no" else set()))


def _is_told(passage: Passage, verb: Token) -> bool:
    """Tell whether a verb tells what was or is, and neither it nor what stands over it is supposed, asked or denied."""
    children = passage.parse.children
    if _is_open(children[verb.index]):
        return False
    for above in passage.parse.ancestors(verb.index):
        if above.index < passage.tokens[0].index or above.index > passage.tokens[-1].index:
            break
        if _is_open(children[above.index]) or any(_is_negation(one) for one in children[above.index]):
            return False
    past = verb.tag in {"VBD", "VBN"} or (passage.heading and verb.tag in {"VBZ", "VBP"})
    return past or verb.lemma == "be" or any(one.dep in {"aux", "auxpass"} and one.lemma in {"have","do"} for one in children[verb.index])


def _is_open(children):
    return any(
        (one.dep == "aux" and (one.tag in _SUPPOSED or one.lemma == "to")) or (one.dep in {"mark","advmod"} and one.lemma.lower() in _OPEN)
        for one in children
    )


def _is_negation(token: Token) -> bool:
    return token.dep == "neg" or token.lemma == "never"


def _value(passage: Passage, verb: Token) -> str | None:
    children = passage.parse.children
    around = children[verb.index]
    negated = any(_is_negation(one) for one in around) 
    parts = [one for one in around if one.dep in _SUBJECTS | _OBJECTS]
    if any(one.lemma.lower() in _SCOPED for one in around if one.dep in {"advmod","npadvmod"}) and negated:
        return None
    if any(_is_quantified(passage, one) for one in parts):
        return None
    if negated or any(_is_none(passage, one) for one in parts):
        return "no"
    if passage.statement.act == "deny":
        return "no" if verb.dep in _DENIED_AS else None
    return "yes" if verb.dep in _TELLING else None


def _is_none(passage: Passage, noun: Token) -> bool:
    return noun.text.lower() in _NOBODY or any(
        one.text.lower() in _NO for one in passage.parse.children[noun.index] if one.dep in {"det", "neg", "preconj", "cc"}
    )


def _is_quantified(passage: Passage, noun: Token) -> bool:
    """"no more than four", "not three"."""
    nums=[one for one in passage.parse.children[noun.index] if one.dep in {"nummod"}]
    if noun.pos=="NUM" : nums.append(noun)
    return any(one.lemma.lower() in {"more","less","few","fewer","single","than"} or one.text.lower() in _NO for n in nums for one in passage.parse.children[n.index])


def _things(passage: Passage, verb: Token, value: str):
    """Yield what is said to be there, or not: "there was no boiler", "a boiler burst", "found no boiler"."""
    children = passage.parse.children
    around = children[verb.index]
    there = any(one.dep == "expl" for one in around)
    for one in around:
        if there and one.dep in {"attr","nsubj","dobj"} and verb.lemma == "be":
            said = value
        elif value == "no" and one.dep in {"dobj","nsubjpass"} and _is_none(passage, one) and verb.lemma in _words()["finding"]:
            said = "no"
        elif value == "yes" and one.dep in {"nsubj","nsubjpass","dobj"} and verb.lemma!="be" and verb.lemma not in _words()["unreal"] and one.pos == "NOUN":
            said = "yes"
        else:
            continue
        if one.index in _covered(passage):
            continue
        for noun in _nouns(passage, one):
            yield f"{_MARK}be/{noun}", f"Was there a {noun}?", said


def _deeds(passage: Passage, names: Names, verb: Token, value: str):
    if verb.pos != "VERB" or verb.lemma in _words()["light"] or verb.index in _covered(passage):
        return
    children = passage.parse.children
    agents = [o for c in children[verb.index] if c.dep == "agent" for o in children[c.index] if o.dep == "pobj"]
    found: dict[str, str] = {}
    for one in (*(c for c in children[verb.index] if c.dep in _SUBJECTS | {"dobj"}), *agents):
        if one.text.lower() in _SPEAKER and passage.statement.speaker:
            found[passage.statement.speaker] = names.name(passage.statement.speaker)
        known = names.entity(one.text) if one.pos == "PROPN" else None
        if known:
            found[known] = names.name(known)
        found.update((noun, noun) for noun in _nouns(passage, one))
    for part, shown in found.items():
        yield f"{_MARK}{verb.lemma}/{part}", f"Did it happen ({verb.lemma}, {shown})?", value


def _covered(passage: Passage) -> frozenset[int]:
    return frozenset(i for m in passage.mentions if "occurrence" in m.concept.ask and m.concept.event for i in range(m.first, m.last + 1))


def _nouns(passage: Passage, token: Token) -> Iterator[str]:
    children = passage.parse.children
    if token.lemma.lower() in _words()["hollow"]:
        of = [o for c in children[token.index] if c.dep == "prep" and c.lemma == "of" for o in children[c.index] if o.dep == "pobj"]
        for one in of:
            yield from _nouns(passage, one)
        return
    for one in (token, *(c for c in children[token.index] if c.dep == "conj")):
        if one.pos == "NOUN" and one.lemma.isalpha() and one.lemma.lower() not in _words()["any"]:
            yield one.lemma.lower()
