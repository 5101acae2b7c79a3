"""Lints: what an agreement file may say, and what its author can hardly have meant.

A mistake keeps a file from being read; a lint does not. Lints are looked for only in a file without mistakes, and none
of them looks at a report: they are about what the file itself makes impossible.

>>> from treuga.agreements.lints import lints
>>> [str(lint) for lint in lints("agreements/ford-accord.yaml")]
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from treuga.agreements.checks import Registry
from treuga.agreements.fields import Sheet
from treuga.agreements.lints import forms, promises, texts, words
from treuga.agreements.lints.desk import Desk
from treuga.agreements.loader import load_agreement
from treuga.agreements.shelf import in_folder, library
from treuga.errors import AgreementError
from treuga.model import Agreement
from treuga.yamlio import load


def lints(
    path: str | Path, *, registry: Registry | None = None, data: Collection[str] | None = None
) -> list[AgreementError]:
    """What is doubtful in an agreement file, in the order of its lines.

    Args:
        path: the YAML file, which must be free of mistakes.
        registry: the parties that exist, as in `load_agreement`.
        data: the names of the data sets that the case has imported; None where there is no case to ask.

    Raises:
        InvalidAgreement: the file has mistakes.
    """
    path = Path(path)
    agreement = load_agreement(path, registry=registry)
    text = path.read_text(encoding="utf-8-sig")
    desk = Desk(agreement, Sheet(load(path, text), text), _other, data)
    for check in (*promises.CHECKS, *words.CHECKS, *forms.CHECKS, *texts.CHECKS):
        check(desk)
    numbered = ((int(lint.where.rpartition(":")[2]), lint.code, lint) for lint in desk.sheet.problems)
    return [lint for *_, lint in sorted(numbered, key=lambda entry: entry[:2])]


def _other(name: str, beside: Path) -> Agreement | None:
    """Another agreement that a gate points into, None where it is not there or has mistakes of its own."""
    found = (library() | in_folder(beside.parent)).get(name)
    try:
        return load_agreement(found) if found else None
    except AgreementError:
        return None
