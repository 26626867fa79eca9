"""Who wants to hear when what one page says changes, or any page of a topic."""

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
        """Those whose page is public and has changed since they were told; so for a topic.

        Who hears once a week is due for what had changed when the weekly letters went.
        """
        page = {"kind": OuterRef("kind"), "object_pk": OuterRef("object_pk")}
        public = SearchEntry.objects.filter(**page)
        of_topic = Exists(public.filter(groups__contains=[OuterRef(OuterRef("group"))]))
        news = MeaningChange.objects.filter(turn__gt=OuterRef("told_turn"))
        due = Q()
        for rhythm, changes in (
            (Rhythm.AT_ONCE, news),
            (Rhythm.WEEKLY, news.filter(at__lte=weekly_until)),
        ):
            of_page = Q(Exists(public), Exists(changes.filter(**page)), group="")
            due |= Q(
                of_page | (Q(Exists(changes.filter(of_topic))) & ~Q(group="")), rhythm=rhythm
            )
        return self.confirmed().filter(due)


class PageWatch(Wish):
    """One mailbox's wish to hear of one page or topic. It ends by one button in every mail."""

    namespace = "watches"
    word = "watch"

    # The page, as the search index and the history of changes know it.
    kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField(null=True)
    # The topic as the groups of search entries name it ("topics/work"); empty for a page.
    group = models.CharField(max_length=60, blank=True)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices)
    # The turn of the newest change that the mailbox was told of, or that there was when it
    # confirmed.
    told_turn = models.PositiveBigIntegerField(default=0)

    objects = PageWatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email_key", "kind", "object_pk", "group"],
                name="one_watch_a_mailbox_and_page",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["kind", "object_pk"], name="watch_of_page")]

    def __str__(self):
        return f"{self.email} · {self.followed}"

    @property
    def followed(self) -> str:
        """Name the page or the topic by one word."""
        return self.group or f"{self.kind}/{self.object_pk}"
