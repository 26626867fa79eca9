"""Any order of edits, and every language's state is what the list of versions says."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.base.languages import CODES, suffix
from portal.publishing import answers, meaning
from portal.publishing.actions import still_right
from portal.publishing.meaning import State
from services.models import Guide
from tests.factories import make_guide, make_step

LANGUAGES = st.sampled_from([["en"], ["zh-hans"], ["en", "zh-hans"]])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("major"), LANGUAGES),
        st.tuples(st.just("minor"), LANGUAGES),
        st.tuples(st.just("layout"), LANGUAGES),
        st.tuples(st.just("draft"), LANGUAGES),
        st.tuples(st.just("still right"), st.sampled_from([["en"], ["zh-hans"]])),
        st.tuples(st.just("withdraw"), st.none()),
        st.tuples(st.just("restore"), st.integers(0, 5)),
    ),
    max_size=7,
)


class Desk:
    """One guide and what staff do to it, beside the plain list of its versions."""

    def __init__(self):
        self.guide = make_guide(live=False)
        self.number = 0
        # What became public: whether it was a change, and which languages stated it.
        self.versions = []

    def row(self) -> Guide:
        return Guide.objects.get(pk=self.guide.pk)

    def draft(self) -> Guide:
        return self.row().get_latest_revision_as_object()

    def write(self, languages, text="Text {}"):
        draft = self.draft()
        self.number += 1
        for code in languages:
            setattr(draft, f"who_{suffix(code)}", text.format(self.number))
        return draft.save_revision()

    def publish(self, revision, *, is_change, stated_in):
        draft, live = revision.as_object(), self.row()
        if answers.is_open(live, draft):
            notes = {code: "New." if is_change else "" for code in CODES}
            answers.answer(
                draft, by=None, is_change=is_change, stated_in=stated_in, notes=notes
            )
            self.versions.append((is_change, stated_in))
        elif not self.versions:
            self.versions.append((False, CODES))
        revision.publish()

    def do(self, what, how):
        if what in {"major", "minor"}:
            self.publish(self.write(how), is_change=what == "major", stated_in=how)
        elif what == "layout":
            text = self.draft().who_en
            revision = self.write(["en"], f"  **{text.strip(' *')}**\n")
            # A draft beside may say something new; then this is no mere layout.
            self.publish(revision, is_change=False, stated_in=how)
        elif what == "draft":
            self.write(how)
        elif what == "still right":
            still_right(self.row(), language=how[0], by=None)
            if self.versions:
                self.versions.append((False, how))
        elif what == "withdraw":
            self.row().unpublish()
        else:
            revisions = list(self.row().revisions.order_by("pk"))
            if revisions:
                old = revisions[how % len(revisions)].as_object().save_revision()
                self.publish(old, is_change=False, stated_in=["en"])


def from_the_list(versions) -> dict[str, State]:
    """Work the state out from scratch: the newest meaning, and the newest each states."""
    if not versions:
        return dict.fromkeys(CODES, State.DRAFT)
    number, states = 1, dict.fromkeys(CODES, 1)
    for is_change, stated_in in versions:
        number += is_change
        states |= dict.fromkeys(stated_in, number)
    return {code: State.CURRENT if states[code] == number else State.OUTDATED for code in CODES}


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_any_order_of_edits_gives_the_state_that_the_list_of_versions_gives(steps):
    with transaction.atomic():
        desk = Desk()
        for what, how in steps:
            desk.do(what, how)
            row = desk.row()
            expected = from_the_list(desk.versions)
            assert {code: meaning.state(row, code) for code in CODES} == expected
            found = {
                code for code in CODES if Guide.objects.filter(meaning.outdated(code)).exists()
            }
            assert found == {code for code in CODES if expected[code] == State.OUTDATED}
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_what_lacks_a_text_that_readers_need_is_missing():
    guide = make_guide(live=False, title_zh_hans=" ")

    states = [meaning.state(guide, code) for code in CODES]

    assert states == [State.DRAFT, State.MISSING]


@pytest.mark.django_db
def test_links_layout_and_order_are_no_part_of_the_meaning():
    guide = make_guide(who_en="Go *there*: [the office](https://a.example).\n\nThen wait.")
    first, second = (make_step(guide=guide, title_en=title, sort_order=n)
                     for n, title in enumerate(("One", "Two")))  # fmt: skip
    before = meaning.of(Guide.objects.get())

    guide.who_en = "Go there: [the office](https://b.example).\nThen  wait."
    guide.slug, first.sort_order, second.sort_order = "elsewhere", 5, 1
    for each in (guide, first, second):
        each.save()

    assert meaning.changed(before, meaning.of(Guide.objects.get())) == frozenset()


@pytest.mark.django_db
def test_a_change_is_told_apart_by_language_and_from_the_facts():
    guide = make_guide()
    step = make_step(guide=guide)
    before = meaning.of(Guide.objects.get())

    step.body_zh_hans = "不要去。"
    step.save()
    Guide.objects.update(topic="work")

    after = meaning.of(Guide.objects.get())
    assert meaning.changed(before, after) == {"zh-hans", "facts"}
    assert meaning.likely_stated(guide, {"zh-hans", "facts"}) == ["zh-hans"]
    assert meaning.likely_stated(guide, {"facts"}) == ["en", "zh-hans"]
    guide.meaning_version, guide.answered_version_en = 2, 2
    assert meaning.likely_stated(guide, {"facts"}) == ["en"]
