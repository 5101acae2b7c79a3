"""The shapes of incident tables: which column holds what, and how its values are to be read.

UCDP GED (as published, and as its API gives it), ACLED's export and GDELT 2 events are known by their columns; any
other table is described by a mapping (`treuga.measures.mapping`). Every value enters as text and is typed here, in SQL
expressions whose only variable parts are positions of columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

#: What a row of a data set holds, in the order in which it is kept. Dates and counts are typed, all else is text.
#: ``days`` is worked out: within how many days the incident happened, as far as its date is known.
FIELDS = (
    "id", "date_start", "date_end", "date_prec", "actor_a", "actor_b", "type", "country", "region", "place",
    "latitude", "longitude", "where_prec", "low", "best", "high", "civilians", "source", "days",
)  # fmt: skip
#: What a mapping can name.
COLUMNS = FIELDS[:-1]
COUNTS = ("low", "best", "high", "civilians")
COORDINATES = {"latitude": 90, "longitude": 180}
#: Nobody has counted incidents day by day before; an earlier date is a slip.
EARLIEST = "1900-01-01"

UCDP_TYPES = {"1": "state-based", "2": "non-state", "3": "one-sided"}
#: CAMEO root codes.
GDELT_TYPES = {
    "01": "public statement", "02": "appeal", "03": "intent to cooperate", "04": "consult",
    "05": "diplomatic cooperation", "06": "material cooperation", "07": "aid", "08": "yield", "09": "investigate",
    "10": "demand", "11": "disapprove", "12": "reject", "13": "threaten", "14": "protest", "15": "exhibit force",
    "16": "reduce relations", "17": "coerce", "18": "assault", "19": "fight", "20": "mass violence",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of table is read.

    Attributes:
        id: its name.
        title: what it is, for people.
        columns: field -> column header.
        header: the column names of a table that has no header line.
        words: values of ``type`` that are codes, and what they mean.
        date_formats: strptime formats; empty for ISO dates only. Nothing is ever guessed.
        dataset: the name under which it is kept, where the user gives none.
        lag: in how many days before the end of its coverage more may still be reported.
        spans: codes of ``date_prec`` that mean "some day of so many".
        decimal_comma: numbers are written ``12,5``.
        tells: columns by which it is recognised.
    """

    id: str
    title: str
    columns: Mapping[str, str]
    header: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    date_formats: tuple[str, ...] = ()
    dataset: str = ""
    lag: int = 0
    spans: Mapping[str, int] = field(default_factory=dict)
    decimal_comma: bool = False
    tells: tuple[str, ...] = ()


_GDELT_USED = {0: "id", 1: "date_start", 6: "actor_a", 16: "actor_b", 28: "type", 51: "where_prec", 52: "place",
               53: "country", 54: "region", 56: "latitude", 57: "longitude", 60: "source"}  # fmt: skip

GED = Shape(
    id="ucdp-ged",
    title="UCDP Georeferenced Event Dataset",
    columns={
        "id": "id", "date_start": "date_start", "date_end": "date_end", "date_prec": "date_prec", "actor_a": "side_a",
        "actor_b": "side_b", "type": "type_of_violence", "country": "country", "region": "adm_1",
        "place": "where_coordinates", "latitude": "latitude", "longitude": "longitude", "where_prec": "where_prec",
        "low": "low", "best": "best", "high": "high", "civilians": "deaths_civilians",
    },
    words=UCDP_TYPES,
    dataset="ucdp-ged",
    tells=("date_start", "side_a", "side_b", "type_of_violence", "best"),
)  # fmt: skip

GED_JSON = Shape(
    id="ucdp-ged-extract",
    title="extract of the UCDP Georeferenced Event Dataset",
    columns={
        "id": "id", "date_start": "date", "type": "type_of_violence", "country": "country", "region": "region",
        "latitude": "latitude", "longitude": "longitude", "best": "best", "civilians": "civilian_deaths",
    },
    words=UCDP_TYPES,
    dataset="ucdp-ged-extract",
    tells=("date", "type_of_violence", "best", "civilian_deaths"),
)  # fmt: skip

ACLED = Shape(
    id="acled",
    title="Armed Conflict Location and Event Data",
    columns={
        "id": "event_id_cnty", "date_start": "event_date", "date_prec": "time_precision", "actor_a": "actor1",
        "actor_b": "actor2", "type": "event_type", "country": "country", "region": "admin1", "place": "location",
        "latitude": "latitude", "longitude": "longitude", "where_prec": "geo_precision", "best": "fatalities",
        "source": "source",
    },
    # Its site writes "14 March 2020", its interface "2020-03-14"; both say the same whatever the reader's country.
    date_formats=("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y"),
    dataset="acled",
    lag=28,
    spans={"2": 7, "3": 31},
    tells=("event_id_cnty", "event_date", "event_type", "fatalities"),
)  # fmt: skip

GDELT = Shape(
    id="gdelt",
    title="GDELT 2.0 events",
    columns={name: f"gdelt{position}" for position, name in _GDELT_USED.items()},
    header=tuple(f"gdelt{position}" for position in range(61)),
    words=GDELT_TYPES,
    date_formats=("%Y%m%d",),
    dataset="gdelt",
    lag=2,
)

KNOWN = (GED, GED_JSON, ACLED)


def recognise(header: Sequence[str]) -> Shape | None:
    """The known shape that has these columns, whatever their case and order."""
    names = {name.strip().lower() for name in header}
    return next((shape for shape in KNOWN if names.issuperset(shape.tells)), None)


def is_gdelt(row: Sequence[str]) -> bool:
    """Whether a first line is one of GDELT 2's, which has 61 fields and no header."""
    return len(row) == len(GDELT.header) and row[0].isdigit() and row[1].isdigit() and len(row[1]) == 8


def positions(shape: Shape, header: Sequence[str]) -> dict[str, int]:
    """Field -> position of its column; case and outer blanks of headers do not matter."""
    place = {name.strip().lower(): at for at, name in enumerate(header)}
    return {key: place[name.strip().lower()] for key, name in shape.columns.items() if name.strip().lower() in place}


def typed(shape: Shape, places: Mapping[str, int], latest: str) -> tuple[dict[str, str], str]:
    """The SQL expression of each field over text columns ``c0, c1 ...``, and of what is wrong with a row.

    The second is evaluated above the first, over the typed fields and the text columns together.

    Args:
        shape: how values are to be read.
        places: field -> position of its column.
        latest: ISO date after which a date is a slip.
    """
    raw = {key: f"c{at}" for key, at in places.items()}
    out = {"ended": _date(shape, raw["date_end"])} if "date_end" in raw else {}
    out |= {key: raw.get(key, "CAST(NULL AS VARCHAR)") for key in FIELDS}
    out["date_start"] = _date(shape, raw["date_start"])
    out["date_end"] = "coalesce(ended, date_start)" if "date_end" in raw else "date_start"
    if "type" in raw and shape.words:
        cases = " ".join(f"WHEN {quoted(code)} THEN {quoted(word)}" for code, word in shape.words.items())
        out["type"] = f"CASE {raw['type']} {cases} ELSE {out['type']} END"
    for key in ("date_prec", "where_prec"):
        out[key] = f"TRY_CAST({raw[key]} AS SMALLINT)" if key in raw else "CAST(NULL AS SMALLINT)"
    cases = " ".join(f"WHEN {int(code)} THEN {days}" for code, days in shape.spans.items())
    prec = f"CASE date_prec {cases} ELSE 1 END" if cases else "1"
    out["days"] = f"CAST(least(greatest(date_end - date_start + 1, {prec}), 32000) AS SMALLINT)"
    for key in COUNTS:
        out[key] = f"TRY_CAST({_number(shape, raw[key])} AS BIGINT)" if key in raw else "CAST(NULL AS BIGINT)"
    for key in COORDINATES:
        out[key] = f"TRY_CAST({_number(shape, raw[key])} AS DOUBLE)" if key in raw else "CAST(NULL AS DOUBLE)"
    return out, _problem(shape, raw, latest)


def _problem(shape: Shape, raw: Mapping[str, str], latest: str) -> str:
    """What is wrong with a row, in words; NULL where nothing is. It reads the typed fields by name.

    Nearly all rows are good, and pass one test of all at once; only the others are asked what it is.
    """
    form = " or ".join(shape.date_formats) or "YYYY-MM-DD"
    good = [f"date_start BETWEEN DATE '{EARLIEST}' AND DATE '{latest}'"]
    checks = [(f"{raw['date_start']} IS NULL", "'there is no date'")]
    for key, parsed in (("date_start", "date_start"), ("date_end", "ended")):
        if key in raw:
            bad = f"{parsed} IS NULL AND {raw[key]} IS NOT NULL"
            checks.append((bad, f"'the date ' || {_shown(raw[key])} || ' is not of the form {_escape(form)}'"))
    checks.append(
        (f"date_start < DATE '{EARLIEST}' OR date_start > DATE '{latest}' OR date_end > DATE '{latest}'",
         f"'the date ' || date_start || ' is out of range: before {EARLIEST} or after {latest}'")
    )  # fmt: skip
    if "date_end" in raw:
        good.append(f"({raw['date_end']} IS NULL OR ended BETWEEN date_start AND DATE '{latest}')")
        checks.append(("date_end < date_start", "'it ends on ' || date_end || ', before it begins'"))
    for key in COUNTS:
        if key in raw:
            number, shown = _number(shape, raw[key]), f"{quoted(key + ' ')} || {_shown(raw[key])}"
            # A cast rounds 3.5 to 4 in silence, which one figure cannot be.
            whole = f"(strlen({raw[key]}) < 2 OR TRY_CAST({number} AS DOUBLE) = {key})"
            good.append(f"({raw[key]} IS NULL OR ({key} >= 0 AND {whole}))")
            checks.append(
                (f"({key} IS NULL AND {raw[key]} IS NOT NULL) OR NOT {whole}", f"{shown} || ' is no whole number'")
            )
            checks.append((f"{key} < 0", f"{shown} || ' is negative'"))
    for key, most in COORDINATES.items():
        if key in raw:
            shown = f"{quoted(key + ' ')} || {_shown(raw[key])}"
            good.append(f"({raw[key]} IS NULL OR {key} BETWEEN -{most} AND {most})")
            checks.append((f"{key} IS NULL AND {raw[key]} IS NOT NULL", f"{shown} || ' is no number'"))
            checks.append((f"abs({key}) > {most}", f"{shown} || ' is out of range'"))
    words = " ".join(f"WHEN {when} THEN {words}" for when, words in checks)
    return f"CASE WHEN {' AND '.join(good)} THEN NULL ELSE CASE {words} END END"


def _date(shape: Shape, column: str) -> str:
    if not shape.date_formats:
        return f"TRY_CAST({column} AS DATE)"
    formats = ", ".join(quoted(one) for one in shape.date_formats)
    return f"CAST(TRY_STRPTIME(trim({column}), [{formats}]) AS DATE)"


def _number(shape: Shape, column: str) -> str:
    return f"replace({column}, ',', '.')" if shape.decimal_comma else column


def _shown(column: str) -> str:
    return f"'''' || left({column}, 40) || ''''"


def _escape(text: str) -> str:
    return text.replace("'", "''")


def quoted(text: str) -> str:
    """Text as a literal of SQL."""
    return f"'{_escape(text)}'"
