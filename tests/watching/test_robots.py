from __future__ import annotations

import asyncio
import time

import pytest

from rashomon.watching.page import FetchError
from rashomon.watching.robots import LARGEST, Permission, Rules, rules_of


def permission(text: str | bytes) -> Permission:
    async def ask() -> bytes:
        return text if isinstance(text, bytes) else text.encode("utf-8")

    return Permission.of(asyncio.run(rules_of(ask, 0.0)))


def may(text: str | bytes, path: str) -> bool:
    try:
        permission(text).demand(f"https://paper.example{path}")
    except FetchError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /open", "/open/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /*?print=", "/a", True),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nUser-agent: rashomon\nDisallow: /", "/a", False),
        ("User-agent: Rashomon/1.0\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: rashomon\nDisallow: /closed", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: rashomon\nDisallow: /closed", "/closed/a", False),
        ("User-agent: rash\nDisallow: /", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        (b"\xff\xfe\x00junk", "/a", True),
        ("<html><body>Not found</body></html>", "/a", True),
    ],
)
def test_rules_say_what_may_be_asked(text: str | bytes, path: str, allowed: bool) -> None:
    assert may(text, path) == allowed


def test_no_file_closes_nothing_and_no_answer_everything() -> None:
    async def missing() -> bytes:
        raise FetchError("none", 404)

    async def broken() -> bytes:
        raise FetchError("the server fails", 500)

    assert asyncio.run(rules_of(missing, 10.0)).silence is None
    rules = asyncio.run(rules_of(broken, 10.0))
    with pytest.raises(FetchError, match="the server fails"):
        Permission.of(rules).demand("https://paper.example/a")
    assert rules.until < asyncio.run(rules_of(missing, 10.0)).until


def test_a_pause_is_read() -> None:
    assert permission("User-agent: *\nCrawl-delay: 7").delay == 7
    assert permission("User-agent: *\nCrawl-delay: nan").delay == 0
    assert permission("").delay == 0


def test_rules_are_remembered_as_json() -> None:
    rules = Rules("User-agent: *", 5.0, "why")
    assert Rules(**rules.to_dict()) == rules


@pytest.mark.parametrize("separator", ["\n", "\x0b", "\u2028", "\r"])
def test_a_file_that_names_thousands_of_programs_costs_little(separator: str) -> None:
    agents = separator.join(f"User-agent: a{number}" for number in range(15_000))
    text = agents + separator + separator.join("Allow: /" for _ in range(20_000))
    begun = time.perf_counter()
    assert may(text[:LARGEST], "/a")
    assert time.perf_counter() - begun < 5


def test_many_wildcards_cost_little() -> None:
    rule = "Disallow: /" + "*a" * 2_000 + "b"
    begun = time.perf_counter()
    assert may(f"User-agent: *\n{rule}\n" * 50, "/" + "a" * 1_900)
    assert time.perf_counter() - begun < 5
