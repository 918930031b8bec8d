from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from rashomon.cli_codes import INTERRUPTED


def test_ctrl_c_stops_cleanly_and_the_next_run_goes_on(tmp_path: Path) -> None:
    source, output = tmp_path / "many.jsonl", tmp_path / "out.jsonl"
    text = "“The wall held,” Mayor Ann Roe said on Monday. " * 40
    source.write_text(
        "\n".join(json.dumps({"id": str(n), "text": text, "language": "en"}) for n in range(4000)), "utf-8"
    )
    command = [
        sys.executable,
        "-c",
        "from rashomon.cli import main; main()",
        "extract",
        str(source),
        "-o",
        str(output),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        part = Path(f"{output}.part")
        while process.poll() is None and not (part.exists() and part.stat().st_size):
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read()
    assert process.returncode == INTERRUPTED
    assert "goes on where it was" in said
    assert 0 < len(part.read_text("utf-8").splitlines()) < 4000
    assert not output.exists()
