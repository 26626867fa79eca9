"""Hospitals, international departments and clinics."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.dated import HOURS, PHONE, DatedFact
from portal.base.fields import several
from portal.places.models import Opening
from services.listings.models import Listing


class Hospital(Opening, Listing):
    """Somewhere to see a doctor."""

    kind = "hospitals"
    card_fields = (
        *Listing.card_fields,
        "hospital_kind",
        "ownership",
        "emergency_24h",
        "languages",
    )

    dated_facts = (
        PHONE,
        DatedFact("appointment_phone", _("Phone for appointments"), ("appointment_phone",)),
        HOURS,
    )
    found_by = (
        "hospital_kind",
        "ownership",
        "departments",
        "emergency_24h",
        "direct_billing",
        "insurers",
    )

    class Kind(models.TextChoices):
        INTERNATIONAL_HOSPITAL = "international_hospital", _("International hospital")
        INTERNATIONAL_DEPARTMENT = "international_department", _("International department")
        CLINIC = "clinic", _("Clinic")
        PUBLIC_HOSPITAL = "public_hospital", _("Public hospital")

    class Ownership(models.TextChoices):
        PUBLIC = "public", pgettext_lazy("hospital", "Public")
        PRIVATE = "private", pgettext_lazy("hospital", "Private")

    class Department(models.TextChoices):
        GENERAL_PRACTICE = "general_practice", _("General practice")
        INTERNAL_MEDICINE = "internal_medicine", _("Internal medicine")
        SURGERY = "surgery", _("Surgery")
        PAEDIATRICS = "paediatrics", _("Paediatrics")
        OBSTETRICS_GYNAECOLOGY = "obstetrics_gynaecology", _("Obstetrics and gynaecology")
        DENTISTRY = "dentistry", _("Dentistry")
        OPHTHALMOLOGY = "ophthalmology", _("Eyes")
        ORTHOPAEDICS = "orthopaedics", _("Orthopaedics")
        DERMATOLOGY = "dermatology", _("Dermatology")
        CARDIOLOGY = "cardiology", _("Cardiology")
        ONCOLOGY = "oncology", _("Oncology")
        PSYCHIATRY_PSYCHOLOGY = "psychiatry_psychology", _("Psychiatry and psychology")
        ENT = "ent", _("Ear, nose and throat")
        TCM = "traditional_chinese_medicine", _("Traditional Chinese medicine")
        PHYSIOTHERAPY = "physiotherapy", _("Physiotherapy")
        EMERGENCY = "emergency", _("Emergency department")
        VACCINATION = "vaccination", _("Vaccination")
        HEALTH_CHECK = "health_check", _("Health check")

    hospital_kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    ownership = models.CharField(_("ownership"), max_length=10, choices=Ownership, blank=True)
    emergency_24h = models.BooleanField(
        _("emergency care, day and night"), null=True, blank=True
    )
    appointment_phone = models.CharField(_("phone for appointments"), max_length=60, blank=True)
    appointment_url = models.URLField(_("appointments online"), max_length=300, blank=True)
    departments = several(Department, verbose_name=_("departments"))
    direct_billing = models.BooleanField(_("bills insurers directly"), null=True, blank=True)
    insurers = models.TextField(
        _("insurers billed"), blank=True, help_text=_("One on each line.")
    )

    class Meta(Listing.Meta):
        verbose_name = _("hospital")
        verbose_name_plural = _("hospitals and clinics")

    @property
    def schema_type(self) -> str:
        return "MedicalClinic" if self.hospital_kind == self.Kind.CLINIC else "Hospital"
