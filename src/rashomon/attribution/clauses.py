"""Attributions that syntax shows: a reporting verb, what it reports, and its subject."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.attribution.complements import Complements, Found
from rashomon.attribution.cues import Lexicon
from rashomon.attribution.drafts import Draft
from rashomon.attribution.passives import PassiveComplements
from rashomon.attribution.phrases import VERBAL, runs, subjects, verb_group
from rashomon.attribution.sources import agent_of, is_passive, source_of
from rashomon.language.parse import Parse, Token
from rashomon.records import Act

_UNREAL = frozenset(
    {"will", "'ll", "’ll", "would", "could", "might", "should", "can", "may", "must", "'d", "’d"}
)
_NOT = frozenset({"not", "n't", "n’t", "never"})
# Particles that make another verb of a reporting one: write off, call off, set up, put down.
_TURNED = frozenset({"off", "up", "down", "away"})
_LIGHT = frozenset({"go", "continue", "use", "claim", "proceed", "seem", "appear"})
_FIRST = frozenset({"i", "we", "you"})
_MUSING = frozenset(
    {"think", "believe", "hope", "feel", "guess", "suppose", "mean", "expect", "imagine", "know", "say"}
)
# How sure a frame is, set by hand to rank drafts that compete. On wikinews train a draft finds its gold content (half of
# the letters) less often: clause .81, as .71, to .69, parenthesis .62, small .62, object .53, prep .51, rest .33.
_TRUST = {
    "clause": 0.9,
    "parenthesis": 0.85,
    "to": 0.8,
    "as": 0.8,
    "small": 0.75,
    "rest": 0.65,
    "prep": 0.65,
    "object": 0.6,
}
# Below this stand objects with nobody to say them.
_LEAST = 0.4


class ClauseReader:
    """Reads the attributions of one parsed text by its reporting verbs."""

    def __init__(self, parse: Parse, lexicon: Lexicon) -> None:
        """Read reporting verbs of `parse` that `lexicon` knows."""
        self.parse = parse
        self.lexicon = lexicon
        self.active = Complements(parse, lexicon)
        self.passive = PassiveComplements(self.active)

    def read(self) -> Iterator[Draft]:
        """Yield a draft for each reporting verb that reports something, in text order."""
        for token in self.parse.tokens:
            if token.dep in ("acomp", "attr", "oprd") and token.lemma.lower() in self.lexicon.adjectives:
                yield from self._adjective(token)
            if token.pos in VERBAL and self.lexicon.reports(token.lemma.lower()) and self._happened(token):
                found = (self.passive if is_passive(self.parse, token) else self.active).of(token)
                draft = self._draft(token, found) if found else None
                if draft and draft.confidence >= _LEAST:
                    yield draft

    def _supposed(self, verb: Token) -> bool:
        """Tell what is only supposed or asked of somebody: "If the minister says so", "Asked about it, she laughed"."""
        children = self.parse.children[verb.index]
        condition = any(c.dep == "mark" and c.text.lower() in ("if", "unless") for c in children)
        opening = verb.index == 0 or self.parse.tokens[verb.index - 1].text in (".", "“", '"')
        asked = verb.text == "Asked" and opening and any(c.text.lower() == "about" for c in children)
        return condition or asked

    def _draft(self, verb: Token, found: Found) -> Draft:
        passive = is_passive(self.parse, verb)
        source = agent_of(self.parse, verb) if passive else source_of(self.parse, verb)
        content = runs(self.parse, found.content)
        trust = _TRUST[found.frame] - (0.0 if source or passive else 0.25)
        cue = (*verb_group(self.parse, verb.index), *runs(self.parse, found.cue))
        return Draft(content, tuple(sorted(cue)), source, self._act(verb, found.frame), trust)

    def _act(self, verb: Token, frame: str) -> Act:
        lemma = verb.lemma.lower()
        act = self.lexicon.act(lemma, frame, "clause", "to", "object")
        negated = any(child.dep == "neg" for child in self.parse.children[verb.index])
        return "deny" if negated and act == "assert" else act

    def _adjective(self, adjective: Token) -> Iterator[Draft]:
        """Yield what somebody is convinced, certain or afraid of: "is convinced that it held"."""
        clause = next(
            (
                c
                for c in self.parse.children[adjective.index]
                if c.dep == "ccomp" and self.active.is_finite(c)
            ),
            None,
        )
        source = source_of(self.parse, self.parse.tokens[adjective.head])
        if clause is None or not source or source[0].of(self.parse.text).lower() in _FIRST:
            return
        content = runs(self.parse, self.active.words(clause, adjective))
        act = self.lexicon.adjectives[adjective.lemma.lower()]
        yield Draft(content, (adjective.span,), source, act, _TRUST["to"])

    def _happened(self, verb: Token) -> bool:
        """Tell a report from a wish for one ("to announce", "could say") and from a speaker's own "I think"."""
        children = self.parse.children[verb.index]
        words = {child.text.lower() for child in children if child.dep in ("aux", "neg")}
        if any(child.dep == "prt" and child.text.lower() in _TURNED for child in children):
            return False
        if self._supposed(verb) or words & _UNREAL or (words & _NOT and verb.lemma.lower() != "rule"):
            return False
        if "to" in words and verb.dep == "xcomp":
            return self.parse.tokens[verb.head].lemma.lower() in _LIGHT
        if "to" in words or (verb.tag == "VB" and not words and not subjects(self.parse, verb.index)):
            return False  # "to announce"; "Find out why"
        first = any(child.text.lower() in _FIRST and child.dep == "nsubj" for child in children)
        return not (first and verb.lemma.lower() in _MUSING)
