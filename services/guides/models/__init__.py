"""Policy guides: what to do, in which order, with which papers, by when."""

from services.guides.models.deadlines import Deadline
from services.guides.models.guides import Guide, OfficialLink, Paper, Step
from services.guides.models.points import PointsRule
from services.guides.models.terms import Term

__all__ = ["Deadline", "Guide", "OfficialLink", "Paper", "PointsRule", "Step", "Term"]
