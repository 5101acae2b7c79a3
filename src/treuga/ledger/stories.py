"""Stories: which reports are copies of one another, noted when a report is added.

The signatures of all earlier reports are compared with that of the new one; the few that are near are compared text
against text. So a question about a case never has to read its texts to know who copies whom.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from treuga.ledger import rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Equal numbers of two signatures from which the texts are compared: an overlap of a tenth, which copies always exceed.
_NEAR: Final = 13
#: Texts that are compared with a new one at most; beyond lies boilerplate that everything shares.
_MOST: Final = 60

UNSIGNED: Final = (
    "SELECT id FROM reports WHERE NOT EXISTS (SELECT 1 FROM signatures WHERE report = reports.n) ORDER BY n"
)
PAIRS: Final = (
    "SELECT a.id, b.id FROM copies AS c JOIN reports AS a ON a.n = c.report JOIN reports AS b ON b.n = c.other"
)


class Index:
    """The signatures of a ledger's reports in memory, for the time of one writer."""

    def __init__(self, db: sqlite3.Connection) -> None:
        import numpy as np

        self._db = db
        found = db.execute("SELECT report, signature FROM signatures WHERE signature <> x'' ORDER BY report").fetchall()
        self._numbers = [int(number) for number, _ in found]
        self._count = len(found)
        self._table: NDArray[np.uint32] = np.zeros((max(2 * len(found), 64), 128), dtype="<u4")
        for row, (_, signature) in enumerate(found):
            self._table[row] = np.frombuffer(signature, dtype="<u4")
        self._groups = Groups(db.execute("SELECT report, other FROM copies").fetchall())

    def add(self, number: int) -> None:
        """Sign the report in row ``number``, and note of which earlier ones it is a copy."""
        import numpy as np

        from treuga.text.duplicates import are_copies, runs, signature

        own = runs(self._text(number))
        signed = signature(own)
        self._db.execute("INSERT INTO signatures (report, signature) VALUES (?, ?)", (number, signed))
        if not signed:
            return
        array = np.frombuffer(signed, dtype="<u4")
        seen: set[int] = set()
        for other in self._near(array):
            # A story that it was found to copy once need not be compared in each of its prints.
            if self._groups.root(other) not in seen and are_copies(own, runs(self._text(other))):
                self._db.execute("INSERT INTO copies (report, other) VALUES (?, ?)", (number, other))
                self._groups.join(number, other)
                seen.add(self._groups.root(other))
        self._remember(number, array)

    def _near(self, signed: NDArray[np.uint32]) -> list[int]:
        import numpy as np

        equal = (self._table[: self._count] == signed).sum(axis=1)
        near = np.flatnonzero(equal >= _NEAR)
        best = near[np.argsort(-equal[near], kind="stable")][:_MOST]
        return [self._numbers[row] for row in best.tolist()]

    def _remember(self, number: int, signed: NDArray[np.uint32]) -> None:
        import numpy as np

        if self._count == len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[self._count] = signed
        self._numbers.append(number)
        self._count += 1

    def _text(self, number: int) -> str:
        from treuga.text import without_furniture

        report = rows.REPORTS.decode(self._db.execute(f"{rows.REPORTS.select} WHERE n = ?", (number,)).fetchone())
        return without_furniture(report.text, report.furniture)


class Groups:
    """What hangs together by pairs."""

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._parent: dict[int, int] = {}
        for one, other in pairs:
            self.join(one, other)

    def root(self, one: int) -> int:
        """What stands for the group of a member."""
        while (above := self._parent.get(one, one)) != one:
            self._parent[one] = self._parent.get(above, above)
            one = above
        return one

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        self._parent.setdefault(one, one)
        self._parent.setdefault(other, other)
        self._parent[self.root(one)] = self.root(other)

    def __iter__(self) -> Iterator[list[int]]:
        members: dict[int, list[int]] = {}
        for one in self._parent:
            members.setdefault(self.root(one), []).append(one)
        yield from members.values()


def grouped(pairs: Iterable[tuple[str, str]], order: Iterable[str]) -> list[list[str]]:
    """Groups of ids that are linked by pairs, members and groups in the given order."""
    place = {key: number for number, key in enumerate(order)}
    keys = list(place)
    groups = Groups((place[one], place[other]) for one, other in pairs)
    return [[keys[n] for n in group] for group in sorted(sorted(group) for group in groups)]
