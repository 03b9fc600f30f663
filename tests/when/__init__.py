"""Tests of `pipelines.when`."""
