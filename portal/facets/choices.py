"""What a list page shows of its question: the options with counts, what is chosen and
how to undo it, the orders, and where a question without an answer may turn."""

from django.utils.translation import gettext as _

from portal.base.languages import join
from portal.facets.census import Tally
from portal.facets.facets import NOT_STATED, Facet
from portal.facets.question import LIST, MAP, Question


def groups(question: Question, tally: Tally, everything: Tally) -> list[dict]:
    """List the facets with their options, each with the count that choosing it leaves.

    What no place has is left out, and so is a facet about which no place says anything:
    choosing them could only lead to nothing. Whatever the address asks for stays.
    """
    return [
        _group(facet, question, tally, everything)
        for facet in question.facets
        if facet.name in question.chosen or not _is_silent(facet, everything)
    ]


def _is_silent(facet: Facet, everything: Tally) -> bool:
    return everything.options.get((facet.name, NOT_STATED)) == everything.total


def _group(facet: Facet, question: Question, tally: Tally, everything: Tally) -> dict:
    chosen = question.chosen.get(facet.name, ())
    options = [
        {
            "value": option.value,
            "label": option.label,
            "lattice": option.lattice,
            "count": tally.options[facet.name, option.value],
            "checked": option.value in chosen,
        }
        for option in facet.options
        if option.value in chosen or everything.options[facet.name, option.value]
    ]
    return {"facet": facet, "options": options, "number": facet.number_in(chosen)}


def chips(question: Question) -> list[dict]:
    """Name what is chosen, each with the address of the same list without it."""
    return [
        {
            "label": _("%(facet)s: %(answer)s")
            % {"facet": facet.label, "answer": facet.name_of(value)},
            "href": question.without(facet.name, value).url,
        }
        for facet in question.facets
        for value in question.chosen.get(facet.name, ())
    ]


def orders(question: Question) -> list[dict]:
    """List the ways to put the list in order; the one in use has no address."""
    return [
        {
            "label": order.label,
            "href": "" if order == question.order else question.in_order(order).url,
        }
        for order in question.kind.orders
    ]


def views(question: Question) -> dict:
    """Return the address of the same places as cards, and on the map."""
    return {"list": question.seen_as(LIST).url, "map": question.seen_as(MAP).url}


def wider(question: Question, tally: Tally) -> list[dict]:
    """Offer questions that find something where this one finds nothing.

    First those that leave out one facet, the one that frees most at the head; where
    none of these finds anything, each facet by itself.
    """
    facets = [facet for facet in question.facets if facet.name in question.chosen]
    offers = [
        _offer(_("Without “%(choice)s”"), facet, question, question.without(facet.name), left)
        for facet in facets
        if (left := tally.without[facet.name])
    ] or [
        _offer(_("Only “%(choice)s”"), facet, question, question.only(facet.name), left)
        for facet in facets
        if (left := tally.alone[facet.name])
    ]
    return sorted(offers, key=lambda offer: -offer["count"])


def _offer(words: str, facet: Facet, asked: Question, offered: Question, count: int) -> dict:
    answers = join(str(facet.name_of(value)) for value in asked.chosen[facet.name])
    choice = _("%(facet)s: %(answer)s") % {"facet": facet.label, "answer": answers}
    return {"label": words % {"choice": choice}, "href": offered.url, "count": count}
