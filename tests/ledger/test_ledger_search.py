"""Search: any text is a query, and every hit is a passage of the canonical text."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_samples import TEXT, bundle, sample

from treuga.errors import LedgerError
from treuga.ledger import Ledger
from treuga.ledger.search import WIDTH, to_match
from treuga.model import Furniture

LONG = (
    "The valley was quiet in the morning. " * 30
    + "At noon a convoy of the mediators crossed the bridge, and the convoy came back with letters. "
    + "The valley was quiet again. " * 30
    + "One more convoy is expected."
)


@pytest.fixture(scope="module")
def ledger():
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder, "ledger.db")) as made:
        with made.writer() as writer:
            writer.add_report(*sample())
            writer.add_report(*bundle(LONG, "long.txt", title="Quiet valley"))
            writer.add_report(*bundle("Café talks: the président señor José met Ångström’s men.", "accents.txt"))
            writer.add_report(*bundle("nothing here", "title.txt", title="Communiqué on mediation"))
        yield made


def found(ledger: Ledger, query: str, kind: str = "reports") -> list[str]:
    return [hit.name for hit in ledger.search(query, kind)]  # type: ignore[arg-type]


def test_hits_point_to_the_text(ledger: Ledger) -> None:
    (hit,) = ledger.search("exchange prisoner")
    assert hit.statement == 0
    assert [match.text for match in hit.matches] == ["exchange", "prisoners"]
    assert hit.snippet.text == "both sides will exchange 40 prisoners"
    for span in (hit.snippet, *hit.matches):
        assert TEXT[span.start : span.end] == span.text
    assert (hit.name, hit.outlet, str(hit.published)) == ("thaw.txt", "Daily Thaw", "2021-03")


def test_words_match_in_all_inflections_cases_and_accents(ledger: Ledger) -> None:
    assert found(ledger, "PRISONER") == ["thaw.txt"]
    assert found(ledger, "cafe president angstrom") == ["accents.txt"]
    assert found(ledger, "exchanging prisoners", "statements") == ["thaw.txt"]


def test_all_words_must_occur(ledger: Ledger) -> None:
    assert found(ledger, "prisoners convoy") == []
    assert found(ledger, "mediators convoy") == ["long.txt"]


def test_phrases_and_beginnings(ledger: Ledger) -> None:
    assert found(ledger, '"crossed the bridge"') == ["long.txt"]
    assert found(ledger, '"bridge the crossed"') == []
    assert found(ledger, "conv*") == ["long.txt"]
    assert found(ledger, "conv") == []


def test_titles_are_searched_too(ledger: Ledger) -> None:
    (hit,) = ledger.search("communique", "reports")
    assert hit.name == "title.txt"
    assert hit.matches == ()
    assert hit.snippet.text == "nothing here"


def test_a_snippet_shows_the_densest_place(ledger: Ledger) -> None:
    (hit,) = ledger.search("convoy", "reports")
    assert "crossed the bridge" in hit.snippet.text
    assert [match.text for match in hit.matches] == ["convoy", "convoy"]
    assert WIDTH / 2 < len(hit.snippet.text) <= WIDTH
    assert LONG[hit.snippet.start - 1] == " "  # cut between words
    assert LONG[hit.snippet.end] == " "


def test_nothing_is_quoted_from_furniture(ledger: Ledger) -> None:
    assert ledger.search("fashion", "reports") == []
    assert ledger.search("home contact", "reports") == []
    (hit,) = ledger.search("prisoner", "reports")
    assert "fashion" not in hit.snippet.text
    assert "Contact" not in hit.snippet.text
    assert all("fashion" not in match.text for match in hit.matches)


def test_a_snippet_without_a_match_starts_behind_the_furniture(tmp_path: Path) -> None:
    text = "MENU MENU\nThe ford is passable.\nSHARE THIS"
    marks = (Furniture(0, 10, "navigation"), Furniture(text.index("SHARE"), len(text), "control"))
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(*bundle(text, title="River", furniture=marks))
        (hit,) = ledger.search("river", "reports")
        assert hit.snippet.text.strip() == "The ford is passable."


def test_better_matches_come_first(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(*bundle("Grain prices rose. " * 20 + "The ceasefire was discussed.", "little.txt"))
            writer.add_report(*bundle("Ceasefire holds: the ceasefire, a third ceasefire.", "much.txt"))
        hits = ledger.search("ceasefire", "reports")
        assert [hit.name for hit in hits] == ["much.txt", "little.txt"]
        assert hits[0].score > hits[1].score
        assert len(ledger.search("ceasefire", "reports", limit=1)) == 1
        assert ledger.search("ceasefire", "reports", limit=0) == []


def test_an_unknown_kind_is_named(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="rumours") as caught:
        ledger.search("x", "rumours")  # type: ignore[arg-type]
    assert caught.value.code == "TR411"
    assert "statements" in caught.value.remedy


SYNTAX = st.lists(
    st.sampled_from([*"\"*^:(){}+-,.'\\\0", "AND", "OR", "NOT", "NEAR(", "title:", "prisoner", " ", "\ud800", "é"]),
    max_size=12,
).map("".join)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=st.one_of(SYNTAX, st.text(max_size=30)), kind=st.sampled_from(["statements", "reports"]))
def test_no_text_breaks_the_search(ledger: Ledger, query: str, kind: str) -> None:
    for hit in ledger.search(query, kind):  # type: ignore[arg-type]
        text = ledger.report(hit.report).text
        assert all(text[span.start : span.end] == span.text for span in (hit.snippet, *hit.matches))


def test_operators_are_plain_words() -> None:
    assert to_match("a OR b") == '"a" "OR" "b"'
    assert to_match('title:x "un closed') == '"title:x" "un closed"'
    assert to_match('***  ""') == ""


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_with_any_furniture_gives_true_spans(tmp_path_factory, data: st.DataObject) -> None:
    words = st.sampled_from(["ford", "ford,", "river", "\0", "\x02", "\n", "Straße", "é", "  ", "x" * 300])
    text = " ".join(data.draw(st.lists(words, min_size=1, max_size=40)))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    marks = tuple(Furniture(a, b, "advert") for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    with Ledger.create(tmp_path_factory.mktemp("search") / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add_report(*bundle(text, furniture=marks))
        for hit in ledger.search("ford", "reports"):
            assert text[hit.snippet.start : hit.snippet.end] == hit.snippet.text
            assert not any(hit.snippet.start < m.end and m.start < hit.snippet.end for m in marks)
            for match in hit.matches:
                assert match.text == "ford"
                assert hit.snippet.start <= match.start <= match.end <= hit.snippet.end
