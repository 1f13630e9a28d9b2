"""The cast: databases with known contents, the application on them, a client."""

import os

import pytest
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from network.changes.passwords import Passwords
from network.changes.publish import publish
from network.changes.rebuilding import rebuilt_here
from network.changes.withheld import FILE
from network.config import read_settings
from network.extensions import database
from network.factory import create_app
from network.vocabulary import Origin
from tests.applications import SharedApplication
from tests.cast import CAST, Clock, enter
from tests.contents import CONTENTS, contents
from tests.databases import PostgresqlDatabases, SqliteDatabases
from tests.needs import miss

settings.register_profile(
    "rafidain",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("rafidain")

# Hashes cost next to nothing here; what they must cost has a test of its own.
CHEAP = Passwords(memory_kib=8, passes=1)
SERVER = "NETWORK_TEST_POSTGRESQL_URL"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Skip here what needs PostgreSQL, so that all of it is told in one line."""
    if item.get_closest_marker("postgresql") and not os.environ.get(SERVER):
        miss(f"there is no PostgreSQL: {SERVER} is not set")


@pytest.fixture(scope="session")
def postgresql():
    """The databases of the PostgreSQL server that the environment names."""
    databases = PostgresqlDatabases(os.environ[SERVER])
    yield databases
    databases.close()


@pytest.fixture(
    scope="session",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def databases(request, tmp_path_factory):
    """The databases of either kind: same code, same tests."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql")
    return SqliteDatabases(tmp_path_factory.mktemp("databases"))


@pytest.fixture
def bare_url(databases):
    """The address of a database without tables."""
    url = databases.bare()
    yield url
    databases.drop(url)


@pytest.fixture
def database_url(databases, request):
    """The address of a database of its own; a test that asks for `small` finds that in it."""
    contents = next((name for name in CONTENTS if name in request.fixturenames), "empty")
    url = databases.copy(contents)
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def instance_folder(tmp_path_factory):
    """One folder for all applications, so that the static files are built once."""
    return tmp_path_factory.mktemp("instance")


def _made(instance_folder, url, **environment):
    variables = {"NETWORK_INSTANCE_FOLDER": str(instance_folder), "NETWORK_DATABASE_URL": url}
    app = create_app(read_settings({**variables, **environment}))
    # Templates are compiled once for all tests, not once for each.
    app.extensions["passwords"] = CHEAP
    # A process for each past takes a second to start; that it makes the same has a test of its own.
    app.extensions["rebuilt"] = rebuilt_here
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(instance_folder))
    return app


@pytest.fixture
def make_app(instance_folder):
    """Makes applications on the database at an address."""
    made = []
    # It outlives a database on purpose; here every test begins without one.
    (instance_folder / FILE).unlink(missing_ok=True)

    def make(url, **environment):
        made.append(_made(instance_folder, url, **environment))
        return made[-1]

    yield make
    for app in made:
        database.engine(app).dispose()


@pytest.fixture(scope="session")
def shared_application(instance_folder):
    """The application that tests without settings of their own take turns with."""
    return SharedApplication(_made(instance_folder, f"sqlite:///{instance_folder}/none.sqlite"))


@pytest.fixture
def app(shared_application, database_url, request):
    """The application on the test's own database.

    In a test that asks for `clock`, it goes by that one from the beginning: a session of a later
    day counts for nothing.
    """
    bound = shared_application.bind(database_url)
    if "clock" in request.fixturenames:
        bound.extensions["clock"] = Clock()
    yield bound
    shared_application.release()


@pytest.fixture
def client(app):
    """A visitor."""
    return app.test_client()


@pytest.fixture
def visitor(client):
    """Somebody without an account."""
    return client


@pytest.fixture
def clock(app):
    """The clock of the application, which stands until the test moves it on."""
    return app.extensions["clock"]


@pytest.fixture
def session(app):
    """A session that reads the test's own database."""
    with Session(database.engine(app)) as session:
        yield session


@pytest.fixture
def make_public(app):
    """Publishes proposals, as the desk would."""

    def make(*proposals, origin=Origin.DESK):
        with database.writing(app) as session:
            return publish(session, proposals, origin)

    return make


def _member(name):
    @pytest.fixture(name=name)
    def member(app):
        """One of the cast, signed in: a client of the desk, see tests/cast.py."""
        return enter(app, name)

    return member


administrator, editor, najaf, kut = (_member(name) for name in CAST)


@pytest.fixture
def cast(app):
    """All of the cast at once, by name."""
    return {name: enter(app, name) for name in CAST}


def _content(name):
    @pytest.fixture(name=name)
    def content(database_url):
        """The proposals that the test's own database was made from."""
        return list(contents(name))

    return content


small, seeded, hostile = (_content(name) for name in ("small", "seeded", "hostile"))
ten, thousand, many = (_content(name) for name in ("ten", "thousand", "many"))
