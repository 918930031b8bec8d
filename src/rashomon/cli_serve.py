"""The command line of the workbench: `rashomon serve`, and `rashomon password` for those who may come in."""

from __future__ import annotations

import gc
import ipaddress
import socket
import sys
import webbrowser
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Timer

import click
import uvicorn

from rashomon.case import Case, CaseError
from rashomon.web import Desk, Door, workbench
from rashomon.web.passwords import PasswordFileError, Passwords, hashed, read_passwords
from rashomon.web.warming import warm
from rashomon.web.workshop import Apart

_CODES = """\b
Exit codes:
  0    done
  1    the address cannot be listened on, or the file cannot be written
  2    the command line is wrong, or there is no such case
  130  interrupted
"""
_EPILOG = f"""\b
On this machine alone nobody has to log in. On any other address one does: by a
token that all share, or by names and passwords, which `rashomon password` writes.
What is sent over a network can be read on the way unless --certificate and --key
are given, or something in front of it speaks TLS.

{_CODES}"""


@click.command("serve", epilog=_EPILOG)
@click.argument("case", metavar="CASE")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8031, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--who", default="", envvar="RASHOMON_WHO", show_envvar=True, help="Who corrects, where nobody logs in."
)
@click.option(
    "--token", envvar="RASHOMON_TOKEN", show_envvar=True, help="What opens it, 16 characters at least."
)
@click.option(
    "--passwords", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE",
    help="Names and hashed passwords.",
)  # fmt: skip
@click.option("--read-only", "readonly", is_flag=True, help="Nothing can be changed.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name under which it is reached.")
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="For TLS, as PEM.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="The certificate's key, as PEM.")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
def serve_command(
    case: str, host: str, port: int, who: str, token: str | None, passwords: Path | None, readonly: bool,
    names: tuple[str, ...], certificate: str | None, key: str | None, opens: bool,
) -> None:  # fmt: skip
    """Work on CASE in the browser: read, check, correct, add articles.

    CASE is a file that `rashomon new` made, or the address of one on a server.
    """
    door = _door(host, who, token, passwords, readonly, names)
    if bool(certificate) != bool(key):
        raise click.UsageError("--certificate and --key go together")
    try:
        desk = Desk(partial(Case.open, case, readonly=readonly), readonly=readonly, warm=warm, workshop=Apart)
    except CaseError as error:
        raise click.UsageError(str(error)) from error
    # A new view is made ready beside the pages: they get their turn soon (seconds; Python's own is ten times as long).
    sys.setswitchinterval(0.0005)
    gc.freeze()  # what is loaded stays: the collector, which stops all, passes it over
    with closing(_listening(host, port)) as listening, desk:
        address = _address(host, listening.getsockname()[1], tls=bool(certificate))
        click.echo(f"{desk.where} is served at {address} (stop with Ctrl+C)", err=True)
        if opens:
            Timer(0.8, webbrowser.open, [address]).start()
        config = uvicorn.Config(
            workbench(desk, door), log_level="warning", ssl_certfile=certificate, ssl_keyfile=key, server_header=False,
            proxy_headers=False, timeout_graceful_shutdown=3,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


def _door(
    host: str, who: str, token: str | None, passwords: Path | None, readonly: bool, names: tuple[str, ...]
) -> Door:
    """Return the door that the options make; refuse one that stands open to a network."""
    if token is not None and passwords is not None:
        raise click.UsageError("give a token or a file of passwords, not both")
    if token is not None and len(token) < 16:
        raise click.UsageError("a token has 16 characters at least, so that nobody guesses it")
    if token is None and passwords is None and not _is_loopback(host):
        raise click.UsageError(
            f"{host} is not this machine alone: give --token or --passwords FILE, or leave --host out"
        )
    try:
        known: Passwords | None = read_passwords(passwords) if passwords else None
    except (OSError, UnicodeDecodeError, PasswordFileError) as error:
        raise click.UsageError(f"{passwords} is no file of passwords: {error}") from error
    own = () if _is_loopback(host) else (socket.gethostname().lower(), host.lower())
    return Door(who, token, known, readonly, (*own, *(name.lower() for name in names)))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; tell why not."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # The protocol is named, or asyncio leaves Nagle's delay on: 40 ms a page.
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(place)
        found.listen(128)  # who comes before the server is ready waits
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be listened on: {error.strerror or error}; try another --port"
        ) from error
    return found


def _address(host: str, port: int, *, tls: bool) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if tls else 'http'}://{shown}:{port}/"


@click.command("password", epilog=_CODES)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("name")
@click.password_option(envvar="RASHOMON_PASSWORD", help="Asked for unless given.")
def password_command(file: Path, name: str, password: str) -> None:
    """Let NAME in: add or change the hashed password in FILE, for `rashomon serve --passwords FILE`."""
    try:
        line = hashed(name, password)
        rows = file.read_text("utf-8").splitlines() if file.exists() else []
        rows = [row for row in rows if row.partition(":")[0] != name] + [line]
        beside = file.with_name(file.name + ".new")
        beside.touch(0o600)
        beside.write_text("\n".join(rows) + "\n", "utf-8")
        beside.replace(file)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror or error}") from error
    click.echo(f"{name} may come in: {file}", err=True)
