"""Whom a description means: "the NATO chief", "the alliance's secretary general", "the military organization"."""

from __future__ import annotations

from collections.abc import Sequence

from treuga.extract.registry import Day, Registry, in_office, plain_title
from treuga.extract.registry_names import Word, fold, words_of
from treuga.extract.registry_words import ARTICLES, KIND_NOUNS, RANKS, SAME_OFFICE


def resolve_description(registry: Registry, words: Sequence[str], candidates: Sequence[str], on: Day) -> str | None:
    """See `Registry.by_description`."""
    body, rest = _body_named(registry, words_of(" ".join(words)))
    plain = [w.key for w in rest if w.key not in ARTICLES and w.key[0].isalnum() and w.key != "s"]
    role, others = _role(plain)
    if role:
        others = [word for word in others if word not in RANKS]
        where = body or _by_nouns(registry, others, candidates)
        # "the rebel leader" is nobody, as long as it is not known which rebels; "the chief" may be anyone's.
        return None if others and where is None else _holder(registry, role, where, candidates, on)
    if body is None:
        return _by_nouns(registry, plain, candidates)
    return body if " ".join(plain) in ("", *KIND_NOUNS.get(registry.entries[body]["kind"], ())) else None


def _role(plain: list[str]) -> tuple[str, list[str]]:
    """The words that name an office, the longest first, and the others: at the end, or before "of"."""
    ends = [len(plain), *([plain.index("of")] if "of" in plain else [])]
    for end in ends:
        for length in range(end, 0, -1):
            role = " ".join(plain[end - length : end])
            if role in SAME_OFFICE:
                return role, [word for word in (*plain[: end - length], *plain[end:]) if word != "of"]
    return "", plain


def _body_named(registry: Registry, words: list[Word]) -> tuple[str | None, list[Word]]:
    for hit in registry.names.find(words):
        if registry.entries[hit.party]["kind"] != "person":
            return hit.party, [w for i, w in enumerate(words) if not hit.first <= i < hit.last]
    return None, words


def _by_nouns(registry: Registry, plain: Sequence[str], candidates: Sequence[str]) -> str | None:
    """The latest candidate that may be called so: by its own nouns, by its kind, or by a word of its name."""
    if not plain:
        return None
    phrase = " ".join(plain)
    for candidate in candidates:
        entry = registry.entries.get(candidate)
        if entry is None or entry["kind"] == "person":
            continue
        own = entry.get("called", [])
        if phrase in own or phrase in KIND_NOUNS.get(entry["kind"], ()):
            return candidate
        if len(plain) == 1 and plain[0] in fold(entry["names"][0]).split():
            return candidate
    head = plain[-1]
    if len(plain) > 1 and not any(word in KIND_NOUNS["qualifier"] for word in plain[:-1]):
        return None
    for candidate in candidates:
        entry = registry.entries.get(candidate)
        if (
            entry
            and entry["kind"] != "person"
            and head in (*entry.get("called", []), *KIND_NOUNS.get(entry["kind"], ()))
        ):
            return candidate
    return None


def _holder(registry: Registry, role: str, body: str | None, candidates: Sequence[str], on: Day) -> str | None:
    """The holder of an office: first among the persons named so far, then by the registry if the body is known."""
    titles = SAME_OFFICE[role]
    for candidate in candidates:
        if (party := registry.get(candidate)) and party.kind == "person":
            for office in party.offices:
                within = body is None or body in registry.principals(office.body)
                if within and plain_title(office.title) in titles and (on is None or in_office(office, on)):
                    return candidate
    if body is None:
        return None
    government = registry.government_of(body)
    for where in (body, *([government] if government else [])):
        for title in titles:
            if found := registry.holder(title, where, on):
                return found
    # Below it only where one alone can be meant: the United States have many commanders, Russia one foreign minister.
    below = {registry.holder(title, where, on) for title in titles for where in registry.bodies_of(body)} - {None}
    return below.pop() if len(below) == 1 else None
