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
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40
WRITES = {"save", "create", "update", "delete", "bulk_create", "atomic", "update_or_create"}
OWN_TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# A mail program fetches no style sheet: the layout of all mails brings its own.
MAILS = ROOT / "templates/layouts/mail.html"
PAGES = [path for path in OWN_TEMPLATES if path != MAILS]


def own(folder: str, pattern: str) -> list[Path]:
    """Every file below a folder that nobody else has written."""
    files = (path for path in (ROOT / folder).rglob(pattern) if path.is_file())
    return sorted(path for path in files if "vendor" not in path.parts)


OWN_STYLES = own("portal/static/portal", "*.css")


def rooms(*names: str) -> list[Path]:
    """Every file of these names in the feature packages."""
    return sorted(
        path
        for app in APPS
        for name in names
        for pattern in (f"*/{name}.py", f"*/{name}/*.py")
        for path in (ROOT / app).glob(pattern)
    )


def sources() -> list[Path]:
    """Every module that somebody has written by hand."""
    modules = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return sorted(path for path in modules if "migrations" not in path.parts)


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


def test_a_file_and_a_function_can_be_taken_in_at_a_time():
    long_files, long_functions = [], []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > MOST_LINES:
            long_files.append(relative(path))
        module = ast.parse(text).body
        methods = (
            each for node in module if isinstance(node, ast.ClassDef) for each in node.body
        )
        long_functions += [
            f"{relative(path)}: {node.name}"
            for node in (*module, *methods)
            if isinstance(node, ast.FunctionDef)
            and node.end_lineno - node.lineno >= MOST_LINES_OF_A_FUNCTION
        ]

    assert long_files == []
    assert long_functions == []


def test_a_file_is_named_by_what_it_holds():
    vague = {"utils", "util", "helpers", "managers", "signals", "common", "misc"}

    assert [relative(path) for path in sources() if path.stem in vague] == []


def test_only_tasks_and_what_runs_them_know_celery():
    """So that what happens in the background can be read, and tested, without a worker."""
    knows = {
        relative(path)
        for path in sources()
        if path.name != "tasks.py"
        and re.search(r"^(?:from|import) (?:celery|portal\.celery)\b", path.read_text(), re.M)
    }

    assert knows == {
        "portal/__init__.py", "portal/celery.py", "portal/clock.py", "portal/pages/health.py",
    }  # fmt: skip


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


def test_templates_are_written_as_djade_writes_them():
    command = [Path(sys.executable).with_name("djade"), "--check", "--target-version", "5.2"]
    answer = subprocess.run(
        [*command, *map(relative, OWN_TEMPLATES)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert answer.returncode == 0, answer.stderr


def found(pattern: str, paths: list[Path]) -> dict[str, list[str]]:
    """What of a pattern stands in which of the files."""
    by_file = {relative(path): re.findall(pattern, path.read_text("utf-8")) for path in paths}
    return {name: findings for name, findings in by_file.items() if findings}


def test_templates_hold_no_style_script_or_handler_of_their_own():
    script = r"<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)"

    assert found(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", PAGES) == {}
    assert found(script, PAGES) == {}


def test_pages_load_nothing_from_another_host():
    sheet = r"<link[^>]*rel=\"stylesheet\"[^>]*href=\"(?:https?:)?//"

    assert (
        found(r"<(?:script|img|iframe|source)[^>]*\ssrc=\"(?:https?:)?//", OWN_TEMPLATES) == {}
    )
    assert found(sheet, OWN_TEMPLATES) == {}


def test_styles_need_no_important_and_fetch_nothing_elsewhere():
    assert found(r"!important", OWN_STYLES) == {}
    assert found(r"url\(\s*[\"']?(?:https?:)?//", OWN_STYLES) == {}


def all_that_is_written() -> str:
    """Every template, script and module, in one text."""
    scripts = (path for name in ("portal/static", "templates") for path in own(name, "*.js"))
    return "".join(
        path.read_text(encoding="utf-8") for path in [*OWN_TEMPLATES, *scripts, *sources()]
    )


def test_every_class_of_the_styles_is_used():
    """But for those that Leaflet, Django and Wagtail write into pages themselves."""
    styles = [*OWN_STYLES, ROOT / "portal/static/desk/desk.css"]
    rules = "".join(path.read_text(encoding="utf-8") for path in styles)
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)|\{[^{}]*\}", "", rules, flags=re.S)
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", rules))
    written = all_that_is_written()
    used = set(re.findall(r"[\w-]+", written))
    # What a template fills in: class="notice--{{ tone }}".
    begun = set(re.findall(r"([\w-]+--)[{]", written))

    unused = {name for name in styled - used if f"{name.partition('--')[0]}--" not in begun}

    assert {name for name in unused if not name.startswith(("leaflet-", "w-"))} == set()


def test_every_static_file_is_asked_for():
    styles = "".join(path.read_text(encoding="utf-8") for path in OWN_STYLES)
    asked = all_that_is_written() + styles

    # A picture in several sizes is named with a gap: icon-{size}.png.
    unasked = [
        relative(path)
        for path in own("portal/static", "*.*")
        if path.name not in asked and re.sub(r"\d+", "{size}", path.name) not in asked
    ]
    assert unasked == []
