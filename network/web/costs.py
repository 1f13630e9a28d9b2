"""What every public address costs, and the gates before what costs much."""

from collections.abc import Mapping
from threading import Lock

from flask import Flask, Response, current_app, g, request

from network.gates import Cost, leave
from network.web.caching import is_present, mark_edition
from network.web.gating import (
    Busy,
    entered,
    has_waited,
    is_admitted,
    is_for_workshop,
    made_apart,
)
from network.web.parameters import USUAL_ROWS
from network.web.past import past_day

# By endpoint; every public one is in here. What is cheap loads few records, however many there are.
COSTS: Mapping[str, Cost] = {
    "activities.activity": Cost.LITTLE,
    "activities.index": Cost.LITTLE,
    "api.description": Cost.LITTLE,
    "api.record": Cost.LITTLE,
    "api.records": Cost.LITTLE,
    "api.start": Cost.LITTLE,
    "cards.network": Cost.CARD,
    "cards.record": Cost.CARD,
    "cities.city": Cost.LITTLE,
    "cities.index": Cost.LITTLE,
    "data.page": Cost.LITTLE,
    "downloads.activities": Cost.FILE,
    "downloads.presence": Cost.FILE,
    "downloads.records": Cost.FILE,
    "embedding.builder": Cost.LITTLE,
    "embedding.embed": Cost.LITTLE,
    "explore.cube": Cost.LITTLE,
    "explore.fragment": Cost.LITTLE,
    "explore.page": Cost.LITTLE,
    "explore.script": Cost.LITTLE,
    "explore.start": Cost.LITTLE,
    "forums.forum": Cost.LITTLE,
    "forums.index": Cost.LITTLE,
    "guide.page": Cost.LITTLE,
    "oembed.document": Cost.LITTLE,
    "offline.page": Cost.LITTLE,
    "offline.worker": Cost.LITTLE,
    "ogc.collection": Cost.LITTLE,
    "ogc.collections": Cost.LITTLE,
    "ogc.conformance": Cost.LITTLE,
    "ogc.description": Cost.LITTLE,
    "ogc.item": Cost.LITTLE,
    "ogc.items": Cost.LITTLE,
    "ogc.landing": Cost.LITTLE,
    "ogc.schema": Cost.LITTLE,
    "organizations.index": Cost.LITTLE,
    "organizations.organization": Cost.LITTLE,
    "packages.package": Cost.FILE,
    "pages.about": Cost.LITTLE,
    "pages.privacy": Cost.LITTLE,
    "picking.script": Cost.LITTLE,
    "plans.index": Cost.LITTLE,
    "plans.plan": Cost.LITTLE,
    "reach.page": Cost.SUM,
    "reach.script": Cost.LITTLE,
    "reports.figures": Cost.LITTLE,
    "reports.index": Cost.LITTLE,
    "reports.page": Cost.LITTLE,
    "rivers.page": Cost.LITTLE,
    "search.page": Cost.SUM,
    "site.icon": Cost.LITTLE,
    "site.manifest": Cost.LITTLE,
    "site.robots": Cost.LITTLE,
    "sitemap.part": Cost.FILE,
    "sitemap.whole": Cost.LITTLE,
    "solidarity.page": Cost.LITTLE,
    "solidarity.script": Cost.LITTLE,
    "themes.index": Cost.LITTLE,
    "themes.theme": Cost.LITTLE,
}
# What has the texts of all records looked through, or the activities of one party summed anew.
LOOKED_THROUGH = ("q", "forum", "organization", "funder", "says", "began")
MOST_KEPT = 32_000_000
LARGEST_KEPT = 4_000_000


class Kept:
    """The last costly answers of this process, by tag and address: to ask twice costs once.

    Another edition throws them away: what was hidden or erased must not wait in memory.
    """

    def __init__(self) -> None:
        self.edition = ""
        self.answers: dict[tuple[str, str], tuple[bytes, list[tuple[str, str]]]] = {}
        self.size = 0
        self.lock = Lock()

    def turn_to(self, edition: str) -> None:
        """Throw away what was made from other editions."""
        with self.lock:
            if edition != self.edition:
                self.edition, self.answers, self.size = edition, {}, 0

    def find(self, key: tuple[str, str]) -> Response | None:
        """A copy of a kept answer."""
        body, headers = self.answers.get(key, (b"", None))
        return None if headers is None else current_app.response_class(body, headers=headers)

    def keep(self, key: tuple[str, str], response: Response) -> None:
        """Keep an answer as it is; those that were kept first go."""
        body = response.get_data()
        headers = [pair for pair in response.headers if pair[0] != "Content-Length"]
        with self.lock:
            self.size += len(body) - len(self.answers.pop(key, (b"", []))[0])
            self.answers[key] = body, headers
            while self.size > MOST_KEPT:
                self.size -= len(self.answers.pop(next(iter(self.answers)))[0])


def register(app: Flask) -> None:
    """Put the gates of `app` before its costly views."""
    app.extensions["kept"] = Kept()
    app.before_request(_admit)
    app.after_request(_finish)
    app.teardown_request(_leave)


def cost() -> Cost:
    """What the answer to this request costs; nothing where it is not public."""
    declared = COSTS.get(request.endpoint or "", Cost.LITTLE)
    if declared == Cost.LITTLE and "tag" in g:
        if any(key in request.args for key in LOOKED_THROUGH):
            return Cost.SUM
        if request.args.get("limit", 0, int) > USUAL_ROWS:
            return Cost.FILE
    return declared


def _admit() -> Response | None:
    asked = cost()
    if not asked.gated or "tag" not in g or is_admitted(asked):
        return None
    found = _kept()
    if found is None:
        g.place = entered(asked)
        if has_waited() and not is_present():
            _turn_to_present()
        # Whoever was waited for may have been asked for the same.
        found = _kept() or (_apart(asked) if is_for_workshop(asked) else None)
    return found


def _kept() -> Response | None:
    kept: Kept = current_app.extensions["kept"]
    kept.turn_to(g.edition)
    return kept.find(_key())


def _key() -> tuple[str, str]:
    """Under what the answer to this request is kept."""
    return g.tag, request.full_path


def _turn_to_present() -> None:
    """Speak of the newest edition: what was hidden meanwhile must not be told any more."""
    if past_day():
        raise Busy(retry_after=1)
    mark_edition()


def _apart(asked: Cost) -> Response | None:
    for _attempt in range(2):
        made = made_apart(asked)
        if made is None:
            return None
        if is_present():
            status, headers, body = made
            return current_app.response_class(body, status, headers)
        _turn_to_present()
    raise Busy(retry_after=1)


def _finish(response: Response) -> Response:
    """Write an answer to its end before it is sent: who reads slowly must not hold the gate."""
    if "place" not in g:
        return response
    if response.status_code == 200 and request.method == "GET":
        try:
            response.get_data()
        except Exception as error:
            # It is told as if the view itself had failed.
            response = current_app.make_response(current_app.handle_user_exception(error))
        if response.status_code == 200 and _is_small(response):
            current_app.extensions["kept"].keep(_key(), response)
    _leave()
    return response


def _is_small(response: Response) -> bool:
    return not response.is_streamed and len(response.get_data()) <= LARGEST_KEPT


def _leave(_error: BaseException | None = None) -> None:
    place = g.pop("place", None)
    if place is not None:
        leave(place)
