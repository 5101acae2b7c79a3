"""Copies: which texts are one wire story, printed by several outlets with light edits.

MinHash proposes pairs, and the exact overlap of their five-word runs decides, so that two reports of one event in their
own words stay two.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

#: Share of common runs (Jaccard) from which two texts are copies. Own reports of one event share under 0.1.
THRESHOLD: Final = 0.4
#: A shortened copy: this share of the shorter text's runs stands in the longer one.
CONTAINED: Final = 0.75
#: Below so many words a text is a copy only of its like.
MIN_WORDS: Final = 25
_RUN, _PERMUTATIONS, _BANDS, _SEED = 5, 128, 64, 20200229
#: Candidates that are checked for one text; beyond it lies boilerplate that everything shares.
_CANDIDATES = 60
_WORD = re.compile(r"\w+")


def near_duplicates(texts: Sequence[str], threshold: float = THRESHOLD) -> list[list[int]]:
    """Group the texts that are copies of each other.

    Args:
        texts: best without page furniture (`treuga.text.without_furniture`), which differs from site to site.
        threshold: share of common five-word runs, between 0 and 1, from which two are copies.

    Returns:
        Groups of two or more positions in ``texts``, each in rising order, ordered by their first member.
    """
    found = [runs(text) for text in texts]
    groups = _Groups(len(found))
    first: dict[frozenset[str], int] = {}
    for i, own in enumerate(found):
        if own:
            groups.join(first.setdefault(own, i), i)
    unlike = [i for own, i in first.items() if len(own) >= MIN_WORDS]
    for i, j in _candidates([found[i] for i in unlike]):
        a, b = unlike[i], unlike[j]
        if not groups.same(a, b) and _copies(found[a], found[b], threshold):
            groups.join(a, b)
    return groups.listed()


def runs(text: str) -> frozenset[str]:
    """The five-word runs of a text, whatever its case; of fewer words, all of them as one."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if len(words) < _RUN:
        return frozenset([" ".join(words)]) if words else frozenset()
    return frozenset(" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def signature(own: frozenset[str]) -> bytes:
    """The MinHash of a text's runs: 128 numbers of 32 bits, little-endian; nothing for no runs.

    The share of equal numbers of two signatures is about the share of common runs (Jaccard).
    """
    if not own:
        return b""
    return struct.pack(f"<{_PERMUTATIONS}I", *_sketch(own).digest())


def are_copies(one: frozenset[str], other: frozenset[str], threshold: float = THRESHOLD) -> bool:
    """Whether two texts, as their runs, are copies of each other, as `near_duplicates` has it."""
    if one == other:
        return bool(one)
    return min(len(one), len(other)) >= MIN_WORDS and _copies(one, other, threshold)


def _sketch(own: frozenset[str]) -> Any:
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(own))
    return sketch


def _candidates(found: list[frozenset[str]]) -> list[tuple[int, int]]:
    from rensa import RMinHashLSH

    index = RMinHashLSH(threshold=0.2, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    pairs: list[tuple[int, int]] = []
    for i, own in enumerate(found):
        sketch = _sketch(own)
        pairs.extend((j, i) for j in sorted(index.query(sketch))[:_CANDIDATES])
        index.insert(i, sketch)
    return pairs


def _copies(a: frozenset[str], b: frozenset[str], threshold: float) -> bool:
    common = len(a & b)
    return common / len(a | b) >= threshold or common / min(len(a), len(b)) >= max(CONTAINED, threshold)


class _Groups:
    """Union-find over positions."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def same(self, i: int, j: int) -> bool:
        return self.root(i) == self.root(j)

    def join(self, i: int, j: int) -> None:
        a, b = sorted((self.root(i), self.root(j)))
        self.parent[b] = a

    def listed(self) -> list[list[int]]:
        members: dict[int, list[int]] = {}
        for i in range(len(self.parent)):
            members.setdefault(self.root(i), []).append(i)
        return [group for group in members.values() if len(group) > 1]
