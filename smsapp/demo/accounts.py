"""Accounts of the demo organisation."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from people.models import Installation, User
from smsapp.demo import words

if TYPE_CHECKING:
    from random import Random

DOMAIN = "norvik.example"
PEOPLE = 60
ROLE_TITLES = frozenset(title for _key, title in words.ROLES)


def password_of(email: str) -> str:
    """The password of a demo account: random per installation, and the same whenever it is asked for."""
    digest = hmac.new(settings.SECRET_KEY.encode(), email.encode(), hashlib.sha256).digest()
    text = b32encode(digest).decode().lower()[:16]
    return "-".join(text[place : place + 4] for place in range(0, 16, 4))


def make_people(chance: Random) -> list[User]:
    """Sixty people; the first twelve stand for the twelve roles, the second of them administers."""
    Installation.objects.update_or_create(
        pk=1,
        defaults={"organisation": "Norvik Managed Services", "time_zone": "Europe/Oslo", "set_up_at": timezone.now()},
    )
    names = [f"{first} {last}" for first in words.FIRST for last in words.LAST]
    chance.shuffle(names)
    titles = [title for _key, title in words.ROLES]
    titles += [chance.choice(words.JOBS) for _ in range(PEOPLE - len(titles))]
    people = [_person(name, title) for name, title in zip(names, titles, strict=False)]
    people[1].is_administrator = True
    return User.objects.bulk_create(people)


def role_holders() -> list[tuple[str, User]]:
    """The job title of each role with the account that stands for it, in order."""
    accounts = User.objects.filter(email__endswith=f"@{DOMAIN}").order_by("pk")[: len(words.ROLES)]
    return [(account.job_title, account) for account in accounts]


def _person(name: str, title: str) -> User:
    email = f"{name.lower().replace(' ', '.')}@{DOMAIN}"
    return User(
        email=email,
        display_name=name,
        job_title=title,
        time_zone="Europe/Oslo",
        password=make_password(password_of(email) if title in ROLE_TITLES else None),
    )
