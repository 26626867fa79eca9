"""Who wants to hear of what is new, of which kind, how often, and in which language."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.fields import several
from portal.subscriptions.wishes import Wish, WishQuerySet


class Topic(models.TextChoices):
    """What events are about, and what a reader may want to hear of."""

    SETTLING_IN = "settling_in", _("Settling in")
    CAREER = "career", _("Work and business")
    FAMILY = "family", _("Family and school")
    HEALTH = "health", _("Health")
    CULTURE = "culture", _("Culture")
    LANGUAGE = "language", _("Language exchange")
    OUTDOORS = "outdoors", _("Sport and outdoors")


class SubscriptionQuerySet(WishQuerySet):
    def not_told_since(self, *, now: dt.datetime, weekly: dt.datetime):
        """Those to look at again: told until before now or, if weekly, before that letter."""
        return self.confirmed().filter(
            Q(rhythm=self.model.Rhythm.AT_ONCE, told_until__lt=now)
            | Q(rhythm=self.model.Rhythm.WEEKLY, told_until__lt=weekly)
        )


class Subscription(Wish):
    """One mailbox's wish to hear of new events. Notices about a place need none."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        WEEKLY = "weekly", _("once a week, on Thursday morning")

    namespace = "subscriptions"
    word = "subscription"

    # By slug, none meaning all: this storey does not know what a community is.
    communities = ArrayField(
        models.SlugField(max_length=120),
        verbose_name=_("communities"),
        default=list,
        blank=True,
    )
    topics = several(Topic, verbose_name=_("topics"))
    rhythm = models.CharField(
        _("how often"), max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE
    )
    # What became public up to here has been told.
    told_until = models.DateTimeField(default=timezone.now)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(fields=["email_key"], name="one_subscription_a_mailbox")
        ]
        indexes = [models.Index(fields=["rhythm", "told_until"], name="subscription_due")]

    def __str__(self):
        return self.email

    def get_absolute_url(self) -> str:
        return reverse("subscriptions:choices", kwargs={"token": self.token})

    def wants(self, *, community: str, topic: str) -> bool:
        """Whether something of a community on a topic is what was asked for."""
        return (not self.communities or community in self.communities) and (
            not self.topics or topic in self.topics
        )
