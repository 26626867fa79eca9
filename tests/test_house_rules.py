"""The rules of the house that a machine can check (docs/structure.md has the reasons)."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
APPS = ("portal", "communities", "services")
WRITES = {"save", "create", "update", "delete", "bulk_create", "atomic", "update_or_create"}
OWN_TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# A mail program fetches no style sheet: the layout of all mails brings its own.
MAILS = ROOT / "templates/layouts/mail.html"
PAGES = [path for path in OWN_TEMPLATES if path != MAILS]
OWN_STYLES = [
    path
    for path in sorted((ROOT / "portal/static/portal").rglob("*.css"))
    if "vendor" not in path.parts
]


def rooms(*names: str) -> list[Path]:
    """Every file of these names in the feature packages."""
    return sorted(
        path
        for app in APPS
        for name in names
        for pattern in (f"*/{name}.py", f"*/{name}/*.py")
        for path in (ROOT / app).glob(pattern)
    )


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def test_packages_only_know_what_lies_below_them():
    """Asked of a process of its own: it sets logging anew, for every test after it."""
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", lint, "--no-cache"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("path", rooms("views"), ids=relative)
def test_views_never_write(path):
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    written = {c.func.attr for c in calls if isinstance(c.func, ast.Attribute)} & WRITES

    assert written == set()


@pytest.mark.parametrize("path", rooms("actions"), ids=relative)
def test_actions_say_what_they_do_and_name_their_arguments(path):
    for action in functions(path):
        if action.name.startswith("_"):
            continue
        assert len(action.args.args) <= 1, f"{action.name}: name all but the first argument"
        assert ast.get_docstring(action), f"{action.name} has no docstring"
        assert action.returns is not None, f"{action.name} does not say what it returns"


@pytest.mark.parametrize("path", rooms("models", "actions", "mails"), ids=relative)
def test_nouns_and_verbs_know_nothing_of_http(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}

    assert {
        m for m in modules if re.match(r"django\.(http|shortcuts|views|contrib\.messages)", m)
    } == set()


@pytest.mark.parametrize("app", APPS)
def test_every_table_is_named_in_the_index_of_its_app(app):
    """A models.py that no index imports would silently lose its tables."""
    index = ast.parse((ROOT / app / "models.py").read_text(encoding="utf-8"))
    imported = {node.module for node in index.body if isinstance(node, ast.ImportFrom)}
    for pattern in ("*/models.py", "*/models/*.py"):
        for path in (ROOT / app).glob(pattern):
            importlib.import_module(relative(path)[:-3].replace("/", "."))

    with_tables = {model.__module__ for model in apps.get_app_config(app).get_models()}

    assert with_tables == imported


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_templates_hold_no_style_script_or_handler_of_their_own(path):
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", source) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)", source) == []


@pytest.mark.parametrize("path", OWN_TEMPLATES, ids=relative)
def test_pages_load_nothing_from_another_host(path):
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"<(?:script|img|iframe|source)[^>]*\ssrc=\"(?:https?:)?//", source) == []
    assert re.findall(r"<link[^>]*rel=\"stylesheet\"[^>]*href=\"(?:https?:)?//", source) == []


@pytest.mark.parametrize("path", OWN_STYLES, ids=relative)
def test_styles_need_no_important_and_fetch_nothing_elsewhere(path):
    source = path.read_text(encoding="utf-8")

    assert "!important" not in source
    assert re.findall(r"url\(\s*[\"']?(?:https?:)?//", source) == []
