"""The data package: everything that is public in one archive, whatever the filter."""

from dataclasses import replace

from flask import Blueprint, Response, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from network.exports.package import write_package
from network.exports.release import Release
from network.presenters.files import FORMATS, KINDS
from network.presenters.package_tables import EVERYTHING, tables_of
from network.presenters.releases import file_name, release_of
from network.queries.activities import SORTS
from network.web.addresses import absolute
from network.web.caching import tagged
from network.web.parameters import Parameters

blueprint = Blueprint("packages", __name__)


@blueprint.get("/<language:language>/data-package.zip")
@tagged
def package() -> ResponseReturnValue:
    """All tables with what describes them; it takes no filter. Raises BadParameters."""
    Parameters().check()
    release = _release()
    body = write_package(tables_of(release), release)
    response = Response(stream_with_context(body), content_type="application/zip")
    name = file_name("data-package", release, "zip")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _release() -> Release:
    release = release_of(
        KINDS["activities"], FORMATS["csv"], EVERYTHING, SORTS[0], total=0, left_out=0
    )
    address = absolute(url_for("packages.package"))
    return replace(release, title=gettext("Data package"), address=address)
