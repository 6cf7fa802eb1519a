"""A record of each kind with one of everything on it, and the address of every page over it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from people.domain.tokens import hash_of
from people.models import Invitation
from records.domain.evidence import add_evidence
from records.domain.files import attach
from records.domain.links import link
from records.domain.sharing import grant
from records.domain.tasks import set_task
from records.domain.write import write
from standard.models import RequirementItem
from tests.access.table import KINDS
from tests.factories import FACTORIES, OpportunityFactory, PersonFactory

CANARY = "Kanarienvogel"


def make_scene(alice, bob, charlie, admin):
    """A record of each kind with one of everything on it, and what else addresses name."""
    made = {"group": Group.objects.create(name="Board")}
    for kind, declared in KINDS.items():
        record = FACTORIES[declared.key](actor=bob, owner=alice, title=f"{CANARY} {kind}")
        write(record, actor=alice, action="edit")
        parts = {
            "replan": set_task(record, actor=alice, assignee=alice, title="Do", due=timezone.localdate()),
            "unlink": link(record, OpportunityFactory(actor=alice), actor=alice),
            "detach": attach(record, SimpleUploadedFile("a.txt", b"text"), actor=alice),
            "withdraw-evidence": add_evidence(record, RequirementItem.objects.first(), actor=alice, shows="It"),
        }
        grant(record, PersonFactory(), actor=alice)
        grant(record, made["group"], actor=alice)
        parts["revoke"], parts["revoke-group"] = record.user_grants.get(), record.group_grants.get()
        parts["finish"], parts["download"] = parts["replan"], parts["detach"]
        made[kind] = (record, parts)
    made["gone"] = PersonFactory(is_active=False)
    made["invitation"] = Invitation.objects.create(
        email="n@example.org", display_name="N", invited_by=admin, token_hash=hash_of("token")
    )
    made["person"] = charlie
    return made


def address(name: str, scene: Any) -> str:
    """An address of a name, with arguments that exist."""
    for kind in KINDS:
        if name.startswith(f"{kind}-"):
            page = name.removeprefix(f"{kind}-")
            return _kind_address(kind, page, *scene[kind])
    others: dict[str, list[Any]] = {
        "account_reset_password_from_key": ["1", "set-password"],
        "people:account": [scene["person"].pk],
        "people:revoke": [scene["invitation"].pk],
        "people:edit": [scene["person"].pk],
        "people:group": [scene["group"].pk],
        "people:edit-group": [scene["group"].pk],
        "people:deactivate": [scene["person"].pk],
        "people:reactivate": [scene["gone"].pk],
        "people:accept": ["token"],
        "people:set-up": ["token"],
        "standard:clause": ["10.2"],
        "records:offers": ["any"],
    }
    return reverse(name, args=others.get(name, []))


def _kind_address(kind: str, page: str, record: Any, parts: Any) -> str:
    if page in {"list", "create", "columns"}:
        return reverse(f"{kind}-{page}")
    if page == "export":
        return reverse(f"{kind}-export", args=["csv"])
    more = {"action": {"action": "withdraw"}}.get(page, {})
    if page in parts:
        more = {"key": parts[page].pk}
    query = "?a=1&b=2" if page == "compare" else ""
    return reverse(f"{kind}-{page}", kwargs={"reference": record.reference, **more}) + query


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")
