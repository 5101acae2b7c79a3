"""Texts to time: made from the paragraphs of the example case that ships, so that nothing else is needed."""

from __future__ import annotations

import random
from importlib import resources
from pathlib import Path

from treuga.model import PartialDate, Report
from treuga.sources import read_report

POLNEAR = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "polnear" / "dev" / "text"
_NAMES = (
    "Ariana Belgrave Castellan Dunmore Eskander Farrow Galloway Hamidi Ibarra Jansson Karimov Lindqvist Mansoor "
    "Nystrom Okafor Petrosyan Qaderi Rostami Sandoval Tarkan Ulloa Varga Wardak Ximenes Yarrow Zamani"
).split()
_MONTHS = "January February March April May June July August September October November December".split()


def paragraphs() -> list[str]:
    """The paragraphs of the shipped reports that are prose."""
    out: list[str] = []
    with resources.as_file(resources.files("treuga") / "data" / "demo" / "reports") as folder:
        for path in sorted(folder.glob("*.txt")):
            out.extend(p.strip() for p in path.read_text(encoding="utf-8").split("\n\n"))
    return [p for p in out if p.endswith((".", '"', "”")) and len(p.split()) > 20]


def reports(number: int, words: int = 400, seed: int = 7) -> list[Report]:
    """Reports of about so many words. Names, days and figures are changed so that no two paragraphs are the same."""
    chance = random.Random(seed)
    stock = paragraphs()
    out = []
    for n in range(number):
        text = ""
        while len(text.split()) < words:
            text += _varied(chance.choice(stock), chance) + "\n\n"
        out.append(_report(n, text))
    return out


def long_report(characters: int, seed: int = 11, between: str = "\n\n") -> Report:
    """One report of so many characters; ``between`` stands between its paragraphs."""
    chance = random.Random(seed)
    stock = paragraphs()
    parts: list[str] = []
    length = 0
    while length < characters:
        parts.append(_varied(chance.choice(stock), chance))
        length += len(parts[-1]) + len(between)
    return _report(0, between.join(parts))


def polnear(number: int) -> list[Report]:
    """News articles from PolNeAR, where they are beside the project; else none."""
    files = sorted(POLNEAR.glob("*.txt"))[:number] if POLNEAR.exists() else []
    return [read_report(path).report for path in files]


def words(reports: list[Report]) -> int:
    """How many words reports have."""
    return sum(len(report.text.split()) for report in reports)


def _report(n: int, text: str) -> Report:
    return Report(f"{n:064x}", f"bench-{n}.txt", text, published=PartialDate(f"2020-{n % 12 + 1:02}-{n % 28 + 1:02}"))


def _varied(paragraph: str, chance: random.Random) -> str:
    name = chance.choice(_NAMES)
    opening = f"On {chance.randint(1, 28)} {chance.choice(_MONTHS)}, {chance.randint(2, 900)} days on, {name} wrote: "
    return opening + paragraph
