"""The way through a question set: where given answers lead. It reads rows and writes none."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.base.languages import current, localized, suffix
from services.questions import numbers, points
from services.questions.numbers import NotAnAnswer


@dataclass(frozen=True)
class Step:
    """A question with what was answered, and what that is worth."""

    question: object
    value: str
    answer: object
    said: str
    points: int | None = None


@dataclass(frozen=True)
class Decision:
    """A turn that was not asked: a number known by then fell into a band."""

    question: object
    number: Decimal
    answer: object


@dataclass
class Walk:
    """Answers one after another, and where they have led: a question, or an outcome."""

    at: object | None
    steps: list[Step] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    # Whether everything that was given is an answer to what was asked.
    is_understood: bool = True

    @property
    def given(self) -> list[str]:
        return [step.value for step in self.steps]

    @property
    def edges(self) -> set[str]:
        """The facts that decided which way it went."""
        return {name for turn in (*self.steps, *self.decisions) for name in turn.answer.edges}

    @property
    def scored(self) -> list[Step]:
        return [step for step in self.steps if step.points is not None]

    @property
    def total(self) -> int:
        return sum(step.points for step in self.scored)

    def number_of(self, slug: str) -> Decimal | None:
        """The number that an earlier question was answered with; the points for none."""
        if not slug:
            return Decimal(self.total)
        told = (step.value for step in self.steps if step.question.slug == slug)
        return next(map(Decimal, told), None)


class Flow:
    """The questions, answers and outcomes of one set, as they stand in memory."""

    def __init__(self, questions: list, answers: list, outcomes: list):
        self.questions = {each.slug: each for each in questions}
        self.outcomes = {each.slug: each for each in outcomes}
        self.nodes = self.outcomes | self.questions
        self.all_answers = answers
        self.answers = defaultdict(list)
        for answer in answers:
            self.answers[answer.question].append(answer)
        # Codes that stand twice; the dictionaries above keep only one of them.
        slugs = [each.slug for each in (*questions, *outcomes)]
        self.repeated = sorted({slug for slug in slugs if slugs.count(slug) > 1})

    @property
    def first(self):
        return next(iter(self.questions.values()), None)

    def is_question(self, node) -> bool:
        return node is not None and node.slug in self.questions

    def walk(self, given: Iterable[str]) -> Walk:
        """Follow answers from the first question; stop at the first that is none."""
        walk = Walk(self.first)
        self._decide(walk)
        for text in given:
            try:
                if not self.is_question(walk.at):
                    raise NotAnAnswer(_("There was nothing more to answer."))
                step = self.read(walk.at, text)
            except NotAnAnswer:
                walk.is_understood = False
                break
            walk.steps.append(step)
            walk.at = self.nodes.get(step.answer.goes_to)
            self._decide(walk)
        return walk

    def _decide(self, walk: Walk) -> None:
        """Take the turns that need no question; in a draft they may go round."""
        passed = set()
        while self.is_question(walk.at) and walk.at.kind == "decided":
            question = walk.at
            number = walk.number_of(question.looks_at)
            answer = None if number is None else self.band(question, number)
            if answer is None or question.slug in passed:
                walk.at = None
                return
            passed.add(question.slug)
            walk.decisions.append(Decision(question, number, answer))
            walk.at = self.nodes.get(answer.goes_to)

    # --- What an answer is --------------------------------------------------------

    def is_number(self, question) -> bool:
        """Whether a question is answered by typing a number."""
        if question.kind == "points":
            return bool(question.rule and question.rule.bands)
        return question.kind == "number"

    def options(self, question) -> list[tuple[str, str]]:
        """The values one may choose from, with their words in the page's language."""
        if question.kind == "points":
            key = f"name_{suffix(current())}"
            choices = question.rule.choices if question.rule else []
            return [(choice["slug"], choice[key]) for choice in choices]
        if question.kind == "yes_no":
            usual = {"yes": pgettext("answer", "Yes"), "no": pgettext("answer", "No")}
        else:
            usual = {}
        return [
            (each.slug, localized(each, "text", current()) or usual.get(each.slug, each.slug))
            for each in self.answers[question.slug]
        ]

    def read(self, question, text: str) -> Step:
        """Understand an answer; raise NotAnAnswer, in plain words, if it is none."""
        if self.is_number(question):
            return self._read_number(question, text)
        words = dict(self.options(question)).get(text)
        answers = self.answers[question.slug]
        if words is None or not answers:
            raise NotAnAnswer(_("Please choose one of the answers."))
        if question.kind == "points":
            worth = points.of_choice(question.rule, text)
            return Step(question, text, answers[0], words, worth)
        return Step(question, text, next(a for a in answers if a.slug == text), words)

    def _read_number(self, question, text: str) -> Step:
        number = numbers.read(text, low=self.lowest(question), most=question.most)
        answer = self.band(question, number)
        if answer is None:
            raise NotAnAnswer(_("Nothing is stated for this number."))
        unit = localized(question, "unit", current())
        said = f"{numbers.figures(number)} {unit}".strip()
        worth = points.of_number(question.rule, number) if question.kind == "points" else None
        return Step(question, numbers.plain(number), answer, said, worth)

    def lowest(self, question) -> int:
        """The smallest number for which something is stated."""
        if question.kind == "points":
            return min(band["from"] for band in question.rule.bands)
        return min((each.low or 0 for each in self.answers[question.slug]), default=0)

    def band(self, question, number: Decimal):
        """Return the answer whose band holds a number: its lower end, not its upper."""
        for answer in self.answers[question.slug]:
            reaches = answer.high is None or number < answer.high
            if (answer.low or 0) <= number and reaches:
                return answer
        return None
