"""The journeys that stand beside a guide: where one is, what came before, what comes next."""

from dataclasses import dataclass
from itertools import groupby

from services.journeys.models import Journey, JourneyStep

_BOTH = ("title_en", "title_zh_hans")


@dataclass(frozen=True)
class Beside:
    """A journey as somebody sees it who reads the guide of one of its steps."""

    journey: Journey
    steps: list[JourneyStep]
    number: int

    @property
    def before(self) -> JourneyStep | None:
        """The step before this one; none at the beginning."""
        return self.steps[self.number - 2] if self.number > 1 else None

    @property
    def following(self) -> JourneyStep | None:
        """The step after this one; none at the end."""
        return self.steps[self.number] if self.number < len(self.steps) else None


def journeys_of(guide) -> list[Beside]:
    """Return the public journeys that a guide belongs to, in one query."""
    columns = ["key", "journey__slug", "guide__slug", "guide__live", *_BOTH]
    columns += [f"journey__{name}" for name in _BOTH]
    steps = (
        JourneyStep.objects.filter(
            journey__in=Journey.objects.published().filter(steps__guide=guide)
        )
        .select_related("journey", "guide")
        .only(*columns)
        .order_by("journey__position", "journey__slug", "sort_order")
    )
    return [
        Beside(of[0].journey, of, _number(of, guide))
        for of in (list(group) for _key, group in groupby(steps, lambda step: step.journey_id))
    ]


def _number(steps: list[JourneyStep], guide) -> int:
    return next(n for n, step in enumerate(steps, start=1) if step.guide_id == guide.pk)
