"""The error codes of incident data (TR25x, TR26x) and of measures (TR65x)."""

from __future__ import annotations

from treuga.errors import declare

NOT_READABLE = declare(
    "TR250", "The incident file cannot be read as a table.", "Save it as CSV in UTF-8, as XLSX, or as a list in JSON."
)
UNKNOWN_COLUMNS = declare(
    "TR251",
    "The columns of an incident file are of no known data set.",
    "Say with --mapping FILE which column holds what; docs/reference/incidents.md shows one.",
)
MISSING_COLUMN = declare(
    "TR252", "A column that is needed is not in the incident file.", "Correct the name in the mapping, or the file."
)
BAD_MAPPING = declare("TR253", "The column mapping does not say what it must.", "Mend the line that is named.")
BAD_NAME = declare(
    "TR254",
    "The name or version of a data set has characters that it cannot have.",
    "Use lower-case letters, digits, dots and hyphens, as in 'ucdp-ged' or '23.1'.",
)
NOTHING_USABLE = declare(
    "TR255",
    "Hardly a row of the incident file can be used, so that none was taken.",
    "Look at the reasons given; often the mapping needs 'date_format'.",
)
BAD_COVERAGE = declare(
    "TR256", "The coverage is no span of days.", "Write FIRST..LAST, for example 2020-01-01..2020-12-31."
)
NOT_STORED = declare(
    "TR257", "The incident data cannot be written to the case.", "Check the disk, and that you may write to the case."
)
DAMAGED = declare(
    "TR258",
    "A stored set of incidents is damaged or not complete.",
    "Remove the files that are named, and import the original again.",
)
OTHER_CLAIM = declare(
    "TR259",
    "The same file was imported with another meaning.",
    "Import it under another --dataset or --version, or remove the earlier one.",
)
NEEDS_EXTRA = declare(
    "TR650",
    "Measures need libraries that are not installed.",
    "Install them with: pip install 'treuga[measures]'",
)
NO_DATA = declare(
    "TR651",
    "The case has no such incident data.",
    "Import some with 'treuga incidents FILE'; 'treuga incidents' lists what there is.",
)
BAD_WINDOW = declare(
    "TR652", "The days that are asked about make no window.", "Write FIRST..LAST, for example 2020-02-22..2020-02-28."
)
BAD_BASELINE = declare(
    "TR653",
    "The baseline cannot be understood.",
    "Write '28 days', 'season', 'season 3', or FIRST..LAST.",
)
NO_MATCH = declare(
    "TR654",
    "No incident has this party, type or region.",
    "Look at the names with 'treuga incidents DATASET'.",
)
NO_PICTURE = declare("TR655", "The chart cannot be drawn.", "Ask for the table instead, with --format csv.")
