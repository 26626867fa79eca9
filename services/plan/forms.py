"""The questions of the plan: few, none of them obligatory but one day."""

import datetime as dt
import re
import unicodedata
from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.subscriptions.forms import WishForm, communities, consent
from services.plan.answers import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_OWN,
    MOST_OWN,
    MOST_RELATIVES,
    OWN_DAYS,
    RELATIVES_DAYS,
    YOU,
    Answers,
    OwnLine,
    Person,
    Relation,
    Route,
)

# How many people there is room for at first, and beside those who are told of.
ROOM = 2
NOT_KNOWN = pgettext_lazy("of the communities", "Not known yet")


class DayField(forms.DateField):
    """A day as the browser's own field sends it, or as people type it in both languages."""

    widget = forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")
    default_error_messages = {
        "invalid": _("Please write the date like this: 2027-03-01 or 1 March 2027."),
        "year": _("Please check the year."),
    }
    # Day before month, as the portal writes it; with figures alone the year comes first.
    input_formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d %B %Y", "%d %b %Y", "%Y年%m月%d日"]

    def __init__(self, **options):
        super().__init__(input_formats=self.input_formats, **{"required": False} | options)

    def to_python(self, value):
        typed = unicodedata.normalize("NFKC", value or "") if isinstance(value, str) else value
        return super().to_python(re.sub(r"(?<!\s)\s*([年月日/.-])\s*", r"\1", typed or ""))

    def validate(self, value):
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["year"], code="year")


class PlanForm(forms.Form):
    """What one tells of oneself. It asks by GET, and saves nothing."""

    route = forms.ChoiceField(
        label=_("Why are you coming to Beijing?"),
        choices=Route,
        initial=Route.WORK,
        widget=forms.RadioSelect,
    )
    entered = DayField(
        label=_("The day you arrive in China"), help_text=_("As stamped in your passport.")
    )
    moved_in = DayField(
        label=_("The day you move in"),
        help_text=_("Into a home. A hotel registers its guests itself."),
    )
    job_starts = DayField(label=_("The day your job starts"))
    permit_ends = DayField(
        label=_("The day your permit ends"),
        help_text=_("Residence permit or work permit, whichever ends first."),
    )
    job_ends = DayField(label=_("The day your job ends"), help_text=_("Only if you know it."))
    leaves = DayField(
        label=_("The day you leave Beijing"),
        help_text=_("Only if you leave for good: the plan then lists what to close first."),
    )
    changed = DayField(
        label=_("The day something on your permit changed"),
        help_text=_("A new employer, passport, address or purpose."),
    )
    pet = forms.BooleanField(label=_("I am bringing a cat or a dog"), required=False)
    licence = forms.BooleanField(label=_("I want to drive in Beijing"), required=False)
    community = forms.ChoiceField(
        label=_("Your community"),
        help_text=_("The plan then shows service points and doctors there."),
        required=False,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["community"].choices = [("", NOT_KNOWN), *communities()]


NO_AGE = _("Please enter an age from 0 to 120, in whole years.")


class RelativeForm(forms.Form):
    """Who comes along, and when."""

    relation = forms.ChoiceField(
        label=_("Relationship to you"),
        choices=[("", pgettext_lazy("a relative", "Please choose")), *Relation.choices],
        required=False,
    )
    age = forms.IntegerField(
        label=_("Age"),
        min_value=0,
        max_value=120,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NO_AGE),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    entered = DayField(
        label=_("Arrives in China on"), help_text=_("Leave empty if they arrive with you.")
    )
    permit_ends = DayField(label=_("Their permit ends on"))

    def clean(self):
        told = super().clean()
        if not told.get("relation") and any(
            value is not None and value != "" for value in told.values()
        ):
            self.add_error("relation", _("Please choose who this is, or empty the fields."))
        return told


class EmployerForm(forms.Form):
    """What an employer knows of a newcomer: nothing that says who it is."""

    route = forms.ChoiceField(
        label=_("Why is the newcomer coming to Beijing?"),
        choices=Route,
        initial=Route.WORK,
        widget=forms.RadioSelect,
    )
    job_starts = DayField(label=_("The day the job starts"))
    community = forms.ChoiceField(
        label=_("Community"),
        help_text=_("Where they will live or work, if that is known."),
        required=False,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["community"].choices = [("", NOT_KNOWN), *communities()]

    def answers(self) -> Answers:
        """Return what is told."""
        told = self.cleaned_data
        you = Person(key=YOU, route=told["route"], job_starts=told["job_starts"])
        return Answers(community=told["community"], you=you)


class OwnLineForm(forms.Form):
    """A line of one's own."""

    day = DayField(label=pgettext_lazy("of a line in the plan", "Day"), required=True)
    text = forms.CharField(
        label=_("What is to be done"),
        help_text=_("Please do not write names or document numbers."),
        max_length=LONGEST_OWN,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def add_to(self, answers: Answers) -> Answers:
        """Return the answers with this line, the newest ones if there are too many."""
        line = OwnLine(self.cleaned_data["day"], " ".join(self.cleaned_data["text"].split()))
        return replace(answers, own=(*answers.own, line)[-MOST_OWN:])


class RemindersForm(WishForm):
    """Where one wants to be reminded."""

    consent = consent(
        _("I agree that my email address and the dates of this plan are kept to remind me")
    )


class Questions:
    """The whole form: oneself, and a row for each relative."""

    def __init__(
        self, parameters: QueryDict, *, is_asked: bool, more: int = 0, community: str = ""
    ):
        self.before = Answers.given(parameters)
        data = parameters if is_asked else None
        initial = _initial(self.before)
        self.you = PlanForm(
            data, initial=initial | {"community": initial["community"] or community}
        )
        told = {each.key: each for each in self.before.relatives}
        room = max(ROOM, len(told)) + more
        keys = [*told, *(f"p{n}" for n in range(1, MOST_RELATIVES + 1) if f"p{n}" not in told)]
        self.relatives = [
            RelativeForm(data, prefix=key, initial=_told(told.get(key)))
            for key in sorted(keys[: min(room, MOST_RELATIVES)])
        ]

    @property
    def forms(self) -> list[forms.Form]:
        """Every form of it, in the order of the page."""
        return [self.you, *self.relatives]

    @property
    def is_of_family(self) -> bool:
        """Whether the part about relatives is of use to them, or is to be mended."""
        is_told = bool(self.before.relatives) or len(self.relatives) > ROOM
        return is_told or any(form.is_bound and form.errors for form in self.relatives)

    @property
    def has_faults(self) -> bool:
        """Whether something is to be put right."""
        return any(form.errors for form in self.forms)

    @property
    def has_room(self) -> bool:
        """Whether one more person can be told of."""
        return len(self.relatives) < MOST_RELATIVES

    def is_valid(self) -> bool:
        """Whether every answer can be read, and there is a day to start from."""
        are_valid = all([form.is_valid() for form in self.forms])
        if are_valid and not self.answers().is_dated:
            self.you.add_error("entered", _("Please enter at least one date."))
            return False
        return are_valid

    def answers(self) -> Answers:
        """Return what is told; own lines and what is done stay as they were."""
        told = self.you.cleaned_data
        relatives = (
            Person(key=form.prefix, route=Route.FAMILY, **form.cleaned_data)
            for form in self.relatives
            if form.cleaned_data["relation"]
        )
        return replace(
            self.before,
            community=told["community"],
            pet=told["pet"],
            licence=told["licence"],
            you=Person(key=YOU, route=told["route"], **{name: told[name] for name in OWN_DAYS}),
            relatives=tuple(relatives),
        )


def _initial(answers: Answers) -> dict[str, str | bool | dt.date | None]:
    told = {name: getattr(answers, name) for name in ("community", "pet", "licence")}
    return told | {name: getattr(answers.you, name) for name in ("route", *OWN_DAYS)}


def _told(person: Person | None) -> dict:
    names = ("relation", "age", *RELATIVES_DAYS)
    return {name: getattr(person, name) for name in names} if person else {}
