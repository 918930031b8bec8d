"""Which language model is asked: where it listens, what it is called, and the key that opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

_PATH = "/chat/completions"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Adviser:
    """A language model behind an OpenAI-compatible HTTP interface, asked only where somebody names it.

    `url` is the base address ("http://localhost:11434/v1") or that of the chat completions; `key` is sent as a bearer
    token and shown nowhere; `timeout` is the most that one answer may take, in seconds. Raises ValueError where the
    address is none, holds a password or a query, or where a key would cross a network in the clear.

    >>> Adviser("http://localhost:11434/v1/", "some-model", "secret")
    Adviser(url='http://localhost:11434/v1/', model='some-model', timeout=60.0)
    >>> Adviser("http://localhost:11434/v1/", "some-model").endpoint
    'http://localhost:11434/v1/chat/completions'
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 60.0

    def __post_init__(self) -> None:
        """Refuse what cannot be asked safely."""
        parts = _split(self.url)
        if "@" in parts.netloc or parts.query or parts.fragment:
            raise ValueError(
                "the adviser's address may hold no user, password, query or fragment: a key is given apart"
            )
        if self.key is not None and not (self.key.isascii() and self.key.isprintable() and self.key.strip()):
            raise ValueError("the adviser's key must be one line of printable ASCII characters")
        if self.key and parts.scheme != "https" and not self.is_local:
            raise ValueError("the adviser's key would cross the network in the clear: give an https address")
        if not self.model.strip() or len(self.model) > _LONGEST_NAME or not self.model.isprintable():
            raise ValueError(
                f"the adviser's model needs a name of at most {_LONGEST_NAME} printable characters"
            )
        if not 0 < self.timeout <= 3600:
            raise ValueError("the time for an answer must lie between 0 and 3600 seconds")

    @property
    def endpoint(self) -> str:
        """Where questions are sent."""
        base = self.url.rstrip("/")
        return base if base.endswith(_PATH) else base + _PATH

    @property
    def host(self) -> str:
        """The host and port, as shown to people."""
        return _split(self.url).netloc

    @property
    def is_local(self) -> bool:
        """Whether it listens on this very machine.

        >>> Adviser("http://[::1]:8080/v1", "m").is_local, Adviser("https://example.org/v1", "m").is_local
        (True, False)
        """
        name = _split(self.url).hostname or ""
        try:
            return ip_address(name).is_loopback
        except ValueError:
            return name == "localhost"


def _split(url: str) -> SplitResult:
    """Return the parts of an http or https address; raise ValueError where it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ValueError(f"the adviser's address cannot be read: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable() or " " in url:
        raise ValueError("the adviser's address must begin with http:// or https:// and name a host")
    return parts
