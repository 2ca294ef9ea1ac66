"""Every entry of every history stands in one chain, in the transaction that wrote it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from accounts.chain import sealed_together
from accounts.chain.adopting import adopt_earlier_entries
from accounts.chain.content import contents_of, digest_of, histories, link_hash, name_of
from accounts.history import create_many_with_history, save_with_history, update_many_with_history
from accounts.models import HistoryHead, HistoryLink
from plans.models import Action, ActionPlan
from tests import factories

pytestmark = pytest.mark.django_db


def broken_links() -> list[str]:
    """What does not hold, counted anew from the tables."""
    wrong, previous = [], ""
    models = {name_of(model): model for model in histories()}
    for number, link in enumerate(HistoryLink.objects.order_by("number"), start=1):
        entry = models[link.model]._default_manager.get(pk=link.entry)
        if link.number != number or link.previous != previous or contents_of([entry]) != [link.content]:
            wrong.append(str(link))
        made = link_hash(
            number=number, model=link.model, entry=link.entry, digest=digest_of(link.content), previous=previous
        )
        if made != link.hash:
            wrong.append(f"hash of {link}")
        previous = link.hash
    entries = sum(model._default_manager.count() for model in models.values())
    if entries != HistoryLink.objects.count():
        wrong.append(f"{entries} entries")
    return wrong


def test_chain_holds_every_entry_that_was_written() -> None:
    action = factories.ActionFactory.create()
    action.text, action.due_on, action.due_precision = "Another text", date(2021, 3, 31), "day"
    save_with_history(action, by=None, reason="Said otherwise")

    assert HistoryLink.objects.count() > 2
    assert broken_links() == []


def test_chain_is_the_same_for_entries_written_together() -> None:
    plan, lead = factories.ActionPlanFactory.create(), factories.LeadFactory.create()
    actions = [Action(plan=plan, position=place, text=f"Do {place}") for place in range(1, 4)]

    create_many_with_history(actions, by=None, reason="Made", members={"leads": [[lead], [], [lead]]})
    for action in actions:
        action.text += " at once"
    update_many_with_history(actions, ["text"], by=None, reason=lambda each: f"Changed {each.position}")

    newest = actions[2].history.order_by("-history_id").first()
    assert [each.lead_id for each in newest.leads.all()] == [lead.pk]
    assert newest.history_change_reason == "Changed 3"
    assert actions[1].history.count() == 2
    assert list(actions[0].leads.all()) == [lead]
    assert broken_links() == []


def test_sealing_together_takes_three_statements_for_many_entries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    partnership = factories.PartnershipFactory.create()

    # Two inserts for each plan, the three of the chain, and the savepoints of two transactions.
    with django_assert_num_queries(2 * 3 + 3 + 4), transaction.atomic(), sealed_together():
        for place in range(1, 4):
            ActionPlan(title=f"Plan {place}", partnership=partnership).save()

    assert broken_links() == []


def test_sealing_adds_nothing_where_the_writing_failed() -> None:
    plan = factories.ActionPlanFactory.create()
    before = HistoryHead.objects.get().number

    plan.title = "Another title"

    with pytest.raises(ZeroDivisionError):
        _save_and_fail(plan)

    assert HistoryHead.objects.get().number == before
    assert broken_links() == []


def _save_and_fail(plan: ActionPlan) -> None:
    with transaction.atomic(), sealed_together():
        plan.save()
        raise ZeroDivisionError


def proof(**options: str) -> tuple[int, str]:
    """What `manage.py verify_history` exits with and prints."""
    out = StringIO()
    try:
        call_command("verify_history", stdout=out, stderr=out, **options)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def action() -> Action:
    action = factories.ActionFactory.create(text="As it was said")
    action.text = "As it was said again"
    save_with_history(action, by=None, reason="First change")
    action.text = "As it was said at last"
    save_with_history(action, by=None, reason="Second change")
    return action


def test_proof_finds_nothing_in_an_untouched_history(action: Action) -> None:
    code, said = proof()

    assert code == 0
    assert f"All {HistoryLink.objects.count()} entries" in said
    assert HistoryHead.objects.get().hash in said


def test_proof_names_the_entry_that_was_changed_and_what_it_said(action: Action) -> None:
    entry = action.history.order_by("history_id")[1]
    action.history.filter(pk=entry.pk).update(text="As somebody would have it")

    code, said = proof()

    assert code == 1
    assert f"plans: action {action.pk}, entry {entry.pk} of" in said
    assert 'text was "As it was said again", is now "As somebody would have it"' in said


def test_proof_finds_members_that_were_changed(action: Action) -> None:
    action.leads.add(factories.LeadFactory.create())
    entry = action.history.order_by("-history_id")[0]
    entry.leads.all().delete()

    code, said = proof()

    assert code == 1
    assert "leads was" in said


@pytest.mark.parametrize("place", [0, 1, 2])
def test_proof_names_an_entry_that_was_removed(action: Action, place: int) -> None:
    entry = action.history.order_by("history_id")[place]
    words, number = entry.text, entry.pk
    action.history.filter(pk=entry.pk).delete()

    code, said = proof()

    assert code == 1
    assert f"entry {number} of" in said
    assert "was removed" in said
    assert words in said


def test_proof_finds_an_entry_removed_with_its_link(action: Action) -> None:
    entry = action.history.order_by("history_id")[1]
    HistoryLink.objects.filter(model="plans.historicalaction", entry=entry.pk).delete()
    action.history.filter(pk=entry.pk).delete()

    code, said = proof()

    assert code == 1
    assert "are missing" in said


def test_proof_finds_that_the_end_was_cut_off(action: Action) -> None:
    entry = action.history.order_by("history_id").last()
    assert entry
    HistoryLink.objects.filter(model="plans.historicalaction", entry=entry.pk).delete()
    action.history.filter(pk=entry.pk).delete()

    code, said = proof()

    assert code == 1
    assert "links were removed from its end" in said


def test_proof_with_a_noted_hash_finds_a_history_written_anew(action: Action) -> None:
    noted = HistoryHead.objects.get().hash
    last = HistoryLink.objects.order_by("number").last()
    assert last
    action.history.filter(pk=last.entry).delete()
    last.delete()
    Action.objects.filter(pk=action.pk).update(text="As it was said again")
    before = HistoryLink.objects.order_by("number").last()
    assert before
    HistoryHead.objects.update(number=before.number, hash=before.hash)

    assert proof()[0] == 0
    assert proof(expect=noted)[0] == 1
    assert proof(expect=before.hash)[0] == 0


def test_proof_finds_an_entry_that_was_slipped_in(action: Action) -> None:
    entry = action.history.order_by("history_id")[1]
    entry.pk, entry.text = None, "Slipped in"
    type(entry).objects.bulk_create([entry])

    code, said = proof()

    assert code == 1
    assert "slipped in" in said


def test_proof_finds_a_link_that_was_changed_together_with_its_entry(action: Action) -> None:
    entry = action.history.order_by("history_id")[1]
    link = HistoryLink.objects.get(model="plans.historicalaction", entry=entry.pk)
    content = link.content.replace("said again", "never said")
    HistoryLink.objects.filter(pk=link.pk).update(content=content, digest=digest_of(content))
    action.history.filter(pk=entry.pk).update(text="As it was never said")

    code, said = proof()

    assert code == 1
    assert f"Link {link.number} itself was changed" in said


def test_histories_older_than_the_chain_are_taken_into_it_once(action: Action) -> None:
    HistoryLink.objects.all().delete()
    HistoryHead.objects.all().delete()

    adopt_earlier_entries()
    adopt_earlier_entries()

    assert proof()[0] == 0
    assert HistoryLink.objects.filter(model="plans.historicalaction").count() == action.history.count()
