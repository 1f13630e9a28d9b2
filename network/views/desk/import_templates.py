"""Tables to fill in and import, for each kind of record, as CSV and XLSX."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from werkzeug.exceptions import NotFound

from network.access import guarded
from network.exports.template import (
    TemplateColumn,
    template_columns,
    write_csv_template,
    write_xlsx_template,
)
from network.imports.kinds import IMPORT_KINDS
from network.presenters.desk.importing import SOURCE_LABELS
from network.presenters.files import FORMATS, KINDS
from network.web.language import page_language

blueprint = Blueprint("import_templates", __name__)

SOURCE_MEANINGS = {
    "source_title": lazy_gettext("Of the document that the row rests on. Every row needs one."),
    "source_publisher": lazy_gettext(
        "Who made the document. Empty for what you recorded yourself."
    ),
    "source_url": lazy_gettext("Beginning with https://, where the document is on the web."),
    "source_date": lazy_gettext("Year, year-month or year-month-day."),
}


@blueprint.get("/<language:language>/desk/imports/templates/<word>.<extension>")
@guarded()
def template(word: str, extension: str) -> ResponseReturnValue:
    """An empty table of a kind of record, its headings in the page's language."""
    kind = next((kind for kind in IMPORT_KINDS.values() if kind.word == word), None)
    if kind is None or extension not in ("csv", "xlsx"):
        raise NotFound
    columns = [
        *template_columns(word, kind.columns, kind.words),
        *(
            TemplateColumn(str(label), str(SOURCE_MEANINGS[key]))
            for key, label in SOURCE_LABELS.items()
        ),
    ]
    if extension == "csv":
        content = write_csv_template(columns)
    else:
        content = write_xlsx_template(columns, str(KINDS[word].title), page_language())
    response = Response(content, content_type=FORMATS[extension].content_type)
    name = f"rafidain-{word}-template.{extension}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
