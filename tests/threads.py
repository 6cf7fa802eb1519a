"""Several at the same moment, in threads of their own, against the real database."""

from threading import Barrier, Thread

from django.db import connection


def at_once(*acts):
    """Run all, begun together; the errors they raised, in no order."""
    ready, raised = Barrier(len(acts)), []

    def run(act):
        ready.wait(timeout=10)
        try:
            act()
        except Exception as error:  # noqa: BLE001 - every error is looked at by the test
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return raised
