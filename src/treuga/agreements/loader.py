"""From an agreement file to an `Agreement`, or to all that is wrong with the file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from treuga.agreements import codes
from treuga.agreements.checks import Registry
from treuga.agreements.fields import Sheet, listed, shown, suggest
from treuga.agreements.reader import AgreementReader
from treuga.agreements.shelf import in_folder, library, looks_like_path
from treuga.errors import AgreementError
from treuga.model import Agreement
from treuga.yamlio import MAX_BYTES, YamlDocument, YamlProblem, load

#: Raised with every change to how testimony is linked or patterns are read: the ledger then links anew.
LINKING_RULES = 10


class InvalidAgreement(AgreementError):
    """An agreement file with problems: code, message and place are those of the first, ``problems`` holds all."""

    def __init__(self, problems: Sequence[AgreementError]) -> None:
        first = problems[0]
        super().__init__(first.code, first.message, where=first.where, remedy=first.remedy)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problems,)


def load_agreement(path: str | Path, *, registry: Registry | None = None) -> Agreement:
    """Read an agreement file.

    Args:
        path: the YAML file.
        registry: the parties that exist; without it, party ids are only checked for their form.

    Raises:
        InvalidAgreement: with every problem of the file. It is an `AgreementError`.
    """
    agreement, problems = _read(Path(path), registry)
    if problems or agreement is None:
        raise InvalidAgreement(problems)
    return agreement


def agreement_errors(path: str | Path, *, registry: Registry | None = None) -> list[AgreementError]:
    """All problems of an agreement file, in the order of its lines; none where it is good."""
    return _read(Path(path), registry)[1]


def find_agreement(
    name_or_path: str | Path, *, folder: Path | None = None, registry: Registry | None = None
) -> Agreement:
    """Load an agreement by its id or by the path of its file.

    Args:
        name_or_path: an id is looked for in ``folder`` first, then in the library.
        folder: the agreements of the case.
        registry: as in `load_agreement`.

    Raises:
        AgreementError: TR500 where there is none; `InvalidAgreement` where it is wrong.
    """
    name = str(name_or_path)
    if isinstance(name_or_path, Path) or looks_like_path(name):
        return load_agreement(name, registry=registry)
    known = library() | in_folder(folder)
    if name not in known:
        remedy = suggest(name, known) or f"There are: {listed(sorted(known))}."
        raise AgreementError(codes.NOT_FOUND, f"there is no agreement '{shown(name)}'", remedy=remedy)
    return load_agreement(known[name], registry=registry)


def _read(path: Path, registry: Registry | None) -> tuple[Agreement | None, list[AgreementError]]:
    try:
        document, text, digest = _document(path)
    except YamlProblem as problem:
        return None, [AgreementError(codes.BAD_YAML, problem.message, where=problem.where, remedy=problem.remedy)]
    sheet = Sheet(document, text)
    agreement = AgreementReader(sheet, registry, commitments_of).read(digest)
    numbered = [(int(problem.where.rpartition(":")[2]), problem) for problem in sheet.problems]
    return agreement, [problem for _, problem in sorted(numbered, key=lambda pair: pair[0])]


def commitments_of(agreement: str, beside: Path) -> frozenset[str] | None:
    """The commitment ids of another agreement, found beside a file or in the library.

    Returns:
        None where there is no such agreement. A file that cannot be read gives no ids: its own errors tell why.
    """
    path = (library() | in_folder(beside.parent)).get(agreement)
    if path is None:
        return None
    try:
        data = _document(path)[0].data
    except YamlProblem:
        return frozenset()
    commitments = data.get("commitments", [])
    entries = commitments if isinstance(commitments, list) else []
    return frozenset(str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry)


def fingerprint(raw: bytes) -> str:
    """What stands for an agreement file in the ledger.

    Evidence that was linked under other words, or by other rules, is not this agreement's.
    """
    return hashlib.sha256(b"linking rules %d\n" % LINKING_RULES + raw).hexdigest()


def _document(path: Path) -> tuple[YamlDocument, str, str]:
    """The YAML of a file, its text, and the SHA-256 of its bytes, all of the same moment."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raw, text = b"", ""
    if not text or len(raw) > MAX_BYTES:
        return load(path), text, fingerprint(raw)  # says kindly what is wrong with it
    return _parse(path, text), text, fingerprint(raw)


@lru_cache(maxsize=32)
def _parse(path: Path, text: str) -> YamlDocument:
    # Gates point into other agreements, which are then read for themselves: YAML is the slow part, so do it once.
    return load(path, text)
