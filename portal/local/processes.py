"""Child processes: started with a log, watched, stopped by their process id."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1


class Process:
    """A child in a process group of its own, so that Ctrl-C reaches only its parent.

    What the child writes goes to a log file. If the parent is killed outright, Linux
    sends the child the signal that stops it.
    """

    stop_signal = signal.SIGTERM

    def __init__(
        self,
        name: str,
        command: list[str],
        *,
        log: Path,
        keep_open: tuple[int, ...] = (),
        environment: dict[str, str] | None = None,
    ):
        self.name = name
        self.command = command
        self.log = log
        self.keep_open = keep_open  # file descriptors that the child inherits
        self.environment = environment or {}  # besides our own
        self.process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        return self.process.pid

    def start(self) -> None:
        """Start the child; it may take a while until it is of use."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=self.keep_open,
                env=os.environ | self.environment,
                preexec_fn=_ending_with_parent(self.stop_signal),  # noqa: PLW1509 (no threads yet)
            )

    def ended(self) -> bool:
        """Tell whether the child is gone (or was never started)."""
        return self.process is None or self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Tell the child to end, and do not wait for it."""
        if not self.ended():
            self.process.send_signal(self.stop_signal)

    def stop(self, patience: float = 10) -> None:
        """Ask the child to end; kill it, and what it leaves behind, after some seconds."""
        if self.process is None:
            return
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def kill(self) -> None:
        """End the child and its children at once, as a power cut would."""
        os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self, lines: int = 5) -> str:
        """Return the end of the log."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.strip().splitlines()[-lines:])


def _ending_with_parent(stop_signal: int) -> Callable[[], None] | None:
    """Make the function that a new child calls so that it does not outlive its parent."""
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != parent:  # it was gone before we could ask
            os._exit(1)

    return ask
