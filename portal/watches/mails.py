"""The letters about one page: is it really you, and what has changed."""

from portal.outbox.queue import Draft
from portal.publishing.history import MeaningChange
from portal.search.models import SearchEntry
from portal.subscriptions.mails import letter
from portal.watches.models import PageWatch


def confirmation(watch: PageWatch, page: SearchEntry) -> Draft:
    """Ask the mailbox whether it wants this. Nothing else is sent before it has answered."""
    key = f"confirmation:{watch.asked_at:%Y%m%dT%H%M%S%f}"
    return letter(watch, "portal/watches/mails/confirmation", key=key, page=page)


def changed(watch: PageWatch, page: SearchEntry, changes: list[MeaningChange]) -> Draft:
    """Tell of the changes of a page, the newest first; of each version once."""
    key = f"version:{changes[0].version}"
    template = "portal/watches/mails/changed"
    return letter(watch, template, key=key, page=page, changes=changes)
