"""Name of the app, and a database that takes its time where a kill must meet what comes after."""

import random
import time

from django.apps import AppConfig
from django.db.backends.signals import connection_created

#: Statements of reminding after which the rest of the transaction is yet to come, and at most how many seconds they take.
SLOW = {'INTO "records_claim"': 0.2, 'UPDATE "records_notice"': 0.01}


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
    seconds = max((seconds for part, seconds in SLOW.items() if part in statement), default=0)
    if seconds:
        time.sleep(random.uniform(seconds / 10, seconds))  # noqa: S311 - how long it takes
    return answer
