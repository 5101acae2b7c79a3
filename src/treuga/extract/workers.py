"""What worker processes do first; light, because each of them imports it before anything else."""

from __future__ import annotations

import signal


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent, which finishes the batch at hand and stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
