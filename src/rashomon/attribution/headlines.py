"""Headlines report in a grammar of their own: "Dam was sound, minister says", "Minister: dam was sound"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.attribution.cues import Lexicon
from rashomon.attribution.drafts import Draft
from rashomon.attribution.speaker_lines import is_label, is_title
from rashomon.records import Span

_TAIL = re.compile(r"(?P<content>.+?)\s?[,–—-]\s(?P<tail>[^,–—:]{3,60})$")
_COLON = re.compile(r"(?P<head>[^:“”\"‘’']{2,60}):\s+(?P<content>\S.+)$")
# Headline labels that name a rubric, not a speaker, are one common noun: "Live", "Explainer", "Analysis".
_SHORTEST = 3
_WORDS = 8


def read(text: str, headline: Span, lexicon: Lexicon) -> Iterator[Draft]:
    """Yield what a headline reports, by its punctuation.

    >>> from rashomon.attribution.cues import english
    >>> text = "Dam was sound, minister says"
    >>> [draft.content[0].of(text) for draft in read(text, Span(0, 28), english())]
    ['Dam was sound']
    """
    yield from _tail(text, headline, lexicon)
    yield from _colon(text, headline)


def _tail(text: str, headline: Span, lexicon: Lexicon) -> Iterator[Draft]:
    match = _TAIL.match(text, headline.start, headline.end)
    if not match:
        return
    words = list(re.finditer(r"\S+", match["tail"]))
    offset = match.start("tail")
    for cue, source in ((words[-1], words[:-1]), (words[0], words[1:])):
        if source and len(words) <= _WORDS and _present(cue.group(), lexicon):
            said = Span(offset + source[0].start(), offset + source[-1].end())
            at = Span(offset + cue.start(), offset + cue.end())
            act = lexicon.act(cue.group().lower().removesuffix("s"))
            yield Draft((Span(*match.span("content")),), (at,), (said,), act, 0.8)
            return


def _present(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is a reporting verb as headlines use it: "says", "warn", "finds", "told"."""
    lower = word.lower().strip(".")
    stems = {lower, lower.removesuffix("s"), lower.removesuffix("es"), lower.removesuffix("ies") + "y"}
    return any(stem in lexicon.core for stem in stems) or lower in ("told", "said", "hears", "tells")


def _colon(text: str, headline: Span) -> Iterator[Draft]:
    match = _COLON.match(text, headline.start, headline.end)
    if not match or not is_label(match["head"]) or len(match["content"].split()) < _SHORTEST:
        return
    name = match["head"].split()
    if is_title(text, match["head"], match.start("head"), match["content"]):
        return
    if len(name) > 1 or name[0].isupper():
        yield Draft((Span(*match.span("content")),), (), (Span(*match.span("head")),), "assert", 0.6)
