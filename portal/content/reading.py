"""From YAML files to records, with a fault for whatever is no list of records."""

from pathlib import Path

import yaml

from portal.content.records import KINDS, Kind
from portal.content.spots import Spot


class _Loader(yaml.CSafeLoader):
    """Reads YAML as usual, but a field that stands twice is an error."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for name, _value in node.value:
            if name.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{name.value} stands twice", name.start_mark
                )
            seen.add(name.value)
        return super().construct_mapping(node, deep)


def read(folder: Path, spot: Spot) -> list[tuple[Kind, str, dict]]:
    """Return every record with its kind and its file, in the order of KINDS."""
    records = []
    known = {}
    for kind in KINDS:
        for path in _files(folder, kind):
            known[path] = kind
            name = str(path.relative_to(folder))
            for record in _records(path, kind, spot.in_file(name)):
                records.append((kind, name, record))
    if not known:
        spot.in_file(str(folder)).fault("holds no file of the content pack")
    for path in sorted(folder.rglob("*.yaml")):
        if path not in known:
            spot.in_file(str(path.relative_to(folder))).fault("is not a file of the pack")
    return records


def _files(folder: Path, kind: Kind) -> list[Path]:
    return [
        path
        for path in (folder / f"{kind.file}.yaml", *sorted((folder / kind.file).glob("*.yaml")))
        if path.is_file()
    ]


def _records(path: Path, kind: Kind, spot: Spot) -> list[dict]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 (a safe one)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        spot.fault(f"cannot be read: {' '.join(str(error).split())}")
        return []
    if path.stem != kind.file:  # a folder of the kind: one record a file
        content = [content]
    if not isinstance(content, list):
        spot.fault("must be a list of records")
        return []
    records = [record for record in content if isinstance(record, dict)]
    if len(records) < len(content):
        spot.fault("holds something that is not a record with named fields")
    return records
