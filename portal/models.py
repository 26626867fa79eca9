"""Every table of this app, so that Django finds it."""

from portal.accounts.models import Duty, User
from portal.addresses.models import FormerAddress, Successor
from portal.content.models import ContentRecord
from portal.exchange.models import Import, ImportedRow
from portal.facts.models import Fact, FactChange, FactValue
from portal.outbox.models import Message
from portal.places.models.metro import MetroLine, MetroStation, MetroTransfer
from portal.publishing.content import ContentChange
from portal.publishing.history import MeaningAnswer, MeaningChange
from portal.search.models import (
    MissedSearch,
    SearchAlias,
    SearchEntry,
    SearchSynonym,
    SearchWord,
)
from portal.subscriptions.models import Subscription
from portal.watches.models import PageWatch

__all__ = [
    "ContentChange",
    "ContentRecord",
    "Duty",
    "Fact",
    "FactChange",
    "FactValue",
    "FormerAddress",
    "Import",
    "ImportedRow",
    "MeaningAnswer",
    "MeaningChange",
    "Message",
    "MetroLine",
    "MetroStation",
    "MetroTransfer",
    "MissedSearch",
    "PageWatch",
    "SearchAlias",
    "SearchEntry",
    "SearchSynonym",
    "SearchWord",
    "Subscription",
    "Successor",
    "User",
]
