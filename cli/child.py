"""One process of the service: started, watched, stopped with all that it started itself."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing may be imported.
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

# A process that lived this long had started well: its next end is a new trouble.
SETTLED_AFTER = 30
LONGEST_WAIT = 15
LOG_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Program:
    """What to run: its name for people, its command and its log."""

    name: str
    command: list[str]
    log: Path
    environment: Mapping[str, str]


class Child:
    """A program, and the process that runs it now, if one does."""

    def __init__(self, program: Program, lock: int) -> None:
        self.program = program
        self._lock = lock
        self._failures = 0
        self._started = self._due = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process in a group of its own, tied to this one's life.

        Not in a session of its own: Linux shares out the processor among sessions first, and
        how willingly a worker makes way (`worker.process`) would count for nothing.
        """
        self.program.log.parent.mkdir(mode=0o700, exist_ok=True)
        self._started = time.monotonic()
        with open(self.program.log, "ab") as log:
            self._process = subprocess.Popen(
                self.program.command,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=self.program.environment, pass_fds=(self._lock,),
                process_group=0, preexec_fn=_tied_to(os.getpid()),
            )  # fmt: skip

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def tend(self) -> str | None:
        """Start the process again if it has ended; says so, once, in words.

        1. What is left of its group is killed at once: it would work beside its successor.
        2. It starts again after a wait that doubles each time that it ends early.
        """
        if self.running:
            self._cut_log()
            return None
        if self._process is not None:
            return self._bury()
        if time.monotonic() >= self._due:
            self.start()
        return None

    def ask_to_stop(self) -> None:
        if self._process is not None and self.running:
            self._process.terminate()

    def kill(self) -> None:
        """End the process and everything in its group, now."""
        if self._process is None:
            return
        # Nothing of the group may be left (macOS says so with the second).
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _bury(self) -> str:
        assert self._process is not None
        how = _ending(self._process.returncode)
        settled = time.monotonic() - self._started > SETTLED_AFTER
        self._failures = 1 if settled else self._failures + 1
        wait = min(0.25 * 2**self._failures, LONGEST_WAIT)
        self.kill()
        self._due = time.monotonic() + wait
        return f"{self.program.name} {how}: it starts again in {wait:g} s."

    def _cut_log(self) -> None:
        """Keep a log and the one before it; the process goes on writing into the same file."""
        log = self.program.log
        if log.stat().st_size > LOG_BYTES:
            log.with_suffix(".log.1").write_bytes(log.read_bytes())
            os.truncate(log, 0)


def _ending(code: int) -> str:
    return f"was killed (signal {-code})" if code < 0 else f"ended with code {code}"


def _tied_to(parent: int) -> Callable[[], None]:
    """Linux tells the process to stop when its supervisor dies, however that dies."""

    def tie() -> None:
        if LIBC is None:
            return
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return tie
