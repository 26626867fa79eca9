"""What the tables of services keep of people."""

from django.contrib.postgres.functions import RandomUUID
from django.utils.translation import gettext_lazy as _

from portal.base.personal.fields import STAYS, Personal

_REMINDED = _("until the last reminder has gone out, or until you end them")
_TO_REMIND = _("to remind you of the days of your plan")

REGISTER = {
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
}

IMPERSONAL = {
    "services.Reminders": {
        "id", "asked_at", "confirmed_at", "looked_on", "is_spent", "email_key",
    },
    "services.SealedPlan": {"id", "digest", "touched_on"},
}  # fmt: skip

PUBLIC = {
    "services.Answer", "services.Apartment", "services.Case", "services.CommunityReview",
    "services.Deadline", "services.Guide", "services.Hospital", "services.Journey",
    "services.JourneyStep", "services.OfficialLink",
    "services.Outcome", "services.Paper", "services.PointsRule", "services.Question",
    "services.QuestionSet", "services.School", "services.Step", "services.Term",
}  # fmt: skip
