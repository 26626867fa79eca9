"""Every kind of work that the first page of the desk counts, in its order."""

from communities.events.board import DATES
from portal.duties.board import DUTIES
from portal.facts.board import FACTS
from portal.feedback.board import REMARKS
from portal.links.board import LINKS
from portal.publishing.board import (
    CHECKS,
    DRAFTS,
    POSITIONS,
    RETURNED,
    REVIEWS,
    TRANSLATIONS,
)

LINES = (
    REVIEWS,
    RETURNED,
    TRANSLATIONS,
    CHECKS,
    FACTS,
    LINKS,
    REMARKS,
    DATES,
    DRAFTS,
    POSITIONS,
    DUTIES,
)
