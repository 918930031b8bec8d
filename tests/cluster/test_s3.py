from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fsspec
import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from rashomon.cluster.matching import matching_extractions
from rashomon.cluster.store import Store, StoreError
from tests.cluster.making import extracted, html, packed, prints, response, text


@dataclass
class Bucket:
    """An S3 server on this machine, which can be told to refuse writes for a while."""

    url: str
    refused: list[str] = field(default_factory=list)
    until: float = 0.0

    def __call__(self, app: Any) -> Any:
        def served(environ: dict[str, Any], answer: Any) -> Any:
            if environ["REQUEST_METHOD"] in ("PUT", "POST") and time.monotonic() < self.until:
                self.refused.append(environ["PATH_INFO"])
                answer("403 Forbidden", [("Content-Type", "application/xml")])
                return [b"<Error><Code>RequestTimeTooSkewed</Code><Message>Please wait.</Message></Error>"]
            return app(environ, answer)

        return served


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    found = Bucket("")
    server = make_server(
        "127.0.0.1", 0, found(DomainDispatcherApplication(create_backend_app)), threaded=True
    )
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", found.url)
        for name in ("crawl", "corpus"):
            fsspec.filesystem("s3").mkdir(name)
        yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.usefixtures("bucket")
def test_from_bucket_to_bucket_as_from_folder_to_folder(tmp_path: Path) -> None:
    data = packed([response(n, html(text(n))) for n in range(7)], "gzip")
    (tmp_path / "a.warc.gz").write_bytes(data)
    fs = fsspec.filesystem("s3")
    fs.pipe_file("crawl/2031/a.warc.gz", data)
    run = extracted("s3://crawl/2031/*.warc.gz", "s3://corpus/news", patience=20)
    assert run.manifest is not None
    again = extracted("s3://crawl/2031", "s3://corpus/news", patience=20)
    assert again.sum.before == again.sum.shards == 3
    extracted(tmp_path / "a.warc.gz", tmp_path / "corpus")
    names = {name: fs.cat_file(f"corpus/news/{name}") for name in Store("s3://corpus/news").names("")}
    for name in prints(tmp_path / "corpus"):
        # rows tell where a record was read from; what does not is the same
        assert name in names
        if name.startswith(("signatures", "origins", "statements")):
            assert names[name] == (tmp_path / "corpus" / name).read_bytes()
    (found,) = matching_extractions("s3://corpus/news", '"Ort Nummer 4"')
    assert found.document.url == "https://bote.example/4"
    assert found.document.uri.startswith("s3://crawl/2031/a.warc.gz#")


def test_a_store_that_refuses_for_a_while_is_waited_for(bucket: Bucket) -> None:
    fsspec.filesystem("s3").pipe_file("crawl/a.jsonl", json.dumps({"id": "a", "text": text(0)}).encode())
    bucket.until = time.monotonic() + 0.5
    run = extracted("s3://crawl/a.jsonl", "s3://corpus/later", patience=60)
    assert bucket.refused
    assert run.manifest is not None
    assert run.sum.counts["documents"] == 1


def test_a_store_that_goes_on_refusing_is_said(bucket: Bucket) -> None:
    bucket.until = time.monotonic() + 600
    with pytest.raises(StoreError, match="a cannot be written to s3://corpus/never"):
        Store("s3://corpus/never", patience=1).write("a", b"x")
