"""What a person says when signing up, when changing a place, and afterwards."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from communities.events.models import EventDate, Opinion, Question, SignUp
from portal.base.fields import LevelledEmailField, PersonNameField, TrapField
from portal.base.languages import current, localized

WORTH_IT = _("Was it worth your time?")
LONGEST_ANSWER = 500
# More than anybody means when asked for a number.
MOST = 1_000_000
TOGETHER = (
    ("together", _("Together or not at all")),
    ("as_many", _("As many of us as fit")),
)


class PartyForm(forms.Form):
    """How many come, and what the organiser asks. It saves nothing."""

    def __init__(self, *args, date: EventDate, party_max: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.party_max = party_max or date.party_max
        if self.party_max > 1:
            self.fields["party_size"] = self._party_size()
        self.questions = {f"answer_{q.key}": q for q in date.event.questions.all()}
        for name, question in self.questions.items():
            self.fields[name] = _answer_field(question)

    def _party_size(self) -> forms.IntegerField:
        words = {"n": self.party_max}
        return forms.IntegerField(
            label=_("How many people come"),
            help_text=_("You included, %(n)d at most.") % words,
            min_value=1,
            max_value=self.party_max,
            initial=1,
            error_messages={
                "required": _("Please tell us how many people come."),
                "min_value": _("One person at least has to come."),
                "max_value": _("At most %(n)d people can come together.") % words,
            },
        )

    @property
    def answer_fields(self) -> list:
        """The organiser's questions, as fields of the form."""
        return [self[name] for name in self.questions]

    def party(self) -> dict:
        """What the actions want to know about the party."""
        answers = {q.key: self.cleaned_data[name] for name, q in self.questions.items()}
        return {
            "party_size": self.cleaned_data.get("party_size", 1),
            "answers": {k: v for k, v in answers.items() if v not in (None, "", [])},
        }


def _answer_field(question: Question) -> forms.Field:
    """Ask a question in the active language; choices are kept by their English words."""
    kind, choices = question.kind, question.choices()
    common = {
        "label": localized(question, "label", current()),
        "help_text": localized(question, "why", current()),
        "required": question.required,
        "error_messages": {"required": _("Please answer this question.")},
    }
    if kind == Question.Kind.NUMBER:
        return forms.IntegerField(min_value=0, max_value=MOST, **common)
    if kind == Question.Kind.CHOICES:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choices, widget=widget, **common)
    if kind == Question.Kind.CHOICE:
        if not question.required:
            choices = [("", _("No answer")), *choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    return forms.CharField(max_length=LONGEST_ANSWER, **common)


class ChangeForm(PartyForm):
    """What a person can change about a place: how many come, and their answers."""

    def __init__(self, *args, sign_up: SignUp, **kwargs):
        initial = {f"answer_{key}": answer for key, answer in sign_up.answers.items()}
        initial["party_size"] = sign_up.party_size
        largest = max(sign_up.date.party_max, sign_up.party_size)
        super().__init__(*args, date=sign_up.date, party_max=largest, initial=initial, **kwargs)


class DateForm(WagtailAdminModelForm):
    """When and where, at the desk: what hangs on the start moves with it."""

    # What keeps its distance from the start, unless it is set anew itself.
    ALONG = ("sign_up_closes_at", "change_until")

    moves_along = forms.BooleanField(
        label=_("If the start moves, the end of sign-up and of changes moves with it"),
        help_text=_("A time that you set anew yourself stays as you set it."),
        required=False,
        initial=True,
    )

    def clean(self):
        values = super().clean()
        if self.instance.pk and values.get("starts_at") and values.get("moves_along"):
            moved = values["starts_at"] - _to_the_minute(self.initial["starts_at"])
            for name in self.ALONG:
                before = self.initial.get(name)
                if before and values.get(name) == _to_the_minute(before):
                    values[name] += moved
        return values


def _to_the_minute(moment: dt.datetime) -> dt.datetime:
    return moment.replace(second=0, microsecond=0)


class OpinionForm(forms.Form):
    """The one question afterwards."""

    answer = forms.ChoiceField(
        label=WORTH_IT,
        help_text=_("We count the answers; yours is kept without your name."),
        choices=Opinion.Answer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an answer.")},
    )


class SignUpForm(PartyForm):
    """Who would like to come. It saves nothing."""

    name = PersonNameField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As you would like to be called, in any script."),
    )
    email = LevelledEmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_("We write to this address. The email contains the link to your place."),
    )
    consent = forms.BooleanField(
        label=_("I agree that what I have written here is kept for this sign-up"),
        help_text=_(
            "We use them only to keep your place and to write to you about it. The organiser "
            "sees them. They are deleted 30 days after the date."
        ),
        error_messages={"required": _("Without your consent we cannot keep a place for you.")},
    )
    website = TrapField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.party_max > 1:
            self.fields["together"] = forms.TypedChoiceField(
                label=_("If there is not room for everybody"),
                choices=TOGETHER,
                coerce=lambda value: value == "together",
                initial="together",
                required=False,
                empty_value=True,
                widget=forms.RadioSelect,
            )

    def guest(self) -> dict:
        """What the sign-up action wants to know about the person and the party."""
        person = {field: self.cleaned_data[field] for field in ("name", "email")}
        return person | self.party() | {"together": self.cleaned_data.get("together", True)}
