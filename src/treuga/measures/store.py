"""Where imported incidents live: one immutable Parquet file for each imported file, and what is known of it in JSON.

::

    CASE/incidents/DATASET/VERSION/SHA256.parquet       the rows that can be used, typed
    CASE/incidents/DATASET/VERSION/SHA256.json          the manifest; a Parquet file without one does not exist
    CASE/incidents/DATASET/VERSION/SHA256.rejected.csv  the rows that cannot, as they stood, with the reason

The manifest is written last and every file arrives by one rename, so that a reader never sees half an import and needs
no lock. The ledger is never opened here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from treuga.errors import MonitorError, ReadError
from treuga.measures import codes

Interval = tuple[dt.date, dt.date]
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of one imported file.

    Attributes:
        sha256: of the original's bytes.
        file: its base name.
        meaning: digest of how its columns were read.
        known: by when the data could be known (``published``, else the day of import), ISO.
        covers: first and last day for which no row means no incident, ISO.
        rows: all of the file; ``kept`` and ``bad`` and ``duplicates`` add up to it.
        lookalikes: kept rows that have date, place, actors and count of another row, under another id.
        imprecise: kept rows that span several days.
        actors: name -> number of kept rows that have it, as the file writes it.
    """

    sha256: str
    file: str
    dataset: str
    version: str
    shape: str
    title: str
    meaning: str
    known: str
    imported: str
    covers: tuple[str, str]
    rows: int
    kept: int
    bad: int
    duplicates: int
    lookalikes: int
    imprecise: int = 0
    lag: int = 0
    simulated: bool = False
    grade: str = ""
    witness: str = ""
    citation: str = ""
    actors: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DataSet:
    """One version of a data set: everything that was imported under its name.

    Attributes:
        files: manifests, by coverage.
        folder: where its Parquet files are.
        others: other versions of the same data set.
    """

    name: str
    version: str
    folder: Path
    files: tuple[Manifest, ...]
    others: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What to call it: with its version, and with the word "simulated" where it is."""
        title = next((one.title for one in self.files if one.title), self.name)
        version = f", version {self.version}" if self.version != UNVERSIONED else ""
        return f"{title}{version}{' (SIMULATED)' if self.simulated and 'simulated' not in title.lower() else ''}"

    @property
    def simulated(self) -> bool:
        """Whether any of its rows is invented."""
        return any(one.simulated for one in self.files)

    @property
    def parquet(self) -> list[Path]:
        """The files to read."""
        return [self.folder / f"{one.sha256}.parquet" for one in self.files]

    @property
    def covered(self) -> tuple[Interval, ...]:
        """The spans of days that the data cover, in order, joined where they touch."""
        return joined(
            (dt.date.fromisoformat(one.covers[0]), dt.date.fromisoformat(one.covers[1])) for one in self.files
        )

    @property
    def provisional_from(self) -> dt.date | None:
        """The first day for which more may still be reported; None where the data are final."""
        lag = max((one.lag for one in self.files), default=0)
        return self.covered[-1][1] - dt.timedelta(days=lag - 1) if lag and self.covered else None

    @property
    def known(self) -> dt.date:
        """The day by which all of it could be known."""
        return max(dt.date.fromisoformat(one.known) for one in self.files)

    def known_at(self, day: dt.date) -> DataSet | None:
        """What of it could be known by then; None where nothing."""
        files = tuple(one for one in self.files if dt.date.fromisoformat(one.known) <= day)
        return DataSet(self.name, self.version, self.folder, files, self.others) if files else None

    def actors(self) -> dict[str, int]:
        """Names of actors as the files write them, the most frequent first."""
        out: dict[str, int] = {}
        for one in self.files:
            for name, rows in one.actors.items():
                out[name] = out.get(name, 0) + rows
        return dict(sorted(out.items(), key=lambda item: (-item[1], item[0])))


#: The version of a data set that has none.
UNVERSIONED = "0"


def joined(spans: Iterable[Interval]) -> tuple[Interval, ...]:
    """Spans of days in order, those that touch or overlap made one."""
    out: list[Interval] = []
    for first, last in sorted(spans):
        if out and first <= out[-1][1] + dt.timedelta(days=1):
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)


class Store:
    """The incident data of a case, in its folder ``incidents``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def datasets(self) -> list[DataSet]:
        """Every version of every data set, by name, the newest version first."""
        out: list[DataSet] = []
        for folder in sorted(path for path in self.root.glob("[a-z0-9]*") if path.is_dir()):
            versions = {path.name: manifests(path) for path in folder.iterdir() if path.is_dir()}
            versions = {name: files for name, files in versions.items() if files}
            order = sorted(versions, key=rank, reverse=True)
            for name in order:
                others = tuple(other for other in order if other != name)
                out.append(DataSet(folder.name, name, folder / name, versions[name], others))
        return out

    def pick(self, name: str = "", version: str = "") -> DataSet:
        """One data set: by name, or the only one; the newest final version, unless one is named.

        Raises:
            MonitorError: there is none (TR651), or several and none was named.
        """
        there = self.datasets()
        names = sorted({one.name for one in there})
        if not name and len(names) == 1:
            name = names[0]
        found = [one for one in there if one.name == name and (not version or one.version == version)]
        if found:
            return found[0]
        if not there:
            raise MonitorError(codes.NO_DATA, "no incidents have been imported yet", where=str(self.root))
        listed = ", ".join(f"{one.name} {one.version}" if version else one.name for one in there)
        asked = f"'{name}'" + (f" version '{version}'" if version else "") if name else "a data set without a name"
        raise MonitorError(codes.NO_DATA, f"there is no {asked}", remedy=f"There are: {listed}.")


def manifests(folder: Path) -> tuple[Manifest, ...]:
    """The manifests of one version of a data set.

    Raises:
        ReadError: one is damaged, or its Parquet file is not there (TR258).
    """
    found = []
    names = {one.name for one in fields(Manifest)}
    for path in sorted(folder.glob("*.json")):
        try:
            data = json.loads(path.read_bytes())
            data = {key: value for key, value in data.items() if key in names}
            found.append(Manifest(**{**data, "covers": tuple(data["covers"])}))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            raise ReadError(codes.DAMAGED, "this manifest cannot be read", where=str(path)) from None
        if not path.with_suffix(".parquet").is_file():
            raise ReadError(codes.DAMAGED, "its rows are not beside it", where=str(path))
    return tuple(sorted(found, key=lambda one: (one.covers, one.sha256)))


def as_json(manifest: Manifest) -> str:
    """A manifest as it is written."""
    return json.dumps(asdict(manifest), indent=1, ensure_ascii=False) + "\n"


def is_candidate(version: str) -> bool:
    """Whether a version is a candidate of UCDP, which a final one replaces: ``23.0.3``, ``23.01.23.03``."""
    parts = [int(number) for number in _NUMBERS.findall(version)]
    return len(parts) >= 3 and bool(re.match(r"\d{2}\.", version))


def rank(version: str) -> tuple[bool, list[int], str]:
    """Versions by age, finals above candidates."""
    return (not is_candidate(version), [int(number) for number in _NUMBERS.findall(version)], version)
