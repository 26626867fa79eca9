"""Mails that must go out: a row each, written in the transaction of its fact."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Longer than a task may live (CELERY_TASK_TIME_LIMIT): who holds a mail for longer is dead.
LEASE = dt.timedelta(minutes=5)
# The bodies of mails hold personal links and names; they go after this time.
KEPT = dt.timedelta(days=30)


class MessageQuerySet(models.QuerySet):
    def due(self):
        """Those whose time has come, the oldest first."""
        queued = self.filter(status=self.model.Status.QUEUED, send_after__lte=timezone.now())
        return queued.order_by("send_after", "pk")

    def abandoned(self):
        """Those that a worker took and died with."""
        too_old = timezone.now() - LEASE
        return self.filter(status=self.model.Status.SENDING, claimed_at__lte=too_old)

    def finished(self):
        """Those that nothing more will be done about."""
        status = self.model.Status
        over = [status.SENT, status.FAILED, status.BOUNCED, status.WITHDRAWN]
        return self.filter(status__in=over)

    def undelivered(self):
        """Those that have not reached their reader and will not by themselves."""
        return self.filter(status__in=[self.model.Status.FAILED, self.model.Status.BOUNCED])

    def unsent(self):
        """Those that a person can still stop, or send on: nobody is sending them now."""
        return self.filter(status__in=[self.model.Status.QUEUED, self.model.Status.FAILED])

    def outlived(self):
        """Finished ones whose body has been kept long enough."""
        return self.finished().filter(created_at__lt=timezone.now() - KEPT).exclude(text="")


class Message(models.Model):
    """One mail to one person, fully written."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        BOUNCED = "bounced", _("came back")
        WITHDRAWN = "withdrawn", _("withdrawn")

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
    # How many workers died while they held it: a mail that kills must not go round for ever.
    deaths = models.PositiveSmallIntegerField(default=0)
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
                fields=["send_after", "id"], condition=Q(status="queued"), name="message_due"
            ),
            models.Index(
                fields=["claimed_at"], condition=Q(status="sending"), name="message_in_flight"
            ),
            models.Index(
                fields=["to"],
                condition=Q(status__in=["failed", "bounced"]),
                name="message_undelivered",
            ),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}"
