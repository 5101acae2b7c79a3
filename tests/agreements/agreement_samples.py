"""Texts of small agreement files, all invented."""

from __future__ import annotations

HEAD = """\
treuga: 1
id: accord
title: Accord of the Two Valleys
signed: 2031-05-04
parties: [north-valley, south-valley]
"""

COMMITMENT = """\
  - id: {id}
    title: Roads opened
    debtor: north-valley
    creditor: south-valley
    consequent: Open the mountain roads.
{extra}
    sources:
      - {{source: Article 2, certainty: read}}
"""


def commitment(key: str = "open-roads", extra: str = "") -> str:
    """A commitment with further lines, given without indentation."""
    lines = "\n".join(f"    {line}" for line in extra.splitlines())
    return COMMITMENT.format(id=key, extra=lines)
