"""Keys: each purpose has its own, and it follows from the site's."""

import pytest

from network.tokens import is_token, key_for, new_token, read_key


def test_keys_differ_by_purpose_and_by_site():
    keys = {key_for(purpose, site) for purpose in ("a", "b") for site in (b"1" * 32, b"2" * 32)}
    assert len(keys) == 4
    assert key_for("a", b"1" * 32) == key_for("a", b"1" * 32)


def test_the_file_of_a_key_is_its_owners_alone_and_stays(tmp_path):
    path = tmp_path / "instance" / "site.key"
    assert read_key(path) == read_key(path)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("word", ["", "nothing", "x" * 42, "x" * 44, "é" * 43, "x" * 42 + "\n"])
def test_only_what_is_written_like_a_token_is_taken_for_one(word):
    assert is_token(new_token())
    assert not is_token(word)
