"""A forgotten password: mailed where there is an account, and the answer never says so."""

import pytest

from network.changes.sign_in import browser_name
from network.mail import smtp_mailer
from tests.cast import make_account
from tests.desk import open_ticket, posted

FORGOTTEN = "/en/desk/forgotten"


@pytest.fixture
def letters(make_app, database_url):
    """An application that mails into a list, at once."""
    app = make_app(
        database_url,
        NETWORK_SMTP_URL="smtp://mail.example",
        NETWORK_MAIL_FROM="desk@forums.example",
        NETWORK_PUBLIC_URL="https://forums.example",
    )
    sent = []
    app.extensions["mailer"] = lambda *letter: sent.append(letter)
    app.extensions["background"] = lambda work, *arguments: work(*arguments)
    sent_by = app.test_client()
    make_account(app, "known", email="known@example.org", language="ar")
    make_account(app, "silent")
    make_account(app, "gone", email="gone@example.org", active=False)
    return sent_by, sent


def ask(client, login):
    return posted(client, FORGOTTEN, login=login)


def test_the_link_goes_to_the_address_of_the_account_in_its_language(letters):
    client, sent = letters
    assert ask(client, " KNOWN ").status_code == 200
    ((to, subject, text),) = sent
    assert to == "known@example.org"
    assert "كلمة مرور جديدة" in subject
    (link,) = [line for line in text.splitlines() if line.startswith("https:")]
    assert link.startswith("https://forums.example/ar/desk/tickets#")
    path = link.removeprefix("https://forums.example")
    assert open_ticket(client, path).status_code == 200


def test_the_answer_is_the_same_whether_there_is_such_an_account(letters):
    client, sent = letters
    answers = {
        (answer.status_code, answer.text)
        for login in ("known", "silent", "gone", "nobody", "", "a\0b")
        for answer in [ask(client, login)]
    }
    assert len(answers) == 1
    assert len(sent) == 1


def test_a_host_that_the_asker_chose_is_not_in_the_letter(letters):
    client, sent = letters
    client.get(FORGOTTEN, headers={"Host": "evil.example"})
    posted(client, FORGOTTEN, login="known")
    assert "evil.example" not in str(sent)


def test_nobody_is_flooded_with_letters(letters):
    client, sent = letters
    for _ in range(15):
        ask(client, "known")
    assert len(sent) <= 10


def test_without_a_mail_server_the_page_says_whom_to_ask(client):
    answer = client.get(FORGOTTEN)
    assert answer.status_code == 200
    assert "administrator" in answer.text
    assert 'method="post"' not in answer.text


@pytest.mark.parametrize("url", ["smtp://mail.example", "smtps://a:b%40c@mail.example:4650"])
def test_a_mailer_is_made_without_asking_the_server(url):
    assert callable(smtp_mailer(url, "desk@forums.example"))


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0",
            "Firefox · Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17 Safari/604.1", "Safari · iPhone"),
        ("curl/8 <script>", ""),
        ("", ""),
    ],
)
def test_of_a_browser_a_word_or_two_are_kept(agent, name):
    assert browser_name(agent) == name
