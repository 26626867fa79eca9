"""The people who sign up for a date."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.events.models.dates import EventDate
from communities.events.models.limits import SeatLimit
from communities.events.models.wording import moment
from portal.base.fields import email_key

# Names and addresses go this long after the date (the form says so).
KEPT = dt.timedelta(days=30)


class SignUpQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state=self.model.State.CONFIRMED)

    def waiting(self):
        """The queue for a seat, first come first.

        The key is given while the date is locked, so its order is the order of the commits.
        """
        return self.filter(state=self.model.State.WAITING).order_by("pk")

    def offered(self):
        """Those to whom a free seat is being offered."""
        return self.filter(state=self.model.State.OFFERED)

    def active(self):
        return self.exclude(state__in=self.model.ENDED)

    def of_person(self, email: str):
        """Those of one mailbox, however its address is typed."""
        return self.filter(email_key=email_key(Value(email)))

    def coming(self):
        """Those of dates that are not over yet, the next one first."""
        coming = self.filter(date__ends_at__gt=timezone.now()).select_related("date__event")
        return coming.order_by("date__starts_at", "pk")

    def outlived(self):
        """Those of dates that have been over for so long that nobody may know any more."""
        return self.exclude(email="").filter(date__ends_at__lt=timezone.now() - KEPT)

    def for_page(self):
        """Everything that a person's own page says."""
        return self.select_related("date__event__community", "date__nearest_metro")


class SignUp(models.Model):
    """A person's place at a date: a seat, or a place in the queue for one."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        OFFERED = "offered", _("offered a seat")
        WAITING = "waiting", _("on the waiting list")
        LAPSED = "lapsed", _("let the offer lapse")
        CANCELLED = "cancelled", _("cancelled")

    # Those who hold seats, and those whose claim has ended for good.
    SEATED = (State.CONFIRMED, State.OFFERED)
    ENDED = (State.LAPSED, State.CANCELLED)

    date = models.ForeignKey(
        EventDate, verbose_name=_("date"), on_delete=models.PROTECT, related_name="sign_ups"
    )
    name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    email_key = models.GeneratedField(
        expression=email_key(F("email")),
        output_field=models.CharField(max_length=254),
        db_persist=True,
        editable=False,
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        help_text=_("The language that we write to this person in."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State)
    party_size = models.PositiveSmallIntegerField(
        _("how many people"), default=1, help_text=_("The person who signs up included.")
    )
    together = models.BooleanField(
        _("together or not at all"),
        default=True,
        help_text=_("If not: as many of the party as fit in."),
    )
    # By the key of the question: a text, a number, or the English words of the choices.
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    # Until when the person may accept a seat that is offered.
    offered_until = models.DateTimeField(_("offered until"), null=True, editable=False)
    # How many seats this place has given back to the date.
    given_back = models.PositiveSmallIntegerField(default=0, editable=False)
    # How often the place has changed; with the date's own count, a calendar's SEQUENCE.
    revision = models.PositiveIntegerField(default=0, editable=False)
    # When a mail last said when and where: no reminder is due to one who has just been told.
    told_at = models.DateTimeField(default=timezone.now, editable=False)
    has_given_opinion = models.BooleanField(default=False, editable=False)
    # The key to "my place": it stands in the person's mailbox and nowhere else.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("signed up at"), auto_now_add=True)
    consented_at = models.DateTimeField(_("consent given at"), default=timezone.now)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    # When the place was last mailed again because somebody asked for it again.
    repeated_at = models.DateTimeField(null=True, editable=False)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "email_key"],
                condition=~Q(state__in=["cancelled", "lapsed"]) & ~Q(email=""),
                name="one_place_a_person",
            ),
            SeatLimit(name="no_seat_is_given_twice"),
            models.CheckConstraint(
                condition=Q(party_size__gte=1), name="party_is_one_person_at_least"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | ~Q(state="offered") & Q(offered_until__isnull=True),
                name="an_offer_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["date", "state"], name="sign_up_by_date_and_state")]

    def __str__(self):
        return f"{self.name} · {self.date}"

    def get_absolute_url(self) -> str:
        return reverse("events:place", kwargs={"token": self.token})

    @property
    def code(self) -> str:
        """What stands below the QR code, for where it cannot be scanned."""
        return self.token.hex[:8]

    @property
    def change_url(self) -> str:
        return reverse("events:change", kwargs={"token": self.token})

    @property
    def offer_url(self) -> str:
        return reverse("events:offer", kwargs={"token": self.token})

    @property
    def opinion_url(self) -> str:
        return reverse("events:opinion", kwargs={"token": self.token})

    @property
    def cancellation_url(self) -> str:
        return reverse("events:cancellation", kwargs={"token": self.token})

    @property
    def changed_at(self) -> dt.datetime:
        """When what a calendar says of the place, or of its date, last changed."""
        moments = (self.date.last_changed_at, self.created_at, self.told_at, self.cancelled_at)
        return max(filter(None, moments))

    @property
    def sequence(self) -> int:
        """A number that rises with each change of the place or of its date."""
        return self.date.revision + self.revision

    @property
    def has_ended(self) -> bool:
        """Whether the claim to a place has ended for good."""
        return self.state in self.ENDED

    @property
    def lies_ahead(self) -> bool:
        """Whether the person has, or waits for, a seat at a date that is still to be held."""
        return not (self.has_ended or self.date.is_called_off or self.date.is_over)

    def place_in_queue(self) -> int | None:
        """Count the parties that wait up to this one; None for those who do not wait."""
        if self.state != self.State.WAITING:
            return None
        return self.date.sign_ups.waiting().filter(pk__lte=self.pk).count()

    @property
    def offer_stands(self) -> bool:
        """Whether the person can accept an offered seat at this moment."""
        return (
            self.state == self.State.OFFERED
            and not self.date.is_called_off
            and timezone.now() < self.offered_until
        )

    @property
    def takes_opinion(self) -> bool:
        """Whether the person may say what they thought of the date: once, afterwards."""
        came = self.state == self.State.CONFIRMED and not self.date.is_called_off
        return came and self.date.is_over and not self.has_given_opinion

    def offer_ends(self) -> str:
        """Until when an offered seat can be accepted, in the active language."""
        return moment(self.offered_until)

    def people_ahead(self) -> int:
        """Count the people of the parties that wait before this one."""
        ahead = self.date.sign_ups.waiting().filter(pk__lt=self.pk)
        return ahead.aggregate(sum=Coalesce(Sum("party_size"), 0))["sum"]

    def said(self) -> list[tuple[str, str]]:
        """The event's questions with this person's answers, in the active language."""
        return [
            (str(question), question.said(self.answers[question.key]))
            for question in self.date.event.questions.all()
            if self.answers.get(question.key) not in (None, "", [])
        ]

    @property
    def can_be_cancelled(self) -> bool:
        return not self.has_ended and self.date.takes_changes
