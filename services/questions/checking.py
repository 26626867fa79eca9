"""Where somebody would be lost in a question set: named in plain words, for the desk."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from portal.base.languages import CODES, current, localized
from services.questions.flow import Flow, Walk


def faults(flow: Flow, cases: list, guides: Collection[str]) -> list[str]:
    """Name every fault of a set; `guides` are the addresses that an outcome may name.

    Test cases are walked only where nothing else is wrong.
    """
    if not flow.questions:
        return [_("There is no question yet.")]
    found = [_("The code “%(code)s” stands twice.") % {"code": code} for code in flow.repeated]
    found += _answers_without_question(flow)
    for question in flow.questions.values():
        found += _of_question(flow, question)
    found += _loops(flow)
    found += _unreached(flow)
    found += _without_guide(flow, guides)
    if not found:
        found += _decided_blindly(flow)
    if not found:
        found += [words for case in cases if (words := failure(flow, case))]
    return found


def name(thing) -> str:
    """Name a question or an outcome as staff see it: its words and its code."""
    field = "text" if hasattr(thing, "looks_at") else "title"
    told = {"words": localized(thing, field, current()), "code": thing.slug}
    return _("“%(words)s” (%(code)s)") % told


def failure(flow: Flow, case) -> str:
    """Say how a test case ends elsewhere than it must; nothing if it holds."""
    walk = flow.walk(case.given.split())
    if walk.is_understood and walk.at is flow.outcomes.get(case.outcome):
        return ""
    told = {"given": case.given, "wanted": case.outcome, "end": _end(flow, walk)}
    return _("Test case “%(given)s” must end at “%(wanted)s”: %(end)s.") % told


def _end(flow: Flow, walk: Walk) -> str:
    if walk.at is None:
        return _("it ends nowhere")
    if not flow.is_question(walk.at):
        return _("it ends at %(outcome)s") % {"outcome": name(walk.at)}
    if walk.is_understood:
        return _("it stops at question %(question)s") % {"question": name(walk.at)}
    return _("question %(question)s does not know its answer") % {"question": name(walk.at)}


def _answers_without_question(flow: Flow) -> list[str]:
    return [
        _("Answer “%(answer)s” belongs to question “%(code)s”, which does not exist.")
        % {"answer": answer.slug, "code": answer.question}
        for answer in flow.all_answers
        if answer.question not in flow.questions
    ]


def _of_question(flow: Flow, question) -> Iterator[str]:
    here = {"question": name(question)}
    answers = flow.answers[question.slug]
    if not answers:
        yield _("Question %(question)s is a dead end: it has no answer.") % here
        return
    for answer in answers:
        if answer.goes_to not in flow.nodes:
            told = here | {"answer": answer.slug, "code": answer.goes_to}
            yield (
                _(
                    "Question %(question)s, answer “%(answer)s” is a dead end: it leads to"
                    " “%(code)s”, which is neither a question nor an outcome."
                )
                % told
            )
    if question.kind == "decided" and flow.first is question:
        yield _("The first question %(question)s must be one that is asked.") % here
    yield from _OF_KIND[question.kind](question, answers)


def _unruled(question, answers: list) -> Iterator[str]:
    if question.rule is None or len(answers) != 1:
        told = {"question": name(question)}
        yield _("Question %(question)s needs a points rule, and one answer for all.") % told


def _neither_yes_nor_no(question, answers: list) -> Iterator[str]:
    if sorted(answer.slug for answer in answers) != ["no", "yes"]:
        told = {"question": name(question)}
        yield _("Question %(question)s needs two answers: “yes” and “no”.") % told


def _unnamed(question, answers: list) -> Iterator[str]:
    seen = set()
    for answer in answers:
        told = {"question": name(question), "answer": answer.slug}
        if answer.slug in seen:
            yield _("Question %(question)s: answer “%(answer)s” stands twice.") % told
        seen.add(answer.slug)
        if not all(localized(answer, "text", language) for language in CODES):
            yield (
                _("Question %(question)s: answer “%(answer)s” needs words in both languages.")
                % told
            )


def _gaps(question, bands: list) -> Iterator[str]:
    """Bands follow one another without a gap, and the last has no upper end."""
    told = {"question": name(question)}
    for band, after in pairwise(bands):
        if band.high is None or band.high != after.low or band.high <= (band.low or 0):
            told |= {"answer": band.slug, "next": after.slug}
            yield (
                _(
                    "Question %(question)s: where “%(answer)s” ends, “%(next)s” must begin;"
                    " put the bands in order, without gap or overlap."
                )
                % told
            )
    if bands[-1].high is not None:
        yield _("Question %(question)s: the last band must have no upper end.") % told


_OF_KIND = {
    "choice": _unnamed,
    "yes_no": _neither_yes_nor_no,
    "number": _gaps,
    "points": _unruled,
    "decided": _gaps,
}


def _next(flow: Flow, slug: str) -> list[str]:
    """The codes that one code leads to; an outcome leads nowhere."""
    if slug not in flow.questions:
        return []
    leads = (answer.goes_to for answer in flow.answers[slug])
    return [code for code in dict.fromkeys(leads) if code in flow.nodes]


def _loops(flow: Flow) -> list[str]:
    """Name the first circle of questions, if there is one."""
    finished = set()

    def look(way: list[str]) -> list[str]:
        for code in _next(flow, way[-1]):
            if code in way:
                return [*way[way.index(code) :], code]
            if code not in finished and (loop := look([*way, code])):
                return loop
        finished.add(way[-1])
        return []

    for slug in flow.questions:
        if slug not in finished and (loop := look([slug])):
            way = " → ".join(name(flow.nodes[code]) for code in loop)
            return [_("Nobody gets out of this loop: %(way)s.") % {"way": way}]
    return []


def _reached(flow: Flow, without: str = "") -> set[str]:
    """The codes that can be reached from the first question, past one that is left out."""
    reached, to_visit = set(), [flow.first.slug]
    while to_visit:
        slug = to_visit.pop()
        if slug not in reached and slug != without:
            reached.add(slug)
            to_visit += _next(flow, slug)
    return reached


def _unreached(flow: Flow) -> Iterator[str]:
    reached = _reached(flow)
    for slug, node in flow.nodes.items():
        if slug in reached:
            continue
        if slug in flow.questions:
            yield _("Question %(name)s is never reached.") % {"name": name(node)}
        else:
            yield _("Outcome %(name)s is never reached.") % {"name": name(node)}


def _without_guide(flow: Flow, guides: Collection[str]) -> Iterator[str]:
    for outcome in flow.outcomes.values():
        for slug in outcome.guides:
            if slug not in guides:
                told = {"outcome": name(outcome), "slug": slug}
                yield _("Outcome %(outcome)s names no public guide with “%(slug)s”.") % told


def _decided_blindly(flow: Flow) -> Iterator[str]:
    """What a turn is decided by must have been asked on every way that leads there."""
    for question in flow.questions.values():
        if question.kind != "decided":
            continue
        asked = [
            slug
            for slug, each in flow.questions.items()
            if (slug == question.looks_at and flow.is_number(each))
            or (not question.looks_at and each.kind == "points")
        ]
        if not asked or any(question.slug in _reached(flow, slug) for slug in asked):
            told = {"question": name(question)}
            yield (
                _("Question %(question)s is decided by what is not asked on every way to it.")
                % told
            )
