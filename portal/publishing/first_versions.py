"""What readers knew before anybody changed it at the desk, kept as a version."""

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision


def keep_first(thing) -> None:
    """Keep what the public knows as a first version, where there is none yet.

    The content pack writes rows and no versions; without one there would be nothing to
    compare with, and nothing to go back to.
    """
    row = type(thing)._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    keep_first_of([row])
    thing.live_revision = row.live_revision


def keep_first_of(rows: list) -> None:
    """Do so for rows of one kind that are locked and as they are."""
    new = [row for row in rows if row.latest_revision_id is None and row.was_public]
    for row in new:
        row.latest_revision = Revision(
            content_object=row,
            base_content_type=row.get_base_content_type(),
            created_at=row.last_published_at or timezone.now(),
            content=row.serializable_data(),
            object_str=str(row),
        )
    Revision.objects.bulk_create([row.latest_revision for row in new])
    for row in new:
        row.latest_revision = first = row.latest_revision
        row.live_revision = first if row.live else None
        log(
            row,
            "portal.first",
            revision=first,
            timestamp=first.created_at,
            content_changed=True,
        )
    if new:
        columns = ["latest_revision", "live_revision"]
        type(new[0])._base_manager.bulk_update(new, columns)
