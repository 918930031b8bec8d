"""What a reporting verb reports in the passive: "it is believed that …", "he was reported to be safe"."""

from __future__ import annotations

from rashomon.attribution.complements import Complements, Found
from rashomon.attribution.phrases import subjects
from rashomon.attribution.sources import agent_of, is_reduced
from rashomon.language.parse import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NAMING = frozenset({"call", "name", "dub", "brand", "term", "know", "say", "ask", "tell"})
_NAMING_PASSIVE = frozenset({"call", "name", "know", "dub", "term", "identify"})


class PassiveComplements:
    """Reads the complements of the passive reporting verbs of one parsed text."""

    def __init__(self, active: Complements) -> None:
        """Read passives with the frames of `active`."""
        self.active = active
        self.parse = active.parse
        self.lexicon = active.lexicon

    def _knows(self, verb: Token, frame: str) -> bool:
        return verb.lemma.lower() in self.lexicon.verbs[frame]

    def of(self, verb: Token) -> Found | None:
        """Read "it is believed that …", "he was reported to be safe", "she was told that …", "X was denied by Y"."""
        if verb.lemma.lower() in _NAMING_PASSIVE and not agent_of(self.parse, verb):
            return None
        subject = next((child for child in subjects(self.parse, verb.index) if child.dep != "expl"), None)
        impersonal = subject is None or subject.text.lower() == "it"
        clause = self.active.clause(verb) if self._knows(verb, "clause") else None
        if clause and (impersonal or verb.lemma in ("tell", "inform", "warn", "advise", "remind", "ask")):
            return clause
        if is_reduced(verb):
            return self._bare(verb)
        if subject is None or verb.lemma.lower() not in self.lexicon.passive:
            return None
        about = tuple(index for index in self.parse.subtree(subject.index))
        about = self._antecedent(verb) if subject.text.lower() in _RELATIVE else about
        rest = self.active.infinitive(verb) or self._predicate(verb)
        if rest:
            told = verb.lemma in ("tell", "ask", "order", "urge", "warn", "advise")
            return Found(rest.content if told else (*about, *rest.content), rest.frame)
        if verb.lemma.lower() == "report" and verb.dep in ("ROOT", "conj", "ccomp", "advcl", "relcl"):
            group = {
                verb.index,
                *(c.index for c in self.parse.children[verb.index] if c.dep in ("auxpass", "aux", "agent")),
            }
            return Found(
                tuple(i for i in self.active.words(verb, verb) or about if i not in group) or about, "object"
            )
        return Found(about, "object") if agent_of(self.parse, verb) and self._knows(verb, "object") else None

    def _bare(self, verb: Token) -> Found | None:
        if verb.lemma.lower() in _NAMING or verb.lemma.lower() not in self.lexicon.passive:
            return None
        rest = self.active.infinitive(verb)
        if rest:
            return rest
        mine = set(self.parse.subtree(verb.index))
        about = tuple(i for i in self.parse.subtree(verb.head) if i not in mine)
        role = self._predicate(verb)
        if role:
            return Found((*about, *role.content), "as")
        return Found(about, "object") if agent_of(self.parse, verb) else None

    def _antecedent(self, verb: Token) -> tuple[int, ...]:
        return (verb.head,) if verb.dep == "relcl" else ()

    def _predicate(self, verb: Token) -> Found | None:
        role = self.active.child(verb, "oprd") or self.active.like(verb)
        return Found(tuple(self.parse.subtree(role.index)), "as") if role else None
