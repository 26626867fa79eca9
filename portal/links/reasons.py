"""What was found where a link leads, in plain words, and what to do about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(models.TextChoices):
    """What an answer means for readers."""

    UNKNOWN = "unknown", pgettext_lazy("link", "Not looked at yet")
    FINE = "fine", pgettext_lazy("link", "Works")
    MOVED = "moved", pgettext_lazy("link", "Works, at a new address")
    CLOSED = "closed", pgettext_lazy("link", "Shuts out robots")
    FAILING = "failing", pgettext_lazy("link", "Does not work")


class Reason(models.TextChoices):
    """Why a link does not work, or why we cannot tell."""

    NONE = "", ""
    GONE = "gone", _("The page is not there (404 or 410).")
    ERROR = "error", _("The site answers with an error of its own.")
    NO_HOST = "no_host", _("There is no site of this name.")
    NO_ANSWER = "no_answer", _("The site does not answer.")
    CERTIFICATE = "certificate", _("The site's certificate is not valid; browsers warn.")
    ROUND = "round", _("The address leads round in a circle.")
    PRIVATE = "private", _("The address leads into somebody's private network.")
    NO_ADDRESS = "no_address", _("This is no web address.")
    ROBOTS = "robots", _("The site turns programs away; people may well get in.")
    UNKNOWN_PAGE = "unknown_page", _("This page of ours does not exist or was withdrawn.")


ADVICE = {
    Reason.GONE: _("Look for the page on that site and put the new address here."),
    Reason.ERROR: _("This often passes. If it stays, look for another page that says it."),
    Reason.NO_HOST: _("Look for a slip in the name; else the site has gone: find another."),
    Reason.NO_ANSWER: _("This often passes. If it stays, look for another page that says it."),
    Reason.CERTIFICATE: _("Tell the site's owner; until then link to another page."),
    Reason.ROUND: _("Open it in a browser, and put the address that you end at here."),
    Reason.PRIVATE: _("Readers cannot open it: put a public address here."),
    Reason.NO_ADDRESS: _("Write it in full: https://…"),
    Reason.ROBOTS: _("Open it yourself. If it works, leave it."),
    Reason.UNKNOWN_PAGE: _("Link to what came in its place, or take the link out."),
}
