"""A table with columns of PA-X, its rows invented."""

from __future__ import annotations

import csv
import io

COLUMNS = (
    "Con", "Contp", "PP", "PPName", "Reg", "AgtId", "Ver", "Agt", "Dat", "Status", "Stage", "Part", "ThrdPart",
    "Loc1ISO", "Loc2ISO", "Ce", "CeProv", "TjPrire", "DevInfra",
)  # fmt: skip
ROW = {
    "Con": "Afghanistan/Nowhere", "Contp": "Government", "PP": "7", "PPName": "Process of the Pass", "AgtId": "9001",
    "Ver": "10", "Agt": "Accord of the Pass", "Dat": "2031-05-04", "Status": "Multiparty signed/agreed",
    "Stage": "Cea", "Part": "For the Taliban:\nThe Hill Clan of the Pass;\n2. Government of Pakistan;",
    "ThrdPart": "", "Loc1ISO": "AFG", "Loc2ISO": "", "Ce": "2", "CeProv": "1", "TjPrire": "0", "DevInfra": "",
}  # fmt: skip


def table(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    """The bytes of a table, with the byte order mark that PA-X has; each row is `ROW` with other values."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
