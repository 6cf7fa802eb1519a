"""The scene of the access table."""

import pytest

from tests.access.scene import make_scene


@pytest.fixture
def scene(alice, bob, charlie, admin):
    """A record of each kind with one of everything on it: Alice's, recorded by Bob; Charlie has no part in it."""
    return make_scene(alice, bob, charlie, admin)
