"""Start-up of the trunk."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    """See the docstring of the package."""

    name = "records"

    def ready(self) -> None:
        """Keep the triggers in place, and check that they are."""
        from records import checks  # noqa: PLC0415 - app ready

        post_migrate.connect(install_triggers, dispatch_uid="records.install_triggers")
        for check in (
            checks.check_rules,
            checks.check_transitions,
            checks.check_kinds,
            checks.check_panels,
            checks.check_conditions,
            checks.check_first_steps,
        ):
            register(check, Tags.models)
        register(checks.check_triggers, Tags.database)  # type: ignore[call-overload]


def install_triggers(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    """After the last app's migrations, install the triggers and the index of search."""
    from django.apps import apps  # noqa: PLC0415 - app ready
    from django.db import connections  # noqa: PLC0415 - app ready

    from records.domain.reindexing import index_missing  # noqa: PLC0415 - app ready
    from records.search.engines import install  # noqa: PLC0415 - app ready
    from records.triggers import install_all  # noqa: PLC0415 - app ready

    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender is last:
        install_all(connections[using])
        if install(connections[using]):
            index_missing()
