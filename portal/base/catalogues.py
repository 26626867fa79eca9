"""Message catalogues made and compiled in Python: no gettext on the machine.

Python files go through Babel. Templates go through Django's own `templatize`, which
turns everything but the translatable strings into X's and blanks; what is left are
calls of the gettext family, read here with `ast`.
"""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, extract, mofile, pofile
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGE = "zh_Hans"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAG = "Translators:"
_CALL = re.compile(r"\b(_|gettext|ngettext|pgettext|npgettext)\(")
_SOURCES = ("portal", "communities", "services")


def path() -> Path:
    """Return where the catalogue of our own messages lies."""
    return Path(settings.LOCALE_PATHS[0]) / LANGUAGE / "LC_MESSAGES" / "django.po"


def read() -> Catalog:
    """Read the Chinese catalogue as it is."""
    with path().open("rb") as file:
        return pofile.read_po(file, locale=LANGUAGE)


def update() -> Catalog:
    """Extract every message of the code, keep the translations there are, write the file.

    Messages that the code no longer has are dropped; nothing is ever guessed ("fuzzy").
    """
    template = Catalog(charset="utf-8")
    for file, message, comments, context in _messages():
        location = [(file, None)]
        template.add(message, locations=location, auto_comments=comments, context=context)
    catalogue = read() if path().exists() else _new()
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# Simplified Chinese texts of the portal's interface."
    catalogue.fuzzy = False
    write(catalogue)
    return catalogue


def write(catalogue: Catalog) -> None:
    """Write the Chinese catalogue, sorted, so that two people rarely meet on a line."""
    path().parent.mkdir(parents=True, exist_ok=True)
    path().write_bytes(_as_bytes(catalogue))


def untranslated(catalogue: Catalog) -> list:
    """Return the messages that have no Chinese text, or an uncertain one."""
    return [
        message
        for message in catalogue
        if message.id and (message.fuzzy or not all(_strings(message)))
    ]


def compile_all() -> list[Path]:
    """Write the .mo file beside every .po file of ours that is newer; return those."""
    written = []
    for source in _sources():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = pofile.read_po(file, locale=source.parent.parent.name)
        buffer = BytesIO()
        mofile.write_mo(buffer, catalogue)
        target.write_bytes(buffer.getvalue())
        written.append(target)
    return written


def _sources() -> Iterator[Path]:
    """Yield our own catalogue, and those that mend what Wagtail says (locale/wagtail/)."""
    for folder in settings.LOCALE_PATHS:
        yield from sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))


def _new() -> Catalog:
    return Catalog(
        locale=LANGUAGE,
        project="beijing-talent-portal",
        version="0",
        msgid_bugs_address="-",
        last_translator="the maintainers",
        language_team="the maintainers",
        fuzzy=False,
    )


def _strings(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _as_bytes(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    pofile.write_po(
        buffer, catalogue, width=90, sort_output=True, include_lineno=False, omit_header=False
    )
    return buffer.getvalue()


def _messages() -> Iterator[tuple]:
    """Yield (file, message, comments, context) of all code and templates of ours."""
    base = settings.BASE_DIR
    for folder in _SOURCES:
        for file in sorted((base / folder).rglob("*.py")):
            with file.open("rb") as source:
                found = extract.extract(
                    "python", source, keywords=KEYWORDS, comment_tags=[COMMENT_TAG]
                )
                for _line, message, comments, context in found:
                    yield str(file.relative_to(base)), message, comments, context
    for file in sorted((base / "templates").rglob("*.*")):
        for message, context in _in_template(file.read_text(encoding="utf-8"), str(file)):
            yield str(file.relative_to(base)), message, [], context


def _in_template(text: str, origin: str) -> Iterator[tuple]:
    code = templatize(text, origin=origin)
    for match in _CALL.finditer(code):
        call = _first_call(code[match.start() :])
        strings = [node.value for node in call.args if isinstance(node, ast.Constant)]
        context = strings.pop(0) if "pgettext" in match[1] else None
        yield (tuple(strings) if len(strings) == 2 else strings[0]), context


def _first_call(code: str) -> ast.Call:
    """Parse the call that the code begins with, whatever follows it."""
    for end in (match.end() for match in re.finditer(r"\)", code)):
        try:
            return ast.parse(code[:end].strip(), mode="eval").body
        except SyntaxError:
            continue
    raise ValueError(f"Not a whole call: {code[:80]!r}")
