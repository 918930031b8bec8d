"""robots.txt: what a site lets programs ask for (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from rashomon.records import Json
from rashomon.watching.page import FetchError

# The name that sites call this program by in their robots.txt.
NAME = "rashomon"
# Bytes that count of a robots.txt, as the RFC has it.
LARGEST = 512_000
# Seconds for which rules hold, and for which a site counts as not to be asked after it gave no rules.
_RULES_HOLD, _SILENCE_HOLDS = 86_400, 600

_AGENT = re.compile(r"(\s*user[- ]?agent(?:\s*:|\s)\s*)([^#]*)", re.IGNORECASE)

Ask = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site lets this program ask for, until `until` (a time of the clock); `silence` is why it gave no rules."""

    text: str
    until: float
    silence: str | None = None

    def to_dict(self) -> Json:
        """Return the rules as JSON."""
        return {"text": self.text, "until": self.until, "silence": self.silence}


async def rules_of(ask: Ask, now: float) -> Rules:
    """Return the rules of a site, whose robots.txt `ask` fetches.

    Where there is no such file, all is allowed; where the server cannot be asked for it or fails, nothing is.
    """
    try:
        text = (await ask()).decode("utf-8", "replace").removeprefix("\ufeff")
    except FetchError as error:
        if error.status and 400 <= error.status < 500 and error.status != 429:
            return Rules("", now + _RULES_HOLD)
        return Rules("", now + _SILENCE_HOLDS, str(error))
    return Rules(_ours(text), now + _RULES_HOLD)


def _ours(text: str) -> str:
    """Return a robots.txt in which all other programs are one: a file that names thousands costs thousands of copies.

    >>> _ours("User-agent: One\\nUser-Agent: *\\nDisallow: /")
    'User-agent: another\\nUser-Agent: *\\nDisallow: /'
    """
    return "\n".join(map(_line, text.splitlines()))


def _line(line: str) -> str:
    match = _AGENT.match(line)
    return match[1] + _agent(match[2].strip()) if match else line


def _agent(named: str) -> str:
    if named == "*":
        return named
    return NAME if named.split("/")[0].strip().lower() == NAME else "another"


@dataclass(frozen=True, slots=True)
class Permission:
    """Rules that can be asked."""

    rules: Rules
    parsed: Protego

    @classmethod
    def of(cls, rules: Rules) -> Permission:
        """Return what rules permit."""
        return cls(rules, Protego.parse(rules.text))

    @property
    def delay(self) -> float:
        """The seconds that the site wants between two questions, 0 where it does not say."""
        return self.parsed.crawl_delay(NAME) or 0.0

    def demand(self, url: str) -> None:
        """Raise FetchError where an address may not be asked for."""
        if self.rules.silence is not None:
            raise FetchError(
                f"{self.rules.silence} (asked for its robots.txt, without which nothing is asked)"
            )
        if not self.parsed.can_fetch(url, NAME):
            raise FetchError("its robots.txt does not let programs ask for it")
