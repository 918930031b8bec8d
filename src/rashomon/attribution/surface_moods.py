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
    """Tell whether a German word by its form can only be a verb in the subjunctive of report.

    >>> from rashomon.language.lexicon import load
    >>> [subjunctive(word, load("de")) for word in ("resultiere", "gehöre", "internationale")]
    [True, True, False]
    """
    words = lexicon.words
    return word in words["subjunctive"] or word.endswith(tuple(words["reported"])) and word not in words["unreported"]


def carried(unit: Unit, lexicon: Lexicon, earlier: Draft | None) -> list[Draft]:
    """Return a draft that goes on with the speaker before, where the subjunctive of report carries the sentence."""
    words = {item.lower for item in unit.items}
    if not words & (lexicon.words["subjunctive"] - lexicon.words["ambiguous"]) or unit.items[-1].text == "?":
        return []
    span = unit.span(0, len(unit.items))
    if span is None:
        return []
    if (
        earlier is not None
        and not earlier.cue
        and not earlier.source
        and earlier.content[-1].end < span.start
    ):
        earlier.content = (*earlier.content[:-1], Span(earlier.content[-1].start, span.end))
        return [earlier]
    return [Draft((span,), (), (), "assert", 0.6 if earlier else 0.4, follows=earlier)]
