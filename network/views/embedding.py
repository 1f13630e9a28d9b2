"""The map on other sites: the page that they may frame, and the builder of their lines."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from network.locales import LANGUAGES
from network.presenters.exploration import Exploration
from network.presenters.explored import cube_of, rendered_map
from network.presenters.frames import HEIGHT, LEAST_HEIGHT, LOOKS, MOST_HEIGHT, Frame, asked_number
from network.presenters.map_data import map_data
from network.queries.filter import Filter
from network.web.addresses import joined
from network.web.caching import tagged
from network.web.headers import content_policy, sends
from network.web.language import page_language

blueprint = Blueprint("embedding", __name__)

FRAMEABLE = {
    "Content-Security-Policy": content_policy(frame_ancestors="*"),
    "X-Frame-Options": None,
    "Cross-Origin-Resource-Policy": "cross-origin",
}
FRAMING = {"Content-Security-Policy": content_policy(frame_src="'self'")}


@blueprint.get("/<language:language>/embed")
@sends(FRAMEABLE)
@tagged
def embed() -> ResponseReturnValue:
    """The map alone, with the filter of its address; the one page that other sites may frame."""
    exploration = Exploration.of_request("embedding.embed")
    return render_template(
        "embed/map.html",
        exploration=exploration,
        map=rendered_map(),
        data=map_data(exploration, cube_of(exploration.chosen.narrowing)),
        look=_look(),
        whole_page=joined(url_for("explore.page"), exploration.chosen.query()),
    )


@blueprint.get("/<language:language>/embed/builder")
@sends(FRAMING)
@tagged
def builder() -> ResponseReturnValue:
    """The form that makes the lines which another site puts into its page."""
    exploration = Exploration.of_request("embedding.builder")
    language = request.args.get("language", "")
    frame = Frame(
        language if language in LANGUAGES else page_language().code,
        exploration.chosen,
        _look(),
        min(max(asked_number("height", HEIGHT), LEAST_HEIGHT), MOST_HEIGHT),
    )
    return render_template(
        "embed/builder.html",
        exploration=exploration,
        frame=frame,
        heights=(LEAST_HEIGHT, MOST_HEIGHT),
    )


@blueprint.app_template_global()
def builder_address(chosen: Filter) -> str:
    """The address of the builder for a map under a filter."""
    return joined(url_for("embedding.builder"), chosen.query())


def _look() -> str:
    look = request.args.get("look", "")
    return look if look in LOOKS else ""
