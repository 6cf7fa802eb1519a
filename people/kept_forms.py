"""What was typed when a session had ended: kept until the same person is signed in again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from people.models import KeptForm, User

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

SESSION_KEY = "kept_form"
AUTHOR = "_author"
SALT = "form-author"
#: Characters kept at most.
MAX = 512_000


def author_field(user: User) -> SafeString:
    """The hidden field that says, signed, whose form this is."""
    return format_html('<input type="hidden" name="{}" value="{}">', AUTHOR, signing.dumps(user.pk, salt=SALT))


def keep(request: HttpRequest) -> bool:
    """Keep what an ended session sent: one form a person, in place of an older one.

    Only what a form of ours sent for somebody is kept, so that strangers cannot fill the database;
    files, passwords and very long texts are not. The session holds the key to it.
    """
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    author = _author_of(data.pop(AUTHOR, [""])[0])
    for secret in [name for name in data if "password" in name.lower()]:
        del data[secret]
    encoded = data.urlencode()
    if author is None or len(encoded) > MAX:
        return False
    has_file = bool(request.FILES)
    key = get_random_string(32)
    _write(author, key=key, path=quote(request.path), data=encoded, has_file=has_file)
    request.session[SESSION_KEY] = key
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """What this person had typed at this address, once, and say so; another's is dropped unread."""
    key = request.session.get(SESSION_KEY)
    kept = KeptForm.objects.filter(key=key, path=quote(request.path)).first() if key else None
    if kept is None:
        return None
    is_own = kept.author_id == request.user.pk
    kept.delete()
    del request.session[SESSION_KEY]
    if not is_own:
        return None
    messages.info(request, _("What you typed stands here again. It is not saved yet."))
    if kept.has_file:
        messages.warning(request, _("Choose the file again: files are not kept when a session ends."))
    return QueryDict(kept.data)


def _write(author: User, **about: Any) -> None:
    """Write the person's kept form, and drop those of people who did not come back for theirs."""
    now = timezone.now()
    KeptForm.objects.filter(kept__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()
    KeptForm.objects.update_or_create(author=author, defaults={**about, "kept": now})


def _author_of(signed: str) -> User | None:
    """The person a mark names; a mark is good for as long as a session can be."""
    try:
        key = signing.loads(signed, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()
