"""TimeBank's ways, where they are not Treuga's: ``style="timeml"`` of the time tagger.

Treuga's guidelines leave "now" and "current" alone, take "recent weeks" for a reference to the past, and write a decade
``199X``. The corpora of TimeML mark the first two, give "recent weeks" the unknown length that it has (``PXW``), write
``199``, and mostly take "Friday night" for the day of that night. Who compares with these corpora, or trains on them,
asks for their style; it changes notation and these words, and nothing in how a date is found.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from treuga.extract.times_calendar import UNIT_LETTERS
from treuga.extract.times_grammar import END, GAP, START, Answer, Context, rule, singular
from treuga.model import TimeExpression

#: The styles of values that can be asked for.
STYLES: Final = ("treuga", "timeml")

_FUZZY = re.compile(
    r"(?:recent|past|coming|upcoming|next|future)(?:\s+few)?\s+(?P<unit>[a-z]+s)\Z|(?P<ahead>[a-z]+s)\s+ahead\Z", re.I
)


@rule("word", rf"{START}now{END}", timeml=True)
def now(found: re.Match[str], context: Context) -> Answer:
    """Now, until now."""
    return "DATE", "PRESENT_REF"


@rule("word", rf"{START}current{END}", timeml=True)
def current(found: re.Match[str], context: Context) -> Answer:
    """Current, as an adjective."""
    return "DATE", "PRESENT_REF"


@rule("word", rf"{START}the{GAP}(?:future|(?:near|short){GAP}term){END}", timeml=True)
def future(found: re.Match[str], context: Context) -> Answer:
    """The future, the near term; not "future losses"."""
    return "DATE", "FUTURE_REF"


@rule(
    "word",
    rf"{START}(?:(?<=at )|(?<=by ))the{GAP}time{END}(?!{GAP}(?:of|when|that|the|he|she|they|it|we)\b)",
    timeml=True,
)
def the_time(found: re.Match[str], context: Context) -> Answer:
    """At the time."""
    return "DATE", "PAST_REF"


def restyled(time: TimeExpression) -> TimeExpression:
    """An expression with its value as TimeBank writes it."""
    words = " ".join(time.span.text.split())
    fuzzy = _FUZZY.search(words) if time.value in ("PAST_REF", "FUTURE_REF") else None
    if fuzzy:
        letter = UNIT_LETTERS.get(singular(fuzzy["unit"] or fuzzy["ahead"]), "")
        if letter:
            value = f"PTX{letter[1]}" if len(letter) == 2 else f"PX{letter}"
            return replace(time, type="DURATION", value=value)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[A-Z]{2}", time.value) and words.lower().split()[0].endswith("day"):
        return replace(time, type="DATE", value=time.value[:10])  # "Friday night" is the day
    if re.fullmatch(r"\d{3}X", time.value):
        return replace(time, value=time.value[:3])
    if re.fullmatch(r"\d{4}-12", time.value) and words.lower().replace("-", " ").endswith("year end"):
        return replace(time, value=time.value + "-31")
    return time
