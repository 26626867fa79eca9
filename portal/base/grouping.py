"""Lists under headings."""

from collections.abc import Iterable

from django.db.models import TextChoices


def by_choice(things: Iterable, field: str, choices: type[TextChoices]) -> list[tuple]:
    """Put things under the choice that each has made, in the order of the choices.

    Returns pairs of a choice (with its `label`) and its things; no empty heading.
    """
    groups = {choice: [] for choice in choices}
    for thing in things:
        groups[getattr(thing, field)].append(thing)
    return [(choice, group) for choice, group in groups.items() if group]
