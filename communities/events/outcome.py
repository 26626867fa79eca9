"""What came of a date, in numbers: who has a seat, what they answered, what they thought."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Sum

from communities.events.models import EventDate, Opinion, Question
from portal.outbox.models import Message


@dataclass(frozen=True)
class Answers:
    """One question of the organiser, with how many sign-ups gave each answer."""

    question: Question
    rows: list[tuple[str, int]]
    total: int | None = None


def answers(date: EventDate) -> list[Answers]:
    """Count the answers of those who have seats; words of their own are only counted."""
    given = list(date.sign_ups.confirmed().values_list("answers", flat=True))
    return [_counted(question, given) for question in date.event.questions.all()]


def _counted(question: Question, given: list[dict]) -> Answers:
    said = [each[question.key] for each in given if each.get(question.key) not in (None, "")]
    if question.kind == Question.Kind.NUMBER:
        return Answers(question, [], total=sum(said))
    if not question.offers_choices:
        return Answers(question, [], total=len(said))
    chosen = Counter(
        one for each in said for one in (each if isinstance(each, list) else [each])
    )
    rows = [(label, chosen.pop(value, 0)) for value, label in question.choices()]
    # What was chosen before the organiser changed the choices counts too.
    return Answers(question, rows + sorted(chosen.items()))


def opinions(date: EventDate) -> list[dict]:
    """Count each answer to the question afterwards: for this date, and for all of the event."""
    here = dict(date.opinions.values_list("answer", "count"))
    of_event = Opinion.objects.filter(date__event=date.event_id).values_list("answer")
    everywhere = dict(of_event.annotate(Sum("count")))
    return [
        {"label": label, "here": here.get(value, 0), "everywhere": everywhere.get(value, 0)}
        for value, label in Opinion.Answer.choices
    ]


def unreached(date: EventDate) -> int:
    """Count the places, seats and waiting, to whose address mail does not get through."""
    addresses = Message.objects.undelivered().values("to")
    return date.sign_ups.active().filter(email__in=addresses).exclude(email="").count()
