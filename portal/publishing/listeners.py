"""The one place that hears Wagtail's signals about what the public sees."""

from django.db.models.signals import post_delete, post_save
from wagtail.signals import published, unpublished

from portal.publishing.content import content_changed
from portal.publishing.models import Publishable
from portal.search import index
from portal.search.models import SearchAlias


def _after_publish(sender, instance, **kwargs):
    """Wagtail says "published" too when a revision is only put on the calendar."""
    if isinstance(instance, Publishable):
        index.refresh(instance)
        content_changed()


def _after_unpublish(sender, instance, **kwargs):
    if isinstance(instance, Publishable):
        index.remove(instance)
        content_changed()


def _after_delete(sender, instance, **kwargs):
    if isinstance(instance, Publishable):
        index.remove(instance)
        content_changed()
    elif index.is_findable(sender):
        index.remove(instance)
    else:
        _renew(instance)


def _after_save(sender, instance, **kwargs):
    """What has no draft changes its own entry, or that of the thing it belongs to."""
    _renew(instance)


def _renew(instance):
    if isinstance(instance, SearchAlias):
        index.renew(instance.kind, [instance.slug])
    elif thing := getattr(instance, "found_as", None):
        # As the public sees it now, not as somebody holds it in hand.
        for shown in type(thing)._base_manager.filter(pk=thing.pk):
            index.refresh(shown)


def connect() -> None:
    """Start listening; called once, when the models are ready."""
    published.connect(_after_publish)
    unpublished.connect(_after_unpublish)
    post_save.connect(_after_save)
    post_delete.connect(_after_delete)
