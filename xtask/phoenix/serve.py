"""Runs `phoenix serve` for as long as standard input stays open.

Whoever starts this keeps the other end of the pipe. When that process ends, for whatever reason,
the pipe closes and Phoenix ends with it: no server is left behind by a test that was killed.
"""

import os
import sys
import threading


def end_with_stdin() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_stdin, daemon=True).start()

from phoenix.server.main import main  # noqa: E402 (slow: the watch must stand first)

sys.argv = ["phoenix", "serve"]
main()
