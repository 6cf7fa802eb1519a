"""Name of the app, and a database that takes its time where a kill must meet what comes after."""

import random
import time

from django.apps import AppConfig
from django.db.backends.signals import connection_created

#: Statements of reminding after which the rest of the transaction is yet to come.
SLOW = ('INTO "records_claim"', 'UPDATE "records_notice"')


class FaultsConfig(AppConfig):
    """See the docstring of the package."""

    name = "tests.faults"
    label = "tests_faults"

    def ready(self):
        connection_created.connect(slow_down, dispatch_uid="tests_faults")


def slow_down(connection, **_about):
    connection.execute_wrappers.append(take_time)


def take_time(execute, statement, parameters, is_many, context):
    """Answer, and a while later let go on."""
    answer = execute(statement, parameters, is_many, context)
    if any(part in statement for part in SLOW):
        time.sleep(random.uniform(0.02, 0.2))  # noqa: S311 - how long it takes
    return answer
