"""Reading ``amendments:`` and ``thresholds:``.

::

    thresholds: {accepted_from: 3}       # 2 where it is left out

    amendments:
      - date: 2031-06-10                 # holds from then on
        known: 2031-06-14                # could be known from then on; left out, from its date
        commitment: captives
        deadline: 2031-08-01             # and, or, instead of it:
        count: {value: 250, unit: captive}
        withdrawn: yes
        replaced_by: exchange
        sources: [{source: "Exchange of letters", certainty: read}]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from treuga.agreements import checks, codes
from treuga.agreements.amended import as_amended
from treuga.agreements.due import deadline_text, read_deadline
from treuga.agreements.fields import Field, shown, suggest
from treuga.agreements.patterns import read_count
from treuga.model import Agreement, Amendment, Citation, PartialDate, Thresholds

THRESHOLD_KEYS = ("accepted_from",)
_NEEDED = ("date", "commitment")
_CHANGES = ("deadline", "count", "withdrawn", "replaced_by")
_ALLOWED = ("known", *_CHANGES, "sources", "note")
AMENDMENT_KEYS = (*_NEEDED, *_ALLOWED)
#: What a pair of the heaviest witnesses on one side can weigh together, which is what a file can ask for at most.
MOST_WEIGHT = 6


def read_thresholds(field: Field | None) -> Thresholds:
    """What it takes for a claim to be accepted; the default where nothing is said."""
    if field is None:
        return Thresholds()
    keys = field.mapping((), THRESHOLD_KEYS)
    if "accepted_from" not in keys:
        return Thresholds()
    written = keys["accepted_from"].text()
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:4]) <= MOST_WEIGHT):
        remedy = f"Write a whole number from 1 to {MOST_WEIGHT}; 2 is the default."
        keys["accepted_from"].problem(codes.BAD_THRESHOLD, f"'{shown(written)}' is no weight to accept from", remedy)
        return Thresholds()
    return Thresholds(int(written))


class AmendmentReader:
    """Reads the entries of ``amendments``.

    Args:
        commitments: the ids of the file.
        signed: the date of the agreement, None where it has none.
    """

    def __init__(self, commitments: Sequence[str], signed: PartialDate | None) -> None:
        self._commitments, self._signed = commitments, signed

    def read(
        self, item: Field, sources: Callable[[Field, Mapping[str, Field]], tuple[Citation, ...]]
    ) -> Amendment | None:
        """One entry, None where it has no date; what is wrong with it is noted on the sheet."""
        keys = item.mapping(_NEEDED, _ALLOWED)
        if isinstance(item.value, dict) and not any(key in keys for key in _CHANGES):
            remedy = "Give it 'deadline', 'count', 'withdrawn: yes' or 'replaced_by'."
            item.problem(codes.BAD_AMENDMENT, f"{item.name} changes nothing", remedy)
        date = keys["date"].date() if "date" in keys else None
        known = keys["known"].date() if "known" in keys else date
        commitment, instead = self._id(keys.get("commitment")), self._id(keys.get("replaced_by"))
        if instead and instead == commitment:
            keys["replaced_by"].problem(codes.BAD_AMENDMENT, f"'{shown(instead)}' cannot be replaced by itself")
        if date and self._signed and date.latest < self._signed.earliest:
            keys["date"].problem(codes.BAD_AMENDMENT, f"{date} is before the signing on {self._signed}")
        deadline = read_deadline(keys.get("deadline"), self._signed)
        if deadline:
            field = deadline_text(keys["deadline"])
            checks.check_deadline(field, deadline, self._signed is not None, self._commitments)
        count, unit = read_count(keys.get("count"))
        cited = sources(item, keys)
        if date is None or known is None:
            return None
        return Amendment(
            commitment=commitment,
            date=date,
            known=known,
            deadline=deadline,
            count=count,
            unit=unit,
            withdrawn="withdrawn" in keys and keys["withdrawn"].one_of(("no", "yes"), "no") == "yes",
            replaced_by=instead,
            sources=cited,
            note=keys["note"].text() if "note" in keys else "",
            line=item.line,
        )

    def _id(self, field: Field | None) -> str:
        named = field.text() if field else ""
        if field and named and named not in self._commitments:
            near = suggest(named, self._commitments)
            field.problem(codes.BAD_AMENDMENT, f"the file has no commitment '{shown(named)}'", near)
        return named


def circles(agreement: Agreement) -> Iterable[tuple[str, ...]]:
    """Each circle of commitments that wait for each other, as first written or after some amendment, once."""
    found = dict.fromkeys(checks.circles(agreement.commitments))
    for day in sorted({amendment.date.latest for amendment in agreement.amendments}):
        later = checks.circles(as_amended(agreement, day, day.max).commitments)
        found.update({path: None for path in later if all({*path} != {*known} for known in found)})
    return found
