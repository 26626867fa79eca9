"""What readers say of a page: whether it helped, and what is wrong with it."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.places.holidays import working_day
from portal.search.models import SearchEntry

# Without letters and digits that are taken for one another.
ALPHABET = "23456789ACDEFGHJKLMNPQRTUVWXY"
ANSWERED_WITHIN = 5  # working days
KEPT = dt.timedelta(days=365)
# What a line about a page names.
_NAMES_OF_PAGE = ("slug", "title_en", "title_zh_hans")
_PAGE = {"kind": OuterRef("kind"), "object_pk": OuterRef("object_pk")}


def new_reference() -> str:
    """Return a number that a reader can say on the telephone: K7QM-2PXA."""
    signs = "".join(secrets.choice(ALPHABET) for _sign in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def answer_due() -> dt.date:
    """The day by which somebody who writes now should have an answer."""
    return working_day(timezone.localdate(), ANSWERED_WITHIN)


class OfPageQuerySet(models.QuerySet):
    def with_page(self):
        """Add the page of each row as the public finds it, in the same query."""
        page = SearchEntry.objects.filter(**_PAGE)
        return self.annotate(
            **{f"page_{name}": Subquery(page.values(name)[:1]) for name in _NAMES_OF_PAGE}
        )


class OfPage(models.Model):
    """Something said of one page in one of its versions."""

    kind = models.CharField(_("kind"), max_length=20)
    object_pk = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField(_("version"))
    # Whose desk it comes to; none for pages that belong to no community.
    community = models.ForeignKey(
        "communities.Community",
        verbose_name=_("community"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    @cached_property
    def page(self) -> SearchEntry | None:
        """The page as the public finds it; none while it is withdrawn."""
        if hasattr(self, "page_slug"):
            names = {name: getattr(self, f"page_{name}") for name in _NAMES_OF_PAGE}
            return SearchEntry(kind=self.kind, **names) if names["slug"] else None
        return SearchEntry.objects.filter(kind=self.kind, object_pk=self.object_pk).first()

    @property
    def page_name(self) -> str:
        """What the page is called; while it is withdrawn, only what kind it is."""
        return self.page.title_zh_hans if self.page else f"{self.kind} {self.object_pk}"


class Usefulness(OfPage):
    """How many readers found one version of a page useful, and how many did not."""

    yes = models.PositiveIntegerField(pgettext_lazy("useful", "yes"), default=0)
    no = models.PositiveIntegerField(pgettext_lazy("useful", "no"), default=0)

    objects = OfPageQuerySet.as_manager()

    class Meta:
        app_label = "communities"  # as Remark's
        verbose_name = _("count of usefulness")
        verbose_name_plural = _("counts of usefulness")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_pk", "version"], name="one_count_a_version"
            )
        ]

    def __str__(self):
        return self.page_name


class RemarkQuerySet(OfPageQuerySet):
    """Questions about what readers have written."""

    def waiting(self):
        """Those that nobody has answered yet."""
        return self.filter(state=self.model.State.NEW)

    def since_yesterday(self):
        """Those of the last 24 hours."""
        return self.filter(created_at__gt=timezone.now() - dt.timedelta(days=1))

    def told(self):
        """Those whose outcome everybody may read, of pages that are public."""
        state = self.model.State
        told = self.filter(may_be_told=True, state__in=(state.MENDED, state.STAYS))
        told = told.exclude(Q(outcome_en="") | Q(outcome_zh_hans=""))
        return told.filter(Exists(SearchEntry.objects.filter(**_PAGE)))

    def outlived(self):
        """Those that are a year old, answered or not."""
        return self.filter(created_at__lt=timezone.now() - KEPT)


class Remark(OfPage):
    """What one reader wrote about a page. It goes after a year."""

    class About(models.TextChoices):
        FACT = "fact", _("A fact that the page states")
        TEXT = "text", _("The text, or how it is written")
        CONTACT = "contact", _("A telephone number, e-mail or web address")
        PLACE = "place", _("The address or the place on the map")
        HOURS = "hours", _("Opening hours")
        MONEY = "money", _("A price, a fee or a rent")
        RULE = "rule", _("A rule, a paper or a period")
        TRANSLATION = "translation", _("The translation")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("remark", "to answer")
        MENDED = "mended", pgettext_lazy("remark", "put right")
        STAYS = "stays", pgettext_lazy("remark", "looked at, the page stays as it is")
        SPAM = "spam", pgettext_lazy("remark", "spam")

    reference = models.CharField(_("number"), max_length=9, unique=True, default=new_reference)
    about = models.CharField(_("about"), max_length=12, choices=About)
    # Which fact of the page, by its key, and what the page said of it to this reader.
    fact = models.CharField(max_length=80, blank=True)
    told = models.CharField(_("what the page said"), max_length=400, blank=True)
    text = models.TextField(_("what is wrong"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # Only until the answer has been written.
    email = models.EmailField(_("e-mail"), blank=True)
    may_be_told = models.BooleanField(_("the outcome may be told to everybody"), default=False)
    created_at = models.DateTimeField(_("written at"), default=timezone.now)

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW)
    due_on = models.DateField(_("answer by"), default=answer_due)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who answers"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    outcome = models.CharField(_("what we did"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        # Its table stands with the communities, which stand on the accounts.
        app_label = "communities"
        verbose_name = _("remark of a reader")
        verbose_name_plural = _("remarks of readers")
        indexes = [
            models.Index(fields=["state", "due_on"], name="remark_due"),
            models.Index(F("answered_at").desc(nulls_last=True), name="remark_told"),
        ]

    def __str__(self):
        return self.reference

    @property
    def state_url(self) -> str:
        """Where its writer sees how it stands."""
        return reverse("feedback:state", kwargs={"reference": self.reference})

    @property
    def is_late(self) -> bool:
        return self.state == self.State.NEW and self.due_on < timezone.localdate()
