"""Reading the PA-X table: one row an agreement, 279 columns in version 10, nine in ten of them topics.

C. Bell, S. Badanjak, *Introducing PA-X: A new peace agreement database and dataset*, Journal of Peace Research 56,
2019. The columns that are used: ``AgtId``, ``Ver``, ``Agt`` (title), ``Dat``, ``Con`` (conflict), ``PP`` and ``PPName``
(process), ``Loc1ISO`` and ``Loc2ISO``, ``Status``, ``Stage``, ``Part`` and ``ThrdPart`` (parties in words), and one
column a topic, where 0 says that it is not treated.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from treuga.agreements.fields import listed, shown
from treuga.agreements.pax import codes
from treuga.agreements.topics import vocabularies
from treuga.errors import AgreementError
from treuga.model import PartialDate

NEEDED = ("AgtId", "Agt", "Dat", "Part")
#: The table of version 10 has 3.5 MB; what is far above is another file.
MAX_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class PaxAgreement:
    """One row of the table, as far as it is used.

    Attributes:
        id: ``AgtId``.
        signed: ``Dat``.
        parties, third_parties: in the words of PA-X, several lines.
        countries: ISO codes of three letters.
        topics: code -> 1, 2 or 3, as PA-X grades how far the text goes.
        version: ``Ver``, the release of PA-X in which the row came in or changed.
        line: of the file, where the row begins.
    """

    id: str
    title: str
    signed: PartialDate
    parties: str
    third_parties: str = ""
    conflict: str = ""
    process: str = ""
    process_id: str = ""
    countries: tuple[str, ...] = ()
    status: str = ""
    stage: str = ""
    topics: Mapping[str, int] = field(default_factory=dict)
    version: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class PaxTable:
    """The rows that can be used, by their number, and what is wrong with the others."""

    path: Path
    rows: Mapping[str, PaxAgreement]
    problems: tuple[AgreementError, ...] = ()

    @property
    def version(self) -> int:
        """The release of PA-X: the latest that a row names; 0 where none does."""
        return max((row.version for row in self.rows.values()), default=0)

    def get(self, number: str) -> PaxAgreement:
        """The agreement with that number.

        Raises:
            AgreementError: there is none (TR562).
        """
        found = self.rows.get(number.strip())
        if found is None:
            raise AgreementError(
                codes.NO_AGREEMENT, f"PA-X has no agreement '{shown(number)}' in this table", where=str(self.path)
            )
        return found

    def find(self, words: str = "", country: str = "", process: str = "") -> list[PaxAgreement]:
        """The agreements that fit all that is asked for, by date; upper and lower case are the same.

        Args:
            words: all of these stand in the title.
            country: an ISO code, or a word of the conflict's name.
            process: the number of a process, or a part of its name.
        """
        wanted = words.casefold().split()
        country, process = country.strip().casefold(), process.strip().casefold()

        def fits(row: PaxAgreement) -> bool:
            title = row.title.casefold()
            places = [code.casefold() for code in row.countries]
            return (
                all(word in title for word in wanted)
                and (not country or country in places or country in row.conflict.casefold())
                and (not process or process == row.process_id or process in row.process.casefold())
            )

        return sorted(filter(fits, self.rows.values()), key=lambda row: (row.signed.earliest, int(row.id)))


def read_table(path: str | Path) -> PaxTable:
    """Read the table; rows that cannot be used are named among its problems, and left out.

    Raises:
        AgreementError: it cannot be read, or is no table of PA-X (TR560).
    """
    path = Path(path)
    rows: dict[str, PaxAgreement] = {}
    problems: list[AgreementError] = []
    try:
        if path.stat().st_size > MAX_BYTES:
            raise AgreementError(codes.NO_TABLE, f"the file has over {MAX_BYTES:,} bytes", where=str(path))
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, cells in _cells(path, file):
                try:
                    row = _agreement(cells, line)
                    if row.id in rows:
                        raise ValueError(f"the number {row.id} was given before, on line {rows[row.id].line}")
                    rows[row.id] = row
                except ValueError as error:
                    problems.append(AgreementError(codes.BAD_ROW, str(error), where=f"{path}:{line}"))
    except OSError as error:
        raise AgreementError(
            codes.NO_TABLE, f"the file cannot be opened: {error.strerror}", where=str(path), remedy="Check the path."
        ) from None
    except UnicodeDecodeError:
        raise AgreementError(codes.NO_TABLE, "the file is not UTF-8 text", where=str(path)) from None
    except csv.Error as error:
        raise AgreementError(codes.NO_TABLE, f"the file is no CSV: {error}", where=str(path)) from None
    return PaxTable(path, rows, tuple(problems))


def _cells(path: Path, file: Iterator[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the line on which it begins; a cell can hold line breaks."""
    reader = csv.reader(file, strict=True)
    header = next(reader, [])
    lacking = [name for name in NEEDED if name not in header]
    if lacking or not set(header) & vocabularies()["pax"].keys():
        what = f"the column {listed(lacking)} is missing" if lacking else "no column is a topic of PA-X"
        raise AgreementError(codes.NO_TABLE, what, where=f"{path}:1")
    start = reader.line_num + 1
    for cells in reader:
        if any(cells):
            # What a row has too many or too few of cannot be told apart: the row is named by its number of cells.
            named = dict(zip(header, cells, strict=False))
            yield start, named if len(cells) == len(header) else {"": f"{len(cells)} cells, not {len(header)}"}
        start = reader.line_num + 1


def _agreement(cells: Mapping[str, str], line: int) -> PaxAgreement:
    """One row.

    Raises:
        ValueError: what cannot be used in it.
    """
    if "" in cells and "AgtId" not in cells:
        raise ValueError(f"the row has {cells['']}")
    number = cells["AgtId"].strip()
    if not (number.isascii() and number.isdigit()):
        raise ValueError(f"'{shown(number)}' is no number of an agreement (AgtId)")
    if not (title := " ".join(cells["Agt"].split())):
        raise ValueError(f"agreement {number} has no title (Agt)")
    try:
        signed = PartialDate(cells["Dat"].strip())
    except ValueError:
        raise ValueError(f"'{shown(cells['Dat'])}' is no date of agreement {number} (Dat)") from None
    return PaxAgreement(
        id=number,
        title=title,
        signed=signed,
        parties=cells["Part"].strip(),
        third_parties=cells.get("ThrdPart", "").strip(),
        conflict=cells.get("Con", "").strip(),
        process=cells.get("PPName", "").strip(),
        process_id=cells.get("PP", "").strip(),
        countries=tuple(code for key in ("Loc1ISO", "Loc2ISO") if (code := cells.get(key, "").strip())),
        status=cells.get("Status", "").strip(),
        stage=cells.get("Stage", "").strip(),
        topics=dict(_topics(cells, number)),
        version=int(version) if (version := cells.get("Ver", "").strip()).isdecimal() and version.isascii() else 0,
        line=line,
    )


def _topics(cells: Mapping[str, str], number: str) -> Iterator[tuple[str, int]]:
    for code in vocabularies()["pax"]:
        grade = cells.get(code, "").strip()
        if grade not in ("", "0", "1", "2", "3"):
            raise ValueError(f"'{shown(grade)}' is no grade of the topic {code} in agreement {number}")
        if grade not in ("", "0"):
            yield code, int(grade)
