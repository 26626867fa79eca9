"""Every table of this app, so that Django finds it."""

from portal.publishing.review import CommunityReview
from services.apartments.models import Apartment
from services.guides.models.deadlines import Deadline
from services.guides.models.guides import Guide, OfficialLink, Paper, Step
from services.guides.models.points import PointsRule
from services.guides.models.terms import Term
from services.hospitals.models import Hospital
from services.journeys.models import Journey, JourneyStep
from services.plan.models import Reminders, SealedPlan
from services.questions.models import Answer, Case, Outcome, Question, QuestionSet
from services.schools.models import School

__all__ = [
    "Answer",
    "Apartment",
    "Case",
    "CommunityReview",
    "Deadline",
    "Guide",
    "Hospital",
    "Journey",
    "JourneyStep",
    "OfficialLink",
    "Outcome",
    "Paper",
    "PointsRule",
    "Question",
    "QuestionSet",
    "Reminders",
    "School",
    "SealedPlan",
    "Step",
    "Term",
]
