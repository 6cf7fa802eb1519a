"""The answer to ``user.has_perm("improvement.decide_opportunity", record)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.backends import BaseBackend

from records.access.permits import permits

if TYPE_CHECKING:
    from people.models import User


class RulesBackend(BaseBackend):
    """Answers from the rules of the kind; there are no permission rows to hand out."""

    def has_perm(self, user_obj: User, perm: str, obj: Any = None) -> bool:  # type: ignore[override]
        """Whether the rules of the kind named in ``perm`` let this person do it."""
        room, _, codename = perm.partition(".")
        model = named_by(codename, _kinds_of(room))
        if model is None:
            return False
        return permits(user_obj, codename.removesuffix(f"_{model.kind_key}"), model if obj is None else obj)


def named_by(codename: str, kinds: list[Any]) -> Any:
    """The kind a codename ends with, or None; the longest of several: "corrective_action", not "action"."""
    fitting = [model for model in kinds if codename.endswith(f"_{model.kind_key}")]
    return max(fitting, key=lambda model: len(model.kind_key), default=None)


def _kinds_of(room: str) -> list[Any]:
    if room not in apps.app_configs:
        return []
    models = apps.get_app_config(room).get_models()
    return [model for model in models if getattr(model, "kind_key", "")]
