from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import data, scoring

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
TEXT = 'The minister said that the bridge was open, and warned: "Nobody may cross at night."'


def span(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def statement(content: str, *, cue: str = "said", party: str = "minister", act: str = "claim", **more: Any) -> Any:
    return {
        "kind": "statement",
        "document": "a.txt",
        "speaker": span("The minister") | {"party": party},
        "cue": span(cue),
        "content": span(content),
        "act": act,
        "form": "indirect",
        "addressees": [],
        **more,
    }


def test_edges_do_not_count() -> None:
    assert scoring.core(span("that the bridge was open,")) == scoring.core(span("the bridge was open"))
    assert scoring.core(span('"Nobody may cross at night."')) == scoring.core(span("Nobody may cross at night"))


def test_a_word_that_begins_with_that_is_no_edge() -> None:
    text = "thatched roofs burned"
    assert scoring.core(span(text, text)) == (0, len(text))


def test_a_span_of_punctuation_only_keeps_a_length() -> None:
    start, end = scoring.core({"start": 4, "end": 7, "text": '"."'})
    assert end == 7 and start <= end


def test_perfect_testimony_scores_one() -> None:
    gold = [statement("the bridge was open"), statement("Nobody may cross at night", cue="warned", act="warning")]
    figures = scoring.statements(gold, gold)
    assert figures["overlap"].f1 == figures["exact"].f1 == figures["triple"].f1 == 1.0
    assert figures["found_and_act"] == figures["found_and_speaker"] == 1.0


def test_each_kind_of_mistake_costs_its_own_measure() -> None:
    gold = [statement("the bridge was open"), statement("Nobody may cross at night", cue="warned", act="warning")]
    short = scoring.statements(gold, [gold[0], statement("Nobody may cross", cue="warned", act="warning")])
    assert (short["overlap"].f1, short["exact"].f1) == (1.0, 0.5)
    other = scoring.statements(gold, [gold[0], statement("Nobody may cross at night", cue="warned", party="mayor")])
    assert other["exact"].f1 == 1.0
    assert other["found_and_speaker"] == 0.5
    assert other["found_and_act"] == 0.5
    cue = scoring.statements(gold, [gold[0], statement("Nobody may cross at night", cue="said")])
    assert (cue["exact"].f1, cue["triple"].f1) == (1.0, 0.5)


def test_one_prediction_finds_one_statement_only() -> None:
    gold = [statement("the bridge was open")] * 2
    figures = scoring.statements(gold, [statement("the bridge was open")])
    assert (figures["overlap"].precision, figures["overlap"].recall) == (1.0, 0.5)


def test_the_better_pair_wins() -> None:
    gold = [statement("the bridge was open, and"), statement("the bridge was open")]
    pairs = scoring.pair_statements(gold, [statement("the bridge was open")])
    assert [g["content"]["text"] for g, _ in pairs] == ["the bridge was open"]


def test_documents_are_kept_apart() -> None:
    gold = [statement("the bridge was open")]
    other = [statement("the bridge was open", document="b.txt")]
    assert scoring.pair_statements(gold, other) == []
    assert scoring.testimony(gold, other)["statement"]["predicted"] == 0


def test_mentions_without_their_article() -> None:
    gold = span("minister") | {"kind": "mention", "document": "a.txt", "party": "minister"}
    said = span("The minister") | {"kind": "mention", "document": "a.txt", "party": "minister"}
    assert scoring.same_mention(gold, said)
    assert not scoring.same_mention(gold, said | {"party": "mayor"})


def test_flat_names() -> None:
    figures = {"statement": {"gold": 2, "overlap": scoring.F1.of(1, 1, 2), "found_and_act": 0.5}}
    assert scoring.flat(figures, "own-dev.") == {
        "own-dev.statement.overlap": pytest.approx(2 / 3),
        "own-dev.statement.found_and_act": 0.5,
    }


spans = st.builds(
    lambda document, start, length: {
        "document": document,
        "start": start,
        "end": start + length,
        "text": "x" * length,
        "kind": "mention",
        "party": "p",
    },
    st.sampled_from("ab"),
    st.integers(0, 30),
    st.integers(1, 12),
)


@given(st.lists(spans, max_size=12), st.lists(spans, max_size=12))
def test_pairs_are_one_to_one_and_overlap(gold: list[Any], said: list[Any]) -> None:
    pairs = scoring.paired(gold, said, scoring.likeness, 1e-9)
    assert len({id(g) for g, _ in pairs}) == len({id(p) for _, p in pairs}) == len(pairs)
    assert all(scoring.common(g, p) > 0 and g["document"] == p["document"] for g, p in pairs)
    value = scoring.spans(gold, said, scoring.same_mention)["span"]
    assert 0.0 <= value.f1 <= 1.0
    assert value.f1 <= max(value.precision, value.recall) + 1e-9


@pytest.mark.skipif(not (SHARED / "gold" / "score.py").exists(), reason="the founding gold is not beside the project")
def test_our_figures_are_those_of_the_common_scorer(tmp_path: Path) -> None:
    founding = data.founding(SHARED)
    assert founding is not None
    said = founding.predicted()
    file = tmp_path / "said.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in said), encoding="utf-8")
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(SHARED / "gold" / "seeds.jsonl"), str(file)]
    theirs = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout)
    ours = scoring.testimony(founding.gold, said)
    compared = 0
    for kind, figures in theirs.items():
        for name, value in figures.items():
            mine = ours[kind][name]
            if isinstance(value, dict):
                assert round(mine.f1, 3) == value["f1"], f"{kind}.{name}"
                assert round(mine.precision, 3) == value["p"], f"{kind}.{name}"
            else:
                assert round(mine, 3) == value, f"{kind}.{name}"
            compared += 1
    assert compared > 15
