"""Whether quoted words came through a translation, where the report gives signs of it.

A sign is looked for in the reporter's words around a quotation ("said in Pashto", "through an interpreter", "told the
Arabic-language channel"), and once in the whole report ("Translated from Arabic"). Words first said in English, quoted
in a report that was itself translated into English or by an outlet in another language, went there and back.
"""

from __future__ import annotations

import re
from typing import Final

from treuga.model import Fidelity, Form

_LANGUAGES: Final = (
    r"(?:Pashto|Dari|Farsi|Persian|Arabic|Urdu|Uzbek|Turkish|Kurdish|Sorani|Kurmanji|Hebrew|Russian|Ukrainian|Armenian|"
    r"Azerbaijani|Azeri|Georgian|French|Spanish|Portuguese|German|Italian|Greek|Serbian|Croatian|Bosnian|Albanian|"
    r"Macedonian|Amharic|Tigrinya|Oromo|Somali|Swahili|Kinyarwanda|Lingala|Hausa|Fulani|Tamasheq|Bambara|Sango|Nuer|"
    r"Dinka|Tagalog|Filipino|Cebuano|Maguindanaon|Burmese|Karen|Kachin|Shan|Thai|Malay|Indonesian|Khmer|Vietnamese|"
    r"Chinese|Mandarin|Korean|Japanese|Hindi|Bengali|Nepali|Tamil|Sinhala|Sinhalese|Basque|Catalan|Irish|Gaelic|Berber)"
)
_NEAR: Final = re.compile(
    rf"\b(?:in|from)\s+(?:the\s+)?(?:original\s+)?{_LANGUAGES}\b(?!\s+(?:territory|hands|airspace|cities|towns|forces|"
    rf"custody|prisons?|society|politics|soil|waters|markets?|streets?|families|villages?|news))"
    rf"|\b{_LANGUAGES}[- ]language\b|\b(?:a|his|her|their|the|an)\s+{_LANGUAGES}\s+(?:statement|text|version|original|"
    rf"broadcast|translation)\b"
    r"|\b(?:through|via|by)\s+(?:an?|his|her|their|the)?\s*(?:official\s+)?(?:interpreter|translator)s?\b"
    r"|\btranslat(?:ed|ion|ing)\b|\baccording to (?:an?|the)\s+(?:\w+\s+){0,2}translation\b",
)
_REPORT: Final = re.compile(
    rf"^\W{{0,3}}(?:machine[- ])?translat(?:ed|ion)\s*(?:from|by|:|into English)"
    rf"|\bthis (?:article|report|text|story|interview|statement|page|transcript)\b[^.\n]{{0,60}}\btranslated\b"
    rf"|\(\s*translated (?:from|by|into)\b|\btranslated (?:in)?to English\b|\btranslated from (?:the )?{_LANGUAGES}\b",
    re.IGNORECASE | re.MULTILINE,
)
#: Parties whose people speak English in public, by id.
ENGLISH: Final = frozenset(
    "united-states united-kingdom canada australia new-zealand ireland nato pentagon us-state-department "
    "us-government white-house british-government".split()
)


def translated_report(text: str) -> bool:
    """Whether a report says of itself that it was translated."""
    return "ranslat" in text.lower() and bool(_REPORT.search(text))


def sign_near(around: str) -> bool:
    """Whether the reporter's words around a quotation tell that it was not said in English."""
    return bool(_NEAR.search(around))


def fidelity(form: Form, sign: bool, whole_report: bool, speaks_english: bool) -> Fidelity:
    """How near the printed words are to those that were said.

    Args:
        form: what is not quoted at all is a paraphrase, whatever it came through.
        sign: the words around tell of another language.
        whole_report: the report says that it was translated.
        speaks_english: the speaker's side speaks English in public.
    """
    if form == "indirect":
        return "paraphrase"
    if sign or whole_report:
        return "back-translated" if speaks_english else "translated"
    return "verbatim"
