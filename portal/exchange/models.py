"""An import on its way: the file until it is done, what was found in it, what came of it."""

import datetime as dt

from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

# An upload that nobody decides on is forgotten.
OPEN_FOR = dt.timedelta(hours=24)
# How long a whole import can be undone.
UNDO_FOR = dt.timedelta(days=30)


class ImportQuerySet(models.QuerySet):
    def of(self, user, kind: str):
        """The imports of a kind that somebody made: nobody else sees them."""
        return self.filter(by=user, kind=kind)

    def to_do(self):
        """Those that a worker has something to do for, the first that asked first."""
        return self.filter(state__in=self.model.WORK).order_by("pk")

    def outlived(self):
        """Those that nobody decided on in time, and those that can no longer be undone."""
        now = timezone.now()
        done = models.Q(state__in=self.model.DONE)
        return self.filter(
            done & models.Q(asked_at__lt=now - UNDO_FOR)
            | ~done & models.Q(asked_at__lt=now - OPEN_FOR)
        )


class Import(models.Model):
    """A file that somebody has uploaded, to change many records at once."""

    class State(models.TextChoices):
        CHECKING = "checking", pgettext_lazy("import", "being checked")
        FAULTY = "faulty", pgettext_lazy("import", "has faults")
        READY = "ready", pgettext_lazy("import", "ready")
        APPLYING = "applying", pgettext_lazy("import", "being carried out")
        APPLIED = "applied", pgettext_lazy("import", "carried out")
        UNDOING = "undoing", pgettext_lazy("import", "being undone")
        UNDONE = "undone", pgettext_lazy("import", "undone")
        FAILED = "failed", pgettext_lazy("import", "stopped")

    WORK = (State.CHECKING, State.APPLYING, State.UNDOING)
    DONE = (State.APPLIED, State.UNDONE)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    # The language in which faults and changes are told.
    language = models.CharField(max_length=10)
    filename = models.CharField(max_length=200)
    file = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    # What it was doing when it stopped, so that this can be started again.
    stopped_at = models.CharField(max_length=10, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # What the check has found (portal/exchange/checking.py), as it is shown.
    found = models.JSONField(default=dict)
    # What the person has decided: whether to publish, and what the change means.
    decided = models.JSONField(default=dict)
    # Names of what an undo had to leave as it is.
    left = models.JSONField(default=list)
    asked_at = models.DateTimeField(default=timezone.now)

    objects = ImportQuerySet.as_manager()
    # What part of the whole work is at hand, in hundredths.
    stretch = (0, 100)

    class Meta:
        verbose_name = pgettext_lazy("file", "import")
        verbose_name_plural = pgettext_lazy("file", "imports")
        indexes = [models.Index(fields=["by", "kind"], name="import_by_person_and_kind")]

    def __str__(self):
        return f"{self.filename} · {self.get_state_display()}"

    @property
    def is_at_work(self) -> bool:
        return self.state in self.WORK

    @property
    def is_done(self) -> bool:
        return self.state in self.DONE

    def note_progress(self, done: int, total: int) -> None:
        """Let the page know how far the work is. Kept beside the row, since the work's own
        transaction shows nothing before it ends."""
        begins, ends = self.stretch
        percent = begins + (ends - begins) * done // max(total, 1)
        cache.set(f"import:{self.pk}:{self.state}", percent, 600)

    def progress(self) -> int:
        """Return how many hundredths of the work are done."""
        return cache.get(f"import:{self.pk}:{self.state}", 0)


class ImportedRow(models.Model):
    """What an import did to one record: enough to undo it."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    object_pk = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200)
    # Keys of versions; without one before, the record is new.
    before = models.PositiveBigIntegerField(null=True)
    after = models.PositiveBigIntegerField()
    was_draft = models.BooleanField(default=False)
    published = models.BooleanField(default=False)

    def __str__(self):
        return self.name
