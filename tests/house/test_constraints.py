"""Whatever the database refuses of what people type is said in words."""

from django import forms
from django.apps import apps
from django.db.models import CheckConstraint, UniqueConstraint
from django.urls import get_resolver

from records.forms.record import form_class_of
from records.kind import Kind
from shell.registry import registry


def reached():
    """What the forms of people ask for: the names of fields, by model."""
    assert get_resolver().url_patterns
    found = {}
    for form in (*map(form_class_of, registry.all(Kind)), *below(forms.ModelForm)):
        if form._meta.model:
            found.setdefault(form._meta.model, set()).update(form.base_fields)
    return found


def below(parent):
    """All classes derived from one."""
    return [found for child in parent.__subclasses__() for found in (child, *below(child))]


def speaks_of(constraint):
    """The fields that a constraint compares; those of one that Django words itself are none."""
    if isinstance(constraint, CheckConstraint):
        return constraint.condition.referenced_base_fields
    if isinstance(constraint, UniqueConstraint) and constraint.condition is not None:
        return {*constraint.fields, *constraint.condition.referenced_base_fields}
    return set()


def test_a_constraint_that_a_form_reaches_says_what_to_do():
    asked = reached()
    wordless = [
        (model._meta.label, constraint.name)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if speaks_of(constraint) & asked.get(model, set())
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert wordless == []


def test_the_rule_finds_constraints_at_all():
    asked = reached()
    found = {
        constraint.name
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if speaks_of(constraint) & asked.get(model, set())
    }
    assert {"a_plan_ends_after_it_starts", "a_meeting_ends_after_it_starts", "an_objective_has_a_period"} <= found
