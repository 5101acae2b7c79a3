"""What the tests of agreement files share: a way to write one quickly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from agreement_samples import HEAD


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write an agreement file from commitments, and whatever is to stand before and after them."""

    def writer(*commitments: str, before: str = "", after: str = "", head: str = HEAD) -> Path:
        body = f"commitments:\n{''.join(commitments)}" if commitments else ""
        path = tmp_path / "accord.yaml"
        path.write_text(head + before + body + after, encoding="utf-8")
        return path

    return writer
