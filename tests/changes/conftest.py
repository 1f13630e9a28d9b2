"""A writing session that a test shares with those whose desk it is."""

import pytest

from network.extensions import database


@pytest.fixture
def desk(app, small):
    """A session that writes into the test's own database, with its records in it."""
    with database.writing(app) as session:
        yield session
