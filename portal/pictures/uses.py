"""Where a picture is used: by what readers see, and by what is being prepared."""

from collections.abc import Iterator

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from portal.base.languages import join
from portal.pictures.models import Picture
from portal.publishing.actions import publishable_models
from portal.publishing.models import Publishable


def uses(picture: Picture) -> Iterator[Publishable]:
    """Find every record that shows a picture, or whose draft or planned version does."""
    for model in publishable_models():
        planned = Revision.objects.filter(
            content_type=model.get_content_type(),
            object_id=Cast(OuterRef("pk"), CharField()),
            approved_go_live_at__isnull=False,
            content__picture=picture.pk,
        )
        yield from model._base_manager.filter(
            Q(picture=picture)
            | Q(latest_revision__content__picture=picture.pk)
            | Q(Exists(planned))
        ).order_by("pk")


def is_public(picture: Picture) -> bool:
    """Whether readers see it now."""
    return any(
        model.objects.published().filter(picture=picture).exists()
        for model in publishable_models()
    )


def seen_by(user, things: list[Publishable]) -> tuple[list[Publishable], int]:
    """Return the things that somebody may know of, and how many others there are."""
    known = [
        thing
        for thing in things
        if policy_registry.get(thing).user_has_permission_for_instance(user, "view", thing)
    ]
    return known, len(things) - len(known)


def names(things: list[Publishable]) -> str:
    """Name things in a row, each with its kind."""
    return join(f"{thing._meta.verbose_name} “{thing}”" for thing in things)
