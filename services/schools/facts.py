"""What is told about a school, in the page's language."""

import datetime as dt

from django.utils.translation import gettext as _

from portal.base.dates import confirmed_by_staff
from portal.places.models import SpokenLanguage
from services.listings.facts import (
    Fact,
    a_year,
    as_of,
    dated,
    is_long_ago,
    several,
    span,
    spoken,
    stated,
    yes_or_no,
)
from services.schools.models import School


def card_facts(school: School) -> list[Fact]:
    """Name what parents compare first: fees with their year, ages, what is taught."""
    return stated(
        _fees(school),
        _ages(school),
        several("curricula", _("Curricula"), school.curricula, School.Curriculum),
    )


def facts(school: School) -> list[Fact]:
    """Name everything that is stated about a school."""
    return stated(
        several("stages", _("Stages"), school.stages, School.Stage),
        _ages(school),
        several("curricula", _("Curricula"), school.curricula, School.Curriculum),
        several("taught-in", _("Taught in"), school.languages_of_instruction, SpokenLanguage),
        spoken(school),
        _fees(school),
        several("accepts", _("Takes"), school.accepts, School.Accepts),
        yes_or_no("boarding", _("Boarding"), school.boarding),
        Fact("founded", _("Founded"), str(school.founded or "")),
        _students(school),
        Fact("accreditations", _("Accreditations"), school.accreditations),
    )


def _ages(school: School) -> Fact:
    ages = span(
        school.age_min,
        school.age_max,
        both=_("%(range)s years"),
        least=_("from %(low)d years"),
        most=_("up to %(high)d years"),
    )
    return Fact("ages", _("Ages"), ages)


def _fees(school: School) -> Fact | None:
    fees = a_year(school.tuition_min, school.tuition_max)
    if not fees:
        return None
    dates = _of_school_year(school.tuition_year, school.fact_confirmed_on("fees"))
    return Fact("fees", _("Fees"), fees, dates)


def _of_school_year(years: str, confirmed: dt.date | None) -> str:
    """Say of which school year a fact is, and when that ended long ago."""
    if not years:
        return confirmed_by_staff(confirmed)
    ended = f"{years.rpartition('-')[2]}-08"
    words = (
        _("school year %(years)s, over a year ago")
        if is_long_ago(ended, confirmed)
        else _("school year %(years)s")
    )
    return dated(words % {"years": years.replace("-", "–")}, confirmed)


def _students(school: School) -> Fact | None:
    if school.students is None:
        return None
    dates = as_of(str(school.students_year or ""))
    return Fact("students", _("Students"), f"{school.students:,}", dates)
