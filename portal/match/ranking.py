"""The communities, each with its score, the best first."""

from communities.directory.models import Community
from portal.getting_around.ends import End, at_place, between
from portal.getting_around.network import Network
from portal.match import needs
from portal.match.forms import Answers
from portal.match.scoring import Part, Score, Surroundings, supply, way
from services.apartments.kind import APARTMENTS
from services.hospitals.kind import HOSPITALS
from services.schools.kind import SCHOOLS

KINDS = {"schools": SCHOOLS, "hospitals": HOSPITALS, "homes": APARTMENTS}


def rank(answers: Answers, work: End | None, network: Network) -> list[Score]:
    """Score every community; at most four queries, however many places there are."""
    needed = {
        "schools": needs.of_children(answers),
        "hospitals": needs.of_patients(answers),
        "homes": needs.of_tenants(answers),
    }
    places = {name: needs.places(KINDS[name], each) for name, each in needed.items()}
    scores = []
    for community in Community.objects.published().for_cards():
        end = at_place(community, network) if community.has_position else None
        surroundings = Surroundings(community, end, network)
        parts = [_way(work, end, network)] if work else []
        parts += [
            supply(name, surroundings.findings(name, each, places[name]))
            for name, each in needed.items()
            if each
        ]
        scores.append(Score(community, parts, answers.weights))
    # Sorting is stable: communities that score alike stay in their own order.
    return sorted(scores, key=lambda score: -(score.hundredths or 0))


def _way(work: End, end: End | None, network: Network) -> Part:
    journey = between(work, end, network) if end else None
    return way(journey, is_known=end is not None, has_metro=bool(end and end.stations))
