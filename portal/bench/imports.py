"""What a row of an import costs, beside one that somebody publishes by hand."""

import csv
import io
import time
from collections.abc import Callable

from django.db import transaction

from portal.accounts.models import User
from portal.bench import data
from portal.exchange import actions
from portal.exchange.columns import Table
from portal.exchange.models import Import
from portal.publishing import answers, reviewing
from portal.publishing.desk.editing import EditDraft
from services.apartments.models import Apartment

BY_HAND = 50
NOTE = {"en": "Rents of the year.", "zh-hans": "更新租金。"}


def measure(size: int) -> float:
    """Print the milliseconds of a row at each step; return how many times as long a row
    takes by hand as it takes in the import, from the decision to the end."""
    data.fill(size)
    user = User.objects.create_superuser("imports@example.org")
    homes = Apartment.objects.order_by("pk")
    _publish(homes.last(), user)  # the first of a process loads dictionaries
    hand = _seconds(lambda: [_publish(home, user) for home in homes[:BY_HAND]]) / BY_HAND
    said = {"is_change": True, "stated_in": [*NOTE], "notes": NOTE}
    run = actions.upload(
        Apartment, by=user, filename="list.csv", content=_list(user), call=_nobody
    )
    seconds = {"checked": _seconds(actions.work)}
    for name, state in (("published", "applying"), ("taken back", "undoing")):
        actions.ask_for(run, state=state, call=_nobody, publish=True, meaning=said)
        seconds[name] = _seconds(actions.work)
    run.refresh_from_db()
    if run.state != Import.State.UNDONE or run.left:
        raise RuntimeError(f"The import came to nothing: {run.state}")
    print(f"\nimport of {size:,} rows, ms a row; one by hand: {1000 * hand:.1f}")
    for name, spent in seconds.items():
        print(f"{name:12}{1000 * spent / size:>8.1f}", flush=True)
    return hand * size / seconds["published"]


def _nobody() -> None:
    """No worker is called: the work is done here."""


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@transaction.atomic
def _publish(home: Apartment, user: User) -> None:
    home.phone = "010 1000 1000"
    EditDraft(home, user=user).execute(skip_permission_checks=True)
    row = Apartment.objects.get(pk=home.pk)
    draft = row.latest_revision.as_object()
    answers.answer(draft, by=user, is_change=True, stated_in=[*NOTE], notes=NOTE)
    reviewing.publish(row, by=user)


def _list(user: User) -> bytes:
    """Return the list as its file, with another phone in each row."""
    table, out = Table(Apartment, user), io.StringIO()
    names = [column.name for column in table.columns()]
    writer = csv.DictWriter(out, names, restval="", extrasaction="ignore")
    writer.writeheader()
    for home in Apartment.objects.select_related("community", "nearest_metro").order_by("pk"):
        writer.writerow(table.write(home) | {"phone": "010 2000 2000"})
    return out.getvalue().encode()
