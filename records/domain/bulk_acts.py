"""Doing one thing to many records: written down first, then each record in a transaction of its own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.domain.queue import enqueue
from records.access.permits import Refused
from records.domain.entering import held
from records.domain.errors import InputError, NotNowError, StaleError
from records.models import BulkAct, BulkLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from people.models import User
    from records.models import Record

Outcome = BulkLine.Outcome
#: Characters of the summary, as a job keeps it.
SUMMARY_MAX = 290


@transaction.atomic
def begin_act(
    *,
    actor: User,
    kind: str,
    action: str,
    answers: dict[str, str],
    chosen: Sequence[tuple[int, int]],
    token: str,
    job: str = "",
) -> BulkAct:
    """Write down what is asked of which records, each with the version that was chosen; ask for the ``job`` named.

    The same answer sent again, by its ``token``, gives the act it made at first.
    """
    about = {"actor": actor, "kind": kind, "action": action, "answers": answers}
    act, is_new = BulkAct.objects.get_or_create(token=token, defaults=about)
    if is_new:
        BulkLine.objects.bulk_create(BulkLine(act=act, record_id=key, version=version) for key, version in chosen)
    if is_new and job:
        act.job = enqueue(job, actor=actor, key=str(act.pk), act=act.pk)
        act.save(update_fields=["job"])
    return act


def waiting_lines(act: BulkAct) -> list[int]:
    """The keys of the records' lines that were not tried yet."""
    return list(act.lines.filter(outcome=Outcome.WAITING).values_list("pk", flat=True))


@transaction.atomic
def carry_out_line(line: int, verb: Callable[[Record, str], Any]) -> None:
    """Do it to the record of a line, once, and note what came of it in the same transaction."""
    found = BulkLine.objects.select_for_update(of=("self",), no_key=True).get(pk=line)
    if found.outcome != Outcome.WAITING:
        return
    found.why = _attempt(found, verb)[:500]
    found.outcome = Outcome.LEFT if found.why else Outcome.DONE
    found.save(update_fields=["outcome", "why"])


def summary(act: BulkAct) -> str:
    """What came of it, in words: “48 changed, 2 left: For the owner (2)”."""
    lines = list(act.lines.values_list("outcome", "why"))
    counts, reasons = Counter(outcome for outcome, _why in lines), Counter(why for _outcome, why in lines if why)
    told = [ngettext("%(n)d changed", "%(n)d changed", counts[Outcome.DONE]) % {"n": counts[Outcome.DONE]}]
    if waiting := counts[Outcome.WAITING]:
        told.append(ngettext("%(n)d not yet tried", "%(n)d not yet tried", waiting) % {"n": waiting})
    if left := counts[Outcome.LEFT]:
        why = "; ".join(f"{why} ({count})" for why, count in reasons.most_common())
        told.append(ngettext("%(n)d left: %(why)s", "%(n)d left: %(why)s", left) % {"n": left, "why": why})
    return Truncator(", ".join(told)).chars(SUMMARY_MAX)


def _attempt(line: BulkLine, verb: Callable[[Record, str], Any]) -> str:
    """Why it was not done; empty when it was."""
    try:
        with transaction.atomic():
            verb(_as_chosen(line), f"bulk-{line.act_id}-{line.pk}")
    except (InputError, NotNowError, StaleError, Refused) as error:
        return str(error)
    except IntegrityError:
        return _("Another record has a value that only one may have")
    return ""


def _as_chosen(line: BulkLine) -> Record:
    """The record as stored, held until the transaction ends; raises StaleError when it is not as it was chosen."""
    record = held(line.record)
    if record.version != line.version:
        raise StaleError(_("It was changed after you chose it"))
    return record
