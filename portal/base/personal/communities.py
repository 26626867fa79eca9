"""What the tables of communities keep of people."""

from django.contrib.postgres.functions import RandomUUID
from django.utils.translation import gettext_lazy as _

from portal.base.personal.fields import STAYS, Personal

_AFTER_DATE = _("until 30 days after the date")
_EMPLOYED = _("as long as the account is needed")
_TO_WRITE = _("to write to you about your place")
_TO_BE_FAIR = _("to keep the seats and the waiting list in fair order")

REGISTER = {
    "communities.SignUp": {
        "name": Personal(
            what=_("your name"),
            why=_("so that the organiser knows whom to expect"),
            kept=_AFTER_DATE,
            erased="",
        ),
        "email": Personal(
            what=_("your e-mail address"), why=_TO_WRITE, kept=_AFTER_DATE, erased=""
        ),
        "answers": Personal(
            what=_("your answers to the organiser's questions"),
            why=_("for the purpose that stands below each question"),
            kept=_AFTER_DATE,
            erased={},
        ),
        "token": Personal(
            what=_("the key in the link to your place"),
            why=_("so that nobody else can see or change your place"),
            kept=_AFTER_DATE,
            erased=RandomUUID(),
        ),
        "language": Personal(
            what=_("the language of the page"), why=_TO_WRITE, kept=_AFTER_DATE, erased=STAYS
        ),
        "state": Personal(
            what=_("how your place stands"), why=_TO_BE_FAIR, kept=_AFTER_DATE, erased=STAYS
        ),
        "party_size": Personal(
            what=_("how many people come"), why=_TO_BE_FAIR, kept=_AFTER_DATE, erased=STAYS
        ),
        "created_at": Personal(
            what=_("when you signed up"), why=_TO_BE_FAIR, kept=_AFTER_DATE, erased=STAYS
        ),
        "consented_at": Personal(
            what=_("when you gave your consent"),
            why=_("to be able to show that you agreed"),
            kept=_AFTER_DATE,
            erased=STAYS,
        ),
        "cancelled_at": Personal(
            what=_("when the place was cancelled"),
            why=_TO_BE_FAIR,
            kept=_AFTER_DATE,
            erased=STAYS,
        ),
    },
    "communities.Arrival": {
        "arrived_at": Personal(
            what=_("when you came in"),
            why=_("so that nobody else comes in on your place"),
            kept=_AFTER_DATE,
            erased=STAYS,
        ),
    },
    "communities.DoorLink": {
        "name": Personal(
            what=_("who helps at the door"),
            why=_("to be able to shut one person's link alone"),
            kept=_AFTER_DATE,
            erased="",
        ),
    },
    "communities.Remark": {
        "email": Personal(
            what=_("your e-mail address"),
            why=_("to send you the answer"),
            kept=_("until the answer has been written; a year at most"),
            erased="",
        ),
        "text": Personal(
            what=_("what you wrote about a page"),
            why=_("to put the page right"),
            kept=_("one year"),
            erased="",
        ),
        "language": Personal(
            what=_("the language of the page"),
            why=_("to send you the answer"),
            kept=_("one year"),
            erased=STAYS,
        ),
    },
    "communities.Duty": {
        "role": Personal(
            what=_("a role at the desk"),
            why=_("to let staff do their work, and nothing else"),
            kept=_EMPLOYED,
            erased=STAYS,
        ),
    },
}

IMPERSONAL = {
    "communities.SignUp": {
        "id", "date", "together", "offered_until", "given_back", "revision", "told_at",
        "has_given_opinion", "repeated_at",
        "email_key",  # the database makes it from the address, and empties it with that
    },
    "communities.Arrival": {"id", "sign_up", "nonce"},
    "communities.DoorLink": {"id", "date", "token", "created_at"},
    "communities.Remark": {
        "id", "kind", "object_pk", "version", "community", "reference", "about", "fact", "told",
        "may_be_told", "created_at", "state", "due_on", "owner", "outcome", "answered_at",
    },
    "communities.Duty": {"id", "user", "community", "needed_on"},
}  # fmt: skip

PUBLIC = {
    "communities.Announcement", "communities.AuditEntry", "communities.Community",
    "communities.Edition", "communities.Event", "communities.EventDate",
    "communities.EventSeries", "communities.Indicator", "communities.Landmark",
    "communities.Link", "communities.LinkUse", "communities.Opinion", "communities.Picture",
    "communities.Platform", "communities.Project", "communities.Question",
    "communities.Scenario", "communities.Score", "communities.Usefulness",
}  # fmt: skip
