"""A page of the tests alone that holds the place picker in a form, as the desk's pages will."""

from pathlib import Path

from flask import Blueprint, render_template, request

from network.geography.choosing import ChoiceTrouble, read_choice
from network.presenters.desk.picking import Picker, ground, place_finder, rendered_map

blueprint = Blueprint(
    "picking_test", __name__, template_folder=str(Path(__file__).with_name("templates"))
)


@blueprint.get("/<language:language>/picking-test")
def page():
    asked = request.args
    point = asked.get("place", ""), asked.get("latitude", ""), asked.get("longitude", "")
    choice = read_choice(ground(), *point) if "place" in asked or "latitude" in asked else None
    trouble = choice if isinstance(choice, ChoiceTrouble) else None
    finding = place_finder().find(asked.get("q", ""))
    return render_template(
        "picking_test.html",
        picker=Picker(finding, *point, trouble),
        picker_map=rendered_map(),
        choice=None if trouble else choice,
        q=asked.get("q", ""),
    )
