"""The reference page must say what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from treuga.agreements import load_agreement, reader
from treuga.agreements.amendments import AMENDMENT_KEYS, THRESHOLD_KEYS
from treuga.agreements.due import DEADLINE_KEYS
from treuga.agreements.measures import COUNTS, MEASURE_KEYS
from treuga.agreements.patterns import BOUNDS, PATTERN_KEYS

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/agreement-file.md"
#: Whole files; the page also shows parts of files.
WHOLE = re.compile(r"^treuga: ", flags=re.MULTILINE)
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)

WORDS = (*reader.MODES, *reader.BASES, *reader.CERTAINTIES)


@pytest.fixture
def written(tmp_path: Path) -> list[Path]:
    paths = []
    for block in filter(WHOLE.search, BLOCKS):
        name = re.search(r"^id: (\S+)", block, flags=re.MULTILINE)
        assert name is not None
        paths.append(tmp_path / f"{name[1]}.yaml")
        paths[-1].write_text(block, encoding="utf-8")
    return paths


def test_every_example_of_the_page_is_a_good_file(written: list[Path]) -> None:
    registry = {"hill-league", "river-government", "coast-republic"}
    loaded = [load_agreement(path, registry=registry) for path in written]
    assert [agreement.id for agreement in loaded] == ["ford-accord", "coast-garrison", "quiet-fords"]
    captives = loaded[0].commitments[0]
    assert captives.fulfilled[0].by == ("coast-republic", "river-government")
    assert {"prisoner", "oarsman"} <= set(captives.fulfilled[0].objects)


@pytest.mark.parametrize(
    "key",
    sorted(
        {*reader.TOP_KEYS, *reader.COMMITMENT_KEYS, *MEASURE_KEYS, *COUNTS, *PATTERN_KEYS}
        | {*reader.MODES, *reader.BASES, *reader.CERTAINTIES, *reader.TESTIMONY_KEYS, *reader.GATE_KEYS}
        | {*AMENDMENT_KEYS, *THRESHOLD_KEYS, *DEADLINE_KEYS, *BOUNDS}
    ),
)
def test_every_key_and_word_of_the_language_is_explained(key: str) -> None:
    assert f"`{key}`" in PAGE.read_text(encoding="utf-8")
