"""The plain view of a parsed document says what spaCy says; absurdly deep speech costs no more than its length."""

from __future__ import annotations

import time

from treuga.extract import times, words
from treuga.extract.pipeline import analyse, load_pipeline
from treuga.extract.times_grammar import RULES
from treuga.model import Report

TEXT = (
    "Marsh Valley, 3 May - The envoy, Ada Holm, said on Friday that the two sides and their allies had agreed to a "
    "truce of 14 days.\n\n“We will not be the first to fire,” she told reporters, “but we won't wait 3 weeks.” "
    "Which villages, roads and wells are meant nobody would say; the council meets on 12 May 2021 at noon."
)
_SAME = (
    "i idx text lower_ lemma_ tag_ pos_ dep_ ent_type_ is_space is_punct is_alpha is_quote like_num n_rights".split()
)


def parsed():
    """The text with the model's annotation alone."""
    nlp = load_pipeline()
    doc = nlp.make_doc(TEXT)
    for name, component in nlp.pipeline:
        if not name.startswith("treuga") or name == "treuga_sentences":
            doc = component(doc)
    return doc


def test_words_are_those_of_spacy():
    doc = parsed()
    read = words.read(doc)
    assert (read.text, len(read)) == (doc.text, len(doc))
    for theirs, ours in zip(doc, read, strict=True):
        for name in _SAME:
            assert getattr(ours, name) == getattr(theirs, name), (name, theirs)
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(ours, name).i == getattr(theirs, name).i, (name, theirs)
        for name in ("lefts", "rights", "children", "subtree", "ancestors", "conjuncts"):
            assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], (name, theirs)
        assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)
        assert bool(theirs.is_sent_start) == ours.is_sent_start


def test_spans_are_those_of_spacy():
    doc = parsed()
    read = words.read(doc)
    for start in range(-2, len(doc) + 1, 3):
        for end in (-1, start - 2, start, start + 1, start + 6, len(doc) + 4):
            theirs, ours = doc[start:end], read[start:end]
            assert (ours.start, ours.end, ours.text) == (theirs.start, theirs.end, theirs.text)
            if len(theirs):
                assert (ours.start_char, ours.end_char) == (theirs.start_char, theirs.end_char)
                assert (ours.root.i, ours[-1].i, ours[1:3].end) == (theirs.root.i, theirs[-1].i, theirs[1:3].end)


def test_a_document_that_changed_is_read_anew():
    doc = parsed()
    before = words.read(doc)
    assert words.read(doc) is before
    doc[5].lemma_ = "changed"
    assert words.read(doc)[5].lemma_ == "changed"
    words.forget()


def test_the_sieve_of_the_time_rules_loses_nothing():
    text = TEXT + " İn MAY and ın June ſeven weeks ago, 03/04/2021, at 5 p.m. and TWICE a day since the mid-1990s."
    for timeml in (False, True):
        brute = []
        for order, rule in enumerate(RULES):
            if timeml or not rule.timeml:
                for first, last in times._windows(text).get(rule.needs, ()):
                    brute += [(order, found.span()) for found in rule.pattern.finditer(text, first, last)]
        assert brute
        assert sorted((order, found.span()) for _, _, order, found, _ in times._candidates(text, timeml=timeml)) == (
            sorted(brute)
        )


def test_speech_in_speech_without_end_is_linear():
    def cost(levels: int) -> tuple[float, int]:
        report = Report("0" * 64, "deep.txt", "NATO said that " * levels + "the Taliban left.")
        start = time.process_time()
        found = len(analyse(load_pipeline(), report)._.statements)
        return time.process_time() - start, found

    cost(50)
    (short, few), (long, many) = cost(100), cost(600)
    assert few == many > 4
    assert long < 14 * short
