"""What day it is where the network lives."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Baghdad")


def today() -> date:
    """The day it is in Baghdad."""
    return datetime.now(TIME_ZONE).date()
