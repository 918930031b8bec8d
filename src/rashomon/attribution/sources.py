"""Who says it: the subject of a reporting verb, the one it shares with its governor, the agent of a passive."""

from __future__ import annotations

from rashomon.attribution.phrases import FINITE, VERBAL, noun_phrase, subjects
from rashomon.language.parse import Parse, Token
from rashomon.records import Spans

_RELATIVE = frozenset({"who", "which", "that", "whom"})
# A subject is shared through no more verbs than this.
_HIGHEST = 6


def source_of(parse: Parse, verb: Token) -> Spans:
    """Return the source of a reporting verb: its subject, or the one it shares with the verb that governs it."""
    here = _governor(parse, verb)
    for _ in range(_HIGHEST):
        named = [child for child in nearest_subjects(parse, here) if child.dep != "expl"]
        if named:
            return _subject(parse, here, named[0])
        if here.dep in ("acl", "relcl") and here.head != here.index:
            return noun_phrase(parse, here.head, frozenset(parse.subtree(here.index)))
        if (
            here.dep not in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep")
            or here.head == here.index
        ):
            return ()
        if here.dep == "conj" and is_passive(parse, parse.tokens[here.head]) and not is_passive(parse, verb):
            agent = agent_of(parse, parse.tokens[here.head])
            if agent:
                return agent
        here = parse.tokens[here.head]
    return ()


def agent_of(parse: Parse, verb: Token) -> Spans:
    """Return who reports in a passive: the noun after "by"."""
    by = next((child for child in parse.children[verb.index] if child.dep == "agent"), None)
    below = parse.children[by.index] if by else ()
    return noun_phrase(parse, below[0].index) if below else ()


def is_passive(parse: Parse, verb: Token) -> bool:
    """Tell whether a verb is passive, in full or as a bare participle."""
    return is_reduced(verb) or any(
        child.dep in ("auxpass", "nsubjpass") for child in parse.children[verb.index]
    )


def is_reduced(verb: Token) -> bool:
    """Tell a participle that hangs on its noun: "a man suspected to have fled"."""
    return verb.tag == "VBN" and verb.dep == "acl"


def _governor(parse: Parse, verb: Token) -> Token:
    """Return the verb whose subject a participle behind a comma shares: "X left Rome, saying that …"."""
    if verb.tag != "VBG" or not verb.index or parse.tokens[verb.index - 1].text != "," or verb.dep != "acl":
        return verb
    return next((t for t in parse.ancestors(verb.index) if t.pos in VERBAL and t.tag in FINITE), verb)


def nearest_subjects(parse: Parse, verb: Token) -> list[Token]:
    """Return the subjects of a verb, nearest first: where the parser gives it two, the far one is another verb's."""
    return sorted(subjects(parse, verb.index), key=lambda child: abs(child.index - verb.index))


def _subject(parse: Parse, verb: Token, subject: Token) -> Spans:
    if subject.text.lower() in _RELATIVE and verb.dep == "relcl":
        return noun_phrase(parse, verb.head, frozenset(parse.subtree(verb.index)))
    return noun_phrase(parse, subject.index)
