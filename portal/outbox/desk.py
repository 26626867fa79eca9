"""The outbox at the desk: what was written to whom, what became of it, and what to do."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from portal.base.desk import ReadOnlyViewSet, ScopedIndexView
from portal.base.rights import Area
from portal.outbox import queue, trouble
from portal.outbox.models import Message

ADDRESS = "wagtailsnippets_portal_message:{}"


def _step(act: Callable[[QuerySet], int], name: str, question, done) -> Callable:
    """Make the page that asks before something is done to a mail, and does it on a post."""

    @require_http_methods(["GET", "POST"])
    def step(request: HttpRequest, pk: int) -> HttpResponse:
        found = Message.objects.filter(pk=pk)
        message = found.unsent().first()
        if request.method == "POST":
            if act(found):
                log(request.user.at_hand, f"portal.{name}")
                messages.success(request, done)
            else:
                messages.error(request, _("Too late: this mail has gone out, or is going."))
            return redirect(ADDRESS.format("list"))
        if message is None:
            raise Http404
        context = {"message": message, "page_title": question}
        context["back"] = reverse(ADDRESS.format("list"))
        return render(request, "portal/outbox/step.html", context)

    return step


retry = _step(queue.retry, "retry", _("Send this mail now"), _("The mail goes out now."))
withdraw = _step(
    queue.withdraw, "withdraw", _("Withdraw this mail"), _("The mail will not go out.")
)


class IndexView(ScopedIndexView):
    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.status in {Message.Status.QUEUED, Message.Status.FAILED}:
            for name, label, icon in (
                ("retry", _("Send this mail now"), "rotate"),
                ("withdraw", _("Withdraw this mail"), "cross"),
            ):
                url = reverse(ADDRESS.format(name), args=[instance.pk])
                buttons.append(Button(label, url=url, icon_name=icon))
        return buttons


def error_in_words(message: Message) -> str:
    """What kept the mail from going out, for a list."""
    return trouble.in_words(message.last_error)


class MessageViewSet(ReadOnlyViewSet):
    """Mails, the newest first; those that failed are found by their state."""

    model = Message
    area = Area.MAIL
    icon = "mail"
    base_url_path = "mails"
    index_view_class = IndexView
    list_display = (
        "subject", "to", "status", "attempts",
        Column("error", label=_("Trouble"), accessor=error_in_words),
        "created_at", "send_after", "sent_at",
    )  # fmt: skip
    list_filter = ("status", "created_at")
    search_fields = ("to", "subject")
    ordering = ("-created_at", "-pk")
    inspect_view_fields = (
        "to", "subject", "text", "status", "attempts", "created_at", "send_after", "sent_at",
        "last_error",
    )  # fmt: skip

    needs = {"retry": "change", "withdraw": "change"}
    personal = ("list", "list_results", "inspect", "retry", "withdraw")

    def own_urls(self):
        return [
            path("<int:pk>/retry/", retry, name="retry"),
            path("<int:pk>/withdrawal/", withdraw, name="withdraw"),
        ]
