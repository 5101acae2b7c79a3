from __future__ import annotations

from pathlib import Path

from treuga.sources import find_files


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    return path


def test_folders_are_read_recursively_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.md", "sub/deep/noext", "a2/z.htm"):
        touch(tmp_path / name)
    found = [p.relative_to(tmp_path).as_posix() for p in find_files([tmp_path])]
    assert found == ["a.html", "a2/z.htm", "b.txt", "sub/c.md", "sub/deep/noext"]


def test_hidden_files_tables_and_saved_page_folders_are_left_out(tmp_path: Path) -> None:
    for name in (
        ".hidden.txt",
        ".git/x.txt",
        "metadata.csv",
        "facts.json",
        "page.html",
        "page_files/style.css",
        "r_files/r.txt",
    ):
        touch(tmp_path / name)
    assert [p.name for p in find_files([tmp_path])] == ["page.html", "r.txt"]


def test_an_unknown_kind_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    touch(tmp_path / "statement.pdf")
    assert [p.name for p in find_files([tmp_path])] == ["statement.pdf"]


def test_links_in_circles_end(tmp_path: Path) -> None:
    touch(tmp_path / "sub" / "a.txt")
    (tmp_path / "sub" / "again").symlink_to(tmp_path)
    (tmp_path / "sub" / "self").symlink_to(tmp_path / "sub")
    found = find_files([tmp_path])
    assert [p.name for p in found] == ["a.txt"]


def test_each_file_once_and_named_paths_always(tmp_path: Path) -> None:
    a = touch(tmp_path / "a.txt")
    gone = tmp_path / "gone.txt"
    assert find_files([a, tmp_path, gone, str(a)]) == [a, gone]
    assert find_files(["\0bad"]) == [Path("\0bad")]
