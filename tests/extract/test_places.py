"""Places: what the gazetteer holds, and how well its names are found, told apart, and told from actors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from treuga.extract.pipeline import load_pipeline
from treuga.extract.places import find_places, places_in
from treuga.extract.places_gazetteer import KINDS, load_gazetteer
from treuga.model import Place, Span

_MARKED = re.compile(r"\[(?P<words>[^|\]]+)\|(?P<id>[a-z0-9-]+)\]")
Found = tuple[int, int, str]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def places(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(place.span.text, place.id) for place in nlp(text)._.places]


def unmarked(line: str) -> tuple[str, set[Found]]:
    """A sentence of the annotated file without its marks, and the places that they mark."""
    text, gold, at = "", set(), 0
    for found in _MARKED.finditer(line):
        text += line[at : found.start()]
        gold.add((len(text), len(text) + len(found["words"]), found["id"]))
        text += found["words"]
        at = found.end()
    return text + line[at:], gold


def annotated() -> list[tuple[str, set[Found]]]:
    lines = (Path(__file__).parent / "places.txt").read_text("utf-8").splitlines()
    return [unmarked(line) for line in lines if line and not line.startswith("#")]


def test_places_are_found_and_named_and_told_from_actors(nlp: Language) -> None:
    hits = said = wanted = spans = 0
    for text, gold in annotated():
        found = {(p.span.start, p.span.end, p.id) for p in nlp(text)._.places}
        hits += len(found & gold)
        spans += len({f[:2] for f in found} & {g[:2] for g in gold})
        said, wanted = said + len(found), wanted + len(gold)
    assert wanted >= 120
    assert spans / said >= 0.93, "precision of spans"
    assert hits / said >= 0.90, "precision"
    assert hits / wanted >= 0.90, "recall"


def test_gazetteer_is_sound() -> None:
    gazetteer = load_gazetteer()
    kinds = {entry.kind for entry in gazetteer.entries.values()}
    assert kinds <= set(KINDS)
    codes = {entry.country for entry in gazetteer.entries.values() if entry.kind == "country"}
    assert len(codes) >= 193
    for entry in gazetteer.entries.values():
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry.id)
        assert set(entry.countries) <= codes, entry.id
        assert bool(entry.iso3) == (entry.kind == "country"), entry.id
        assert len(set(entry.names)) == len(entry.names), entry.id
        assert entry.cued <= set(entry.names), entry.id
        assert all(name == name.strip() and name for name in entry.names), entry.id


def test_countries_have_the_ids_of_the_party_registry() -> None:
    from treuga.extract.registry import load_registry

    registry = load_registry()
    unknown = {
        entry.id
        for entry in load_gazetteer().entries.values()
        if entry.kind == "country" and (party := registry.get(entry.id)) is not None and party.kind != "state"
    }
    assert not unknown


@pytest.mark.parametrize("name", ["Deir ez-Zor", "Deir Ezzor", "deir al-zor", "DEIR EZ-ZOR"])
def test_spellings_lead_to_one_place(name: str) -> None:
    assert "sy-deir-ez-zor" in {entry.id for entry in load_gazetteer().find(name)}


def test_a_homonym_goes_to_the_country_that_the_text_speaks_of(nlp: Language) -> None:
    assert ("Tripoli", "lb-tripoli") in places(nlp, "The road from Beirut to Tripoli was cut for two days.")
    assert ("Tripoli", "ly-tripoli") in places(nlp, "The road from Misrata to Tripoli was cut for two days.")
    assert ("Georgia", "us-georgia") in places(nlp, "He campaigned in Georgia and Pennsylvania.")
    assert ("Georgia", "georgia") in places(nlp, "The monitors work in Georgia, near Tskhinvali.")


def test_the_word_beside_it_tells_a_region_from_its_town(nlp: Language) -> None:
    assert places(nlp, "Fighting spread across Herat province.") == [("Herat", "af-herat-region")]
    assert places(nlp, "Fighting reached Herat.") == [("Herat", "af-herat")]


def test_what_a_place_gave_its_name_to_is_none(nlp: Language) -> None:
    for text in (
        "The Minsk agreements failed.",
        "Students of Kabul University marched.",
        "They broke the Geneva Conventions.",
        "A Damascus-backed militia fled.",
    ):
        assert places(nlp, text) == []


def test_words_and_surnames_need_a_cue(nlp: Language) -> None:
    assert places(nlp, "Nice work, said Split, a builder. Hit them hard.") == []
    assert places(nlp, "He lives in Nice and works in Hit.") == [("Nice", "fr-nice"), ("Hit", "iq-hit")]


def test_an_actor_is_no_place(nlp: Language) -> None:
    doc = nlp("Kabul accused the Taliban of breaking the truce. In Kabul the markets were full.")
    assert [place.span.start for place in doc._.places] == [doc.text.rindex("Kabul")]


def test_furniture_holds_no_places(nlp: Language) -> None:
    doc = nlp.make_doc("Related: Ten sights of Paris")
    doc._.furniture = ((0, len(doc.text)),)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert doc._.places == ()


def test_places_of_a_passage() -> None:
    here = Place(Span(10, 16, "Herat"), "af-herat", "city", "AF")
    there = Place(Span(30, 36, "Farah"), "af-farah", "city", "AF")
    assert places_in((here, there), 0, 20) == (here,)
    assert places_in((here, there), 12, 40) == (there,)


@pytest.mark.parametrize(
    "text", ["", "Deir", "New", "al-", "Sanaa" * 5000, "Kabul, " * 3000, "\u202eKabul\u0301\n\nCity"]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    import spacy

    doc: Doc = spacy.blank("en").make_doc(text)
    for place in find_places(doc):
        assert text[place.span.start : place.span.end] == place.span.text
