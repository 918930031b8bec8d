"""From a quotation to who said it: the reporting clause beside it, before it, or the paragraph above it.

After the speaker patterns of O'Keefe et al. (2012) and Muzny et al. (2017), in order of how sure each is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.attribution.cues import Lexicon
from rashomon.attribution.drafts import Draft
from rashomon.attribution.phrases import VERBAL, noun_phrase, subjects, verb_group
from rashomon.attribution.quotations import Quotation
from rashomon.attribution.sources import agent_of, source_of
from rashomon.language.parse import Parse, Token
from rashomon.records import Span, Spans

_STOP = re.compile(r"[.!?…](?:[”»“\"’')\]]*)(?=\s|$)")
_ENDS = ",.?!…—–"
_JOINED = (
    "while ",
    "whereas ",
    "but ",
    "and ",
    "although ",
    "though ",
    "which ",
    "who ",
    "as ",
    "that ",
    "in ",
)
# Tokens searched for the cue beside a quotation: in wikinews train none of 267 stands farther from it.
_REACH = 30
# A quotation of fewer words that ends without a stop is a phrase of somebody's sentence, not an utterance.
_UTTERANCE = 4


@dataclass(frozen=True, slots=True)
class _Clause:
    """A reporting clause found beside a quotation."""

    cue: Spans
    source: Spans
    verb: Token
    trust: float


class QuotationLinker:
    """Links the outermost quotations of one text to the words that report them."""

    def __init__(
        self, parse: Parse, paragraphs: Sequence[Span], quotations: Sequence[Quotation], lexicon: Lexicon
    ) -> None:
        """Link `quotations` within `paragraphs`; where those are quotations themselves, nested ones are linked."""
        self.parse = parse
        self.text = parse.text
        self.lexicon = lexicon
        self.quotations = [q for q in quotations if any(c.isalnum() for c in q.inside(self.text))]
        self.paragraphs = paragraphs
        self._heads = [paragraph.start for paragraph in paragraphs]

    def link(self, taken: Sequence[Draft]) -> Iterator[Draft]:
        """Yield a draft for each utterance whose reporting clause is found; `taken` are drafts made already.

        A quotation that goes on after its reporting clause in the same paragraph is a second part of the same draft;
        one that fills the next paragraph follows the draft before it.
        """
        last: Draft | None = None
        spoken = sorted(
            ((span, draft) for draft in taken for span in draft.content), key=lambda pair: pair[0]
        )
        starts = [span.start for span, _ in spoken]
        for number, quotation in enumerate(self.quotations):
            around = spoken[max(bisect_right(starts, quotation.start) - 1, 0) :][:1]
            made = next((draft for span, draft in around if span.holds(quotation.parts[0])), None)
            draft = made or self._one(number, quotation, last)
            if draft is not None and draft is not last and draft is not made:
                yield draft  # a later part may still be added to it: drafts are settled when all are read
            last = draft or last

    def _one(self, number: int, quotation: Quotation, last: Draft | None) -> Draft | None:
        if not self.utterance(quotation):
            return None
        clause = self._after(number, quotation) or self._before(number, quotation)
        if (
            clause is not None
            and last is not None
            and clause.cue
            and clause.cue == last.cue
            and self._near(last, quotation)
        ):
            return self._extend(last, quotation)
        if clause is not None:
            act = self.lexicon.act(clause.verb.lemma.lower(), "clause", "to", "object")
            return Draft(quotation.parts, clause.cue, clause.source, act, clause.trust)
        if last is not None and self._goes_on(number, quotation, last):
            return self._extend(last, quotation)
        if last is not None and self._next_paragraph(quotation, last):
            return Draft(quotation.parts, (), (), "assert", 0.55, follows=last)
        return None

    def _extend(self, last: Draft, quotation: Quotation) -> Draft:
        last.content = (*last.content, *quotation.parts)
        return last

    def utterance(self, quotation: Quotation) -> bool:
        """Tell whether a quotation can stand as an utterance, not as a quoted phrase inside a sentence."""
        words = quotation.inside(self.text).split()
        inner = self.text[quotation.end - 2 : quotation.end - 1]
        self.text[quotation.end : quotation.end + 1]
        led = self._lead(quotation)[-1:] in (":", ",")
        return inner in _ENDS or led or len(words) >= _UTTERANCE

    def _paragraph(self, place: int) -> Span:
        at = bisect_right(self._heads, place) - 1
        return self.paragraphs[at] if at >= 0 and place < self.paragraphs[at].end else Span(place, place)

    def _before_paragraph(self, paragraph: Span) -> Span | None:
        at = bisect_left(self._heads, paragraph.start)
        return self.paragraphs[at - 1] if at else None

    def _lead(self, quotation: Quotation) -> str:
        return self.text[self._paragraph(quotation.start).start : quotation.start].rstrip()

    # The clause after: “…,” said X. “…,” X said.

    def _after(self, number: int, quotation: Quotation) -> _Clause | None:
        paragraph = self._paragraph(quotation.end - 1)
        inner = self.text[quotation.end - 2 : quotation.end - 1]
        outer = self.text[quotation.end : quotation.end + 1]
        if (inner in ".:" and outer != ",") or outer in (".", ";", ":"):
            return None
        end = self._next_start(number, paragraph)
        stop = _STOP.search(self.text, quotation.end, end)
        segment = Span(quotation.end, stop.start() if stop else end)
        if self.text[quotation.end : segment.end].lstrip(" ,—–").lower().startswith(_JOINED):
            return None
        trust = 0.95 if inner in ",?!…—–" or outer == "," else 0.8
        clause = self._cue(segment, trust, first=True)
        if clause is None or inner in _ENDS:
            return clause
        behind = self.parse.within(Span(clause.verb.end, segment.end))
        return None if behind and behind[0].text.lower() == "that" else clause

    def _next_start(self, number: int, paragraph: Span) -> int:
        following = self.quotations[number + 1].start if number + 1 < len(self.quotations) else paragraph.end
        return min(following, paragraph.end)

    # The clause before: X said: “…”. X said “…”.

    def _before(self, number: int, quotation: Quotation) -> _Clause | None:
        paragraph = self._paragraph(quotation.start)
        start = paragraph.start
        if number and self.quotations[number - 1].end > start:
            start = self.quotations[number - 1].end
        if not self.text[start : quotation.start].strip():
            return self._above(paragraph) if start == paragraph.start else None
        stops = [match.end() for match in _STOP.finditer(self.text, start, quotation.start)]
        if stops and not self.text[stops[-1] : quotation.start].strip():
            return None
        segment = Span(stops[-1] if stops else start, quotation.start)
        return self._leading(segment)

    def _leading(self, segment: Span) -> _Clause | None:
        """Read the words before a quotation: they must end with the cue, whom it addresses, a comma or a colon."""
        lead = self.text[segment.start : segment.end].rstrip()
        clause = self._cue(segment, 0.9 if lead[-1:] in ":," else 0.85, first=False)
        if clause is None or lead[-1:] in ":,":
            return clause
        between = self.parse.within(Span(clause.verb.end, segment.end))
        beneath = set(self.parse.subtree(clause.verb.index))
        plain = all(
            t.pos in ("ADV", "PRON", "PROPN", "NOUN", "DET", "ADP", "PART") and t.index in beneath
            for t in between
        )
        addressed = clause.verb.lemma.lower() in ("tell", "ask", "remind", "warn") and len(between) <= 6
        return clause if not between or (plain and addressed) else None

    def _above(self, paragraph: Span) -> _Clause | None:
        """Read a lead-in: the paragraph above ends with a colon and reports."""
        above = self._before_paragraph(paragraph)
        if above is None or not above.of(self.text).rstrip().endswith(":"):
            return None
        stops = [match.end() for match in _STOP.finditer(self.text, above.start, above.end)]
        return self._cue(Span(stops[-1] if stops else above.start, above.end), 0.8, first=False)

    def _cue(self, segment: Span, trust: float, *, first: bool) -> _Clause | None:
        """Return the reporting verb of a segment that is nearest to the quotation, with its subject."""
        tokens = self.parse.within(segment)
        near = tokens[:_REACH] if first else tokens[-_REACH:]
        verbs = [
            t
            for t in near
            if t.pos in VERBAL and t.tag not in ("VB", "MD") and t.dep not in ("aux", "auxpass", "acl")
        ]
        verbs = [t for t in verbs if t.tag != "VBG" or self._participle(t)]
        known = [t for t in verbs if self.lexicon.reports(t.lemma.lower())]
        chosen = known or (verbs if first and len(near) <= 14 and trust > 0.9 else [])
        if not chosen:
            return None
        verb = chosen[0] if first else chosen[-1]
        source = self._source(verb, segment, tokens)
        if not source and verb not in known:
            return None
        doubt = 0.0 if source else 0.2
        doubt += 0.0 if verb in known else 0.15
        return _Clause(verb_group(self.parse, verb.index), source, verb, trust - doubt)

    def _participle(self, verb: Token) -> bool:
        """Tell "…, adding: “…”" from "on finding the shed"."""
        before = self.parse.tokens[verb.index - 1] if verb.index else verb
        return (
            before.text in ',“”"—–'
            or before.pos in ("NOUN", "PROPN", "ADV")
            or verb.index == 0
            or before.text[-1:] in ".:"
        )

    def _source(self, verb: Token, segment: Span, tokens: Sequence[Token]) -> Spans:
        passive = any(child.dep == "auxpass" for child in self.parse.children[verb.index])
        found = agent_of(self.parse, verb) if passive else source_of(self.parse, verb)
        if found and (verb.tag == "VBG" or segment.holds(found[0])):
            return found
        return self._beside(verb, tokens) if not passive else ()

    def _beside(self, verb: Token, tokens: Sequence[Token]) -> Spans:
        """Return the noun phrase next to the verb where the parser, confused by the quotation, found no subject."""
        nouns = [
            t
            for t in tokens
            if t.pos in ("PROPN", "NOUN", "PRON") and t.dep not in ("compound", "pobj", "poss")
        ]
        before = [t for t in nouns if t.index < verb.index]
        after = [t for t in nouns if t.index > verb.index]
        chosen = before[-1] if before else (after[0] if after else None)
        if chosen is None or subjects(self.parse, chosen.index):
            return ()
        mine = {t.index for t in tokens}
        outside = frozenset(i for i in self.parse.subtree(chosen.index) if i not in mine or i == verb.index)
        return noun_phrase(self.parse, chosen.index, outside)

    # Going on without a clause of its own

    def _near(self, last: Draft, quotation: Quotation) -> bool:
        return self._paragraph(last.end - 1) == self._paragraph(quotation.start)

    def _goes_on(self, number: int, quotation: Quotation, last: Draft) -> bool:
        """Tell whether nothing but the last draft's own sentence stands between it and this quotation."""
        if not self._near(last, quotation) or not number:
            return False
        edge = max([last.end, *(span.end for span in (*last.cue, *last.source))])
        between = self.text[edge : quotation.start] if edge <= quotation.start else ""
        return len(_STOP.findall(between)) <= 1 and self._sentence_like(quotation)

    def _sentence_like(self, quotation: Quotation) -> bool:
        inner = quotation.inside(self.text)
        return self.text[quotation.end - 2] in ".?!…," and (
            len(inner.split()) >= _UTTERANCE or inner[:1].isupper()
        )

    def _next_paragraph(self, quotation: Quotation, last: Draft) -> bool:
        """Tell whether the quotation fills a paragraph right below one that the last draft ends."""
        here = self._paragraph(quotation.start)
        if not self._sentence_like(quotation) or self.text[here.start : quotation.start].strip():
            return False
        above = self._before_paragraph(here)
        edge = max([last.end, *(span.end for span in (*last.cue, *last.source))])
        return above is not None and above.start <= last.end <= above.end and above.end - edge <= 1
