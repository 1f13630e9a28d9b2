"""Members of zip archives that do not say when they were written: same data, same bytes."""

from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipInfo

# The earliest moment that a zip archive can hold.
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def member(name: str) -> ZipInfo:
    """A compressed member called `name`, of the earliest moment."""
    info = ZipInfo(name, EPOCH.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    return info
