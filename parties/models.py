"""Other organisations and the people there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from parties.rules import PARTY
from records.models import Record, TrailedHistory


class Organisation(Record):
    """Another organisation, one record whatever it is to us: customer, supplier, regulator, all at once."""

    kind_key = "organisation"
    reference_prefix = "ORG"
    initial_state = "active"
    rules = PARTY

    is_customer = models.BooleanField(_("Customer"), default=False)
    is_supplier = models.BooleanField(_("Supplier"), default=False)
    is_regulator = models.BooleanField(_("Regulator"), default=False)
    is_certification_body = models.BooleanField(_("Certification body"), default=False)
    is_parent = models.BooleanField(_("Parent or owner"), default=False)
    is_interested_party = models.BooleanField(_("Other interested party"), default=False)
    registration = models.CharField(
        _("Registration number"), max_length=60, blank=True, help_text=_("As in the register of companies.")
    )
    website = models.URLField(_("Website"), max_length=200, blank=True)
    address = models.TextField(_("Address"), max_length=500, blank=True)
    about = models.TextField(_("About it"), max_length=5000, blank=True)
    #: The record of the same organisation that took its place.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("Merged into")
    )

    history = TrailedHistory()

    @transition(field="state", source="active", target="former")
    def part(self) -> None:
        """We have nothing to do with it any more."""

    @transition(field="state", source="former", target="active")
    def resume(self) -> None:
        """We have to do with it again."""


class Contact(Record):
    """A person at another organisation; its scope is that organisation."""

    kind_key = "contact"
    reference_prefix = "CON"
    scope_field = "organisation"
    initial_state = "active"
    rules = PARTY

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="contacts",
        verbose_name=_("Organisation"),
        help_text=_("Type its name or reference."),
    )
    job_title = models.CharField(_("Job title"), max_length=120, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    is_main = models.BooleanField(_("Main contact"), default=False)
    about = models.TextField(_("About the contact"), max_length=5000, blank=True)
    #: The record of the same person that took its place.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("Merged into")
    )

    history = TrailedHistory()

    @transition(field="state", source="active", target="former")
    def part(self) -> None:
        """The person has left, or is no longer whom we talk to."""

    @transition(field="state", source="former", target="active")
    def resume(self) -> None:
        """The person is there again."""
