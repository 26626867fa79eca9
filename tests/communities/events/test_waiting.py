"""The waiting list: every line of docs/waiting-list.md, and sequences nobody thought of."""

import datetime as dt
import re
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from communities.events import actions, clock, organising, waiting
from communities.events.models import EventDate, SignUp
from portal.base.errors import Refusal
from portal.models import Message
from tests.communities.events.conftest import let_time_pass
from tests.factories import make_date, make_sign_up

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[3] / "docs" / "waiting-list.md"
HOUR = dt.timedelta(hours=1)
STATES = {
    "C": "confirmed", "O": "offered", "W": "waiting", "A": "waiting", "L": "lapsed",
    "X": "cancelled",
}  # fmt: skip
# The letter that says how a place stands, by its state.
LETTERS = {
    "confirmed": {"confirmed", "promoted", "accepted"},
    "offered": {"offered"},
    "waiting": {"waiting"},
    "lapsed": {"lapsed"},
    "cancelled": {"cancelled"},
}


def make_list(*, seats: int, hours: float, party_max: int = 4) -> EventDate:
    starts_at = timezone.now() + hours * HOUR
    return make_date(
        starts_at=starts_at,
        sign_up_closes_at=starts_at - HOUR,
        seats=seats,
        waiting_places=9,
        party_max=party_max,
    )


class Players:
    """The parties of one date, and what may happen to them."""

    def __init__(self, date: EventDate):
        self.date = date

    @property
    def places(self) -> list[SignUp]:
        return list(self.date.sign_ups.order_by("pk"))

    def place(self, number: int) -> SignUp:
        return self.places[number - 1]

    def sign_up(self, size: int, together: bool = True):
        n = self.date.sign_ups.count() + 1
        party = {"party_size": size, "together": together}
        actions.sign_up(
            self.date, name=f"Guest {n}", email=f"guest{n}@example.org", language="en", **party
        )

    def cancel(self, number: int):
        actions.cancel(self.place(number))

    def accept(self, number: int):
        actions.accept(self.place(number))

    def change(self, number: int, size: int):
        actions.change(self.place(number), party_size=size, answers={})

    def seats(self, number: int):
        self.date.refresh_from_db()
        organising.move_date(self.date, seats=number)

    def lapse(self, number: int):
        SignUp.objects.filter(pk=self.place(number).pk).update(offered_until=timezone.now())
        self.look()

    def look(self):
        EventDate.objects.filter(pk=self.date.pk).update(next_due_at=timezone.now())
        clock.look_at_dates()

    def call_off(self):
        organising.call_off(self.date, reason_en="Rain.", reason_zh_hans="下雨。")


def lines_of_the_document() -> list:
    rows = re.findall(r"^\| (.+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    cells = [row.split(" | ") for row in rows[1:]]
    return [pytest.param(*rest, id=rule) for rule, *rest in cells]


def shown(places: list[SignUp]) -> str:
    letters = {state: letter for letter, state in STATES.items() if letter != "A"}
    return " ".join(
        ("A" if place.state == "waiting" and not place.together else letters[place.state])
        + str(place.party_size)
        for place in places
    )


def play(players: Players, event: str) -> None:
    """Let happen what a line of the document says, whether it is refused or not."""
    numbers = [int(number) for number in re.findall(r"\d+", event)]
    word = event.partition(" ")[0] if not event.startswith(("sign", "call")) else event[:7]
    verbs = {"sign up": "sign_up", "call of": "call_off"}
    named = {"together": False} if event.endswith("as many as fit") else {}
    with suppress(Refusal):
        getattr(players, verbs.get(word, word))(*numbers, **named)


@pytest.mark.parametrize(
    ("seats", "hours", "before", "event", "after"), lines_of_the_document()
)
def test_the_list_moves_as_the_document_says(seats, hours, before, event, after):
    date = make_list(seats=int(seats), hours=float(hours))
    for letter, size in before.split():
        soon = timezone.now() + HOUR
        make_sign_up(
            date=date,
            state=STATES[letter],
            party_size=int(size),
            together=letter != "A",
            offered_until=soon if letter == "O" else None,
        )
    players = Players(date)

    play(players, event)

    assert shown(players.places) == after


# --- Sequences that nobody thought of ----------------------------------------

SIZES = st.integers(1, 4)
# Which of the parties whose claim has not ended; counted round when there are fewer.
NUMBERS = st.integers(0, 11)
PARTIES = st.tuples(st.just("sign_up"), SIZES, st.booleans())
STEPS = st.one_of(
    PARTIES,
    st.tuples(st.just("cancel"), NUMBERS),
    st.tuples(st.just("cancel"), NUMBERS),
    st.tuples(st.just("accept"), NUMBERS),
    st.tuples(st.just("change"), NUMBERS, SIZES),
    st.tuples(st.just("seats"), st.integers(1, 8)),
    st.tuples(st.just("wait"), st.sampled_from([0.3, 2, 9])),
)


def take(players: Players, step: tuple) -> None:
    verb, *arguments = step
    if verb == "wait":
        let_time_pass(players.date, arguments[0] * HOUR)
        players.look()
        return
    if verb in {"cancel", "accept", "change"}:
        active = [n for n, p in enumerate(players.places, start=1) if not p.has_ended]
        if not active:
            return
        arguments[0] = active[arguments[0] % len(active)]
    with suppress(Refusal):
        getattr(players, verb)(*arguments)


def taken(places: list[SignUp]) -> int:
    return sum(p.party_size for p in places if p.state in SignUp.SEATED)


def check(date: EventDate, before: list[SignUp], after: list[SignUp]) -> None:
    """What must hold after every step, from the rows alone."""
    seats = date.seats
    assert taken(after) <= max(seats, taken(before)), "a seat was given twice"
    earlier = {place.pk: place for place in before}
    for place in after:
        if place.pk in earlier and earlier[place.pk].has_ended:
            assert place.state == earlier[place.pk].state, "an ended claim came back"
    check_order(date, earlier, after)
    check_idle_seats(date, after)


def check_order(date: EventDate, earlier: dict, after: list[SignUp]) -> None:
    free = max(date.seats - taken(after), 0)
    waited = [p for p in after if p.pk not in earlier or earlier[p.pk].state == "waiting"]
    for place in reversed(waited):
        if place.state == "waiting" and place.pk in earlier:
            later = [p for p in waited if p.pk > place.pk and p.state in SignUp.SEATED]
            if later:
                assert date.offers_seats, "somebody was jumped over"
                room = free + sum(p.party_size for p in later)
                assert place.together, "one who fits was passed"
                assert place.party_size > room, "one who fits was passed"


def check_idle_seats(date: EventDate, after: list[SignUp]) -> None:
    free = date.seats - taken(after)
    queue = [place for place in after if place.state == "waiting"]
    if not queue or free <= 0 or not date.is_filling:
        return
    could = queue if date.offers_seats else queue[:1]
    assert all(p.together and p.party_size > free for p in could), "a seat stands idle"


def check_letters(places: list[SignUp]) -> None:
    keys = Message.objects.order_by("pk").values_list("key", flat=True)
    for place in places:
        own = [key.split(":")[2] for key in keys if key.startswith(f"sign-up:{place.pk}:")]
        standing = [occasion for occasion in own if occasion in set().union(*LETTERS.values())]
        assert standing[-1] in LETTERS[place.state], "the last letter says something else"
        assert len(standing) == len(set(standing)), "a letter was written twice"


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.generate],  # a failing sequence is short enough to read
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    hours=st.sampled_from([10, 30, 80]),
    parties=st.lists(PARTIES, min_size=5, max_size=6),
    steps=st.lists(STEPS, min_size=5, max_size=12),
)
def test_whatever_happens_no_seat_is_given_twice_kept_idle_or_taken_out_of_turn(
    hours, parties, steps
):
    with transaction.atomic():
        players = Players(make_list(seats=4, hours=hours))
        for step in parties + steps:
            before = players.places
            take(players, step)
            players.date.refresh_from_db()
            check(players.date, before, players.places)
        check_letters(players.places)
        transaction.set_rollback(True)


# --- What people see of it ----------------------------------------------------


def test_a_person_who_waits_sees_those_before_and_the_seats_given_back(client):
    players = Players(make_list(seats=3, hours=48))
    for size in (2, 1, 3, 2):
        players.sign_up(size)
    players.cancel(2)

    page = client.get(players.place(4).get_absolute_url()).text

    assert "You are number 2 on the waiting list." in page
    assert "People waiting before you: 3. Seats given back so far: 1." in page


@pytest.mark.parametrize(
    ("now", "closes", "ends"),
    [
        ("27 10:00", "27 18:00", "27 12:00"),  # a quarter of what is left
        ("27 10:00", "27 11:00", "27 10:30"),  # half an hour at least
        ("27 10:00", "27 10:20", "27 10:20"),  # no longer than sign-up
        ("27 20:00", "28 18:00", "28 09:00"),  # not at night
        ("27 23:30", "28 18:00", "28 09:00"),
        ("27 21:00", "28 07:00", "28 07:00"),  # unless sign-up closes then
    ],
)
def test_an_offer_stands_as_long_as_others_can_spare(now, closes, ends):
    moments = [
        dt.datetime.strptime(f"2026-11-{text}+0800", "%Y-%m-%d %H:%M%z")
        for text in (now, closes, ends)
    ]

    assert waiting.offer_ends(*moments[:2]) == moments[2]


def test_seats_before_the_public_go_to_those_who_wait():
    date = make_list(seats=4, hours=48)
    make_sign_up(date=date, party_size=3)
    make_sign_up(date=date, state="waiting", party_size=2)

    listed = EventDate.objects.with_places().get(pk=date.pk)

    assert (listed.free, listed.places_left, listed.waiting_places_left) == (1, 0, 7)
