"""What can be done to many records of a kind at once, and doing it: every record by its own verb, rules and history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.kinds import Result
from records.access.permits import refusal
from records.access.predicates import nobody
from records.access.standing import forget
from records.domain.bulk_acts import begin_act, carry_out_line, summary, waiting_lines
from records.domain.conditions import unmet_conditions
from records.domain.errors import InputError
from records.domain.sharing import share
from records.domain.tasks import set_task
from records.forms.lists import DueForm, OwnerForm
from records.forms.parts import ConfirmForm, PartForm, ReasonForm, ShareForm, TaskForm
from records.kind import find_kind
from records.models import BulkAct
from records.one_field import can_be_changed_alone, change_one_field
from records.origin import writing_from
from records.transitions import fits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.progress import Progress
    from people.models import User
    from records.kind import Action, Kind
    from records.models import Record
    from shell.registry import Text

#: Records that can be chosen at once.
CHOSEN_MAX = 500
#: More than these are done by a job.
AT_ONCE = 50
JOB = "records.bulk"


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """Something that can be done to many records: ``run(kind, record, actor=, token=, **answers)`` does it to one.

    ``rule`` is the action the rules are asked for; ``is_own`` marks a transition of the kind.
    """

    key: str
    label: Text
    icon: str
    rule: str
    form: type[PartForm]
    run: Callable[..., Any]
    explain: Text = ""
    is_own: bool = False
    is_grave: bool = False


def bulk_actions(kind: Kind) -> dict[str, BulkAction]:
    """What a kind offers for many records, by key: what asks each record the same, and no more than that."""
    if not kind.has_page("bulk"):
        return {}
    found = [action for action in COMMON if _is_offered(kind, action)]
    own = [_of_kind(action) for action in kind.all_actions.values() if action.form is None or action.in_bulk]
    rules = kind.model.rules
    return {action.key: action for action in (*found, *own) if rules.get(action.rule) is not nobody}


def why_not(action: BulkAction, record: Any, user: User, kind: Kind) -> Text | None:
    """Why an action cannot be done to a record by this person, or None."""
    if (why := refusal(user, action.rule, record)) is not None:
        return why
    if not fits(record, action.rule):
        return _("It is “%(state)s”: this cannot be done from there") % {"state": kind.state_of(record).label}
    return next(iter(unmet_conditions(record, action.rule)), None) if action.is_own else None


def ask_for(
    kind: Kind,
    action: BulkAction,
    *,
    actor: User,
    answers: dict[str, str],
    chosen: Sequence[tuple[int, int]],
    token: str,
) -> BulkAct:
    """Do it to the records chosen, by key and version: at once where they are few, else by a job."""
    about: dict[str, Any] = {"actor": actor, "kind": kind.key, "action": action.key, "answers": answers}
    act = begin_act(**about, chosen=chosen, token=token, job=JOB if len(chosen) > AT_ONCE else "")
    if act.job is None:
        carry_out(act)
    return act


def carry_out(act: BulkAct, tell: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Do what waits of an act, record by record; what was done before is not done again."""
    kind, actor = find_kind(act.kind), act.actor
    action = bulk_actions(kind)[act.action]
    with translation.override(actor.language), timezone.override(actor.time_zone), writing_from("bulk"):
        verb = _verb(kind, action, act)
        waiting = waiting_lines(act)
        for done, line in enumerate(waiting):
            tell(done, len(waiting))
            forget(actor)
            carry_out_line(line, verb)


def run_job(progress: Progress, *, act: int) -> Result:
    """The job: carry an act out, and say what came of it."""
    found = BulkAct.objects.select_related("actor").get(pk=act)
    carry_out(found, progress.tell)
    with translation.override(found.actor.language):
        return Result(summary(found), find_kind(found.kind).url("bulk-report", key=found.pk))


def _verb(kind: Kind, action: BulkAction, act: BulkAct) -> Callable[[Record, str], Any]:
    """What is done to one record, with the answers as they hold now: a person among them may have left."""
    form = action.form(act.answers, user=act.actor)
    if not form.is_valid():
        why = "; ".join(str(error) for errors in form.errors.values() for error in errors)
        return partial(_refuse, why)
    answers = {name: value for name, value in form.cleaned_data.items() if name != "token"}
    return lambda record, token: action.run(kind, record, actor=act.actor, token=token, **answers)


def _refuse(why: str, _record: Record, _token: str) -> None:
    raise InputError(why)


def _change(name: str, kind: Kind, record: Any, /, *, actor: User, token: str, reason: str, **answers: Any) -> None:
    change_one_field(kind, record, name, answers[name], actor=actor, reason=reason, token=token)


def _share(_kind: Kind, record: Any, /, *, actor: User, **answers: Any) -> None:
    share(record, answers["holder"], actor=actor, until=answers["until"])


def _set_task(_kind: Kind, record: Any, /, *, actor: User, token: str, **answers: Any) -> None:
    set_task(record, actor=actor, token=token, **answers)


COMMON = (
    BulkAction(
        key="owner",
        label=gettext_lazy("Set owner"),
        icon="user-plus",
        rule="edit",
        form=OwnerForm,
        run=partial(_change, "owner"),
    ),
    BulkAction(
        key="due",
        label=gettext_lazy("Set due date"),
        icon="calendar",
        rule="edit",
        form=DueForm,
        run=partial(_change, "due"),
    ),
    BulkAction(
        key="task",
        label=gettext_lazy("Set a task"),
        icon="checkbox",
        rule="task",
        form=TaskForm,
        run=_set_task,
        explain=gettext_lazy("One task on each of the records."),
    ),
    BulkAction(key="share", label=gettext_lazy("Share"), icon="user-share", rule="share", form=ShareForm, run=_share),
)
#: The page of a record that each stands for: a kind without it does not offer it here either.
PAGE_OF = {"task": "tasks", "share": "sharing"}


def _is_offered(kind: Kind, action: BulkAction) -> bool:
    return can_be_changed_alone(kind, action.key) if action.rule == "edit" else kind.has_page(PAGE_OF[action.key])


def _form_of(action: Action) -> Any:
    return action.form or (ReasonForm if action.asks_reason else ConfirmForm)


def _of_kind(action: Action) -> BulkAction:
    """A transition or withdrawal that asks for a reason, or for nothing."""

    def run(_kind: Kind, record: Any, /, *, actor: User, token: str, **answers: Any) -> None:
        action.run(record, actor=actor, token=token, **{"reason": "", **answers})

    return BulkAction(
        key=action.key,
        label=action.label,
        icon="archive" if action.key == "withdraw" else "circle",
        rule=action.key,
        form=_form_of(action),
        run=run,
        explain=action.explain,
        is_own=action.key != "withdraw",
        is_grave=action.is_grave,
    )
