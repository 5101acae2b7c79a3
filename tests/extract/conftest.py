"""One pipeline for all tests of the extraction room: loading it costs a second."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from treuga.extract.pipeline import extract
from treuga.model import PartialDate, Report, Testimony

Read = Callable[..., Testimony]


@pytest.fixture(scope="session")
def read() -> Read:
    """Testimony of a text, as if published on 12 March 2021."""

    def run(text: str, published: str = "2021-03-12") -> Testimony:
        return extract(Report("r" * 64, "report.txt", text, published=PartialDate(published)))

    return run
