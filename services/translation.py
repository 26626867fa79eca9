"""Which fields exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from portal.translation import PlaceTranslation, both
from services.apartments.models import Apartment
from services.guides.models import Deadline, Guide, OfficialLink, Paper, PointsRule, Step, Term
from services.hospitals.models import Hospital
from services.journeys.models import Journey, JourneyStep
from services.questions.models import Answer, Outcome, Question, QuestionSet
from services.schools.models import School


@register(Apartment)
class ApartmentTranslation(PlaceTranslation):
    fields = ("operator", "eligibility")


@register(School)
class SchoolTranslation(PlaceTranslation):
    pass


@register(Hospital)
class HospitalTranslation(PlaceTranslation):
    fields = ("opening_hours",)


@register(Guide)
class GuideTranslation(TranslationOptions):
    fields = (
        "title",
        "summary",
        "who",
        "authority",
        "legal_basis",
        "fee",
        "processing_time",
        "where",
    )
    required_languages = both("title", "summary", "who")


@register(Journey)
class JourneyTranslation(TranslationOptions):
    fields = ("title", "summary", "who")
    required_languages = both("title", "summary", "who")


@register(JourneyStep)
class JourneyStepTranslation(TranslationOptions):
    fields = ("title", "note", "who", "where", "papers", "cost", "time")
    required_languages = both("title")


@register(Step)
class StepTranslation(TranslationOptions):
    fields = ("title", "body")
    required_languages = both("title", "body")


@register(Paper)
class PaperTranslation(TranslationOptions):
    fields = ("name", "note")
    required_languages = both("name")


@register(OfficialLink)
class OfficialLinkTranslation(TranslationOptions):
    fields = ("label",)
    required_languages = both("label")


@register(Deadline)
class DeadlineTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = both("title")


@register(PointsRule)
class PointsRuleTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = both("name")


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("term", "note")
    required_languages = both("term", "note")


@register(QuestionSet)
class QuestionSetTranslation(TranslationOptions):
    fields = ("title", "summary", "not_covered")
    required_languages = both("title", "summary", "not_covered")


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("text", "hint", "unit")
    required_languages = both("text")


@register(Answer)
class AnswerTranslation(TranslationOptions):
    fields = ("text",)


@register(Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = ("title", "text", "not_covered")
    required_languages = both("title", "text")
