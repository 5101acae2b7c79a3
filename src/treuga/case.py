"""A case: one folder that holds the settings, agreements, parties, reports and ledger of one piece of work.

>>> from treuga.case import Case
>>> case = Case.init("my-case")                            # doctest: +SKIP
>>> case.ledger                                            # doctest: +SKIP
PosixPath('.../my-case/ledger.db')
"""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from treuga import yamlio
from treuga.errors import CaseError, declare

NO_CASE = declare(
    "TR101",
    "There is no case in this folder or above it.",
    "Make one with 'treuga init DIR', or say where it is with --case DIR or TREUGA_CASE.",
)
FOLDER_TAKEN = declare(
    "TR102", "The folder holds other files and is not a case.", "Choose an empty folder, or a new name."
)
BAD_YAML = declare("TR103", "The settings file is not plain YAML.", "Mend the line that is named.")
UNKNOWN_SETTING = declare("TR104", "The settings hold a key that does not exist.", "Correct or remove it.")
BAD_SETTING = declare("TR105", "A setting has a value that it cannot have.", "Write one of the values named.")
NOT_WRITABLE = declare(
    "TR106", "A file or folder cannot be written.", "Check that the folder exists and that you may write to it."
)

SETTINGS_FILE = "treuga.yaml"
_GRADE = re.compile(r"[A-F][1-6]\Z")

_TEMPLATE = """\
# Settings of this Treuga case. A line that is left out takes the value shown here.

# What the case is called, for the titles of briefs.
name: {name}

# How many processes extract at the same time when many reports are read.
processes: 1

# The spaCy model that parses the reports; empty takes the one that ships with Treuga. It may be another English model,
# by the name of its package or by its folder; docs/how-to/settings.md tells what that gains.
model: ''

# The largest file that is read as one report, in megabytes.
max_file_mb: 50

# Outlets, by the name that reports carry. All of it is optional:
#   grade  how far the outlet is trusted, on the Admiralty scale: A (reliable) to F (cannot be judged), then
#          1 (confirmed) to 6 (cannot be judged)
#   owner  who stands behind it; outlets of one owner have one voice between them
# outlets:
#   Example Daily:
#     grade: B3
#     owner: Example Media Group
"""


@dataclass(frozen=True, slots=True)
class Outlet:
    """What a case knows of an outlet: Admiralty grade, and who owns it; empty where it is not said."""

    grade: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a case, as `treuga.yaml` gives them.

    Attributes:
        name: for titles.
        processes: how many processes extract at the same time.
        model: name of an installed spaCy model, or the folder of one; empty for the one that ships with Treuga.
        max_file_mb: the largest file that is read as one report, in megabytes (a million bytes).
        outlets: outlet name -> what is known of it.
    """

    name: str = ""
    processes: int = 1
    model: str = ""
    max_file_mb: int = 50
    outlets: dict[str, Outlet] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A case folder and its settings. Use `find` or `init` to get one."""

    root: Path
    settings: Settings = field(default_factory=Settings)

    @property
    def ledger(self) -> Path:
        """The ledger's database file."""
        return self.root / "ledger.db"

    @property
    def agreements_dir(self) -> Path:
        """The folder with the case's own agreement files."""
        return self.root / "agreements"

    @property
    def reports_dir(self) -> Path:
        """The folder for report files. They may as well be kept elsewhere: the ledger holds the originals."""
        return self.root / "reports"

    @property
    def party_files(self) -> tuple[Path, ...]:
        """The case's own party registry files, in the order of their names."""
        folder = self.root / "parties"
        return tuple(sorted(p for p in folder.glob("*.y*ml") if p.suffix in {".yaml", ".yml"}))

    @classmethod
    def find(cls, path: str | os.PathLike[str] | None = None) -> Case:
        """Open a case.

        Args:
            path: its folder. Left out: the folder that the environment variable ``TREUGA_CASE`` names, else the
                current folder or the nearest one above it that is a case.

        Raises:
            CaseError: there is no case, or its settings are wrong.
        """
        given = path or os.environ.get("TREUGA_CASE")
        if given:
            root = Path(given).absolute()
            if not (root / SETTINGS_FILE).is_file():
                raise CaseError(
                    NO_CASE,
                    f"this folder is not a case: it has no {SETTINGS_FILE}",
                    where=str(given),
                    remedy=f"Make it one with 'treuga init {given}', or name another folder.",
                )
            return cls(root, load_settings(root / SETTINGS_FILE))
        here = Path.cwd()
        for root in (here, *here.parents):
            if (root / SETTINGS_FILE).is_file():
                return cls(root, load_settings(root / SETTINGS_FILE))
        raise CaseError(NO_CASE, "there is no case in this folder or above it", where=str(here))

    @classmethod
    def init(cls, path: str | os.PathLike[str]) -> Case:
        """Make a case of a new or empty folder; what an existing case holds is kept, and only gaps are filled.

        Raises:
            CaseError: the folder holds other files, or cannot be written.
        """
        root = Path(path).absolute()
        settings = root / SETTINGS_FILE
        try:
            if root.exists() and not settings.is_file() and (not root.is_dir() or any(root.iterdir())):
                raise CaseError(FOLDER_TAKEN, "there is something else here already", where=str(path))
            for name in ("agreements", "reports", "parties"):
                (root / name).mkdir(parents=True, exist_ok=True)
            if not settings.is_file():
                settings.write_text(_TEMPLATE.format(name=_quoted(root.name)), encoding="utf-8")
        except OSError as error:
            raise CaseError(NOT_WRITABLE, f"the case cannot be made here: {error.strerror}", where=str(path)) from None
        case = cls(root, load_settings(settings))
        _create_ledger(case.ledger)
        return case


def _create_ledger(path: Path) -> None:
    from treuga.ledger import Ledger

    Ledger.create(path).close()


def _quoted(name: str) -> str:
    # A folder may be called "12:30" or "a: b"; single quotes keep any name one plain scalar.
    clean = "".join(c if c.isprintable() else " " for c in name)
    return "'" + clean.replace("'", "''") + "'"


def load_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises:
        CaseError: with ``file:line`` of the first mistake, and what to write instead.
    """
    try:
        if _says_nothing(path):
            return Settings()
        document = yamlio.load(path)
    except yamlio.YamlProblem as problem:
        raise problem.as_error(CaseError, BAD_YAML) from None
    return _Reader(document).settings()


def _says_nothing(path: Path) -> bool:
    # Settings of comments only are settings left at their defaults, and no mapping in YAML's eyes.
    try:
        with path.open(encoding="utf-8") as file:
            return all(not line.strip() or line.lstrip().startswith("#") for line in file)
    except (OSError, UnicodeDecodeError):
        return False  # yamlio says what is wrong, and where


class _Reader:
    """Turns the plain data of a settings file into `Settings`, naming the line of what does not fit."""

    def __init__(self, document: yamlio.YamlDocument) -> None:
        self.document = document

    def settings(self) -> Settings:
        data = self.document.data
        self.only(data, ("name", "processes", "model", "max_file_mb", "outlets"), ())
        return Settings(
            name=self.text(data, "name", ()),
            processes=self.number(data, "processes", default=1, least=1, most=256),
            model=self.model(self.text(data, "model", ())),
            max_file_mb=self.number(data, "max_file_mb", default=50, least=1, most=2000),
            outlets=self.outlets(data.get("outlets", {})),
        )

    def model(self, name: str) -> str:
        """A folder is looked for beside the settings file; any other name is that of a package."""
        beside = self.document.path.parent / name
        return str(beside) if name and beside.is_dir() else name

    def outlets(self, data: yamlio.Plain) -> dict[str, Outlet]:
        if data == "":
            return {}
        if not isinstance(data, dict):
            self.wrong(("outlets",), "'outlets' must hold one 'Name of the outlet:' line for each", "Indent them.")
        return {name: self.outlet(name, value) for name, value in data.items()}

    def outlet(self, name: str, data: yamlio.Plain) -> Outlet:
        route = ("outlets", name)
        if not isinstance(data, dict):
            self.wrong(route, f"the outlet '{name}' must have 'grade:' or 'owner:' below it", "Write 'grade: C3'.")
        self.only(data, ("grade", "owner"), route)
        grade = self.text(data, "grade", route).upper()
        if grade and not _GRADE.match(grade):
            self.wrong((*route, "grade"), f"'{grade}' is no Admiralty grade", "Write a letter A-F and a figure 1-6.")
        return Outlet(grade=grade, owner=self.text(data, "owner", route))

    def only(self, data: dict[str, yamlio.Plain], known: tuple[str, ...], route: yamlio.Route) -> None:
        for key in data:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                advice = f"Did you mean '{near[0]}'?" if near else f"The settings are: {', '.join(known)}."
                raise CaseError(
                    UNKNOWN_SETTING,
                    f"there is no setting '{key}'",
                    where=self.document.where((*route, key)),
                    remedy=advice,
                )

    def text(self, data: dict[str, yamlio.Plain], key: str, route: yamlio.Route) -> str:
        value = data.get(key, "")
        if not isinstance(value, str):
            self.wrong((*route, key), f"'{key}' must be text on one line", f"Write '{key}: some text'.")
        return value.strip()

    def number(self, data: dict[str, yamlio.Plain], key: str, *, default: int, least: int, most: int) -> int:
        value = self.text(data, key, ())
        if not value:
            return default
        if not (value.isascii() and value.isdigit() and len(value) < 9 and least <= int(value) <= most):
            self.wrong((key,), f"'{key}' cannot be '{value}'", f"Write a whole number from {least} to {most}.")
        return int(value)

    def wrong(self, route: yamlio.Route, message: str, remedy: str) -> NoReturn:
        raise CaseError(BAD_SETTING, message, where=self.document.where(route), remedy=remedy)
