"""Where our texts lead, and whether that works."""

import datetime as dt

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.addresses.models import FormerAddress
from portal.links.reasons import ADVICE, Reason, Verdict
from portal.search.models import SearchEntry


class Link(models.Model):
    """One address that some text leads to; those of ours are not fetched but looked up."""

    url = models.URLField(_("web address"), max_length=800, unique=True)
    # What paces the checks; empty for pages of ours.
    host = models.CharField(max_length=253, blank=True)
    page_kind = models.CharField(max_length=20, blank=True)
    page_slug = models.CharField(max_length=120, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.UNKNOWN)
    reason = models.CharField(max_length=16, choices=Reason, blank=True, default="")
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    leads_to = models.CharField(max_length=800, blank=True)
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    # The first and the last day of failing without a success between them.
    failed_first = models.DateField(null=True, blank=True)
    failed_last = models.DateField(null=True, blank=True)

    class Meta:
        # Its table stands with the communities, as that of its uses does.
        app_label = "communities"
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.url

    @property
    def is_ours(self) -> bool:
        """Whether it leads to a page of ours."""
        return bool(self.page_kind)

    def note(self, answer, *, now: dt.datetime) -> None:
        """Take in what was found today, and say when to look again."""
        today = timezone.localdate(now)
        failing = answer.verdict == Verdict.FAILING
        self.verdict, self.reason = answer.verdict, answer.reason
        self.status, self.leads_to = answer.status, answer.leads_to[:800]
        self.failed_first = (self.failed_first or today) if failing else None
        self.failed_last = today if failing else None
        self.checked_at, self.due_at = now, now + PAUSES[answer.verdict]


PAUSES = {
    Verdict.FINE: dt.timedelta(days=14),
    Verdict.MOVED: dt.timedelta(days=14),
    Verdict.CLOSED: dt.timedelta(days=30),
    Verdict.FAILING: dt.timedelta(hours=22),
}


def _is_public(kind: str, slug: str) -> Q:
    """Ask whether something public is or was at an address of ours, so that it is answered."""
    entries = SearchEntry.objects.filter(kind=OuterRef(kind), slug=OuterRef(slug))
    moved = FormerAddress.objects.filter(kind=OuterRef(kind), slug=OuterRef(slug)).filter(
        Exists(
            SearchEntry.objects.filter(kind=OuterRef("kind"), object_pk=OuterRef("object_pk"))
        )
    )
    return Q(Exists(entries)) | Q(Exists(moved))


class LinkUseQuerySet(models.QuerySet):
    def marked(self):
        """Know of each in the same query whether it is a dead end: a link to a page of ours
        that readers do not find, known without looking."""
        found = _is_public("link__page_kind", "link__page_slug")
        nowhere = When(~Q(link__page_kind="") & ~found, then=True)
        return self.annotate(
            dead_end=Case(nowhere, default=False, output_field=models.BooleanField())
        )

    def broken(self):
        """What does not work: ours at once, others after failing on two different days."""
        today = timezone.localdate()
        twice = Q(link__failed_first__lt=F("link__failed_last"))
        watched = Q(ignored_until=None) | Q(ignored_until__lt=today)
        return self.marked().filter(Q(dead_end=True) | twice, watched)


class LinkUse(models.Model):
    """A place in a public record that leads somewhere."""

    name_field = "title"

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField()
    # By name: communities stand on the ground that this is part of.
    community = models.ForeignKey(
        "communities.Community",
        verbose_name=_("community"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    # As the record was called when it was last read.
    title = models.CharField(pgettext_lazy("column", "Record"), max_length=300)
    field = models.CharField(pgettext_lazy("column", "Field"), max_length=120)
    ignored_until = models.DateField(_("left alone until"), null=True, blank=True)

    objects = LinkUseQuerySet.as_manager()

    class Meta:
        app_label = "communities"
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(
                fields=["link", "kind", "object_pk", "field"], name="one_use_a_place"
            )
        ]
        indexes = [models.Index(fields=["kind", "object_pk"])]

    def __str__(self):
        return self.title_zh_hans or self.title_en

    @cached_property
    def dead_end(self) -> bool:
        """Whether it leads to a page of ours that is not there."""
        return type(self).objects.marked().get(pk=self.pk).dead_end

    @property
    def reason(self) -> Reason:
        """Why it does not work, or why that cannot be told."""
        return Reason.UNKNOWN_PAGE if self.dead_end else Reason(self.link.reason)

    @property
    def advice(self) -> str:
        """What to do about it."""
        return ADVICE.get(self.reason, "")

    @property
    def is_broken(self) -> bool:
        """Whether it is known not to work."""
        link = self.link
        return self.dead_end or bool(link.failed_first and link.failed_first < link.failed_last)
