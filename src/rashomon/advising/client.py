"""One question to the adviser over HTTP, within bounds: of time, of size, of tries, and to no other host."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Self

import httpx

from rashomon.advising.adviser import Adviser
from rashomon.advising.questions import Prompt
from rashomon.advising.visible import visible
from rashomon.records import Json

# Bytes of an answer: a hundred times what the longest one that is asked for needs.
_LARGEST = 1_000_000
# Seconds until a server must take the connection, and before each new try; what the server wishes counts up to the last.
_CONNECT, _WAITS, _LONGEST_WAIT = 10.0, (0.5, 2.0), 20.0
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_MISUNDERSTOOD = frozenset({400, 415, 422})
_REFUSALS: Mapping[int, str] = {
    401: "wants a key, or another one", 402: "wants to be paid", 403: "forbids it",
    404: "has no such address, or no model of this name",
}  # fmt: skip
# What a server may be told of the form of an answer, the best first: servers differ in what they take. Last nothing is
# said, and of temperature and length neither.
_FORMS = ("json_schema", "json_object", "text", "")


class AdviserError(Exception):
    """The adviser gave no answer, in words for its user; `final` where no other question would get one either."""

    def __init__(self, words: str, *, final: bool = False) -> None:
        """Say what went wrong."""
        super().__init__(visible(words, 300))
        self.final = final


class _AgainError(AdviserError):
    """Worth another try, after `after` seconds where the server says when."""

    def __init__(self, words: str, *, final: bool = False, after: float | None = None) -> None:
        super().__init__(words, final=final)
        self.after = after


class Client:
    """The connection to one adviser, open between `async with` and its end.

    Redirects are not followed, compression is not taken, TLS is verified, and an answer is read up to a size and a
    moment. Of an error only the status is told: what a server writes beside it may repeat the key.
    """

    def __init__(self, adviser: Adviser) -> None:
        """Prepare the connection; nothing is sent yet."""
        self._adviser = adviser
        self._form = 0
        headers = {
            "Accept-Encoding": "identity",
            "Content-Type": "application/json",
            "User-Agent": "rashomon",
        }
        if adviser.key:
            headers["Authorization"] = f"Bearer {adviser.key}"
        # The whole of an answer has a deadline below. What stays on this machine goes through no proxy.
        self._http = httpx.AsyncClient(
            headers=headers, timeout=httpx.Timeout(None, connect=_CONNECT), follow_redirects=False,
            trust_env=not adviser.is_local,
        )  # fmt: skip

    async def __aenter__(self) -> Self:
        """Open the connection."""
        await self._http.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connection."""
        await self._http.aclose()

    async def ask(self, prompt: Prompt) -> str:
        """Return what the model writes; raise AdviserError where it writes nothing within the bounds."""
        for wait in _WAITS:
            try:
                return await self._ask_once(prompt)
            except _AgainError as error:
                await asyncio.sleep(min(wait if error.after is None else error.after, _LONGEST_WAIT))
        try:
            return await self._ask_once(prompt)
        except _AgainError as error:
            raise AdviserError(f"{error}, {len(_WAITS) + 1} times", final=error.final) from error

    async def _ask_once(self, prompt: Prompt) -> str:
        """Put the question in the first form that the server takes; that form is kept for those that follow."""
        for number in range(self._form, len(_FORMS)):
            status, body = await self._post(self._question(prompt, _FORMS[number]))
            if status not in _MISUNDERSTOOD:
                self._form = max(self._form, number)
                return self._written(body)
        raise AdviserError(f"{self._adviser.host} does not take the question (status {status})")

    def _question(self, prompt: Prompt, form: str) -> bytes:
        messages = [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ]
        question: Json = {"model": self._adviser.model, "messages": messages}
        if form:
            question |= {"temperature": 0, "max_tokens": prompt.tokens}
        if form == "json_schema":
            named = {"name": "answer", "strict": True, "schema": prompt.schema}
            question["response_format"] = {"type": form, form: named}
        elif form == "json_object":
            question["response_format"] = {"type": form}
        return json.dumps(question).encode("ascii")

    async def _post(self, question: bytes) -> tuple[int, bytes]:
        """Send a question and return the status and the body, which is read only where the server answers it."""
        host, seconds = self._adviser.host, self._adviser.timeout
        try:
            async with (
                asyncio.timeout(seconds),
                self._http.stream("POST", self._adviser.endpoint, content=question) as response,
            ):
                self._refuse(response)
                return response.status_code, await self._body(response) if response.is_success else b""
        except TimeoutError as error:
            raise AdviserError(f"{host} gave no answer within {seconds:g} seconds") from error
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            why = str(error) or "it does not take the connection"
            raise _AgainError(f"{host} cannot be reached ({why})", final=True) from error
        except httpx.TransportError as error:
            raise _AgainError(f"{host} broke off") from error

    def _refuse(self, response: httpx.Response) -> None:
        """Raise for a status after which no answer comes, or none yet."""
        host, status = self._adviser.host, response.status_code
        if status in _BUSY:
            raise _AgainError(f"{host} answers with status {status}", after=_seconds(response))
        if 300 <= status < 400:
            there = response.headers.get("location", "nowhere")
            raise AdviserError(f"{host} sends on to {there}, which was not followed", final=True)
        if not response.is_success and status not in _MISUNDERSTOOD:
            words = _REFUSALS.get(status, "refuses")
            raise AdviserError(f"{host} {words} (status {status})", final=True)

    async def _body(self, response: httpx.Response) -> bytes:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise AdviserError(f"{self._adviser.host} sends a compressed answer, which was not asked for")
        body = bytearray()
        async for part in response.aiter_raw():
            body += part
            if len(body) > _LARGEST:
                raise AdviserError(f"{self._adviser.host} answers with more than {_LARGEST:,} bytes")
        return bytes(body)

    def _written(self, body: bytes) -> str:
        """Return what the model wrote in an answer of the interface."""
        try:
            written = json.loads(body)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise AdviserError(f"{self._adviser.host} does not answer as chat completions do") from error
        return written if isinstance(written, str) else ""


def _seconds(response: httpx.Response) -> float | None:
    """Return after how many seconds the server wants to be asked again, where it says so."""
    wish = response.headers.get("retry-after", "")
    return float(wish) if wish.isascii() and wish.isdecimal() and len(wish) < 6 else None
