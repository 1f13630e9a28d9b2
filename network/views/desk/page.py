"""The first page of the desk."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from network.access import guarded, signed_in_account
from network.presenters.desk.shell import panels

blueprint = Blueprint("desk", __name__)


@blueprint.get("/<language:language>/desk/")
@guarded()
def page() -> ResponseReturnValue:
    """What there is to do, and where."""
    account = signed_in_account()
    return render_template("desk/page.html", account=account, panels=panels("overview", account))
