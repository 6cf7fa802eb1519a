"""Records of the demo organisation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from improvement.domain import opportunities as improvement
from improvement.models import Opportunity
from parties.models import Contact, Organisation
from records.domain.bulk import create_many
from records.domain.comments import add_comment
from records.domain.saved_filters import save_filter
from records.domain.tasks import set_task
from records.models import ListShape
from roles.domain.catalogue import roles_by_key
from smsapp.demo import words

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from people.models import User


def make_parties(chance: Random, people: list[User]) -> list[Organisation]:
    """Customers, suppliers and others, with two contacts each."""
    flags = [(name, "is_customer") for name in words.CUSTOMERS] + [(name, "is_supplier") for name in words.SUPPLIERS]
    organisations = [
        Organisation(
            title=name,
            owner=chance.choice(people[:12]),
            created_by=people[1],
            created=_moment(chance),
            website=f"https://{name.split()[0].lower()}.example",
            **{flag: True},
        )
        for name, flag in (*flags, *words.OTHERS)
    ]
    made = create_many(organisations, actor=people[1], reason="Taken over from the old register")
    create_many([_contact(chance, people, found) for found in made for _ in range(2)], actor=people[1])
    return made


def make_opportunities(
    chance: Random, people: list[User], organisations: list[Organisation], count: int
) -> list[Opportunity]:
    """Ideas with owners; one in eight is restricted."""
    made = [_opportunity(chance, people, organisations, place) for place in range(count)]
    return create_many(made, actor=None)


def keep_lists(people: list[User]) -> None:
    """Saved filters: two for everybody by whoever administers."""
    for name, conditions in words.SAVED_FILTERS:
        shape = ListShape(conditions=conditions, sort="due")
        save_filter(actor=people[1], kind=Opportunity.kind_key, name=name, shape=shape, is_for_everybody=True)


def live_with(chance: Random, people: list[User], opportunities: list[Opportunity]) -> None:
    """Decide on ideas, talk about them, and set tasks, as people do."""
    for place, opportunity in enumerate(opportunities):
        _talk(chance, people, opportunity)
        if place % 3:
            _decide(chance, opportunity)


def fall_behind(people: list[User], opportunities: list[Opportunity]) -> None:
    """Tasks whose day has gone by, as there are some everywhere: of people, of one who is away, and of a role."""
    roles = roles_by_key()
    waiting = [found for found in opportunities if not found.restricted and found.state in {"proposed", "accepted"}]
    for record, (title, kind, days, whose) in zip(waiting, words.LATE, strict=False):
        assignee = roles[whose] if isinstance(whose, str) else people[whose]
        due = timezone.localdate() - timedelta(days=days)
        set_task(record, actor=None, assignee=assignee, title=title, due=due, kind=kind)


def _decide(chance: Random, opportunity: Opportunity) -> None:
    by = opportunity.owner
    if by is None or by.pk == opportunity.created_by_id:
        return
    due = timezone.localdate() + timedelta(days=chance.randint(3, 120))
    turn = chance.random()
    if turn < 0.2:
        improvement.decline(opportunity, actor=by, reason=words.REASONS["decline"])
    elif turn < 0.35:
        improvement.postpone(opportunity, actor=by, due=due, reason=words.REASONS["postpone"])
    else:
        improvement.accept(opportunity, actor=by, owner=by, due=due, reason=words.REASONS["accept"])
        if turn > 0.75:
            improvement.realise(opportunity, actor=by, result=words.REASONS["realise"])


def _talk(chance: Random, people: list[User], opportunity: Opportunity) -> None:
    if opportunity.restricted:
        return
    for _ in range(chance.choice((0, 0, 1, 2))):
        add_comment(opportunity, actor=chance.choice(people), text=chance.choice(words.COMMENTS))
    if chance.random() < 0.4 and opportunity.owner:
        due = timezone.localdate() + timedelta(days=chance.randint(-3, 20))
        set_task(
            opportunity,
            # Nobody gives a task whose day has gone by; what is late here was taken over.
            actor=opportunity.owner if due >= timezone.localdate() else None,
            assignee=chance.choice(people[:12]),
            title=f"Say what it would take for the {chance.choice(words.PLACES)}",
            due=due,
            kind=chance.choice(("answer", "review", "act")),
        )


def _opportunity(chance: Random, people: list[User], organisations: list[Organisation], place: int) -> Opportunity:
    title, idea, expected, source, benefit, effort = words.IDEAS[place % len(words.IDEAS)]
    where = chance.choice(words.PLACES)
    return Opportunity(
        title=title if place < len(words.IDEAS) else f"{title}: {where}",
        idea=idea,
        expected_benefit=expected,
        source=source,
        organisation=chance.choice(organisations) if source == "customer" else None,
        benefit=benefit,
        effort=effort,
        owner=chance.choice((*people[:12], None)),
        created_by=chance.choice(people),
        created=_moment(chance),
        restricted=place % 8 == 7,
        due=timezone.localdate() + timedelta(days=chance.randint(-5, 90)) if chance.random() < 0.3 else None,
    )


def _contact(chance: Random, people: list[User], organisation: Organisation) -> Contact:
    name = f"{chance.choice(words.FIRST)} {chance.choice(words.LAST)}"
    host = organisation.website.removeprefix("https://") if organisation.website else "mail.example"
    return Contact(
        title=name,
        organisation=organisation,
        job_title=chance.choice(("Head of IT", "Service manager", "Account manager", "Office manager")),
        email=f"{name.lower().replace(' ', '.')}@{host}",
        owner=organisation.owner,
        created_by=people[1],
        created=organisation.created,
    )


def _moment(chance: Random) -> datetime:
    return timezone.now() - timedelta(minutes=chance.randint(60, 400 * 24 * 60))
