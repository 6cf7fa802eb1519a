"""The life of an agreement: agreed by both parties, renewed by the next edition, ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from agreements.domain.recounting import ask_to_recount
from agreements.models import Agreement
from people.calendar import today
from records.domain.entering import enter
from records.domain.errors import InputError, NotNowError
from records.domain.log import note
from records.domain.write import write
from records.models import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User

DAY = timedelta(days=1)
#: What a renewal takes over from the edition before it.
TAKEN_OVER = (
    "title",
    "customer_id",
    "owner_id",
    "restricted",
    "service_hours_id",
    "support_hours_id",
    "report_every",
    "pausing",
    "reopening",
    "repricing",
    "terms",
)
#: Rows that it takes over, by the name of their manager.
ROWS_TAKEN_OVER = ("agreed_services", "targets", "workload_limits", "exceptions", "priority_rules")


@transaction.atomic
def agree(
    agreement: Agreement,
    *,
    actor: User | None,
    agreed_how: str,
    evidence_note: str = "",
    agreed_on: date | None = None,
    reason: str = "",
    token: str | None = None,
) -> Agreement:
    """Say that both parties agreed, and how that can be seen; the edition before it ends on the day before.

    Raises NotNowError for a draft that lacks something or overlaps with another agreement, InputError for
    evidence that nobody could find. Open tickets are counted anew.
    """
    agreement.agreed_how, agreement.evidence_note = agreed_how, evidence_note
    _require_complete(agreement)
    _require_evidence(agreement)
    previous = _previous(agreement)
    _require_apart(agreement, previous)
    agreement.agreed_on = agreed_on or today()
    write(agreement, actor=actor, action="agree", reason=reason, token=token, detail={"how": agreed_how})
    if previous is not None:
        previous.valid_until = agreement.valid_from - DAY
        write(previous, actor=actor, action="renew", reason=_("Followed by %(next)s") % {"next": agreement.reference})
    ask_to_recount(agreement)
    return agreement


@transaction.atomic
def renew(
    agreement: Agreement,
    *,
    actor: User,
    valid_from: date,
    edition: str,
    valid_until: date | None = None,
    reason: str = "",
    token: str | None = None,
) -> Agreement:
    """Begin the draft of the next edition, with all that this one says; returns the draft.

    This one holds until the draft is agreed. Raises NotNowError where a draft was begun already, InputError
    for days out of order.
    """
    entered = enter(agreement, actor=actor, action="renew")
    if entered.state != "agreed":
        raise NotNowError(_("Only an agreement in force is renewed"))
    if (begun := Agreement.objects.filter(supersedes=agreement.pk).first()) is not None:
        raise NotNowError(_("Its next edition was begun already: %(reference)s") % {"reference": begun.reference})
    if valid_from <= agreement.valid_from:
        raise InputError(_("The next edition begins after this one does"), "valid_from")
    if valid_until and valid_until < valid_from:
        raise InputError(_("It must end on or after the day from which it is valid"), "valid_until")
    values: dict[str, Any] = {name: getattr(agreement, name) for name in TAKEN_OVER}
    draft = Agreement(**values, supersedes=agreement, valid_from=valid_from, valid_until=valid_until)
    draft.edition, draft.created_by = edition[:20], actor
    # Whoever may renew may do this, also who may not make agreements of their own.
    write(draft, actor=None, action="create", reason=reason)
    note(entered, actor=actor, action="renew", reason=reason, token=token, detail={"next": draft.reference})
    for name in ROWS_TAKEN_OVER:
        _copy(getattr(agreement, name).all(), draft)
    return draft


@transaction.atomic
def end(agreement: Agreement, *, actor: User | None, reason: str, token: str | None = None) -> Agreement:
    """Say that it holds no longer, from tomorrow. Open tickets are counted anew."""
    agreement.valid_until = max(min(agreement.valid_until or today(), today()), agreement.valid_from)
    write(agreement, actor=actor, action="end", reason=reason, token=token)
    ask_to_recount(agreement)
    return agreement


def lacking(agreement: Agreement) -> list[str]:
    """What a draft lacks before both parties can agree to it (clause 8.3.3), in words."""
    rows = (
        (agreement.agreed_services, _("a service")),
        (agreement.targets, _("a service level target")),
        (agreement.workload_limits, _("a workload limit")),
        (agreement.exceptions, _("an exception, or the sentence that there is none")),
    )
    return [words for manager, words in rows if not manager.exists()]


def renewals_due(until: date) -> Iterable[tuple[int, date]]:
    """Agreements in force that end by a day and whose next edition nobody has begun, with that day."""
    ending = Agreement.objects.filter(state="agreed", withdrawn=False, renewal=None, valid_until__lte=until)
    found: Iterable[tuple[int, date]] = ending.values_list("pk", "valid_until")
    return found


def _require_complete(agreement: Agreement) -> None:
    if missing := lacking(agreement):
        raise NotNowError(_("Before it is agreed it needs %(what)s") % {"what": get_text_list(missing, _("and"))})


def _require_evidence(agreement: Agreement) -> None:
    has_file = Attachment.objects.filter(record=agreement.pk, withdrawn=None).exists()
    if not agreement.evidence_note.strip() and not has_file:
        message = _("Say who agreed for each party and where that is kept, or attach the signed agreement first")
        raise InputError(message, "evidence_note")


def _previous(agreement: Agreement) -> Agreement | None:
    """The edition that it follows, while that is in force. Raises NotNowError for days that leave a gap."""
    previous: Agreement | None = Agreement.objects.filter(pk=agreement.supersedes_id, state="agreed").first()
    if previous and previous.valid_until and agreement.valid_from > previous.valid_until + DAY:
        message = _("%(reference)s ends on %(day)s: let this one begin on the day after, so that no day is without")
        raise NotNowError(message % {"reference": previous.reference, "day": previous.valid_until})
    return previous


def _require_apart(agreement: Agreement, previous: Agreement | None) -> None:
    """No service of a customer stands under two agreements on one day."""
    services = agreement.agreed_services.values("service")
    others = Agreement.held_with(agreement.customer_id, agreement.valid_from, agreement.valid_until)
    others = others.filter(agreed_services__service__in=services).exclude(pk=agreement.pk)
    if previous is not None:
        others = others.exclude(pk=previous.pk)
    if (other := others.first()) is not None:
        message = _(
            "%(reference)s holds for one of these services on the same days: end it first, or choose other days"
        )
        raise NotNowError(message % {"reference": other.reference})


def _copy(rows: Iterable[Any], draft: Agreement) -> None:
    copies = list(rows)
    for row in copies:
        row.pk, row.agreement = None, draft
        row._state.adding = True
    if copies:
        type(copies[0]).objects.bulk_create(copies)
