"""Writes made-up reports without end, and prints the id of each once it is committed. Its parent kills it."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import sys

from treuga.ledger import Ledger
from treuga.model import Event, Evidence, Mention, PartialDate, Reference, Report, Span, Statement, Testimony

PLACES = ["the mill", "the north gate", "Kestrel Pass", "the lower ford", "the salt road"]
DIGEST = "c" * 64


def made_up(rng: random.Random) -> tuple[Report, bytes, Testimony, Evidence]:
    """A report of a few sentences with testimony on each, and evidence from the first."""
    text, statements, mentions, events = f"Bulletin {rng.getrandbits(64)}.", [], [], []
    for i in range(rng.randint(1, 12)):
        start = len(text) + 1
        place = rng.choice(PLACES)
        text += f" Observer {i} said that {rng.randint(2, 900)} men had left {place}."
        content = text.index("that", start) + 5
        speaker = Span.on(text, start, text.index(" said", start))
        cue = Span.on(text, speaker.end + 1, speaker.end + 5)
        verb = text.index("left", start)
        statements.append(
            Statement(Reference(speaker, None), cue, Span.on(text, content, len(text)), "claim", "indirect")
        )
        mentions.append(Mention(Span.on(text, len(text) - 1 - len(place), len(text) - 1), place.replace(" ", "-")))
        span = Span.on(text, content, len(text))
        events.append(Event(span, Span.on(text, verb, verb + 4), "leave", "verb", words=("man",), statement=i))
    original = text.encode()
    report = Report(hashlib.sha256(original).hexdigest(), "bulletin.txt", text, published=PartialDate("2022-02"))
    testimony = Testimony(report.id, tuple(statements), tuple(mentions), events=tuple(events))
    evidence = Evidence(
        id=f"e{rng.getrandbits(64)}", agreement="ford", digest=DIGEST, subject="commitment:leave", claim="fulfilled",
        stance="asserts", report=report.id, report_name=report.name, outlet="", spans=(statements[0].content,),
        speaker=statements[0].speaker, witness="observer", standing="third-party", t_event=None,
        t_known=report.published, known_upto=dt.date(2022, 2, 28),
    )  # fmt: skip
    return report, original, testimony, evidence


def main(path: str, seed: int) -> None:
    rng = random.Random(seed)
    ledger = Ledger.create(path)
    with ledger.writer() as writer:
        while True:
            if rng.random() < 0.5:
                report, original, testimony, evidence = made_up(rng)
                writer.add_report(report, original, testimony)
                print("report", report.id, flush=True)
                writer.add_evidence(DIGEST, report.id, [evidence])
                print("evidence", evidence.id, flush=True)
                continue
            done = []
            with writer.batch():
                for _ in range(rng.randint(1, 20)):
                    report, original, testimony, evidence = made_up(rng)
                    writer.add_report(report, original, testimony)
                    writer.add_evidence(DIGEST, report.id, [evidence])
                    done.append((report.id, evidence.id))
            for report_id, evidence_id in done:
                print("report", report_id)
                print("evidence", evidence_id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
