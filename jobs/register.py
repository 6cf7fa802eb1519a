"""What the engine declares."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jobs.domain.forgetting import forget_old_jobs
from jobs.domain.mail import deliver
from jobs.kinds import JobKind, Schedule
from people.rules import may_administer
from shell.registry import Group, NavigationEntry, Room, registry

registry.add(
    Room(key="jobs", label=_("Jobs"), group=Group.SUPPORT, icon="progress", weight=950),
    NavigationEntry(key="jobs.mine", room="jobs", label=_("Jobs"), url_name="jobs:mine"),
    NavigationEntry(
        key="jobs.mails", room="jobs", label=_("Mail"), url_name="jobs:mails", weight=110, shows=may_administer
    ),
    JobKind(key="jobs.mail", label=_("Send a mail"), run=deliver, attempts=20, time_limit=timedelta(minutes=2)),
    JobKind(key="jobs.forget", label=_("Forget old jobs"), run=forget_old_jobs, is_atomic=True),
    Schedule(key="jobs.forget", job="jobs.forget", every=timedelta(days=1)),
)
