"""YAML that cannot surprise: every scalar is a string, every value knows its line.

Tags, anchors, aliases, merge keys, duplicate keys and several documents are refused, because each of them lets a file
say something that its reader does not see (``NO`` as False, ``12:30`` as 750, a key given twice).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from treuga.errors import TreugaError

Plain = str | list["Plain"] | dict[str, "Plain"]
Route = tuple[str | int, ...]

#: A file above this size is no hand-written YAML, and deep nesting could exhaust the stack.
MAX_BYTES = 2_000_000
MAX_DEPTH = 40

# libyaml is a dozen times faster; PyYAML built without it still reads the same files.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """Plain data (strings, lists, dicts) and the line of each value, by its route from the root.

    ``lines[("commitments", 0, "debtor")]`` is the 1-based line of that value; ``lines[()]`` of the document.
    """

    path: Path
    data: dict[str, Plain]
    lines: dict[Route, int] = field(default_factory=dict)

    def where(self, route: Route) -> str:
        """``file:line`` of the value at ``route``, or of its nearest parent that has one."""
        while route and route not in self.lines:
            route = route[:-1]
        return f"{self.path}:{self.lines.get(route, 1)}"


class YamlProblem(Exception):
    """What is wrong with a YAML file, and on which line; rooms turn it into an error of their own branch."""

    def __init__(self, message: str, where: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.where, self.remedy = message, where, remedy

    def as_error(self, kind: type[TreugaError], code: str) -> TreugaError:
        """The same as an error of the given class and code."""
        return kind(code, self.message, where=self.where, remedy=self.remedy)


def load(path: Path, text: str | None = None) -> YamlDocument:
    """Read one YAML mapping.

    Args:
        path: the file; only named in messages where ``text`` is given.
        text: the content, where it is not to be read from ``path``.

    Raises:
        YamlProblem: not UTF-8, too large, not a mapping, or one of the refused features.
    """
    source = _read(path) if text is None else text
    try:
        _refuse_features(path, source)
        node = yaml.compose(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlProblem(
            f"this is not valid YAML: {error.problem or error.context}",
            f"{path}:{mark.line + 1 if mark else 1}",
            "Check the indentation, and put quotation marks around text that holds ': ' or ' #'.",
        ) from None
    except yaml.YAMLError as error:
        raise YamlProblem(
            f"this is not valid YAML: {error}", f"{path}:1", "Remove characters that are not text."
        ) from None
    if not isinstance(node, MappingNode):
        raise YamlProblem("the file does not begin with 'key: value' lines", f"{path}:1", "Start it with 'id: ...'.")
    lines: dict[Route, int] = {}
    data = _plain(path, node, (), lines)
    assert isinstance(data, dict)
    return YamlDocument(path, data, lines)


def _read(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise YamlProblem(f"the file cannot be opened: {error.strerror}", str(path), "Check the path.") from None
    if len(raw) > MAX_BYTES:
        raise YamlProblem(f"the file has {len(raw):,} bytes", str(path), f"Keep it under {MAX_BYTES:,} bytes.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise YamlProblem("the file is not UTF-8 text", f"{path}:{line}", "Save it with the encoding UTF-8.") from None


def _refuse_features(path: Path, source: str) -> None:
    depth = documents = 0
    for event in yaml.parse(source, Loader=_LOADER):
        where = f"{path}:{(event.start_mark.line if event.start_mark else 0) + 1}"
        if isinstance(event, yaml.AliasEvent):
            raise YamlProblem(
                f"the alias '*{event.anchor}' is not allowed", where, "Write the value out where it is meant."
            )
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            if event.anchor:
                raise YamlProblem(
                    f"the anchor '&{event.anchor}' is not allowed", where, "Remove it and write values out."
                )
            if event.tag:
                raise YamlProblem(f"the tag '{event.tag}' is not allowed", where, "Remove it; all values are text.")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlProblem("a second document begins here", where, "Put it into a file of its own.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise YamlProblem(f"values are nested more than {MAX_DEPTH} deep", where, "Flatten the file.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _plain(path: Path, node: Node, route: Route, lines: dict[Route, int]) -> Plain:
    lines[route] = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return [_plain(path, child, (*route, i), lines) for i, child in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    out: dict[str, Plain] = {}
    for key, child in _pairs(path, node):
        out[key] = _plain(path, child, (*route, key), lines)
    return out


def _pairs(path: Path, node: MappingNode) -> Iterator[tuple[str, Node]]:
    seen: dict[str, int] = {}
    for key_node, child in node.value:
        where = f"{path}:{key_node.start_mark.line + 1}"
        if not isinstance(key_node, ScalarNode):
            raise YamlProblem("a key is not plain text", where, "Use a word as the key.")
        key = str(key_node.value)
        if key == "<<":
            raise YamlProblem("merge keys ('<<') are not allowed", where, "Write the values out.")
        if key in seen:
            raise YamlProblem(f"the key '{key}' was given before, on line {seen[key]}", where, "Keep one of the two.")
        seen[key] = key_node.start_mark.line + 1
        yield key, child
