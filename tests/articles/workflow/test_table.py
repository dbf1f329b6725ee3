"""Every role, every verb, every state: what becomes of the article, or the sentence that refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.choices import CorrectionKind
from articles.models import Article, Correction
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

#: A cell is the state that the article is in afterwards; `same` where nothing changes; `done` where the article
#: stays in its state; `gone`; or the name of a refusal below.
TABLE = """
                  | draft       | in review   | scheduled   | published   | withdrawn

server, superuser, chief editor
submit            | in review   | same        | state       | state       | state
ask for changes   | state       | draft       | state       | state       | state
publish           | published   | published   | same        | same        | published
schedule          | scheduled   | scheduled   | scheduled   | seen        | scheduled
unschedule        | same        | same        | in review   | too late    | same
withdraw          | state       | state       | state       | withdrawn   | same
correct           | state       | state       | state       | done        | state
amend             | done        | done        | done        | done        | done
rename            | same        | same        | same        | done        | done
revert            | done        | done        | done        | done        | done
note              | done        | done        | done        | done        | done
delete            | gone        | gone        | unschedule  | withdraw    | gone

editor
submit            | in review   | same        | state       | state       | state
ask for changes   | state       | draft       | state       | state       | state
publish           | published   | published   | same        | same        | published
schedule          | scheduled   | scheduled   | scheduled   | seen        | scheduled
unschedule        | same        | same        | in review   | too late    | same
withdraw          | state       | state       | state       | withdrawn   | same
correct           | state       | state       | state       | done        | state
amend             | chiefs      | chiefs      | chiefs      | chiefs      | chiefs
rename            | same        | same        | same        | done        | done
revert            | done        | done        | done        | done        | done
note              | done        | done        | done        | done        | done
delete            | chiefs      | chiefs      | chiefs      | chiefs      | chiefs

reporter, of the article
submit            | in review   | same        | state       | state       | state
ask for changes   | editors     | editors     | editors     | editors     | editors
publish           | editors     | editors     | editors     | editors     | editors
schedule          | editors     | editors     | editors     | editors     | editors
unschedule        | editors     | editors     | editors     | editors     | editors
withdraw          | editors     | editors     | editors     | editors     | editors
correct           | editors     | editors     | editors     | editors     | editors
amend             | chiefs      | chiefs      | chiefs      | chiefs      | chiefs
rename            | same        | same        | bound       | bound       | bound
revert            | done        | done        | bound       | bound       | bound
note              | done        | done        | done        | done        | done
delete            | chiefs      | chiefs      | chiefs      | chiefs      | chiefs

reporter, of other articles
submit            | others      | others      | others      | others      | others
ask for changes   | editors     | editors     | editors     | editors     | editors
publish           | editors     | editors     | editors     | editors     | editors
schedule          | editors     | editors     | editors     | editors     | editors
unschedule        | editors     | editors     | editors     | editors     | editors
withdraw          | editors     | editors     | editors     | editors     | editors
correct           | editors     | editors     | editors     | editors     | editors
amend             | chiefs      | chiefs      | chiefs      | chiefs      | chiefs
rename            | others      | others      | others      | others      | others
revert            | others      | others      | others      | others      | others
note              | others      | others      | others      | others      | others
delete            | chiefs      | chiefs      | chiefs      | chiefs      | chiefs

in no group, of other articles; editor who left
submit            | writers     | writers     | writers     | writers     | writers
ask for changes   | editors     | editors     | editors     | editors     | editors
publish           | editors     | editors     | editors     | editors     | editors
schedule          | editors     | editors     | editors     | editors     | editors
unschedule        | editors     | editors     | editors     | editors     | editors
withdraw          | editors     | editors     | editors     | editors     | editors
correct           | editors     | editors     | editors     | editors     | editors
amend             | chiefs      | chiefs      | chiefs      | chiefs      | chiefs
rename            | writers     | writers     | writers     | writers     | writers
revert            | writers     | writers     | writers     | writers     | writers
note              | others      | others      | others      | others      | others
delete            | chiefs      | chiefs      | chiefs      | chiefs      | chiefs
"""
REFUSALS = {
    "state": "“{article}” is {state}, so it cannot be {participle}.",
    "seen": "Readers see “{article}” already. Withdraw it first to publish it at a later time.",
    "too late": "Readers see “{article}” already, so it cannot be taken off the schedule. Withdraw it instead.",
    "unschedule": "“{article}” is scheduled. Take it off the schedule first, then delete it.",
    "withdraw": "“{article}” is published. Withdraw it first, then delete it.",
    "editors": "Only editors {plural}.",
    "chiefs": "Only chief editors {plural}.",
    "others": "“{article}” is somebody else's article.",
    "bound": "“{article}” is {state}, so only editors change it.",
    "writers": "Your account does not write articles.",
}
#: A note is no change of the article; of a new address the save that made it is recorded.
UNRECORDED = {"note", "rename"}
TOMORROW = timezone.now() + timedelta(days=1)
LATER = TOMORROW + timedelta(hours=1)
#: How a verb is called, and what refusals call it.
VERBS = {
    "submit": (lambda article, by: workflow.submit(article, by), "submitted", ""),
    "ask for changes": (
        lambda article, by: workflow.ask_for_changes(article, by, "Shorter."),
        "sent back for changes",
        "ask for changes",
    ),
    "publish": (lambda article, by: workflow.publish(article, by), "published", "publish"),
    "schedule": (lambda article, by: workflow.schedule(article, by, LATER), "scheduled", "schedule"),
    "unschedule": (
        lambda article, by: workflow.unschedule(article, by, "Not yet."), "", "take articles off the schedule",
    ),
    "withdraw": (lambda article, by: workflow.withdraw(article, by), "withdrawn", "withdraw"),
    "correct": (
        lambda article, by: workflow.correct(article, by, CorrectionKind.UPDATE, "It rose."),
        "corrected: readers see no text of it",
        "correct",
    ),
    "amend": (
        lambda article, by: workflow.amend(Correction.objects.get(note__startswith="It was"), by, "It was Tuesday."),
        "",
        "amend a correction",
    ),
    "rename": (lambda article, by: _rename(article, by), "", ""),
    "revert": (lambda article, by: workflow.revert(article, 1, by), "", ""),
    "note": (lambda article, by: workflow.note(article, by, "Ring him."), "", ""),
    "delete": (lambda article, by: workflow.delete(article, by), "", "delete"),
}  # fmt: skip


def _rename(article, by):
    """As the form does it: the new address is saved, then the old one told."""
    before, article.slug = article.get_absolute_url(), "new"
    Article.objects.filter(pk=article.pk).update(slug="new")
    return workflow.rename(article, before, by)


def cases():
    head, *lines = [line for line in TABLE.splitlines() if line]
    states = [cell.strip() for cell in head.split("|")[1:]]
    roles: list[str] = []
    for line in lines:
        if "|" not in line:
            kinds = line.split("; ")
            roles = kinds if len(kinds) > 1 or "article" in line else line.split(", ")
            continue
        verb, *cells = (cell.strip() for cell in line.split("|"))
        for role in roles:
            for state, cell in zip(states, cells, strict=True):
                yield pytest.param(role, verb, state, cell, id=f"{role}: {verb} {state}: {cell}")


def person(role):
    if role == "server":
        return None
    if role == "superuser":
        return make_user(is_superuser=True)
    group = next((name for name in ("Reporter", "Chief editor", "Editor") if role.startswith(name.lower())), None)
    return make_user(*([group] if group else []), is_active="left" not in role)


def article_in(state, owner):
    article = make_article(published=state in {"published", "withdrawn"}, created_by=owner, slug="old")
    workflow.record(article)
    Correction.objects.create(article=article, note="It was Monday.", at=timezone.now() - timedelta(days=1))
    if state == "in review":
        workflow.submit(article)
    elif state == "withdrawn":
        workflow.withdraw(article)
    elif state == "scheduled":
        workflow.schedule(article, at=TOMORROW)
    article.dek = "Not what revision 1 says."
    article.save()
    workflow.record(article)
    return article


@pytest.mark.parametrize(("role", "verb", "state", "cell"), list(cases()))
def test_what_a_verb_does(role, verb, state, cell):
    by = person(role)
    article = article_in(state, None if role.endswith("other articles") else by)
    before = Article.objects.get(pk=article.pk)
    act, participle, plural = VERBS[verb]
    if cell in REFUSALS:
        with pytest.raises(workflow.Refused) as refused:
            act(article, by)
        words = {"article": article, "state": state, "participle": participle, "plural": plural}
        assert str(refused.value) == REFUSALS[cell].format(**words)
        after = Article.objects.get(pk=article.pk)
        assert (after.state, after.version, after.notes.count()) == (before.state, before.version, 0)
        return
    changed = act(article, by)
    if cell == "gone":
        assert not Article.objects.filter(pk=before.pk).exists()
        return
    after = Article.objects.get(pk=article.pk)
    assert changed is (cell != "same")
    expected = before.state if cell in {"same", "done"} else cell.replace(" ", "_")
    assert after.state == expected
    assert after.version == before.version + (cell != "same" and verb not in UNRECORDED)
    assert verb == "amend" or article.version == after.version  # which is given a correction, not an article
    assert act(article, by) is False, "Doing it twice changes nothing."
    assert Article.objects.get(pk=article.pk).version == after.version


def test_the_table_has_every_verb_and_every_role_in_every_state():
    roles = {case.values[0] for case in cases()}
    assert len(list(cases())) == len(roles) * len(VERBS) * 5
    assert len(roles) == 8
