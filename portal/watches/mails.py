"""The letters about a page or a topic: is it really you, and what has changed."""

from portal.outbox.queue import Draft
from portal.publishing.history import MeaningChange
from portal.search.models import SearchEntry
from portal.subscriptions.mails import letter
from portal.watches.models import PageWatch
from portal.watches.topics import Topic


def confirmation(watch: PageWatch, page: SearchEntry | Topic) -> Draft:
    """Ask the mailbox whether it wants this. Nothing else is sent before it has answered."""
    key = f"confirmation:{watch.asked_at:%Y%m%dT%H%M%S%f}"
    return letter(watch, "portal/watches/mails/confirmation", key=key, page=page)


def changed(
    watch: PageWatch,
    page: SearchEntry | Topic,
    news: list[tuple[SearchEntry, list[MeaningChange]]],
) -> Draft:
    """Tell of the changes of each page, the newest first; of each change once."""
    key = f"change:{watch.told_turn}"
    return letter(watch, "portal/watches/mails/changed", key=key, page=page, news=news)
