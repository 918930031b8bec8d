"""Who may come in by a password: a file of names, each with a salted hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

# The cost of a guess, as OWASP's cheat sheet of 2024 advises for scrypt: 128 MiB would be one step up.
_N, _R, _P = 2**16, 8, 1
_MEMORY = 2 * 128 * _N * _R * _P
_NAME = re.compile(r"[^\s:\x00-\x1f\x7f](?:[^:\x00-\x1f\x7f]{0,78}[^\s:\x00-\x1f\x7f])?")
SHORTEST = 10


class PasswordFileError(ValueError):
    """A password file cannot be used; the message says why, and in which line."""


def hashed(name: str, password: str, salt: bytes | None = None) -> str:
    """Return the line of a password file; raise ValueError where name or password will not do.

    >>> hashed("ann", "a quiet river", b"0123456789abcdef").split("$")[0]
    'ann:scrypt'
    """
    if not _NAME.fullmatch(name):
        raise ValueError("a name has 1 to 80 characters, no colon, and no space at its ends")
    if len(password) < SHORTEST:
        raise ValueError(f"a password has {SHORTEST} characters at least")
    salt = salt or os.urandom(16)
    return f"{name}:scrypt${_N}${_R}${_P}${_text(salt)}${_text(_scrypt(password, salt, _N, _R, _P))}"


@dataclass(frozen=True, slots=True)
class Passwords:
    """The names of those who may come in, and how their passwords are checked."""

    lines: Mapping[str, str]

    def check(self, name: str, password: str) -> bool:
        """Tell whether it is the password of that name; it takes as long where nobody has the name."""
        line = self.lines.get(name, _NOBODY)
        _, n, r, p, salt, wanted = line.split("$")
        found = _scrypt(password, _bytes(salt), int(n), int(r), int(p))
        return hmac.compare_digest(found, _bytes(wanted)) and name in self.lines


def read_passwords(path: Path) -> Passwords:
    """Return the passwords of a file; raise OSError, or PasswordFileError naming the line that is none."""
    return Passwords(dict(_entries(path.read_text("utf-8").splitlines())))


def _entries(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    found = 0
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.strip().partition(":")
        if not _NAME.fullmatch(name) or not _LINE.fullmatch(rest):
            raise PasswordFileError(f"line {number} is none that `rashomon password` writes (name:scrypt$…)")
        found += 1
        yield name, rest
    if not found:
        raise PasswordFileError("it names nobody")


# A cost beyond these bounds is refused: a file must not be able to hang the server.
_LINE = re.compile(
    r"scrypt\$(?:16384|32768|65536|131072)\$8\$1\$[A-Za-z0-9+/=]{16,88}\$[A-Za-z0-9+/=]{44,88}"
)
_NOBODY = (
    f"scrypt${_N}${_R}${_P}${base64.b64encode(bytes(16)).decode()}${base64.b64encode(bytes(32)).decode()}"
)


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    given = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(given, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY * 2, dklen=32)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: str) -> bytes:
    return base64.b64decode(value)
