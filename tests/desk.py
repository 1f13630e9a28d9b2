"""Forms of the desk as a browser sends them, and several browsers at once."""

import threading

from tests.pages import Page


def token_of(answer):
    """The token in the first form of a page."""
    fields = Page(answer).all("input")
    return next(field["value"] for field in fields if field.get("name") == "token")


def posted(client, path, **fields):
    """Open a page and send its form."""
    return client.post(path, data={"token": token_of(client.get(path)), **fields})


def at_once(count, work):
    """Do `work(number)` in as many threads, all at the same moment; returns what they return."""
    barrier, results = threading.Barrier(count), [None] * count

    def run(number):
        barrier.wait()
        results[number] = work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def open_ticket(client, address):
    """Go where a one-time address leads, as its script does; the answer to what it sends."""
    path, _, token = address.partition("#")
    return posted(client, path, ticket=token)


def use_ticket(client, address, **fields):
    """Send the form that a one-time address leads to."""
    path, _, token = address.partition("#")
    data = {"token": token_of(client.get(path)), "ticket": token, **fields}
    return client.post(f"{path}/use", data=data)
