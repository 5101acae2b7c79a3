"""Which language a text is in, where nobody says so."""

from __future__ import annotations

#: Below this many characters a guess is worth less than the default.
MIN_CHARS = 250
DEFAULT = "en"


def guess_language(text: str) -> str:
    """The ISO 639-1 code of a text's language; English where the text is too short to tell.

    Uses py3langid where that is installed, and otherwise the default.
    """
    sample = text[:5000]
    if len(sample.strip()) < MIN_CHARS:
        return DEFAULT
    try:
        import py3langid
    except ImportError:
        return DEFAULT
    code = str(py3langid.classify(sample)[0])
    return code if len(code) == 2 else DEFAULT
