"""The four files that pages ask for: style, scripts and icon, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
# The report's style first: the workbench looks like it, and adds forms.
_PARTS = {
    "look.css": (("report", "report.css"), ("web", "web.css")),
    "htmx.js": (("web", "htmx.js"),),
    "keys.js": (("web", "keys.js"),),
    "icon.svg": (("web", "icon.svg"),),
}


@cache
def content(name: str) -> bytes:
    """Return a file as it is served; raise KeyError where there is none of this name."""
    parts = [files(f"rashomon.{room}").joinpath("static", part) for room, part in _PARTS[name]]
    return b"\n".join(part.read_bytes() for part in parts)


@cache
def stamp(name: str) -> str:
    """Return the address of a file, with a stamp of its content."""
    return f"/static/{name}?{hashlib.sha256(content(name)).hexdigest()[:12]}"


async def serve(request: Request) -> Response:
    """Answer with a file; a browser keeps it until its stamp changes."""
    name = request.path_params["name"]
    if name not in _PARTS:
        raise HTTPException(404, "There is no such file.")
    kind = _TYPES[name.rpartition(".")[2]]
    return Response(content(name), media_type=kind, headers={"cache-control": _FOREVER})
