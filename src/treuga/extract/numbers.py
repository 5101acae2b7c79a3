"""Numbers as news writes them: digits with groups, words, both mixed, and round dozens and scores.

One regular expression, `NUMBER`, finds them; `parse_number` gives the value. All repetitions are bounded, so that
a megabyte of digits costs no more than a megabyte of prose.
"""

from __future__ import annotations

import re
from typing import Final

UNITS_BELOW_10: Final = "one two three four five six seven eight nine".split()
_TEENS: Final = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()

#: Scale words, and the abbreviations that follow digits ("$3bn", "1.1 million").
_SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SUFFIXES: Final = {"k": 10**3, "mn": 10**6, "bn": 10**9, "tn": 10**12}

SMALL: Final[dict[str, int]] = (
    {word: value for value, word in enumerate(UNITS_BELOW_10, 1)}
    | {word: value for value, word in enumerate(_TEENS, 10)}
    | {word: value * 10 for value, word in enumerate(TENS, 2)}
)

#: Indefinite round numbers. They promise at least two of their kind: "dozens" is at least 24.
ROUND: Final[dict[str, int]] = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "several dozen": 24,
    "several hundred": 200,
    "several thousand": 2000,
    "a few dozen": 24,
    "a few hundred": 200,
    "a few thousand": 2000,
    "millions": 2_000_000,
    "billions": 2_000_000_000,
}

_UNIT = "(?:" + "|".join(UNITS_BELOW_10) + ")"
_BELOW_100 = (
    "(?:(?:" + "|".join(TENS) + rf")(?:[-\s]{_UNIT})?|" + "|".join(_TEENS) + "|" + "|".join(UNITS_BELOW_10) + ")"
)
_BELOW_1000 = rf"(?:(?:an?|{_BELOW_100})[-\s]hundred(?:\s(?:and\s)?{_BELOW_100})?|{_BELOW_100})"
_SCALE = "(?:" + "|".join(_SCALES) + ")"
_SCALED = rf"[-\s]{_SCALE}(?:,?\s(?:and\s)?{_BELOW_1000})?"
_HALVES = r"(?:\sand\sa\shalf)?"
_WORDS = rf"(?:{_BELOW_1000}{_HALVES}(?:{_SCALED}){{0,3}}|an?(?:{_SCALED}){{1,3}})"
_DOZENS = rf"(?:half\sa\s(?:dozen|{_SCALE})|(?:an?|{_BELOW_100})\s(?:dozen|score)|a\scouple)"
_ROUND = (
    r"(?:(?:tens|hundreds)\sof\sthousands|(?:several|a\sfew)\s(?:dozen|hundred|thousand)"
    r"|dozens|scores|hundreds|thousands|millions|billions)"
)
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,4})?"  # 17,000
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}(?![\d,.]?\d)"  # 17 000, as in documents of the UN
    r"|\d{1,12}(?:\.\d{1,4})?(?![,.]?\d)[½¼¾]?)"
    rf"(?:[-\s]{_SCALE}\b|(?:bn|tn|mn|k)\b)?"
)

#: Any number, as a pattern without capturing groups, for use inside other patterns (compile with ``re.I``).
NUMBER: Final = rf"(?:{_DIGITS}|{_DOZENS}|{_WORDS}|{_ROUND})"
#: A number in words or digits that a count of days or months can have: nothing round or scaled.
COUNT: Final = (
    rf"(?:\d{{1,4}}(?:\.\d{{1,2}}|\s?[½¼¾]|\s[1-3]/[2-4])?|a\scouple(?:\sof)?"
    rf"|(?:an?|half\sa|two)\sdozen|{_BELOW_1000}{_HALVES})"
)

_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_PIECES = re.compile(r"\d/\d|[\d.]+|[a-z]+|[½¼¾]")


def parse_number(text: str) -> float | None:
    """The value of a number written in digits or English words; None where it is no such number.

    >>> parse_number("5,000"), parse_number("a thousand"), parse_number("two dozen"), parse_number("1.1 million")
    (5000.0, 1000.0, 24.0, 1100000.0)
    """
    plain = " ".join(text.lower().replace("-", " ").split())
    if plain in ROUND:
        return float(ROUND[plain])
    plain = re.sub(r"(?<=\d)[,\s](?=\d{3})", "", plain)
    return _sum(_PIECES.findall(plain.replace(",", " ")))


def _sum(pieces: list[str]) -> float | None:
    """Add up number words: a scale multiplies what came since the last one."""
    total, part, seen = 0.0, 0.0, False
    for piece in pieces:
        if piece[0].isdecimal():
            numerator, _, denominator = piece.partition("/")
            try:
                part += float(numerator) / float(denominator or 1)
            except (ValueError, ZeroDivisionError):  # "1.2.3", or digits of another script that float refuses
                return None
        elif piece in SMALL:
            part += SMALL[piece]
        elif piece in _FRACTIONS:
            part += _FRACTIONS[piece]
        elif piece == "hundred":
            part = (part or 1) * 100
        elif piece in ("dozen", "score"):
            part = (part or 1) * (12 if piece == "dozen" else 20)
        elif piece in _SCALES or piece in _SUFFIXES:
            total += (part or 1) * (_SCALES.get(piece) or _SUFFIXES[piece])
            part = 0.0
        elif piece == "half":
            part += 0.5
        elif piece == "couple":
            part += 2
        elif piece not in ("a", "an", "and", "of"):
            return None
        seen = seen or piece not in ("a", "an", "and", "of")
    return total + part if seen else None
