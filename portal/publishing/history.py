"""What readers are told of a record's changes, and what staff have said of the next one."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.languages import suffix


class OfThingQuerySet(models.QuerySet):
    def of(self, thing):
        """Those of one record."""
        return self.filter(kind=thing.kind, object_pk=thing.pk)

    def told_after(self, language: str, thing):
        """Changes that one language of a record does not state yet, the first of them first."""
        answered = getattr(thing, f"answered_version_{suffix(language)}")
        return self.filter(version__gt=answered).order_by("version")


class OfThing(models.Model):
    """Belongs to a record of any kind, known as the search index knows it."""

    kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField()
    # What changed, in both languages; nothing where the meaning did not.
    note = models.CharField(_("what has changed"), max_length=300, blank=True)
    stated_in = ArrayField(models.CharField(max_length=10), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = OfThingQuerySet.as_manager()

    class Meta:
        abstract = True


class MeaningChange(OfThing):
    """A change of meaning that became public: one line of the page's public history.

    `version` counts on from 1, which is what the record meant at first.
    """

    version = models.PositiveIntegerField()
    # Its place in the order in which readers are told; portal/watches gives it.
    turn = models.PositiveBigIntegerField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_pk", "version"], name="one_change_a_version"
            )
        ]
        indexes = [models.Index(fields=["at"])]

    def __str__(self):
        return f"{self.kind}/{self.object_pk} · {self.version}"


class MeaningAnswer(OfThing):
    """What staff have answered about a draft; it is used up when the draft is published.

    `about` is the fingerprint of the draft: once its meaning is another, the question is
    open again.
    """

    is_change = models.BooleanField()
    about = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_pk"], name="one_answer_a_record")
        ]

    def __str__(self):
        return f"{self.kind}/{self.object_pk}"
