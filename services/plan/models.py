"""What is kept of plans, and only where somebody asks for it: reminders, and a sealed copy."""

import base64
import datetime as dt
import hashlib
import json

from cryptography.fernet import Fernet
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.outbox.models import Message
from portal.subscriptions.wishes import Wish, WishQuerySet
from services.plan.answers import Answers

# A sealed copy that nobody opens goes after this time.
UNTOUCHED_KEPT = dt.timedelta(days=365)


class RemindersQuerySet(WishQuerySet):
    """Questions about who is to be reminded."""

    def to_look_at(self, today: dt.date):
        """Those that nobody has looked at today."""
        return self.confirmed().filter(is_spent=False, looked_on__lt=today)

    def spent(self):
        """Those whose last reminder has been written."""
        return self.filter(is_spent=True)


class Reminders(Wish):
    """One mailbox's wish to be reminded of the days of a plan.

    An address, days and choices. It goes when the last reminder has gone out.
    """

    namespace = "plan:reminders"
    word = "plan"

    # As an address has them (Answers.query), without lines of one's own.
    answers = models.TextField(_("days and choices"))
    # The day of each line as its reader knows it, and the period that it came from.
    told = models.JSONField(default=dict)
    # Up to this day everything has been told.
    looked_on = models.DateField(null=True)
    is_spent = models.BooleanField(default=False)

    objects = RemindersQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminders of a plan")
        verbose_name_plural = _("reminders of plans")
        indexes = [models.Index(fields=["looked_on"], name="reminders_to_look_at")]

    def __str__(self):
        return self.email

    @property
    def plan(self) -> Answers:
        """What is told of the move."""
        return Answers.read(self.answers)

    @property
    def letters(self) -> models.QuerySet:
        """Every letter that was written for it."""
        return Message.objects.filter(key__startswith=f"{self.mail_key}:")


class SealedPlan(models.Model):
    """A plan for another device: only the key in its link opens it.

    The key is not kept, so nobody who reads this table learns anything of anybody.
    """

    # What the key is found by; it does not lead back to the key.
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    touched_on = models.DateField(default=timezone.localdate, db_index=True)

    class Meta:
        verbose_name = _("plan behind a link")
        verbose_name_plural = _("plans behind links")

    def __str__(self):
        return self.digest[:8]

    @staticmethod
    def digest_of(key: str) -> str:
        """Return what a key is found by."""
        return hashlib.sha256(f"find {key}".encode()).hexdigest()

    def seal(self, key: str, *, answers: Answers, told: dict) -> None:
        """Keep the answers, and what its reader knows, so that only the key opens them."""
        text = json.dumps({"answers": answers.query(), "told": told})
        self.sealed = _lock(key).encrypt(text.encode()).decode()

    def opened(self, key: str) -> tuple[Answers, dict]:
        """Return the answers, and what its reader knows of their days."""
        kept = json.loads(_lock(key).decrypt(self.sealed.encode()))
        return Answers.read(kept["answers"]), kept["told"]


def _lock(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"open {key}".encode()).digest()))
