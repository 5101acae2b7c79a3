"""Whether a state's name, capital or people stands for an actor, or for a place and those who live there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from treuga.extract import parties_words as lexicon
from treuga.extract.cues import VERBS
from treuga.extract.parties_titles import TokenAt
from treuga.extract.registry_names import Hit, Word

_GEOGRAPHIC = frozenset("northern southern eastern western central neighboring neighbouring rural post pre".split())
#: "North America" is no party's name.
_CONTINENT = frozenset("north south latin central".split())
_SUBJECT = frozenset(("nsubj", "nsubjpass", "agent"))
_NOUNS = frozenset(("NOUN", "PROPN"))


#: Nouns that are about a country, and those who are sent to one.
_ABOUT = frozenset("talk conference summit meeting round negotiation resolution consultation session report".split())
_SENT = frozenset("envoy ambassador representative mission rapporteur delegate visit trip coordinator".split())
#: Acts that are done at somebody.
_AT_SOMEBODY = frozenset(("accusation", "demand", "warning", "assessment"))


def _acts(verb: str) -> bool:
    """Whether a verb's subject acts or speaks."""
    return verb in lexicon.ACTIVE or (verb in VERBS and verb not in lexicon.STATIVE)


class Stage:
    """The states named in one text, seen as actors or as the stage on which others act.

    A state whose name stands mostly for a place ("in Afghanistan", "the future of Afghanistan") is the text's theatre:
    it counts as an actor only where its words say so plainly.

    Args:
        words: of the text.
        hits: all names found, in order.
        token_at: the spaCy token that covers a character offset.
    """

    def __init__(self, words: Sequence[Word], hits: Sequence[Hit], token_at: TokenAt) -> None:
        self._words = words
        self._token_at = token_at
        self._at = {hit.first: hit for hit in hits}
        self._ending = {hit.last: hit for hit in hits}
        self._theatres = self._find_theatres(h for h in hits if h.how == "name")

    def _find_theatres(self, hits: Iterable[Hit]) -> set[str]:
        places: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for hit in hits:
            total[hit.party] += 1
            places[hit.party] += self._is_place(hit) or self._is_possession(hit, lexicon.PLACE_NOUNS)
        return {party for party, count in places.items() if count >= 2 and 2 * count >= total[party]}

    def key(self, at: int) -> str:
        """The folded word at a position; empty outside the text."""
        return self._words[at].key if 0 <= at < len(self._words) else ""

    def _before(self, hit: Hit) -> int:
        at = hit.first - 1
        while self.key(at) == "the" or self.key(at) in _GEOGRAPHIC:
            at -= 1
        return at

    def _is_place(self, hit: Hit) -> bool:
        at = self._before(hit)
        if self.key(at) in lexicon.LOCATIVE or self._is_dateline(hit):
            return True
        if self.key(at) == "from" and self._is_motion(hit):
            return True
        if self.key(at) in ("and", "or", ",") and (other := self._ending.get(at)) and other.how in ("name", "capital"):
            # "Doha, Qatar" and "in Iraq and Syria" are places as their first is; "in Paris, the United States" is not.
            return (at == hit.first - 1 or self.key(at) != ",") and self._is_place(other)
        if self.key(hit.first - 1) != ",":
            return False
        return self._token_at(self._words[hit.first - 2].start).ent_type_ in ("GPE", "LOC")

    def _is_dateline(self, hit: Hit) -> bool:
        """At the start of a line, followed by the mark that closes a dateline or a heading."""
        if hit.first and self.key(hit.first - 1) not in (lexicon.BREAK, "."):
            return False
        if self.key(hit.last) == ",":  # "KABUL, March 3 -", not "Norway, which hosted the talks"
            following = self.key(hit.last + 1)
            return following in lexicon.CALENDAR or following.isdigit() or hit.last + 1 in self._at
        return self.key(hit.last) in (":", ".", "-", "–", "—", "(", "/")

    def _is_possession(self, hit: Hit, nouns: frozenset[str]) -> bool:
        """Whether what it has is one of ``nouns``: "the people of Afghanistan", "Afghanistan's future"."""
        if self.key(hit.last) == "'" and self.key(hit.last + 1) == "s":
            return any(self.key(hit.last + i) in nouns for i in (2, 3, 4))
        at = self._before(hit)
        return self.key(at) == "of" and (self.key(at - 1) in nouns or self.key(at - 2) in nouns)

    def _joined(self, hit: Hit) -> bool:
        """Whether "and" or a hyphen joins it to another party: "Kabul and the Taliban", "US-Taliban"."""
        after = hit.last
        if self._words[hit.last - 1].hyphen and after in self._at:
            return True
        if self.key(after) in ("and", "or"):
            after += 1 + (self.key(after + 1) == "the")
            if (other := self._at.get(after)) and self._is_party(other):
                return True
        before = self._before(hit)
        if self.key(before) in ("and", "or") and (other := self._ending.get(before)):
            return self._is_party(other)
        return False

    def _is_party(self, hit: Hit) -> bool:
        return hit.how in ("name", "capital") and not self._is_place(hit)

    def _verb(self, hit: Hit) -> str:
        """Lemma of the verb whose subject it is; empty where it is none."""
        token = self._token_at(self._words[hit.last - 1].start)
        while token.dep_ == "conj" and token.head.pos_ == "PROPN":
            token = token.head  # "Washington, Ankara and Moscow know"
        return token.head.lemma_.lower() if token.dep_ in _SUBJECT else ""

    def state_acts(self, hit: Hit) -> bool:
        """Whether the name of a state is a mention of it as a party."""
        if (
            self._is_place(hit)
            or self._is_possession(hit, lexicon.PLACE_NOUNS)
            or self.key(hit.first - 1) in _CONTINENT
        ):
            return False
        if self._joined(hit):
            return True
        theatre = hit.party in self._theatres
        following = self._words[hit.last] if hit.last < len(self._words) else None
        if following and self._is_adjective_like(hit) and following.text[:1].isalpha():
            return True
        if self._is_possession(hit, lexicon.ACTOR_NOUNS):
            return True
        before = self.key(self._before(hit))
        if before in lexicon.WITH:
            return True
        if before == "to" and self._is_motion(hit):
            return False
        if verb := self._verb(hit):
            return _acts(verb) or not theatre
        return not theatre and not self._is_matter(hit)

    def _is_matter(self, hit: Hit) -> bool:
        """What something is about, not who acts: "the Libya talks", "a conference on Libya", "the envoy to Libya"."""
        token = self._token_at(self._words[hit.last - 1].start)
        if token.dep_ == "compound" and token.head.pos_ == "NOUN":
            return token.head.lemma_.lower() not in lexicon.ACTOR_NOUNS
        governor = token.head.head.lemma_.lower() if token.dep_ == "pobj" else ""
        before = self.key(self._before(hit))
        return (before == "on" and governor in _ABOUT) or (before in ("to", "for") and governor in _SENT)

    def _is_adjective_like(self, hit: Hit) -> bool:
        """An abbreviation does the work of an adjective: "US troops", "U.S. officials"."""
        text = self._words[hit.first].text
        return text.isupper() and len(text) <= 3

    def _is_motion(self, hit: Hit) -> bool:
        before = self._before(hit)
        governor = self._token_at(self._words[before].start).head
        if governor.pos_ == "VERB":
            return governor.lemma_ not in lexicon.ACTIVE
        return self.key(before) == "from" and governor.lemma_ not in lexicon.ACTOR_NOUNS

    def capital_acts(self, hit: Hit) -> bool:
        """Whether a capital stands for its government: "Kabul said", "talks with Kabul", "Kabul and the Taliban"."""
        if self._is_place(hit) or (self.key(hit.last) == "," and hit.last + 1 in self._at):
            return False  # "Kabul, Afghanistan"
        following = self._words[hit.last] if hit.last < len(self._words) else None
        token = self._token_at(self._words[hit.last - 1].start)
        if following and token.dep_ == "compound" and not self._words[hit.last - 1].hyphen:
            return False
        if self._joined(hit) or self.key(self._before(hit)) in lexicon.WITH:
            return True
        if self._is_possession(hit, lexicon.ACTOR_NOUNS) and self.key(hit.last) == "'":
            return True
        if token.dep_ in ("dobj", "pobj") and self.key(self._before(hit)) in ("on", "to"):
            governor = token.head.head
            return governor.lemma_ in ("call", "prevail", "pressure", "demand", "appeal", "message", "warning", "offer")
        if token.dep_ == "dobj" and (cue := VERBS.get(token.head.lemma_.lower())) and cue.act in _AT_SOMEBODY:
            return True
        return _acts(self._verb(hit))

    def people_act(self, hit: Hit) -> bool:
        """Whether a people stands for its state: "talks with the Americans", not "many Afghans"."""
        if self.key(hit.first - 1) != "the":
            return False
        following = self._words[hit.last] if hit.last < len(self._words) else None
        token = self._token_at(self._words[hit.last - 1].start)
        if following and following.text.islower() and token.dep_ in ("compound", "amod"):
            return False
        return self.key(hit.first - 2) in lexicon.WITH | {"to", "from"} or self._verb(hit) in lexicon.ACTIVE
