"""A workbench on a port of its own, as a browser reaches it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import uvicorn

from rashomon.web import Desk, Door, workbench


@contextmanager
def served(desk: Desk, door: Door) -> Iterator[str]:
    """Serve a desk, and give its address."""
    with closing(socket.socket(proto=socket.IPPROTO_TCP)) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        config = uvicorn.Config(workbench(desk, door), log_level="critical", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
