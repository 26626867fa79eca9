"""Who wants to hear when what one page says changes."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from portal.publishing.history import MeaningChange
from portal.search.models import SearchEntry
from portal.subscriptions.models import Subscription
from portal.subscriptions.wishes import Wish, WishQuerySet

Rhythm = Subscription.Rhythm


class PageWatchQuerySet(WishQuerySet):
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


class PageWatch(Wish):
    """One mailbox's wish to hear of one page. It ends by one button in every mail."""

    namespace = "watches"
    word = "watch"

    # The page, as the search index and the history of changes know it.
    kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField()
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices)
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
