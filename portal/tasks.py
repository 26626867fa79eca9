"""Every task of this app, so that Celery finds it."""

from portal.accounts.tasks import forget_sessions
from portal.duties.tasks import ask
from portal.exchange.tasks import forget as forget_imports
from portal.exchange.tasks import work
from portal.facts.tasks import note_changes
from portal.feedback.tasks import forget as forget_remarks
from portal.links.tasks import check_due, collect_all, collect_new
from portal.outbox.tasks import call_workers, deliver_due, erase_bodies, release_abandoned
from portal.pages.tasks import count_lists, forget_missed, tick
from portal.publishing.tasks import apply_schedule, remind, repair_version
from portal.subscriptions.tasks import forget_unconfirmed
from portal.watches.tasks import forget, tell

__all__ = [
    "apply_schedule",
    "ask",
    "call_workers",
    "check_due",
    "collect_all",
    "collect_new",
    "count_lists",
    "deliver_due",
    "erase_bodies",
    "forget",
    "forget_imports",
    "forget_missed",
    "forget_remarks",
    "forget_sessions",
    "forget_unconfirmed",
    "note_changes",
    "release_abandoned",
    "remind",
    "repair_version",
    "tell",
    "tick",
    "work",
]
