"""What a test needs of the machine: where it is missing, the test is skipped, or fails."""

import os

import pytest


def miss(reason):
    """Skip the test for `reason`; fail it where NETWORK_TEST_REQUIRE_ALL=1 says so."""
    if os.environ.get("NETWORK_TEST_REQUIRE_ALL") == "1":
        pytest.fail(f"NETWORK_TEST_REQUIRE_ALL=1, but {reason}")
    pytest.skip(reason)
