"""The application that tests take turns with: each gets it as if it had just been made."""

from collections.abc import Mapping
from functools import partial
from types import FunctionType, MethodType

from network.extensions import database
from tests.cast import Clock
from tests.databases import ON_SQLITE
from tests.pages import Page


def described(value):
    """What a value is made of, so that those of two applications can be compared."""
    if isinstance(value, Mapping):
        parts = {str(key): described(part) for key, part in value.items()}
        # A look into Flask's nested defaults leaves empty ones behind, which say nothing.
        return {key: part for key, part in parts.items() if part != {}}
    if isinstance(value, list | tuple | set):
        return [described(part) for part in value]
    if isinstance(value, partial):
        return ["partial", described(value.func), described(value.args)]
    if isinstance(value, FunctionType | MethodType):
        return f"{value.__module__}.{value.__qualname__}"
    if type(value).__module__.startswith("network.") and hasattr(value, "__dict__"):
        return [type(value).__name__, described(vars(value))]
    words = repr(value)
    return type(value).__name__ if " at 0x" in words else words


def state(app):
    """All that an application holds, but for what only says that it has been asked something."""
    asked = {"_got_first_request", "jinja_loader"}
    held = {key: value for key, value in vars(app).items() if key not in asked}
    rules = sorted(f"{rule.rule} {rule.endpoint}" for rule in app.url_map.iter_rules())
    words = app.jinja_env
    return described({**held, "rules": rules, "words": [words.globals, words.filters, words.tests]})


def used(app):
    """Do with `app` what fills and changes what it holds."""
    client = app.test_client()
    for path in ("/en/", "/en/?as_of=2019-05-01", "/api/v1/cities", "/ar/forums/"):
        assert client.get(path).status_code == 200, path
    app.extensions.update(clock=Clock(), mailer=print, background=print, invented=1)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.jinja_env.globals["is_demo"] = print


@ON_SQLITE
def test_nothing_of_one_test_is_left_for_the_next(
    shared_application, make_app, databases, database_url, small
):
    new = state(make_app(database_url))
    assert state(shared_application.bind(database_url)) == new
    used(shared_application.app)
    spent = state(shared_application.app)
    assert {"atlas", "invented"} <= set(spent["extensions"])
    for name in ("limiter", "pasts", "clock", "mailer", "background"):
        assert spent["extensions"][name] != new["extensions"][name], name
    shared_application.release()
    assert state(shared_application.bind(database_url)) == new
    shared_application.release()


@ON_SQLITE
def test_each_test_reads_its_own_database(shared_application, databases):
    cities = []
    for contents in ("small", "empty", "small"):
        app = shared_application.bind(databases.copy(contents))
        cities.append("Tikrit" in Page(app.test_client().get("/en/cities/")).text)
        address = database.engine(app).url
        assert app.extensions["settings"].database_url == address.render_as_string(False)
        shared_application.release()
    assert cities == [True, False, True]
