"""Feeds as real programs of subscribers understand them: calendar clients and feed readers that are not ours."""
