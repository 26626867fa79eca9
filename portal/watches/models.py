"""Who wants to hear when what one page says changes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.fields import email_key
from portal.publishing.history import MeaningChange
from portal.search.models import SearchEntry
from portal.subscriptions.models import UNCONFIRMED_KEPT, Subscription

Rhythm = Subscription.Rhythm


class PageWatchQuerySet(models.QuerySet):
    def confirmed(self):
        """Those whose mailbox has answered: nobody else is written to."""
        return self.filter(confirmed_at__isnull=False)

    def of_person(self, email: str):
        """Those of one mailbox, however its address is typed."""
        return self.filter(email_key=email_key(models.Value(email)))

    def outlived(self):
        """Those that were asked for and never confirmed."""
        limit = timezone.now() - UNCONFIRMED_KEPT
        return self.filter(confirmed_at__isnull=True, asked_at__lt=limit)

    def due(self, *, weekly_until):
        """Those whose page is public and has changed since they were told.

        Who hears once a week is due for what had changed when the weekly letters went.
        """
        page = {"kind": OuterRef("kind"), "object_pk": OuterRef("object_pk")}
        changes = MeaningChange.objects.filter(**page, version__gt=OuterRef("told_version"))
        return (
            self.confirmed()
            .filter(Exists(SearchEntry.objects.filter(**page)))
            .filter(
                Q(Exists(changes), rhythm=Rhythm.AT_ONCE)
                | Q(Exists(changes.filter(at__lte=weekly_until)), rhythm=Rhythm.WEEKLY)
            )
        )


class PageWatch(models.Model):
    """One mailbox's wish to hear of one page. It ends by one button in every mail."""

    email = models.EmailField(_("e-mail"))
    email_key = models.GeneratedField(
        expression=email_key(F("email")),
        output_field=models.CharField(max_length=254),
        db_persist=True,
        editable=False,
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # The page, as the search index and the history of changes know it.
    kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField()
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices)
    # The key to this wish: it stands in the person's mailbox and nowhere else.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    # What the page meant when the mailbox was last told, or when it confirmed.
    told_version = models.PositiveIntegerField(default=0)

    objects = PageWatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email_key", "kind", "object_pk"], name="one_watch_a_mailbox_and_page"
            )
        ]
        indexes = [models.Index(fields=["kind", "object_pk"], name="watch_of_page")]

    def __str__(self):
        return f"{self.email} · {self.kind}/{self.object_pk}"

    @property
    def mail_key(self) -> str:
        """What the keys of its mails begin with."""
        return f"watch:{self.pk}"

    @property
    def confirmation_url(self) -> str:
        return reverse("watches:confirmation", kwargs={"token": self.token})

    @property
    def end_url(self) -> str:
        return reverse("watches:end", kwargs={"token": self.token})
