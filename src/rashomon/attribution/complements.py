"""What a reporting verb reports: its complement in the active, frame by frame.

The frames follow the cue-content configurations of PARC 3.0 (Pareti 2015, ch. 3): clausal and infinitival
complements, noun objects, "as" and small-clause predicates, prepositional objects, and clauses to which the reporting
clause is a parenthesis.
"""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.attribution.cues import Lexicon
from rashomon.attribution.phrases import FINITE, VERBAL, subjects
from rashomon.attribution.sources import nearest_subjects
from rashomon.language.parse import Parse, Token

_OBJECTS = frozenset({"dobj", "obj", "attr"})
_EMPTY = frozenset(
    {"it", "this", "that", "so", "themselves", "himself", "herself", "what", "which", "who", "them"}
)
_FIRST = frozenset({"i", "we", "you"})
_BRACKETS = frozenset({",", "—", "–", "-", ".", "--"})
# A reporting clause between commas is short: what lies farther from its verb (tokens) is no part of it. Set by hand.
_REACH = 14
_QUOTES = frozenset("“„«\"‘'‚»")
_SHORTEST = 4
_ADDRESSING = frozenset(
    {"tell", "inform", "ask", "remind", "warn", "advise", "notify", "assure", "urge", "promise", "brief"}
)
_SUBORDINATORS = frozenset(
    {"while", "although", "though", "after", "before", "as", "because", "since", "when", "if", "once"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a frame found: the content's tokens, the frame's name, further words of the cue."""

    content: tuple[int, ...]
    frame: str
    cue: tuple[int, ...] = ()


class Complements:
    """Reads the complements of the reporting verbs of one parsed text."""

    def __init__(self, parse: Parse, lexicon: Lexicon) -> None:
        """Read complements in `parse` by the frames of `lexicon`."""
        self.parse = parse
        self.lexicon = lexicon

    def of(self, verb: Token) -> Found | None:
        """Return what an active verb reports, by the first of its frames that fits, or None."""
        lemma = verb.lemma.lower()
        knows = {frame for frame, verbs in self.lexicon.verbs.items() if lemma in verbs}
        for frame, reader in (
            ("clause", self._colon), ("clause", self._bracketed), ("as", self._as), ("small", self._small), ("clause", self.clause), ("to", self.infinitive),
            ("clause", self._parenthesis), ("clause", self._rest), ("prep", self._preposition), ("object", self._object),
        ):  # fmt: skip
            found = reader(verb) if frame in knows else None
            if found and found.content:
                return found
        return None

    def child(self, verb: Token, *deps: str) -> Token | None:
        """Return the first dependent of a verb with one of these relations."""
        return next((child for child in self.parse.children[verb.index] if child.dep in deps), None)

    def clause(self, verb: Token) -> Found | None:
        """Read "said (that) it rained", "asked whether it had rained"."""
        for child in self.parse.children[verb.index]:
            asked = child.dep == "advcl" and verb.lemma in ("ask", "wonder") and self._asks(child)
            if (
                (child.dep == "ccomp" or asked)
                and self.is_finite(child)
                and not self._subordinate(child, verb)
            ):
                words = (
                    *self._lost_subject(child, verb),
                    *self.words(child, verb),
                    *self._second_clause(verb),
                )
                return Found(words, "clause")
        return None

    def _asks(self, clause: Token) -> bool:
        return any(child.text.lower() in ("if", "whether") for child in self.parse.children[clause.index])

    def _subordinate(self, clause: Token, verb: Token) -> bool:
        """Tell a clause before the verb that is not what it reports: "While all agreed, Ann stressed …", "It fell; Ann said …"."""
        tree = self.parse.subtree(clause.index)
        if clause.index > verb.index:
            return False
        between = {
            self.parse.tokens[i].text
            for i in range(clause.index, verb.index)
            if i not in tree or self.parse.tokens[i].text in ";:"
        }
        goes_on = any(token.tag in FINITE for token in self._behind(verb)[:12]) and not self._closed(verb)
        return (
            self.parse.tokens[tree[0]].text.lower() in _SUBORDINATORS or bool(between & {";", ":"}) or goes_on
        )

    def _behind(self, verb: Token) -> tuple[Token, ...]:
        """Return the tokens after a verb up to the end of its sentence or the next semicolon."""
        stop = self.parse.sentences[self.parse.sentence_of[verb.index]].stop
        end = next((i for i in range(verb.index + 1, stop) if self.parse.tokens[i].text == ";"), stop)
        return self.parse.tokens[verb.index + 1 : end]

    def _closed(self, verb: Token) -> bool:
        """Tell whether a comma or stop comes right behind the verb, or behind the subject that follows it."""
        after = self._behind(verb)
        inverted = {
            i
            for child in subjects(self.parse, verb.index)
            if child.index > verb.index
            for i in self.parse.subtree(child.index)
        }
        rest = [
            token
            for token in after
            if token.index not in inverted and token.dep not in ("advmod", "npadvmod", "prt")
        ]
        return not rest or rest[0].text in _BRACKETS or rest[0].pos == "PUNCT"

    def _rest(self, verb: Token) -> Found | None:
        """Take all that follows the verb where the parser lost the clause: it must hold a finite verb of its own."""
        after = self._behind(verb)
        named = any(
            child.dep == "nsubj" and child.index < verb.index for child in subjects(self.parse, verb.index)
        )
        if (
            not named
            or verb.lemma.lower() not in self.lexicon.core
            or not after
            or after[0].text in _BRACKETS
        ):
            return None
        opens = (
            after[0].pos in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM") or after[0].text.lower() == "that"
        )
        apart = self._apart(verb)
        finite = [token for token in after if token.tag in FINITE and token.index not in apart]
        return Found(tuple(token.index for token in after), "rest") if opens and finite else None

    def _apart(self, verb: Token) -> set[int]:
        """Return the tokens behind a verb that are not its clause: relative clauses, asides, a second verb."""
        beside = {"conj", "advcl", "prep", "agent", "parataxis"}
        roots = [child for child in self.parse.children[verb.index] if child.dep in beside]
        thing = self.child(verb, "dobj")
        below = self.parse.subtree(thing.index) if thing else []
        roots += [
            self.parse.tokens[i] for i in below if self.parse.tokens[i].dep in ("relcl", "acl", "advcl")
        ]
        return {i for root in roots for i in self.parse.subtree(root.index)}

    def _colon(self, verb: Token) -> Found | None:
        """Read "The agency reports: it rained.", unless a quotation stands behind the colon."""
        tokens = self.parse.tokens
        if (
            verb.index + 2 >= len(tokens)
            or tokens[verb.index + 1].text != ":"
            or tokens[verb.index + 2].text in _QUOTES
        ):
            return None
        named = any(child.index < verb.index for child in subjects(self.parse, verb.index))
        stop = self.parse.sentences[self.parse.sentence_of[verb.index + 2]].stop
        return (
            Found(tuple(range(verb.index + 2, stop)), "rest")
            if named and stop - verb.index > _SHORTEST
            else None
        )

    def _bracketed(self, verb: Token) -> Found | None:
        """Read a reporting clause between commas, "Day, they said, wanted none", or at the end, "It fell, Ann said."."""
        named = [child for child in nearest_subjects(self.parse, verb) if child.dep == "nsubj"]
        if not named or verb.tag not in FINITE or named[0].text.lower() in _FIRST:
            return None
        sentence = self.parse.sentences[self.parse.sentence_of[verb.index]]
        clause = {verb.index, *self.parse.subtree(named[0].index)}
        clause.update(
            c.index for c in self.parse.children[verb.index] if c.dep in ("aux", "advmod", "npadvmod", "prt")
        )
        near = [i for i in sorted(clause) if abs(i - verb.index) <= _REACH]
        first, last = near[0], near[-1]
        left = self.parse.tokens[first - 1].text if first > sentence.start else ""
        right = self.parse.tokens[last + 1].text if last + 1 < sentence.stop else "."
        if left not in _BRACKETS - {"."} or right not in _BRACKETS or len(near) != last - first + 1:
            return None
        start = max(
            (i + 1 for i in range(sentence.start, first) if self.parse.tokens[i].text == ";"),
            default=sentence.start,
        )
        stop = next(
            (i for i in range(last + 1, sentence.stop) if self.parse.tokens[i].text == ";"), sentence.stop
        )
        content = [i for i in range(start, stop) if not first <= i <= last]
        finite = any(self.parse.tokens[i].pos in VERBAL for i in content if i < first) or stop - last > 3
        return Found(tuple(content), "parenthesis") if finite and content and start < first - 1 else None

    def _lost_subject(self, clause: Token, verb: Token) -> list[int]:
        """Return the object that the parser took from the clause: "showed [those lichens] can survive"."""
        thing = self.child(verb, "dobj", "dative")
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
            if (
                child.dep in ("conj", "ccomp", "advcl")
                and self.parse.tokens[tree[0]].text.lower() == "that"
                and tree[0] > verb.index + 3
            ):
                return tree
        return []

    def is_finite(self, clause: Token) -> bool:
        """Tell a clause ("he left", "whether to go") from a small clause or an infinitive ("him to leave")."""
        kin = (clause, *self.parse.children[clause.index])
        infinitive = any(child.tag == "TO" for child in kin) and not any(c.tag in FINITE for c in kin)
        asks = any(
            child.text.lower() in ("whether", "how", "what", "when", "where", "why", "if") for child in kin
        )
        return asks or (not infinitive and any(child.tag in FINITE or child.tag == "VBN" for child in kin))

    def words(self, clause: Token, verb: Token) -> tuple[int, ...]:
        """Return the tokens of a clause without the reporting clause inside it and without what another one says."""
        tree = self.parse.subtree(clause.index)
        mine = set(self.parse.subtree(verb.index)) if verb.index in tree else set()
        foreign = {index for child in tree for index in self._foreign(child, clause)}
        return tuple(index for index in tree if index not in mine and index not in foreign)

    def _foreign(self, index: int, clause: Token) -> list[int]:
        """Return a branch that leaves the content: "…, while the FSB claims that …", "…, adding that …"."""
        token = self.parse.tokens[index]
        if (
            token.index == clause.index
            or not self.lexicon.reports(token.lemma.lower())
            or token.pos != "VERB"
        ):
            return []
        tree = self.parse.subtree(index)
        before = self.parse.tokens[tree[0] - 1].text if tree[0] else ""
        participle = token.tag == "VBG" and token.dep in ("advcl", "acl", "conj") and before == ","
        other = token.dep in ("advcl", "conj", "parataxis") and self._contrasted(token)
        return tree if participle or other else []

    def _contrasted(self, token: Token) -> bool:
        named = [child for child in subjects(self.parse, token.index) if child.pos not in ("PRON", "DET")]
        marks = [
            child.text.lower()
            for child in self.parse.children[token.index]
            if child.dep in ("mark", "advmod")
        ]
        head = self.parse.tokens[token.head]
        joined = [child.text.lower() for child in self.parse.children[head.index] if child.dep == "cc"]
        contrast = any(mark in self.lexicon.contrast for mark in (*marks, *joined))
        return bool(named) and (contrast or (token.dep != "advcl" and bool(joined)))

    def infinitive(self, verb: Token) -> Found | None:
        """Read "vowed to leave", "asked them not to leave"."""
        for child in self.parse.children[verb.index]:
            to = [c.index for c in self.parse.children[child.index] if c.tag == "TO"]
            if child.dep in ("xcomp", "ccomp", "advcl") and to and child.index > verb.index:
                first = to[0] - 1 if self.parse.tokens[to[0] - 1].dep == "neg" else to[0]
                return Found(tuple(i for i in self.words(child, verb) if i >= first), "to")
        return None

    def _parenthesis(self, verb: Token) -> Found | None:
        """Read "It rained, Ann said, all day": the reporting clause hangs on the clause that it reports."""
        head = self.parse.tokens[verb.head]
        if (
            verb.dep not in ("parataxis", "ccomp")
            or head.index == verb.index
            or not subjects(self.parse, verb.index)
        ):
            return None
        tree = self.parse.subtree(verb.index)
        beside = {
            self.parse.tokens[i].text for i in (tree[0] - 1, tree[-1] + 1) if 0 <= i < len(self.parse.tokens)
        }
        if not beside & {",", "—", "–", ".", "-"} or self.lexicon.reports(head.lemma.lower()):
            return None
        return Found(self.words(head, verb), "parenthesis")

    def _object(self, verb: Token) -> Found | None:
        thing = self.child(verb, *_OBJECTS)
        if (
            thing is None
            or thing.text.lower() in _EMPTY
            or thing.pos == "PRON"
            or thing.lemma.lower() in self.lexicon.unsaid
        ):
            return None
        tree = self.parse.subtree(thing.index)
        return Found(tuple(self._to_the_end(verb, tree)), "object")

    def _to_the_end(self, verb: Token, tree: list[int]) -> list[int]:
        """Widen an object that a finite verb follows: the parser cut "claimed [Iran] is behind it" in two."""
        sentence = self.parse.sentences[self.parse.sentence_of[verb.index]]
        after = self.parse.tokens[tree[-1] + 1] if tree[-1] + 1 < sentence.stop else None
        if after is None or after.tag not in FINITE or verb.lemma.lower() not in self.lexicon.verbs["clause"]:
            return [*tree, *self._where(verb, tree[-1] + 1)]
        return [*range(tree[0], sentence.stop)]

    def _where(self, verb: Token, begin: int) -> list[int]:
        """Return the phrase of place or kind right behind an object: "reported two cases [at the base]", not "on Monday"."""
        for child in self.parse.children[verb.index]:
            below = [c for c in self.parse.children[child.index] if c.dep == "pobj"]
            if (
                child.index == begin
                and child.dep == "prep"
                and below
                and below[0].entity not in ("DATE", "TIME")
            ):
                return (
                    [] if below[0].lemma.lower() in self.lexicon.channels else self.parse.subtree(child.index)
                )
        return []

    def _as(self, verb: Token) -> Found | None:
        thing, role = self.child(verb, "dobj"), self.like(verb)
        if thing is None or role is None or role.index < thing.index:
            return None
        return Found((*self.parse.subtree(thing.index), *self.parse.subtree(role.index)), "as")

    def like(self, verb: Token) -> Token | None:
        """Return the "as" of "described it as a mistake"."""
        thing = self.child(verb, "dobj")
        beneath = self.parse.children[thing.index] if thing else ()
        near = (*self.parse.children[verb.index], *beneath)
        return next((child for child in near if child.text.lower() == "as" and child.dep == "prep"), None)

    def _small(self, verb: Token) -> Found | None:
        if (
            verb.tag in ("VBN", "VBD")
            and verb.dep in ("acl", "advcl")
            and not subjects(self.parse, verb.index)
        ):
            return None  # "the prize, called the Golden Gate": a name, not a judgement
        for child in self.parse.children[verb.index]:
            if (
                child.dep in ("oprd", "ccomp", "xcomp")
                and child.index > verb.index
                and not self._has_to(child)
            ):
                thing = self.child(verb, "dobj", "nsubj") if child.dep != "ccomp" else None
                if child.dep == "ccomp" and self.is_finite(child):
                    return None
                first = self.parse.subtree(thing.index) if thing and thing.index > verb.index else []
                return Found((*first, *self.parse.subtree(child.index)), "small")
        return None

    def _has_to(self, token: Token) -> bool:
        return any(child.tag == "TO" for child in self.parse.children[token.index])

    def _preposition(self, verb: Token) -> Found | None:
        allowed = self.lexicon.prepositions.get(verb.lemma.lower(), frozenset())
        for child in self.parse.children[verb.index]:
            if child.dep == "prep" and child.text.lower() in allowed and child.index > verb.index:
                return self._governed(verb, child)
        return None

    def _governed(self, verb: Token, preposition: Token) -> Found | None:
        below = [child for child in self.parse.children[preposition.index] if child.dep in ("pobj", "pcomp")]
        if not below:
            return None
        content = self.parse.subtree(below[0].index)
        if below[0].pos == "PRON" and len(content) == 1:
            return None
        thing = self.child(verb, "dobj")
        if thing is not None and thing.index < preposition.index:  # accused [him of fraud]
            return Found((*self.parse.subtree(thing.index), preposition.index, *content), "prep")
        return Found(tuple(content), "prep", (preposition.index,))
