"""What a reader asks of the list, and what a person says when signing up."""

from django import forms
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from communities.directory.models import Community
from communities.events.models import Event, SignUp
from portal.base.fields import LevelledEmailField
from portal.base.languages import current, localized


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


class SignUpForm(forms.ModelForm):
    """Who would like to come. It saves nothing."""

    email = LevelledEmailField(
        label=_("E-mail"),
        help_text=_("We write to this address; the link to your place is in the mail."),
        error_messages={
            "required": _("Please tell us your e-mail address."),
            "invalid": _("Please write an e-mail address such as name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=_("I agree that my name and e-mail are kept for this sign-up"),
        help_text=_(
            "We use them only to keep your place and to write to you about it. The organiser "
            "sees them. They are deleted 30 days after the date."
        ),
        error_messages={"required": _("Without your consent we cannot keep a place for you.")},
    )
    # Shown to nobody: people leave it empty, robots fill it in.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = SignUp
        fields = ["name", "email"]
        labels = {"name": _("Your name")}
        help_texts = {"name": _("As you would like to be called, in any script.")}
        error_messages = {"name": {"required": _("Please tell us your name.")}}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("This field must stay empty."), code="robot")
        return ""

    def guest(self) -> dict[str, str]:
        """What the sign-up action wants to know about the person."""
        return {field: self.cleaned_data[field] for field in self.Meta.fields}
