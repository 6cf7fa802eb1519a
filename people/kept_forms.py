"""What was typed when a session had ended: kept until the same person is signed in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from people.models import User

SESSION_KEY = "kept_form"
AUTHOR = "_author"
SALT = "form-author"
#: Characters kept at most.
MAX = 512_000


def author_field(user: User) -> SafeString:
    """The hidden field that says, signed, whose form this is."""
    return format_html('<input type="hidden" name="{}" value="{}">', AUTHOR, signing.dumps(user.pk, salt=SALT))


def keep(request: HttpRequest) -> bool:
    """Keep what an ended session sent, in the anonymous session.

    Only what a form of ours sent for somebody is kept, so that strangers cannot fill the database;
    files, passwords and very long texts are not.
    """
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    author = _author_of(data.pop(AUTHOR, [""])[0])
    for secret in [name for name in data if "password" in name.lower()]:
        del data[secret]
    encoded = data.urlencode()
    if author is None or len(encoded) > MAX:
        return False
    kept = {"path": request.path, "data": encoded, "author": author, "has_file": bool(request.FILES)}
    request.session[SESSION_KEY] = kept
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """What this person had typed at this address, once, and say so; another's is dropped unread."""
    kept = request.session.get(SESSION_KEY)
    if kept is None or kept["path"] != request.path:
        return None
    del request.session[SESSION_KEY]
    if kept["author"] != request.user.pk:
        return None
    messages.info(request, _("What you typed stands here again. It is not saved yet."))
    if kept["has_file"]:
        messages.warning(request, _("Choose the file again: files are not kept when a session ends."))
    return QueryDict(kept["data"])


def _author_of(signed: str) -> int | None:
    try:
        author: int = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return None
    return author
