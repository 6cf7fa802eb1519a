"""The service management plan: writing its parts, proposing and approving a version, and beginning the next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from leadership.domain.plan_text import parts_of, plan_text
from leadership.models import ManagementPlan, PlanPart, PlanReference
from leadership.models.plan import PartKey
from leadership.rules.plan import writes
from measures.domain.roll_forward import roll_forward
from people.calendar import today
from records.access.permits import Refused, meets
from records.domain.entering import enter, enter_in_sight, held
from records.domain.errors import InputError, NotNowError, StaleError
from records.domain.files import store
from records.domain.tasks import drop_tasks, set_task
from records.domain.write import write
from records.models import Task
from records.search.extraction import ask_for_text
from roles.domain.asking import ask_for_approval, end_asking_for_approval
from shell.contents import sha256_of
from standard.roles import TOP_MANAGEMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.models import User
    from records.models import Record

#: How long top management has to approve, and how long a plan goes unreviewed where nobody says otherwise.
TO_APPROVE, REVIEW_MONTHS = timedelta(days=14), 6
#: What the next version takes over as it is.
CARRIED = ("title", "basis", "owner", "restricted")


@transaction.atomic
def create(plan: ManagementPlan, *, actor: User | None, **about: Any) -> ManagementPlan:
    """Begin a version with its eight parts, empty. Raises Refused, InputError; NotNowError while another is written."""
    _require_no_other(plan)
    _require_order(plan)
    plan.owner, plan.edition = plan.owner or actor, _next_edition()
    write(plan, actor=actor, **{"action": "create", **about})
    PlanPart.objects.bulk_create(PlanPart(plan=plan, key=key) for key in PartKey)
    return plan


def edit(plan: ManagementPlan, *, actor: User | None, **about: Any) -> ManagementPlan:
    """Change period, review day and what a draft rests on. Raises NotNowError once it was proposed, InputError."""
    _require_draft(plan)
    _require_order(plan)
    return write(plan, actor=actor, **{"action": "edit", **about})


@transaction.atomic
def write_part(
    plan: ManagementPlan,
    key: str,
    *,
    actor: User,
    text: str,
    references: Sequence[Record] = (),
    answers: User | None = None,
    version: int = 0,
    token: str | None = None,
) -> PlanPart:
    """Say what a part contains, what it refers to, and who answers for it.

    ``version`` is that of the part as it was read. Raises Refused, StaleError where somebody wrote meanwhile,
    NotNowError once the plan was proposed.
    """
    stored = enter(plan, actor=actor, action="write_part")
    _require_draft(stored)
    part, _is_new = PlanPart.objects.get_or_create(plan=stored, key=key)
    if not meets(writes, actor, stored) and part.answers_id != actor.pk:
        raise Refused(_("You answer for another part of this plan"))
    if part.version != version:
        raise StaleError(_("Somebody else wrote at this part meanwhile"))
    write(stored, actor=actor, action="write_part", token=token, detail={"part": str(PartKey(key).label)})
    part.text, part.answers, part.changed_by, part.version = text, answers, actor, version + 1
    part.save(update_fields=["text", "answers", "changed_by", "version"])
    _refer(part, references, actor)
    return part


@transaction.atomic
def propose(
    plan: ManagementPlan, *, actor: User, due: date, reason: str = "", token: str | None = None
) -> ManagementPlan:
    """Ask top management to approve it by a day. Raises NotNowError while a part is empty, InputError."""
    if due < today():
        raise InputError(_("Choose today or a day to come"), "due")
    require_complete(plan)
    plan.proposed_by = actor
    write(plan, actor=actor, action="propose", reason=reason, token=token)
    title = _("Approve the service management plan")
    ask_for_approval(plan, role=TOP_MANAGEMENT, title=title, due=due)
    return plan


@transaction.atomic
def send_back(plan: ManagementPlan, *, actor: User, reason: str, token: str | None = None) -> ManagementPlan:
    """Ask for more work on it, and say what is missing."""
    write(plan, actor=actor, action="send_back", reason=reason, token=token)
    end_asking_for_approval(plan, outcome=_("It was sent back"))
    return plan


@transaction.atomic
def approve(
    plan: ManagementPlan, *, actor: User, sha256: str, reason: str = "", token: str | None = None
) -> ManagementPlan:
    """Approve exactly the text that was on the page; it is kept as a content.

    The plan before it is superseded: at once, or on the first day of the new one where that is to come.

    Raises Refused for its authors, NotNowError while a part is empty, StaleError where the text is another by now.
    """
    held(plan)
    require_complete(plan)
    content = plan_text(plan).encode()
    if sha256_of(content) != sha256:
        raise StaleError(_("The plan was changed after you opened it: read it again before you approve"))
    plan.content, plan.is_current = store(content, "text/plain"), plan.starts <= today()
    if plan.is_current:
        _supersede_others(plan, actor)
    plan.approved_by, plan.approved_at = actor, timezone.now()
    plan.due = plan.due or min(plan.ends, today() + relativedelta(months=REVIEW_MONTHS))
    write(plan, actor=actor, action="approve", reason=reason, token=token, detail={"sha256": sha256})
    PlanPart.objects.filter(plan=plan).update(approved=plan.approved_at)
    PlanReference.objects.filter(part__plan=plan).update(approved=plan.approved_at)
    end_asking_for_approval(plan, by=actor, outcome=_("Approved"))
    _ask_for_review(plan)
    ask_for_text(plan.content, f"{plan.reference}.txt", actor=None)
    return plan


@transaction.atomic
def take_effect() -> list[ManagementPlan]:
    """Let approved plans go whose first day has come, in the place of the one before; the system itself does so."""
    waiting = ManagementPlan.objects.current().filter(state="approved", is_current=False, starts__lte=today())
    ready = list(waiting.order_by("starts", "edition"))
    for plan in ready:
        _supersede_others(plan, None)
        plan.is_current = True
        write(plan, actor=None, action="take_effect")
    return ready


@transaction.atomic
def review(plan: ManagementPlan, *, actor: User, due: date, reason: str, token: str | None = None) -> ManagementPlan:
    """Say that somebody looked whether it still fits, what came of it, and when it is looked at next."""
    if due <= today():
        raise InputError(_("Choose a day to come"), "due")
    plan.due = due
    write(plan, actor=actor, action="review", reason=reason, token=token, detail={"due": due.isoformat()})
    drop_tasks(plan, kind=Task.Kind.REVIEW, reason=_("It was reviewed"))
    _ask_for_review(plan)
    return plan


@transaction.atomic
def end(plan: ManagementPlan, *, actor: User, reason: str, token: str | None = None) -> ManagementPlan:
    """Say that the system does not go by it any more, though no other version takes its place."""
    plan.is_current = False
    write(plan, actor=actor, action="supersede", reason=reason, token=token)
    drop_tasks(plan, kind=Task.Kind.REVIEW, reason=_("It goes no more"))
    return plan


@transaction.atomic
def begin_next(
    plan: ManagementPlan,
    *,
    actor: User,
    starts: date,
    ends: date,
    reason: str = "",
    token: str | None = None,
) -> ManagementPlan:
    """Take the plan into the next period: a draft with all its parts, and the tasks that are still open.

    Returns the draft. Raises NotNowError while another is written, or where this one was taken on already; InputError.
    """
    write(plan, actor=actor, action="begin_next", reason=reason, token=token)

    def made(draft: ManagementPlan, *, actor: User) -> ManagementPlan:
        draft.follows = plan
        create(draft, actor=actor)
        _copy_parts(plan, draft)
        return draft

    changes = {"starts": starts, "ends": ends, "due": None}
    rolled = roll_forward(plan, actor=actor, create=made, copied=CARRIED, changes=changes)
    now: ManagementPlan = rolled.now
    return now


def next_period(plan: ManagementPlan) -> tuple[date, date]:
    """The period after that of a plan, as long as it."""
    starts = plan.ends + timedelta(days=1)
    months = (starts.year - plan.starts.year) * 12 + starts.month - plan.starts.month
    is_whole = months > 0 and starts.day == plan.starts.day
    length = relativedelta(months=months) if is_whole else plan.ends - plan.starts + timedelta(days=1)
    return starts, starts + length - timedelta(days=1)


def require_complete(plan: ManagementPlan) -> None:
    """Raise NotNowError, naming the parts, while one neither contains nor refers to anything or nobody answers for it."""
    parts = parts_of(plan)
    if empty := [part.label for part in parts if part.is_empty]:
        raise NotNowError(_("These parts say nothing yet: %(parts)s") % {"parts": "; ".join(empty)})
    if nobody := [part.label for part in parts if part.answers is None]:
        raise NotNowError(_("Nobody answers for these parts: %(parts)s") % {"parts": "; ".join(nobody)})


def _refer(part: PlanPart, references: Sequence[Record], actor: User) -> None:
    """Refer to these records and no others; each new one must be seen."""
    known = set(part.references.values_list("record_id", flat=True))
    wanted = {record.pk for record in references}
    part.references.exclude(record__in=wanted).delete()
    for record in references:
        if record.pk not in known:
            enter_in_sight(record, actor=actor)
            PlanReference.objects.create(part=part, record_id=record.pk)


def _copy_parts(plan: ManagementPlan, draft: ManagementPlan) -> None:
    """The words of a plan in its draft; nobody is author of what was approved already."""
    for part in plan.parts.prefetch_related("references"):
        PlanPart.objects.filter(plan=draft, key=part.key).update(text=part.text, answers=part.answers_id)
        made = PlanPart.objects.get(plan=draft, key=part.key)
        PlanReference.objects.bulk_create(
            PlanReference(part=made, record_id=each.record_id) for each in part.references.all()
        )


def _supersede_others(plan: ManagementPlan, actor: User | None) -> None:
    for before in ManagementPlan.objects.filter(is_current=True).exclude(pk=plan.pk):
        _supersede(before, plan, actor)


def _supersede(before: ManagementPlan, by: ManagementPlan, actor: User | None) -> None:
    before.is_current = False
    reason = _("%(reference)s takes its place") % {"reference": by.reference}
    write(before, actor=actor, action="supersede", reason=reason)
    drop_tasks(before, kind=Task.Kind.REVIEW, reason=reason)


def _ask_for_review(plan: ManagementPlan) -> None:
    """A task for the day of its review."""
    if plan.due is not None:
        title = _("Review the service management plan: does it still fit?")
        whose: Any = plan.owner or plan.created_by
        set_task(plan, actor=None, assignee=whose, title=title, due=plan.due, kind=Task.Kind.REVIEW)


def _require_draft(plan: ManagementPlan) -> None:
    if ManagementPlan.objects.filter(pk=plan.pk).exclude(state="draft").exists():
        raise NotNowError(_("It was proposed or approved: send it back, or begin the next version"))


def _require_no_other(plan: ManagementPlan) -> None:
    others = ManagementPlan.objects.current().filter(state__in=("draft", "proposed")).exclude(pk=plan.pk)
    if other := others.first():
        raise NotNowError(
            _("%(reference)s is being written: finish or withdraw it first") % {"reference": other.reference}
        )


def _require_order(plan: ManagementPlan) -> None:
    if plan.ends < plan.starts:
        raise InputError(_("The last day must be on or after the first"), "ends")


def _next_edition() -> int:
    return (ManagementPlan.objects.aggregate(last=Max("edition"))["last"] or 0) + 1
