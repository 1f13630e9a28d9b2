"""What is sealed opens with its key and for its purpose, and in no other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.sealing import WrongKeyError, seal, unseal

KEYS = st.binary(min_size=32, max_size=32)


@given(key=KEYS, text=st.text(max_size=80), about=st.text(max_size=20))
def test_what_was_sealed_is_read_again_and_never_looks_the_same(key, text, about):
    sealed = seal(key, text, about)
    assert unseal(key, sealed, about) == text
    assert seal(key, text, about) != sealed
    assert len(text) < 4 or text not in sealed


@given(key=KEYS, other=KEYS, at=st.integers(0, 10_000))
def test_another_key_another_purpose_and_a_changed_letter_open_nothing(key, other, at):
    sealed = seal(key, "JBSWY3DPEHPK3PXP", "account 7")
    at %= len(sealed) - 2
    changed = f"{sealed[:at]}{'A' if sealed[at] != 'A' else 'B'}{sealed[at + 1 :]}"
    tries = [(key, sealed, "account 8"), (key, changed, "account 7"), (key, "", "account 7")]
    if other != key:
        tries.append((other, sealed, "account 7"))
    for wrong in (*tries, (key, "JBSWY3DPEHPK3PXP", "account 7"), (key, "ä", "account 7")):
        with pytest.raises(WrongKeyError):
            unseal(*wrong)
