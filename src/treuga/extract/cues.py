"""The lexicon of cues: which words report speech, what they take as content, and which act they make.

The words are data, ``treuga/extract/data/cues.csv``, by classes after VerbNet (say, tell, talk, complain, promise,
order, judgement, characterise, conjecture ...) and FrameNet (Communication, Statement, Judgment_communication). Its
columns:

* ``kind`` ``verb``, ``noun``, ``adjective`` ("is afraid that"), ``standpoint`` ("in the view of"), or ``light``: a verb
  that only lends its subject to a noun ("expressed doubt that");
* ``frames`` what may follow, one letter each:
  ``t`` a finite clause, with or without "that" ("said the talks ...", "warned that ...");
  ``q`` a direct quotation;
  ``i`` an infinitive of which the speaker is the subject ("promised to leave");
  ``o`` a person asked, and an infinitive ("urged the parties to stop");
  ``e`` an object and an infinitive that are one content ("expects the talks to resume");
  ``n`` a noun phrase ("welcomed the statement", "denied the accusations");
  ``m`` a noun phrase, but only of words, plans or decisions: "opposes the plan", not "opposes the army";
  ``w`` an object with what is said of it ("dismissed it as a lie", "put the number at ten");
  ``g`` a gerund ("avoided commenting");
* ``prepositions`` that introduce content ("for" in "called for"); for nouns also ``that``, ``to``, ``include``;
* ``act`` where the word alone decides it;
* ``object_with`` for ``w``: the prepositions that say something of the object;
* ``marks`` ``tag``: its subject may follow it, and it closes a quotation ("said Stoltenberg"); ``quiet``: it judges,
  knows or aims rather than speaks, and makes a statement only where somebody's view is what is reported.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources
from typing import Final

from treuga.extract.words import Token


@dataclass(frozen=True, slots=True)
class Cue:
    """What a reporting word takes, and the act that it makes by itself (empty: the content decides)."""

    frames: frozenset[str]
    prepositions: frozenset[str]
    act: str
    object_with: frozenset[str] = frozenset()


#: What speaks for the body that issued it: "the statement said".
DOCUMENTS: Final[frozenset[str]] = frozenset(
    "statement communique communiqué declaration resolution release letter message text document tweet post "
    "thread".split()
)

#: Nouns for those who can speak and be spoken to.
PEOPLE: Final[frozenset[str]] = frozenset(
    "official officer minister spokesman spokeswoman spokesperson government authority president leader commander "
    "envoy ambassador negotiator community country state party side group movement ally member resident villager "
    "rebel militant faction fighter soldier troop force delegation council donor neighbour neighbor power mediator "
    "diplomat expert analyst critic activist opposition ministry army police agency commission mission".split()
)

#: Nouns for what one can be for or against: words, plans, decisions and their outcome.
MATTERS: Final[frozenset[str]] = frozenset(
    "accord agreement ceasefire cessation compact deal pact peace protocol settlement treaty truce memorandum "
    "roadmap plan proposal offer initiative idea programme program scheme strategy policy approach bill law "
    "legislation measure amendment constitution resolution motion mandate text draft declaration statement "
    "communique remark comment claim accusation allegation charge report finding conclusion ruling verdict sentence "
    "decision choice move step effort attempt bid call demand request appeal condition term concession compromise "
    "timetable timeline deadline schedule negotiation talk dialogue consultation mediation process conference "
    "summit meeting round visit election vote referendum poll result outcome withdrawal pullout deployment presence "
    "release exchange swap amnesty pardon extension renewal delay postponement embargo sanction blockade siege "
    "closure annexation occupation recognition independence autonomy federalism offensive operation strike raid "
    "attack killing violence bombing shelling bombardment coup intervention invasion use handling conduct treatment "
    "appointment nomination nominee candidacy role record position stance view right reform change transition unity "
    "reunification integration disarmament demobilisation demobilization increase reduction cut creation "
    "establishment inclusion exclusion participation return resumption end".split()
)


def _table() -> list[dict[str, str]]:
    path = resources.files("treuga.extract").joinpath("data", "cues.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def _cues(rows: list[dict[str, str]], kind: str) -> dict[str, Cue]:
    return {
        row["word"]: Cue(
            frozenset(row["frames"]),
            frozenset(row["prepositions"].split()),
            row["act"],
            frozenset(row["object_with"].split()),
        )
        for row in rows
        if row["kind"] == kind
    }


def _marked(rows: list[dict[str, str]], mark: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows if mark in row["marks"].split())


_ROWS = _table()
VERBS: Final[dict[str, Cue]] = _cues(_ROWS, "verb")
NOUNS: Final[dict[str, Cue]] = _cues(_ROWS, "noun")
ADJECTIVES: Final[dict[str, Cue]] = _cues(_ROWS, "adjective")
STANDPOINTS: Final[dict[str, Cue]] = _cues(_ROWS, "standpoint")
LIGHT: Final[frozenset[str]] = frozenset(_cues(_ROWS, "light"))
#: Verbs whose subject may follow them ("said Stoltenberg") and which close a quotation.
SPEECH_TAGS: Final[frozenset[str]] = _marked(_ROWS, "tag")
#: Verbs that judge, know or aim rather than speak.
QUIET: Final[frozenset[str]] = _marked(_ROWS, "quiet")

_PARTICLED = frozenset(word.split()[0] for word in VERBS if " " in word)


def verb_cue(verb: Token) -> tuple[Cue, Token | None] | None:
    """What the lexicon says of a verb, and its particle where it makes the word ("ruled out")."""
    lemma = verb.lemma_.lower()
    if lemma in _PARTICLED:
        for child in verb.rights:
            if child.dep_ in ("prt", "advmod", "prep", "advcl") and child.i <= verb.i + 4:
                known = VERBS.get(f"{lemma} {child.lower_}")
                if known is not None:
                    return known, child
    plain = VERBS.get(lemma)
    return (plain, None) if plain is not None else None
