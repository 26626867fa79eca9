"""The programme on paper: a scenario, a project, a series of events."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from communities.events.models.series import EventSeries
from communities.programme import views
from communities.programme.models import Project, Scenario
from portal.base.dates import month_name, partial_date
from portal.base.languages import current, localized, other
from portal.paper import blocks
from portal.paper.sheet import entry
from portal.sharing.sheets.events import where_and_when


def project(project: Project) -> dict:
    """Tell a key project with the state that was last reported."""
    community = project.community
    return {
        "facts": [
            (_("State last reported"), project.get_status_display()),
            (_("Started"), partial_date(project.started)),
            (
                pgettext("one of the eight", "Community"),
                localized(community, "name", current()) if community and community.live else "",
            ),
            *(
                (term, _both(project, field))
                for term, field in (
                    (_("Location"), "location"),
                    (_("Lead department"), "lead_department"),
                    (_("Carried out by"), "responsible_entity"),
                )
            ),
            (_("On the list"), localized(project, "list_name", current())),
        ],
        "parts": [],
    }


def scenario(scenario: Scenario) -> dict:
    """Tell a scenario with its indicators, where they are public, and how communities stand."""
    told = views.scenario_page(scenario)
    indicators = [
        (each.code, _both(each, "name"), each.get_level_display())
        for each in told["indicators"]
    ]
    titles = (pgettext("indicator", "Code"), _("Indicator"), _("Level"))
    rows = [[[{"text": str(text)}] for text in row] for row in (titles, *indicators)]
    return {
        "facts": [],
        "parts": [
            {
                "title": _("Indicators"),
                "blocks": [{"kind": "table", "rows": rows}] if indicators else [],
            },
            {
                "title": _("How the communities stand"),
                "blocks": [_score(score) for score in told["scores"]],
            },
        ],
    }


def _score(score) -> dict:
    return entry(
        score.community,
        "name",
        [
            _("%(points)s of 100") % {"points": score.points},
            _("as of %(date)s") % {"date": date_format(score.scored_on, "DATE_FORMAT")},
            localized(score, "evidence", current()),
        ],
    )


def series(series: EventSeries) -> dict:
    """Tell a recurring event: what comes next, and what sources tell of earlier years."""
    told = views.series_page(series)
    return {
        "facts": [
            (_("Usual month"), month_name(series.usual_month) if series.usual_month else ""),
            (_("First held"), series.first_held),
            (_("Organiser"), _both(series, "organiser")),
            (_("Venue"), _both(series, "venue")),
        ],
        "parts": [
            {
                "title": _("Coming up"),
                "blocks": [
                    entry(date.event, "title", where_and_when(date))
                    for date in told["dates"].select_related("event", "nearest_metro")
                ],
            },
            {
                "title": _("Earlier editions, from the sources"),
                "blocks": [block for each in told["editions"] for block in _edition(each)],
            },
        ],
    }


def _edition(edition) -> list[dict]:
    """Only what a source states of one year."""
    day = partial_date(edition.first_day, edition.last_day) if edition.first_day else ""
    texts = [localized(edition, name, current()) for name in ("dates_note", "place", "figures")]
    head = {"kind": "h", "runs": [{"text": str(edition.year)}]}
    return [head, *(blocks.paragraph(text) for text in (day, *texts) if text)]


def _both(thing, field: str) -> str:
    """Give a name in both languages, as the page does."""
    names = (localized(thing, field, language) for language in (current(), other()))
    return " ".join(filter(None, names))
