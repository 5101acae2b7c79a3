"""How a brief puts things: states, dates, schedules and claims in careful, plain words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Final

from treuga.model import Evidence, Finding, PartialDate, State, Weighed
from treuga.publish.pieces import Line, Piece

#: What a state is called. Nobody is said to be in breach: a breach is indicated until a person confirms it.
STATES: Final[dict[State, str]] = {
    "satisfied": "satisfied",
    "active": "in force",
    "conditional": "conditional",
    "disputed": "disputed",
    "violated": "breach indicated",
    "suspended": "suspended",
    "released": "released",
    "expired": "expired",
}
CONFIRMED: Final = "breach, confirmed in review"
#: A shape of its own for each state, for formats that have letters only; HTML draws the same shapes.
SYMBOLS: Final = {
    "satisfied": "●",
    "active": "○",
    "conditional": "◌",
    "disputed": "◐",
    "violated": "▲",
    "suspended": "◫",
    "released": "◇",
    "expired": "⊘",
    "met": "■",
    "unmet": "□",
    "unknown": "?",
}
CLASSES: Final = {
    "acknowledged": "acknowledged",
    "third-party": "third party",
    "claimed": "claimed only",
    "none": "none",
}
STANDINGS: Final = {
    "acknowledged": "acknowledges, against its own interest",
    "third-party": "third party",
    "self-serving": "speaks in its own cause",
}
_SAYS = {
    "fulfilled": ("done", "not done"),
    "breached": ("broken", "not broken"),
    "outstanding": ("still to be done", "nothing left to be done"),
    "intended": ("intended", "not now"),
    "released": ("no longer owed", "still owed"),
    "suspended": ("suspended", "not suspended"),
}
_SAYS_ALWAYS = {"fulfilled": ("kept", "not kept"), "outstanding": ("still asked for", "no longer asked for")}
_SAYS_OF_GATES = {
    "fulfilled": ("decided or met", "not decided, or not met"),
    "breached": ("not met", "met"),
    "outstanding": ("still asked for", "no longer asked for"),
}
_ISO = re.compile(r"(?<![\w-])(\d{4}-\d\d(?:-\d\d)?)(?![\w-])", re.ASCII)
_ID = re.compile(r"(?<![\w.-])[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-]|\.\w)")


def day(date: dt.date | PartialDate | None, *, short: bool = False) -> str:
    """``29 April 2021``, ``April 2021`` or ``2021``, as precisely as it is known; empty for None."""
    if date is None:
        return ""
    partial = PartialDate.of(date)
    first = partial.earliest
    month = first.strftime("%b" if short else "%B")
    return {"day": f"{first.day} {month} {first.year}", "month": f"{month} {first.year}", "year": f"{first.year}"}[
        partial.precision
    ]


def days(count: int) -> str:
    """``1 day``, ``3 days``."""
    return number(abs(count), "day")


def number(count: int, noun: str) -> str:
    """``1 report``, ``2 reports``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def period(dates: Sequence[PartialDate]) -> str:
    """``on 18 February 2021``, ``17 to 18 February 2021``, or ``30 March to 2 April 2021``."""
    first, last = min(dates), max(dates)
    if first == last:
        return f"{'on' if first.precision == 'day' else 'in'} {day(first)}"
    begins, ends = day(first), day(last)
    for tail in (ends.partition(" ")[2], ends.rpartition(" ")[2]):  # the same month, or at least the same year
        if tail and begins.endswith(f" {tail}"):
            begins = begins.removesuffix(f" {tail}")
            break
    return f"{begins} to {ends}"


def count(value: int) -> str:
    """``one`` to ``ten`` in letters, larger numbers in figures."""
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return names[value] if value < len(names) else f"{value:,}"


def listed(items: Sequence[str], joint: str = "and") -> str:
    """``a, b and c``."""
    return f" {joint} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def listed_lines(items: Sequence[Line], joint: str = "and") -> Line:
    """The same with lines; where one of three or more has a comma of its own, semicolons stand between them."""
    texts = [piece if isinstance(piece, str) else getattr(piece, "text", "") for item in items for piece in item]
    comma = "; " if len(items) > 2 and any(", " in text for text in texts) else ", "
    out: list[Piece] = []
    for position, item in enumerate(items):
        if position:
            out.append(f"{comma.strip(', ')} {joint} " if position == len(items) - 1 else comma)
        out += item
    return tuple(out)


def capital(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def state(finding: Finding) -> str:
    """The state in words."""
    if finding.state == "violated" and not finding.indicated:
        return CONFIRMED
    return STATES[finding.state]


def reading(finding: Finding, side: int) -> str:
    """One side's reading in words."""
    if finding.readings[side] == "violated" and not finding.indicated:
        return CONFIRMED
    return STATES[finding.readings[side]]


def schedule(finding: Finding) -> str:
    """The schedule with its date and distance."""
    due, count = finding.deadline, finding.days
    if due is None or count is None:
        known = finding.commitment.deadline
        return f"due at “{known.expression}”, a day not known yet" if known else "no deadline"
    date = day(due, short=True)
    if finding.schedule in {"not due", "due soon"} and count >= 0:
        when = "today" if count == 0 else f"in {days(count)}"
        return f"{'due soon' if finding.schedule == 'due soon' else 'due'}: {date}, {when}"
    if finding.schedule == "not due":
        return f"was foreseen for {date}; not owed at present"
    if finding.schedule == "overdue":
        return f"{days(count)} past {date}{_in_whose_reading(finding)}"
    done = {"on time": "in time", "late": "late", "done, date unknown": "on a day not known"}
    return f"done {done.get(finding.schedule, finding.schedule)} (due {date})"


def _in_whose_reading(finding: Finding) -> str:
    # Where one side holds it done, only the other can hold it to be late.
    settled = {"satisfied", "released", "suspended", "expired", "conditional"}
    debtor, creditor = (one in settled for one in finding.readings)
    return f", in the {'creditor' if debtor else 'debtor'}’s reading" if debtor != creditor else ""


def distance(count: int) -> str:
    """How far a day lies from the one that is asked about."""
    if count == 0:
        return "today"
    return f"in {days(count)}" if count > 0 else f"{days(count)} ago"


def says(evidence: Evidence, mode: str = "achieve") -> str:
    """What a piece of evidence says of its subject."""
    if not evidence.subject.startswith("commitment:"):
        table = {**_SAYS, **_SAYS_OF_GATES}
    else:
        table = {**_SAYS, **_SAYS_ALWAYS} if mode == "maintain" else _SAYS
    words = table[evidence.claim][evidence.stance == "denies"]
    return f"takes back “{words}”" if evidence.stance == "retracts" else words


def verdict(weighed: Weighed) -> str:
    """Whether it counts, and with which weight; a word in one's own cause is heard, and weighs nothing."""
    if not weighed.counted:
        return "Does not count."
    return f"Counts, with weight {weighed.weight}." if weighed.weight else "Heard, with weight 0."


def prose(note: str, titles: Mapping[str, str], names: Mapping[str, str]) -> str:
    """A note of the monitor as a sentence: ids of commitments and parties by their names, dates in words.

    Args:
        note: as the monitor wrote it.
        titles: commitment id -> title; replaced where the note puts the id in quotation marks.
        names: party id -> name.
    """
    text = re.sub(r"'([^'\s]+)'", lambda m: f"“{titles[m[1]]}”" if m[1] in titles else m[0], note)
    text = _ID.sub(lambda m: names[m[0]] if _is_name(m[0], names) else m[0], text)
    text = _ISO.sub(lambda m: _day_or_itself(m[0]), text)
    return capital(text) + ("" if text.endswith((".", "!", "?")) else ".")


def _is_name(word: str, names: Mapping[str, str]) -> bool:
    # Ids of one word can be ordinary words ("mission"); only those whose name is the same word in capitals are safe.
    return word in names and ("-" in word or names[word].casefold() == word)


def _day_or_itself(iso: str) -> str:
    try:
        return day(PartialDate(iso))
    except ValueError:
        return iso
