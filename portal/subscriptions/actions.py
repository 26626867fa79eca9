"""The verbs: ask, confirm, choose, end; and forget what nobody has confirmed."""

from django.db import transaction
from django.utils import timezone

from portal.outbox.queue import enqueue
from portal.subscriptions import mails
from portal.subscriptions.models import Subscription


@transaction.atomic
def ask(
    *, email: str, language: str, communities: list[str], topics: list[str], rhythm: str
) -> None:
    """Note the wish and ask the mailbox whether it is its own.

    Until the mailbox has confirmed, asking again replaces the wish. After that it changes
    nothing, since anybody can type an address: the mailbox is led to its choices. Whoever
    asks learns neither.
    """
    wish = {
        "language": language,
        "communities": communities,
        "topics": topics,
        "rhythm": rhythm,
        "asked_at": timezone.now(),
    }
    # Of two who ask at once the second waits for the first, and then finds its row.
    Subscription.objects.bulk_create([Subscription(email=email, **wish)], ignore_conflicts=True)
    subscription = Subscription.objects.of_person(email).select_for_update().get()
    if subscription.confirmed_at:
        subscription.asked_at = wish["asked_at"]
        subscription.save(update_fields=["asked_at"])
        enqueue(mails.reminder(subscription))
        return
    for field, value in wish.items():
        setattr(subscription, field, value)
    subscription.save(update_fields=list(wish))
    enqueue(mails.confirmation(subscription))


@transaction.atomic
def confirm(subscription: Subscription) -> None:
    """Begin: what becomes public from now on is told. Doing it again changes nothing."""
    now = timezone.now()
    asked = Subscription.objects.filter(pk=subscription.pk, confirmed_at__isnull=True)
    asked.update(confirmed_at=now, told_until=now)


@transaction.atomic
def choose(
    subscription: Subscription, *, communities: list[str], topics: list[str], rhythm: str
) -> None:
    """Change what is told, and how often."""
    Subscription.objects.filter(pk=subscription.pk).update(
        communities=communities, topics=topics, rhythm=rhythm
    )


@transaction.atomic
def end(*, token) -> None:
    """End a subscription and keep nothing of it. Doing it again changes nothing."""
    Subscription.objects.filter(token=token).delete()


@transaction.atomic
def forget_unconfirmed() -> int:
    """Delete what was asked for and never confirmed; return how many."""
    deleted, _by_model = Subscription.objects.outlived().delete()
    return deleted
