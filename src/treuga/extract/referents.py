"""Whom a description means: "its spokesman", "an army captain", "the head of state", "a senior official of the bloc".

In the order of how much the words tell: a name beside or inside the description, a document's owner, a possessive, an
office or a noun that only one party here can bear. What is left is somebody whom the report does not name. Such a voice
has an id of its own, made of its noun and what stands before it ("senior-official"), so that one who asked not to be
named stays one voice in a report, and is never taken for the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from treuga.extract.cues import DOCUMENTS
from treuga.extract.registry_names import words_of
from treuga.extract.registry_words import RANKS
from treuga.extract.words import Token

if TYPE_CHECKING:
    from treuga.extract.discourse import Discourse


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PAPERS = DOCUMENTS | _set("readout bulletin memorandum circular page website")
_STUDIES = _set("study report poll survey assessment review analysis audit paper inquiry")
_FIGURES = _set("figure count tally estimate datum data number statistics")
_SPOKES = _set("spokesman spokeswoman spokesperson spokespeople spokesmen spox")
#: Nouns for a body, or for its people as a whole: with a name they mean that body.
_BODY_NOUNS = _set(
    "group movement government force military militia administration leadership delegation team side mission office "
    "ministry authority council meeting summit ministerial embassy party faction wing army troop command headquarters "
    "junta regime agency organization organisation guerrilla coalition alliance front government cabinet presidency"
)
#: Nouns for those who belong to a body and speak or act for it when they are not named.
_MEMBERS = _set(
    "captain officer commander soldier fighter militant rebel insurgent guard gunman policeman negotiator delegate man "
    "representative member monitor expert leader envoy ambassador patrol minister official ally general "
    "colonel lieutenant"
)
#: Who rules: "the government in" a capital.
_RULERS = _set("government authority administration junta cabinet regime")
_LEGISLATURES = _set("parliament congress legislature")
_FIGHTERS = _set("commander fighter combatant rebel guerrilla insurgent militant")
_WATCHERS = _set("team monitor observer patrol mission verifier")
_WATCHES = re.compile(r"monitor|verif|observ|mission", re.I)
#: Where a body sits, for the body.
_SEATS = _set("headquarters command office ministry embassy")
_SENT_OUT = _set("mission force operation peacekeeper")
_ARMED = _set("force troop army soldier fighter man front commander militia military")
_ALL_OF = _set("party side stakeholder actor faction camp")
#: Of these the report means a single person, so the body is meant only where no veil hides who.
_VOICES = _set(
    "official diplomat source aide adviser advisor analyst observer negotiator mediator resident witness "
    "lawmaker researcher insider"
)
#: Plain bearers of an office, found again by the titles with which persons were named: "the minister", "the general".
_TITLED = _set(
    "minister general commander senator envoy governor spokesman spokeswoman chairman chairwoman president bishop "
    "ambassador mayor judge colonel captain secretary chief negotiator mediator imam cardinal archbishop premier"
)
_VEILED = re.compile(
    r"anonym|not (?:to |be |wish to )*(?:be )?(?:named|identified|quoted)|names? (?:to )?be withheld|"
    r"authori[sz]ed to speak|without being (?:named|identified)",
    re.I,
)
_THEIR = _set("his her its their our")
_SKIPPED = _set(
    "the a an this that these those its their his her our my your some several many unknown another one two three"
)
_POSSIBLE_POS = ("NOUN", "PROPN", "ADJ")
_SLUG = re.compile(r"[^a-z0-9]+")
_LEFT = frozenset("det amod compound nmod poss nummod predet quantmod advmod cc conj neg".split())
#: How many parties a description may look back on.
_MEMORY = 60
_REACH = 12
_WINDOW = 40


def describe(about: Discourse, head: Token, start: int, end: int) -> str | None:
    """The party that a noun phrase without a name at its head means, or an id of its own.

    Args:
        about: what the report has said so far.
        head: head of the phrase.
        start: first token of the phrase.
        end: behind its last.
    """
    lemma = _singular(head)
    inside = _parties_in(about, head, start, end)
    named = _apposition(about, head)
    if named:
        return named
    person = next((p for p in inside if about.is_person(p)), None)
    if person and lemma not in _PAPERS | _STUDIES | _FIGURES and about.at.get(head.i - 1) is not None:
        return person
    if lemma in _PAPERS:
        return inside[0] if inside else about.document_owner or (about.bodies[0] if about.bodies else None)
    if lemma in _FIGURES and inside:
        return inside[0]
    if lemma in _STUDIES and inside:
        return f"{inside[0]}-{_SLUG.sub('-', lemma)}"
    if lemma in ("party", "side") and not inside and {c.lower_ for c in head.lefts} <= {"the", "both", "two", "these"}:
        return None  # two of whom nothing is known
    if head.tag_ in ("NNS", "NNPS") and head.text[:1].isupper() and about.registry.adjective(head.text):
        return slug([head])  # "Colombians": a people is no party
    words = [t.text for t in about.doc[start:end]]
    party = _by_possessive(about, head, lemma) or _of_a_pair(about, head) or _by_body(about, head, lemma, inside, words)
    if party:
        return party
    own = _own_id(about, head, lemma, start)
    if own is None or not _is_definite(head):
        if own:
            about.introduced[lemma] = own
        return own
    return about.introduced.get(lemma) or _by_title(about, lemma, inside) or own


def _by_possessive(about: Discourse, head: Token, lemma: str) -> str | None:
    """Whose are "his forces", "its members", "their spokesman": of the body meant; "his counterpart": the other."""
    owner = next((c for c in head.lefts if c.lower_ in _THEIR and c.tag_ == "PRP$"), None)
    if owner is None:
        return None
    who = about.speaking or about.pronoun(owner)
    if lemma == "counterpart":
        return next((p for p in about.two_persons if p != who), None)
    if lemma in _BODY_NOUNS | _MEMBERS | _SPOKES:
        return about.body_of(who, armed=lemma in _ARMED)
    return None


def _by_body(about: Discourse, head: Token, lemma: str, inside: list[str], words: list[str]) -> str | None:
    """The body that the words name, by a name, by a noun of the state that the report is about, or by an office."""
    if lemma in _SPOKES and inside:
        return about.body_of(inside[0])
    if lemma in _VOICES or (lemma in _MEMBERS and _VEILED.search(_around(head))):
        return None
    # Whom the report is about comes before whom it only mentions.
    others = sorted(about.recent[:_MEMORY], key=lambda party: -about.counts[party])
    unknown = any(t.pos_ == "PROPN" and t.i not in about.at and t.i != head.i for t in head.lefts)
    if not unknown or inside:
        named = about.registry.by_description(words, [*about.bodies, *about.persons, *others], about.published)
        if named:
            return _as_actor(about, named, lemma)
    if inside and lemma in _SENT_OUT and (sent := _sent_out(about, inside[0], words)):
        return sent
    if inside and (lemma in _BODY_NOUNS or (lemma in _MEMBERS and inside[0] in _named_in(about, head))):
        return _as_actor(about, inside[0], lemma)
    if unknown:
        return None
    return (
        _as_actor(about, _capital_in(about, words), lemma)
        or _of_the_state(about, words, head)
        or _only_one(about, head)
    )


def _sent_out(about: Discourse, sender: str, words: list[str]) -> str | None:
    """Such as "the UN mission in Libya": the body of the sender whose name has the country's."""
    places = [w for w in words if w[:1].isupper()][1:]
    found = [
        party.id
        for party in about.registry
        if sender in party.part_of and any(f" {place}" in name for place in places for name in party.names)
    ]
    return found[0] if len(found) == 1 else None


def _named_in(about: Discourse, head: Token) -> set[str]:
    """Parties that a phrase names, not only by the adjective of their state: "Ukrainian officer" may be anyone's."""
    return {about.at[t.i].party for t in islice(head.subtree, _WINDOW) if t.i in about.at}


def _around(head: Token) -> str:
    """The words of the sentence near a head."""
    sentence = head.sent
    return str(head.doc[max(sentence.start, head.i - _WINDOW) : min(sentence.end, head.i + _WINDOW)].text)


def _as_actor(about: Discourse, party: str | None, lemma: str) -> str | None:
    """The government of a state where the words say so: "the military government in Bamako"."""
    return (about.registry.government_of(party) or party) if party and lemma in _RULERS else party


def _capital_in(about: Discourse, words: list[str]) -> str | None:
    """The state whose capital stands in a description of those who rule there."""
    if not _RULERS.intersection(w.lower() for w in words):
        return None
    hits = about.registry.names.find(words_of(" ".join(words)))
    return next((hit.party for hit in hits if hit.how == "capital"), None)


def _of_the_state(about: Discourse, words: Sequence[str], head: Token) -> str | None:
    """Such as "the army", "a government negotiator", "the head of state": of the state which the report is about."""
    registry, state = about.registry, next(iter(about.doc._.states), None)
    if state is None:
        return None
    whole = [w for w in words if w.lower() not in _SKIPPED]
    # "an army captain in the south": what stands behind the noun tells where.
    before = words[: words.index(head.text) + 1]
    said = " ".join(w.lower() for w in before if w.lower() not in _SKIPPED | RANKS)
    if head.lower_ in _LEGISLATURES and said == head.lower_:
        return _legislature(about, state, head.lower_)
    if _singular(head) in _MEMBERS | _SPOKES:  # "army captain", "government spokesman"
        said = said.removesuffix(head.lower_).strip()
    nearest = next((p for p in about.recent if registry.state_of_forces(p)), None)
    for noun, body in registry.bodies_by_noun(state):
        if said == noun:
            return nearest if nearest and registry.state_of_forces(body) else body
    if not _is_definite(head):
        return None
    holder = registry.by_description([*registry.entries[state]["names"][0].split(), *whole], [], about.published)
    return holder if holder != state else None


def _legislature(about: Discourse, state: str, noun: str) -> str:
    """The parliament of a state by its own name, else by the state's word: "ethiopian-parliament"."""
    for party in about.registry:
        if state in party.part_of and noun in about.registry.entries[party.id].get("called", ()):
            return party.id
    stem = (about.registry.government_of(state) or state).removesuffix("-government")
    return f"{stem}-{noun}"


def _only_one(about: Discourse, head: Token) -> str | None:
    """Plain plurals and teams that only one body here can mean: "the commanders", "the monitors", "the team"."""
    if not _is_definite(head) or any(c.dep_ in ("amod", "compound", "prep", "nummod") for c in head.children):
        return None
    lemma = _singular(head)
    kinds = _FIGHTERS if lemma in _FIGHTERS and head.tag_ == "NNS" else _WATCHERS if lemma in _WATCHERS else None
    if kinds is not None:
        for party in about.recent:
            known = about.registry.get(party)
            if known and (
                known.kind == "armed-group" if kinds is _FIGHTERS else _WATCHES.search(" ".join(known.names))
            ):
                return party
    return about.bodies[0] if lemma in _SEATS and about.bodies else None


def _of_a_pair(about: Discourse, head: Token) -> str | None:
    """Such as "the delegations of the two parties": of two the one that is named first."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "from"):
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.i not in about.at and (together := about.together(inner)):
                    return together[0]
    return None


def _by_title(about: Discourse, lemma: str, inside: list[str]) -> str | None:
    """Whom "the minister" means: the person last named who was given that title, or has had such an office."""
    if lemma not in _TITLED:
        return None
    persons = [*about.persons, *(p for p in about.recent if about.is_person(p) and p not in about.persons)]
    for party in persons:
        known = about.registry.get(party)
        held = {word for office in known.offices for word in office.title.split()} if known else set()
        if lemma not in about.titles.get(party, ()) and lemma not in held:
            continue
        offices = known.offices if known else ()
        served = {body for office in offices for body in about.registry.principals(office.body)}
        if not inside or not served.isdisjoint(inside):
            return party
    return None


def _own_id(about: Discourse, head: Token, lemma: str, start: int) -> str | None:
    """What stands before the noun, and the noun; what stands behind it tells where, not who."""
    before = [t for t in about.doc[start : head.i] if t.pos_ in _POSSIBLE_POS]
    if lemma in _ALL_OF and any(c.lower_ == "all" for c in head.lefts):
        return f"all-{head.lower_}"
    if lemma in _VOICES or lemma in _MEMBERS or head.ent_type_ == "":
        return slug([*before, head])
    _, end = phrase(head)
    return slug([t for t in about.doc[start:end] if t.pos_ in _POSSIBLE_POS])


def slug(tokens: Sequence[Token]) -> str | None:
    """The kebab case of a description, without articles and numerals."""
    words = [token.text.replace(".", "") for token in tokens if token.lower_ not in _SKIPPED]
    return _SLUG.sub("-", " ".join(words).lower()).strip("-") or None


def _is_definite(head: Token) -> bool:
    return any(c.lower_ in ("the", "this", "that") for c in head.lefts)


def _singular(head: Token) -> str:
    lemma = head.lemma_.lower()
    return {"men": "man", "forces": "force", "troops": "troop", "authorities": "authority"}.get(lemma, lemma)


def _apposition(about: Discourse, head: Token) -> str | None:
    """The name that a description stands beside: "the spokesman, Muhammad Naim", "the agency “Khaama Press”"."""
    for child in head.children:
        if child.dep_ == "appos" and child.i in about.at:
            mention = about.at[child.i]
            if about.is_person(mention.party) or child.i <= head.i + 2:
                return mention.party
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i and head.pos_ == "NOUN":
            name = [t for t in child.subtree if t.pos_ == "PROPN" and t.i <= child.i]
            if 2 <= len(name) <= 4:
                return slug(name)  # "the chairman, Saw Mutu Say Poe": a name that the model did not know
    behind = next((t for t in about.doc[head.i + 1 : head.i + 4] if t.text not in "“\"«‘'("), None)
    if behind is not None and behind.i in about.at and behind.i > head.i + 1 and about.doc[head.i + 1].is_quote:
        return about.at[behind.i].party
    return None


def _parties_in(about: Discourse, head: Token, start: int, end: int) -> list[str]:
    """Parties named in the phrase, also behind the head; else the state whose adjective stands in it."""
    stop = max(end, head.right_edge.i + 1 if head.dep_ != "ROOT" else end)
    found: list[str] = []
    for i in range(start, min(stop, head.i + _REACH)):
        if about.doc[i].dep_ in ("relcl",):
            break
        mention = about.at.get(i)
        if mention is not None and mention.party not in found:
            found.append(mention.party)
    if not found:
        for i in range(start, head.i):
            party = about.registry.adjective(about.doc[i].text)
            if party and about.doc[i].text[:1].isupper():
                found.append(party)
    return found


def phrase(head: Token) -> tuple[int, int]:
    """The noun phrase of a head as tokens, without relative clauses and what follows them."""
    start = min([head.i, *(child.left_edge.i for child in head.lefts if child.dep_ in _LEFT)])
    end = head.i + 1
    for child in head.rights:
        if (child.dep_ == "prep" and child.i == end and child.lower_ in ("of", "for", "to", "from", "in", "at")) or (
            child.dep_ == "acl" and child.i == end and child.tag_ == "VBN"
        ):
            end = child.right_edge.i + 1
        else:
            break
    return start, min(end, head.i + _REACH)
