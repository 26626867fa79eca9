"""Who wants to hear of what is new, of which kind, how often, and in which language."""

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.fields import email_key, several

# A subscription that nobody confirms goes after this time.
UNCONFIRMED_KEPT = dt.timedelta(days=7)


class Topic(models.TextChoices):
    """What events are about, and what a reader may want to hear of."""

    SETTLING_IN = "settling_in", _("Settling in")
    CAREER = "career", _("Work and business")
    FAMILY = "family", _("Family and school")
    HEALTH = "health", _("Health")
    CULTURE = "culture", _("Culture")
    LANGUAGE = "language", _("Language exchange")
    OUTDOORS = "outdoors", _("Sport and outdoors")


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self):
        """Those whose mailbox has answered: nobody else is written to."""
        return self.filter(confirmed_at__isnull=False)

    def of_person(self, email: str):
        """That of one mailbox, however its address is typed."""
        return self.filter(email_key=email_key(Value(email)))

    def outlived(self):
        """Those that were asked for and never confirmed."""
        limit = timezone.now() - UNCONFIRMED_KEPT
        return self.filter(confirmed_at__isnull=True, asked_at__lt=limit)

    def not_told_since(self, *, now: dt.datetime, weekly: dt.datetime):
        """Those to look at again: told until before now or, if weekly, before that letter."""
        return self.confirmed().filter(
            Q(rhythm=self.model.Rhythm.AT_ONCE, told_until__lt=now)
            | Q(rhythm=self.model.Rhythm.WEEKLY, told_until__lt=weekly)
        )


class Subscription(models.Model):
    """One mailbox's wish to hear of new events. Notices about a place need none."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        WEEKLY = "weekly", _("once a week, on Thursday morning")

    email = models.EmailField(_("e-mail"))
    email_key = models.GeneratedField(
        expression=email_key(F("email")),
        output_field=models.CharField(max_length=254),
        db_persist=True,
        editable=False,
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
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
    # The key to one's choices: it stands in the person's mailbox and nowhere else.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
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

    @property
    def choices_url(self) -> str:
        return self.get_absolute_url()

    @property
    def mail_key(self) -> str:
        """What the keys of its mails begin with."""
        return f"subscription:{self.pk}"

    @property
    def confirmation_url(self) -> str:
        return reverse("subscriptions:confirmation", kwargs={"token": self.token})

    @property
    def end_url(self) -> str:
        return reverse("subscriptions:end", kwargs={"token": self.token})

    def wants(self, *, community: str, topic: str) -> bool:
        """Whether something of a community on a topic is what was asked for."""
        return (not self.communities or community in self.communities) and (
            not self.topics or topic in self.topics
        )
