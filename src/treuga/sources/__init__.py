"""Where reports come from: files and folders of plain text and HTML, and the table that describes them.

>>> from treuga.sources import read_report
>>> read_report("kabul.txt", outlet="Valley News").report.published      # doctest: +SKIP
PartialDate(iso='2021-03-12')
"""

from __future__ import annotations

from treuga.sources.files import find_files
from treuga.sources.metadata import Metadata, MetadataRow, read_metadata
from treuga.sources.reader import MAX_BYTES, ReadReport, read_many, read_report

__all__ = [
    "MAX_BYTES",
    "Metadata",
    "MetadataRow",
    "ReadReport",
    "find_files",
    "read_many",
    "read_metadata",
    "read_report",
]
