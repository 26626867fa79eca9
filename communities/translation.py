"""Which fields exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from communities.directory.models import Community, Landmark
from communities.events.models import Edition, Event, EventDate, EventSeries, Question
from communities.programme.models import Indicator, Platform, Project, Scenario, Score
from portal.feedback.models import Remark
from portal.links.models import LinkUse
from portal.pictures.models import Picture
from portal.translation import PlaceTranslation, both


@register(Community)
class CommunityTranslation(PlaceTranslation):
    fields = ("short_name", "description", "strengths", "industries")
    required_languages = both("name", "summary", "short_name", "description")


@register(Landmark)
class LandmarkTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = both("name")


@register(Scenario)
class ScenarioTranslation(TranslationOptions):
    fields = ("name", "summary")
    required_languages = both("name", "summary")


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = both("name")


@register(Score)
class ScoreTranslation(TranslationOptions):
    fields = ("evidence",)
    required_languages = both("evidence")


@register(Project)
class ProjectTranslation(TranslationOptions):
    fields = (
        "name",
        "summary",
        "lead_department",
        "responsible_entity",
        "location",
        "list_name",
    )
    required_languages = both("name", "summary")


@register(Platform)
class PlatformTranslation(PlaceTranslation):
    fields = ("operator", "opening_hours")


@register(EventSeries)
class EventSeriesTranslation(TranslationOptions):
    fields = ("name", "summary", "organiser", "venue")
    required_languages = both("name", "summary")


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = ("dates_note", "place", "figures")


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "summary", "description", "organiser")
    required_languages = both("title", "summary", "description")


@register(EventDate)
class EventDateTranslation(TranslationOptions):
    fields = ("venue", "address", "called_off_reason")
    required_languages = both("venue", "address")


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("label", "why", "options")
    required_languages = both("label", "why")


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt",)


@register(Remark)
class RemarkTranslation(TranslationOptions):
    fields = ("outcome",)


@register(LinkUse)
class LinkUseTranslation(TranslationOptions):
    fields = ("title",)
