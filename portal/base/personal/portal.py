"""What the tables of the portal keep of people."""

from django.contrib.postgres.functions import RandomUUID
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from portal.base.personal.fields import STAYS, Personal

_SUBSCRIBED = _("until you end the subscription; 7 days if you do not confirm it")
_MAILED = _("30 days after the mail was written")
_EMPLOYED = _("as long as the account is needed")
_OF_PAGE = _("to tell you of changes to a page or a topic")

REGISTER = {
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
}

IMPERSONAL = {
    "portal.Subscription": {
        "id", "rhythm", "asked_at", "confirmed_at", "told_until", "email_key",
    },
    "portal.PageWatch": {
        "id", "kind", "object_pk", "group", "rhythm", "asked_at", "confirmed_at",
        "told_turn", "email_key",
    },
    "portal.Message": {
        "id", "key", "subject", "status", "attempts", "deaths", "created_at", "send_after",
        "claimed_at", "sent_at",
    },
    "portal.User": {
        "id", "is_superuser", "is_staff", "is_active", "groups", "user_permissions",
    },
}  # fmt: skip

PUBLIC = {
    "portal.ContentChange", "portal.ContentRecord", "portal.Fact", "portal.FactChange",
    "portal.FactValue", "portal.FormerAddress", "portal.Import", "portal.ImportedRow",
    "portal.MeaningAnswer", "portal.MeaningChange", "portal.MetroLine",
    "portal.MetroStation", "portal.MetroTransfer", "portal.MissedSearch",
    "portal.SearchAlias", "portal.SearchEntry", "portal.SearchSynonym", "portal.SearchWord",
    "portal.Successor",
}  # fmt: skip
