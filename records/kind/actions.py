"""What one can do to a record beside editing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.forms import Form

    from shell.registry import Text


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button on the record's page, and the page behind it.

    ``key`` is the action the rules are asked for, and the transition where there is one of that
    name. ``run(record, actor=, reason=, token=, **fields)`` carries it out; ``form`` asks for more
    than a reason; ``explain`` says what will happen. ``is_next`` marks the likely next step, drawn filled.
    ``shows(record)`` says whether its page offers it, where no transition does. With ``in_bulk`` lists
    offer it for many records though it has a form of its own, which then asks each the same.
    """

    key: str
    label: Text
    run: Callable[..., Any]
    explain: Text = ""
    form: type[Form] | None = None
    asks_reason: bool = True
    #: What its reason is called where "Reason" says too little.
    reason_label: Text = ""
    is_next: bool = False
    is_grave: bool = False
    shows: Callable[[Any], bool] = field(default=lambda _record: True)
    in_bulk: bool = False
