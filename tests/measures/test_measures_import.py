"""Importing tables: every row is kept, or kept aside with its number and the reason."""

from __future__ import annotations

import csv
import gzip
import json
import sys
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measures_kit import SIMPLE, TODAY, mapping, table

from treuga.errors import MonitorError, ReadError
from treuga.measures import Store, import_file, objects
from treuga.measures.load import Imported, harmless
from treuga.measures.shapes import GDELT
from treuga.measures.store import is_candidate, rank

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from benchmarks.measures import COLUMNS as GED_COLUMNS

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "incidents" / "ucdp-ged-sample.json"
HEADER = ("no", "day", "who", "where", "dead")
#: The columns of the published tables, all of them and in their order.
GED = tuple(GED_COLUMNS)
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
GDELT_COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{part}" for n in (1, 2) for part in (
        "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
        "Type2Code", "Type3Code")),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in (
        "Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip


def full(columns: tuple[str, ...], **cells: object) -> tuple[object, ...]:
    """A row of a published table: the cells that are named, ``x`` in the others."""
    assert set(cells) <= set(columns)
    return tuple(cells.get(name, "x") for name in columns)


def ged(
    key: int, day: str, *, end: str = "", prec: int = 1, kind: int = 1, best: int = 1, **more: object
) -> tuple[object, ...]:
    cells: dict[str, object] = {
        "id": key, "type_of_violence": kind, "side_a": "Government of Y", "side_b": "Y rebels", "where_prec": 1,
        "where_coordinates": "Ford", "adm_1": "North", "latitude": 1.5, "longitude": 2.5, "country": "Y",
        "date_prec": prec, "date_start": day, "date_end": end or day, "deaths_civilians": 0, "best": best,
        "high": best, "low": best,
    }  # fmt: skip
    return full(GED, **(cells | more))


def rows_of(root: Path) -> list[dict[str, object]]:
    found = duckdb.sql(f"SELECT * FROM read_parquet('{root}/*/*/*.parquet', union_by_name = true) ORDER BY id")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def aside(done: Imported) -> list[dict[str, str]]:
    assert done.rejected is not None
    with done.rejected.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def simple(tmp_path: Path, rows: list[tuple[object, ...]], more: str = "") -> Imported:
    path = table(tmp_path / "log.csv", HEADER, rows)
    return import_file(tmp_path / "in", path, mapping=mapping(tmp_path / "m.yaml", SIMPLE + more), today=TODAY)


GOOD = [(i, f"2030-05-{i + 1:02d}", "Taliban", "North", i % 3) for i in range(20)]


def test_ucdp_is_known_by_its_columns_and_keeps_precision_and_estimates(tmp_path: Path) -> None:
    rows = [
        ged(7, "2030-03-01 00:00:00.000", end="2030-03-31 00:00:00.000", prec=4, best=5, low=4, high=9,
            deaths_civilians=2, where_prec=3),
        ged(8, "2030-03-02", kind=3, side_a="Y rebels", side_b="Civilians"),
    ]  # fmt: skip
    done = import_file(tmp_path / "in", table(tmp_path / "GEDEvent_v30_1.csv", GED, rows), today=TODAY)
    assert (done.manifest.dataset, done.manifest.version, done.manifest.lag) == ("ucdp-ged", "30.1", 0)
    first, second = rows_of(tmp_path / "in")
    assert (first["low"], first["best"], first["high"], first["civilians"]) == (4, 5, 9, 2)
    assert (first["date_prec"], first["where_prec"], first["days"], first["type"]) == (4, 3, 31, "state-based")
    assert (second["days"], second["type"]) == (1, "one-sided")
    assert done.manifest.imprecise == 1
    assert done.manifest.actors == {"Y rebels": 2, "Civilians": 1, "Government of Y": 1}


def test_acled_dates_and_precision(tmp_path: Path) -> None:
    common = {"actor1": "A", "actor2": "B", "country": "Y", "admin1": "North", "location": "Ford", "latitude": 1,
              "longitude": 2, "geo_precision": 2, "source": "paper", "region": "Continent"}  # fmt: skip
    rows = [
        full(ACLED, event_id_cnty="YEM1", event_date="14 March 2030", time_precision=1, event_type="Battles",
             fatalities=3, **common),
        full(ACLED, event_id_cnty="YEM2", event_date="2030-03-15", time_precision=3, event_type="Riots",
             fatalities=0, **(common | {"actor2": ""})),
    ]  # fmt: skip
    assert len(ACLED) == 31
    done = import_file(tmp_path / "in", table(tmp_path / "export.csv", ACLED, rows), today=TODAY)
    one, two = rows_of(tmp_path / "in")
    assert (done.manifest.dataset, done.manifest.lag) == ("acled", 28)
    assert (str(one["date_start"]), one["days"], one["best"], one["low"]) == ("2030-03-14", 1, 3, None)
    assert (one["region"], one["place"], one["type"], one["actor_b"]) == ("North", "Ford", "Battles", "B")
    assert two["days"] == 31 and two["actor_b"] is None


def test_gdelt_has_no_header(tmp_path: Path) -> None:
    assert len(GDELT_COLUMNS) == 61

    def line(key: int, day: str, root: str) -> list[str]:
        row = full(
            GDELT_COLUMNS, GlobalEventID=key, Day=day, Actor1Name="TALIBAN", Actor2Name="AFGHANISTAN",
            EventRootCode=root, ActionGeo_Type=4, ActionGeo_Fullname='A "town', ActionGeo_CountryCode="AF",
            ActionGeo_ADM1Code="AF23", ActionGeo_Lat=31.5, ActionGeo_Long=65.1, SOURCEURL="https://x.example/a",
        )  # fmt: skip
        return [str(cell) for cell in row]

    path = tmp_path / "20300601.export.CSV"
    text = [
        "\t".join(line(1, "20300601", "19")),
        "\t".join(line(2, "20300602", "04")),
        "\t".join(line(3, "2030060", "19")),
    ]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    done = import_file(tmp_path / "in", path, today=TODAY)
    assert done.manifest.shape == GDELT.id
    one, two = rows_of(tmp_path / "in")
    assert (one["type"], two["type"]) == ("fight", "consult")
    assert (one["actor_a"], one["actor_b"], one["place"]) == ("TALIBAN", "AFGHANISTAN", 'A "town')
    assert (one["country"], one["region"], one["latitude"], one["longitude"]) == ("AF", "AF23", 31.5, 65.1)
    assert one["source"] == "https://x.example/a"
    assert [row["row"] for row in aside(done)] == ["3"]


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared sample is not beside this checkout")
def test_the_shared_sample_of_ucdp(tmp_path: Path) -> None:
    done = import_file(tmp_path / "in", SHARED)
    assert (done.manifest.rows, done.manifest.kept, done.manifest.bad) == (9972, 9972, 0)


def test_json_as_ucdps_interface_gives_it(tmp_path: Path) -> None:
    item = {"id": 1, "date": "2030-01-05", "type_of_violence": 2, "best": 3, "civilian_deaths": 0, "latitude": 1.0,
            "longitude": 2.0, "country": "Y", "region": "Z"}  # fmt: skip
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"TotalCount": 1, "Result": [item]}), encoding="utf-8")
    assert import_file(tmp_path / "in", path, today=TODAY).manifest.kept == 1
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ReadError, match="TR250"):
        import_file(tmp_path / "in", path)


ITEM = {"id": 1, "date": "2030-01-05", "type_of_violence": 2, "best": 3, "civilian_deaths": 0, "latitude": 1.0,
        "longitude": 2.0, "country": "Y", "region": "Z"}  # fmt: skip


def test_json_is_read_object_by_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a piece of the file ends, in a word, a number or an escape, the objects are the same."""
    rows = [ITEM | {"id": i, "country": 'a "b", [c] é', "note": {"x": [1.25e3, None]}} for i in range(40)]
    listed, wrapped = tmp_path / "a.json", tmp_path / "b.json"
    listed.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    wrapped.write_text("\ufeff" + json.dumps({"TotalCount": 123456, "Next": "", "Result": rows}), encoding="utf-8")
    lines, packed = tmp_path / "c.jsonl", tmp_path / "d.json.gz"
    lines.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    packed.write_bytes(gzip.compress(listed.read_bytes()))
    whole = objects.as_csv(listed, tmp_path, named=listed).read_text("utf-8")
    assert whole.count("\n") == 41 and '"a ""b"", [c] é"' in whole and "[1250.0, null]" in whole
    for size in (1, 7, 64):
        monkeypatch.setattr(objects, "_CHUNK", size)
        for path in (listed, wrapped, lines, packed):
            assert objects.as_csv(path, tmp_path, named=path).read_text("utf-8") == whole


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_archive_as_ucdp_publishes_it(tmp_path: Path) -> None:
    content = table(tmp_path / "x.csv", GED, [ged(7, "2030-03-01")]).read_bytes()
    path = zipped(tmp_path / "ged301-csv.zip", **{"GEDEvent_v30_1.csv": content, "readme.txt": b"note",
                                                  "__MACOSX/GEDEvent_v30_1.csv": b"x"})  # fmt: skip
    done = import_file(tmp_path / "in", path, today=TODAY)
    assert (done.manifest.version, done.manifest.kept, done.manifest.file) == ("30.1", 1, "ged301-csv.zip")
    assert import_file(tmp_path / "in", path, today=TODAY).known
    items = zipped(tmp_path / "b.zip", **{"deep/er/events.json": json.dumps([ITEM]).encode()})
    assert import_file(tmp_path / "in", items, today=TODAY).manifest.kept == 1


def test_archives_that_mean_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = table(tmp_path / "x.csv", GED, [ged(7, "2030-03-01")]).read_bytes()
    climbing = zipped(tmp_path / "a.zip", **{"../../GEDEvent_v30_1.csv": content, "/etc/notes.txt": b"x"})
    assert import_file(tmp_path / "in", climbing, today=TODAY).manifest.kept == 1
    assert {one.name for one in tmp_path.iterdir()} == {"x.csv", "a.zip", "in"}
    monkeypatch.setattr("treuga.measures.packed.HARMLESS", 100_000)
    bomb = zipped(tmp_path / "b.zip", **{"GEDEvent.csv": b"0" * 30_000_000})
    two = zipped(tmp_path / "c.zip", **{"a.csv": b"x", "b.csv": b"y"})
    none = zipped(tmp_path / "d.zip", **{"a.exe": b"x"})
    for path, words in ((bomb, "more than"), (two, "holds 2 tables"), (none, "no table")):
        with pytest.raises(ReadError, match=words) as caught:
            import_file(tmp_path / "in", path, today=TODAY)
        assert caught.value.code == "TR250"
    assert not list((tmp_path / "in").glob(".import-*"))


def test_an_encrypted_archive_is_named_so(tmp_path: Path) -> None:
    """Python writes none, so that the flag is set by hand, in the entry and in the directory."""
    path = zipped(tmp_path / "e.zip", **{"GEDEvent.csv": b"id,date_start\n" * 20})
    raw = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1
    path.write_bytes(raw)
    with pytest.raises(ReadError, match="encrypted") as caught:
        import_file(tmp_path / "in", path, today=TODAY)
    assert caught.value.code == "TR250" and "Unpack it yourself" in caught.value.remedy
    assert not list((tmp_path / "in").glob("*/*"))


def test_a_table_of_broken_lines_is_refused_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import treuga.measures.load as load

    monkeypatch.setattr(load, "MOST_BROKEN", 30)
    rows = [*GOOD, *((i, "2030-05-01", "A", "N", 1, "more", "and more") for i in range(100, 140))]
    with pytest.raises(ReadError, match=r"TR255.*do not fit the header; line 22"):
        simple(tmp_path, rows)


@pytest.mark.parametrize("count", [".5", "1e-1", "0.25", "3.5", "-1", "1,5", "nan", "inf"])
def test_a_count_is_a_whole_number(tmp_path: Path, count: str) -> None:
    done = simple(tmp_path, [*GOOD, (90, "2030-05-01", "A", "N", count), (91, "2030-05-01", "A", "N", "2.0")])
    assert [row["row"] for row in aside(done)] == ["22"]


def test_excel_by_a_mapping(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.create_sheet("Log")
    for row in [HEADER, (1, TODAY.replace(year=2030), "Taliban", "North", 2), (2, "soon", "Taliban", "North", 2.0),
                (3, "2030-02-03", "Taliban", "North", 2.5), (4, "2030-02-03", "X", "North", None)]:  # fmt: skip
        page.append(row)
    book.save(tmp_path / "log.xlsx")
    how = mapping(tmp_path / "m.yaml", "sheet: Log\n" + SIMPLE)
    done = import_file(tmp_path / "in", tmp_path / "log.xlsx", mapping=how, today=TODAY)
    assert (done.manifest.kept, done.manifest.bad) == (2, 2)
    assert [row["row"] for row in aside(done)] == ["3", "4"]
    how = mapping(tmp_path / "m.yaml", "sheet: Lug\n" + SIMPLE)
    with pytest.raises(ReadError, match="There are: Sheet, Log"):
        import_file(tmp_path / "in", tmp_path / "log.xlsx", mapping=how, today=TODAY)


def test_bad_rows_are_named_with_their_row_and_reason(tmp_path: Path) -> None:
    bad = [
        (90, "03/04/2030", "A", "N", 1), (91, "2030-05-01", "A", "N", -1), (92, "2030-05-01", "A", "N", "two"),
        (93, "1820-01-01", "A", "N", 1), (94, "2099-01-01", "A", "N", 1), (95, "", "A", "N", 1),
        (96, "2030-05-01", "A", "N", "3.5"), (97, "2030-02-30", "A", "N", 1),
    ]  # fmt: skip
    done = simple(tmp_path, [*GOOD, *bad])
    found = {int(row["row"]): row["reason"] for row in aside(done)}
    assert sorted(found) == list(range(22, 30))  # the header is row 1
    assert "'03/04/2030' is not of the form YYYY-MM-DD" in found[22]
    assert "negative" in found[23] and "no whole number" in found[24] and "no whole number" in found[28]
    assert "out of range" in found[25] and "out of range" in found[26] and "no date" in found[27]
    assert "2030-02-30" in found[29]
    assert (done.manifest.kept, done.manifest.bad) == (20, 8)


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    lines = ["no,day,who,where,dead", '1,2030-05-01,"two\nlines",N,1', "2,2030-05-02", "3,2030-05-03,A,N,1,extra",
             "4,never,A,N,1", "5,2030-05-05,A,N,1", "6,2030-05-05,A,N,1", "7,2030-05-05,A,N,2"]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    done = import_file(tmp_path / "in", path, mapping=mapping(tmp_path / "m.yaml"), today=TODAY)
    assert sorted(int(row["row"]) for row in aside(done)) == [3, 4, 5]
    assert [row["row"] for row in rows_of(tmp_path / "in")] == [2, 6, 7, 8]


def test_mixed_date_formats_are_refused_not_guessed(tmp_path: Path) -> None:
    rows = [(i, f"{i + 1:02d}/02/2030", "A", "N", 1) for i in range(20)]
    with pytest.raises(ReadError, match="TR255") as caught:
        simple(tmp_path, rows)
    assert "row 2" in str(caught.value) and "date_format" in str(caught.value)
    assert not list((tmp_path / "in").rglob("*.parquet"))
    done = simple(tmp_path, rows, "date_format: '%d/%m/%Y'\n")
    assert done.manifest.covers == ("2030-02-01", "2030-02-20")


def test_duplicates_by_id(tmp_path: Path) -> None:
    done = simple(tmp_path, [*GOOD, GOOD[3], (5, "2030-06-01", "Other", "South", 9)])
    assert (done.manifest.kept, done.manifest.duplicates) == (20, 2)
    assert [row["reason"] for row in aside(done)] == [
        "the id was there before, in row 5",
        "the id was there before, in row 7",
    ]


def test_without_ids_date_place_actors_and_count_tell(tmp_path: Path) -> None:
    path = table(tmp_path / "log.csv", HEADER[1:], [row[1:] for row in (*GOOD, GOOD[3])])
    how = mapping(tmp_path / "m.yaml", "columns: {date_start: day, actor_a: who, region: where, best: dead}\n")
    done = import_file(tmp_path / "in", path, mapping=how, today=TODAY)
    assert (done.manifest.kept, done.manifest.duplicates) == (20, 1)


def test_with_ids_lookalikes_stay_and_are_counted(tmp_path: Path) -> None:
    header = ("no", "day", "who", "town")
    rows = [(1, "2030-05-01", "A", "Ford"), (2, "2030-05-01", "A", "Ford"), (3, "2030-05-02", "A", "Ford")]
    how = mapping(tmp_path / "m.yaml", "columns: {id: no, date_start: day, actor_a: who, place: town}\n")
    done = import_file(tmp_path / "in", table(tmp_path / "log.csv", header, rows), mapping=how, today=TODAY)
    assert (done.manifest.kept, done.manifest.lookalikes) == (3, 1)


def test_the_same_bytes_add_nothing_under_any_name(tmp_path: Path) -> None:
    first = simple(tmp_path, GOOD)
    before = sorted(path.name for path in (tmp_path / "in").rglob("*"))
    again = simple(tmp_path, GOOD)
    (tmp_path / "copy.csv").write_bytes((tmp_path / "log.csv").read_bytes())
    copy = import_file(tmp_path / "in", tmp_path / "copy.csv", mapping=tmp_path / "m.yaml", today=TODAY)
    assert (first.known, again.known, copy.known) == (False, True, True)
    assert sorted(path.name for path in (tmp_path / "in").rglob("*")) == before
    with pytest.raises(ReadError, match="TR259"):
        simple(tmp_path, GOOD, "types: {'1': other}\n")


def test_a_later_file_of_the_same_version_adds_only_what_is_new(tmp_path: Path) -> None:
    simple(tmp_path, GOOD)
    path = table(tmp_path / "more.csv", HEADER, [*GOOD[10:], (50, "2030-06-01", "A", "N", 1)])
    done = import_file(tmp_path / "in", path, mapping=tmp_path / "m.yaml", today=TODAY)
    assert (done.manifest.kept, done.manifest.duplicates) == (1, 10)
    assert len(rows_of(tmp_path / "in")) == 21


def test_versions_are_kept_apart_and_the_final_one_is_read(tmp_path: Path) -> None:
    for name in ("GEDEvent_v30_0_3.csv", "GEDEvent_v30_1.csv", "GEDEvent_v29_1.csv"):
        path = table(tmp_path / name, GED, [ged(7, "2030-03-01", best=5), ged(8, "2030-03-01", best=len(name))])
        import_file(tmp_path / "in", path, today=TODAY)
    store = Store(tmp_path / "in")
    assert [one.version for one in store.datasets()] == ["30.1", "29.1", "30.0.3"]
    assert store.pick("ucdp-ged").version == "30.1"
    candidate = store.pick("ucdp-ged", "30.0.3")
    assert candidate.provisional_from is not None and store.pick().provisional_from is None
    assert is_candidate("30.0.3") and not is_candidate("30.1") and rank("9.1") < rank("10.1")
    with pytest.raises(MonitorError, match="TR651"):
        store.pick("ucdp-ged", "31.1")


def test_formulas_stay_text_and_are_harmless_where_they_are_written(tmp_path: Path) -> None:
    done = simple(tmp_path, [*GOOD, (50, "2030-06-01", '=HYPERLINK("x")', "N", 1), (51, "no day", "@cmd", "+1+1", 1)])
    assert [row["actor_a"] for row in rows_of(tmp_path / "in")][-5:].count('=HYPERLINK("x")') <= 1
    assert done.manifest.actors['=HYPERLINK("x")'] == 1
    assert aside(done)[0]["who"] == "'@cmd" and aside(done)[0]["where"] == "'+1+1"
    assert harmless("-3.5") == "-3.5" and harmless("=1") == "'=1"


def test_hostile_names_of_files_columns_and_data_sets(tmp_path: Path) -> None:
    path = table(tmp_path / "it's [1]*.csv", ('no"; DROP', "day'"), [(1, "2030-05-01"), (2, "2030-05-02")])
    how = tmp_path / "m.yaml"
    how.write_text("dataset: log\ncolumns: {id: 'no\"; DROP', date_start: \"day'\"}\n", encoding="utf-8")
    assert import_file(tmp_path / "in", path, mapping=how, today=TODAY).manifest.kept == 2
    for name in ("../x", "/x", "x/../y", "A", ".", "x..y"):
        with pytest.raises(ReadError, match="TR254"):
            import_file(tmp_path / "in", path, mapping=how, dataset=name, today=TODAY)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "TR250"),
        ("a.csv", b"alpha,beta\n1,2\n", "TR251"),
        ("a.csv", b"id,date\n1,\xe4\xff\n", "TR250"),
        ("a.csv", b"\0\0\0", "TR250"),
        ("a.xlsx", b"no zip", "TR250"),
        ("a.zip", b"PK", "TR250"),
        ("a.tar", b"x", "TR250"),
        ("a.json", b'[{"date": 1}, {"date": ', "TR250"),
        ("a.json", b'{"Result": 1}', "TR250"),
        ("a.json.gz", b"no gzip", "TR250"),
        ("a.csv.gz", b"no gzip", "TR250"),
        ("a.json", b"[1, 2]", "TR250"),
        ("a.json", b"[" * 100_000, "TR250"),
        ("a.csv", b"id,date_start,side_a,side_b,type_of_violence,best\n" + b"1,2,3\n" * 50, "TR255"),
    ],
)
def test_what_is_no_table_is_refused_kindly(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError) as caught:
        import_file(tmp_path / "in", tmp_path / name, today=TODAY)
    assert caught.value.code == code and caught.value.remedy
    assert str(tmp_path / name) in caught.value.where


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns: {id: no}\n", "date_start"),
        ("columns: {date_start: dy}\n", "Did you mean 'day'"),
        ("column: {date_start: day}\n", "Did you mean 'columns'"),
        ("columns: {date_start: day}\ngrade: Z9\n", "Admiralty"),
        ("columns: {date_start: day}\nlag: soon\n", "days"),
        ("columns: {date_start: day}\ncovers: 2030\n", "span of days"),
        ("columns: {date_start: day}\npublished: soon\n", "no day"),
        ("columns: {date_start: day}\ndate_format: dd/mm\n", "%"),
    ],
)
def test_mistakes_in_a_mapping_are_named(tmp_path: Path, text: str, words: str) -> None:
    path = table(tmp_path / "log.csv", HEADER, GOOD)
    with pytest.raises(ReadError) as caught:
        import_file(tmp_path / "in", path, mapping=mapping(tmp_path / "m.yaml", text), today=TODAY)
    assert words in str(caught.value)


def test_gzip_semicolons_and_latin_1(tmp_path: Path) -> None:
    text = "no;day;who;where;dead\n1;2030-05-01;Bö;N;1\n2;2030-05-02;Bö;N;1\n"
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text.encode()))
    assert (
        import_file(
            tmp_path / "in", tmp_path / "a.csv.gz", mapping=mapping(tmp_path / "m.yaml"), today=TODAY
        ).manifest.kept
        == 2
    )
    (tmp_path / "b.csv").write_bytes(text.encode("latin-1"))
    how = mapping(tmp_path / "n.yaml", "encoding: latin-1\n" + SIMPLE)
    done = import_file(tmp_path / "in", tmp_path / "b.csv", mapping=how, version="2", today=TODAY)
    assert done.manifest.actors == {"Bö": 2}


def test_an_import_that_breaks_off_leaves_nothing_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import treuga.measures.load as load

    def broken(manifest: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(load, "as_json", broken)
    with pytest.raises(ReadError, match="TR257"):
        simple(tmp_path, GOOD)
    assert Store(tmp_path / "in").datasets() == []
    assert not list((tmp_path / "in").glob(".import-*"))


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    simple(tmp_path, GOOD)
    (path,) = (tmp_path / "in").rglob("*.json")
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ReadError, match="TR258"):
        Store(tmp_path / "in").datasets()


CELL = st.one_of(
    st.sampled_from(["2030-05-01", "2030-5-2", "x", "", "-1", "3", "1e3", "=1", 'a"b', "a,b", "a\nb", "99999-01-01",
                     "٣", "é"]),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=8),
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), max_size=8))
def test_no_row_is_ever_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    good = [(f"good-{i}", "2030-05-01", "A", "N", 1) for i in range(10)]
    rows = [row for row in rows if any(cell.strip("\r\n") for cell in row)]
    path = table(folder / "log.csv", HEADER, [*good, *rows])
    done = import_file(folder / "in", path, mapping=mapping(folder / "m.yaml"), today=TODAY)
    one = done.manifest
    assert one.rows == one.kept + one.bad + one.duplicates == 10 + len(rows)
    assert len(rows_of(folder / "in")) == one.kept
    assert len(aside(done) if done.rejected else []) == one.bad + one.duplicates
