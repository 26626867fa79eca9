"""Schools and kindergartens that take foreign children."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.dated import PHONE, DatedFact
from portal.base.fields import several, validate_school_year
from portal.places.models import SpokenLanguage
from services.listings.models import Listing, live_index, lowest_first


class School(Listing):
    """A school, with what it teaches, to whom, and what it costs."""

    kind = "schools"
    schema_type = "School"
    card_fields = (
        *Listing.card_fields,
        "age_min",
        "age_max",
        "curricula",
        "tuition_min",
        "tuition_max",
        "tuition_year",
    )

    dated_facts = (
        DatedFact("fees", _("Fees"), ("tuition_min", "tuition_max", "tuition_year")),
        PHONE,
    )
    found_by = (
        "stages",
        "curricula",
        "languages_of_instruction",
        "accepts",
        "boarding",
        "accreditations",
    )

    class Stage(models.TextChoices):
        EARLY_YEARS = "early_years", _("Early years")
        PRIMARY = "primary", pgettext_lazy("school", "Primary")
        MIDDLE = "middle", _("Middle school")
        HIGH = "high", _("High school")

    class Curriculum(models.TextChoices):
        IB_PYP = "ib_pyp", _("IB Primary Years")
        IB_MYP = "ib_myp", _("IB Middle Years")
        IB_DP = "ib_dp", _("IB Diploma")
        IGCSE = "igcse", _("IGCSE")
        A_LEVEL = "a_level", _("A-Level")
        AP = "ap", _("AP")
        BRITISH = "british", _("British")
        AMERICAN = "american", _("American")
        CANADIAN = "canadian", _("Canadian")
        AUSTRALIAN = "australian", _("Australian")
        FRENCH = "french", _("French curriculum")
        GERMAN = "german", _("German curriculum")
        KOREAN = "korean", _("Korean curriculum")
        JAPANESE = "japanese", _("Japanese curriculum")
        CHINESE_NATIONAL = "chinese_national", _("Chinese national")
        MONTESSORI = "montessori", _("Montessori")
        OTHER = "other", _("Own or other curriculum")

    class Accepts(models.TextChoices):
        FOREIGN_PASSPORT = "foreign_passport", _("Foreign passport holders")
        HK_MACAO_TAIWAN = "hong_kong_macao_taiwan", _("Hong Kong, Macao and Taiwan residents")
        LOCAL = "local", _("Chinese nationals")

    stages = several(Stage, verbose_name=_("stages"))
    age_min = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("age up to"), null=True, blank=True)
    curricula = several(Curriculum, verbose_name=_("curricula"))
    languages_of_instruction = several(SpokenLanguage, verbose_name=_("taught in"))
    tuition_min = models.PositiveIntegerField(
        _("fees from"), null=True, blank=True, help_text=_("Yuan a year.")
    )
    tuition_max = models.PositiveIntegerField(
        _("fees up to"), null=True, blank=True, help_text=_("Yuan a year.")
    )
    tuition_year = models.CharField(
        _("school year of the fees"),
        max_length=9,
        blank=True,
        validators=[validate_school_year],
    )
    accepts = several(Accepts, verbose_name=_("takes"))
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    students = models.PositiveIntegerField(_("students"), null=True, blank=True)
    students_year = models.PositiveSmallIntegerField(
        _("year of that number"), null=True, blank=True
    )
    boarding = models.BooleanField(_("boarding"), null=True, blank=True)
    accreditations = models.CharField(
        _("accreditations"),
        max_length=200,
        blank=True,
        help_text=_("With commas between them."),
    )

    class Meta(Listing.Meta):
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        indexes = [
            *Listing.Meta.indexes,
            live_index(lowest_first("tuition"), name="school_by_fee"),
        ]
        constraints = [
            *Listing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(age_max__isnull=True) | Q(age_max__gte=F("age_min")),
                name="school_ages_go_up",
                violation_error_message=_(
                    "The highest age must not be below the lowest; fill in the lowest too."
                ),
            ),
            models.CheckConstraint(
                condition=Q(tuition_max__isnull=True) | Q(tuition_max__gte=F("tuition_min")),
                name="school_fees_go_up",
                violation_error_message=_(
                    "The highest fee must not be below the lowest; fill in the lowest too."
                ),
            ),
            models.CheckConstraint(
                condition=Q(tuition_min__isnull=True) | ~Q(tuition_year=""),
                name="school_fees_have_a_year",
                violation_error_message=_("Fees need their school year: fill it in too."),
            ),
        ]
