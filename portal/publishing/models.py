"""What editors prepare in private and then show to everyone."""

import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from portal.addresses import actions as addresses
from portal.base.dated import Check, DatedFact
from portal.base.languages import CODES, NAMES, current, localized
from portal.publishing import answers, readiness, restoring, spreading
from portal.publishing.blocks import SourceBlock
from portal.publishing.going_public import PublishDraft
from portal.publishing.history import MeaningChange


class PublishableQuerySet(models.QuerySet):
    """Questions that every kind of published thing answers."""

    def published(self):
        """What the public may see. Every public page starts from here."""
        return self.filter(live=True)

    def for_page(self):
        """Everything that the page of one shows of it."""
        return self.select_related("picture")

    def to_check(self, until: dt.date):
        """Those that somebody is in charge of and that are to be checked by a day."""
        return self.published().filter(review_due__lte=until, owner__is_active=True)


class Publishable(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A record with a draft beside its public version, in two languages, with sources.

    A subclass names its `kind` (the word of its address and of the search index), the
    fields that must be there in both languages before it may be shown, and its texts
    for the index (`search_text`).
    """

    kind: str
    required_in_every_language: tuple[str, ...] = ()
    # Which field names the record; guides and events have a title instead.
    name_field = "name"
    # Where all else is equal, what is more prominent is found first; what is over, last.
    prominence = 0.0
    over_at = None
    # Belongs to the live row: on no form, and never restored from a revision.
    bookkeeping = (
        "meaning_version",
        "answered_version_en",
        "answered_version_zh_hans",
        "meaning_changed_on",
        "confirmed_on",
        "confirmed_by",
        "owner",
        "review_due",
        "review_told",
        "facts_confirmed",
        "withdrawn_meaning",
    )
    # What ages by itself, such as a rent or a phone number: staff confirm it by itself too.
    dated_facts: tuple[DatedFact, ...] = ()

    slug = models.SlugField(
        _("web address"),
        max_length=120,
        unique=True,
        error_messages={"unique": _("Another page has this address already.")},
        help_text=_("The last part of the page's address: small letters, digits, hyphens."),
    )
    sources = StreamField([("source", SourceBlock())], verbose_name=_("sources"), blank=True)
    reviewed_on = models.DateField(_("checked against the sources on"), null=True, blank=True)
    # By name: the library of pictures stands on publishing.
    picture = models.ForeignKey(
        "communities.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    meaning_version = models.PositiveIntegerField(default=1, editable=False)
    answered_version_en = models.PositiveIntegerField(default=1, editable=False)
    answered_version_zh_hans = models.PositiveIntegerField(default=1, editable=False)
    meaning_changed_on = models.DateField(null=True, blank=True, editable=False)
    confirmed_on = models.DateField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_due = models.DateField(null=True, blank=True, editable=False)
    # Of what its owner was last told, so that nobody is told twice (reminding.py).
    review_told = models.CharField(max_length=60, blank=True, editable=False)
    # The day on which staff last confirmed each dated fact: {"rent": "2026-11-26"}.
    facts_confirmed = models.JSONField(default=dict, blank=True, editable=False)
    # What it said when it was withdrawn (portal/publishing/meaning.py): the row of what is
    # not public holds the draft.
    withdrawn_meaning = models.JSONField(null=True, blank=True, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return localized(self, self.name_field, "zh-hans") or localized(
            self, self.name_field, "en"
        )

    @classproperty
    def url_name(cls):
        """The name of the public page's route."""
        return f"{cls.kind}:detail"

    def get_absolute_url(self) -> str:
        return reverse(self.url_name, kwargs={"slug": self.slug})

    def clean(self):
        super().clean()
        readiness.refuse_foreign_picture(self)

    @property
    def community_key(self) -> int | None:
        """The key of the community that it belongs to, if it belongs to one."""
        return getattr(self, "community_id", None)

    def missing_translations(self) -> list[str]:
        """Name the texts that keep this from being published in both languages."""
        return readiness.missing_texts(self)

    def faults(self) -> list[str]:
        """Say, each in a sentence, what else keeps this from being published: nothing."""
        return []

    @property
    def was_public(self) -> bool:
        """Whether readers see it, or have seen it before it was withdrawn."""
        return self.live or self.last_published_at is not None

    @property
    def needs_four_eyes(self) -> bool:
        """Whether its community wants a second person to look before anything is public."""
        return getattr(getattr(self, "community", self), "four_eyes", False)

    def is_alone_with(self, user) -> bool:
        """Whether a second person is needed, and nobody but this one has had a hand in it
        since it was last public."""
        if not self.needs_four_eyes:
            return False
        versions = self.revisions.exclude(user=None)
        if self.last_published_at:
            versions = versions.filter(created_at__gt=self.last_published_at)
        hands = set(versions.values_list("user", flat=True))
        review = self.current_workflow_state
        if review:
            hands.add(review.requested_by_id)
        return not hands - {user.pk, None}

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been checked again by now; readers are told."""
        return self.review_due is not None and self.review_due < timezone.localdate()

    @property
    def checks(self) -> list[Check]:
        """The days by which somebody is to look at it again."""
        return [Check(self.review_due)] if self.review_due else []

    def fact_confirmed_on(self, name: str) -> dt.date | None:
        """When staff last confirmed one of its dated facts."""
        day = self.facts_confirmed.get(name)
        return dt.date.fromisoformat(day) if day else None

    def changes(self) -> models.QuerySet:
        """Every change of its meaning that became public, the newest first."""
        return MeaningChange.objects.of(self)

    def search_names(self) -> list[str]:
        """Other names that it goes by, in either language."""
        return []

    def search_summary(self, language: str) -> str:
        """What a line about it says in a list of things found."""
        return localized(self, "summary", language)

    def search_text(self, language: str) -> str:
        """Everything a reader might search for, in one language, beside name and summary."""
        return ""

    def publish(self, revision, skip_permission_checks=False, **options) -> None:
        """Make a revision public, now or at its time; row, index and log in one go.

        Every way to publish in Wagtail ends here: the editor, a workflow, the clock.
        Raises NotReady, Faulty or FourEyes (readiness.py), Unanswered when nobody has said
        whether the meaning changed, and Taken when its address once was another's.
        """
        with transaction.atomic():
            live = type(self)._base_manager.select_for_update(of=("self",)).get(pk=self.pk)
            # What is judged is read as it is now: the picture.
            known = [field for field in restoring.references(live) if field.name != "picture"]
            restoring.share(known, self, live)
            draft = live.with_content_json(revision.content, as_it_is=True)
            readiness.refuse_unready(draft, options.get("user"))
            waits = draft.go_live_at is not None and draft.go_live_at > timezone.now()
            if waits:
                addresses.refuse_taken(draft)
            else:
                addresses.arrive(draft, was=live.slug if live.live else "")
            changed = answers.settle(live, draft, now_public=not waits)
            PublishDraft(revision, draft, **options).execute(skip_permission_checks)
            if changed:
                spreading.spread_answer(live, changed)

    publish.alters_data = True

    def unpublish(self, **options) -> None:
        """Withdraw from the public; row, index and log in one go."""
        with transaction.atomic():
            super().unpublish(**options)

    unpublish.alters_data = True

    @property
    def preview_modes(self):
        return list(NAMES.items())

    @property
    def default_preview_mode(self) -> str:
        """Staff see first what readers of their own language see."""
        return current()

    def get_full_url(self) -> str:
        """The address that a preview pretends to be asked for."""
        self.slug = self.slug or "draft"
        # What was never saved gets a number that nothing refers to, so that its page can ask.
        self.pk = self.pk or 0
        return settings.SITE_ROOT + self.get_absolute_url()

    full_url = property(get_full_url)

    def serve_preview(self, request, mode_name):
        """Show a draft as readers would see it: the public view's own page, one language.

        The feature's desk.py names that view as `preview` of its view set.
        """
        language = mode_name if mode_name in CODES else CODES[0]
        with translation.override(language):
            request.LANGUAGE_CODE = language
            request.path = request.path_info = self.get_absolute_url()
            return self.snippet_viewset.preview(request, self)

    def with_content_json(self, content, *, as_it_is=False):
        """Restore a revision, but keep what belongs to the live row, as it is now; say
        `as_it_is` of a row that has just been read and is locked."""
        make = super().with_content_json
        return restoring.restore(self, content, make, as_it_is=as_it_is)
