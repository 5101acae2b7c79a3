"""When evidence was said, and between which days what it speaks of lies.

A date that is known to the month or not at all stays so: it is only ever bounded, never invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from treuga.model import Evidence, PartialDate

_RANK = {"acknowledged": 0, "third-party": 1, "self-serving": 2}
_PRECISION = {"day": 0, "month": 1, "year": 2}


@lru_cache(maxsize=16384)
def _last_day(iso: str) -> dt.date:
    # Asked for again and again of the same few days, which is most of the work on a large case.
    return PartialDate(iso).latest


def said_on(evidence: Evidence) -> dt.date:
    """The last day on which it can have been said."""
    return _last_day(evidence.t_known.iso) if evidence.t_known else evidence.known_upto


def upper(evidence: Evidence) -> dt.date:
    """The last day on which what it speaks of can have happened: nobody reports it before."""
    said = said_on(evidence)
    return min(_last_day(evidence.t_event.iso), said) if evidence.t_event else said


def in_scope(evidence: Evidence, as_of: dt.date, known_at: dt.date) -> bool:
    """Whether it can be counted: known by ``known_at``, and of something that was so by ``as_of``."""
    return evidence.known_upto <= known_at and upper(evidence) <= as_of


@dataclass(frozen=True, slots=True)
class When:
    """Between which days something was done.

    Attributes:
        earliest: no earlier than this; None where nothing bounds it.
        latest: no later than this.
        date: as the witness of best standing gives it, where that agrees with the bounds.
        urged: the last one who still asked for it, where that gives ``earliest``.
        clash: a witness whose date cannot be true because of ``urged``.
    """

    earliest: dt.date | None
    latest: dt.date
    date: PartialDate | None = None
    urged: Evidence | None = None
    clash: Evidence | None = None


def done_when(deciding: Iterable[Evidence], heard: Iterable[Evidence], open_still: Iterable[Evidence]) -> When | None:
    """Bounds of the day on which something was done.

    Args:
        deciding: evidence that it was done, on which the verdict rests; it gives the bound.
        heard: all evidence that it was done; a date in it is used where the bounds allow it.
        open_still: evidence that it was still asked for, or not yet done.
    """
    latest = min((upper(e) for e in deciding), default=None)
    if latest is None:
        return None
    urged = max((e for e in open_still if _valid(e) < latest), key=lambda e: (_valid(e), e.id), default=None)
    earliest = _valid(urged) if urged else None
    clash = None
    for told in sorted(heard, key=lambda e: (_RANK[e.standing], _precision(e), said_on(e), e.id)):
        date = told.t_event
        if date is None or date.earliest > latest:
            continue
        if earliest and date.latest < earliest:
            clash = clash or told
            continue
        by_urging = urged if earliest and earliest >= date.earliest else None
        first = max(date.earliest, earliest) if earliest else date.earliest
        return When(first, min(latest, date.latest), date, by_urging, clash)
    return When(earliest, latest, None, urged, clash)


def _valid(evidence: Evidence) -> dt.date:
    """The first day for which it can have been said that it was still open."""
    date = evidence.t_event or evidence.t_known
    return date.earliest if date else evidence.known_upto


def _precision(evidence: Evidence) -> int:
    return _PRECISION[evidence.t_event.precision] if evidence.t_event else 3
