"""What is hidden is in no file, and neither are the documents that only it cites."""

from datetime import UTC, datetime

import pytest

from network.changes.publish import publish
from network.extensions import database
from network.migrations import migrate
from network.models import Hiding
from network.vocabulary import Origin
from tests.contents import small
from tests.exports.files import FORMATS, KINDS, fetch
from tests.exports.test_package import archive

SECRETS = (b"tikrit-forum", b"training-tikrit", b"runners", b"Running for peace", b"letter")


@pytest.fixture
def visitor(databases, make_app):
    """A visitor of the small network, whose forum of Tikrit was hidden before it was published."""
    url = databases.bare()
    app = make_app(url)
    migrate(database.engine(app))
    with database.writing(app) as session:
        session.add(Hiding(forum="tikrit-forum", reason="asked for", at=datetime.now(UTC)))
        session.flush()
        publish(session, small(), Origin.SEED)
    yield app.test_client()
    database.engine(app).dispose()
    databases.drop(url)


def test_no_file_names_what_is_hidden(visitor):
    names = [f"activities.{extension}" for extension in FORMATS if extension != "xlsx"]
    names += ["5w.csv", *(f"{kind}.csv" for kind in KINDS[1:])]
    contents = {name: fetch(visitor, name).get_data() for name in names}
    contents |= archive(fetch(visitor, "data-package.zip"))
    assert b"season-hillah" in contents["5w.csv"]
    assert b"season-hillah" in contents["data/activities.csv"]
    for name, data in contents.items():
        assert not [secret for secret in SECRETS if secret in data], name
