"""The spaCy component for statements: source, cue and content, with the people resolved and the act decided."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from treuga.extract.acts import classify
from treuga.extract.addressees import addressees
from treuga.extract.attribution import drafts
from treuga.extract.cues import DOCUMENTS, PEOPLE, QUIET
from treuga.extract.discourse import Discourse
from treuga.extract.documents import read_document
from treuga.extract.extensions import in_furniture, registry_of
from treuga.extract.extents import Draft, trim
from treuga.extract.fidelity import ENGLISH, fidelity, sign_near, translated_report
from treuga.extract.qualify import qualify
from treuga.extract.quotes import Quote, find_quotes
from treuga.extract.registry import Registry
from treuga.extract.sentences import paragraphs
from treuga.extract.speech import Quoted, Speech, as_draft, find_speech
from treuga.extract.statements_order import nest, unique
from treuga.extract.topics import topics_of
from treuga.extract.turns import QA, bare, count_labels
from treuga.extract.words import Span, Token
from treuga.model import Fidelity, Form, PartialDate, Reference, Statement, TimeExpression
from treuga.model import Span as Passage

_FIRST = frozenset(("i", "we", "you", "us", "our", "my", "your", "me", "mine", "ours"))
#: Pronouns that stand for somebody even where nobody can tell for whom.
_PERSONAL = frozenset("he she they some many others both all several most".split())
_SPEAKERS = frozenset(("organisation", "armed-group", "body", "media"))
#: What begins a turn where no name does.
_TURNS = frozenset(("q", "a", "question", "answer"))
#: Half-open token ranges.
Ranges = list[tuple[int, int]]
#: Verbs of wanting and judging: inside somebody's words they are that person's account, not another's statement.
_ATTITUDES = frozenset(
    "want hope expect wish believe think consider understand underscore underline highlight fear".split()
)


class StatementComponent:
    """Sets ``Doc._.statements``. Needs a parse and ``Doc._.mentions``."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Read the document and return it."""
        doc._.statements = tuple(_Reader(doc, registry_of(self._nlp)).run())
        return doc


class _Reader:
    """Reads one document from its first sentence to its last."""

    def __init__(self, doc: Doc, registry: Registry) -> None:
        self.discourse = Discourse(doc, registry)
        self.doc = self.discourse.doc
        self.text = self.doc.text
        self.registry = registry
        self.blocks = [b for b in paragraphs(self.text) if not in_furniture(doc, *b)]
        self.quotes = find_quotes(self.text, self.blocks)
        self.token_starts = doc.to_array("IDX")
        self.quote_starts = [q.start for q in self.quotes]
        self.document = read_document(self.discourse, self.blocks, [(q.start, q.end) for q in self.quotes])
        self.times: tuple[TimeExpression, ...] = doc._.times
        self.time_starts = [t.span.start for t in self.times]
        self.last: tuple[Draft, Reference] | None = None
        self.found: list[tuple[Statement, tuple[int, int]]] = []
        self.previous: Span | None = None
        self.turns = 0
        self.block_starts = [a for a, _ in self.blocks]
        self.translated = translated_report(self.text)
        self.foreign: tuple[int, str | None] | None = None
        self.labels, self.askers = count_labels(self.text, self.blocks)

    def run(self) -> list[Statement]:
        for group in self._paragraphs():
            self._paragraph(group)
        ordered = sorted(self.found, key=lambda f: (f[0].content.start, -f[0].content.end))
        return nest([statement for statement, _ in unique(ordered)])

    def _paragraphs(self) -> Iterator[list[Span]]:
        starts = [a for a, _ in self.blocks]
        groups: dict[int, list[Span]] = {}
        for sentence in self.doc.sents:
            first = next((t for t in sentence if not t.is_space), None)
            if first is None:
                continue
            where = bisect_right(starts, first.idx) - 1
            if where >= 0 and first.idx < self.blocks[where][1]:
                groups.setdefault(where, []).append(sentence)
        yield from groups.values()

    def _paragraph(self, sentences: list[Span]) -> None:
        turn = self._turn(sentences)
        if turn is not None:
            self._take_turn(turn, sentences)
            return
        quotes = self._quotes_in(sentences)
        speeches, used = find_speech(sentences, quotes)
        inside = [q.inner for q in quotes]
        pending = list(speeches)
        open_quote: tuple[Draft, Reference] | None = None
        for n, sentence in enumerate(sentences):
            found = [d for d in drafts(sentence) if d.cue.i not in used]
            here = [s for s in pending if s.sentence == n]
            pending = [s for s in pending if s.sentence != n]
            spoken = [p for s in speeches for p in s.pieces]
            covered = [*spoken, *(d.content for d in found if d.frame != "a")]
            said = self._speeches(here, sentence, covered, open_quote)
            open_quote = said or open_quote
            for draft in found:
                self._indirect(draft, sentence, covered, spoken, inside)
            if not here and all(d.source is None or d.source.lower_ in _FIRST for d in found):
                self._goes_on(sentence)
            if not here and not found and (said_by := self.document.own_voice(sentence)):
                self._keep(*said_by, sentence)
            self.discourse.observe(sentence.start, sentence.end, covered)
            self.previous = sentence

    # -- turns of an interview or a transcript

    def _turn(self, sentences: list[Span]) -> Token | None:
        """The mark behind the label of a turn: the colon of "Naim:" and "MR. KIRBY:", the stop of "A."."""
        first = [t for t in sentences[0] if not t.is_space]
        if self.labels["QA"] > 1 and QA.match(self.text, first[0].idx):
            return first[0] if len(first[0]) > 1 or len(first) < 2 else first[1]
        colon = next((t for t in first[:9] if t.text == ":"), None)
        if colon is None:
            return None
        words = [t for t in first if t.i < colon.i and not t.is_punct]
        if words and len(words) <= 5 and self.labels[bare("".join(t.text for t in words))] > 1:
            return colon
        if not words or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words):
            return None
        named = [self.discourse.at[t.i].party for t in words if t.i in self.discourse.at]
        asked = len(words) == 1 and words[0].lower_ in _TURNS
        if not asked and not (named and (self.turns or any(self._speaks(party) for party in named))):
            return None
        return colon

    def _speaks(self, party: str) -> bool:
        """Whether a name before a colon is a speaker's; a country's or a capital's is more likely a dateline."""
        known = self.registry.get(party)
        return self.discourse.is_person(party) or (known is not None and known.kind in _SPEAKERS)

    def _take_turn(self, colon: Token, sentences: list[Span]) -> None:
        words = [t for t in self.doc[sentences[0].start : colon.i] if not t.is_punct and not t.is_space] or [colon]
        label = words[0].lower_.rstrip(".:")
        source = next((t for t in reversed(words) if t.i in self.discourse.at), words[0])
        self.turns += 1
        if bare("".join(t.text for t in words)) in self.askers:
            return
        if source.i in self.discourse.at:
            who = self.discourse.resolve(source)
        elif label in ("a", "answer"):
            spoken = self.discourse.persons or [p for p in self.discourse.recent if self.discourse.is_person(p)]
            if not spoken:
                return
            who = Reference(Passage(words[0].idx, words[0].idx + len(words[0]), words[0].text), spoken[0])
        elif label not in _TURNS and words[0].text[:1].isupper():
            a, b = words[0].idx, words[-1].idx + len(words[-1])
            who = Reference(Passage(a, b, self.text[a:b]), self.discourse.slug(words))
        else:
            return  # a question: nobody's testimony
        if who.party:
            self.discourse.remember(who.party)
        for sentence in sentences:
            start, end = trim(self.doc[max(sentence.start, colon.i + 1) : max(sentence.end, colon.i + 1)])
            if start < end and not (self.doc[sentence.end - 1].text == "?" and label in ("q", "question")):
                self._keep(Draft(colon, (words[0].i, colon.i + 1), source, (start, end), "d", ""), who, sentence)
            self._nested(sentence)
            self.previous = sentence

    def _nested(self, sentence: Span) -> None:
        """What a speaker's own words report of a third one."""
        for draft in drafts(sentence):
            source = draft.source
            if source is not None and source.lower_ not in _FIRST and self._reported(draft, source):
                who = self.discourse.resolve(source)
                if who.party:
                    self._keep(draft, who, sentence, nested=True)

    def _quotes_in(self, sentences: list[Span]) -> list[Quoted]:
        begin, stop = sentences[0].start_char, sentences[-1].end_char
        out = []
        for quote in self._overlapping(begin, stop):
            if quote.start < begin:
                continue
            inner = self._tokens(quote, sentences)
            if inner is None:
                continue
            first = next((n for n, s in enumerate(sentences) if s.start <= inner[0] < s.end), None)
            last = next((n for n, s in enumerate(sentences) if s.start < inner[1] <= s.end), len(sentences) - 1)
            if first is not None and last >= first:
                out.append(Quoted(inner, first, last))
        return out

    def _tokens(self, quote: Quote, sentences: list[Span]) -> tuple[int, int] | None:
        first, last = self.token_starts.searchsorted((quote.inner_start, quote.inner_end))
        start, end = max(int(first), sentences[0].start), min(int(last), sentences[-1].end)
        return (start, end) if start < end else None

    # -- direct quotations

    def _speeches(
        self, here: list[Speech], sentence: Span, covered: Ranges, before: tuple[Draft, Reference] | None
    ) -> tuple[Draft, Reference] | None:
        said = before
        for speech in here:
            if speech.cue is None:
                said = said or (self.last if speech.paragraph else None)
                if said is None:
                    continue
                draft, who = said
                for piece in speech.pieces:
                    self._keep(Draft(draft.cue, draft.cue_range, draft.source, piece, "d", ""), who, sentence)
                continue
            source = speech.source
            resumed = speech.cue.tag_ == "VBG" and not any(c.dep_ == "nsubj" for c in speech.cue.children)
            if resumed and said is not None:
                for piece in speech.pieces:
                    self._keep(as_draft(speech, piece, speech.cue, source), said[1], sentence)
                continue
            self.discourse.observe(sentence.start, source.i if source is not None else sentence.start, covered)
            who = self._unknown(speech.cue)
            if source is not None:
                who = self._nearest(source, speech.cue, self.discourse.resolve(source))
            for piece in speech.pieces:
                draft = as_draft(speech, piece, speech.cue, source)
                self._keep(draft, who, sentence)
                said = (draft, who)
            self._spoke(who, speech.cue, sentence, list(speech.pieces))
        return said

    def _unknown(self, cue: Token) -> Reference:
        return Reference(Passage(cue.idx, cue.idx + len(cue), cue.text), None)

    def _goes_on(self, sentence: Span) -> None:
        """Speech without marks ("Naim said: As you know, ...") goes on while it says "we" and no other speaks."""
        if self.last is None or self.previous is None or self.last[0].frame != "c":
            return
        if any(t.lower_ in _FIRST for t in sentence):
            draft, who = self.last
            start, end = trim(sentence)
            if start < end:
                self._keep(Draft(draft.cue, draft.cue_range, draft.source, (start, end), "c", ""), who, sentence)

    # -- indirect speech

    def _indirect(self, draft: Draft, sentence: Span, covered: Ranges, spoken: Ranges, inside: Ranges) -> None:
        source = draft.source
        if source is None:
            self._operative(draft, sentence)
            return
        if source.tag_ in ("WP", "WDT", "EX"):
            return
        nested = any(a <= draft.cue.i < b for a, b in spoken) or any(a <= draft.cue.i < b for a, b in inside)
        within = nested or any(c != draft.content and c[0] <= draft.cue.i < c[1] for c in covered)
        if within and not self._reported(draft, source):
            return
        issuer = self.document.we(source) if not within else None
        if (source.lower_ in _FIRST and issuer is None) or source.lower_ in ("this", "that", "there", "which"):
            return
        if draft.frame == "a" and draft.content[0] >= draft.content[1]:
            if self.previous is None or (sentence.start and self.previous.end != sentence.start):
                return
            draft.content = trim(self.previous)
        if draft.frame in ("n", "p") and draft.cue.lemma_.lower() in QUIET:
            return
        self.discourse.observe(sentence.start, min(source.i, draft.cue.i), covered)
        who = issuer or self.discourse.resolve(source)
        if who.party is None and source.pos_ == "PRON" and source.lower_ not in _PERSONAL:
            return
        who = self._nearest(source, draft.cue, who)
        pronoun = next((c for c in draft.cue.children if c.tag_ == "WP" and c.dep_ == "nsubj"), None)
        if pronoun is not None:  # "the envoy, who said ...": the word beside the cue names the envoy
            who = Reference(Passage(pronoun.idx, pronoun.idx + len(pronoun), pronoun.text), who.party)
        if draft.frame == "t" and draft.cue.i + 1 < len(self.doc) and self.doc[draft.cue.i + 1].text == ":":
            draft.frame = "c"
        if nested:
            draft.content = self._clip(draft, [*spoken, *inside])
        self._keep(draft, who, sentence, nested=within)
        if not within:
            self._spoke(who, draft.cue, sentence, [draft.content])

    def _nearest(self, source: Token, cue: Token, who: Reference) -> Reference:
        """Of "the governor, Ada Moss," the words nearer to the cue: the name."""
        for child in source.rights:
            name = self.discourse.at.get(child.i)
            if child.dep_ != "appos" or name is None or not source.i < child.i < cue.i:
                continue
            if name.party == who.party or self.discourse.is_person(name.party):
                return Reference(name.span, name.party)
        return who

    def _operative(self, draft: Draft, sentence: Span) -> None:
        """A paragraph such as "Calls upon all parties to ...": a communiqué's, whose subject stands in its preamble."""
        cue = draft.cue
        who = self.document.subject_at(cue.idx)
        if who is None and self.discourse.bodies:
            who = Reference(Passage(cue.idx, cue.idx + len(cue), cue.text), self.discourse.bodies[0])
        if who is not None:
            self._keep(draft, who, sentence)

    def _clip(self, draft: Draft, around: Ranges) -> tuple[int, int]:
        """The content of a nested statement ends with the words that it is quoted in."""
        end = min((b for a, b in around if a <= draft.cue.i < b), default=draft.content[1])
        return trim(self.doc[draft.content[0] : max(min(end, draft.content[1]), draft.content[0])])

    def _reported(self, draft: Draft, source: Token) -> bool:
        """Whether a cue inside somebody's content reports a third one's speech: "A says that B promised C"."""
        if (
            draft.frame in "ms"
            or draft.cue.lemma_.lower() in QUIET | _ATTITUDES
            or (source.pos_ == "PRON" and source.dep_ != "poss")
        ):
            return False
        if any(c.lower_ in ("no", "any") for c in source.children):
            return False
        named = source.i in self.discourse.at or source.dep_ == "poss"
        return named or source.ent_type_ in ("PERSON", "ORG", "NORP", "GPE") or source.lemma_.lower() in PEOPLE

    def _spoke(self, who: Reference, cue: Token, sentence: Span, contents: Ranges) -> None:
        if who.party:
            self.discourse.remember(who.party)
            for token in sentence:
                if token.lemma_.lower() in DOCUMENTS and not any(a <= token.i < b for a, b in contents):
                    self.discourse.document_owner = who.party
                    break

    # -- one statement

    def _keep(self, draft: Draft, who: Reference, sentence: Span, nested: bool = False) -> None:
        start, end = draft.content
        content = self.doc[start:end]
        if not any(t.is_alpha for t in content):
            return
        if not nested:
            self.last = (draft, who)
        own = self._own_words(who.party, spoken=draft.frame in "dc")
        act, reason = classify(draft.act, draft.frame, content, own, draft.cue)
        addressed = addressees(draft, content, act, who.party, self.discourse)
        form = self._form(content)
        a, b = draft.cue_range
        statement = Statement(
            speaker=who,
            cue=Passage.on(self.text, self.doc[a].idx, self.doc[b - 1].idx + len(self.doc[b - 1])),
            content=Passage.on(self.text, content.start_char, content.end_char),
            act=act,
            form=form,
            addressees=addressed,
            said=self._said(draft, sentence),
            fidelity=self._fidelity(form, who.party, sentence, content),
            topics=topics_of(content),
            reason=reason,
            **self._qualities(content),
        )
        self.found.append((statement, draft.content))

    def _qualities(self, content: Span) -> dict[str, Any]:
        found = qualify(content)

        def passage(where: tuple[int, int] | None) -> Passage | None:
            if where is None:
                return None
            first, last = self.doc[where[0]], self.doc[where[1] - 1]
            return Passage.on(self.text, first.idx, last.idx + len(last))

        return {
            "antecedent": passage(found.antecedent),
            "consequent": passage(found.consequent),
            "negated": found.negated,
            "hedge": found.hedge,
            "tense": found.tense,
        }

    def _fidelity(self, form: Form, party: str | None, sentence: Span, content: Span) -> Fidelity:
        if form == "indirect":
            return "paraphrase"
        text = self.text
        a, b = max(content.start_char, sentence.start_char), min(content.end_char, sentence.end_char)
        around = text[sentence.start_char : a] + " " + text[b : sentence.end_char]
        sign = sign_near(around)
        block = bisect_right(self.block_starts, content.start_char)
        if sign:
            self.foreign = (block, party)
        # The rest of what one says in a paragraph came the same way.
        sign = sign or self.foreign == (block, party)
        english = party is not None and not ENGLISH.isdisjoint({party, *self._principals(party)})
        return fidelity(form, sign, self.translated, english)

    def _principals(self, party: str) -> tuple[str, ...]:
        return tuple(self.registry.principals(party, self.discourse.published))

    def _own_words(self, party: str | None, spoken: bool) -> frozenset[str]:
        """What means the speaker inside the content: "it" and "they" do so in reported speech only."""
        if party is None:
            return frozenset()
        words = {"we", "i"} if spoken else {"we", "i", "it", "they", "he", "she"}
        for body in self._principals(party):
            known = self.registry.get(body)
            if known:
                words.update(n.lower() for n in known.names if " " not in n)
        return frozenset(words)

    def _form(self, content: Span) -> Form:
        a, b = content.start_char, content.end_char
        bare = [i for i in range(a, b) if self.text[i].isalnum()]
        quoted = 0
        for quote in self._overlapping(a, b):
            if quote.start < b and a < quote.end:
                quoted += sum(quote.inner_start <= i < quote.inner_end for i in bare)
        if quoted == 0:
            return "indirect"
        return "direct" if quoted == len(bare) else "mixed"

    def _overlapping(self, start: int, end: int) -> list[Quote]:
        """The quotations that touch ``[start, end)``; they are apart and in order."""
        first = max(bisect_right(self.quote_starts, start) - 1, 0)
        return self.quotes[first : bisect_left(self.quote_starts, end)]

    def _said(self, draft: Draft, sentence: Span) -> PartialDate | None:
        a, b = self.doc[draft.content[0]].idx, self.doc[draft.content[1] - 1].idx
        for time in self.times[bisect_left(self.time_starts, sentence.start_char) :]:
            if time.span.start >= sentence.end_char:
                break
            inside = sentence.start_char <= time.span.start < sentence.end_char and not a <= time.span.start <= b
            if inside and time.type == "DATE" and len(time.value) in (7, 10):
                try:
                    return PartialDate(time.value)
                except ValueError:
                    continue
        return None
