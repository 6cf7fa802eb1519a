"""What a change of the approval matrix asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models.document_type import MONTHS_MAX, QUORUM_MAX, YEARS_MAX, role_choices
from records.forms.parts import ReasonForm


class RuleForm(ReasonForm):
    """What is to hold for a type of document, and why."""

    approver = forms.ChoiceField(
        label=_("Approved by"), choices=role_choices, help_text=_("Asked to sign, where a document names nobody.")
    )
    or_approver = forms.ChoiceField(
        label=_("Or by"), choices=lambda: [("", _("Nobody else")), *role_choices()], required=False
    )
    quorum = forms.IntegerField(label=_("Signatures needed"), min_value=1, max_value=QUORUM_MAX)
    review_months = forms.IntegerField(label=_("Review every so many months"), min_value=1, max_value=MONTHS_MAX)
    retention_years = forms.IntegerField(
        label=_("Keep so many years"),
        min_value=1,
        max_value=YEARS_MAX,
        help_text=_("After it is obsolete. The running certification cycle and the one before make six."),
    )
    proposes = ("approver", "or_approver", "quorum", "review_months", "retention_years")
    field_order = ("approver", "or_approver", "quorum", "review_months", "retention_years", "reason")
