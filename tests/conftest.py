"""What all tests share."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest


@pytest.fixture
def must_end() -> Iterator[None]:
    """Fail where a test hangs: for inputs so large that more than linear time would not end within two minutes.

    It measures nothing; how fast things are is the benchmarks' business.
    """

    def give_up(signum: int, frame: object) -> None:
        pytest.fail("still busy after two minutes: the time grows faster than the text")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
