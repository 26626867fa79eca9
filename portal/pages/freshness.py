"""How fresh the portal is, told openly: what has been checked in time, by community."""

import datetime as dt
from math import ceil

from dateutil.relativedelta import relativedelta
from django.db.models import (
    Aggregate,
    BigIntegerField,
    CharField,
    Count,
    F,
    FloatField,
    Func,
    Model,
    Q,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Extract, Greatest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.directory.models import Community
from portal.feedback.models import Remark
from portal.publishing.actions import publishable_models

PERIOD = relativedelta(years=1)
NUMBERS = ("records", "in_time", "confirmed", "overdue")


class ReadOn(Func):
    """The last day on which somebody read one of a record's sources, as text."""

    template = (
        "(SELECT max(source #>> '{value,read_on}')"
        " FROM jsonb_array_elements(%(expressions)s) AS source)"
    )
    output_field = CharField()


class Median(Aggregate):
    """The middle one of several values."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show for each community, and for what all share, how much has been checked in time."""
    numbers, days = _numbers(timezone.localdate()), _days_to_answer()
    communities = Community.objects.published().in_order().defer("sources")
    context = {
        "rows": [
            {"community": each, "days": days.get(each.pk), **_share(numbers.get(each.pk, {}))}
            for each in communities
        ],
        "shared": {"days": days.get(None), **_share(numbers.get(None, {}))},
        "everything": {"days": days.get("all"), **_share(_sum(numbers.values()))},
    }
    return render(request, "portal/pages/freshness.html", context)


def _numbers(today: dt.date) -> dict[int | None, dict]:
    """Count what is public, by community, in one query for every kind together."""
    questions = [_of_kind(model, today) for model in publishable_models()]
    found: dict[int | None, dict] = {}
    for row in questions[0].union(*questions[1:], all=True):
        found[row["place"]] = _sum([found.get(row["place"], {}), row])
    return found


def _of_kind(model: type[Model], today: dt.date):
    since = (today - PERIOD).isoformat()
    looked = [Cast(F(name), CharField()) for name in ("confirmed_on", "reviewed_on")]
    # Of nothing and a day the greatest is the day; days as text sort as days do.
    newest = Greatest(*looked, ReadOn(F("sources")))
    open_ended, overdue = Q(review_due__isnull=True), Q(review_due__lt=today)
    return (
        model.objects.published()
        .order_by()
        .annotate(
            kind_of_thing=Value(model.kind),
            place=_place(model),
            looked_at=Coalesce(newest, Value("")),
        )
        .values("kind_of_thing", "place")
        .annotate(
            records=Count("pk"),
            in_time=Count("pk", filter=Q(looked_at__gte=since) & (open_ended | ~overdue)),
            confirmed=Count("pk", filter=Q(confirmed_on__gte=today - PERIOD)),
            overdue=Count("pk", filter=overdue),
        )
    )


def _days_to_answer() -> dict[int | str | None, int]:
    """The middle number of days in which readers' remarks were answered, by community."""
    answered = Remark.objects.filter(state__in=(Remark.State.MENDED, Remark.State.STAYS))
    took = answered.order_by().annotate(
        took=Extract(F("answered_at") - F("created_at"), "epoch")
    )
    rows = took.values_list("community").annotate(median=Median("took"))
    seconds = {**dict(rows), "all": took.aggregate(median=Median("took"))["median"]}
    return {key: ceil(each / 86400) for key, each in seconds.items() if each is not None}


def _place(model: type[Model]):
    """Where a kind keeps the community of a record."""
    if model is Community:
        return F("pk")
    has_one = any(field.name == "community" for field in model._meta.concrete_fields)
    return F("community") if has_one else Value(None, BigIntegerField())


def _sum(rows) -> dict:
    total = dict.fromkeys(NUMBERS, 0)
    for row in rows:
        for name in NUMBERS:
            total[name] += row.get(name, 0)
    return total


def _share(found: dict) -> dict:
    """Add to the numbers how many in a hundred are in time; none where there is nothing."""
    numbers = _sum([found])
    records = numbers["records"]
    return numbers | {"share": numbers["in_time"] * 100 // records if records else None}
