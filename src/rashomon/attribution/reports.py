"""Attributions without a reporting verb: "according to X", "reportedly", "his claim that …"."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.attribution.cues import Lexicon
from rashomon.attribution.drafts import Draft
from rashomon.attribution.phrases import VERBAL, noun_phrase, runs, subjects
from rashomon.language.parse import Parse, Token
from rashomon.records import Spans

_CLAUSAL = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "parataxis", "xcomp", "pcomp"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "WORK_OF_ART", "LAW"})
_ACCORDING, _ADVERB, _NOUN = 0.85, 0.8, 0.6


class ReportReader:
    """Reads the attributions of one parsed text that phrases, adverbs and nouns make."""

    def __init__(self, parse: Parse, lexicon: Lexicon) -> None:
        """Read phrases of `parse` that `lexicon` knows."""
        self.parse = parse
        self.lexicon = lexicon

    def read(self) -> Iterator[Draft]:
        """Yield the drafts in text order."""
        for token in self.parse.tokens:
            lemma = token.lemma.lower()
            if lemma == "according" or token.text.lower() == "according":
                yield from self._according(token)
            elif token.text.lower() == "per" and token.dep == "prep":
                yield from self._per(token)
            elif token.text.lower() in self.lexicon.adverbs and token.pos == "ADV":
                yield from self._adverb(token)
            elif token.pos == "NOUN" and lemma in self.lexicon.nouns:
                yield from self._noun(token)

    def _according(self, token: Token) -> Iterator[Draft]:
        to = next((child for child in self.parse.children[token.index] if child.text.lower() == "to"), None)
        if to is None:
            return
        below = [child for child in self.parse.children[to.index] if child.dep == "pobj"]
        if below:
            yield from self._phrase(token, below[0], (token.index, to.index))

    def _per(self, token: Token) -> Iterator[Draft]:
        below = [child for child in self.parse.children[token.index] if child.dep == "pobj"]
        # "per cent", "per person", "per day": a rate, unless a name or an article follows
        if below and (
            below[0].entity in _NAMED
            or any(c.dep in ("det", "poss") for c in self.parse.children[below[0].index])
        ):
            yield from self._phrase(token, below[0], (token.index,))

    def _phrase(self, token: Token, governed: Token, cue: tuple[int, ...]) -> Iterator[Draft]:
        clause = self._clause(token)
        if clause is None:
            return
        mine = set(self.parse.subtree(token.index)) | set(range(token.index, governed.index + 1))
        content = runs(self.parse, (i for i in self._sentence(token, clause) if i not in mine))
        if content:
            source = noun_phrase(self.parse, governed.index)
            yield Draft(content, runs(self.parse, cue), source, "assert", _ACCORDING)

    def _sentence(self, token: Token, clause: Token) -> list[int]:
        """Return the words the phrase speaks for: the sentence when it stands at an edge, else its clause."""
        sentence = self.parse.sentences[self.parse.sentence_of[token.index]]
        tree = self.parse.subtree(token.index)
        at_edge = tree[0] <= sentence.start + 1 or tree[-1] >= sentence.stop - 2
        if not at_edge:
            return self.parse.subtree(clause.index)
        stops = [i for i in sentence if self.parse.tokens[i].text == ";"]
        first = max((i + 1 for i in stops if i < token.index), default=sentence.start)
        return [*range(first, min((i for i in stops if i > token.index), default=sentence.stop))]

    def _clause(self, token: Token) -> Token | None:
        """Return the verb of the clause that the phrase belongs to."""
        for above in self.parse.ancestors(token.index):
            if above.pos in VERBAL and (subjects(self.parse, above.index) or above.dep == "ROOT"):
                return above
        return next((t for t in self.parse.ancestors(token.index) if t.head == t.index), None)

    def _adverb(self, token: Token) -> Iterator[Draft]:
        clause = self._clause(token)
        if clause is None:
            return
        content = runs(self.parse, (i for i in self._own(clause) if i != token.index))
        if content:
            yield Draft(content, (token.span,), (), self.lexicon.adverbs[token.text.lower()], _ADVERB)

    def _own(self, clause: Token) -> list[int]:
        """Return the words of a clause without the clauses joined to it."""
        apart = {
            index
            for child in self.parse.children[clause.index]
            if child.dep in ("conj", "parataxis", "advcl")
            and child.pos in VERBAL
            and subjects(self.parse, child.index)
            for index in self.parse.subtree(child.index)
        }
        joined = [c.index for c in self.parse.children[clause.index] if c.dep == "cc"] if apart else []
        words = [i for i in self.parse.subtree(clause.index) if i not in apart and i not in joined]
        relative = clause.dep == "relcl"
        return [clause.head, *words] if relative else words

    def _noun(self, token: Token) -> Iterator[Draft]:
        content = self._said(token)
        if content:
            trust = _NOUN if self._source(token) else _NOUN - 0.1
            yield Draft(
                content, (token.span,), self._source(token), self.lexicon.nouns[token.lemma.lower()], trust
            )

    def _said(self, token: Token) -> Spans:
        """Return the clause a noun reports ("the claim that …"), or its object where somebody is named ("X's call for …")."""
        children = self.parse.children[token.index]
        for child in children:
            first = self.parse.tokens[self.parse.subtree(child.index)[0]]
            if child.dep in ("acl", "ccomp") and child.index > token.index and first.text.lower() == "that":
                return runs(self.parse, self.parse.subtree(child.index))
        for child in children:
            if (
                child.dep == "prep"
                and child.text.lower() in self.lexicon.noun_prepositions
                and self._source(token)
            ):
                below = [c for c in self.parse.children[child.index] if c.dep in ("pobj", "pcomp")]
                return runs(self.parse, self.parse.subtree(below[0].index)) if below else ()
        return ()

    def _source(self, token: Token) -> Spans:
        owner = next((child for child in self.parse.children[token.index] if child.dep == "poss"), None)
        if owner is not None:
            return noun_phrase(self.parse, owner.index, frozenset(self._genitive(owner)))
        return ()

    def _genitive(self, owner: Token) -> list[int]:
        return [child.index for child in self.parse.children[owner.index] if child.dep == "case"]
