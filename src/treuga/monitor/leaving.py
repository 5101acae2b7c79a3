"""How reports tell that a promise is no longer owed, or for a time not: what the file says, and general words.

The general rules ask for two things at once: what is suspended, or somebody is released from, is a word for a promise
as such ("commitment", "obligation"); and the same sentence names what the commitment's own patterns name. "Suspended
its participation in the treaty" alone could be any treaty, and "released them in line with its commitment" releases
nobody from anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from treuga.model import Commitment, Pattern

_PROMISE = ("commitment", "promise", "obligation", "pledge", "undertaking", "duty", "participation", "compliance")
_SUSPEND = ("suspend", "freeze", "pause", "put on hold", "halt", "interrupt")
_RESUME = ("resume", "restart", "reinstate", "restore", "unfreeze", "return", "rejoin", "resumption", "reinstatement")
_LIFT = ("lift", "end", "revoke", "reverse", "cancel", "rescind", "overturn", "drop", "withdraw")
_SUSPENSION = ("suspension", "pause", "freeze", "moratorium")
_RELEASE = ("release", "free", "absolve", "exempt", "excuse", "relieve", "discharge")
_WAIVE = ("waive", "forgo", "renounce")

_NOUN = rf"(?:{'|'.join(_PROMISE)})(?:e?s|ies)?\b".replace("duty", "dut(?:y|ie)")
_BEFORE_NOUN = r"(?:(?!(?:in|of|under|despite|with|as|for|from|to|by)\b)[\w’'-]+\s+){0,4}"
_DIRECT = re.compile(rf"\s+{_BEFORE_NOUN}{_NOUN}", re.IGNORECASE)
_PASSIVE = re.compile(rf"\b{_NOUN}[^.;!?]{{0,80}}\b(?:is|are|was|were|be|been|being)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_FROM = re.compile(rf"(?:\s+[\w’'-]+){{0,5}}?\s+(?:from|of)\s+{_BEFORE_NOUN}{_NOUN}", re.IGNORECASE)

Leaving = Literal["released", "suspended", "resumed"]
#: How a general rule wants its promise noun: as what the verb governs, or after "from"; empty where the file decides.
Phrase = Literal["", "direct", "from"]


def leaving(commitment: Commitment) -> Iterator[tuple[Leaving, Pattern, Phrase]]:
    """The patterns of a commitment's release, suspension and resumption, the file's own first."""
    yield from (("released", pattern, "") for pattern in commitment.released)
    for pattern in commitment.suspended:
        yield "suspended", pattern, ""
        if pattern.objects:
            yield "resumed", replace(pattern, actions=_RESUME, states=()), ""
        yield "resumed", _lifted(pattern, pattern.objects or pattern.actions), ""
    things = tuple(dict.fromkeys(word for pattern in commitment.fulfilled for word in pattern.objects))
    if things:
        owing = (*commitment.debtor, *commitment.performer)
        suspended = Pattern(_SUSPEND, _PROMISE, context=things, by=owing)
        yield "released", Pattern(_RELEASE, _PROMISE, context=things), "from"
        yield "released", Pattern(_WAIVE, _PROMISE, context=things, by=commitment.creditor), "direct"
        yield "suspended", suspended, "direct"
        yield "resumed", replace(suspended, actions=_RESUME), "direct"


def _lifted(suspended: Pattern, things: tuple[str, ...]) -> Pattern:
    return replace(suspended, actions=_LIFT, objects=_SUSPENSION, states=(), context=(*things, *suspended.context))


def spoken(phrase: Phrase, before: str, after: str) -> bool:
    """Whether the words around a predicate put the promise noun where the rule wants it.

    Args:
        phrase: of the rule.
        before: the text of the clause up to the predicate.
        after: the text behind it.
    """
    if phrase == "from":
        return bool(_FROM.match(after))
    return not phrase or bool(_DIRECT.match(after) or _PASSIVE.search(before))
