"""Agreements written as YAML: their language, its loader, and a library of agreements as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treuga.agreements.deadlines import DeadlineExpression, parse_deadline, resolve
    from treuga.agreements.loader import InvalidAgreement, agreement_errors, find_agreement, load_agreement
    from treuga.agreements.shelf import library

__all__ = [
    "DeadlineExpression",
    "InvalidAgreement",
    "agreement_errors",
    "find_agreement",
    "library",
    "load_agreement",
    "parse_deadline",
    "resolve",
]

# Loaded when first asked for: the error codes and the names in the library must not cost the YAML machinery.
_HOMES = {
    **dict.fromkeys(("DeadlineExpression", "parse_deadline", "resolve"), "deadlines"),
    **dict.fromkeys(("InvalidAgreement", "agreement_errors", "find_agreement", "load_agreement"), "loader"),
    "library": "shelf",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
