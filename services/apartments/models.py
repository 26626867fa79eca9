"""Homes: talent apartments, serviced apartments, compounds, villas."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.base.dated import PHONE, DatedFact
from portal.base.fields import PartialDateField, several
from services.listings.models import Listing, live_index, lowest_first


class Apartment(Listing):
    """A building or compound with homes to let."""

    kind = "apartments"
    schema_type = "ApartmentComplex"
    card_fields = (
        *Listing.card_fields,
        "apartment_kind",
        "rent_min",
        "rent_max",
        "rent_as_of",
        "bedrooms",
    )

    dated_facts = (
        DatedFact("rent", _("Rent"), ("rent_min", "rent_max", "rent_as_of")),
        PHONE,
    )
    found_by = (
        "apartment_kind",
        "operator",
        "amenities",
        "furnished",
        "pets",
        "registration_support",
        "eligibility",
    )

    class Kind(models.TextChoices):
        TALENT = "talent_apartment", _("Talent apartment")
        SERVICED = "serviced_apartment", _("Serviced apartment")
        COMPOUND = "rental_compound", _("Rental compound")
        VILLAS = "villa_compound", _("Villa compound")

    class Amenity(models.TextChoices):
        GYM = "gym", _("Gym")
        POOL = "pool", _("Pool")
        PARKING = "parking", _("Parking")
        KINDERGARTEN = "kindergarten", _("Kindergarten")
        SHUTTLE = "shuttle", _("Shuttle bus")
        RECEPTION = "reception_24h", _("Reception, day and night")
        HOUSEKEEPING = "housekeeping", _("Housekeeping")
        SUPERMARKET = "supermarket", _("Supermarket")
        PLAYGROUND = "playground", _("Playground")
        COWORKING = "coworking", _("Co-working space")

    class Included(models.TextChoices):
        """What a rent may cover beside the home."""

        HEATING = "heating", _("Heating")
        WATER = "water", _("Water")
        ELECTRICITY = "electricity", _("Electricity")
        GAS = "gas", _("Gas")
        INTERNET = "internet", _("Internet")
        PROPERTY_FEE = "property_fee", _("Property management fee")
        CLEANING = "cleaning", _("Cleaning")
        PARKING = "parking", _("A parking space")
        INVOICE = "invoice", _("Official invoice (fapiao)")

    apartment_kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    operator = models.CharField(_("run by"), max_length=200, blank=True)
    bedrooms = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("bedrooms"),
        default=list,
        blank=True,
        help_text=_("Numbers with commas between them; 0 is a studio."),
    )
    rent_min = models.PositiveIntegerField(
        _("rent from"), null=True, blank=True, help_text=_("Yuan a month.")
    )
    rent_max = models.PositiveIntegerField(
        _("rent up to"), null=True, blank=True, help_text=_("Yuan a month.")
    )
    rent_as_of = PartialDateField(_("rent as of"))
    deposit_months = models.PositiveSmallIntegerField(
        _("deposit"), null=True, blank=True, help_text=_("Months of rent; 0 means none.")
    )
    rent_includes = several(
        Included,
        verbose_name=_("rent includes"),
        help_text=_("Only what is stated; leave empty what nobody states."),
    )
    area_min = models.PositiveIntegerField(
        _("area from"), null=True, blank=True, help_text=_("Square metres.")
    )
    area_max = models.PositiveIntegerField(
        _("area up to"), null=True, blank=True, help_text=_("Square metres.")
    )
    furnished = models.BooleanField(_("furnished"), null=True, blank=True)
    pets = models.BooleanField(_("takes pets"), null=True, blank=True)
    minimum_lease_months = models.PositiveSmallIntegerField(
        _("shortest lease"), null=True, blank=True, help_text=_("Months.")
    )
    registration_support = models.BooleanField(
        _("helps with accommodation registration"), null=True, blank=True
    )
    eligibility = models.TextField(_("who may apply"), blank=True)
    amenities = several(Amenity, verbose_name=_("amenities"))

    class Meta(Listing.Meta):
        verbose_name = _("apartment")
        verbose_name_plural = _("apartments")
        indexes = [
            *Listing.Meta.indexes,
            live_index(lowest_first("rent"), name="apartment_by_rent"),
        ]
        constraints = [
            *Listing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(rent_max__isnull=True) | Q(rent_max__gte=F("rent_min")),
                name="apartment_rent_goes_up",
                violation_error_message=_(
                    "The highest rent must not be below the lowest; fill in the lowest too."
                ),
            ),
            models.CheckConstraint(
                condition=Q(area_max__isnull=True) | Q(area_max__gte=F("area_min")),
                name="apartment_area_goes_up",
                violation_error_message=_(
                    "The largest area must not be below the smallest; fill in the smallest too."
                ),
            ),
            models.CheckConstraint(
                condition=Q(rent_min__isnull=True) | ~Q(rent_as_of=""),
                name="apartment_rent_has_a_date",
                violation_error_message=_("A rent needs its date: fill in “rent as of” too."),
            ),
        ]
