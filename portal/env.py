"""Typed access to the environment. A missing or malformed value stops the start."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """Read a string, or the content of the file that NAME_FILE points at.

    Raises ImproperlyConfigured when the value is absent or empty and there is no default.
    """
    value = os.environ.get(name, default)
    if path := os.environ.get(f"{name}_FILE"):
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from error
    if not value and default is None:
        raise ImproperlyConfigured(f"{name} is not set")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Read true or false."""
    value = text(name, str(default)).lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
    return value == "true"


def one_of(name: str, default: str, *, choices: tuple[str, ...]) -> str:
    """Read one of a few words."""
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}")
    return value


def number(name: str, default: int) -> int:
    """Read a whole number that is not negative."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Read a list whose items are separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def url(name: str, default: str | None = None, *, schemes: tuple[str, ...]) -> str:
    """Read an address that begins with one of the schemes."""
    value = text(name, default)
    if urlsplit(value).scheme not in schemes:
        allowed = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} must begin with one of {allowed}")
    return value


def tiles(name: str) -> str:
    """Read the address of a map's tiles: one host, a place for each number; empty for none."""
    value = url(name, "", schemes=("https", ""))
    if value and sorted(re.findall(r"\{([^}]*)\}", value)) != ["x", "y", "z"]:
        raise ImproperlyConfigured(
            f"{name} must hold {{z}}, {{x}} and {{y}} once each and no other braces; {{s}}, "
            "several hosts by turns, is not needed any more: name one of them"
        )
    return value
