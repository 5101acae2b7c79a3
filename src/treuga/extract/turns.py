"""Interviews and transcripts: what stands before a colon at the head of paragraphs, and who only asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

QA = re.compile(r"\s*[QA]\s?[.:)–—-]\s")
_LABEL = re.compile(r"\W*((?:[A-Z][\w.'’-]*\s*){1,5}):")
_ASKERS = frozenset("reporter journalist interviewer moderator correspondent host anchor question".split())


def count_labels(text: str, blocks: Sequence[tuple[int, int]]) -> tuple[Counter[str], frozenset[str]]:
    """What stands before a colon at the head of paragraphs, and how often: twice is a speaker of a transcript.

    Those who mostly ask come second: an interviewer's questions are nobody's testimony.
    """
    labels: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for a, b in blocks:
        found = _LABEL.match(text, a, min(b, a + 60))
        if found:
            label = bare(found.group(1))
            labels[label] += 1
            asked[label] += text[a:b].rstrip(' \t”"»').endswith("?")
    labels["QA"] = sum(bool(QA.match(text, a)) for a, _ in blocks)
    askers = {label for label, n in asked.items() if n > 1 and 2 * n > labels[label]}
    return labels, frozenset(askers | {label for label in labels if label.lower() in _ASKERS})


def bare(label: str) -> str:
    """A label without punctuation and spaces."""
    return re.sub(r"[\W_]+", "", label)
