"""Rules for durations, repeated times and times of day."""

from __future__ import annotations

import re
from typing import Final

from treuga.extract.numbers import parse_number
from treuga.extract.times_calendar import UNIT_LETTERS, duration
from treuga.extract.times_grammar import (
    ABOUT,
    COUNTED,
    END,
    GAP,
    MONTH,
    PART,
    PART_CODES,
    PLURAL,
    SEASON,
    SEASON_CODES,
    START,
    UNIT,
    UNITS,
    WEEKDAY,
    Answer,
    Context,
    month_number,
    rule,
    singular,
    weekday_number,
)

_AGE = re.compile(r"[-\s]?old\b|\solder\b|\sof age\b|[-\s](?:read|listen)\b", re.IGNORECASE)  # "3 minute read"
#: "May one day return": some day, and no length of time.
_SOME_DAY = re.compile(r"\b(?:may|might|will|would|could|can|should|shall|must|to|that)\s$")
#: What is so many years old and yet no person: its age is how long it has lasted.
_LASTED = re.compile(
    rf"[-‑–\s]old(?:{GAP}[\w-]{{2,20}}){{0,2}}?{GAP}(?:truce|cease-?fire|war|conflict|insurgency|rebellion|uprising|siege|blockade"
    r"|embargo|dispute|crisis|standoff|stand-off|agreement|accord|deal|peace|mission|campaign|occupation|offensive|talks"
    r"|movement|strike|feud|struggle|stalemate|hostilities|ban|regime|republic|government|coalition|nation|state)\b",
    re.IGNORECASE,
)


@rule(
    "unit",
    rf"{START}{ABOUT}(?P<reach>(?:past|last|next|first|coming|previous|final){GAP}(?:{ABOUT}))?(?P<n>{COUNTED})"
    rf"(?:{GAP}(?:to|or|and){GAP}(?P<n2>{COUNTED}))?(?:{GAP}(?:more|full|consecutive|straight|long|whole|additional|extra))?"
    rf"{GAP}(?P<unit>{UNITS})(?:[’']s?)?(?:{GAP}and{GAP}a{GAP}half)?{END}",
)
def counted(found: re.Match[str], context: Context) -> Answer:
    """45 days; nearly two decades; past 18 years; two to three weeks."""
    count = parse_number(found["n"])
    unit = singular(found["unit"])
    if unit == "quarter" and context.after(found, 4).startswith(" of "):
        return None  # a share
    if found[0].lower() == "one day" and _SOME_DAY.search(context.before(found)):
        return None  # "may one day return"
    if count is None or _AGE.match(context.text, found.end()) or not _agrees(found, count, context):
        return None
    if found[0].lower().endswith("a half"):
        count += 0.5
    return "DURATION", duration(count, unit)


def _agrees(found: re.Match[str], count: float, context: Context) -> bool:
    """A plural with a plural; "a two day meeting" passes where a noun follows."""
    unit = found["unit"].lower()
    if count == 1 or unit.endswith("s") or unit == "centuries":
        return True
    gap = re.match(GAP, context.text[found.end() : found.end() + 4])
    noun = found.end() + gap.end() if gap else -1
    return noun >= 0 and context.tag(noun, noun + 1).startswith(("N", "JJ"))


@rule(
    "unit",
    rf"{START}{ABOUT}(?P<n>{COUNTED})[-‑–](?P<unit>{UNIT})(?:[-‑–](?:long|plus))?(?:(?=[-‑–]old\b)|(?![-‑–]\w|\w))",
)
def hyphenated(found: re.Match[str], context: Context) -> Answer:
    """Three-day; 24-hour; 18-year; the 50-year in "50-year-old conflict"."""
    count = parse_number(found["n"])
    if count is None or (_AGE.match(context.text, found.end()) and not _LASTED.match(context.text, found.end())):
        return None
    return "DURATION", duration(count, singular(found["unit"]))


@rule(
    "unit",
    rf"{START}{ABOUT}(?P<reach>(?:past|last|next|first){GAP})?(?:many|several|some|a{GAP}few|few|a{GAP}number{GAP}of|a{GAP}couple{GAP}of){GAP}(?:more{GAP})?(?P<unit>{PLURAL}){END}",
)
def vague(found: re.Match[str], context: Context) -> Answer:
    """Many years; several days."""
    if _AGE.match(context.text, found.end()):
        return None
    return "DURATION", duration(None, singular(found["unit"]))


@rule(
    "unit",
    rf"{START}{ABOUT}(?:an?|half{GAP}an?){GAP}(?:whole{GAP}|full{GAP}|further{GAP})?(?P<unit>{UNIT})(?:{GAP}and{GAP}a{GAP}half)?{END}",
)
def single(found: re.Match[str], context: Context) -> Answer:
    """A week; about a decade; half an hour; a year and a half."""
    if re.search(r"\b(?:once|twice|times|one|day|night)\s$", context.before(found)) or _AGE.match(
        context.text, found.end()
    ):
        return None
    unit = singular(found["unit"])
    text = found[0].lower()
    count = 0.5 if "half a" in text and "and a" not in text else 1.5 if text.endswith("half") else 1.0
    return "DURATION", duration(count, unit)


#: "The weeks before the vote".
_COUNTED_FROM = re.compile(r"\s(?:before|after|since|following|preceding|leading up to|ahead of)\s")
_LASTING = re.compile(r"\b(?:for|over|within|takes?|took|lasted|spent|after|in)\s$")


@rule(
    "unit",
    rf"{START}(?P<unit>hours|days|weeks|months|years|decades|centuries)(?P<long>[-‑–]long)?{END}(?P<of>(?={GAP}of\b))?",
)
def bare(found: re.Match[str], context: Context) -> Answer:
    """For months; years of war: an unknown number of them."""
    if context.before(found).endswith(("early ", "small ", "late ")):
        return None  # of a night
    lasting = found["of"] is not None or found["long"] or _LASTING.search(context.before(found))
    counted_from = context.before(found).endswith("the ") and _COUNTED_FROM.match(context.text, found.end())
    return ("DURATION", duration(None, singular(found["unit"]))) if lasting or counted_from else None


@rule(
    "unit",
    rf"{START}(?:fiscal{GAP})?(?P<span>year)(?={GAP}(?:that{GAP})?(?:ended|ending|to){GAP}(?:on{GAP})?(?:\d|{MONTH})){END}",
)
def year_ended(found: re.Match[str], context: Context) -> Answer:
    """The year ended March 31: its length, for the day is an expression of its own."""
    return "DURATION", "P1Y"


@rule(
    "word",
    rf"{START}(?:(?P<night>overnight)(?![-‑–]\w)|(?:(?<=in the )|(?<=by )|(?<=during the )|(?<=in the early ))"
    rf"(?:mid[-\s])?(?P<part>morning|afternoon|evening)"
    rf"|(?:(?<=since )|(?<=at )|(?<=before )|(?<=until )|(?<=from )|(?<=by )|(?<=after ))"
    rf"(?P<edge>dawn|daybreak|dusk|nightfall)"
    rf"){END}(?!{GAP}of\b)",
)
def loose_part(found: re.Match[str], context: Context) -> Answer:
    """Overnight, in the morning, since dawn: of the day that the sentence names, if it names one."""
    if found["edge"]:
        return "TIME", "T" + _EDGES[found["edge"].lower()]
    return "TIME", "T" + ("NI" if found["night"] else PART_CODES[found["part"].lower()])


_EDGES: Final = {"dawn": "MO", "daybreak": "MO", "dusk": "EV", "nightfall": "NI"}
_OFTEN: Final = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W",
    "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip


@rule("unit", rf"{START}{ABOUT}(?P<n>\d{{1,3}},\d{{3}}){GAP}(?P<unit>{PLURAL}){END}")
def many(found: re.Match[str], context: Context) -> Answer:
    """1,097 days."""
    count = parse_number(found["n"])
    if count is None or _AGE.match(context.text, found.end()):
        return None
    return "DURATION", duration(count, singular(found["unit"]))


@rule("word", rf"{START}(?:twice{GAP}|thrice{GAP})?(?P<word>{'|'.join(_OFTEN)}){END}")
def adverb_of_repetition(found: re.Match[str], context: Context) -> Answer:
    """Daily, weekly, twice monthly."""
    after = context.text[found.end() : found.end() + 12]
    if re.match(r" [A-Z]", after):  # a newspaper
        return None
    return "SET", _OFTEN[found["word"].lower()]


@rule(
    "word",
    rf"{START}(?:every|each)(?:{GAP}(?P<n>other|{COUNTED}))?{GAP}(?:(?P<unit>{UNITS})|(?P<day>{WEEKDAY})|(?P<part>{PART})"
    rf"|(?P<m>{MONTH})|(?P<s>{SEASON})){END}",
)
def every(found: re.Match[str], context: Context) -> Answer:
    """Every week, every two days, each Monday, every January."""
    if found["day"]:
        return "SET", f"XXXX-WXX-{weekday_number(found['day'])}"
    if found["part"]:
        return "SET", "P1D"
    if found["m"]:
        return "SET", f"XXXX-{month_number(found['m']):02}"
    if found["s"]:
        return "SET", f"XXXX-{SEASON_CODES[found['s'].lower()]}"
    words = (found["n"] or "one").lower()
    count = 2.0 if words == "other" else parse_number(words)
    return ("SET", duration(count, singular(found["unit"]))) if count else None


@rule(
    "unit",
    rf"{START}(?:once|twice|(?:{COUNTED}|several|many){GAP}times)(?:{GAP}(?:an?|each|every|per)){GAP}(?P<unit>{UNIT}){END}",
)
def times_a(found: re.Match[str], context: Context) -> Answer:
    """Twice a month, three times per week."""
    return "SET", duration(1, singular(found["unit"]))


_ZONE = rf"(?:{GAP}(?:GMT|UTC|EST|EDT|CET|EET|PST|PDT|(?-i:[A-Z][a-z]{{2,15}}{GAP}time|local{GAP}time)|hours))?"


@rule(
    "digit", rf"{START}(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<min>[0-5]\d))?{GAP}?(?P<half>[ap])(?:\.{GAP}?m\.|\.?m\b){_ZONE}"
)
def clock_12(found: re.Match[str], context: Context) -> Answer:
    """5 p.m.; 9:30 am."""
    hour = int(found["h"]) % 12 + (12 if found["half"].lower() == "p" else 0)
    return "TIME", f"T{hour:02}:{found['min'] or '00'}"


@rule("digit", rf"{START}(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?{_ZONE}(?![\w:%]|[.,]\d)")
def clock_24(found: re.Match[str], context: Context) -> Answer:
    """17:00; 08:30 GMT."""
    return "TIME", f"T{int(found['h']):02}:{found['min']}"


@rule("word", rf"{START}(?P<word>noon|midnight){END}")
def noon(found: re.Match[str], context: Context) -> Answer:
    """Noon, midnight."""
    if context.before(found).endswith("high "):
        return None
    return "TIME", "T12:00" if found["word"].lower() == "noon" else "T24:00"


assert set(UNIT_LETTERS) >= {"second", "century"}
