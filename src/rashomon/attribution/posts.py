"""Posts on social networks as pages embed them: the words, perhaps a link, then "— Ann Roe (@annroe) May 3, 2031"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.attribution.drafts import Draft
from rashomon.attribution.speaker_lines import act_of, speaks
from rashomon.records import Span

_POST = re.compile(
    r"\s?(?:[—–]|--?)\s?(?P<label>[^\n@()—–]{2,60}?\s?\(@\w{1,30}\))"
    r"(?P<date>\s(?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+)(?:,? \d{4})?)?"
)
# Links at a post's end, run together with its last word or not: they show what it shares.
_LINKS = re.compile(r"(?:\s*(?:https?://\S+?|pic\.twitter\.com/\w+))+\s*\Z")
# Tags behind the last sentence belong to it.
_TAGS = re.compile(r"(?:\s*#\w+)+\s*\Z")
# "[?]": how pages write pictures that they lost.
_LOST = re.compile(r"\A(?:\s|\[\?\])+")
_SENTENCE = re.compile(r"[.!?…][\"'”’»“)\]]*\s+")
_REPORT = re.compile(r",[\"”][^\"“”\n]{1,200}?[.!?…]\s+")
# A post has few code points; a longer stretch before a signature holds other words too.
_LONGEST_POST = 320


def read(text: str, paragraphs: Sequence[Span]) -> Iterator[Draft]:
    """Yield a draft for each post: what stands between the one before, or the paragraph's head, and a name with its handle.

    Where prose stands before the first, a post with its date is its last sentence and the tags behind.

    >>> text = "It fell at noon. Long live the bridgepic.twitter.com/a1 - Ann Roe (@annroe) May 3, 2031"
    >>> [draft.content[0].of(text) for draft in read(text, [Span(17, len(text))])]
    ['Long live the bridge']
    """
    for paragraph in paragraphs:
        start = paragraph.start
        for match in _POST.finditer(text, paragraph.start, paragraph.end):
            content = _unlinked(text, Span(start, match.start()))
            if content.end - content.start > _LONGEST_POST and match["date"]:
                content = Span(_last_sentence(text, content), content.end)
            content = Span(_reported(text, content), content.end)
            words = content.of(text)
            spoken = speaks(words) or (match["date"] is not None and any(map(str.isalpha, words)))
            if spoken and len(words) <= _LONGEST_POST:
                end = content.end - (words.endswith(".") and not words.endswith(".."))
                label = Span(*match.span("label"))
                yield Draft((Span(content.start, end),), (), (label,), act_of(words), 0.85, kind="direct")
            start = match.end()


def _unlinked(text: str, span: Span) -> Span:
    """Return a post without white space around it, the signs that stand for lost pictures, and links at its end."""
    tail = max(span.start, span.end - _LONGEST_POST)
    links = _LINKS.search(text, tail, span.end)
    end = links.start() if links else span.end
    words = text[span.start : end]
    start = span.start + len(words) - len(_LOST.sub("", words, count=1))
    return Span(start, max(start, span.start + len(words.rstrip())))


def _reported(text: str, span: Span) -> int:
    """Return where a post begins behind what somebody else is reported to say before it: “…,” Ann Roe wrote."""
    return max((match.end() for match in _REPORT.finditer(text, *span)), default=span.start)


def _last_sentence(text: str, span: Span) -> int:
    """Return where the last sentence before a post's tags begins, far back at most as posts are long."""
    start = max(span.start, span.end - _LONGEST_POST)
    tags = _TAGS.search(text, start, span.end)
    # the stop at its own end is none of a sentence before
    end = len(text[start : tags.start() if tags else span.end].rstrip().rstrip(".!?…")) + start
    return max((match.end() for match in _SENTENCE.finditer(text, start, end)), default=span.start)
