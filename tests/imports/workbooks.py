"""Files for the tests of imports, good and hostile, built on the spot."""

import io
import zipfile

import openpyxl

PLAIN = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*rows, change=lambda book: None):
    """The bytes of an XLSX file with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_members(content, members):
    """A workbook with members replaced, added, or (None) left out."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in members:
                target.writestr(name, source.read(name))
        for name, data in members.items():
            if data is not None:
                target.writestr(name, data)
    return buffer.getvalue()


def with_sheet(inner, content=None):
    """A workbook whose sheet has `inner` as its XML."""
    markup = f'{PLAIN}<worksheet xmlns="{MAIN}">{inner}</worksheet>'
    return with_members(content or workbook(["slug"]), {SHEET: markup})


def rows_of_numbers(count):
    """The XML of rows with one number each."""
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(count))
    return f"<sheetData>{rows}</sheetData>"


def with_shared_texts(texts, inner):
    """A workbook as office programs write it: texts in a part of their own, cells name them."""
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    given = with_sheet(inner)
    with zipfile.ZipFile(io.BytesIO(given)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{part}"/></Types>'
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return with_members(
        given,
        {
            "[Content_Types].xml": types.replace("</Types>", override),
            "xl/sharedStrings.xml": f'{PLAIN}<sst xmlns="{MAIN}">{items}</sst>',
        },
    )
