"""An indicator that people bring values of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from measures.domain.keeping import start
from measures.models import Indicator
from tests.factories import IndicatorFactory


def indicator_with(**about) -> Indicator:
    """An indicator in use, with these fields."""
    made = IndicatorFactory(**about)
    return start(Indicator.objects.get(pk=made.pk), actor=None)


@pytest.fixture
def indicator(alice):
    """Alice's, measured each month of 2016; 95 % is wanted."""
    return indicator_with(actor=alice, title="Kept promises", target=Decimal(95), valid_until=date(2016, 12, 31))
