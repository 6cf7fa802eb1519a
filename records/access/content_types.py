"""Where guardian files a grant."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model


def content_type_of(model: Model | type[Model]) -> Any:
    """The content type a grant is filed under: every kind of record counts as Record.

    Without it a grant on a child lands in guardian's generic table, unseen by ``visible_to``.
    """
    record = apps.get_model("records", "Record")
    kind = model if isinstance(model, type) else type(model)
    return ContentType.objects.get_for_model(record if issubclass(kind, record) else kind)
