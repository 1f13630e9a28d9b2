"""Every role walks the whole desk and meets nothing that it may not see."""

import pytest

from tests.databases import ON_SQLITE
from tests.planted import ROLES
from tests.sight import Walk, routes, walk


def test_a_coordinator_meets_nothing_of_others_and_is_told_nothing_of_what_is_there(
    app, small, clock
):
    found = walk(app, short=True)
    assert found.faults == []
    assert found.asked > 700


@pytest.mark.slow
@ON_SQLITE
def test_no_role_meets_what_it_may_not_see_anywhere(app, small, clock):
    found = walk(app)
    assert found.faults == []
    assert found.asked > 3_000
    for role in ROLES:
        asked = {(endpoint, method) for who, method, endpoint in found.routes if who == role}
        assert routes(app) <= asked, role


@ON_SQLITE
def test_a_walk_notices_what_a_role_meets_that_it_must_not(app, small, clock):
    control = Walk(app)
    control.plants.lose_sight_of("hidden", "editor")
    assert any("of hidden" in fault for fault in control.look("editor").faults)
