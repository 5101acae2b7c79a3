from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from treuga.text import blocks
from treuga.text.lines import raw_blocks

PAGE = """Home / News / Envoys meet at the mill

Envoys meet at the mill

LINDEN: The envoys of both armies met at the old mill on Monday, and spoke for three hours.
What they want
The first army wants its prisoners back, and the second wants the mill.
- Forty prisoners
1. The mill

Related Posts
Bread is dearer again"""


def test_kinds() -> None:
    assert [b.kind for b in blocks(PAGE)] == [
        "furniture", "headline", "paragraph", "intertitle", "paragraph", "list-item", "list-item",
        "furniture", "furniture",
    ]  # fmt: skip


def test_a_headline_without_a_blank_line_is_a_block_of_its_own() -> None:
    text = "Army leaves the mill\nLINDEN: The army left the old mill on Monday, three weeks later than it had promised."
    assert [b.kind for b in blocks(text)] == ["headline", "paragraph"]


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    text = (
        "The two armies left the mill on Monday, and the miller, who had waited for\n"
        "three years, opened the gates on the same evening; nobody was hurt, and the\n"
        "envoys said that they were content.\n\n"
        "A second paragraph stands by itself."
    )
    found = blocks(text)
    assert [b.kind for b in found] == ["paragraph", "paragraph"]
    assert text[found[0].start : found[0].end].endswith("content.")


def test_short_lines_are_not_joined() -> None:
    text = "The army left the mill.\nThe miller came back.\nNobody was hurt."
    assert len(blocks(text)) == 3


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_blocks_cover_all_but_white_space_in_order(text: str) -> None:
    at = 0
    for block in blocks(text):
        assert text[at : block.start].strip("\ufeff\u200b\u200e\u200f\u2060").strip() == "" or not raw_blocks(
            text[at : block.start]
        )
        assert at <= block.start < block.end <= len(text)
        at = block.end
    assert not raw_blocks(text[at:])
