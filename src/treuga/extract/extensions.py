"""The ``Doc`` and ``Span`` extensions that Treuga's spaCy components read and write.

Input, set by the caller or left at the default:

* ``Doc._.published`` (`PartialDate` or None): publication date, the anchor of relative times.
* ``Doc._.furniture`` (tuple of (start, end) in characters): passages never to be quoted.

Output, each a tuple in text order: ``Doc._.mentions``, ``places``, ``times``, ``quantities``, ``statements`` and
``events``, holding the dataclasses of `treuga.model`. ``Span._.party`` gives the party id of a span that a mention
covers exactly.
``Doc._.states`` holds the ids of the states that the text names, as actors or as places, the most frequent first.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from treuga.extract.registry import Registry, load_registry
from treuga.model import Mention

_RESULTS = ("mentions", "places", "times", "quantities", "statements", "events")


def register() -> None:
    """Register all extensions; does nothing the second time."""
    if Doc.has_extension("published"):
        return
    Doc.set_extension("published", default=None)
    Doc.set_extension("furniture", default=())
    Doc.set_extension("states", default=())
    for name in _RESULTS:
        Doc.set_extension(name, default=())
    Span.set_extension("party", getter=_party)


def _party(span: Span) -> str | None:
    for mention in span.doc._.mentions:
        if mention.span.start == span.start_char and mention.span.end == span.end_char:
            return str(mention.party)
    return None


def registry_of(nlp: Language) -> Registry:
    """The registry of a pipeline's party component, else the one that ships."""
    own = getattr(nlp.get_pipe("treuga_parties"), "registry", None) if "treuga_parties" in nlp.pipe_names else None
    return own if isinstance(own, Registry) else load_registry()


def mentions_by_token(doc: Doc) -> dict[int, Mention]:
    """Token position -> the mention that it is a part of."""
    offsets: list[int] = doc.to_array("IDX").tolist() if len(doc) else []
    starts = {offset: i for i, offset in enumerate(offsets)}
    at: dict[int, Mention] = {}
    for mention in doc._.mentions:
        i = starts.get(mention.span.start)
        while i is not None and i < len(offsets) and offsets[i] < mention.span.end:
            at[i] = mention
            i += 1
    return at


def in_furniture(doc: Doc, start: int, end: int) -> bool:
    """Whether any character of ``[start, end)`` lies in marked page furniture."""
    return any(start < b and a < end for a, b in doc._.furniture)
