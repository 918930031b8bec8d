"""Reported speech that no verb reports: words of hearsay, the German subjunctive, the French conditional."""

from __future__ import annotations

from rashomon.attribution.drafts import Draft
from rashomon.attribution.surface_units import Unit
from rashomon.language.lexicon import Lexicon
from rashomon.records import Span

# How sure a mood alone makes a report: it may as well be a condition or a wish.
_RUMOUR = 0.4


def doubtful(unit: Unit, lexicon: Lexicon, earlier: Draft | None) -> list[Draft]:
    """Return a draft without a source where a word of hearsay stands ("якобы", "podobno"), or the conditional of rumour."""
    place = next((i for i, item in enumerate(unit.items) if item.lower in lexicon.doubt), None)
    if place is not None:
        halves = (unit.span(0, place), unit.span(place + 1, len(unit.items)))
        content = tuple(span for span in halves if span is not None)
        return [Draft(content, (unit.items[place].span,), (), "assert", 0.5)] if content else []
    span = unit.span(0, len(unit.items))
    place = _should(unit) if lexicon.language == "de" else None
    if place is not None and span is not None:
        return [Draft((span,), (unit.items[place].span,), (), "assert", _RUMOUR)]
    if span is not None and _rumoured(unit, lexicon):
        if earlier is not None and not earlier.cue and not earlier.source and earlier.confidence == _RUMOUR:
            earlier.content = (Span(earlier.content[0].start, span.end),)
            return [earlier]
        return [Draft((span,), (), (), "assert", _RUMOUR)]
    return []


def _should(unit: Unit) -> int | None:
    """Return the place of a German "soll" of hearsay: with a perfect infinitive ("soll gestohlen haben")."""
    place = next((i for i, item in enumerate(unit.items) if item.lower in ("soll", "sollen")), None)
    ends = [unit.items[i].lower for chunk in unit.chunks for i in chunk[-1:]]
    return place if place is not None and any(word in ("haben", "sein") for word in ends) else None


def _rumoured(unit: Unit, lexicon: Lexicon) -> bool:
    """Tell whether a conditional perfect stands without a condition: "ils auraient neutralisé", "habría excedido"."""
    words = [item.lower for item in unit.items]
    moods = lexicon.words["conditional"]
    condition = {"si", "s’", "s'", "sans", "sin"}
    if not moods or condition.intersection(words) or unit.items[-1].text == "?":
        return False
    for place, word in enumerate(words[:-1]):
        if word in moods and any(
            _participle(after, lexicon.language) for after in words[place + 1 : place + 4]
        ):
            return True
    return False


def _participle(word: str, language: str) -> bool:
    endings = (
        ("ado", "ido", "cho", "sto", "rto")
        if language == "es"
        else ("é", "és", "ée", "ées", "i", "is", "u", "us", "it", "ert")
    )
    return len(word) > 3 and word.endswith(endings)


def subjunctive(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a German word, as it is written, can only be a verb in the subjunctive of report by its form.

    >>> from rashomon.language.lexicon import load
    >>> [subjunctive(word, load("de")) for word in ("resultiere", "gehöre", "internationale", "Passagiere")]
    [True, True, False, False]
    """
    words, low = lexicon.words, word.casefold()
    formed = low.endswith(tuple(words["reported"])) and not low.endswith(tuple(words["unreported"]))
    return low in words["subjunctive"] or (word == low and formed)


def carried(unit: Unit, lexicon: Lexicon, earlier: Draft | None, previous: Unit | None = None) -> list[Draft]:
    """Return a draft that goes on with the speaker before, where the subjunctive of report carries the sentence.

    A form that could as well be a condition ("hätten") carries it right behind the sentence that reports.
    """
    words = {item.lower for item in unit.items if item.quotation is None}
    near = earlier is not None and previous is not None and earlier.end > previous.items[0].start
    ambiguous = lexicon.words["ambiguous"]
    sure = any(subjunctive(item.text, lexicon) for item in unit.items if item.lower not in ambiguous)
    perhaps = (
        near and bool(words & ambiguous & lexicon.words["carrying"]) and not words & lexicon.words["temporal"]
    )
    span = unit.span(0, len(unit.items))
    if not (sure or perhaps) or unit.items[-1].text == "?" or span is None:
        return []
    return _goes_on(span, earlier)


def _goes_on(span: Span, earlier: Draft | None) -> list[Draft]:
    open_ended = earlier is not None and not earlier.cue and not earlier.source
    if earlier is not None and open_ended and earlier.content[-1].end < span.start:
        earlier.content = (*earlier.content[:-1], Span(earlier.content[-1].start, span.end))
        return [earlier]
    return [Draft((span,), (), (), "assert", 0.6 if earlier else 0.4, follows=earlier)]


def behind_colon(unit: Unit, lexicon: Lexicon, drafts: list[Draft]) -> list[Draft]:
    """Return what goes on in the subjunctive behind the colon that ends a report: "glaubt, dass …: Viele hätten …"."""
    ends = {unit.chunks[number].stop for number in range(len(unit.chunks))}
    for colon in sorted(place for place in ends if unit.mark(place) == ":"):
        before = [
            d
            for d in drafts
            if d.source and d.end <= unit.items[colon].start and d.end + 2 > unit.items[colon].start
        ]
        rest = unit.items[colon + 1 :]
        span = unit.span(colon + 1, len(unit.items))
        carrying = lexicon.words["carrying"]
        moods = any(subjunctive(item.text, lexicon) or item.lower in carrying for item in rest)
        if before and moods and span is not None and not any(d.start >= span.start for d in drafts):
            return [Draft((span,), (), (), "assert", 0.55, follows=before[-1])]
    return []
