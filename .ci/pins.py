"""`make pins`: write requirements.txt and requirements-dev.txt from pyproject.toml.

They name the newest releases that fit the oldest Python we support, whatever Python
runs this. Uses the standard library and pip only.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

OLDEST = "3.11.0"
ROOT = Path(__file__).resolve().parent.parent
SERVER = "# Everything a server needs, pinned; written by `make pins` from pyproject.toml.\n"
DEV = (
    "# What local runs, tests and checks need besides; written by `make pins`.\n"
    "-r requirements.txt\n"
)


def resolve(wanted: list[str]) -> list[str]:
    """Return everything that is needed for what is wanted, as name==version."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            sys.executable, "-m", "pip", "install", "--quiet", "--dry-run",
            "--ignore-installed", "--python-version", OLDEST, "--only-binary", ":all:",
            "--target", folder,
            "--report", str(report), *wanted,
        ]  # fmt: skip
        subprocess.run(command, check=True)  # noqa: S603
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    pins = (f"{each['metadata']['name']}=={each['metadata']['version']}" for each in found)
    return sorted(pins, key=str.lower)


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    server = resolve(project["dependencies"])
    everything = resolve([*server, *project["optional-dependencies"]["dev"]])
    extra = [pin for pin in everything if pin not in server]
    for name, head, pins in (
        ("requirements.txt", SERVER, server),
        ("requirements-dev.txt", DEV, extra),
    ):
        text = head + "".join(f"{pin}\n" for pin in pins)
        (ROOT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
