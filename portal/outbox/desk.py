"""The outbox at the desk: what was written to whom, and what became of it."""

from portal.base.desk import ReadOnlyViewSet
from portal.outbox.models import Message


class MessageViewSet(ReadOnlyViewSet):
    """Mails, the newest first; those that failed are found by their state."""

    model = Message
    icon = "mail"
    base_url_path = "mails"
    list_display = ("subject", "to", "status", "attempts", "created_at", "sent_at")
    list_filter = ("status",)
    search_fields = ("to", "subject")
    ordering = ("-created_at", "-pk")
    inspect_view_fields = (
        "to", "subject", "text", "status", "attempts", "created_at", "send_after", "sent_at",
        "last_error",
    )  # fmt: skip
