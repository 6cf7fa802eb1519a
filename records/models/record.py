"""The one table every kind of record inherits from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.base import ModelBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin

from records.access.visibility import visibility
from records.guard import is_open

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from people.models import User
    from records.access.predicates import Rules


NEVER_DELETED = "Records are withdrawn, never deleted"


class RecordQuerySet(models.QuerySet[Any]):
    """Records, asked for by way of who may see them."""

    def visible_to(self, user: User) -> Self:
        """Those records this person may see; the road that everything shown takes."""
        return self._of_kind().filter(visibility(user, self.model.kind_key))

    def update(self, **values: Any) -> int:
        """Write columns, on the one road to write alone; raises RuntimeError elsewhere."""
        _require_open("update")
        return super().update(**values)

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        """Write rows, on the one road to write alone; raises RuntimeError elsewhere."""
        _require_open("bulk_create")
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> Any:
        """Write columns, on the one road to write alone; raises RuntimeError elsewhere."""
        _require_open("bulk_update")
        return super().bulk_update(*args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: nothing is deleted, records are withdrawn."""
        raise RuntimeError(NEVER_DELETED)

    def current(self) -> Self:
        """Records that were not withdrawn."""
        return self.filter(withdrawn=False)

    def _of_kind(self) -> Self:
        return self.filter(kind=self.model.kind_key) if self.model.kind_key else self


def _require_open(what: str) -> None:
    if not is_open():
        message = f"{what} of records is for records.domain.write alone"
        raise RuntimeError(message)


class RecordManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """The manager of every kind of record."""


class RecordBase(ModelBase):
    """Gives each kind its link to Record without a name on the other side.

    Django would name it after the kind, so that no kind could have a field called after another:
    ``Contact.organisation`` would clash with ``Record.organisation``.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any) -> Any:
        """Make the class, with the link where it is a kind of record; from an abstract base it inherits the link."""
        parents: list[Any] = [base for base in bases if isinstance(base, RecordBase)]
        if parents and not any(base._meta.abstract for base in parents) and "record_ptr" not in attrs:
            attrs["record_ptr"] = models.OneToOneField(
                "records.Record", models.CASCADE, parent_link=True, primary_key=True, related_name="+"
            )
        return super().__new__(cls, name, bases, attrs, **kwargs)


class Content(NamedTuple):
    """A content of a record's own: its name and SHA-256, where search says that it stands, and the page that shows it.

    ``page`` is the end of the record's address; the page takes the words to be marked in it as ``?find=``.
    """

    record_id: int
    name: str
    sha256: str
    place: str = ""
    page: str = ""


class StateField(FSMField):  # type: ignore[misc]
    """The state of a record; to migrations a plain text.

    Each time one of theirs is made for a model, django-fsm would listen for models to come, for good: rendering the
    models of a hundred migrations would take as long again.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """As a CharField."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs


class Record(FSMModelMixin, models.Model, metaclass=RecordBase):  # type: ignore[misc]
    """What all records share; a kind of record adds its own columns in a child table.

    ``scope`` is the record whose holders govern this one: the scope of an indicator is its process.
    It is written by ``records.domain.write`` alone; ``save`` anywhere else raises.
    """

    #: Key of the kind, "opportunity"; empty on Record itself.
    kind_key: ClassVar[str] = ""
    #: First letters of its references: "OPP" in OPP-2026-0007.
    reference_prefix: ClassVar[str] = ""
    #: The foreign key to the record that governs this one: "organisation" of a contact.
    scope_field: ClassVar[str] = ""
    #: The state a new record begins in.
    initial_state: ClassVar[str] = "open"

    kind = models.CharField(max_length=40, editable=False)
    reference = models.CharField(_("Reference"), max_length=32, unique=True, editable=False)
    title = models.CharField(_("Title"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_records",
        db_index=False,
        verbose_name=_("Owner"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="created_records",
        editable=False,
        verbose_name=_("Recorded by"),
    )
    restricted = models.BooleanField(
        _("Restricted"),
        default=False,
        help_text=_("Only its owner, those it is shared with and those who answer for it see it."),
    )
    scope = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="governed", db_index=False)
    state = StateField(_("State"), max_length=40, protected=True, default="", editable=False)
    due = models.DateField(_("Due"), null=True, blank=True)
    created = models.DateTimeField(_("Recorded"), default=timezone.now, editable=False)
    updated = models.DateTimeField(_("Changed"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    withdrawn = models.BooleanField(_("Withdrawn"), default=False, editable=False)

    #: The absent person in whose stead the actor at hand writes it, as the rules found on entering.
    acted_for_id: int | None = None

    #: Who may do what: see ``records.access.defaults.rules``.
    rules: ClassVar[Rules] = {}

    objects = RecordManager()

    class Meta:
        # Every branch of a list (``records.access.visibility``) has an index for each order it is offered in.
        indexes = [
            models.Index(fields=["kind", "-created", "-id"], name="record_newest"),
            models.Index(fields=["kind", "restricted", "-created", "-id"], name="record_open"),
            models.Index(fields=["kind", "restricted", "state", "-created", "-id"], name="record_state"),
            models.Index(fields=["kind", "restricted", "title", "id"], name="record_title"),
            models.Index(fields=["kind", "restricted", "-updated", "-id"], name="record_updated"),
            models.Index(fields=["kind", "restricted", "due", "id"], name="record_due"),
            models.Index(fields=["owner", "kind", "restricted", "-created", "-id"], name="record_owner"),
            models.Index(fields=["owner", "kind", "restricted", "title", "id"], name="record_owner_title"),
            models.Index(fields=["owner", "kind", "restricted", "-updated", "-id"], name="record_owner_updated"),
            models.Index(fields=["owner", "kind", "restricted", "due", "id"], name="record_owner_due"),
            # Most records have no scope: counted in, they would make the index look as if it found nothing apart.
            models.Index(fields=["scope"], condition=models.Q(scope__isnull=False), name="record_scope"),
        ]
        permissions = [
            ("govern_record", "May govern the records of this scope"),
            ("hold_record", "Holds the role that this record is"),
        ]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, when called on the one road to write; raises RuntimeError elsewhere."""
        if type(self) is Record:
            message = "A bare Record cannot be saved: read the child first"
            raise RuntimeError(message)
        _require_open("save")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: nothing is deleted, records are withdrawn."""
        raise RuntimeError(NEVER_DELETED)

    def child(self) -> Record:
        """The record as its own kind, read anew when it was read as a bare Record."""
        if self.kind_key:
            return self
        found: Record = model_of(self.kind)._default_manager.get(pk=self.pk)
        return found

    @classmethod
    def contents_of(cls, keys: Collection[int]) -> Iterable[Content]:
        """Contents that records of the kind have beside their files; search finds their text too.

        Whoever sees the record may find it by them.
        """
        del keys
        return ()

    @classmethod
    def keys_with_content(cls, sha256: str) -> Iterable[int]:
        """The records of the kind that have such a content: the other way round than ``contents_of``."""
        del sha256
        return ()

    @property
    def page_url(self) -> str:
        """The address of its page, also for one read as a bare Record."""
        return f"{list_url(self.kind)}{self.reference}/"


def record_models() -> list[type[Record]]:
    """The models of all kinds; one that others share as an abstract base is none."""
    return [model for model in apps.get_models() if issubclass(model, Record) and model is not Record]


@cache
def model_of(kind: str) -> type[Record]:
    """The model of a kind."""
    return next(model for model in record_models() if model.kind_key == kind)


@cache
def list_url(kind: str) -> str:
    """The address of the list of a kind."""
    return reverse(f"{model_of(kind)._meta.app_label}:{kind}-list")
