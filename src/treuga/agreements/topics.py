"""The two vocabularies of topics: PA-X codes and PAM provisions."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from treuga.agreements import codes
from treuga.agreements.fields import Field, listed, shown, suggest


@cache
def vocabularies() -> dict[str, dict[str, str]]:
    """Vocabulary (``pax``, ``pam``) -> code -> short label."""
    found: dict[str, dict[str, str]] = {}
    with Path(__file__).with_name("topics.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["vocabulary"], {})[row["code"]] = row["label"]
    return found


def read_topics(field: Field) -> dict[str, tuple[str, ...]]:
    """Read a ``topics`` mapping; unknown vocabularies and codes are noted."""
    known = vocabularies()
    found: dict[str, tuple[str, ...]] = {}
    for name, entry in field.entries():
        if name not in known:
            entry.problem(
                codes.UNKNOWN_TOPIC,
                f"'{shown(name)}' is no vocabulary of topics",
                suggest(name, known) or f"Use {listed(known)}.",
            )
            continue
        topics = entry.texts()
        for topic in topics:
            _check(topic, name, known[name])
        found[name] = tuple(topic.text() for topic in topics)
    return found


def _check(topic: Field, vocabulary: str, known: dict[str, str]) -> None:
    code = topic.text()
    if code in known:
        return
    by_label = {label: key for key, label in known.items()}
    remedy = suggest(code, known)
    if not remedy and (near := suggest(code, by_label)):
        label = near.split("'")[1]
        remedy = f"the code for '{label}' is '{by_label.get(label, label)}'"
    topic.problem(codes.UNKNOWN_TOPIC, f"'{shown(code)}' is no topic of the vocabulary '{vocabulary}'", remedy)
