"""Asking for open tickets to be counted anew; whoever keeps tickets declares the job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.domain.queue import enqueue

if TYPE_CHECKING:
    from agreements.models import Agreement

#: The job that counts the clocks of a customer's open tickets anew; closed ones stay as they are.
RECOUNT = "agreements.recount"


def ask_to_recount(agreement: Agreement) -> None:
    """Let the open tickets of its customer be counted by what holds now."""
    enqueue(RECOUNT, customer=agreement.customer_id)
