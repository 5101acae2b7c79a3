"""Every error that a user can meet, with a code, a place and a way out.

The tree::

    TreugaError
    ├── CaseError        TR1xx  the case folder, its settings, command-line values
    ├── ReadError        TR2xx  a report that cannot be read
    ├── ExtractError     TR3xx  the language pipeline and the party registry
    ├── LedgerError      TR4xx  the ledger
    │   └── LedgerBusy   TR402
    ├── AgreementError   TR5xx  an agreement file
    ├── MonitorError     TR6xx  a question that the monitor cannot answer
    └── PublishError     TR7xx  briefs and exports

Rooms declare their codes here, in ``CODES``, so that the reference page is complete by construction.
This module imports nothing of Treuga.
"""

from __future__ import annotations

from typing import Final

#: code -> (what it means, what to do). The docs' error reference is generated from it.
CODES: Final[dict[str, tuple[str, str]]] = {}


def declare(code: str, meaning: str, remedy: str) -> str:
    """Register an error code once and return it.

    Args:
        code: ``TR`` and three digits; the first names the branch of the tree.
        meaning: one sentence, what went wrong.
        remedy: one sentence, what the user can do.

    Raises:
        ValueError: the code is taken with another meaning.
    """
    if CODES.get(code, (meaning, remedy)) != (meaning, remedy):
        raise ValueError(f"error code {code} is declared twice")
    CODES[code] = (meaning, remedy)
    return code


class TreugaError(Exception):
    """Root of all errors that Treuga raises on purpose.

    Attributes:
        code: the error's number, a key of ``CODES``.
        message: what happened, in one sentence.
        where: ``file:line``, or report and offset; empty where there is no place.
        remedy: what to do about it.
    """

    def __init__(self, code: str, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = where
        self.remedy = remedy or CODES.get(code, ("", ""))[1]

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.remedy})" if self.remedy else ""
        return f"[{self.code}] {place}{self.message}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process boundaries when reports are read in parallel.
        return _revive, (type(self), self.code, self.message, self.where, self.remedy)


def _revive(kind: type[TreugaError], code: str, message: str, where: str, remedy: str) -> TreugaError:
    return kind(code, message, where=where, remedy=remedy)


class CaseError(TreugaError):
    """The case folder, its settings, or a value given on the command line."""


class ReadError(TreugaError):
    """A report, or its metadata, that cannot be read."""


class ExtractError(TreugaError):
    """The language pipeline or the party registry."""


class LedgerError(TreugaError):
    """The ledger cannot do what was asked."""


class LedgerBusy(LedgerError):
    """Another process holds the ledger for writing."""


class AgreementError(TreugaError):
    """An agreement file that does not say what it must, or says it wrongly."""


class MonitorError(TreugaError):
    """A question about a commitment or gate that does not exist, or about an impossible date."""


class PublishError(TreugaError):
    """A brief or export that cannot be written."""
