"""A made-up crawl: pages of varied templates around the paragraphs of given articles, as a WARC file.

Of the pages 5 % are broken in one of eight ways and 20 % are near-duplicates of an earlier one: another outlet's template,
with a dateline, one word in fifteen changed, or the end cut off. Each other page has paragraphs of its own from articles in
one language. The same articles and number give the same bytes.
"""

from __future__ import annotations

import gzip
import html
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

BROKEN, NEAR = 0.05, 0.20
OUTLETS = 40
_WAYS = ("cut", "flipped", "length", "picture", "missing", "empty", "tags", "charset")
_WORDS = [
    "news",
    "sport",
    "weather",
    "culture",
    "politics",
    "markets",
    "opinion",
    "travel",
    "video",
    "archive",
    "contact",
    "terms",
    "privacy",
    "cookies",
]


def crawl(articles: Iterable[Path], pages: int, target: Path) -> Counter[str]:
    """Write so many pages, and return how many there are of each sort."""
    draw = random.Random(1)  # noqa: S311 - pages, no secret
    paragraphs = _paragraphs(articles)
    languages = [language for language, parts in paragraphs.items() for _ in parts]
    made: list[tuple[str, list[str]]] = []
    counts: Counter[str] = Counter()
    with target.open("wb") as file:
        for number in range(pages):
            sort = _sort(draw, made)
            counts[sort] += 1
            if sort == "near":
                language, text = draw.choice(made)
                text = _edited(text, draw)
            else:
                language = draw.choice(languages)
                text = draw.sample(paragraphs[language], min(draw.randint(5, 14), len(paragraphs[language])))
            if sort == "new" and len(made) < 20_000:
                made.append((language, text))
            counts[language] += 1
            page = _page(number, language, text, draw)
            file.write(_broken(number, page, draw) if sort == "broken" else _packed(_record(number, page)))
    return counts


def _sort(draw: random.Random, made: list[tuple[str, list[str]]]) -> str:
    chance = draw.random()
    if chance < BROKEN:
        return "broken"
    return "near" if chance < BROKEN + NEAR and made else "new"


def _paragraphs(articles: Iterable[Path]) -> dict[str, list[str]]:
    """Return the paragraphs of all articles by language, the short ones left out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in articles:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            parts = [part.strip() for part in row["text"].splitlines()]
            found[row.get("language") or "en"] += [part for part in parts if len(part.split()) > 8]
    return {language: parts for language, parts in sorted(found.items()) if len(parts) >= 14}


def _edited(text: list[str], draw: random.Random) -> list[str]:
    way = draw.randrange(3)
    if way == 0:
        return ["EXAMPLETON (Agency) — " + text[0], *text[1:]]
    if way == 1:
        return [
            " ".join("other" if draw.random() < 1 / 15 else word for word in part.split()) for part in text
        ]
    return text[: max(3, len(text) * 4 // 5)]


def _page(number: int, language: str, text: list[str], draw: random.Random) -> bytes:
    """Return a page as an outlet lays it out: about ten times as much around the article as in it."""
    outlet = draw.randrange(OUTLETS)
    look = random.Random(outlet)  # noqa: S311 - an outlet's pages look alike
    title = " ".join(text[0].split()[:9])
    css = "".join(
        f".c{look.randrange(9999)}{{margin:{n % 40}px;color:#{n % 999:03}}}"
        for n in range(look.randint(100, 600))
    )
    menu = "".join(
        f"<li><a href='/{word}/{n}'>{word.title()} {n}</a></li>"
        for n in range(look.randint(2, 9))
        for word in _WORDS
    )
    more = "".join(
        f"<li><a href='/{n}'>{' '.join(draw.sample(_WORDS, 6)).capitalize()}</a></li>"
        for n in range(look.randint(4, 30))
    )
    day = f"2031-03-{1 + number % 28:02}T{number % 24:02}:00:00Z"
    meta = json.dumps(
        {"@type": "NewsArticle", "headline": title, "datePublished": day, "author": {"name": "Staff"}},
        ensure_ascii=False,
    )
    script = "".join(f"var v{n}={{a:{n},b:'{'x' * (n % 30)}'}};" for n in range(look.randint(100, 800)))
    tag, box = (
        look.choice(["article", "div class='story-body'", "main", "section id='content'"]),
        look.choice(["p", "p class='par'"]),
    )
    quote = look.random() < 0.3
    body = "".join(
        f"<blockquote><p>{html.escape(part)}</p></blockquote>" if quote and n % 5 == 3 else f"<{box}>{html.escape(part)}</p>"
        for n, part in enumerate(text)
    )  # fmt: skip
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset='utf-8'><title>{html.escape(title)} | Outlet {outlet}</title>"
        f"<meta property='og:site_name' content='Outlet {outlet}'><meta property='article:published_time' content='{day}'>"
        f"<style>{css}</style><script type='application/ld+json'>{meta}</script><script>{script}</script></head><body>"
        f"<header><nav><ul>{menu}</ul></nav></header><{tag}><h1>{html.escape(title)}</h1><div class='by'>By Staff, {day[:10]}</div>"
        f"{body}<aside><h3>Read more</h3><ul>{more}</ul></aside></{tag.split()[0]}>"
        f"<div class='ad'><iframe src='about:blank'></iframe></div><footer><ul>{menu}</ul><p>All rights reserved.</p></footer></body></html>"
    ).encode()  # fmt: skip


def _record(
    number: int, page: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nServer: nginx\r\n\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Date: 2031-03-29T{number % 24:02}:00:00Z\r\n"
        f"WARC-Target-URI: https://outlet{number % OUTLETS}.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )  # fmt: skip
    return head.encode() + answer + b"\r\n\r\n"


def _packed(record: bytes) -> bytes:
    return gzip.compress(record, 6, mtime=0)


def _broken(number: int, page: bytes, draw: random.Random) -> bytes:
    """Return a record that is broken in one of the ways that crawls show."""
    way, packed = draw.choice(_WAYS), _packed(_record(number, page))
    if way == "cut":
        return packed[: len(packed) // 2]
    if way == "flipped":
        return packed[:200] + b"\0" * 40 + packed[240:]
    return _packed(
        {
            "length": _record(number, page).replace(b"Content-Length: ", b"Content-Length: 9", 1),
            "picture": _record(number, b"\x89PNG" + bytes(2_000), kind="image/png"),
            "missing": _record(number, b"<html><body>Not found</body></html>", "404 Not Found"),
            "empty": _record(number, b""),
            "tags": _record(number, b"<html><body>" + b"<b>x" * 60_001),
            "charset": _record(number, bytes(range(128, 256)) * 20),
        }[way]
    )
