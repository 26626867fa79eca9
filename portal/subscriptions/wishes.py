"""What every wish to be written to is: a mailbox, its language, a key, a confirmation."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.base.fields import email_key

# A wish that nobody confirms goes after this time.
UNCONFIRMED_KEPT = dt.timedelta(days=7)


class WishQuerySet(models.QuerySet):
    """Questions that every sort of wish answers."""

    def confirmed(self):
        """Those whose mailbox has answered: nobody else is written to."""
        return self.filter(confirmed_at__isnull=False)

    def of_person(self, email: str):
        """Those of one mailbox, however its address is typed."""
        return self.filter(email_key=email_key(Value(email)))

    def outlived(self):
        """Those that were asked for and never confirmed."""
        limit = timezone.now() - UNCONFIRMED_KEPT
        return self.filter(confirmed_at__isnull=True, asked_at__lt=limit)


class Wish(models.Model):
    """One mailbox's wish to be written to. It ends by one button in every mail.

    A subclass names the `namespace` of its addresses, and the `word` that the keys of its
    mails begin with.
    """

    namespace: str
    word: str

    email = models.EmailField(_("e-mail"))
    email_key = models.GeneratedField(
        expression=email_key(F("email")),
        output_field=models.CharField(max_length=254),
        db_persist=True,
        editable=False,
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # The key to this wish: it stands in the person's mailbox and nowhere else.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    class Meta:
        abstract = True

    @property
    def mail_key(self) -> str:
        """What the keys of its mails begin with."""
        return f"{self.word}:{self.pk}"

    @property
    def confirmation_url(self) -> str:
        return reverse(f"{self.namespace}:confirmation", kwargs={"token": self.token})

    @property
    def end_url(self) -> str:
        return reverse(f"{self.namespace}:end", kwargs={"token": self.token})
