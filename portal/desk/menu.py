"""The desk's menu: what staff work on, by subject; nothing of what we do not use."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from communities.check_in.desk import DoorLinkViewSet
from communities.events.desk import (
    EventDateViewSet,
    EventViewSet,
    SignUpViewSet,
)
from communities.pages.desk import CommunityViewSet
from communities.programme.desk import (
    EventSeriesViewSet,
    PlatformViewSet,
    ProjectViewSet,
    ScenarioViewSet,
    ScoreViewSet,
)
from communities.record.desk import AuditViewSet
from portal.desk.search_words import (
    MissedSearchViewSet,
    SearchAliasViewSet,
    SearchSynonymViewSet,
)
from portal.duties.desk import DutyViewSet
from portal.facts.desk import FactViewSet
from portal.feedback.desk import RemarkViewSet, UsefulnessViewSet
from portal.links.desk import LinkUseViewSet
from portal.outbox.desk import MessageViewSet
from portal.pictures.desk import PictureViewSet
from portal.places.desk import MetroLineViewSet, MetroStationViewSet
from portal.subscriptions.desk import SubscriptionViewSet
from services.apartments.desk import ApartmentViewSet
from services.guides.desk import DeadlineViewSet, GuideViewSet, PointsRuleViewSet, TermViewSet
from services.hospitals.desk import HospitalViewSet
from services.journeys.desk import JourneyViewSet
from services.questions.desk import QuestionSetViewSet
from services.schools.desk import SchoolViewSet


class EventGroup(SnippetViewSetGroup):
    items = (
        EventViewSet,
        EventDateViewSet,
        SignUpViewSet,
        DoorLinkViewSet,
        EventSeriesViewSet,
    )
    menu_label = _("Events")
    menu_icon = "calendar-alt"
    menu_order = 100


class ListingGroup(SnippetViewSetGroup):
    items = (ApartmentViewSet, SchoolViewSet, HospitalViewSet)
    menu_label = _("Homes, schools, doctors")
    menu_icon = "home"
    menu_order = 110


class GuideGroup(SnippetViewSetGroup):
    items = (
        GuideViewSet,
        JourneyViewSet,
        QuestionSetViewSet,
        FactViewSet,
        DeadlineViewSet,
        PointsRuleViewSet,
        TermViewSet,
    )
    menu_label = _("Guides")
    menu_icon = "doc-full"
    menu_order = 120


class CommunityGroup(SnippetViewSetGroup):
    items = (CommunityViewSet, ScenarioViewSet, ScoreViewSet, ProjectViewSet, PlatformViewSet)
    menu_label = _("Communities and programme")
    menu_icon = "group"
    menu_order = 130


class MetroGroup(SnippetViewSetGroup):
    items = (MetroStationViewSet, MetroLineViewSet)
    menu_label = _("Metro")
    menu_icon = "crosshairs"
    menu_order = 140


class MailGroup(SnippetViewSetGroup):
    items = (MessageViewSet, SubscriptionViewSet)
    menu_label = _("Mail")
    menu_icon = "mail"
    menu_order = 150


class FeedbackGroup(SnippetViewSetGroup):
    items = (RemarkViewSet, UsefulnessViewSet)
    menu_label = _("What readers say")
    menu_icon = "comment"
    menu_order = 145


class SearchGroup(SnippetViewSetGroup):
    items = (SearchAliasViewSet, SearchSynonymViewSet, MissedSearchViewSet)
    menu_label = _("Search words")
    menu_icon = "search"
    menu_order = 160


# Pictures first: the forms of all others pick from them.
GROUPS = (
    PictureViewSet,
    EventGroup,
    ListingGroup,
    GuideGroup,
    CommunityGroup,
    MetroGroup,
    FeedbackGroup,
    MailGroup,
    SearchGroup,
    LinkUseViewSet,
    AuditViewSet,
    DutyViewSet,
)

# Wagtail's own entries about pages, images and Wagtail itself, and those whose doors are
# shut (portal/desk/urls.py).
UNUSED = {
    "explorer", "images", "collections", "help", "documents", "snippets", "reports",
    "workflows", "workflow-tasks", "groups",
}  # fmt: skip


def without(unused: set[str], items: list) -> None:
    """Take the named entries out of a menu that Wagtail has built."""
    items[:] = [item for item in items if item.name not in unused]
