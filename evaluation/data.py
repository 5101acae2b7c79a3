"""The data sets: where their texts and their gold are, read into reports and records.

What does not ship with the project is looked for in ``shared`` beside it (``TREUGA_SHARED`` names another folder);
a data set that is absent is None, and whoever asks says so.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.scoring import Record
from treuga.extract.jsonl import records
from treuga.extract.pipeline import MODEL, extract_many
from treuga.model import Report
from treuga.sources import MetadataRow, read_metadata, read_report

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TREUGA_SHARED", ROOT.parent / "shared"))
OWN = Path(__file__).parent / "gold"

#: The language model under measure: the one that ships, unless ``TREUGA_MODEL`` names another (package or folder).
LANGUAGE_MODEL = os.environ.get("TREUGA_MODEL", MODEL)

_NUMBER = re.compile(r"(\d+)")
_MARKS = " \t\"'“”‘’«»,.;:!?…—–-"
_CLAUSE = re.compile(r"""[,.;:!?…—–-]{0,2}(?:["”»]|''|’)[^"“”«»\n]{1,300}?(?:["“«]|''|‘)""")
_DATED = re.compile(r"_(\d{4}-\d{2}-\d{2})_")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A data set: reports, whose names are unique in it, and gold records, each with its report as ``document``."""

    name: str
    reports: tuple[Report, ...]
    gold: tuple[Record, ...]

    def text(self, document: str) -> str:
        """The canonical text of a report."""
        return next(r.text for r in self.reports if r.name == document)

    def predicted(self) -> list[Record]:
        """What extraction says of all reports, in the published shape."""
        return predict(self.reports)


def predict(reports: Sequence[Report]) -> list[Record]:
    """Testimony of reports as records, each with its report as ``document``."""
    out: list[Record] = []
    for report, testimony in zip(reports, extract_many(reports, model=LANGUAGE_MODEL), strict=True):
        out.extend(record | {"document": report.name} for record in records(report, testimony))
    return out


def _gold(path: Path) -> list[Record]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def founding(shared: Path = SHARED) -> Annotated | None:
    """The five founding reports."""
    seeds, folder = shared / "gold" / "seeds.jsonl", shared / "reports"
    if not seeds.exists() or not folder.exists():
        return None
    table = read_metadata(folder / "metadata.csv")
    reports = tuple(read_report(path, table.get(path.name)).report for path in sorted(folder.glob("*.txt")))
    return Annotated("founding", reports, tuple(g | {"document": g["file"]} for g in _gold(seeds)))


# -- PolNeAR


def polnear(shared: Path = SHARED, part: str = "dev") -> Annotated | None:
    """News articles with their attributions (brat standoff): source, cue and content; no party, act or form."""
    folder = shared / "data" / "polnear" / part
    if not folder.exists():
        return None
    reports: dict[str, Report] = {}
    gold: list[Record] = []
    for notes in sorted((folder / "attributions").glob("*.ann")):
        path = folder / "text" / f"{notes.stem}.txt"
        if not path.exists():  # some annotations carry the annotator's mark behind the name
            path = folder / "text" / f"{notes.stem.rpartition('_')[0]}.txt"
        day = _DATED.search(path.name)
        row = MetadataRow(path.name)
        report = reports.get(path.name) or read_report(path, row, published=day[1] if day else "").report
        reports[path.name] = report
        gold.extend(a | {"annotator": notes.stem} for a in attributions(notes.read_text(encoding="utf-8"), report))
    return Annotated(f"polnear {part}", tuple(reports.values()), tuple(gold))


def one_annotator(gold: Sequence[Record]) -> list[Record]:
    """The annotations of the first annotator of each text: a few texts of PolNeAR were annotated by six."""
    first: dict[str, str] = {}
    for record in gold:
        first.setdefault(record["document"], record["annotator"])
    return [record for record in gold if record["annotator"] == first[record["document"]]]


def attributions(notes: str, report: Report) -> Iterator[Record]:
    """The complete attributions of a brat file: those with a source, a cue and a content.

    A span in several pieces, and a role filled several times, count from their first character to their last.
    """
    places: dict[str, tuple[int, int]] = {}
    for line in notes.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            numbers = [int(n) for n in _NUMBER.findall(rest.split("\t", 1)[0])]
            places[key] = (numbers[0], numbers[-1])
        elif key.startswith("E"):
            roles: dict[str, list[tuple[int, int]]] = {}
            for role, _, span in (argument.partition(":") for argument in rest.split()):
                if span in places:
                    roles.setdefault(role.rstrip("0123456789"), []).append(places[span])
            if roles.keys() >= {"Source", "Cue", "Content"}:
                yield {
                    "document": report.name,
                    "kind": "statement",
                    "speaker": _around(report.text, roles["Source"]),
                    "cue": _around(report.text, roles["Cue"]),
                    "content": _around(report.text, roles["Content"]),
                }


def _around(text: str, places: Iterable[tuple[int, int]]) -> Record:
    starts, ends = zip(*places, strict=True)
    return {"start": min(starts), "end": max(ends), "text": text[min(starts) : max(ends)]}


def joined(predicted: Sequence[Record], texts: dict[str, str]) -> list[Record]:
    """Statements as PolNeAR has them: the sentences of one quotation, and its halves around a cue, as one content.

    Statements that follow each other under the same cue and speaker become one where nothing but punctuation, space
    and the words of that cue and speaker stands between them.
    """
    out: list[Record] = []
    for record in sorted(predicted, key=lambda r: (r["document"], r["content"]["start"], -r["content"]["end"])):
        before = next((o for o in reversed(out[-6:]) if _same_source(o, record)), None)
        if before is None or not _adjoins(before, record, texts[record["document"]]):
            out.append(dict(record))
            continue
        start, end = before["content"]["start"], max(before["content"]["end"], record["content"]["end"])
        before["content"] = {"start": start, "end": end, "text": texts[record["document"]][start:end]}
    return out


def _same_source(a: Record, b: Record) -> bool:
    return bool(a["document"] == b["document"] and a["cue"] == b["cue"] and a["speaker"] == b["speaker"])


def _adjoins(first: Record, second: Record, text: str) -> bool:
    """Whether only marks and spaces, or the one clause that holds the cue, stand between two contents."""
    start, end = first["content"]["end"], second["content"]["start"]
    gap = text[start:end]
    if end <= start or "\n" in gap.strip(_MARKS + "\n") or gap.count("\n") > 1:
        return False
    if not any(c.isalnum() for c in gap):
        return True
    tagged = start <= first["cue"]["start"] and first["cue"]["end"] <= end
    # Opened and closed by quotation marks, and none within: the words between are those of one reporting clause.
    return tagged and bool(_CLAUSE.fullmatch(gap))


# -- our own gold


def own(half: str, folder: Path = OWN) -> Annotated | None:
    """The gold that ships: ``dev`` is looked at while rules are written, ``held`` never is."""
    reports: list[Report] = []
    gold: list[Record] = []
    for notes in sorted(folder.glob("*/gold.jsonl")):
        part = notes.parent
        files = {p.name: p for p in sorted(part.rglob("*.txt"))} | {p.name: p for p in sorted(part.rglob("*.html"))}
        tables = {p.name: row for csv in part.rglob("metadata.csv") for p, row in _rows(csv)}
        wanted = [g for g in _gold(notes) if _half(g["file"]) == half]
        for name in sorted({Path(g["file"]).name for g in wanted} & files.keys()):
            report = read_report(files[name], tables.get(name)).report
            reports.append(replace(report, name=f"{part.name}/{name}"))
        known = {r.name for r in reports}
        for record in wanted:
            document = f"{part.name}/{Path(record['file']).name}"
            if document in known:
                gold.append(record | {"document": document})
    return Annotated(f"own {half}", tuple(reports), tuple(gold)) if reports else None


def _rows(table: Path) -> Iterator[tuple[Path, MetadataRow]]:
    for name, row in read_metadata(table).items():
        yield Path(name), row


def _half(name: str) -> str:
    """Reports 1 to 20 of a part are for looking at, those from 21 on are held out."""
    number = _NUMBER.search(Path(name).name)
    return "held" if number and int(number[1]) > 20 else "dev"
