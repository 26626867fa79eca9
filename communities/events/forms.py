"""What a reader asks of the list, and what a person says when signing up."""

from django import forms
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from communities.directory.models import Community
from communities.events.models import Event, EventDate, Opinion, Question, SignUp
from portal.base.fields import LevelledEmailField, PersonNameField, TrapField
from portal.base.languages import current, localized

LONGEST_ANSWER = 500
# More than anybody means when asked for a number.
MOST = 1_000_000
TOGETHER = (
    ("together", _("Together or not at all")),
    ("as_many", _("As many of us as fit")),
)


class EventFilter:
    """The list's two questions: which communities, which topics.

    Several answers to one question mean "one of these". A wrong answer is not asked.
    """

    def __init__(self, query: QueryDict, dates: QuerySet):
        self.query, self.dates = query, dates
        self.communities = list(Community.objects.published().in_order())
        language = current()
        self.labels = {
            "community": {
                c.slug: localized(c, "short_name", language) for c in self.communities
            },
            "topic": dict(Event.Topic.choices),
        }
        self.chosen = {
            name: [value for value in labels if value in query.getlist(name)]
            for name, labels in self.labels.items()
        }

    def narrowed(self, *, without: str = "") -> QuerySet:
        """The dates that fit all that is asked, one question left out if named."""
        columns = {"community": "event__community__slug__in", "topic": "event__topic__in"}
        conditions = {
            columns[name]: values
            for name, values in self.chosen.items()
            if values and name != without
        }
        return self.dates.filter(**conditions)

    def options(self, name: str) -> list[dict]:
        """Every answer to a question, with the number of dates that it would show."""
        column = {"community": "event__community__slug", "topic": "event__topic"}[name]
        counted = self.narrowed(without=name).order_by().values(column)
        numbers = dict(counted.annotate(number=Count("pk")).values_list(column, "number"))
        lattices = {c.slug: c.lattice for c in self.communities}
        return [
            {
                "value": value,
                "label": label,
                "count": numbers.get(value, 0),
                "checked": value in self.chosen[name],
                "lattice": lattices.get(value, ""),
            }
            for value, label in self.labels[name].items()
        ]

    def chips(self) -> list[dict]:
        """What is chosen, each with the address of the list without it."""
        return [
            {"label": self.labels[name][value], "href": self._address(without=(name, value))}
            for name, values in self.chosen.items()
            for value in values
        ]

    def wider(self, options: dict[str, list[dict]]) -> dict | None:
        """The nearest list that shows something, when this one shows nothing."""
        links = {
            "community": _("In all communities"),
            "topic": _("On all topics"),
        }
        for name, link in links.items():
            if self.chosen[name] and any(option["count"] for option in options[name]):
                return {"link": link, "href": self._address(without=(name, None))}
        return None

    def _address(self, *, without: tuple[str, str | None]) -> str:
        name, value = without
        query = self.query.copy()
        query.pop("page", None)
        kept = [v for v in query.getlist(name) if value is not None and v != value]
        query.setlist(name, kept)
        return f"?{query.urlencode()}"


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


class OpinionForm(forms.Form):
    """The one question afterwards."""

    answer = forms.ChoiceField(
        label=_("Was it worth your time?"),
        help_text=_("We count the answers; yours is kept without your name."),
        choices=Opinion.Answer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an answer.")},
    )


class SignUpForm(PartyForm, forms.ModelForm):
    """Who would like to come. It saves nothing."""

    name = PersonNameField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As you would like to be called, in any script."),
    )
    email = LevelledEmailField(
        label=_("E-mail"),
        help_text=_("We write to this address; the link to your place is in the mail."),
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

    class Meta:
        model = SignUp
        fields = ["name", "email"]

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
        person = {field: self.cleaned_data[field] for field in self.Meta.fields}
        return person | self.party() | {"together": self.cleaned_data.get("together", True)}
