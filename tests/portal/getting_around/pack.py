"""The real network of the content pack, without a database."""

from functools import cache
from pathlib import Path

import yaml

from portal.content.loader import PACK
from portal.getting_around.network import Network
from portal.places.models import MetroLine, MetroStation

HERE = Path(__file__).parent


def records(path: Path) -> list[dict]:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def network() -> Network:
    """The lines, stations and ways to change as the content pack states them."""
    lines = [
        MetroLine(pk=n, **line)
        for n, line in enumerate(records(PACK / "metro_lines.yaml"), start=1)
    ]
    stations = [
        MetroStation(
            pk=n, **{name: value for name, value in station.items() if name != "lines"}
        )
        for n, station in enumerate(records(PACK / "metro.yaml"), start=1)
    ]
    transfers = [
        {
            "station__slug": each["station"],
            "to_station__slug": each.get("to_station"),
            "from_line__slug": each["from_line"],
            "to_line__slug": each["to_line"],
            "seconds": each["seconds"],
        }
        for each in records(PACK / "metro_transfers.yaml")
    ]
    return Network(lines, stations, transfers)
