"""Knowledge articles: writing them, saying that they are right, and what people say of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.domain.reviewing import end_asking, role_in_stead, who_sees_to
from documents.models import Article, Opinion, Use, UseCount
from people.calendar import today
from records.access.visibility import can_see
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.domain.tasks import set_task
from records.domain.write import write
from records.holders import holders_of_record
from records.models import Task
from standard.roles import DOCUMENTATION_MANAGER

if TYPE_CHECKING:
    from people.models import User
    from roles.models import Role

#: How long reviewers and owners have to look at an article.
TO_LOOK = timedelta(days=14)
#: How long what was reviewed counts as right, where nobody said otherwise.
GOOD_FOR = relativedelta(months=12)
#: Current or marked as out of date: what people go by.
IN_USE = ("current", "outdated")


@transaction.atomic
def create_article(article: Article, *, actor: User | None, action: str = "create", **about: Any) -> Article:
    """Write an article; its reviewer, or who looks after it, is asked to look it over. Raises InputError where that is its author."""
    article.owner, article.written_by = article.owner or actor, actor
    _require_other_reviewer(article)
    write(article, actor=actor, action=action, **about)
    _ask_reviewer(article)
    return article


@transaction.atomic
def change_article(article: Article, *, actor: User, action: str = "edit", **about: Any) -> Article:
    """Change an article. One whose text is another by now is reviewed anew. Raises InputError, StaleError."""
    stored = Article.objects.get(pk=article.pk)
    is_rewritten = stored.text != article.text
    if is_rewritten:
        article.written_by = actor
    _require_other_reviewer(article)
    write(article, actor=actor, action=action, **about)
    if is_rewritten and article.state in IN_USE:
        return rework(article, actor=None, reason=_("Its text was changed"))
    if stored.reviewer_id != article.reviewer_id and article.state == "draft":
        _end(article, actor=None, outcome=_("Somebody else reviews it"))
        _ask_reviewer(article)
    return article


@transaction.atomic
def make_current(article: Article, *, actor: User, reason: str, token: str | None = None) -> Article:
    """Say that it is right, as somebody who did not write it."""
    if article.due is None or article.due <= today():
        article.due = today() + GOOD_FOR
    write(article, actor=actor, action="make_current", reason=reason, token=token)
    return _settle(article, actor, _("It is current"))


@transaction.atomic
def confirm(article: Article, *, actor: User, reason: str, token: str | None = None) -> Article:
    """Say that it was looked at again and is still right; it is looked at again in a year."""
    article.due = today() + GOOD_FOR
    write(article, actor=actor, action="confirm", reason=reason, token=token)
    return _settle(article, actor, _("It is still right"))


@transaction.atomic
def mark_outdated(article: Article, *, actor: User, reason: str, token: str | None = None) -> Article:
    """Say that it is right no more; its task to put it right stays."""
    return write(article, actor=actor, action="mark_outdated", reason=reason, token=token)


@transaction.atomic
def rework(article: Article, *, actor: User | None, reason: str, token: str | None = None) -> Article:
    """Have it reviewed anew; by the system itself where its text was changed."""
    write(article, actor=actor, action="rework", reason=reason, token=token)
    _end(article, actor=actor, outcome=_("It is reviewed anew"))
    _ask_reviewer(article)
    return article


@transaction.atomic
def retire(article: Article, *, actor: User, reason: str, token: str | None = None) -> Article:
    """Say that nobody needs it any more; it stays readable."""
    write(article, actor=actor, action="retire", reason=reason, token=token)
    return _settle(article, actor, _("It was retired"))


@transaction.atomic
def thank(article: Article, *, actor: User, token: str | None = None) -> Opinion:
    """Say that it helped; a second time changes nothing."""
    stored = enter(article, actor=actor, action="thank")
    opinion, is_new = Opinion.objects.get_or_create(
        article=stored, person=actor, says=Opinion.Says.HELPED, settled=None
    )
    if is_new:
        note(stored, actor=actor, action="thank", token=token)
    return opinion


@transaction.atomic
def doubt(article: Article, *, actor: User, text: str, token: str | None = None) -> Opinion:
    """Say that it is out of date, and why: its owner is asked to see to it, once for all who say so.

    Raises NotNowError for who has said so, and where nobody goes by it.
    """
    stored = enter(article, actor=actor, action="doubt")
    if stored.state not in IN_USE:
        raise NotNowError(_("Nobody goes by it just now"))
    opinion, is_new = Opinion.objects.get_or_create(
        article=stored, person=actor, says=Opinion.Says.OUTDATED, settled=None, defaults={"text": text[:500]}
    )
    if not is_new:
        raise NotNowError(_("You have said so already: its owner was asked to see to it"))
    note(stored, actor=actor, action="doubt", reason=text[:500], token=token)
    _ask_owner(stored)
    return opinion


@transaction.atomic
def note_use(article: Article, *, by: User) -> None:
    """Count that a person opened it: once a day, however often they come back.

    It is no word of theirs and no change of the record: it leaves no event, and asks for no version.
    """
    _use, is_new = Use.objects.get_or_create(article=article, person=by, day=today())
    if is_new:
        UseCount.objects.get_or_create(article=article)
        UseCount.objects.filter(article=article).update(times=F("times") + 1)


def _settle(article: Article, actor: User, outcome: str) -> Article:
    """What was asked, and what people said of its being out of date, is answered."""
    article.opinions.filter(says=Opinion.Says.OUTDATED, settled=None).update(settled=timezone.now())
    _end(article, actor=actor, outcome=outcome)
    return article


def _end(article: Article, *, actor: User | None, outcome: str) -> None:
    for kind in (Task.Kind.REVIEW, Task.Kind.ACT):
        end_asking(article, kind=kind, actor=actor, outcome=outcome)


def _ask_reviewer(article: Article) -> None:
    reviewer = _named_reviewer(article) or _reviewer_in_stead(article)
    if reviewer is None:
        return
    title = _("Review %(reference)s: is it right?") % {"reference": article.reference}
    set_task(article, actor=None, assignee=reviewer, title=title, due=today() + TO_LOOK, kind=Task.Kind.REVIEW)


def _named_reviewer(article: Article) -> User | None:
    """Who is named to review it, unless their account is closed; raises InputError where they do not see it."""
    reviewer = article.reviewer
    if reviewer is None or not reviewer.is_active:
        return None
    if not can_see(reviewer, article):
        message = _("%(name)s does not see a restricted article: share it first")
        raise InputError(message % {"name": reviewer}, "reviewer")
    return reviewer


def _reviewer_in_stead(article: Article) -> User | Role | None:
    """Its owner, unless the text is theirs; else the documentation managers, unless it is that of the only one."""
    owner, author = article.owner, article.written_by_id
    if owner is not None and owner.is_active and owner.pk != author:
        return owner
    role = role_in_stead(article, [DOCUMENTATION_MANAGER])
    return role if role is not None and any(person.pk != author for person in holders_of_record(role.pk)) else None


def _ask_owner(article: Article) -> None:
    if article.tasks.filter(kind=Task.Kind.ACT, created_by=None, done=None).exists():
        return
    if (person := who_sees_to(article)) is not None:
        title = _("Look at %(reference)s: it is said to be out of date") % {"reference": article.reference}
        set_task(article, actor=None, assignee=person, title=title, due=today() + TO_LOOK, kind=Task.Kind.ACT)


def _require_other_reviewer(article: Article) -> None:
    if article.reviewer_id is not None and article.reviewer_id == article.written_by_id:
        raise InputError(_("Somebody reviews it who did not write its text: choose another person"), "reviewer")
