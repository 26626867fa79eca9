"""Every table of this app, so that Django finds it."""

from portal.publishing.review import CommunityReview
from services.apartments.models import Apartment
from services.guides.models import (
    Deadline,
    Guide,
    OfficialLink,
    Paper,
    PointsRule,
    Step,
    Term,
)
from services.hospitals.models import Hospital
from services.schools.models import School

__all__ = [
    "Apartment",
    "CommunityReview",
    "Deadline",
    "Guide",
    "Hospital",
    "OfficialLink",
    "Paper",
    "PointsRule",
    "School",
    "Step",
    "Term",
]
