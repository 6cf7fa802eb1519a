"""Accounts, what happened to them, invitations, and the installation itself."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shell.html import initials

if TYPE_CHECKING:
    from shell.paper.document import Letterhead

INVITATION_TERM = timedelta(days=7)
#: What a ``Panel`` names in place of a kind to stand on the page of a person.
ACCOUNT_PAGE = "account"
#: What events call the logo, whose SHA-256 they tell.
LOGO = "logo"


@cache
def time_zone_choices() -> list[tuple[str, str]]:
    """Time zones by name, those of places."""
    zones = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/"))
    )
    return [("UTC", "UTC"), *((zone, zone) for zone in zones)]


def validate_time_zone(value: str) -> None:
    """Raise ValidationError for a name that is no time zone."""
    if value not in available_timezones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Use a name such as Europe/Berlin."), params={"value": value}
        )


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, display_name: str, password: str | None = None, **fields: Any) -> User:
        """An account; without a password it cannot be signed in to until one is set."""
        user = self.model(email=email.strip().lower(), display_name=display_name, **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        """The account with this e-mail, however it is written."""
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Never deleted: deactivated.

    ``is_superuser`` is forbidden by a constraint: it would answer every question of rights with yes,
    before any rule is asked, and so switch separation of duties off.
    """

    class Theme(models.TextChoices):
        """Light or dark."""

        AUTO = "auto", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Density(models.TextChoices):
        """How close rows stand."""

        COMFORTABLE = "comfortable", _("Comfortable")
        COMPACT = "compact", _("Compact")

    email = models.EmailField(_("E-mail"), unique=True)
    display_name = models.CharField(_("Name"), max_length=120)
    job_title = models.CharField(_("Job title"), max_length=120, blank=True)
    is_active = models.BooleanField(_("Active"), default=True)
    is_administrator = models.BooleanField(_("Administrator"), default=False)
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("Time zone"), max_length=60, default="UTC", validators=[validate_time_zone])
    theme = models.CharField(_("Colours"), max_length=10, choices=Theme, default=Theme.AUTO)
    density = models.CharField(_("Rows"), max_length=12, choices=Density, default=Density.COMFORTABLE)
    has_keys = models.BooleanField(
        _("Keys without Ctrl"),
        default=True,
        help_text=_("Single letters move through lists and open what is there. Press ? in a list to see them."),
    )
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]
    objects = UserManager()

    class Meta:
        ordering = ["display_name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_an_address"),
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="no_superuser"),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        """The name."""
        return self.display_name

    @property
    def initials(self) -> str:
        """First letters of the first and the last name."""
        return initials(self.display_name)


class AccountEvent(models.Model):
    """Something that was done to an account, or to a group of people; neither changed nor deleted, by trigger."""

    only_grows = True

    class Action(models.TextChoices):
        """What was done."""

        SET_UP = "set_up", _("set up the installation")
        INVITED = "invited", _("invited")
        REVOKED = "revoked", _("took the invitation back")
        ACCEPTED = "accepted", _("accepted the invitation")
        CHANGED = "changed", _("changed the account")
        DEACTIVATED = "deactivated", _("deactivated the account")
        REACTIVATED = "reactivated", _("reactivated the account")
        MADE_ADMINISTRATOR = "made_administrator", _("made this person an administrator")
        UNMADE_ADMINISTRATOR = "unmade_administrator", _("took the administrator's right away")
        PASSWORD = "password", _("set a new password")
        GROUPED = "grouped", _("changed the group")
        SIGHT_GIVEN = "sight_given", _("gave sight of all records of a kind")
        SIGHT_TAKEN = "sight_taken", _("took away sight of all records of a kind")
        ORGANISATION = "organisation", _("changed the organisation")

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(User, models.PROTECT, null=True, related_name="account_events")
    action = models.CharField(max_length=20, choices=Action)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.account_id}"

    @property
    def changes(self) -> list[tuple[Any, str, str]]:
        """What was changed: name of the field, before, after; a logo by the beginning of its SHA-256."""
        found = self.detail.get("changes", {})
        return [(self._label(name), _shown(name, old), _shown(name, new)) for name, (old, new) in found.items()]

    def _label(self, name: str) -> Any:
        if name == LOGO:
            return Logo._meta.verbose_name
        about = Installation if self.action == self.Action.ORGANISATION else User
        return about._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def _shown(name: str, value: str) -> str:
    return f"SHA-256 {value[:12]}…" if value and name == LOGO else value


class KeptForm(models.Model):
    """What an ended session sent: one a person, until it is taken or the next takes its place."""

    author = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    #: Stands in the session that sent it; without it nobody is shown anything.
    key = models.CharField(max_length=32)
    path = models.TextField()
    data = models.TextField()
    has_file = models.BooleanField()
    kept = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.author_id} {self.path}"


class Invitation(models.Model):
    """An invitation by e-mail; the token stands in the mail alone, here only its hash."""

    email = models.EmailField(_("E-mail"))
    display_name = models.CharField(_("Name"), max_length=120)
    job_title = models.CharField(_("Job title"), max_length=120, blank=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    sent = models.DateTimeField(default=timezone.now)
    accepted = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.email

    @property
    def expires(self) -> Any:
        """When it lapses."""
        return self.sent + INVITATION_TERM

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted is None and self.revoked is None and timezone.now() < self.expires


class Installation(models.Model):
    """This installation: one row, held to be the only one by its key."""

    KEY = 1

    organisation = models.CharField(_("Organisation"), max_length=120, blank=True)
    time_zone = models.CharField(_("Time zone"), max_length=60, default="UTC", validators=[validate_time_zone])
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES, default="en")
    set_up_at = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_installation")]

    def __str__(self) -> str:
        return self.organisation

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the one row."""
        self.pk = self.KEY
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Installation:
        """The installation as stored, or as it is before the set-up."""
        return cls.objects.first() or cls()

    def letterhead(self) -> Letterhead:
        """What stands at the head of the organisation's papers."""
        return {"organisation": self.organisation, "logo": Logo.current().address}


class Logo(models.Model):
    """The organisation's logo: one row or none, apart from the installation, which every page reads."""

    KEY = 1

    image = models.BinaryField()
    media_type = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("Logo")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_logo")]

    def __str__(self) -> str:
        return self.sha256

    @classmethod
    def current(cls) -> Logo:
        """The logo as stored, or an empty one."""
        return cls.objects.first() or cls(image=b"")

    @property
    def address(self) -> str:
        """It as a ``data:`` address, which needs no request; empty for none."""
        return f"data:{self.media_type};base64,{b64encode(self.image).decode()}" if self.image else ""
