"""Every role walks the whole desk and meets nothing that it may not see."""

from tests.sight import walk


def test_no_role_meets_what_it_may_not_see_and_what_is_anothers_is_as_what_never_was(
    app, small, clock
):
    found = walk(app)
    assert found.asked > 1_000
    assert found.faults == []
