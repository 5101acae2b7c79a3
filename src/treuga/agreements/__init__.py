"""Agreements written as YAML: their language, its loader, and a library of agreements as data."""

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
