"""Keeps old addresses leading on; what publishes and withdraws calls it in its transaction."""

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.addresses.models import FormerAddress, Successor, with_pages
from portal.base.errors import Refusal
from portal.search.models import SearchAlias


class Taken(Refusal):
    """Old links to another record stand at this address."""


def refuse_taken(thing: models.Model) -> FormerAddress | None:
    """Raise Taken if a record wants an address that once was another's; return the row of
    the address if it once was this record's own."""
    former = FormerAddress.objects.filter(kind=thing.kind, slug=thing.slug).first()
    if former is None or former.object_pk == thing.pk:
        return former
    owner = with_pages()[former.kind]._base_manager.filter(pk=former.object_pk).first()
    raise Taken(
        _(
            "Until %(date)s the address “%(slug)s” was that of %(owner)s, and old links still "
            "lead there. Choose another one, or let that page give it up first."
        )
        % {
            "date": date_format(localtime(former.left_at)),
            "slug": thing.slug,
            "owner": f"“{owner}”" if owner else _("a page that was deleted"),
        }
    )


def leave(thing: models.Model, *, slug: str) -> None:
    """Note that readers no longer find a record at an address that they knew."""
    FormerAddress.objects.update_or_create(
        kind=thing.kind, slug=slug, defaults={"object_pk": thing.pk}
    )


def arrive(thing: models.Model, *, was: str = "") -> None:
    """Note that readers find a record at its address from now on; `was` is where they found
    it until now, if somewhere else. Raises Taken."""
    if former := refuse_taken(thing):
        former.delete()
    Successor.objects.of(thing).delete()
    if was and was != thing.slug:
        leave(thing, slug=was)
        SearchAlias.objects.filter(kind=thing.kind, slug=was).update(slug=thing.slug)


@transaction.atomic
def give_up(thing: models.Model, *, slug: str) -> bool:
    """Let an old address of a record lead nowhere, so that another may have it."""
    return bool(FormerAddress.objects.of(thing).filter(slug=slug).delete()[0])


@transaction.atomic
def succeed(thing: models.Model, *, by: models.Model | None) -> None:
    """Note what came in the place of a record that readers do not see any more; or nothing."""
    if by is None:
        Successor.objects.of(thing).delete()
        return
    Successor.objects.update_or_create(
        kind=thing.kind,
        object_pk=thing.pk,
        defaults={"page_kind": by.kind, "page_pk": by.pk},
    )
