"""Reading one agreement file, part by part, into the dataclasses of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, cast

from treuga.agreements import checks, codes
from treuga.agreements.amendments import AmendmentReader, circles, read_thresholds
from treuga.agreements.due import deadline_text, read_deadline, read_in_force
from treuga.agreements.fields import Field, Sheet, shown, suggest
from treuga.agreements.patterns import Roles, party_fields, read_patterns
from treuga.agreements.shelf import in_folder, library
from treuga.agreements.topics import read_topics
from treuga.agreements.words import Lexicon
from treuga.model import (
    Agreement,
    Amendment,
    Citation,
    Commitment,
    Condition,
    Gate,
    Measure,
    Pattern,
    Stage,
    Talks,
)

LANGUAGE_VERSION = "1"
MODES = ("achieve", "maintain")
BASES = ("text", "declaration", "asserted")
CERTAINTIES = ("read", "secondary", "general")

#: (agreement id, file that names it) -> ids of its commitments, None where there is no such agreement
CommitmentsOf = Callable[[str, Path], frozenset[str] | None]
Keys = Mapping[str, Field]

_TOP_NEEDED = ("treuga", "id", "title", "parties")
_TOP_ALLOWED = (
    "signed", "place", "sides", "about", "sources", "note", "words", "thresholds", "commitments", "gates", "talks",
    "measures", "amendments",
)  # fmt: skip
_SECTIONS = ("commitments", "gates", "talks", "measures", "amendments")
#: Without one of these, a file promises nothing.
_SUBSTANCE = _SECTIONS[:3]
_COMMITMENT_NEEDED = ("id", "title", "debtor", "creditor", "consequent")
_COMMITMENT_ALLOWED = (
    "performer", "antecedent", "antecedent_text", "in_force", "mode", "deadline", "basis", "topics", "testimony",
    "sources", "note",
)  # fmt: skip

TOP_KEYS = (*_TOP_NEEDED, *_TOP_ALLOWED)
COMMITMENT_KEYS = (*_COMMITMENT_NEEDED, *_COMMITMENT_ALLOWED)
TESTIMONY_KEYS = ("fulfilled", "breached", "released", "suspended")
_GATE_NEEDED = ("id", "title", "decider", "conditions")
_GATE_ALLOWED = ("opened", "refused", "expected", "sources", "note")
GATE_KEYS = (*_GATE_NEEDED, *_GATE_ALLOWED)


class AgreementReader:
    """Reads a sheet once; problems are kept on the sheet."""

    def __init__(self, sheet: Sheet, registry: checks.Registry | None, commitments_of: CommitmentsOf) -> None:
        self._sheet = sheet
        self._commitments_of = commitments_of
        self._top = sheet.root().mapping(_TOP_NEEDED, _TOP_ALLOWED)
        self._lexicon = Lexicon(self._own_words())
        self._signed = self._top["signed"].date() if "signed" in self._top else None
        listed_parties = tuple(self._ids(self._top.get("parties")))
        self._parties = checks.Parties(registry, listed_parties, self._sides())
        self._sections = {key: self._top[key].items() for key in _SECTIONS if key in self._top}
        self._ids_of_commitments = self._unique(self._items("commitments"))

    def read(self, digest: str) -> Agreement:
        """The agreement; to be used only where the sheet holds no problems."""
        self._head()
        commitments = tuple(self._commitment(item) for item in self._items("commitments"))
        self._unique(self._items("gates"))
        self._unique(self._items("talks"))
        self._unique(self._items("measures"))
        gates = tuple(self._gate(item) for item in self._items("gates"))
        agreement = Agreement(
            id=self._text("id"),
            title=self._text("title"),
            parties=self._parties.parties,
            signed=self._signed,
            digest=digest,
            sides=dict(self._parties.sides),
            commitments=commitments,
            gates=gates,
            talks=tuple(self._talks(item) for item in self._items("talks")),
            sources=self._citations(self._top.get("sources")),
            note=self._text("note"),
            path=str(self._sheet.path),
            measures=self._measures(gates),
            thresholds=read_thresholds(self._top.get("thresholds")),
            amendments=self._amendments(),
            about=self._lexicon.expand(self._top["about"].texts()) if "about" in self._top else (),
        )
        self._circles(agreement)
        return agreement

    # The head of the file ---------------------------------------------------------------------------------------------

    def _head(self) -> None:
        version = self._top.get("treuga")
        if version and version.text() != LANGUAGE_VERSION:
            version.problem(codes.BAD_VERSION, f"version '{shown(version.text())}' of the language is not known")
        if (own := self._top.get("id")) and (name := own.id()) and name != self._sheet.path.stem:
            own.problem(codes.NAME_MISMATCH, f"the file is named '{self._sheet.path.stem}', the agreement '{name}'")
        self._text("place")
        self._known_parties()
        if not any(key in self._top for key in _SUBSTANCE):
            lack = "the file has neither 'commitments' nor 'gates' nor 'talks'"
            self._sheet.root().problem(codes.MISSING_KEY, lack, "Add at least one commitment.")

    def _own_words(self) -> dict[str, tuple[str, ...]]:
        if "words" not in self._top:
            return {}
        own: dict[str, tuple[str, ...]] = {}
        for name, entry in self._top["words"].entries():
            own[name] = tuple(member.text() for member in entry.texts())
        return own

    def _sides(self) -> dict[str, tuple[str, ...]]:
        if "sides" not in self._top:
            return {}
        found: dict[str, list[Field]] = {}
        for head, entry in self._top["sides"].entries():
            Field(entry.sheet, entry.route, head, head).id()
            found[head] = entry.texts()
            for ally in found[head]:
                ally.id()
        checks.check_sides(found)
        return {head: tuple(ally.text() for ally in allies) for head, allies in found.items()}

    def _known_parties(self) -> None:
        for entry in self._top["parties"].texts() if "parties" in self._top else ():
            self._parties.known(entry)
        for head, entry in self._top["sides"].entries() if "sides" in self._top else ():
            for party in (Field(entry.sheet, entry.route, head, head), *entry.texts()):
                self._parties.known(party)

    # Commitments ------------------------------------------------------------------------------------------------------

    def _commitment(self, item: Field) -> Commitment:
        keys = item.mapping(_COMMITMENT_NEEDED, _COMMITMENT_ALLOWED)
        debtor, creditor, performer = (tuple(self._ids(keys.get(k))) for k in ("debtor", "creditor", "performer"))
        roles = {"debtor": debtor, "creditor": creditor, "performer": performer or debtor}
        for role in ("debtor", "creditor", "performer"):
            for entry in keys[role].texts() if role in keys else ():
                self._parties.with_role(entry)
        testimony = keys["testimony"].mapping((), TESTIMONY_KEYS) if "testimony" in keys else {}
        commitment = Commitment(
            id=_text(keys, "id"),
            title=_text(keys, "title"),
            debtor=debtor,
            creditor=creditor,
            consequent=_text(keys, "consequent"),
            antecedent=tuple(e.text() for e in keys["antecedent"].texts()) if "antecedent" in keys else ("signing",),
            antecedent_text=_text(keys, "antecedent_text"),
            mode=cast(Literal["achieve", "maintain"], _word(keys, "mode", MODES)),
            performer=performer,
            deadline=read_deadline(keys.get("deadline"), self._signed),
            in_force=read_in_force(keys.get("in_force"), self._signed),
            basis=cast(Literal["text", "declaration", "asserted"], _word(keys, "basis", BASES)),
            topics=read_topics(keys["topics"]) if "topics" in keys else {},
            fulfilled=self._patterns(testimony.get("fulfilled"), roles),
            breached=self._patterns(testimony.get("breached"), roles),
            released=self._patterns(testimony.get("released"), roles),
            suspended=self._patterns(testimony.get("suspended"), roles),
            sources=self._needed_sources(item, keys),
            note=_text(keys, "note"),
            line=item.line,
        )
        self._check_commitment(item, keys, commitment)
        return commitment

    def _check_commitment(self, item: Field, keys: Keys, commitment: Commitment) -> None:
        if "creditor" in keys:
            checks.check_opposed(keys, commitment, self._parties)
        if "antecedent" in keys:
            checks.check_antecedents(keys["antecedent"], self._ids_of_commitments)
        if "signing" in commitment.antecedent and "signed" not in self._top:
            lack = f"'signed' is missing, and '{shown(commitment.id)}' is in force from the signing"
            self._sheet.root().problem(codes.MISSING_KEY, lack, "Add 'signed: YYYY-MM-DD'.")
        if commitment.deadline:
            field = deadline_text(keys["deadline"])
            checks.check_deadline(field, commitment.deadline, "signed" in self._top, self._ids_of_commitments)

    def _circles(self, agreement: Agreement) -> None:
        place = {commitment.id: i for i, commitment in enumerate(agreement.commitments)}
        for path in circles(agreement):
            first = min(path, key=lambda key: place[key])
            turned = (*path[path.index(first) : -1], *path[: path.index(first)], first)
            message = f"these wait for each other: {' -> '.join(shown(key) for key in turned)}"
            self._sheet.report(codes.CYCLE, message, ("commitments", place[first]))

    def _amendments(self) -> tuple[Amendment, ...]:
        reader = AmendmentReader(self._ids_of_commitments, self._signed)
        found = [reader.read(item, self._needed_sources) for item in self._items("amendments")]
        return tuple(amendment for amendment in found if amendment)

    # Gates and talks --------------------------------------------------------------------------------------------------

    def _gate(self, item: Field) -> Gate:
        keys = item.mapping(_GATE_NEEDED, _GATE_ALLOWED)
        decider = tuple(self._ids(keys.get("decider")))
        for entry in keys["decider"].texts() if "decider" in keys else ():
            self._parties.with_role(entry)
        roles = {"decider": decider}
        conditions = keys["conditions"].items() if "conditions" in keys else []
        self._unique(conditions)
        dates = [entry.date() for entry in keys["expected"].texts()] if "expected" in keys else []
        return Gate(
            id=_text(keys, "id"),
            title=_text(keys, "title"),
            decider=decider,
            conditions=tuple(self._condition(condition, roles) for condition in conditions),
            opened=self._patterns(keys.get("opened"), roles),
            refused=self._patterns(keys.get("refused"), roles),
            expected=tuple(date for date in dates if date),
            sources=self._needed_sources(item, keys),
            note=_text(keys, "note"),
        )

    def _condition(self, item: Field, roles: Roles) -> Condition:
        keys = item.mapping(("id", "text"), ("commitment", "met", "unmet"))
        if isinstance(item.value, dict) and not any(key in keys for key in ("commitment", "met", "unmet")):
            item.problem(codes.EMPTY_PATTERN, f"{item.name} has neither 'commitment' nor 'met' nor 'unmet'")
        if "commitment" in keys:
            self._check_reference(keys["commitment"])
        return Condition(
            id=_text(keys, "id"),
            text=_text(keys, "text"),
            commitment=_text(keys, "commitment"),
            met=self._patterns(keys.get("met"), roles),
            unmet=self._patterns(keys.get("unmet"), roles),
        )

    def _check_reference(self, field: Field) -> None:
        named = field.text()
        agreement, slash, commitment = named.rpartition("/")
        known = self._commitments_of(agreement, self._sheet.path) if slash else frozenset(self._ids_of_commitments)
        if known is None:
            near = suggest(agreement, library() | in_folder(self._sheet.path.parent))
            field.problem(codes.UNKNOWN_CONDITION, f"there is no agreement '{shown(agreement)}'", near)
        elif commitment not in known:
            near = suggest(commitment, sorted(known))
            place = f"'{shown(agreement)}'" if slash else "this file"
            field.problem(codes.UNKNOWN_CONDITION, f"{place} has no commitment '{shown(commitment)}'", near)

    def _talks(self, item: Field) -> Talks:
        keys = item.mapping(("id", "title", "parties"), ("stages", "items"))
        parties = tuple(self._ids(keys.get("parties")))
        for entry in keys["parties"].texts() if "parties" in keys else ():
            self._parties.known(entry)
        stages = keys["stages"].items() if "stages" in keys else []
        items = keys["items"].items() if "items" in keys else []
        self._unique([*stages, *items])
        roles = {"parties": parties}
        return Talks(
            id=_text(keys, "id"),
            title=_text(keys, "title"),
            parties=parties,
            stages=tuple(self._stage(stage, "stage", roles) for stage in stages),
            items=tuple(self._stage(stage, "item", roles) for stage in items),
        )

    def _stage(self, item: Field, kind: str, roles: Roles) -> Stage:
        keys = item.mapping(("id", "title"), ("reached", "note"))
        reached = self._patterns(keys.get("reached"), roles)
        return Stage(_text(keys, "id"), _text(keys, "title"), kind, reached, _text(keys, "note"))

    # Measures ---------------------------------------------------------------------------------------------------------

    def _measures(self, gates: tuple[Gate, ...]) -> tuple[Measure, ...]:
        from treuga.agreements.measures import MeasureReader

        conditions = [f"{gate.id}/{condition.id}" for gate in gates for condition in gate.conditions]
        reader = MeasureReader(self._ids_of_commitments, conditions, self._parties, self._signed)
        return tuple(reader.read(item, self._needed_sources) for item in self._items("measures"))

    # Parts that occur in many places ----------------------------------------------------------------------------------

    def _items(self, key: str) -> list[Field]:
        return self._sections.get(key, [])

    def _text(self, key: str) -> str:
        return _text(self._top, key)

    def _ids(self, field: Field | None) -> list[str]:
        found = (entry.id() for entry in field.texts()) if field else ()
        return list(dict.fromkeys(party for party in found if party))

    def _patterns(self, field: Field | None, roles: Roles) -> tuple[Pattern, ...]:
        for item in field.items() if field and isinstance(field.value, list) else ():
            for party in party_fields(item, roles):
                self._parties.known(party)
        return read_patterns(field, self._lexicon, roles)

    def _needed_sources(self, item: Field, keys: Keys) -> tuple[Citation, ...]:
        if isinstance(item.value, dict) and "sources" not in keys:
            item.problem(codes.NO_SOURCE, f"{item.name} has no source")
        return self._citations(keys.get("sources"))

    def _citations(self, field: Field | None) -> tuple[Citation, ...]:
        found = []
        for item in field.items() if field else ():
            keys = item.mapping(("source", "certainty"))
            found.append(Citation(_text(keys, "source"), _word(keys, "certainty", CERTAINTIES)))
        return tuple(found)

    def _unique(self, items: list[Field]) -> list[str]:
        """The ids of the entries; one that is not kebab case, or was there before, is noted."""
        lines: dict[str, int] = {}
        for item in items:
            if not isinstance(item.value, dict) or not item.value.get("id"):
                continue
            field = Field(item.sheet, (*item.route, "id"), item.value["id"], "id")
            if (key := field.id()) in lines:
                field.problem(codes.DUPLICATE_ID, f"the id '{shown(key)}' was given before, on line {lines[key]}")
            elif key:
                lines[key] = field.line
        return list(lines)


def _text(keys: Keys, name: str) -> str:
    return keys[name].text() if name in keys else ""


def _word(keys: Keys, name: str, words: tuple[str, ...]) -> str:
    return keys[name].one_of(words, words[0]) if name in keys else words[0]
