"""Small fictional organisers' web sites: a day goes in, pages and the events they tell come out."""

from samples.outcome import Change, Expected, expected, expected_changes

__all__ = ["Change", "Expected", "expected", "expected_changes"]
