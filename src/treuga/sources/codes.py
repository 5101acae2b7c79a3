"""Error codes of reading reports and their metadata (TR200-299)."""

from __future__ import annotations

from treuga.errors import declare

NOT_FOUND = declare("TR201", "The file or folder does not exist.", "Check the spelling of the path.")
NO_PERMISSION = declare(
    "TR202", "The file may not be read.", "Give yourself the right to read it, or copy it elsewhere."
)
NOT_A_FILE = declare("TR203", "This is neither a file nor a folder.", "Give ordinary files, or folders of them.")
EMPTY = declare(
    "TR204", "The file holds no text.", "Check whether the download was complete; leave the file out if not."
)
TOO_LARGE = declare(
    "TR205",
    "The file is larger than the limit for one report.",
    "Split it into its reports, or raise 'max_file_mb' in treuga.yaml if it is indeed one.",
)
BINARY = declare(
    "TR206",
    "The file is not text.",
    "Save it as plain text or HTML from the program that wrote it, and read that.",
)
ENCODING = declare(
    "TR207",
    "The characters of the file cannot be told.",
    "Save it with the encoding UTF-8; do not guess, because quotations would come out wrong.",
)
TRUNCATED = declare(
    "TR208",
    "The HTML page breaks off.",
    "Save the page again; what is missing could change what was said.",
)
NO_ARTICLE = declare(
    "TR209",
    "The HTML page has hardly any text of its own.",
    "It is filled in by a script: save it from a browser as complete page, or copy its text into a .txt file.",
)
UNREADABLE = declare("TR210", "The file cannot be read.", "Check the disk or the network drive, and try again.")
NOT_A_REPORT = declare(
    "TR211", "This is a table, not a report.", "Give it with --metadata if it describes reports; else leave it out."
)

METADATA_FILE = declare("TR220", "The metadata file cannot be read.", "Save it as CSV with the encoding UTF-8.")
METADATA_COLUMNS = declare(
    "TR221",
    "The metadata file has no column 'file'.",
    "Begin it with a line such as: file,outlet,published,published_precision,language,url,note",
)
METADATA_ROW = declare(
    "TR222", "A row of the metadata file names no file.", "Fill in the column 'file', or delete the row."
)
METADATA_TWICE = declare(
    "TR223",
    "Two rows of the metadata file describe the same file, differently.",
    "Keep one row for each file name.",
)
METADATA_DATE = declare(
    "TR224", "A date in the metadata file is none.", "Write YYYY-MM-DD, YYYY-MM or YYYY, for example 2021-02-16."
)
METADATA_PRECISION = declare(
    "TR225",
    "A precision in the metadata file is unknown, or finer than its date.",
    "Write day, month or year, or leave it empty.",
)
METADATA_LANGUAGE = declare(
    "TR226", "A language in the metadata file is no code.", "Write the two letters of ISO 639-1, for example en or es."
)
METADATA_MISSING = declare(
    "TR227", "The metadata file describes a file that is not there.", "Correct the file name, or delete the row."
)
GIVEN_DATE = declare("TR228", "The publication date that was given is none.", "Write YYYY-MM-DD, YYYY-MM or YYYY.")
