"""Reading ``measures:``, the numbers from incident data that bear on a promise or a condition.

::

    measures:
      - id: attacks
        title: Incidents that involve the movement
        data: district-log            # a data set that the case has imported
        counts: incidents             # or deaths
        party: the-movement
        window: 28 days               # up to the day that is asked about; or FIRST..LAST
        baseline: 2020-01-25..2020-02-21
        target: 50%                   # a drop by less does not count as kept
        commitment: reduce-violence   # or condition: GATE/CONDITION
        sources: [{source: "...", certainty: read}]
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, cast

from treuga.agreements import checks, codes
from treuga.agreements.fields import Field, shown, suggest
from treuga.model import Citation, Measure, PartialDate

COUNTS = ("incidents", "deaths")
_NEEDED = ("id", "title", "data")
_ALLOWED = (
    "version", "counts", "party", "type", "region", "country", "window", "baseline", "target", "commitment",
    "condition", "sources", "note",
)  # fmt: skip
MEASURE_KEYS = (*_NEEDED, *_ALLOWED)
_DAYS = re.compile(r"([1-9]\d{0,3}) days?\Z")
_BASELINE = re.compile(r"[1-9]\d{0,3} days?(?: before)?\Z|season(?: [1-9])?\Z|signed - [1-9]\d{0,3} days?\Z")
_SHARE = re.compile(r"(\d{1,2}(?:\.\d+)?) ?%\Z")
_DATA = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?\Z")


class MeasureReader:
    """Reads the entries of ``measures``.

    Args:
        commitments, conditions: ids that a measure can be evidence of.
        parties: those of the file, and the registry.
        signed: the date of the agreement.
    """

    def __init__(
        self,
        commitments: Sequence[str],
        conditions: Sequence[str],
        parties: checks.Parties,
        signed: PartialDate | None,
    ) -> None:
        self._commitments, self._conditions = commitments, conditions
        self._parties, self._signed = parties, signed

    def read(self, item: Field, sources: Callable[[Field, Mapping[str, Field]], tuple[Citation, ...]]) -> Measure:
        """One entry; what is wrong with it is noted on the sheet."""
        keys = item.mapping(_NEEDED, _ALLOWED)
        days, window = self._window(keys.get("window"))
        for entry in keys["party"].texts() if "party" in keys else ():
            self._parties.known(entry)
        return Measure(
            id=_text(keys, "id"),
            title=_text(keys, "title"),
            data=self._name(keys.get("data")),
            version=self._name(keys.get("version")),
            counts=cast(Literal["incidents", "deaths"], keys["counts"].one_of(COUNTS, "incidents"))
            if "counts" in keys
            else "incidents",
            parties=_texts(keys, "party"),
            types=_texts(keys, "type"),
            regions=_texts(keys, "region"),
            countries=_texts(keys, "country"),
            days=days,
            window=window,
            baseline=self._baseline(keys.get("baseline")),
            target=self._target(keys.get("target")),
            subject=self._subject(keys),
            sources=sources(item, keys),
            note=_text(keys, "note"),
            line=item.line,
        )

    def _window(self, field: Field | None) -> tuple[int, tuple[dt.date, dt.date] | None]:
        if field is None or not (words := " ".join(field.text().split())):
            return 28, None
        if found := _DAYS.match(words):
            return int(found[1]), None
        span = _span(words)
        if span is None:
            field.problem(codes.BAD_WINDOW, f"'{shown(words)}' is no window")
        return 0, span

    def _baseline(self, field: Field | None) -> str:
        if field is None or not (words := " ".join(field.text().lower().split())):
            return "28 days"
        if ".." in words and _span(words):
            return words
        if not _BASELINE.match(words):
            field.problem(codes.BAD_BASELINE, f"'{shown(words)}' is no baseline")
            return "28 days"
        if words.startswith("signed"):
            return self._before_signing(field, int(words.split()[2]))
        return words

    def _before_signing(self, field: Field, days: int) -> str:
        if self._signed is None or self._signed.precision != "day":
            field.problem(codes.DEADLINE_REFERENCE, "the baseline counts back from 'signed', whose day is not given")
            return "28 days"
        last = self._signed.latest - dt.timedelta(days=1)
        return f"{last - dt.timedelta(days=days - 1)}..{last}"

    def _target(self, field: Field | None) -> float:
        if field is None or not (words := field.text()):
            return 0.0
        if not (found := _SHARE.match(words)):
            field.problem(codes.BAD_TARGET, f"'{shown(words)}' is no share of a fall")
            return 0.0
        return float(found[1]) / 100

    def _subject(self, keys: Mapping[str, Field]) -> str:
        if "commitment" in keys and "condition" in keys:
            keys["condition"].problem(codes.BAD_MEASURE, "a measure bears on a commitment or a condition, not both")
        for kind, known in (("commitment", self._commitments), ("condition", self._conditions)):
            if kind in keys and (named := keys[kind].text()):
                if named not in known:
                    keys[kind].problem(
                        codes.BAD_MEASURE, f"this file has no {kind} '{shown(named)}'", suggest(named, known)
                    )
                return f"{kind}:{named}"
        return ""

    def _name(self, field: Field | None) -> str:
        name = field.text() if field else ""
        if field and name and (not _DATA.match(name) or ".." in name):
            field.problem(codes.BAD_ID, f"'{shown(name)}' cannot be the name of a data set")
        return name


def _span(words: str) -> tuple[dt.date, dt.date] | None:
    first, dots, last = words.partition("..")
    try:
        days = dt.date.fromisoformat(first.strip()), dt.date.fromisoformat(last.strip())
    except ValueError:
        return None
    return days if dots and days[0] <= days[1] else None


def _text(keys: Mapping[str, Field], name: str) -> str:
    return keys[name].text() if name in keys else ""


def _texts(keys: Mapping[str, Field], name: str) -> tuple[str, ...]:
    return tuple(entry.text() for entry in keys[name].texts()) if name in keys else ()
