"""The production web server on a free port, for the length of a `with`."""

import os
import socket
import subprocess
import sys
import time

PATIENCE = 90  # seconds


class Server:
    """Granian serving one of our applications; `with Server("…") as port`."""

    def __init__(
        self,
        application: str,
        *,
        workers: int = 1,
        threads: int = 4,
        environment: dict[str, str] | None = None,
    ):
        self.application = application
        self.workers = workers
        self.threads = threads
        self.environment = environment or {}  # besides our own

    def __enter__(self) -> int:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "--interface", "wsgi",
                "--workers", str(self.workers), "--blocking-threads", str(self.threads),
                "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning",
                self.application,
            ],
            env=os.environ | self.environment,
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return port
        self.process.kill()
        raise RuntimeError("The web server did not start")

    def __exit__(self, *_exception) -> None:
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
