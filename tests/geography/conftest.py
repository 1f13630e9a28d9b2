"""An outside service for the tests of geography."""

import pytest

from tests.outside import StubNominatim


@pytest.fixture
def stub():
    """A Nominatim of our own."""
    stub = StubNominatim()
    yield stub
    stub.close()
