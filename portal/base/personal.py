"""The register of personal data: what is kept of people, why, how long, and how it goes.

Everything that shows, hands out or erases personal data goes by this list, and
`tests/portal/base/test_personal.py` fails for a field that stands in none of its parts.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# "Erased" by staying: says nothing about anybody once the other fields are gone.
STAYS = object()


@dataclass(frozen=True, kw_only=True)
class Personal:
    """One field: what it is, why it is kept, for how long, and what takes its place then.

    `erased` is a value, an expression of the database, or STAYS.
    """

    what: str | Promise
    why: str | Promise
    kept: str | Promise
    erased: Any


_AFTER_DATE = _("until 30 days after the date")
_SUBSCRIBED = _("until you end the subscription; 7 days if you do not confirm it")
_MAILED = _("30 days after the mail was written")
_EMPLOYED = _("as long as the account is needed")
_TO_WRITE = _("to write to you about your place")
_REMINDED = _("until the last reminder has gone out, or until you end them")
_TO_REMIND = _("to remind you of the days of your plan")
_OF_PAGE = _("to tell you of changes to a page")
_TO_BE_FAIR = _("to keep the seats and the waiting list in fair order")

# Personal fields by model.
REGISTER: dict[str, dict[str, Personal]] = {
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
    "portal.Subscription": {
        "email": Personal(
            what=_("your e-mail address"),
            why=_("to send you news of events"),
            kept=_SUBSCRIBED,
            erased="",
        ),
        "language": Personal(
            what=_("the language of the page"),
            why=_("to send you news of events"),
            kept=_SUBSCRIBED,
            erased=STAYS,
        ),
        "communities": Personal(
            what=_("communities"),
            why=_("to send you only what you asked for"),
            kept=_SUBSCRIBED,
            erased=[],
        ),
        "topics": Personal(
            what=_("topics"),
            why=_("to send you only what you asked for"),
            kept=_SUBSCRIBED,
            erased=[],
        ),
        "token": Personal(
            what=_("the key in the link to your choices"),
            why=_("so that nobody else can change your choices"),
            kept=_SUBSCRIBED,
            erased=RandomUUID(),
        ),
    },
    "portal.PageWatch": {
        "email": Personal(
            what=_("your e-mail address"), why=_OF_PAGE, kept=_SUBSCRIBED, erased=""
        ),
        "language": Personal(
            what=_("the language of the page"), why=_OF_PAGE, kept=_SUBSCRIBED, erased=STAYS
        ),
        "token": Personal(
            what=_("the key in the link to your choices"),
            why=_("so that nobody else can change your choices"),
            kept=_SUBSCRIBED,
            erased=RandomUUID(),
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
    "services.Reminders": {
        "email": Personal(
            what=_("your e-mail address"), why=_TO_REMIND, kept=_REMINDED, erased=""
        ),
        "language": Personal(
            what=_("the language of the page"), why=_TO_REMIND, kept=_REMINDED, erased=STAYS
        ),
        "answers": Personal(
            what=_("the days and choices of your plan"),
            why=_TO_REMIND,
            kept=_REMINDED,
            erased="",
        ),
        "told": Personal(
            what=_("the days of your plan that you were told"),
            why=_("to tell you once when a rule moves them"),
            kept=_REMINDED,
            erased={},
        ),
        "token": Personal(
            what=_("the key in the link to your choices"),
            why=_("so that nobody else can change your choices"),
            kept=_REMINDED,
            erased=RandomUUID(),
        ),
    },
    "services.SealedPlan": {
        "sealed": Personal(
            what=_("your plan, locked"),
            why=_("so that you can open it on another device"),
            kept=_("until you delete it, or 12 months after it was last opened"),
            erased="",
        ),
    },
    "portal.Message": {
        field: Personal(
            what=_("a mail to you"),
            why=_("to send it, again if need be"),
            kept=_MAILED,
            erased=empty,
        )
        for field, empty in {
            "to": "",
            "text": "",
            "html": "",
            "attachments": [],
            "headers": {},
            "last_error": "",
        }.items()
    },
    "portal.User": {
        field: Personal(
            what=_("an account of staff"),
            why=_("to let staff in and to record who changed what"),
            kept=_EMPLOYED,
            erased=empty,
        )
        for field, empty in {
            "email": Concat(Cast(RandomUUID(), CharField()), Value("@invalid")),
            "name": "",
            "password": "!",
            "last_login": None,
            "date_joined": STAYS,
        }.items()
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

# What the same tables hold besides: nothing of it says anything about a person.
IMPERSONAL: dict[str, set[str]] = {
    "communities.SignUp": {
        "id", "date", "together", "offered_until", "given_back", "revision", "told_at",
        "has_given_opinion", "repeated_at",
        "email_key",  # the database makes it from the address, and empties it with that
    },
    "communities.Arrival": {"id", "sign_up", "nonce"},
    "communities.DoorLink": {"id", "date", "token", "created_at"},
    "portal.Subscription": {
        "id", "rhythm", "asked_at", "confirmed_at", "told_until", "email_key",
    },
    "portal.PageWatch": {
        "id", "kind", "object_pk", "rhythm", "asked_at", "confirmed_at", "told_version",
        "email_key",
    },
    "communities.Remark": {
        "id", "kind", "object_pk", "version", "community", "reference", "about", "may_be_told",
        "created_at", "state", "due_on", "owner", "outcome", "answered_at",
    },
    "services.Reminders": {
        "id", "asked_at", "confirmed_at", "looked_on", "is_spent", "email_key",
    },
    "services.SealedPlan": {"id", "digest", "touched_on"},
    "portal.Message": {
        "id", "key", "subject", "status", "attempts", "deaths", "created_at", "send_after",
        "claimed_at", "sent_at",
    },
    "communities.Duty": {"id", "user", "community"},
    "portal.User": {
        "id", "is_superuser", "is_staff", "is_active", "groups", "user_permissions",
    },
}  # fmt: skip

# Tables that hold what is written for the public, or counts. In them only what could
# point at a person needs a word: contacts are those of institutions, and names of staff
# stand beside what they have done.
PUBLIC = {
    "communities.Announcement", "communities.Community", "communities.Edition",
    "communities.Event", "communities.EventDate", "communities.EventSeries",
    "communities.Indicator", "communities.Landmark", "communities.Link", "communities.LinkUse",
    "communities.Opinion",
    "communities.Picture", "communities.Platform", "communities.Project",
    "communities.Question", "communities.Scenario", "communities.Score",
    "communities.AuditEntry", "communities.Usefulness", "services.CommunityReview",
    "portal.ContentChange", "portal.ContentRecord", "portal.Fact", "portal.FactChange",
    "portal.FactValue", "portal.Import", "portal.ImportedRow",
    "portal.FormerAddress", "portal.Successor",
    "portal.MeaningAnswer", "portal.MeaningChange", "portal.MetroLine",
    "portal.MetroStation", "portal.MetroTransfer", "portal.MissedSearch",
    "portal.SearchAlias", "portal.SearchEntry", "portal.SearchSynonym", "portal.SearchWord",
    "services.Apartment", "services.Deadline", "services.Guide", "services.Hospital",
    "services.Journey", "services.JourneyStep",
    "services.OfficialLink", "services.Paper", "services.PointsRule", "services.School",
    "services.Step", "services.Term", "services.QuestionSet", "services.Question",
    "services.Answer", "services.Outcome", "services.Case",
}  # fmt: skip
# Pictures for readers, drawn anew when they come: nothing of a phone or its place stays.
PUBLIC_FILES = {"file"}
PUBLIC_CONTACTS = {"email", "phone", "wechat", "contact_email", "appointment_phone"}
STAFF_AT_WORK = {"locked_by", "confirmed_by", "owner", "user", "by"}


def of(model: type[Model]) -> dict[str, Personal]:
    """Return the personal fields of a model."""
    return REGISTER[model._meta.label]


def erase(rows: QuerySet) -> int:
    """Erase what is personal in the rows; the rows stay, so that counts do. Count them."""
    gone = {
        name: field.erased
        for name, field in of(rows.model).items()
        if field.erased is not STAYS
    }
    return rows.update(**gone)
