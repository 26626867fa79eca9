"""The people who sign up for a date."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Trim
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.events.models.dates import EventDate
from communities.events.models.limits import SeatLimit

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

    def active(self):
        return self.exclude(state=self.model.State.CANCELLED)

    def of_person(self, email: str):
        """Those of one mailbox, however its address is typed."""
        return self.filter(email_key=_email_key(Value(email)))

    def outlived(self):
        """Those of dates that have been over for so long that nobody may know any more."""
        return self.exclude(email="").filter(date__ends_at__lt=timezone.now() - KEPT)

    def for_page(self):
        """Everything that a person's own page says."""
        return self.select_related("date__event__community", "date__nearest_metro")


def _email_key(address):
    """One spelling for each mailbox: full-width letters, blanks and capitals levelled.

    An expression, so that the stored key and what is compared with it are made by the
    same hand, the database's.
    """
    level = Func(address, function="normalize", template="%(function)s(%(expressions)s, NFKC)")
    return Lower(Trim(level))


class SignUp(models.Model):
    """A person's place at a date: a seat, or a place in the queue for one."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")

    date = models.ForeignKey(
        EventDate, verbose_name=_("date"), on_delete=models.PROTECT, related_name="sign_ups"
    )
    name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    email_key = models.GeneratedField(
        expression=_email_key(F("email")),
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
                condition=~Q(state="cancelled") & ~Q(email=""),
                name="one_place_a_person",
            ),
            SeatLimit(name="no_seat_is_given_twice"),
        ]
        indexes = [models.Index(fields=["date", "state"], name="sign_up_by_date_and_state")]

    def __str__(self):
        return f"{self.name} · {self.date}"

    def get_absolute_url(self) -> str:
        return reverse("events:place", kwargs={"token": self.token})

    @property
    def cancellation_url(self) -> str:
        return reverse("events:cancellation", kwargs={"token": self.token})

    def place_in_queue(self) -> int | None:
        """Count the people who wait up to this one; None for those who do not wait."""
        if self.state != self.State.WAITING:
            return None
        return self.date.sign_ups.waiting().filter(pk__lte=self.pk).count()

    @property
    def can_be_cancelled(self) -> bool:
        return self.state != self.State.CANCELLED and not self.date.has_begun
