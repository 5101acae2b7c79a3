"""Who is who: states, governments, organisations, armed groups, media and persons, with offices by date.

>>> from treuga.extract.registry import load_registry
>>> registry = load_registry()
>>> registry.principals("jens-stoltenberg", dt.date(2020, 10, 17))
('jens-stoltenberg', 'nato')

The package's own registry loads in some milliseconds; a case's files are read from YAML and checked
(`treuga.extract.registry_files`).
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from treuga.errors import ExtractError
from treuga.extract import codes
from treuga.extract.registry_rules import Entry, derive, state_bodies
from treuga.model import Office, PartialDate, Party

if TYPE_CHECKING:
    from treuga.extract.registry_names import NameIndex

Day = dt.date | PartialDate | None
_COMPILED = Path(__file__).parent / "data" / "parties.json"
_LISTS = ("names", "part_of", "allies", "adjectives", "people", "capital", "called", "surnames")


class Registry:
    """An unchanging set of parties, with the questions that Treuga asks of it.

    Args:
        entries: what the files give, by id; parties that follow by rule are added here.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.listed: Mapping[str, Entry] = dict(entries)
        self.entries: Mapping[str, Entry] = _with_derived(entries)
        self._made: dict[str, Party] = {}

    def get(self, party_id: str) -> Party | None:
        """The party with that id, or None."""
        return self._party(party_id) if party_id in self.entries else None

    def _party(self, party_id: str) -> Party:
        party = self._made.get(party_id)
        if party is None:  # made when first asked for: most never are
            party = self._made[party_id] = _party(party_id, self.entries[party_id])
        return party

    def __contains__(self, party_id: object) -> bool:
        return party_id in self.entries

    def __iter__(self) -> Iterator[Party]:
        return map(self._party, self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @functools.cached_property
    def names(self) -> NameIndex:
        """The index by which names are found in text; made when first asked for."""
        from treuga.extract.registry_names import NameIndex

        return NameIndex(self)

    @functools.cached_property
    def _by_word(self) -> dict[str, str]:
        """Adjective or demonym, lower case, to the party."""
        out: dict[str, str] = {}
        for key, entry in self.entries.items():
            for word in (*entry.get("adjectives", ()), *entry.get("people", ())):
                out.setdefault(word.lower(), key)
        return out

    @functools.cached_property
    def _office_holders(self) -> dict[str, list[tuple[str, Office]]]:
        """Body to the persons who held an office in it."""
        out: dict[str, list[tuple[str, Office]]] = {}
        for party in self:
            for office in party.offices:
                out.setdefault(office.body, []).append((party.id, office))
        return out

    def adjective(self, word: str) -> str | None:
        """The party of an adjective or demonym: ``Afghan`` -> ``afghanistan``."""
        return self._by_word.get(word.lower())

    def government_of(self, state: str) -> str | None:
        """The id of a state's government: ``colombia`` -> ``colombian-government``."""
        entry = self.entries.get(state)
        return state_bodies(state, entry)[0].id if entry and entry["kind"] == "state" else None

    def bodies_by_noun(self, state: str) -> list[tuple[str, str]]:
        """The nouns for the bodies of a state with their ids, longest first: ``("armed forces", "sudanese-...")``."""
        entry = self.entries.get(state)
        if not entry or entry["kind"] != "state":
            return []
        return sorted(
            ((noun, body.id) for body in state_bodies(state, entry) for noun in body.nouns),
            key=lambda row: -len(row[0]),
        )

    @functools.cached_property
    def _forces(self) -> dict[str, str]:
        """The armed forces of each state, to the state."""
        return {
            body: key
            for key, entry in self.entries.items()
            if entry["kind"] == "state"
            for noun, body in self.bodies_by_noun(key)
            if noun == "army"
        }

    def state_of_forces(self, party_id: str) -> str | None:
        """The state whose armed forces these are; None for any other party."""
        return self._forces.get(party_id)

    def display_name(self, party_id: str) -> str:
        """The common name; for an id that is not in the registry, the id in words."""
        party = self.get(party_id)
        return party.names[0] if party else " ".join(word.capitalize() for word in party_id.split("-"))

    def principals(self, party_id: str, on: Day = None) -> tuple[str, ...]:
        """The party itself, then the bodies for which it speaks, nearest first.

        A person speaks for the bodies of the offices held on that day; without a day, for those held last.
        """
        out = [party_id]
        for current in out:  # `out` grows while it is walked: breadth first
            party = self.get(current)
            above = [*self._bodies(party, on), *party.part_of] if party else self._leader_state(current, on)
            out += [body for body in dict.fromkeys(above) if body not in out]
        return tuple(out)

    def _bodies(self, party: Party, on: Day) -> list[str]:
        if on is None:
            last = max((_start(office) for office in party.offices), default=dt.date.min)
            return [office.body for office in party.offices if _start(office) == last]
        return [office.body for office in party.offices if in_office(office, on)]

    def _leader_state(self, party_id: str, on: Day) -> list[str]:
        """``trump-administration`` speaks for the state whose head bears that surname."""
        stem = re.sub(r"-(administration|government|cabinet)\Z", "", party_id)
        if stem == party_id:
            return []
        for person in self.names.persons_by_surname(stem):
            for office in self._party(person).offices:
                body = self.get(office.body)
                if body and body.kind in ("state", "government") and is_head(office.title):
                    return [body.id]
        return []

    def holder(self, title: str, body: str, on: Day = None) -> str | None:
        """Who held an office: ``holder("secretary general", "nato", date)``; None where nobody or several did."""
        wanted = plain_title(title)
        found = {
            person
            for person, office in self._office_holders.get(body, ())
            if plain_title(office.title) == wanted and (on is None or in_office(office, on))
        }
        return found.pop() if len(found) == 1 else None

    def bodies_of(self, party_id: str) -> tuple[str, ...]:
        """The bodies that speak for a party and in which offices are known."""
        return tuple(body for body in self._office_holders if party_id in self.principals(body))

    def find(self, query: str, limit: int = 10) -> list[Party]:
        """Parties for a person who looks one up: those so named first, then names that begin with or hold the words."""
        wanted = " ".join(query.lower().split())
        ranked: list[tuple[int, str]] = []
        for party in self:
            names = [party.id, *(name.lower() for name in (*party.names, *party.adjectives))]
            ranks = [0 if name == wanted else 1 if name.startswith(wanted) else 2 for name in names if wanted in name]
            if wanted and ranks:
                ranked.append((min(ranks), party.id))
        return [self._party(key) for _, key in sorted(ranked)[:limit]]

    def by_description(self, words: Sequence[str], candidates: Sequence[str], on: Day = None) -> str | None:
        """Whom a description means: "the NATO chief", "the alliance's secretary general", "the military organization".

        Args:
            words: of the description, in order.
            candidates: ids of the parties named so far, the latest first.
            on: the day, on which an office must be held.
        """
        from treuga.extract.registry_descriptions import resolve_description

        return resolve_description(self, words, candidates, on)


def plain_title(title: str) -> str:
    """``Secretary-General`` -> ``secretary general``."""
    return " ".join(title.lower().replace("-", " ").split())


def is_head(title: str) -> bool:
    """Whether a title is that of the one who leads a state or government."""
    plain = plain_title(title)
    return plain in ("president", "prime minister", "chancellor", "king", "emir", "supreme leader", "crown prince")


def in_office(office: Office, on: dt.date | PartialDate) -> bool:
    """Whether the office was held on that day; an unknown end counts as open."""
    first, last = (on.earliest, on.latest) if isinstance(on, PartialDate) else (on, on)
    return (office.start is None or office.start.earliest <= last) and (
        office.end is None or first <= office.end.latest
    )


def _start(office: Office) -> dt.date:
    return office.start.earliest if office.start else dt.date.min


def _with_derived(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    out = dict(entries)
    for key, extra in derive(entries):
        mine = out.get(key)
        if mine is None:
            out[key] = extra
            continue
        merged = mine.copy()
        merged["names"] = list(dict.fromkeys((*mine["names"], *extra["names"])))
        # A state that is its own government (the United States) is no part of itself.
        merged["part_of"] = mine.get("part_of") or [body for body in extra.get("part_of", ()) if body != key]
        out[key] = merged
    return out


def _party(key: str, entry: Entry) -> Party:
    names = entry["names"]
    extra = [name for group in entry.get("conditional", {}).values() for name in group]
    return Party(
        id=key,
        names=(*names, *extra) if extra else tuple(names),
        kind=entry["kind"],
        part_of=tuple(entry.get("part_of", ())),
        allies=tuple(entry.get("allies", ())),
        adjectives=(*entry.get("adjectives", ()), *entry.get("people", ())),
        offices=tuple(
            Office(body, title, PartialDate(start) if start else None, PartialDate(end) if end else None)
            for body, title, start, end in entry.get("offices", ())
        ),
        gender=entry.get("gender", ""),
        description=entry.get("description", ""),
    )


def load_registry(files: Sequence[str | Path] = ()) -> Registry:
    """The package's registry, with a case's own files added; the same object for the same files.

    An entry of a case's file replaces the package's entry of the same id.

    Raises:
        ExtractError: a file has a mistake; the first is named, see `party_errors` for all.
    """
    return _load(tuple((str(path), *_stamp(Path(path))) for path in files))


def party_errors(files: Sequence[str | Path]) -> list[ExtractError]:
    """All mistakes in a case's party files, each with its file and line."""
    from treuga.extract.registry_files import check_references, read_party_file

    read = [read_party_file(Path(path)) for path in files]
    found = [error for file in read for error in file.errors]
    return found + check_references(read, _shipped().entries)


@functools.lru_cache(maxsize=8)
def _load(files: tuple[tuple[str, int, int], ...]) -> Registry:
    if not files:
        return _shipped()
    from treuga.extract.registry_files import check_references, read_party_file

    read = [read_party_file(Path(path)) for path, _, _ in files]
    shipped = _entries()
    own = {key: entry for file in read for key, entry in file.entries.items()}
    everything = Registry({**shipped, **own})
    errors = [error for file in read for error in file.errors] + check_references(read, everything.entries)
    if errors:
        first = errors[0]
        more = f" (the first of {len(errors)} mistakes)" if len(errors) > 1 else ""
        raise ExtractError(first.code, first.message + more, where=first.where, remedy=first.remedy)
    return everything


@functools.cache
def _shipped() -> Registry:
    return Registry(_entries())


def _entries() -> dict[str, Entry]:
    try:
        entries: dict[str, Entry] = json.loads(_COMPILED.read_bytes())
    except (OSError, ValueError) as error:
        message = f"the party registry cannot be read: {error}"
        raise ExtractError(codes.REGISTRY_DAMAGED, message, where=str(_COMPILED)) from None
    return entries


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0  # the reader names what is wrong
    return stat.st_mtime_ns, stat.st_size
