"""Whatever secret is guessed at, every guess counts, and a flood of guesses is not looked at."""

import ast
import itertools

import pytest

from network.config import PROJECT_FOLDER
from network.tokens import new_token
from network.vocabulary import AccountRole
from tests.cast import PASSWORD, knowing_password, make_account, signed_in
from tests.desk import open_ticket, posted

# What looks at a secret, and where it may be spoken of besides: where it is made of the others.
CHECKS = {"fits", "check_password", "take_code", "find_ticket"}
HOMES = {"passwords.py", "sign_in.py", "second_factor.py", "tickets.py"}
OWN = "/en/desk/own"
PAGES = (
    f"{OWN}/password",
    f"{OWN}/email",
    f"{OWN}/second-factor/remove",
    f"{OWN}/recovery-codes",
)


def uncounted(tree):
    """The names of checks that are used outside a call of `judge`."""
    counted = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "judge"
        for argument in node.args
        if isinstance(argument, ast.Lambda)
        for inner in ast.walk(argument)
    }
    for node in set(ast.walk(tree)) - counted:
        name = getattr(node, "id", None) or getattr(node, "attr", None)
        if name in CHECKS:
            yield name


def module(path):
    """A module with functions that only a counted lambda calls put in their place."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Lambda) and isinstance(node.body, ast.Call):
            name = getattr(node.body.func, "id", "")
            calls = sum(getattr(other, "id", "") == name for other in ast.walk(tree))
            if name in functions and calls == 1:
                tree.body.remove(functions[name])
                node.body = ast.Tuple([ast.copy_location(functions[name], node.body)], ast.Load())
    return tree


def test_no_secret_is_looked_at_but_by_what_counts():
    network = PROJECT_FOLDER / "network"
    for path in network.rglob("*.py"):
        if path.parent.name == "changes" and path.name in HOMES:
            continue
        assert list(uncounted(module(path))) == [], path
    source = "judge('x', y, lambda: passwords.fits(a, b))\nif take_code(a, b, c): pass"
    assert list(uncounted(ast.parse(source))) == ["take_code"]


@pytest.mark.parametrize("path", PAGES)
def test_guesses_at_the_present_password_are_counted_together(app, path):
    number = make_account(app, "member", totp_secret="A" * 32, **knowing_password(app))
    member = signed_in(app, number)
    for page, _ in zip(itertools.cycle(PAGES), range(10), strict=False):
        member.send(page, present_password="wrong", email="a@example.org")
    refused = member.send(path, present_password=PASSWORD, email="a@example.org")
    # Without a mail server, the page has no place to say why it did not keep the address.
    if path.endswith("email"):
        assert refused.status_code == 422
    else:
        shown = member.get(refused.location) if refused.location else refused
        assert "too many attempts" in shown.text


def test_who_knows_it_may_use_it_as_often_as_they_like(app):
    member = signed_in(app, make_account(app, "member", **knowing_password(app)))
    fields = {"present_password": PASSWORD, "email": "a@example.org"}
    answers = [member.send(f"{OWN}/email", **fields).status_code for _ in range(15)]
    assert answers == [303] * 15


def test_the_present_password_is_counted_for_another_telephone_too(app):
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    editor = signed_in(app, number)
    fields = {"secret": "A" * 32, "code": "1"}
    for _ in range(11):
        answer = editor.send(f"{OWN}/second-factor", present_password="wrong", **fields)
    assert "too many attempts" in answer.text


def test_one_time_addresses_cannot_be_tried_out(client):
    answers = [
        open_ticket(client, f"/en/desk/tickets#{new_token()}").status_code for _ in range(11)
    ]
    assert answers == [410] * 10 + [429]


def test_recovery_codes_count_like_those_of_the_telephone(app, client):
    make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    posted(client, "/en/desk/sign-in", login="editor", password=PASSWORD)
    tries = [posted(client, "/en/desk/second-factor", code="abcd-efgh-ijkl-mnop") for _ in range(6)]
    assert [answer.status_code for answer in tries] == [422] * 5 + [429]
