"""Remarks that travel with evidence in its ``notes`` and that the weighing reads again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

#: The speaker was not resolved to a party: shown, but nobody can say whose interest speaks.
UNIDENTIFIED: Final = "the speaker could not be identified"
#: The speaker is a party that the registry does not know: no third party on whom one could rely.
UNAFFILIATED: Final = "nobody knows for whom the speaker speaks"
#: Begins each remark that the words speak of less than what was promised.
PART: Final = "a part only"
NO_NUMBER: Final = f"{PART}: the words give no number, so they show that some of it happened, not all"
ELSEWHERE: Final = f"{PART}: the words tell of calm in one place, time or kind only"
#: Begun, or going on, where the promise is to finish it.
UNDER_WAY: Final = "under way: the words do not say that it was finished"
#: Of an item of talks: said to be in dispute, which is more than that somebody asks for it.
UNSETTLED: Final = "said to be in dispute"
#: Of a gate: its decider was asked, and said no.
REFUSED: Final = "says no to it"
REPORTER: Final = "in the reporter's own voice"


def is_part(notes: Iterable[str]) -> bool:
    """Whether the words speak of a part of what was promised."""
    return any(note.startswith(PART) for note in notes)
