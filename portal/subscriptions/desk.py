"""Subscriptions at the desk: how many there are, and of what."""

from portal.base.desk import ReadOnlyViewSet
from portal.base.rights import Area
from portal.subscriptions.models import Subscription


class SubscriptionViewSet(ReadOnlyViewSet):
    """Who hears of what. Only readers themselves change it."""

    model = Subscription
    area = Area.MAIL
    personal = ("list", "list_results", "inspect")
    icon = "mail"
    base_url_path = "subscriptions"
    list_display = ("email", "language", "rhythm", "asked_at", "confirmed_at")
    list_filter = ("rhythm", "language")
    search_fields = ("email",)
    ordering = ("-asked_at", "-pk")
    inspect_view_fields = (
        "email", "language", "rhythm", "communities", "topics", "asked_at", "confirmed_at",
    )  # fmt: skip
