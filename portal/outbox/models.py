"""Mails that must go out: a row each, written in the transaction of its fact."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A message that a worker has held for longer than this is taken to be abandoned.
LEASE = dt.timedelta(minutes=10)
MAX_ATTEMPTS = 6


class MessageQuerySet(models.QuerySet):
    def due(self):
        """Messages whose time has come, and those a dead worker left behind.

        One that has killed its worker too often is left for people to look at.
        """
        now = timezone.now()
        waiting = Q(status=self.model.Status.QUEUED, send_after__lte=now)
        abandoned = Q(status=self.model.Status.SENDING, claimed_at__lte=now - LEASE)
        hopeful = self.filter(attempts__lt=MAX_ATTEMPTS)
        return hopeful.filter(waiting | abandoned).order_by("send_after", "pk")


class Message(models.Model):
    """One mail to one person, fully written."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    # The same key is never written twice: repeating an action mails nobody again.
    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    # {"name", "type", "content"} each, content as text.
    attachments = models.JSONField(default=list)
    headers = models.JSONField(default=dict)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    send_after = models.DateTimeField(_("not before"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(
                fields=["send_after"],
                condition=Q(status__in=["queued", "sending"]),
                name="message_due",
            )
        ]

    def __str__(self):
        return f"{self.key} → {self.to}"
