"""Every role walks the whole desk and meets nothing that it may not see."""

import pytest

from tests.sight import walk


def test_a_coordinator_meets_nothing_of_others_and_is_told_nothing_of_what_is_there(
    app, small, clock
):
    found = walk(app, short=True)
    assert found.asked > 500
    assert found.faults == []


@pytest.mark.slow
def test_no_role_meets_what_it_may_not_see_anywhere(app, small, clock):
    found = walk(app)
    assert found.asked > 3_000
    assert found.faults == []
