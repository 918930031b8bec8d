"""Attributions that syntax shows: a reporting verb, what it reports, and its subject.

The frames follow the cue-content configurations of PARC 3.0 (Pareti 2015, ch. 3): clausal and infinitival
complements, noun objects, "as" and small-clause predicates, prepositional objects, their passives, and clauses
to which the reporting clause is a parenthesis.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.attribution.cues import Lexicon
from rashomon.attribution.drafts import Draft
from rashomon.attribution.phrases import noun_phrase, runs, subjects, verb_group
from rashomon.language.parse import Parse, Token
from rashomon.records import Act, Spans

_OBJECTS = frozenset({"dobj", "obj", "attr"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_EMPTY = frozenset({"it", "this", "that", "so", "themselves", "himself", "herself", "what", "which", "who", "them"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HIGHEST = 6
_VERBAL = frozenset({"VERB", "AUX"})
_UNREAL = frozenset({"will", "'ll", "’ll", "would", "could", "might", "should", "can", "may", "must", "'d", "’d"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
# Particles that make another verb of a reporting one: write off, call off, set up, put down.
_TURNED = frozenset({"off", "up", "down", "away"})
_LIGHT = frozenset({"go", "continue", "use", "claim", "proceed", "seem", "appear"})
_FIRST = frozenset({"i", "we", "you"})
_MUSING = frozenset({"think", "believe", "hope", "feel", "guess", "suppose", "mean", "expect", "imagine", "know", "say"})
_NAMING = frozenset({"call", "name", "dub", "brand", "term", "know", "say", "ask", "tell"})
_NAMING_PASSIVE = frozenset({"call", "name", "know", "dub", "term", "identify"})
_BRACKETS = frozenset({",", "—", "–", "-", ".", "--"})
# A reporting clause between commas is short: none in wikinews train has more than 14 tokens before its verb.
_REACH = 14
_QUOTES = frozenset("“„«\"‘'‚»")
_SHORTEST = 4
_ADDRESSING = frozenset({"tell", "inform", "ask", "remind", "warn", "advise", "notify", "assure", "urge", "promise", "brief"})
_SUBORDINATORS = frozenset({"while", "although", "though", "after", "before", "as", "because", "since", "when", "if", "once"})

# How often a draft of a frame is right, on wikinews train (`rashomon evaluate` prints it): the starting confidence.
_TRUST = {"clause": 0.9, "parenthesis": 0.85, "to": 0.8, "as": 0.8, "small": 0.75, "rest": 0.65, "prep": 0.65, "object": 0.6}


# Below this a draft is more often wrong than right (an object with nobody to say it).
_LEAST = 0.4


@dataclass(frozen=True, slots=True)
class _Found:
    """What a frame found: the content's tokens, the frame's name, further words of the cue."""

    content: tuple[int, ...]
    frame: str
    cue: tuple[int, ...] = ()


class ClauseReader:
    """Reads the attributions of one parsed text by its reporting verbs."""

    def __init__(self, parse: Parse, lexicon: Lexicon) -> None:
        self.parse = parse
        self.lexicon = lexicon

    def read(self) -> Iterator[Draft]:
        """Yield a draft for each reporting verb that reports something, in text order."""
        for token in self.parse.tokens:
            if token.dep in ("acomp", "attr", "oprd") and token.lemma.lower() in self.lexicon.adjectives:
                yield from self._adjective(token)
            if token.pos in _VERBAL and self.lexicon.reports(token.lemma.lower()) and self._happened(token):
                found = self._complement(token)
                draft = self._draft(token, found) if found else None
                if draft and draft.confidence >= _LEAST:
                    yield draft

    def _adjective(self, adjective: Token) -> Iterator[Draft]:
        """Yield what somebody is convinced, certain or afraid of: "is convinced that it held"."""
        clause = next((c for c in self.parse.children[adjective.index] if c.dep == "ccomp" and self._is_finite(c)), None)
        source = self.source(self.parse.tokens[adjective.head])
        if clause is None or not source or source[0].of(self.parse.text).lower() in _FIRST:
            return
        content = runs(self.parse, self._words(clause, adjective))
        act = self.lexicon.adjectives[adjective.lemma.lower()]
        yield Draft(content, (adjective.span,), source, act, _TRUST["to"])

    def _happened(self, verb: Token) -> bool:
        """Tell a report from a wish for one ("to announce", "could say") and from a speaker's own "I think"."""
        children = self.parse.children[verb.index]
        words = {child.text.lower() for child in children if child.dep in ("aux", "neg")}
        if any(child.dep == "prt" and child.text.lower() in _TURNED for child in children):
            return False
        if words & _UNREAL or (words & _NOT and verb.lemma.lower() != "rule"):
            return False
        if "to" in words and verb.dep == "xcomp":
            return self.parse.tokens[verb.head].lemma.lower() in _LIGHT
        if "to" in words:
            return False
        first = any(child.text.lower() in _FIRST and child.dep == "nsubj" for child in children)
        return not (first and verb.lemma.lower() in _MUSING)

    def _draft(self, verb: Token, found: _Found) -> Draft:
        passive = self._passive(verb)
        source = self.agent(verb) if passive else self.source(verb)
        content = runs(self.parse, found.content)
        trust = _TRUST[found.frame] - (0.0 if source or passive else 0.25)
        cue = (*verb_group(self.parse, verb.index), *runs(self.parse, found.cue))
        return Draft(content, tuple(sorted(cue)), source, self._act(verb, found.frame), trust)

    def _act(self, verb: Token, frame: str) -> Act:
        lemma = verb.lemma.lower()
        act = self.lexicon.act(lemma, frame, "clause", "to", "object")
        negated = any(child.dep == "neg" for child in self.parse.children[verb.index])
        return "deny" if negated and act == "assert" else act

    # What is said

    def _complement(self, verb: Token) -> _Found | None:
        lemma = verb.lemma.lower()
        knows = {frame for frame, verbs in self.lexicon.verbs.items() if lemma in verbs}
        if self._passive(verb):
            return self._passive_complement(verb, knows)
        for frame, reader in (
            ("clause", self._colon), ("clause", self._bracketed), ("as", self._as), ("small", self._small), ("clause", self._clause), ("to", self._infinitive),
            ("clause", self._parenthesis), ("clause", self._rest), ("prep", self._preposition), ("object", self._object),
        ):  # fmt: skip
            found = reader(verb) if frame in knows else None
            if found and found.content:
                return found
        return None

    def _child(self, verb: Token, *deps: str) -> Token | None:
        return next((child for child in self.parse.children[verb.index] if child.dep in deps), None)

    def _clause(self, verb: Token) -> _Found | None:
        for child in self.parse.children[verb.index]:
            asked = child.dep == "advcl" and verb.lemma in ("ask", "wonder") and self._asks(child)
            if (child.dep == "ccomp" or asked) and self._is_finite(child) and not self._subordinate(child, verb):
                words = (*self._lost_subject(child, verb), *self._words(child, verb), *self._second_clause(verb))
                return _Found(words, "clause")
        return None

    def _asks(self, clause: Token) -> bool:
        return any(child.text.lower() in ("if", "whether") for child in self.parse.children[clause.index])

    def _subordinate(self, clause: Token, verb: Token) -> bool:
        """Tell a clause before the verb that is not what it reports: "While all agreed, Ann stressed …", "It fell; Ann said …"."""
        tree = self.parse.subtree(clause.index)
        if clause.index > verb.index:
            return False
        between = {self.parse.tokens[i].text for i in range(clause.index, verb.index) if i not in tree or self.parse.tokens[i].text in ";:"}
        goes_on = any(token.tag in _FINITE for token in self._behind(verb)[:12]) and not self._closed(verb)
        return self.parse.tokens[tree[0]].text.lower() in _SUBORDINATORS or bool(between & {";", ":"}) or goes_on

    def _behind(self, verb: Token) -> tuple[Token, ...]:
        """Return the tokens after a verb up to the end of its sentence or the next semicolon."""
        stop = self.parse.sentences[self.parse.sentence_of[verb.index]].stop
        end = next((i for i in range(verb.index + 1, stop) if self.parse.tokens[i].text == ";"), stop)
        return self.parse.tokens[verb.index + 1 : end]

    def _closed(self, verb: Token) -> bool:
        """Tell whether a comma or stop comes right behind the verb, or behind the subject that follows it."""
        after = self._behind(verb)
        inverted = {i for child in subjects(self.parse, verb.index) if child.index > verb.index for i in self.parse.subtree(child.index)}
        rest = [token for token in after if token.index not in inverted and token.dep not in ("advmod", "npadvmod", "prt")]
        return not rest or rest[0].text in _BRACKETS or rest[0].pos == "PUNCT"

    def _rest(self, verb: Token) -> _Found | None:
        """Take all that follows the verb where the parser lost the clause: it must hold a finite verb of its own."""
        after = self._behind(verb)
        named = any(child.dep == "nsubj" and child.index < verb.index for child in subjects(self.parse, verb.index))
        if not named or verb.lemma.lower() not in self.lexicon.core or not after or after[0].text in _BRACKETS:
            return None
        opens = after[0].pos in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM") or after[0].text.lower() == "that"
        apart = self._apart(verb)
        finite = [token for token in after if token.tag in _FINITE and token.index not in apart]
        return _Found(tuple(token.index for token in after), "rest") if opens and finite else None

    def _apart(self, verb: Token) -> set[int]:
        """Return the tokens behind a verb that are not its clause: relative clauses, asides, a second verb."""
        beside = {"conj", "advcl", "prep", "agent", "parataxis"}
        roots = [child for child in self.parse.children[verb.index] if child.dep in beside]
        thing = self._child(verb, "dobj")
        below = self.parse.subtree(thing.index) if thing else []
        roots += [self.parse.tokens[i] for i in below if self.parse.tokens[i].dep in ("relcl", "acl", "advcl")]
        return {i for root in roots for i in self.parse.subtree(root.index)}

    def _colon(self, verb: Token) -> _Found | None:
        """Read "The agency reports: it rained.", unless a quotation stands behind the colon."""
        tokens = self.parse.tokens
        if verb.index + 2 >= len(tokens) or tokens[verb.index + 1].text != ":" or tokens[verb.index + 2].text in _QUOTES:
            return None
        named = any(child.index < verb.index for child in subjects(self.parse, verb.index))
        stop = self.parse.sentences[self.parse.sentence_of[verb.index + 2]].stop
        return _Found(tuple(range(verb.index + 2, stop)), "rest") if named and stop - verb.index > _SHORTEST else None

    def _bracketed(self, verb: Token) -> _Found | None:
        """Read a reporting clause between commas, "Day, they said, wanted none", or at the end, "It fell, Ann said."."""
        named = [child for child in self._nearest(verb) if child.dep == "nsubj"]
        if not named or verb.tag not in _FINITE or named[0].text.lower() in _FIRST:
            return None
        sentence = self.parse.sentences[self.parse.sentence_of[verb.index]]
        clause = {verb.index, *self.parse.subtree(named[0].index)}
        clause.update(c.index for c in self.parse.children[verb.index] if c.dep in ("aux", "advmod", "npadvmod", "prt"))
        near = [i for i in sorted(clause) if abs(i - verb.index) <= _REACH]
        first, last = near[0], near[-1]
        left = self.parse.tokens[first - 1].text if first > sentence.start else ""
        right = self.parse.tokens[last + 1].text if last + 1 < sentence.stop else "."
        if left not in _BRACKETS - {"."} or right not in _BRACKETS or len(near) != last - first + 1:
            return None
        start = max((i + 1 for i in range(sentence.start, first) if self.parse.tokens[i].text == ";"), default=sentence.start)
        stop = next((i for i in range(last + 1, sentence.stop) if self.parse.tokens[i].text == ";"), sentence.stop)
        content = [i for i in range(start, stop) if not first <= i <= last]
        finite = any(self.parse.tokens[i].pos in _VERBAL for i in content if i < first) or stop - last > 3
        return _Found(tuple(content), "parenthesis") if finite and content and start < first - 1 else None

    def _lost_subject(self, clause: Token, verb: Token) -> list[int]:
        """Return the object that the parser took from the clause: "showed [those lichens] can survive"."""
        thing = self._child(verb, "dobj", "dative")
        if thing is None or subjects(self.parse, clause.index) or verb.lemma.lower() in _ADDRESSING:
            return []
        first = self.parse.subtree(clause.index)[0]
        tree = self.parse.subtree(thing.index)
        marked = any(child.dep == "mark" for child in self.parse.children[clause.index])
        return tree if tree[-1] + 1 == first and not marked else []

    def _second_clause(self, verb: Token) -> list[int]:
        """Return a further "and that …", which parsers hang on the reporting verb."""
        for child in self.parse.children[verb.index]:
            tree = self.parse.subtree(child.index)
            if child.dep in ("conj", "ccomp", "advcl") and self.parse.tokens[tree[0]].text.lower() == "that" and tree[0] > verb.index + 3:
                return tree
        return []

    def _is_finite(self, clause: Token) -> bool:
        """Tell a clause ("he left", "whether to go") from a small clause or an infinitive ("him to leave")."""
        kin = (clause, *self.parse.children[clause.index])
        infinitive = any(child.tag == "TO" for child in kin) and not any(c.tag in _FINITE for c in kin)
        asks = any(child.text.lower() in ("whether", "how", "what", "when", "where", "why", "if") for child in kin)
        return asks or (not infinitive and any(child.tag in _FINITE or child.tag == "VBN" for child in kin))

    def _words(self, clause: Token, verb: Token) -> tuple[int, ...]:
        """Return the tokens of a clause without the reporting clause inside it and without what another one says."""
        tree = self.parse.subtree(clause.index)
        mine = set(self.parse.subtree(verb.index)) if verb.index in tree else set()
        foreign = {index for child in tree for index in self._foreign(child, clause)}
        return tuple(index for index in tree if index not in mine and index not in foreign)

    def _foreign(self, index: int, clause: Token) -> list[int]:
        """Return a branch that leaves the content: "…, while the FSB claims that …", "…, adding that …"."""
        token = self.parse.tokens[index]
        if token.index == clause.index or not self.lexicon.reports(token.lemma.lower()) or token.pos != "VERB":
            return []
        tree = self.parse.subtree(index)
        before = self.parse.tokens[tree[0] - 1].text if tree[0] else ""
        participle = token.tag == "VBG" and token.dep in ("advcl", "acl", "conj") and before == ","
        other = token.dep in ("advcl", "conj", "parataxis") and self._contrasted(token)
        return tree if participle or other else []

    def _contrasted(self, token: Token) -> bool:
        named = [child for child in subjects(self.parse, token.index) if child.pos not in ("PRON", "DET")]
        marks = [child.text.lower() for child in self.parse.children[token.index] if child.dep in ("mark", "advmod")]
        head = self.parse.tokens[token.head]
        joined = [child.text.lower() for child in self.parse.children[head.index] if child.dep == "cc"]
        contrast = any(mark in self.lexicon.contrast for mark in (*marks, *joined))
        return bool(named) and (contrast or (token.dep != "advcl" and bool(joined)))

    def _infinitive(self, verb: Token) -> _Found | None:
        for child in self.parse.children[verb.index]:
            to = [c.index for c in self.parse.children[child.index] if c.tag == "TO"]
            if child.dep in ("xcomp", "ccomp", "advcl") and to and child.index > verb.index:
                first = to[0] - 1 if self.parse.tokens[to[0] - 1].dep == "neg" else to[0]
                return _Found(tuple(i for i in self._words(child, verb) if i >= first), "to")
        return None

    def _parenthesis(self, verb: Token) -> _Found | None:
        """Read "It rained, Ann said, all day": the reporting clause hangs on the clause that it reports."""
        head = self.parse.tokens[verb.head]
        if verb.dep not in ("parataxis", "ccomp") or head.index == verb.index or not subjects(self.parse, verb.index):
            return None
        tree = self.parse.subtree(verb.index)
        beside = {self.parse.tokens[i].text for i in (tree[0] - 1, tree[-1] + 1) if 0 <= i < len(self.parse.tokens)}
        if not beside & {",", "—", "–", ".", "-"} or self.lexicon.reports(head.lemma.lower()):
            return None
        return _Found(self._words(head, verb), "parenthesis")

    def _object(self, verb: Token) -> _Found | None:
        thing = self._child(verb, *_OBJECTS)
        if thing is None or thing.text.lower() in _EMPTY or thing.pos == "PRON" or thing.lemma.lower() in self.lexicon.unsaid:
            return None
        tree = self.parse.subtree(thing.index)
        return _Found(tuple(self._to_the_end(verb, tree)), "object")

    def _to_the_end(self, verb: Token, tree: list[int]) -> list[int]:
        """Widen an object that a finite verb follows: the parser cut "claimed [Iran] is behind it" in two."""
        sentence = self.parse.sentences[self.parse.sentence_of[verb.index]]
        after = self.parse.tokens[tree[-1] + 1] if tree[-1] + 1 < sentence.stop else None
        if after is None or after.tag not in _FINITE or verb.lemma.lower() not in self.lexicon.verbs["clause"]:
            return [*tree, *self._where(verb, tree[-1] + 1)]
        return [*range(tree[0], sentence.stop)]

    def _where(self, verb: Token, begin: int) -> list[int]:
        """Return the phrase of place or kind right behind an object: "reported two cases [at the base]", not "on Monday"."""
        for child in self.parse.children[verb.index]:
            below = [c for c in self.parse.children[child.index] if c.dep == "pobj"]
            if child.index == begin and child.dep == "prep" and below and below[0].entity not in ("DATE", "TIME"):
                return [] if below[0].lemma.lower() in self.lexicon.channels else self.parse.subtree(child.index)
        return []

    def _as(self, verb: Token) -> _Found | None:
        thing, role = self._child(verb, "dobj"), self._like(verb)
        if thing is None or role is None or role.index < thing.index:
            return None
        return _Found((*self.parse.subtree(thing.index), *self.parse.subtree(role.index)), "as")

    def _like(self, verb: Token) -> Token | None:
        thing = self._child(verb, "dobj")
        beneath = self.parse.children[thing.index] if thing else ()
        near = (*self.parse.children[verb.index], *beneath)
        return next((child for child in near if child.text.lower() == "as" and child.dep == "prep"), None)

    def _small(self, verb: Token) -> _Found | None:
        if verb.tag in ("VBN", "VBD") and verb.dep in ("acl", "advcl") and not subjects(self.parse, verb.index):
            return None  # "the prize, called the Golden Gate": a name, not a judgement
        for child in self.parse.children[verb.index]:
            if child.dep in ("oprd", "ccomp", "xcomp") and child.index > verb.index and not self._has_to(child):
                thing = self._child(verb, "dobj", "nsubj") if child.dep != "ccomp" else None
                if child.dep == "ccomp" and self._is_finite(child):
                    return None
                first = self.parse.subtree(thing.index) if thing and thing.index > verb.index else []
                return _Found((*first, *self.parse.subtree(child.index)), "small")
        return None

    def _has_to(self, token: Token) -> bool:
        return any(child.tag == "TO" for child in self.parse.children[token.index])

    def _preposition(self, verb: Token) -> _Found | None:
        allowed = self.lexicon.prepositions.get(verb.lemma.lower(), frozenset())
        for child in self.parse.children[verb.index]:
            if child.dep == "prep" and child.text.lower() in allowed and child.index > verb.index:
                return self._governed(verb, child)
        return None

    def _governed(self, verb: Token, preposition: Token) -> _Found | None:
        below = [child for child in self.parse.children[preposition.index] if child.dep in ("pobj", "pcomp")]
        if not below:
            return None
        content = self.parse.subtree(below[0].index)
        if below[0].pos == "PRON" and len(content) == 1:
            return None
        thing = self._child(verb, "dobj")
        if thing is not None and thing.index < preposition.index:  # accused [him of fraud]
            return _Found((*self.parse.subtree(thing.index), preposition.index, *content), "prep")
        return _Found(tuple(content), "prep", (preposition.index,))

    # Passives

    def _passive(self, verb: Token) -> bool:
        return self._reduced(verb) or any(child.dep in ("auxpass", "nsubjpass") for child in self.parse.children[verb.index])

    def _reduced(self, verb: Token) -> bool:
        """Tell a participle that hangs on its noun: "a man suspected to have fled"."""
        return verb.tag == "VBN" and verb.dep == "acl"

    def _passive_complement(self, verb: Token, knows: set[str]) -> _Found | None:
        """Read "it is believed that …", "he was reported to be safe", "she was told that …", "X was denied by Y"."""
        if verb.lemma.lower() in _NAMING_PASSIVE and not self.agent(verb):
            return None
        subject = next((child for child in subjects(self.parse, verb.index) if child.dep != "expl"), None)
        impersonal = subject is None or subject.text.lower() == "it"
        clause = self._clause(verb) if knows & {"clause"} else None
        if clause and (impersonal or verb.lemma in ("tell", "inform", "warn", "advise", "remind", "ask")):
            return clause
        if self._reduced(verb):
            return self._reduced_complement(verb)
        if subject is None or verb.lemma.lower() not in self.lexicon.passive:
            return None
        about = tuple(index for index in self.parse.subtree(subject.index))
        about = self._antecedent(verb) if subject.text.lower() in _RELATIVE else about
        rest = self._infinitive(verb) or self._predicate(verb)
        if rest:
            told = verb.lemma in ("tell", "ask", "order", "urge", "warn", "advise")
            return _Found(rest.content if told else (*about, *rest.content), rest.frame)
        if verb.lemma.lower() == "report" and verb.dep in ("ROOT", "conj", "ccomp", "advcl", "relcl"):
            group = {verb.index, *(c.index for c in self.parse.children[verb.index] if c.dep in ("auxpass", "aux", "agent"))}
            return _Found(tuple(i for i in self._words(verb, verb) or about if i not in group) or about, "object")
        return _Found(about, "object") if self.agent(verb) and "object" in knows else None

    def _reduced_complement(self, verb: Token) -> _Found | None:
        if verb.lemma.lower() in _NAMING or verb.lemma.lower() not in self.lexicon.passive:
            return None
        rest = self._infinitive(verb)
        if rest:
            return rest
        mine = set(self.parse.subtree(verb.index))
        about = tuple(i for i in self.parse.subtree(verb.head) if i not in mine)
        role = self._predicate(verb)
        if role:
            return _Found((*about, *role.content), "as")
        return _Found(about, "object") if self.agent(verb) else None

    def _antecedent(self, verb: Token) -> tuple[int, ...]:
        return (verb.head,) if verb.dep == "relcl" else ()

    def _predicate(self, verb: Token) -> _Found | None:
        role = self._child(verb, "oprd") or self._like(verb)
        return _Found(tuple(self.parse.subtree(role.index)), "as") if role else None

    def agent(self, verb: Token) -> Spans:
        """Return who reports in a passive: the noun after "by"."""
        by = self._child(verb, "agent")
        below = self.parse.children[by.index] if by else ()
        return noun_phrase(self.parse, below[0].index) if below else ()

    # Who says it

    def source(self, verb: Token) -> Spans:
        """Return the source of a reporting verb: its subject, or the one it shares with the verb that governs it."""
        here = self._governor(verb)
        for _ in range(_HIGHEST):
            named = [child for child in self._nearest(here) if child.dep != "expl"]
            if named:
                return self._subject(here, named[0])
            if here.dep in ("acl", "relcl") and here.head != here.index:
                return noun_phrase(self.parse, here.head, frozenset(self.parse.subtree(here.index)))
            if here.dep not in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep") or here.head == here.index:
                return ()
            if here.dep == "conj" and self._passive(self.parse.tokens[here.head]) and not self._passive(verb):
                agent = self.agent(self.parse.tokens[here.head])
                if agent:
                    return agent
            here = self.parse.tokens[here.head]
        return ()

    def _nearest(self, verb: Token) -> list[Token]:
        """Return the subjects of a verb, nearest first: where the parser gives it two, the far one is another verb's."""
        return sorted(subjects(self.parse, verb.index), key=lambda child: abs(child.index - verb.index))

    def _governor(self, verb: Token) -> Token:
        """Return the verb whose subject a participle behind a comma shares: "X left Rome, saying that …"."""
        if verb.tag != "VBG" or not verb.index or self.parse.tokens[verb.index - 1].text != "," or verb.dep != "acl":
            return verb
        return next((t for t in self.parse.ancestors(verb.index) if t.pos in _VERBAL and t.tag in _FINITE), verb)

    def _subject(self, verb: Token, subject: Token) -> Spans:
        if subject.text.lower() in _RELATIVE and verb.dep == "relcl":
            return noun_phrase(self.parse, verb.head, frozenset(self.parse.subtree(verb.index)))
        return noun_phrase(self.parse, subject.index)
