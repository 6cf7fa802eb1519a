"""What the project itself declares: My work above the rooms, and the first weeks of each role."""

from django.utils.translation import gettext_lazy as _

from shell.registry import TopLink, registry
from smsapp.home.waiting import count_waiting
from smsapp.steps import STEPS

registry.add(
    TopLink(
        key="work",
        label=_("My work"),
        url_name="home",
        icon="home",
        count=count_waiting,
        counted=_("waiting"),
        weight=10,
    ),
    *STEPS,
)
