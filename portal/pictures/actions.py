"""What is done with pictures: drawn in their sizes, kept while they are used."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.base.errors import Refusal
from portal.pictures import sizes, uses
from portal.pictures.models import Picture
from portal.publishing.actions import DeleteShown


class StillUsed(Refusal):
    """Something shows the picture, or is about to."""


def draw(picture: Picture, *, content: bytes) -> None:
    """Make the sizes of a picture that is about to be saved; its earlier files go with the
    commit."""
    picture.sizes = sizes.make(content, (picture.focus_x, picture.focus_y))
    if before := Picture.objects.filter(pk=picture.pk).first():
        transaction.on_commit(lambda: _throw_away(before.files), robust=True)


def _throw_away(names: set[str]) -> None:
    """Delete files, but for those that a picture has, be it another of the same content."""
    kept = set()
    for picture in Picture.objects.only("file", "sizes").iterator():
        kept |= picture.files
    for name in names - kept:
        default_storage.delete(name)


class DeletePicture(DeleteShown):
    """Delete a picture that nothing shows, and its files. Raises StillUsed."""

    def execute(self, **options):
        if things := list(uses.uses(self.instance)):
            raise StillUsed(_still_used(self.instance, self.user, things))
        files = self.instance.files
        with transaction.atomic():
            result = super().execute(**options)
            transaction.on_commit(lambda: _throw_away(files), robust=True)
        return result


def _still_used(picture: Picture, user, things: list) -> str:
    known, others = uses.seen_by(user, things)
    words = _("Not deleted: “%(picture)s” is still used.") % {"picture": picture}
    if known:
        words += " " + _("By: %(things)s.") % {"things": uses.names(known)}
    if others:
        words += " " + ngettext(
            "%(number)d thing of another community uses it.",
            "%(number)d things of other communities use it.",
            others,
        ) % {"number": others}
    return words
