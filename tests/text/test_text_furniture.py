"""Page furniture in the styles of many sites. All pages are made up.

A page under ``pages/`` has a mark before each line: ``F`` is furniture, ``.`` is the article, ``?`` may be either.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treuga.text import find_furniture, without_furniture

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"


def lines_of(page: Path) -> list[tuple[str, str]]:
    rows = page.read_text(encoding="utf-8").split("\n")
    return [(row[:1], row[2:]) for row in rows]


def marked(text: str, start: int, end: int) -> bool:
    return any(f.start <= start and end <= f.end for f in find_furniture(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_page(page: Path, newline: str) -> None:
    rows = lines_of(page)
    text = newline.join(line for _, line in rows)
    at, wrong = 0, []
    for mark, line in rows:
        if line.strip() and mark in "F." and marked(text, at, at + len(line)) != (mark == "F"):
            wrong.append(f"{mark} {line}")
        at += len(line) + len(newline)
    assert not wrong


def test_every_style_has_both_article_and_marks_somewhere() -> None:
    marks = {mark for page in PAGES for mark, line in lines_of(page) if line.strip()}
    assert {"F", "."} <= marks
    assert len(PAGES) >= 12


PROSE = [
    "He declined.",
    "The comments were unacceptable, NATO said.",
    "“No comment.”",
    "“Share the land,” she said.",
    "The talks on terms and conditions continue.",
    "NATO’s Twitter account said the email was published.",
    "- Release of all prisoners",
    "* Comments on the draft",
    "They subscribe to the accord.",
    "By Friday, talks had stalled.",
    "Prisoners first",
]


@pytest.mark.parametrize("line", PROSE)
def test_short_prose_stays(line: str) -> None:
    full = "The envoys of the two armies met at the bridge on Monday and spoke for three hours, officials said."
    text = f"{full}\n\n{line}\n\n{full}"
    assert find_furniture(text) == ()


blocks = st.lists(
    st.one_of(
        st.sampled_from(
            ["Related Posts", "Share", "Leave a Reply", "About admin", "qatar lines", "Read more:", "Home / News"]
        ),
        st.text(max_size=60),
        st.just("The delegates said on Monday that the truce held in all of the seven districts."),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(blocks, st.sampled_from(["\n", "\n\n", "\r\n", "\u2028"]))
def test_spans_are_ordered_disjoint_in_range_and_on_block_borders(parts: list[str], gap: str) -> None:
    from treuga.text.lines import raw_blocks

    text = gap.join(parts)
    found = find_furniture(text)
    raw = raw_blocks(text)
    starts, ends = {b.start for b in raw}, {b.end for b in raw}
    at = 0
    for mark in found:
        assert at <= mark.start < mark.end <= len(text)
        assert mark.start in starts
        assert mark.end in ends
        assert mark.kind
        at = mark.end
    assert len(without_furniture(text, found)) == len(text) - sum(f.end - f.start for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "a" * 1_000_000,
        "Related Posts\n" * 40_000,
        "Short line\n" * 60_000,
        "\n" * 500_000,
        ". " * 300_000,
        "The army said on Monday that it had left the town of Oru.\nRelated Posts\nHeadline of another report\n"
        * 8_000,
        "Home / " * 100_000,
        "\u202e\u200f🕊️ " * 100_000,
    ],
    ids=["one-line", "one-word", "heads", "short", "breaks", "stops", "mixed", "crumbs", "rtl-emoji"],
)
def test_a_long_text_ends(text: str, must_end: None) -> None:
    assert all(0 <= f.start < f.end <= len(text) for f in find_furniture(text))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the founding reports lie beside the project only where it is built")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("seed-000.txt", ["Related Posts", "Leave a Reply", "Your email address"]),
        ("seed-001.txt", []),
        ("seed-002.txt", ["Home / ", "AT News", "About admin", "Check Also", "Pakistan greenlights", "KABUL – In"]),
        ("seed-003.txt", ["Comments are closed."]),
        ("seed-004.txt", ["Decrease font", "qatar airways"]),
    ],
)
def test_founding_reports(name: str, expected: list[str]) -> None:
    text = (SHARED / "reports" / name).read_bytes().decode("utf-8")
    found = [line for f in find_furniture(text) for line in text[f.start : f.end].split("\n") if line.strip()]
    assert len(found) == len(expected)
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True))


@pytest.mark.skipif(not (SHARED / "data" / "polnear").is_dir(), reason="the PolNeAR corpus is not there")
def test_hardly_any_article_text_is_marked() -> None:
    size = hit = 0
    for path in sorted((SHARED / "data" / "polnear" / "dev" / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        size += len(text)
        hit += sum(f.end - f.start for f in find_furniture(text))
    assert hit / size < 0.001
