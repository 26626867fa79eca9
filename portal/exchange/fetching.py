"""Fetches records for a table, each with all that its row asks of it, in a few queries."""

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from wagtail.models import Revision, WorkflowState

from portal.publishing.models import Publishable


def for_table(things: QuerySet) -> QuerySet:
    """Fetch with records what their cells say of other tables."""
    names = {each.name for each in things.model._meta.concrete_fields}
    return things.select_related(*{"community", "nearest_metro"} & names)


def in_work(things: QuerySet) -> dict[str, Publishable]:
    """Read records as their forms show them, with what nobody has published yet, by the
    address that they have now."""
    found = {thing.slug: thing for thing in for_table(things)}
    ahead = [each for each in found.values() if each.has_unpublished_changes or not each.live]
    prefetch_related_objects(ahead, "latest_revision")
    for thing in ahead:
        if version := thing.latest_revision:
            found[thing.slug] = thing.with_content_json(version.content)
    return found


def with_locks(rows: QuerySet) -> list[Publishable]:
    """Read records together with what their locks ask: a review, and a set time."""
    reviews = WorkflowState.objects.active().select_related("current_task_state__task")
    planned = Revision.objects.filter(approved_go_live_at__isnull=False)
    found = list(
        rows.prefetch_related(
            Prefetch("_workflow_states", reviews, to_attr="_current_workflow_states"),
            Prefetch("_revisions", planned, to_attr="planned"),
        )
    )
    for row in found:
        row.scheduled_revision = next(iter(row.planned), None)
    return found
