"""Keeping the service's processes alive, and ending all of them."""

import time
from collections.abc import Callable

from cli.child import Child, Program
from cli.signals import Signals

# Seconds a process has to finish what it does before it is killed; what a worker had not
# finished is scored again.
GRACE = 10


class Supervisor:
    """The processes of one service, in the order in which they were started."""

    def __init__(self, lock: int, signals: Signals, say: Callable[[str], None]) -> None:
        self._lock = lock
        self._signals = signals
        self._say = say
        self.children: list[Child] = []

    def start(self, program: Program) -> Child:
        child = Child(program, self._lock)
        self.children.append(child)
        child.start()
        return child

    @property
    def asked_to_stop(self) -> bool:
        return self._signals.stops > 0

    def tend(self) -> None:
        """Start again whatever has ended."""
        for child in self.children:
            if news := child.tend():
                self._say(news)

    def watch(self) -> None:
        """Tend the processes until somebody asks to stop."""
        while not self.asked_to_stop:
            self.tend()
            self._signals.wait(0.25)

    def wait_until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Tend the processes until the condition holds; False when time or patience ends."""
        deadline = time.monotonic() + seconds
        while not (holds := condition()):
            if self.asked_to_stop or time.monotonic() > deadline:
                break
            self.tend()
            self._signals.wait(0.25)
        return holds

    def stop(self) -> None:
        """End every process, the newest first: gently, then firmly."""
        already_asked = self._signals.stops
        for child in reversed(self.children):
            child.ask_to_stop()
            deadline = time.monotonic() + GRACE
            while child.running and time.monotonic() < deadline:
                if self._signals.stops > max(already_asked, 1):
                    break  # Asked twice: somebody is in a hurry.
                self._signals.wait(0.1)
            child.kill()
