"""The gold standard records of PLOVER: sentences with one coded event each.

The records are of 2016; the types are those of 2021, so that four old categories are read as the new types that took
them up (`NOW`). The codebook's sentences often tell of more than the one event that was coded, so precision on
categories is a lower bound.

* ``category``: the distinct types that are coded as reported, in each sentence, against the one of the gold: events
  that happened, and verbal acts by which others are promised, demanded, refused or threatened.
* ``facts``: the same, with nothing but what is coded as having happened; ``facts_share``: how many of the coded events
  that are.
* ``lead``: one answer for a sentence, the first event outside any reported speech, else the first.
* ``source``, ``target``: of the records with one, the share in which the category is found and the event's source
  (target) is named in words that overlap those of the gold; ``source_precision``, ``target_precision``: of the events
  of the right category that have one, in records that have one, the share in which it is right. The codes of actors are
  not compared: those of the gold are of another scheme (CAMEO's).
* ``unreported``: the share of events coded as facts of which the sentence says, by the signs of `not_reported`, that
  they did not happen, or not yet. It is an estimate by rule, not a person's count, and says nothing of the verbal acts
  that are inferred from what is only planned or demanded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.data import SHARED, predict
from evaluation.scoring import F1, Figures, Record
from treuga.model import PartialDate, Report

#: What became of categories that the ontology of 2021 no longer has.
NOW = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT", "INVESTIGATE": "ACCUSE"}

_FACTS = ("happened", "ongoing")
#: What is only announced is coded as the act of announcing it, which the sentence does report.
_VERBAL = ("AGREE", "REQUEST", "REJECT", "THREATEN")
_WORD = re.compile(r"[\w’']+|[^\w\s]")
_NEGATION = frozenset("not never no without neither nor cannot hardly".split())
_UNREAL = frozenset("if unless whether would could may might should must can will shall cannot".split())
#: Words after which an infinitive tells what did happen.
_REAL_TO = frozenset(
    "continue continues continued continuing began begun begins begin started starts managed forced helped came went "
    "used compelled led caused".split()
)
_NOT_YET = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:\w+ ){0,2}for|demand\w*|threat\w*(?: of)?|plan\w*(?: for)?|prepar\w+(?: for)?|avert\w*|"
    r"prevent\w*|avoid\w*|possib\w+|planned|propos\w+|urg\w+|offer\w*|promis\w+|pledg\w+|hop\w+(?: for)?|need for|"
    r"ban on|failed|refus\w+|reject\w*|den(?:y|ied|ies))\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence and its one coded event."""

    report: Report
    category: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def load(shared: Path = SHARED) -> list[Coded] | None:
    """The records, or None where they are absent."""
    path = shared / "data" / "plover-gsr" / "PLOVER_GSR_CAMEO.json"
    if not path.exists():
        return None
    listed: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [_coded(entry) for entry in listed if entry.get("text")]


def _coded(entry: dict[str, Any]) -> Coded:
    # The text is as it was printed, with line breaks of a table in it.
    text = " ".join(entry["text"].split())
    report = Report(entry["id"], entry["id"], text, published=PartialDate(entry["date"]))
    names = [
        tuple(" ".join(actor.get("actorText", "").split()) for actor in _listed(entry.get(side)))
        for side in ("source", "target")
    ]
    category = NOW.get(entry["event"], entry["event"])
    return Coded(report, category, *(tuple(filter(None, side)) for side in names))


def _listed(actors: Any) -> list[dict[str, Any]]:
    """The actors of one side: usually a list of them, in a few records a single one."""
    several = actors if isinstance(actors, list) else [actors]
    return [actor for actor in several if isinstance(actor, dict)]


def evaluate(coded: list[Coded]) -> tuple[Figures, list[tuple[Coded, list[Record]]]]:
    """The figures, and what was coded for each record."""
    rows = [(one, predict([one.report])) for one in coded]
    hits = answers = fact_hits = fact_answers = lead_hits = leads = facts = verbal = doubtful = 0
    met, wanted, given = ({"source": 0, "target": 0} for _ in range(3))
    right_given = {"source": 0, "target": 0}
    for one, records in rows:
        events = asserted(records)
        types = {event["type"] for event in events}
        answers += len(types)
        hits += one.category in types
        first = lead(events)
        leads += first is not None
        lead_hits += first is not None and first["type"] == one.category
        told = [event for event in events if _is_fact(event)]
        told_types = {event["type"] for event in told}
        fact_answers += len(told_types)
        fact_hits += one.category in told_types
        facts += len(told)
        verbal += len(events) - len(told)
        doubtful += sum(not_reported(one.report.text, event["predicate"]) for event in told)
        right = [event for event in events if event["type"] == one.category]
        for side, names in (("source", one.sources), ("target", one.targets)):
            wanted[side] += bool(names)
            found = [_named(one.report.text, names, e[side]) for e in right if e[side]] if names else []
            met[side] += any(found)
            given[side] += len(found)
            right_given[side] += sum(found)
    figures: Figures = {
        "gold": len(rows),
        "predicted": answers,
        "category": F1.of(hits, answers, len(rows)),
        "facts": F1.of(fact_hits, fact_answers, len(rows)),
        "lead": F1.of(lead_hits, leads, len(rows)),
        "source": met["source"] / wanted["source"] if wanted["source"] else 0.0,
        "target": met["target"] / wanted["target"] if wanted["target"] else 0.0,
        "source_precision": right_given["source"] / given["source"] if given["source"] else 0.0,
        "target_precision": right_given["target"] / given["target"] if given["target"] else 0.0,
        "facts_share": facts / (facts + verbal) if facts else 0.0,
        "unreported": doubtful / facts if facts else 0.0,
    }
    return figures, rows


def asserted(records: Iterable[Record]) -> list[Record]:
    """The events that are coded as facts, and the verbal acts (a promise, a threat) by which others are announced."""
    return [r for r in records if r["kind"] == "event" and (_is_fact(r) or r["type"] in _VERBAL)]


def _is_fact(record: Record) -> bool:
    return bool(record["factuality"] in _FACTS and record["polarity"])


def lead(events: list[Record]) -> Record | None:
    """The event that a coder of one event a sentence would give."""
    return next((e for e in events if e["statement"] is None), events[0] if events else None)


def _named(text: str, names: Iterable[str], actors: Iterable[Record]) -> bool:
    places = [found.span() for name in names for found in re.finditer(re.escape(name), text)]
    return any(a < actor["end"] and actor["start"] < b for a, b in places for actor in actors)


def not_reported(text: str, predicate: Record) -> bool:
    """Whether words before a predicate say that it did not happen or has not yet: negation, modal, bare infinitive.

    Works on the surface of the text alone, so that it does not repeat the judgement that it checks.
    """
    before = re.split(r"[,;:.]\s", text[: predicate["start"]])[-1]
    words = [w.lower() for w in _WORD.findall(before)][-6:]
    if any(w in _NEGATION or w.endswith(("n't", "n’t")) for w in words[-4:]):
        return True
    if "to" in words[-2:] and not _REAL_TO.intersection(words[:-1]) and not predicate["text"].endswith(("ed", "ing")):
        return not _is_noun_like(predicate["text"])
    return bool(_UNREAL.intersection(words[-4:]) or _NOT_YET.search(before))


def _is_noun_like(word: str) -> bool:
    return word.lower().endswith(("s", "tion", "ment", "ence", "ance"))
