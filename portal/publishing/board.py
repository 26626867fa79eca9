"""The work that everything with a draft can make: reviews, translations, checks, drafts."""

import datetime as dt

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Revision, TaskState, WorkflowState

from portal.base.board import (
    ANYBODYS_AND_THEIR_OWN,
    NOT_THEIR_OWN,
    THEIR_OWN_OR_NOBODYS,
    Line,
    by_time,
    mark,
)
from portal.base.languages import CODES
from portal.places.models import Place, Precision
from portal.publishing import meaning
from portal.publishing.actions import publishable_models

REVIEW_LATE = dt.timedelta(days=3)
RETURN_LATE = dt.timedelta(days=7)
TRANSLATION_LATE = dt.timedelta(days=7)
DRAFT_OLD = dt.timedelta(days=14)
DRAFT_LATE = dt.timedelta(days=30)


def _reviews(things, status: str):
    """Ask for the reviews, in one state, of the things of a query."""
    # By name: the question is kept, and numbers of kinds are not for ever.
    reviews = WorkflowState.objects.filter(
        content_type__app_label=things.model._meta.app_label,
        content_type__model=things.model._meta.model_name,
        status=status,
    )
    return reviews.annotate(thing=Cast("object_id", BigIntegerField()))


def _in_review(things, status: str, late: dt.timedelta):
    """Mark what is in a review of this state: since when, and who submitted it."""
    reviews = _reviews(things, status)
    of_thing = reviews.filter(thing=OuterRef("pk")).order_by("-pk")
    step = TaskState.objects.filter(pk=OuterRef("current_task_state"))
    moved = step.annotate(at=F("started_at"))
    if status == WorkflowState.STATUS_NEEDS_CHANGES:
        moved = step.annotate(at=F("finished_at"))
    found = things.filter(pk__in=reviews.values("thing")).annotate(
        moved_at=Subquery(of_thing.annotate(at=Subquery(moved.values("at"))).values("at")[:1]),
        submitted_by=Subquery(of_thing.values("requested_by")[:1]),
    )
    return by_time(found, F("moved_at"), late=Q(moved_at__lt=Now() - late))


def _for_review(things):
    return _in_review(things, WorkflowState.STATUS_IN_PROGRESS, REVIEW_LATE)


def _returned(things):
    return _in_review(things, WorkflowState.STATUS_NEEDS_CHANGES, RETURN_LATE)


def _lagging(things):
    """Those with a text that is missing or says what was true before, told by versions."""
    lags = Q(pk__in=())
    for code in CODES:
        lags |= meaning.missing(things.model, code) | meaning.outdated(code)
    long_ago = timezone.localdate() - TRANSLATION_LATE
    # Readers are told of an outdated text; of a draft that lacks one they know nothing.
    late = Q(live=True, meaning_changed_on__lt=long_ago)
    return by_time(things.filter(lags), F("meaning_changed_on"), late=late)


def _due(things):
    today = timezone.localdate()
    due = things.published().filter(review_due__lte=today)
    return by_time(due, F("review_due"), late=Q(review_due__lt=today))


def _old_drafts(things):
    """Drafts that nobody has touched for long, that no review and no calendar has."""
    busy = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    reviews = [_reviews(things, status).values("thing") for status in busy]
    on_calendar = Revision.objects.filter(
        pk=OuterRef("latest_revision"), approved_go_live_at__isnull=False
    )
    drafts = things.filter(
        Q(has_unpublished_changes=True) | Q(live=False, last_published_at__isnull=True),
        ~Q(pk__in=reviews[0]),
        ~Q(pk__in=reviews[1]),
        ~Exists(on_calendar),
        latest_revision__created_at__lt=Now() - DRAFT_OLD,
    )
    touched = F("latest_revision__created_at")
    late = Q(latest_revision__created_at__lt=Now() - DRAFT_LATE)
    return by_time(drafts, touched, late=late)


def _vague(things):
    """Places that no map shows, or only somewhere near a station; the former first."""
    vague = things.published().filter(
        Q(latitude__isnull=True) | Q(position_precision=Precision.METRO),
        ~things.model.nowhere(),
    )
    return mark(
        vague,
        urgency=Case(When(latitude=None, then=0), default=1),
        since=Value(None, DateTimeField()),
        late=Q(pk__in=()),
    )


def _places():
    return [model for model in publishable_models() if issubclass(model, Place)]


REVIEWS = Line(
    slug="reviews",
    title=_("Waiting for your review"),
    heading=pgettext_lazy("work", "Review"),
    since=_("submitted"),
    models=publishable_models,
    waits=_for_review,
    needs="publish",
    mine=NOT_THEIR_OWN,
    person="submitted_by",
)
RETURNED = Line(
    slug="returned",
    title=_("Returned to you"),
    heading=pgettext_lazy("work", "Returned"),
    since=_("returned"),
    models=publishable_models,
    waits=_returned,
    mine=THEIR_OWN_OR_NOBODYS,
    person="submitted_by",
)
TRANSLATIONS = Line(
    slug="translations",
    title=_("Translation missing or outdated"),
    heading=pgettext_lazy("work", "Translation"),
    since=_("changed"),
    models=publishable_models,
    waits=_lagging,
)
CHECKS = Line(
    slug="checks",
    title=_("Due to be checked again"),
    heading=pgettext_lazy("work", "Check"),
    since=_("due"),
    models=publishable_models,
    waits=_due,
    needs="publish",
    mine=ANYBODYS_AND_THEIR_OWN,
    person="owner",
)
DRAFTS = Line(
    slug="drafts",
    title=_("Drafts untouched for 14 days"),
    heading=pgettext_lazy("work", "Old drafts"),
    since=_("last changed"),
    models=publishable_models,
    waits=_old_drafts,
)
POSITIONS = Line(
    slug="positions",
    title=_("Places without an exact position"),
    heading=pgettext_lazy("work", "Position"),
    since="",
    models=_places,
    waits=_vague,
)
