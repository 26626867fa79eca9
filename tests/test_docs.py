"""The documents name what there is, and each of them is found from the README."""

import importlib
import re
import tomllib
from functools import reduce
from pathlib import Path

import pytest

from tests.test_house_rules import APPS, OWN_TEMPLATES, ROOT, relative, sources

README = ROOT / "README.md"
DOCS = [README, *sorted((ROOT / "docs").rglob("*.md"))]
FOLDERS = "portal|communities|services|templates|tests|docs|deploy|locale"
# A kind that nobody has added yet (docs/add-a-kind.md).
IMAGINED = "museums"
# Packages that Django asks for by these names.
NO_FEATURES = {"formats", "management", "migrations", "templatetags"}


def named_files(path: Path, pattern: str) -> set[str]:
    """Every file of the portal that a text names by its path."""
    text = path.read_text(encoding="utf-8")
    return set(re.findall(rf"(?<![\w/.-])((?:{FOLDERS})/{pattern})", text))


def test_every_file_that_the_documents_name_is_there():
    # A decision is known by its number: docs/decisions/0032.
    missing = {
        (relative(path), name)
        for path in DOCS
        for name in named_files(path, r"[\w/.-]*\w")
        if IMAGINED not in name
        and not (ROOT / name).exists()
        and not ("/decisions/" in name and list(ROOT.glob(f"{name}-*")))
    }

    assert missing == set()


def test_every_file_that_code_and_templates_speak_of_is_there():
    missing = {
        (relative(path), name)
        for path in [*sources(), *OWN_TEMPLATES]
        for name in named_files(path, r"[\w/-]+\.(?:py|md)\b")
        if not (ROOT / name).exists()
    }

    assert missing == set()


@pytest.mark.parametrize("path", DOCS, ids=relative)
def test_every_name_in_the_code_that_a_document_tells_is_there(path):
    names = re.findall(rf"`((?:{'|'.join(APPS)})(?:\.\w+)+)`", path.read_text(encoding="utf-8"))

    assert [name for name in names if not is_there(name)] == []


def is_there(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            module = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        try:
            reduce(getattr, parts[length:], module)
        except AttributeError:
            return False
        return True
    return False


def links(path: Path) -> set[Path]:
    """Where the links of a document lead within the portal."""
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    return {(path.parent / each).resolve() for each in targets if "://" not in each}


def test_every_document_is_found_from_the_readme():
    found, new = set(), {README}
    while new:
        found |= new
        new = {
            target / "README.md" if target.is_dir() else target
            for path in new
            for target in links(path)
            if target.suffix == ".md" or (target / "README.md").is_file()
        } - found

    assert [relative(path) for path in found if not path.is_file()] == []
    assert {relative(path) for path in set(DOCS) - found} == set()


def test_every_decision_has_a_number_of_its_own_and_stands_in_their_list():
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| \[(.+)\]\((.+)\) \|$", listed, re.M)

    written = []
    for path in sorted((ROOT / "docs/decisions").glob("0*.md")):
        heading = path.read_text(encoding="utf-8").splitlines()[0]
        number, _dot, title = heading.removeprefix("# ").partition(". ")
        assert path.name.startswith(f"{int(number):04}-")
        written.append((number, title, path.name))

    assert rows == written
    assert len({number for number, _title, _name in written}) == len(written)


def test_the_storeys_are_told_as_they_are_kept():
    plan = (ROOT / "docs/structure.md").read_text(encoding="utf-8")
    told = re.search(r"## Storeys.*?```text\n(.*?)```", plan, re.S)[1]
    # What stands in brackets or after a gap is told of a storey, and a line may go on below.
    lines = re.sub(r"\n\s+·", " ·", re.sub(r"\([^)]*\)", "", told)).splitlines()
    storeys = [re.findall(r"portal\.\w+|services|communities", line) for line in lines]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (kept,) = (
        contract["layers"]
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["name"].startswith("Storeys")
    )

    assert [sorted(each) for each in storeys if each] == [
        sorted(layer.split(" | ")) for layer in kept
    ]


@pytest.mark.parametrize("app", APPS)
def test_every_package_stands_in_the_plan_of_the_house(app):
    plan = (ROOT / "docs/structure.md").read_text(encoding="utf-8")
    own = re.search(rf"^{app}/(.*?)^\S", plan, re.M | re.S)[1]
    packages = {path.parent.name for path in (ROOT / app).glob("*/__init__.py")}

    assert packages - set(re.findall(r"(\w+)/", own)) == NO_FEATURES & packages


def test_every_pinned_package_stands_in_the_list_of_licences():
    pinned = {
        line.partition("==")[0]
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    rows = re.findall(
        r"^\| [^|]+ \| ([^|]+) \|$", (ROOT / "docs/licences.md").read_text("utf-8"), re.M
    )
    without_remarks = re.sub(r" \([^)]*\)", "", ", ".join(rows))

    assert set(without_remarks.split(", ")) - {"packages"} == pinned
