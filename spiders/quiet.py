"""The names of chatty loggers in; loggers that make no records below a warning out.

Records cost 10-20 % of the processor even when nothing prints them, and Scrapy opens its loggers anew whenever
it sets up logging; extensions are made after that.
"""

from __future__ import annotations

import logging
from typing import Self

from scrapy.crawler import Crawler


class QuietLoggers:
    """Silences the loggers of the setting QUIET_LOGGERS below WARNING."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Silence them for this process."""
        for name in crawler.settings.getlist("QUIET_LOGGERS"):
            logging.getLogger(name).setLevel(logging.WARNING)
        return cls()
