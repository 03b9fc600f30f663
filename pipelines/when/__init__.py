"""Date words and machine-written dates of a listing → start, end, zone, sessions, and how sure they are."""

from pipelines.when.answers import answer, when
from pipelines.when.drafts import draft_times
from pipelines.when.reader import read_when
from pipelines.when.repeats import occurrences, without_overridden

__all__ = ["answer", "draft_times", "occurrences", "read_when", "when", "without_overridden"]
