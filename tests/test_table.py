"""Findings as records, rows and data frames."""

from __future__ import annotations

import datetime as dt
import json

from treuga.model import Commitment, Evidence, Finding, Gate, GateFinding, Reference, Span, Weighed
from treuga.table import findings_table, gates_table

TEXT = "The port is open, the mayor of the north said."
DAY = dt.date(2021, 2, 16)


def weighed(*, counted: bool, party: str | None) -> Weighed:
    evidence = Evidence(
        id="e1",
        agreement="harbour-truce",
        digest="d",
        subject="commitment:open-port",
        claim="fulfilled",
        stance="asserts",
        report="f00",
        report_name="port.txt",
        outlet="Harbour Post",
        spans=(Span.on(TEXT, 0, 16),),
        speaker=Reference(Span.on(TEXT, 18, 27), party),
        witness="north",
        standing="self-serving",
        t_event=None,
        t_known=None,
        known_upto=DAY,
    )
    return Weighed(evidence, 0, counted, "for", "its own word")


def finding(*evidence: Weighed, known_at: dt.date = dt.date.max, deadline: dt.date | None = None) -> Finding:
    return Finding(
        agreement="harbour-truce",
        commitment=Commitment("open-port", "The port is opened", ("north",), ("south",), "The north opens the port."),
        as_of=DAY,
        known_at=known_at,
        state="disputed",
        readings=("satisfied", "active"),
        schedule="no deadline" if deadline is None else "not due",
        deadline=deadline,
        days=None if deadline is None else (deadline - DAY).days,
        evidence_class="claimed",
        claims=(("north", "done"), ("south", "still to be done")),
        evidence=evidence,
    )


def test_records_survive_json_and_quote_their_report() -> None:
    table = findings_table([finding(weighed(counted=True, party="mayor-of-the-north"))])
    (record,) = json.loads(json.dumps(table.to_dicts()))
    assert record == table.to_dicts()[0]
    assert record["readings"] == {"debtor": "satisfied", "creditor": "active"}
    assert record["claims"] == [{"party": "north", "says": "done"}, {"party": "south", "says": "still to be done"}]
    assert (record["deadline"], record["known_at"], record["as_of"]) == (None, None, "2021-02-16")
    (piece,) = record["evidence"]
    assert TEXT[piece["start"] : piece["end"]] == piece["text"] == "The port is open"
    assert (piece["report"], piece["speaker"]) == ("port.txt", "mayor-of-the-north")


def test_a_speaker_who_is_not_known_is_named_by_the_words() -> None:
    table = findings_table([finding(weighed(counted=True, party=None))])
    assert table.to_dicts()[0]["evidence"][0]["speaker"] == "the mayor"


def test_rows_count_what_counted_and_keep_dates() -> None:
    one = finding(
        weighed(counted=True, party=None),
        weighed(counted=False, party=None),
        known_at=DAY,
        deadline=dt.date(2021, 4, 29),
    )
    (row,) = findings_table([one]).to_rows()
    assert (row["evidence_counted"], row["evidence_heard"], row["reports"]) == (1, 2, "port.txt")
    assert (row["known_at"], row["deadline"], row["days"]) == (DAY, dt.date(2021, 4, 29), 72)
    assert row["claims"] == "north: done; south: still to be done"


def test_data_frames_have_a_row_for_each_finding() -> None:
    table = findings_table([finding(), finding(deadline=dt.date(2021, 4, 29))])
    pandas, polars = table.to_pandas(), table.to_polars()
    assert list(pandas["state"]) == polars["state"].to_list() == ["disputed", "disputed"]
    assert polars["deadline"].to_list() == [None, dt.date(2021, 4, 29)]
    assert list(pandas.columns) == polars.columns == list(table.to_rows()[0])


def test_a_table_is_a_sequence() -> None:
    items = [finding(), finding(deadline=DAY)]
    table = findings_table(items)
    assert (len(table), table[1], list(table), table[:1]) == (2, items[1], items, (items[0],))
    assert table == findings_table(items)
    assert len(findings_table([]).to_pandas()) == len(findings_table([]).to_polars()) == 0


def test_gates_keep_their_three_values() -> None:
    gate = Gate("lift", "Lifting", ("council",), ())
    found = [GateFinding("harbour-truce", gate, DAY, dt.date.max, value) for value in (True, False, None)]
    table = gates_table(found)
    assert [record["open"] for record in table.to_dicts()] == [True, False, None]
    assert table.to_polars()["open"].to_list() == [True, False, None]
