"""Communicating objectives to those they concern (clause 6.2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leadership.models import Telling
from people.calendar import today
from records.domain.entering import enter_in_sight
from records.domain.errors import InputError
from records.domain.write import write
from records.models import Notice
from records.notices.telling import tell as send_notices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from leadership.models import Objective
    from people.models import User
    from records.models import Record


@transaction.atomic
def tell(
    objective: Objective,
    *,
    actor: User,
    on: date,
    whom: str,
    way: str,
    evidence: Record | None = None,
    people: Iterable[User] = (),
    reason: str = "",
    token: str | None = None,
) -> Objective:
    """Write down to whom it was told, when and how; ``people`` get a notice that leads to it.

    Raises InputError for a day to come, Refused for evidence that the actor does not see.
    """
    if on > today():
        raise InputError(_("A day to come: write it down when they were told"), "on")
    if evidence is not None:
        evidence = enter_in_sight(evidence, actor=actor)
    write(objective, actor=actor, action="tell", reason=reason, token=token, detail={"whom": whom})
    about = {"on": on, "whom": whom, "way": way, "evidence_id": evidence and evidence.pk}
    Telling.objects.create(objective=objective, person=actor, at=timezone.now(), **about)
    what = _("An objective concerns you: %(title)s") % {"title": objective.title}
    send_notices(people, kind=Notice.Kind.NEWS, record=objective, actor=actor, detail={"what": what})
    return objective
