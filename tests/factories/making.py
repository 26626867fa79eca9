"""What makers have in common: numbers and names, and that they note no references."""

from functools import wraps
from itertools import count

from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
)

numbers = count(1)


def names(kind: str, n: int) -> dict:
    return {
        "slug": f"{kind}-{n}",
        "name_en": f"{kind.title()} {n}",
        "name_zh_hans": f"名称{n}",
        "summary_en": f"About {kind} {n}.",
        "summary_zh_hans": f"简介{n}。",
    }


def maker(make):
    """Let a maker note nowhere what its records refer to.

    To note it takes three times as long as to make it, and it is asked for only where staff
    delete; what the desk and the pack save is noted.
    """

    @wraps(make)
    def made(*args, **fields):
        if getattr(reference_index_auto_update_disabled, "value", False):
            return make(*args, **fields)
        with disable_reference_index_auto_update():
            return make(*args, **fields)

    return made
