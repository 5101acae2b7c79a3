"""The measures: how testimony is compared with gold annotation.

The definitions are those of the annotation guidelines:

* statement: gold and predicted are paired one to one by the overlap of their contents in characters (F1 of at least
  0.5, best first). ``overlap`` counts pairs; ``exact`` those with the same content, edges (quotation marks,
  punctuation, a leading "that") aside; ``triple`` those that are exact and have overlapping speaker and cue.
  ``found_and_...`` is the share of all gold statements that are paired and agree in that field; ``addressee`` is the
  F1 over party ids in pairs.
* mention: same words (a leading article aside) and same party, on overlapping spans.
* time, quantity: ``span`` asks for overlap, ``value`` also for the same value (and unit).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]
Pair = tuple[Record, Record]
Figures = dict[str, Any]

#: Two contents are the same statement from this overlap on.
SAME = 0.5
_EDGE = " \t\r\n\"'“”‘’«».,;:…"
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class F1:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hits: int, predicted: int, gold: int) -> F1:
        """From counts; nothing predicted or nothing to find gives 0."""
        precision = hits / predicted if predicted else 0.0
        recall = hits / gold if gold else 0.0
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)


def common(a: Record, b: Record) -> int:
    """How many characters two spans share."""
    return max(min(int(a["end"]), int(b["end"])) - max(int(a["start"]), int(b["start"])), 0)


def likeness(a: Record, b: Record) -> float:
    """F1 of the characters of two spans."""
    shared = common(a, b)
    length = (a["end"] - a["start"]) + (b["end"] - b["start"])
    return float(2 * shared / length) if shared else 0.0


def core(span: Record) -> tuple[int, int]:
    """Offsets of a content without its edges: punctuation, quotation marks, a leading "that"."""
    text: str = span["text"]
    bare = text.lstrip(_EDGE)
    if re.match(r"that\b", bare):
        bare = bare[4:].lstrip(_EDGE)
    start = span["start"] + len(text) - len(bare)
    tail = len(text) - len(text.rstrip(_EDGE))
    return start, span["end"] - (tail if tail < len(text) else 0)


def paired(
    gold: Iterable[Record], predicted: Iterable[Record], score: Callable[[Record, Record], float], least: float
) -> list[Pair]:
    """Pair records of the same document one to one, the best-scoring pairs first, none below ``least``."""
    mine = _by_document(predicted)
    out: list[Pair] = []
    for document, wanted in _by_document(gold).items():
        had = mine.get(document, [])
        ranked = sorted(
            (-score(g, p), i, j) for i, g in enumerate(wanted) for j, p in enumerate(had) if score(g, p) >= least
        )
        left, right = set(range(len(wanted))), set(range(len(had)))
        for _, i, j in ranked:
            if i in left and j in right:
                left.remove(i)
                right.remove(j)
                out.append((wanted[i], had[j]))
    return out


def _by_document(records: Iterable[Record]) -> dict[str, list[Record]]:
    out: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        out[record["document"]].append(record)
    return out


def pair_statements(gold: Iterable[Record], predicted: Iterable[Record]) -> list[Pair]:
    """Gold and predicted statements that are the same one."""
    return paired(gold, predicted, lambda g, p: likeness(g["content"], p["content"]), SAME)


def is_exact(pair: Pair) -> bool:
    """Whether both contents are the same, edges aside."""
    return core(pair[0]["content"]) == core(pair[1]["content"])


def is_triple(pair: Pair) -> bool:
    """Whether the content is exact, and speaker and cue overlap."""
    gold, predicted = pair
    if not is_exact(pair) or not predicted.get("speaker") or not predicted.get("cue"):
        return False
    return bool(common(gold["speaker"], predicted["speaker"]) and common(gold["cue"], predicted["cue"]))


def spans_of_statements(gold: Sequence[Record], predicted: Sequence[Record]) -> Figures:
    """The figures that need spans only; all that PolNeAR can tell."""
    pairs = pair_statements(gold, predicted)
    n, m = len(predicted), len(gold)
    return {
        "gold": m,
        "predicted": n,
        "overlap": F1.of(len(pairs), n, m),
        "exact": F1.of(sum(map(is_exact, pairs)), n, m),
        "triple": F1.of(sum(map(is_triple, pairs)), n, m),
    }


def statements(gold: Sequence[Record], predicted: Sequence[Record]) -> Figures:
    """All figures on statements."""
    pairs = pair_statements(gold, predicted)
    met = sum(len(_asked(g) & _asked(p)) for g, p in pairs)
    return spans_of_statements(gold, predicted) | {
        "found_and_speaker": _share(pairs, gold, _party),
        "found_and_act": _share(pairs, gold, lambda s: s.get("act")),
        "found_and_form": _share(pairs, gold, lambda s: s.get("form")),
        "addressee": F1.of(met, sum(len(_asked(p)) for p in predicted), sum(len(_asked(g)) for g in gold)),
    }


def _share(pairs: list[Pair], gold: Sequence[Record], field: Callable[[Record], Any]) -> float:
    return sum(field(g) == field(p) for g, p in pairs) / len(gold) if gold else 0.0


def _party(statement: Record) -> str | None:
    party: str | None = (statement.get("speaker") or {}).get("party")
    return party


def _asked(statement: Record) -> set[str]:
    return {a["party"] for a in statement.get("addressees", ()) if a.get("party")}


def spans(gold: Sequence[Record], predicted: Sequence[Record], same: Callable[[Record, Record], bool]) -> Figures:
    """Figures on mentions, times and quantities: pairs that overlap, and pairs that are also the same."""
    pairs = paired(gold, predicted, likeness, 1e-9)
    n, m = len(predicted), len(gold)
    return {
        "gold": m,
        "predicted": n,
        "span": F1.of(len(pairs), n, m),
        "value": F1.of(sum(same(g, p) for g, p in pairs), n, m),
    }


def same_mention(gold: Record, predicted: Record) -> bool:
    """The same words, a leading article aside, for the same party."""
    return _named(gold) == _named(predicted)


def _named(mention: Record) -> tuple[str, str | None]:
    text: str = mention["text"]
    article = _ARTICLE.match(text)
    return text[article.end() if article else 0 :].strip().lower(), mention.get("party")


def same_time(gold: Record, predicted: Record) -> bool:
    """The same value."""
    return bool(gold.get("value") == predicted.get("value"))


def same_quantity(gold: Record, predicted: Record) -> bool:
    """The same number of the same unit."""
    return float(gold["value"]) == float(predicted["value"]) and gold["unit"] == predicted.get("unit")


def testimony(gold: Sequence[Record], predicted: Sequence[Record]) -> Figures:
    """All figures on records of all kinds; predictions on documents without any gold are left out."""
    documents = {g["document"] for g in gold}

    def pick(records: Sequence[Record], kind: str) -> list[Record]:
        return [r for r in records if r["kind"] == kind and r["document"] in documents]

    return {
        "statement": statements(pick(gold, "statement"), pick(predicted, "statement")),
        "mention": spans(pick(gold, "mention"), pick(predicted, "mention"), same_mention),
        "time": spans(pick(gold, "time"), pick(predicted, "time"), same_time),
        "quantity": spans(pick(gold, "quantity"), pick(predicted, "quantity"), same_quantity),
    }


def flat(figures: Figures, prefix: str = "") -> dict[str, float]:
    """``{"statement.overlap": 0.7, ...}``: one number a name, F1 for measures that have one; counts are left out."""
    out: dict[str, float] = {}
    for key, value in figures.items():
        if isinstance(value, dict):
            out |= flat(value, f"{prefix}{key}.")
        elif isinstance(value, F1):
            out[prefix + key] = value.f1
        elif isinstance(value, float):
            out[prefix + key] = value
    return out
