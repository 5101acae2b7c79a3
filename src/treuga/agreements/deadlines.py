"""Deadline expressions: ``2020-03-10``, ``signed + 135 days``, ``start(talks) + 3 months``.

The grammar is small on purpose::

    deadline = anchor { ("+" | "-") number unit }
    anchor   = date | "signed" | "start(" commitment-id ")"
    unit     = "day" | "week" | "month" | "year", singular or plural

Months and years go by the calendar: 29 February 2020 plus 14 months is 29 April 2021, and 31 January plus one month is
the last day of February. Where the anchor is known to a month or a year only, its last day counts, so that nobody is
called late before that is certain.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from treuga.agreements import codes
from treuga.errors import AgreementError
from treuga.model import PartialDate

Unit = Literal["days", "weeks", "months", "years"]
Anchor = Literal["date", "signed", "start"]
Lookup = Callable[[str], PartialDate | None]

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ANCHOR = re.compile(
    rf"\s*(?:(?P<date>\d{{4}}(?:-\d\d){{0,2}})|(?P<signed>signed)|start\(\s*(?P<start>{_ID})\s*\))", re.ASCII
)
_OFFSET = re.compile(r"\s*(?P<sign>[+-])\s*(?P<count>\d{1,5})\s+(?P<unit>day|week|month|year)s?\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Offset:
    """A stretch of time after (or, negative, before) the anchor."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class DeadlineExpression:
    """A parsed deadline.

    Attributes:
        anchor: ``date``, ``signed`` or ``start``.
        value: the date in ISO form, or the id of the commitment that is to start; empty for ``signed``.
        offsets: applied from left to right.
    """

    anchor: Anchor
    value: str = ""
    offsets: tuple[Offset, ...] = ()

    def __str__(self) -> str:
        anchor = f"start({self.value})" if self.anchor == "start" else self.value or self.anchor
        steps = (f" {'+' if o.count >= 0 else '-'} {abs(o.count)} {o.unit}" for o in self.offsets)
        return anchor + "".join(steps)


def parse_deadline(text: str) -> DeadlineExpression:
    """Read a deadline expression.

    Raises:
        AgreementError: TR510 where it does not follow the grammar, TR509 where it holds an impossible date.
    """
    found = _ANCHOR.match(text)
    if not found:
        raise AgreementError(codes.BAD_DEADLINE, f"the deadline '{text}' begins with no date, 'signed' or 'start(...)'")
    anchor = cast(Anchor, found.lastgroup)
    value = found.group(anchor)
    if anchor == "date":
        _check_date(value)
    offsets = []
    position = found.end()
    while step := _OFFSET.match(text, position):
        sign = -1 if step["sign"] == "-" else 1
        offsets.append(Offset(sign * int(step["count"]), cast(Unit, step["unit"] + "s")))
        position = step.end()
    if rest := text[position:].strip():
        raise AgreementError(codes.BAD_DEADLINE, f"'{rest}' in the deadline '{text}' cannot be understood")
    return DeadlineExpression(anchor, "" if anchor == "signed" else value, tuple(offsets))


def resolve(
    expression: DeadlineExpression | str, signed: PartialDate | dt.date | None, lookup: Lookup | None = None
) -> dt.date | None:
    """The day that a deadline comes to, or None where it cannot be told.

    Args:
        expression: parsed, or as written.
        signed: when the agreement was signed.
        lookup: gives the day on which another commitment was satisfied; without it, ``start(...)`` stays open.

    Raises:
        AgreementError: the expression is wrong, or leads beyond the years 1 to 9999.
    """
    parsed = parse_deadline(expression) if isinstance(expression, str) else expression
    anchor = _anchor_day(parsed, signed, lookup)
    if anchor is None:
        return None
    from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

    day = anchor
    try:
        for offset in parsed.offsets:
            day += relativedelta(**{offset.unit: offset.count})
    except (OverflowError, ValueError):
        raise AgreementError(codes.BAD_DEADLINE, f"the deadline '{parsed}' leads beyond the calendar") from None
    return day


def _anchor_day(
    parsed: DeadlineExpression, signed: PartialDate | dt.date | None, lookup: Lookup | None
) -> dt.date | None:
    found: PartialDate | dt.date | None
    match parsed.anchor:
        case "date":
            found = PartialDate(parsed.value)
        case "signed":
            found = signed
        case "start":
            found = lookup(parsed.value) if lookup else None
    return PartialDate.of(found).latest if found is not None else None


def _check_date(value: str) -> None:
    try:
        PartialDate(value)
    except ValueError:
        raise AgreementError(codes.BAD_DATE, f"'{value}' is no day of the calendar") from None
