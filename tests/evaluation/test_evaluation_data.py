from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation import data, plover, run
from treuga.model import Report

ARTICLE = 'Mara Holt said the dam held. "It is dry," she said, shrugging. "It will stay dry."\n'


def brat(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def place(words: str) -> str:
    start = ARTICLE.index(words)
    return f"{start} {start + len(words)}"


def test_brat_attributions() -> None:
    notes = brat(
        f"T1\tSource {place('Mara Holt')}\tMara Holt",
        f"T2\tCue {place('said')}\tsaid",
        f"T3\tContent {place('the dam held')}\tthe dam held",
        "E1\tAttribution:T9 Source:T1 Cue:T2 Content:T3",
    )
    (found,) = data.attributions(notes, Report("0", "dam.txt", ARTICLE))
    assert found["content"]["text"] == "the dam held"
    assert found["document"] == "dam.txt"


def test_content_in_pieces_reaches_from_first_to_last() -> None:
    first, second = place("It is dry,"), place("It will stay dry.")
    notes = brat(
        f"T1\tSource {place('she')}\tshe",
        f"T2\tCue {place('said, shrugging')}\tsaid",
        f"T3\tContent {first};{second}\tIt is dry, It will stay dry.",
        "E1\tAttribution:T9 Source:T1 Cue:T2 Content:T3",
    )
    (found,) = data.attributions(notes, Report("0", "dam.txt", ARTICLE))
    assert found["content"]["text"].startswith("It is dry,")
    assert found["content"]["text"].endswith("It will stay dry.")


def test_attributions_without_a_source_are_left_out() -> None:
    notes = brat(
        f"T2\tCue {place('said')}\tsaid",
        f"T3\tContent {place('the dam held')}\tx",
        "E1\tAttribution:T9 Cue:T2 Content:T3 Source:T7",
    )
    assert list(data.attributions(notes, Report("0", "dam.txt", ARTICLE))) == []


def said(content: str, cue: str = "said, shrugging") -> dict[str, Any]:
    def at(words: str) -> dict[str, Any]:
        start = ARTICLE.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    return {"document": "dam.txt", "kind": "statement", "speaker": at("she"), "cue": at(cue), "content": at(content)}


def test_two_halves_around_a_cue_are_joined() -> None:
    (one,) = data.joined([said("It is dry"), said("It will stay dry")], {"dam.txt": ARTICLE})
    assert one["content"]["text"] == 'It is dry," she said, shrugging. "It will stay dry'


def test_other_cues_and_other_words_are_not_joined() -> None:
    other = said("the dam held", cue="said") | {"speaker": {"start": 0, "end": 9, "text": "Mara Holt"}}
    assert len(data.joined([other, said("It is dry")], {"dam.txt": ARTICLE})) == 2
    apart = [said("the dam held"), said("It will stay dry")]
    assert len(data.joined(apart, {"dam.txt": ARTICLE})) == 2, "a whole quotation stands between them"


def test_one_annotator_a_text() -> None:
    gold = [{"document": d, "annotator": a} for d, a in (("x", "x_1"), ("x", "x_2"), ("y", "y_7"), ("x", "x_1"))]
    assert [g["annotator"] for g in data.one_annotator(gold)] == ["x_1", "y_7", "x_1"]


def own_part(folder: Path, names: list[str]) -> None:
    (folder / "reports").mkdir(parents=True)
    rows = ["file,outlet,published,published_precision,language,url,note"]
    lines = []
    for name in names:
        (folder / "reports" / name).write_text("Ana Ruiz said the ford was shut.\n", encoding="utf-8")
        rows.append(f"{name},River Post,2019-05-04,day,en,,")
        lines.append(json.dumps({"file": name, "kind": "mention", "text": "Ana Ruiz", "start": 0, "end": 8}))
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_own_gold_is_split_by_number_and_named_by_part(tmp_path: Path) -> None:
    own_part(tmp_path / "north", ["n-001.txt", "n-020.txt", "n-021.txt"])
    own_part(tmp_path / "south", ["n-001.txt"])
    dev, held = data.own("dev", tmp_path), data.own("held", tmp_path)
    assert dev is not None and held is not None
    assert [r.name for r in dev.reports] == ["north/n-001.txt", "north/n-020.txt", "south/n-001.txt"]
    assert [g["document"] for g in held.gold] == ["north/n-021.txt"]
    assert str(dev.reports[0].published) == "2019-05-04"


def test_absent_data_sets_are_none(tmp_path: Path) -> None:
    assert data.own("dev", tmp_path) is None
    assert data.founding(tmp_path) is None
    assert data.polnear(tmp_path) is None
    assert plover.load(tmp_path) is None


def test_the_table_says_what_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(run.DATA_SETS, "polnear", lambda: None)
    assert list(run.table(run.measure(["polnear"]))) == ["polnear: absent, not measured"]


def test_held_out_errors_are_not_shown() -> None:
    with pytest.raises(SystemExit):
        run.main(["--misses", "own-held"])


@pytest.mark.parametrize(
    ("text", "word", "doubtful"),
    [
        ("Troops attacked the town.", "attacked", False),
        ("Troops did not attack the town.", "attack", True),
        ("Troops may attack the town.", "attack", True),
        ("The group vowed to attack the town.", "attack", True),
        ("Rebels continued to shell the port.", "shell", False),
        ("The union threatened a strike.", "strike", True),
        ("The envoy, who could not travel, met the rebels.", "met", False),
    ],
)
def test_signs_that_an_event_is_not_reported(text: str, word: str, doubtful: bool) -> None:
    predicate = {"start": text.index(word), "end": text.index(word) + len(word), "text": word}
    assert plover.not_reported(text, predicate) is doubtful


def test_plover_figures_on_records_of_our_own(tmp_path: Path) -> None:
    entries = [
        {"id": "doc", "event": "DOCUMENT"},
        {
            "id": "one",
            "event": "DEMAND",
            "date": "2020-01-01",
            "text": "France urged\n Iran on Monday to open its ports.",
            "source": [{"actorText": "France"}],
            "target": {"actorText": "Iran"},
        },
    ]
    folder = tmp_path / "data" / "plover-gsr"
    folder.mkdir(parents=True)
    (folder / "PLOVER_GSR_CAMEO.json").write_text(json.dumps(entries), encoding="utf-8")
    coded = plover.load(tmp_path)
    assert coded is not None
    (one,) = coded
    assert (one.category, one.sources, one.targets) == ("REQUEST", ("France",), ("Iran",))
    assert "\n" not in one.report.text
    figures, rows = plover.evaluate(coded)
    assert figures["gold"] == 1
    assert figures["category"].recall == float("REQUEST" in {e["type"] for e in plover.asserted(rows[0][1])})
