"""Reading ``deadline:``: an expression, or an expression with other dates that were given and milestones on the way.

::

    deadline: signed + 14 months

    deadline:
      expression: 2031-09-01
      variants: [{date: 2031-10-01, by: announced by the ministry}]
      milestones: [{date: signed + 30 days, title: Half of them}]
"""

from __future__ import annotations

import datetime as dt

from treuga.agreements import codes
from treuga.agreements.deadlines import DeadlineExpression, parse_deadline, resolve
from treuga.agreements.fields import Field
from treuga.errors import AgreementError
from treuga.model import Deadline, Milestone, PartialDate

DEADLINE_KEYS = ("expression", "variants", "milestones")


def read_deadline(field: Field | None, signed: PartialDate | None) -> Deadline | None:
    """A deadline; None where there is none, or where it is wrong, which is noted on the sheet."""
    if field is None:
        return None
    written = deadline_text(field)
    variants: tuple[tuple[dt.date, str], ...] = ()
    milestones: tuple[Milestone, ...] = ()
    if isinstance(field.value, dict):
        keys = field.mapping(DEADLINE_KEYS[:1], DEADLINE_KEYS[1:])
        read = [_variant(item) for item in keys["variants"].items()] if "variants" in keys else []
        variants = tuple((date.latest, who) for date, who in read if date)
        steps = [_milestone(item, signed) for item in keys["milestones"].items()] if "milestones" in keys else []
        milestones = tuple(step for step in steps if step)
    if not written.value or (found := _expression(written, signed)) is None:
        return None
    return Deadline(str(found[0]), found[1], variants, milestones)


def read_in_force(field: Field | None, signed: PartialDate | None) -> dt.date | None:
    """The day from which something is owed: an expression that gives a day at once; None where there is none."""
    if field is None or (found := _expression(field, signed)) is None:
        return None
    if found[0].anchor == "start":
        field.problem(codes.BAD_DEADLINE, f"'{field.text()}' gives no day", "Name what it waits for in 'antecedent'.")
    elif found[1] is None:
        lack = "'in_force' counts from 'signed', but the file has no 'signed' date"
        field.problem(codes.DEADLINE_REFERENCE, lack)
    return found[1]


def deadline_text(field: Field) -> Field:
    """The expression, wherever it stands: as the value of ``deadline``, or under ``expression``."""
    if isinstance(field.value, dict):
        return Field(field.sheet, (*field.route, "expression"), field.value.get("expression", ""), "expression")
    return field


def _expression(field: Field, signed: PartialDate | None) -> tuple[DeadlineExpression, dt.date | None] | None:
    try:
        parsed = parse_deadline(field.text())
        return parsed, resolve(parsed, signed)
    except AgreementError as error:
        field.problem(error.code, error.message)
        return None


def _variant(item: Field) -> tuple[PartialDate | None, str]:
    keys = item.mapping(("date", "by"))
    return keys["date"].date() if "date" in keys else None, keys["by"].text() if "by" in keys else ""


def _milestone(item: Field, signed: PartialDate | None) -> Milestone | None:
    keys = item.mapping(("date", "title"))
    if "date" not in keys or (found := _expression(keys["date"], signed)) is None:
        return None
    return Milestone(str(found[0]), found[1], keys["title"].text() if "title" in keys else "")
