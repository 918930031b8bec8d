"""Speakers named by layout in text without syntax: headlines, and the labels of interviews that English lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.attribution.drafts import Draft
from rashomon.attribution.surface_sources import SourceFinder
from rashomon.attribution.surface_units import Unit, units
from rashomon.language.lexicon import Lexicon
from rashomon.language.parse import Parse
from rashomon.language.quotations import Quotation
from rashomon.records import Act, Document, Span

# "В. С.:", "K.M.:", "S. A. :"
_LABEL = re.compile(r"(?P<label>(?:[^\W\d_a-zа-яёіїєґў]\.\s?){2,3})\s?:\s")
# "P. … R. …", "Pregunta: … Respuesta: …": what an outlet asks is its author's; an answer's label names nobody.
_ASKED = r"P|Q|F|Pregunta|Question|Frage|Вопрос|В|Питання|Запитання|П|Пытанне|Pytanie"
_ANSWERED = r"R|A|Respuesta|Réponse|Antwort|Ответ|О|Відповідь|Адказ|Odpowiedź"
_ANSWERS = re.compile(rf"(?P<label>(?P<asked>{_ASKED})|{_ANSWERED})\s?[.:]\s")
_TRANSCRIPT = 2
# The source of a headline is short: "МОЗ Литви", "Ministre Untel".
_HEADLINE_SOURCE = 6
# A headline's opening quotation of fewer words is a name or a single word held at a distance.
_UTTERANCE = 4


def read_labels(text: str, paragraphs: Sequence[Span], taken: Sequence[Draft]) -> Iterator[Draft]:
    """Yield a draft for each paragraph under initials or a quoted label, where there are two such at least.

    A paragraph without a label right below one that has a label goes on with it.
    """
    found = [
        (number, match)
        for number, p in enumerate(paragraphs)
        if (match := _LABEL.match(text, p.start, p.end))
    ]
    if len(found) < _TRANSCRIPT:
        return
    labels = Counter(match["label"] for _, match in found)
    for number, match in found:
        if labels[match["label"]] < _TRANSCRIPT:
            continue
        span = _trimmed(text, Span(match.end(), paragraphs[number].end))
        more = _continued(text, paragraphs, number, {n for n, _ in found})
        known = next((d for d in taken if any(part.meets(span) for part in d.content)), None)
        if known is not None:
            known.content = (*known.content, *more)
        elif span.start < span.end:
            act: Act = "ask" if text[paragraphs[number].end - 1] == "?" else "assert"
            yield Draft((span, *more), (), (Span(match.start(), match.end("label")),), act, 0.9)


def read_answers(text: str, paragraphs: Sequence[Span]) -> Iterator[Draft]:
    """Yield the answers of an interview whose paragraphs are marked as questions and answers."""
    found = [
        (number, match)
        for number, p in enumerate(paragraphs)
        if (match := _ANSWERS.match(text, p.start, p.end))
    ]
    answers = [(number, match) for number, match in found if not match["asked"]]
    if len(answers) < _TRANSCRIPT or len(answers) == len(found):
        return
    for number, match in answers:
        span = _trimmed(text, Span(match.end(), paragraphs[number].end))
        more = _continued(text, paragraphs, number, {n for n, _ in found})
        if span.start < span.end:
            yield Draft((span, *more), (), (), "assert", 0.9, kind="direct")


def _continued(text: str, paragraphs: Sequence[Span], number: int, labelled: set[int]) -> Iterator[Span]:
    """Yield the paragraphs without a label between one labelled paragraph and the next."""
    following = min((n for n in labelled if n > number), default=number)
    return (_trimmed(text, paragraphs[n]) for n in range(number + 1, following))


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    return Span(span.start, end)


def headings(document: Document, paragraphs: Sequence[Span]) -> list[Span]:
    """Return the headlines: blocks that say so, else a first paragraph without a final stop."""
    marked = [block.span for block in document.blocks if block.kind == "heading"]
    if marked or not paragraphs:
        return marked
    first = paragraphs[0]
    return [first] if first.of(document.text).rstrip()[-1:] not in (".", ":", "") else []


def read_headings(
    parse: Parse, spans: Sequence[Span], quotes: Sequence[Quotation], lexicon: Lexicon, taken: Sequence[Draft]
) -> Iterator[Draft]:
    """Yield what a headline attributes by a colon or a dash: "МЗС: прэтэнзіі …", "… — МОЗ Литви"."""
    outer = [quotation for quotation in quotes if quotation.level == 0]
    for unit in units(parse, spans, outer, lexicon):
        if len(unit.chunks) < 2 or any(part.meets(unit.paragraph) for d in taken for part in d.content):
            continue
        draft = _labelled(unit, lexicon) or _signed(unit, lexicon)
        if draft is not None:
            yield draft
    yield from _shouted(outer, spans, parse.text)


def _shouted(outer: Sequence[Quotation], spans: Sequence[Span], text: str) -> Iterator[Draft]:
    """Yield a headline's quotation that nobody is named for, where it opens the headline: “We were lied to”. …"""
    for quotation in outer:
        part = quotation.parts[0]
        opens = any(part.start == span.start and text[span.end :].strip() for span in spans)
        if opens and len(part.of(text).split()) >= _UTTERANCE:
            yield Draft((part,), (), (), "assert", 0.3)


def _labelled(unit: Unit, lexicon: Lexicon) -> Draft | None:
    colon = next((i for i in range(len(unit.items)) if unit.mark(i) == ":"), None)
    return _draft(unit, lexicon, range(colon), range(colon + 1, len(unit.items))) if colon else None


def _signed(unit: Unit, lexicon: Lexicon) -> Draft | None:
    last = unit.chunks[-1]
    dash = unit.mark(last.start - 1) in ("—", "–", "-")
    role = len(last) <= 2 and unit.items[last.start].lower in lexicon.roles
    return _draft(unit, lexicon, last, range(last.start - 1), role=role) if dash else None


def _draft(
    unit: Unit, lexicon: Lexicon, source: range, content: range, *, role: bool = False
) -> Draft | None:
    """Make a draft where the source is a short name or role with a capital, without any verb that is known."""
    words = [unit.items[i] for i in source if unit.items[i].word]
    if not words or len(words) > _HEADLINE_SOURCE or not (role or words[0].capital):
        return None
    finder = SourceFinder(unit, lexicon)
    roles = any(word.lower in lexicon.roles or word.name or _acronym(word.text) for word in words)
    names = sum(finder.head(i) for i in source) >= 2 and all(
        w.capital or w.lower in lexicon.roles for w in words[1:]
    )
    strange = any(w.lower in lexicon.finite or w.lower in lexicon.words["prepositions"] for w in words[:2])
    said, label = unit.span(content.start, content.stop), unit.span(source.start, source.stop)
    if strange or not (role or roles or names) or said is None or label is None or len(content) < 3:
        return None
    return Draft((said,), (), (label,), "assert", 0.7)


def _acronym(word: str) -> bool:
    return 2 <= len(word) <= 6 and word.isupper()
