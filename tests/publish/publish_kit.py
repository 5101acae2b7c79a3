"""A small process to write briefs on: the accord of the two banks, its reports and what they say, made by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from treuga.board import Board, Coverage
from treuga.model import (
    Agreement,
    Commitment,
    Condition,
    Deadline,
    Evidence,
    Furniture,
    Gate,
    PartialDate,
    Reference,
    Report,
    Span,
)
from treuga.monitor import evaluate, evaluate_gates
from treuga.monitor.remarks import REPORTER

AS_OF = dt.date(2031, 3, 16)
DIGEST = "d" * 64
PEOPLE = {
    "left-bank": "Left Bank",
    "right-bank": "Right Bank",
    "left-speaker": "Ada Lind",
    "river-mission": "River Mission",
}
PAGE = (
    "Home | Politics\n\n"
    "Ferry talks resume\n\n"
    "Ada Lind said that all forty boats had gone back to their owners. She spoke at the lock.\n\n"
    "The River Mission wrote that the toll posts still stood in place.\nIt counted nine.\n\n"
    "Related posts: ten things about herons"
)
OTHER = "A spokesman of the Right Bank said the boats are still missing. “We wait for each of them,” he added."


def make_report(name: str, text: str, published: str | None = "2031-02-01", **more: Any) -> Report:
    values: dict[str, Any] = {"outlet": "Lock Gazette", "title": name.removesuffix(".txt").replace("-", " ").title()}
    return Report(
        id=hashlib.sha256(f"{name}{text}".encode("utf-8", "surrogatepass")).hexdigest(),
        name=name,
        text=text,
        published=PartialDate(published) if published else None,
        dated_by="metadata" if published else "none",
        retrieved=dt.date(2031, 3, 15),
        **{**values, **more},
    )


def reports() -> tuple[Report, Report, Report]:
    page = make_report("ferry-talks.txt", PAGE, url="https://lock-gazette.example/a(b)?c=d", note="found in a drawer")
    furniture = (Furniture(0, 17, "navigation"), Furniture(PAGE.index("Related posts"), len(PAGE), "related"))
    return (
        replace(page, furniture=furniture),
        make_report("missing-boats.txt", OTHER, "2031-03-09", title="", outlet=""),
        make_report("silent.txt", "Nothing happened on the river.", None),
    )


def say(report: Report, words: str, subject: str, claim: str, standing: str, **more: Any) -> Evidence:
    """Evidence on the first place where the report has these words."""
    start = report.text.index(words)
    speaker = more.pop("speaker", "")
    values: dict[str, Any] = {
        "agreement": "accord",
        "digest": DIGEST,
        "stance": "asserts",
        "witness": "river-mission",
        "t_event": None,
        "grade": "B2",
        "act": "claim",
        **more,
    }
    return Evidence(
        id=hashlib.sha256(f"{report.id}{words}{subject}{claim}".encode("utf-8", "surrogatepass")).hexdigest()[:16],
        subject=subject,
        claim=claim,  # type: ignore[arg-type]
        standing=standing,  # type: ignore[arg-type]
        report=report.id,
        report_name=report.name,
        outlet=report.outlet,
        spans=(Span.on(report.text, start, start + len(words)),),
        speaker=Reference(Span(0, len(speaker), speaker), values.pop("party", None)),
        t_known=report.published,
        known_upto=report.published.latest if report.published else dt.date(2031, 3, 15),
        **values,
    )


def commitment(key: str, title: str, **more: Any) -> Commitment:
    values: dict[str, Any] = {"debtor": ("left-bank",), "creditor": ("right-bank",), "consequent": f"{title}."}
    return Commitment(key, title, **{**values, **more})


def agreement(**more: Any) -> Agreement:
    due = Deadline("2031-03-01", dt.date(2031, 3, 1), ((dt.date(2031, 3, 5), "said on the radio"),))
    ahead = Deadline("2031-04-01", dt.date(2031, 4, 1))
    values: dict[str, Any] = {
        "id": "accord",
        "title": "Accord of the two banks",
        "parties": ("left-bank", "right-bank"),
        "signed": PartialDate("2031-01-05"),
        "digest": DIGEST,
        "commitments": (
            commitment("boats", "Return of forty boats", deadline=due),
            commitment("tolls", "End of the tolls, at all posts", mode="maintain", basis="asserted"),
            commitment("bridge", "Opening of the bridge", deadline=ahead, performer=("right-bank",)),
            commitment("market", "A common market", antecedent=("boats",), deadline=due),
            commitment("nets", "Return of the nets"),
        ),
        "gates": (
            Gate(
                "guards",
                "Whether the guards go home",
                ("river-mission",),
                (Condition("no-tolls", "No toll is taken.", "accord/tolls"), Condition("calm", "The river is calm.")),
                expected=(PartialDate("2031-03-18"), PartialDate("2031-03-17")),
            ),
        ),
    }
    return Agreement(**{**values, **more})


def evidence(page: Report, other: Report) -> list[Evidence]:
    lind = {"speaker": "Ada Lind", "party": "left-speaker", "witness": "left-bank", "grade": "C3"}
    bank = {"speaker": "A spokesman of the Right Bank", "party": "right-bank", "witness": "right-bank"}
    boats, tolls = "commitment:boats", "commitment:tolls"
    return [
        say(page, "all forty boats had gone back to their owners", boats, "fulfilled", "self-serving", **lind),
        say(other, "the boats are still missing", boats, "fulfilled", "self-serving", stance="denies", **bank),
        say(other, "We wait for each of them", boats, "outstanding", "self-serving", act="demand", **bank),
        say(
            page,
            "The River Mission wrote that the toll posts still stood in place.\nIt counted nine",
            tolls,
            "breached",
            "third-party",
            speaker="The River Mission",
            party="river-mission",
            notes=("an odd note on 'tolls' of 2031-02-01",),
        ),
        say(
            page, "She spoke at the lock", "commitment:nets", "fulfilled", "third-party", grade="A1", notes=(REPORTER,)
        ),
    ]


def make_board(
    found: Agreement | None = None,
    read: Sequence[Report] | None = None,
    heard: Iterable[Evidence] | None = None,
    known_at: dt.date = dt.date.max,
    **more: Any,
) -> Board:
    """The board of the accord, judged by the monitor itself."""
    found, read = found or agreement(), list(reports() if read is None else read)
    heard = list(evidence(*reports()[:2]) if heard is None else heard)
    dates = {"as_of": AS_OF, "known_at": known_at}
    findings = evaluate(found, heard, **dates)
    gates = evaluate_gates(found, heard, lookup=lambda key: findings if key == found.id else [], **dates)
    published = [report.published for report in read if report.published]
    coverage = Coverage(
        reports=len(read),
        first=min((date.earliest for date in published), default=None),
        last=max((date.latest for date in published), default=None),
        undated=tuple(report.name for report in read if not report.published),
        by_then=sum(1 for date in published if date.latest <= AS_OF),
        copies=((read[0].id, read[1].id),) if len(read) > 1 else (),
    )
    return Board(
        found, AS_OF, known_at, tuple(findings), tuple(gates), tuple(read), coverage,
        people=tuple(more.pop("people", PEOPLE).items()),
    )  # fmt: skip


def empty_board() -> Board:
    bare = agreement(commitments=(), gates=(), signed=None)
    return make_board(bare, read=(), heard=())
