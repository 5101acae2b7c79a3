"""From bytes to characters, or a clear no. Nothing is repaired: a wrong guess would end up inside a quotation."""

from __future__ import annotations

import codecs
import re

from treuga.errors import ReadError
from treuga.sources import codes

_MAGIC = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP archive, or a DOCX, ODT or EPUB"), (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"RIFF", "a WebP image or a sound"),
    (b"\x1f\x8b", "a gzip archive"), (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"), (b"Rar!", "a RAR archive"), (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file"), (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"PAR1", "a Parquet table"), (b"{\\rtf", "an RTF document"),
    (b"II*\x00", "a TIFF image"), (b"MM\x00*", "a TIFF image"), (b"OggS", "a sound"), (b"ID3", "a sound"),
    (b"bplist00", "a web archive of Safari"), (b"wOF", "a font"),
)  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27} | {127})
_META_CHARSET = re.compile(
    rb"<(?:meta\s[^>]{0,200}?charset\s*=\s*[\"']?|\?xml\s[^>]{0,100}?encoding\s*=\s*[\"'])([\w.:-]{2,40})", re.I
)
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
#: What the eight-bit encodings of Western text put outside ASCII: typographic signs, and letters inside words.
_TYPOGRAPHY = frozenset("‘’“”–—…•€£§°«»©®™·´¿¡½¼¾º²³\xa0")

#: Coherence from which a guess of charset-normalizer is believed, on at least so many characters outside ASCII.
_COHERENCE, _MIN_FOREIGN = 0.5, 20


def decode(data: bytes, where: str, *, html: bool = False) -> str:
    """Decode a file.

    UTF-8 first, UTF-16 where a byte order mark says so, then what an HTML page declares, then an eight-bit encoding
    where there can be little doubt. A byte order mark is a sign of the encoding and no part of the text.

    Args:
        data: all bytes of the file.
        where: the file, for messages.
        html: look for a declared encoding.

    Raises:
        ReadError: binary, or of an encoding that cannot be told.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadError(codes.BINARY, f"the file is {what}, not text", where=where)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(_strict(data[len(bom) :], name, where), where)
    if b"\0" in data:
        raise ReadError(codes.BINARY, _about_nul(data), where=where)
    if len(data.translate(None, _CONTROL)) < 0.98 * len(data):
        raise ReadError(codes.BINARY, "more than a fiftieth of the file is control characters", where=where)
    try:
        return _checked(data.decode("utf-8"), where)
    except UnicodeDecodeError as error:
        trouble = error
    declared = _declared(data) if html else ""
    if declared and (text := _try(data, declared)) is not None:
        return text
    # Some UTF-8 beyond doubt, and then bytes that are not: a damaged file, which no other encoding would read rightly.
    text = None if _MULTIBYTE.search(data, 0, trouble.start) else _western(data) or _detected(data)
    if text is None:
        line = data.count(b"\n", 0, trouble.start) + 1
        raise ReadError(
            codes.ENCODING,
            f"byte {trouble.start:,} (0x{data[trouble.start]:02x}) is not UTF-8, and no other encoding surely fits",
            where=f"{where}:{line}",
        )
    return text


def _checked(text: str, where: str) -> str:
    if "\0" in text:
        raise ReadError(codes.BINARY, "the file holds NUL characters", where=where)
    return text


def _about_nul(data: bytes) -> str:
    sample = data[:2000]
    halves = sample[::2].count(0), sample[1::2].count(0)
    if max(halves) > 0.4 * len(sample) / 2 and min(halves) < 0.1 * len(sample) / 2:
        return "the file holds NUL bytes; it may be UTF-16 without a byte order mark"
    return "the file holds NUL bytes"


def _strict(data: bytes, name: str, where: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        message = f"the file begins as {name.upper()}, but byte {error.start:,} does not fit"
        raise ReadError(codes.ENCODING, message, where=where) from None


def _declared(data: bytes) -> str:
    found = _META_CHARSET.search(data[:4096])
    if not found:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    return "cp1252" if name in {"iso8859-1", "ascii"} else name  # as all browsers do


def _try(data: bytes, name: str) -> str | None:
    try:
        text = codecs.decode(data, name)
    except (ValueError, LookupError):
        return None
    return text if isinstance(text, str) and "\0" not in text else None


def _western(data: bytes) -> str | None:
    """Windows-1252, where every character outside ASCII is a letter within a word or a sign that printers use."""
    text = _try(data, "cp1252")
    if text is None:
        return None
    foreign = 0
    for i, char in enumerate(text):
        if char.isascii() or char in _TYPOGRAPHY:
            continue
        foreign += 1
        around = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
        if not char.isalpha() or not any(c.isascii() and c.isalpha() for c in around):
            return None
    letters = sum(map(str.isalpha, text[:20_000]))
    return text if foreign <= 0.15 * max(letters, 1) or foreign == 0 else None


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    if sum(byte > 127 for byte in data[:200_000]) < _MIN_FOREIGN:
        return None
    best = from_bytes(data[:200_000]).best()
    if best is None or best.chaos > 0.02 or best.coherence < _COHERENCE:
        return None
    text = _try(data, best.encoding)
    return text if text is not None and all(c.isprintable() or c.isspace() for c in text[:20_000]) else None
