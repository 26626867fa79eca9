"""What an answer is worth by one rule of the points table."""

from decimal import Decimal


def of_number(rule, number: Decimal) -> int | None:
    """Return the points for a number; None if it lies below the table.

    A band holds its lower end and not its upper end. Where each further year counts, only
    whole ones do.
    """
    for band in rule.bands:
        if band["from"] <= number and ("to" not in band or number < band["to"]):
            more = band.get("then_each_year", 0) * int(number - band["from"])
            return min(band["points"] + more, rule.maximum)
    return None


def of_choice(rule, slug: str) -> int:
    """Return the points for one of a rule's choices."""
    return next(choice["points"] for choice in rule.choices if choice["slug"] == slug)
