"""The one place that hears Wagtail's signals about what the public sees."""

from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import ReferenceIndex, TaskState, WorkflowState
from wagtail.signals import (
    published,
    task_submitted,
    unpublished,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from portal.addresses import actions as addresses
from portal.outbox.queue import enqueue
from portal.publishing import answers, mails, meaning, review
from portal.publishing.actions import publishable_models
from portal.publishing.content import content_changed
from portal.publishing.models import Publishable
from portal.publishing.together import put_off
from portal.search import index
from portal.search.models import SearchAlias


def _after_publish(sender, instance, **kwargs):
    """Wagtail says "published" too when a revision is only put on the calendar."""
    if isinstance(instance, Publishable):
        if not put_off(_refresh_all, (sender, instance.pk)):
            index.refresh(instance)
        content_changed(instance.kind)


def _after_unpublish(sender, instance, **kwargs):
    if isinstance(instance, Publishable):
        rows = type(instance)._base_manager.filter(pk=instance.pk)
        # From now on the row follows the draft: what staff have confirmed cannot be told.
        rows.update(withdrawn_meaning=meaning.of(instance), facts_confirmed={})
        addresses.leave(instance, slug=instance.slug)
        index.remove(instance)
        content_changed(instance.kind)


def _after_delete(sender, instance, **kwargs):
    _refer_later(sender, instance)
    if isinstance(instance, Publishable):
        answers.forget(instance)
        index.remove(instance)
        if instance.live:
            addresses.leave(instance, slug=instance.slug)
        content_changed(instance.kind)
    elif index.is_findable(sender):
        index.remove(instance)
    else:
        _renew(instance)


def _after_save(sender, instance, **kwargs):
    """What has no draft changes its own entry, or that of the thing it belongs to."""
    _refer_later(sender, instance)
    _renew(instance)


def _renew(instance):
    if isinstance(instance, SearchAlias):
        index.renew(instance.kind, [instance.slug])
    elif thing := getattr(instance, "found_as", None):
        # As the public sees it now, not as somebody holds it in hand.
        for shown in type(thing)._base_manager.filter(pk=thing.pk):
            index.refresh(shown)


def _refer_later(sender, instance):
    """Where many are written together, Wagtail does not look at each what it refers to."""
    if ReferenceIndex.is_indexed(sender):
        put_off(_refer_all, (sender, instance.pk))


def _by_model(keys: list[tuple]) -> Iterator[tuple]:
    pks = defaultdict(list)
    for model, pk in keys:
        pks[model].append(pk)
    for model, of_model in pks.items():
        yield model, list(dict.fromkeys(of_model))


def _refresh_all(keys):
    for model, pks in _by_model(keys):
        public = model.objects.published().for_page().filter(pk__in=pks).order_by("pk")
        index.refresh_many(public.iterator(chunk_size=index.BATCH))


def _refer_all(keys):
    for model, pks in _by_model(keys):
        gone = set(pks)
        for row in model._base_manager.filter(pk__in=pks).iterator(chunk_size=index.BATCH):
            ReferenceIndex.create_or_update_for_object(row)
            gone.discard(row.pk)
        for row in map(lambda pk: model(pk=pk), gone):
            ReferenceIndex.remove_for_object(row)
            ReferenceIndex.remove_references_to(row)


def _after_submission(sender, instance, user=None, **kwargs):
    thing = instance.workflow_state.content_object
    if isinstance(thing, Publishable):
        others = [person for person in review.reviewers(thing) if person != user]
        enqueue(*(mails.waits(instance, thing, person, by=user) for person in others))


def _after_return(sender, instance, user=None, **kwargs):
    _tell_author(mails.came_back, instance, user)


def _after_approval(sender, instance, user=None, **kwargs):
    _tell_author(mails.approved, instance, user)


def _tell_author(letter, state, user):
    author = state.requested_by
    if isinstance(state.content_object, Publishable) and author and author != user:
        enqueue(letter(state.current_task_state, state.content_object, author, by=user))


def _nothing(sender, **kwargs):
    """Wagtail would write to every administrator."""


def _provide_review(sender, apps=apps, **kwargs):
    if "communityreview" in apps.all_models["services"]:
        review.provide(publishable_models())


def connect() -> None:
    """Start listening; called once, when the models are ready.

    The letters of a review are ours. Under the names of Wagtail's own letter writers, and
    before them, ours keep those from listening too.
    """
    letters = (
        (task_submitted, TaskState, _after_submission, "group_approval_task_submitted"),
        (workflow_submitted, WorkflowState, _nothing, "workflow_state_submitted"),
        (workflow_rejected, WorkflowState, _after_return, "workflow_state_rejected"),
        (workflow_approved, WorkflowState, _after_approval, "workflow_state_approved"),
    )
    for signal, sender, hears, name in letters:
        signal.connect(hears, sender=sender, dispatch_uid=f"{name}_email_notification")
    post_migrate.connect(_provide_review, sender=apps.get_app_config("portal"))
    published.connect(_after_publish)
    unpublished.connect(_after_unpublish)
    post_save.connect(_after_save)
    post_delete.connect(_after_delete)
