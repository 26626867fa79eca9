"""`python -m tests.chromium`: see that there is a Chromium, and install one if not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OWN = (sys.executable, "-m", "playwright", "install", "chromium")
# Chinese text needs a font with Chinese in it, or every character is the same box.
DEBIAN = ("chromium", "fonts-noto-cjk")


def find() -> str | None:
    """Return the path of the Chromium of this machine, or of Playwright's own."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main() -> None:
    """Find or install a Chromium, or end with a line that says how to get one."""
    if find() or (_can_use_apt() and _run_apt() and find()):
        return
    print("No Chromium on this machine: fetching Playwright's own …", flush=True)
    subprocess.run(OWN, check=False)
    if not find():
        sys.exit(
            "The browser tests need Chromium, and none could be installed. Install the "
            f"package of your system (Debian: apt-get install {' '.join(DEBIAN)}), or run "
            f"{' '.join(OWN)}, then start again."
        )


def _can_use_apt() -> bool:
    return os.geteuid() == 0 and bool(shutil.which("apt-get"))


def _run_apt() -> bool:
    print(f"No Chromium on this machine: installing {' and '.join(DEBIAN)} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", *DEBIAN])
    return all(
        subprocess.run(
            command, env=environment, stdout=subprocess.DEVNULL, check=False
        ).returncode
        == 0
        for command in commands
    )


if __name__ == "__main__":
    main()
